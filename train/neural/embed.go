package neural

import (
	"math/rand/v2"

	"hearsay/nlp"
)

// embedding is the table a word's vector is made from: its own row, the mean of
// the rows of its sub-words, and the row of its shape (Bojanowski et al. 2017).
type embedding struct {
	dim    int
	lex    *lexicon
	mask   uint32  // of rows of sub-words
	rows   *sparse // words, then sub-words, then shapes
	grams  int     // first row of sub-words
	shapes int     // first row of shapes
	lists  int     // first row of combinations of lists
}

func newEmbedding(lex *lexicon, words, buckets, dim int, rnd *rand.Rand) *embedding {
	e := &embedding{dim: dim, lex: lex, mask: uint32(buckets - 1), grams: words, shapes: words + buckets, lists: words + buckets + nlp.ShapeCount}
	e.rows = newSparse(words+buckets+nlp.ShapeCount+nlp.ListRows, dim)
	for i := range e.rows.table.data {
		e.rows.table.data[i] = 0.1 * float32(rnd.NormFloat64())
	}
	return e
}

// compose writes the vector of a type; gramsOnly leaves its own row out.
func (e *embedding) compose(dst []float32, id int32, gramsOnly bool) {
	copy(dst, e.rows.table.row(e.shapes+int(e.lex.shape[id])))
	form := e.lex.forms[id]
	if on := e.lex.on[form]; on != 0 {
		axpy(1, e.rows.table.row(e.lists+int(on)), dst)
	}
	if row := e.lex.rows[form]; row >= 0 && !gramsOnly {
		axpy(1, e.rows.table.row(int(row)), dst)
	}
	grams := e.lex.grams[e.lex.start[form]:e.lex.start[form+1]]
	share := 1 / float32(max(len(grams), 1))
	for _, g := range grams {
		axpy(share, e.rows.table.row(e.grams+int(g&e.mask)), dst)
	}
}

// wordGrads are the gradients of the vectors of some types.
type wordGrads struct {
	ids       []int32
	gramsOnly []bool
	grads     matrix
}

// learn moves the rows behind each type against its gradient.
func (e *embedding) learn(rate float32, all ...*wordGrads) {
	e.rows.learn(rate, func(_ int, add func(int32, float32, []float32)) {
		for _, g := range all {
			for i, id := range g.ids {
				e.spread(id, g.gramsOnly[i], g.grads.row(i), add)
			}
		}
	})
}

// spread hands a type's gradient on to the rows it is made from.
func (e *embedding) spread(id int32, gramsOnly bool, grad []float32, add func(int32, float32, []float32)) {
	form := e.lex.forms[id]
	add(int32(e.shapes)+int32(e.lex.shape[id]), 1, grad)
	if on := e.lex.on[form]; on != 0 {
		add(int32(e.lists)+int32(on), 1, grad)
	}
	if row := e.lex.rows[form]; row >= 0 && !gramsOnly {
		add(row, 1, grad)
	}
	grams := e.lex.grams[e.lex.start[form]:e.lex.start[form+1]]
	share := 1 / float32(max(len(grams), 1))
	for _, g := range grams {
		add(int32(e.grams)+int32(g&e.mask), share, grad)
	}
}

// lookup composes the distinct types of a batch once.
type lookup struct {
	wordGrads
	vectors matrix
	at      map[int64]int32 // place of a type in ids
	of      []int32         // place of each token's type
}

// gather composes the vectors of the tokens into x. dropped, where not nil, tells
// the tokens that are to be read without their own row.
func (l *lookup) gather(e *embedding, tokens []int32, dropped []bool, x matrix) {
	if l.at == nil {
		l.at = map[int64]int32{}
	}
	clear(l.at)
	l.ids, l.gramsOnly, l.of = l.ids[:0], l.gramsOnly[:0], l.of[:0]
	for i, id := range tokens {
		drop := dropped != nil && dropped[i]
		key := int64(id) << 1
		if drop {
			key |= 1
		}
		place, ok := l.at[key]
		if !ok {
			place = int32(len(l.ids))
			l.at[key] = place
			l.ids, l.gramsOnly = append(l.ids, id), append(l.gramsOnly, drop)
		}
		l.of = append(l.of, place)
	}
	v := l.vectors.shaped(len(l.ids), e.dim)
	for i, id := range l.ids {
		e.compose(v.row(i), id, l.gramsOnly[i])
	}
	for i, place := range l.of {
		copy(x.row(i), v.row(int(place)))
	}
}

// scatter adds up the gradients of the tokens by type.
func (l *lookup) scatter(dx matrix) {
	l.grads.zeroed(len(l.ids), dx.cols)
	for i, place := range l.of {
		axpy(1, dx.row(i), l.grads.row(int(place)))
	}
}
