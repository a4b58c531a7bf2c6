package nlp

// heads read tags, trees and names off the encoder's vectors.
type heads struct {
	arc, relation int      // numbers of a word's vectors for arcs and for relations
	project       panels   // encoder × all columns
	skip          panels   // the layer before the last × columns from upos on
	bias          []int32  // of the columns
	at            struct { // first column of each part; arcs of the dependent come first
		arcHead, relDep, relHead, upos, xpos, names, end int
	}
	arcUnit, relUnit, biaffineUnit float32 // what one unit of a sum is in a vector of twelve bits
	biaffine                       panels  // arc × arc (Dozat and Manning 2017)
	biaffineBias                   []int32
	rootArc                        []int16
	rootRelation                   []int32
	relations                      panels // relation × labels
	relationBias                   []int32
	steps                          []int32 // from × to of the labels of names; the last row is of the first word
}

const (
	// TwelveBits bounds what vectors of the heads hold.
	TwelveBits = 4095
	// maxArcs is how long vectors may be of which one is multiplied with another: no
	// product overflows 32 bits.
	maxArcs = 1 << 31 / (TwelveBits + 1) / (TwelveBits + 1)
)

// parsing is the memory of the heads at work.
type parsing struct {
	sums      grid[int32]
	tags      grid[int32]
	dep, head grid[int16] // head begins with the root
	mixed     grid[int32]
	scores    []int32
	trees     trees
	hidden    grid[int16]
	logits    grid[int32]
	best      []int64
	back      []uint8
}

// parse annotates the n words of a sentence whose vectors are rows, and
// below those of the layer before the last. dst's slices
// have n places each.
func (h *heads) parse(w *encoding, p *parsing, rows, below grid[int16], n int, labels *Labels, dst Annotation) {
	sums := p.sums.shaped(n, h.project.outputs)
	for i := range n {
		copy(sums.row(i, len(h.bias)), h.bias)
	}
	w.multiply(sums, rows, n, &h.project)
	tags := p.tags.shaped(n, h.skip.outputs)
	clear(tags.data)
	w.multiply(tags, below, n, &h.skip)
	for i := range n {
		row := sums.row(i, h.project.outputs)
		for k, v := range tags.row(i, h.at.end-h.at.upos) {
			row[h.at.upos+k] += v
		}
		dst.UPOS[i] = uint8(highest(row[h.at.upos:][:len(labels.UPOS)]))
		dst.XPOS[i] = uint8(highest(row[h.at.xpos:][:len(labels.XPOS)]))
	}
	h.arcs(w, p, n, dst.Heads)
	h.label(w, p, n, dst.Heads, dst.Relations, len(labels.Relations))
	h.names(p, n, len(labels.Names), dst.Names)
}

func highest(v []int32) int {
	best := 0
	for i, x := range v {
		if x > v[best] {
			best = i
		}
	}
	return best
}

// arcs finds the head of each of a sentence's n words.
func (h *heads) arcs(w *encoding, p *parsing, n int, dst []int32) {
	a := h.arc
	dep, head := p.dep.shaped(n, a), p.head.shaped(n+1, a)
	copy(head.row(0, a), h.rootArc)
	mixed := p.mixed.shaped(n, h.biaffine.outputs)
	for i := range n {
		row := p.sums.row(i, h.project.outputs)
		positive(dep.row(i, a), row[:a], h.arcUnit)
		positive(head.row(i+1, a), row[h.at.arcHead:][:a], h.arcUnit)
		copy(mixed.row(i, a), h.biaffineBias)
		clear(mixed.row(i, h.biaffine.outputs)[a:])
	}
	w.multiply(mixed, dep, n, &h.biaffine)
	p.scores = grown(p.scores, n*(n+1))
	for i := range n {
		t := dep.row(i, a) // no longer needed as it was
		for k, v := range mixed.row(i, a) {
			t[k] = int16(max(-TwelveBits, min(TwelveBits, nearest(max(-1e6, min(1e6, float32(v)*h.biaffineUnit))))))
		}
		w.dots(p.scores[i*(n+1):][:n+1], t, head, n+1)
	}
	p.trees.heads(dst[:0], p.scores, n)
}

// positive cuts sums to a vector of numbers from 0 to TwelveBits.
func positive(dst []int16, sums []int32, unit float32) {
	for k, v := range sums {
		dst[k] = int16(nearest(min(TwelveBits, float32(max(v, 0))*unit)))
	}
}

func (h *heads) label(w *encoding, p *parsing, n int, heads []int32, dst []uint8, labels int) {
	r := h.relation
	hidden, logits := p.hidden.shaped(n, r), p.logits.shaped(n, h.relations.outputs)
	for i := range n {
		from := h.rootRelation
		if heads[i] > 0 {
			from = p.sums.row(int(heads[i])-1, h.project.outputs)[h.at.relHead:][:r]
		}
		own := p.sums.row(i, h.project.outputs)[h.at.relDep:][:r]
		row := hidden.row(i, r)
		for k, v := range from {
			row[k] = int16(nearest(min(TwelveBits, float32(max(v+own[k], 0))*h.relUnit)))
		}
		copy(logits.row(i, h.relations.outputs), h.relationBias)
	}
	w.multiply(logits, hidden, n, &h.relations)
	for i := range n {
		dst[i] = uint8(highest(logits.row(i, labels)))
	}
}

// names finds the best sequence of labels (Viterbi 1967).
func (h *heads) names(p *parsing, n, k int, dst []uint8) {
	p.best, p.back = grown(p.best, 2*k), grown(p.back, n*k)
	best, next := p.best[:k], p.best[k:2*k]
	for i := range n {
		scores := p.sums.row(i, h.project.outputs)[h.at.names:][:k]
		for to, s := range scores {
			from, most := k, int64(h.steps[k*k+to])
			if i > 0 {
				from, most = 0, best[0]+int64(h.steps[to])
				for f := 1; f < k; f++ {
					if v := best[f] + int64(h.steps[f*k+to]); v > most {
						from, most = f, v
					}
				}
			}
			next[to], p.back[i*k+to] = most+int64(s), uint8(from)
		}
		best, next = next, best
	}
	at := 0
	for j, v := range best {
		if v > best[at] {
			at = j
		}
	}
	for i := n - 1; i >= 0; i-- {
		dst[i] = uint8(at)
		at = int(p.back[i*k+at])
	}
}
