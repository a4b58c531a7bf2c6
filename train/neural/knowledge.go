package neural

import "math/rand/v2"

// Knowledge is what raw text has taught: the vectors that words are made from and
// the first layer of the encoder.
type Knowledge struct {
	Words       []string  // the forms that have a row, in its order
	Buckets     int       // rows of sub-words
	Dim, Hidden int       // of a vector and of a direction of the layer
	Rows        []float32 // of words, sub-words, shapes
	Layer       []float32 // the parameters of the layer
}

// knowledge is what the pretrainer has learnt so far.
func (p *pretrainer) knowledge() *Knowledge {
	k := &Knowledge{Buckets: int(p.embed.mask) + 1, Dim: p.embed.dim, Hidden: p.layer.forth.hidden, Rows: p.embed.rows.table.data}
	k.Words = make([]string, p.embed.grams)
	for form, row := range p.embed.lex.rows {
		if row >= 0 {
			k.Words[row] = p.embed.lex.names[form]
		}
	}
	k.Layer = p.params.value[:p.project.at]
	return k
}

// embedding makes the table anew, with nothing known to Adagrad.
func (k *Knowledge) embedding(seed uint64, lists Lists) *embedding {
	lex := newLexicon()
	lex.lists = lists
	for i, w := range k.Words {
		id := lex.id(w)
		lex.rows[lex.forms[id]] = int32(i)
	}
	e := newEmbedding(lex, len(k.Words), k.Buckets, k.Dim, rand.New(rand.NewPCG(seed, 4)))
	copy(e.rows.table.data, k.Rows)
	return e
}
