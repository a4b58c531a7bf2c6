package nlp

import (
	"cmp"
	"slices"

	"hearsay"
)

// encoder turns the words of sentences into vectors that know their context: rows
// of a table added up, then layers of memory cells that read each sentence in both
// directions (Hochreiter and Schmidhuber 1997; Graves and Schmidhuber 2005).
type encoder struct {
	dim, hidden int // of a word's vector, of a direction of a layer
	table       wordTable
	layers      [][2]direction // forth and back
}

// direction is one direction of a layer. Its weights for the input and for the state
// share a scale, so that their products can be added up as they are.
type direction struct {
	input, state panels
	bias         []int32
	scale        []float32 // see machine.cells
}

// width is the length of a word's vector as the heads see it.
func (e *encoder) width() int { return 2 * e.hidden }

// stateRows is how many sentences are read side by side.
const stateRows = 64

// encoding is the memory of an encoder at work.
type encoding struct {
	machine
	cache  wordCache
	x      grid[int16]    // vectors of the batch's distinct words
	of     []int32        // place of each word in x
	first  [2]grid[int32] // what they add to each direction of the first layer
	out    [2]grid[int16] // of a layer and of the one below, by word
	sums   grid[int32]
	turn   grid[int16] // inputs of a step, one below the other
	state  grid[int16]
	cell   grid[float32]
	starts []int // of each sentence of the batch, longest first
	sizes  []int
	order  []hearsay.Range // the sentences in words, longest first
}

// maxSentence is how many words are read as one sentence at most; a longer one is read
// in pieces.
const maxSentence = 256

// encode calls done for each sentence with the rows of its words, and those of the
// layer before the last. The sentences end at ends; done gets where in words a
// sentence, or a piece of a long one, starts and its length.
func (e *encoder) encode(w *encoding, words []string, ends []int, done func(start, length int, rows, below grid[int16])) {
	w.order = w.order[:0]
	start := 0
	for _, end := range ends {
		for ; start < end; start = w.order[len(w.order)-1].End {
			w.order = append(w.order, hearsay.Range{Start: start, End: min(end, start+maxSentence)})
		}
	}
	slices.SortStableFunc(w.order, func(a, b hearsay.Range) int { return cmp.Compare(b.End-b.Start, a.End-a.Start) })
	for batch := range slices.Chunk(w.order, stateRows) {
		w.starts, w.sizes = w.starts[:0], w.sizes[:0]
		at := 0
		e.open(w)
		for _, s := range batch {
			for _, word := range words[s.Start:s.End] {
				w.of = append(w.of, e.look(w, word))
			}
			w.starts, w.sizes = append(w.starts, at), append(w.sizes, s.End-s.Start)
			at += s.End - s.Start
		}
		e.run(w, at)
		last, below := w.out[(len(e.layers)-1)%2], w.out[len(e.layers)%2]
		for i, s := range batch {
			done(s.Start, w.sizes[i], last.from(w.starts[i]), below.from(w.starts[i]))
		}
	}
}

// run reads a batch of so many words through all layers.
func (e *encoder) run(w *encoding, words int) {
	for i := range e.layers {
		out := w.out[i%2].shaped(words, e.width())
		for d := range e.layers[i] {
			dir := &e.layers[i][d]
			if i == 0 {
				e.project(w, dir, d)
			}
			e.read(w, dir, i, d, out)
		}
	}
}

// project multiplies the batch's distinct words once for all their places.
func (e *encoder) project(w *encoding, dir *direction, d int) {
	distinct := len(w.x.data) / e.dim
	first := w.first[d].shaped(distinct, 4*e.hidden)
	for i := range distinct {
		copy(first.row(i, 4*e.hidden), dir.bias)
	}
	w.multiply(first, w.x, distinct, &dir.input)
}

// read runs one direction of a layer over the batch, a word of every sentence at a
// time.
func (e *encoder) read(w *encoding, dir *direction, layer, d int, out grid[int16]) {
	hd := e.hidden
	state, cell := w.state.shaped(stateRows, hd), w.cell.shaped(stateRows, hd)
	clear(state.data)
	clear(cell.data)
	live := len(w.sizes)
	for t := 0; live > 0; t++ {
		for live > 0 && w.sizes[live-1] <= t {
			live--
		}
		sums := w.sums.shaped(stateRows, 4*hd)
		if layer == 0 {
			for s := range live {
				copy(sums.row(s, 4*hd), w.first[d].row(int(w.of[w.place(s, t, d)]), 4*hd))
			}
		} else {
			below := w.out[(layer-1)%2]
			turn := w.turn.shaped(stateRows, e.width())
			for s := range live {
				copy(turn.row(s, e.width()), below.row(w.place(s, t, d), e.width()))
				copy(sums.row(s, 4*hd), dir.bias)
			}
			w.multiply(sums, turn, live, &dir.input)
		}
		if t > 0 {
			w.multiply(sums, state, live, &dir.state)
		}
		for s := range live {
			h := state.row(s, hd)
			w.cells(sums.row(s, 4*hd), dir.scale, cell.row(s, hd), h)
			copy(out.row(w.place(s, t, d), e.width())[d*hd:], h)
		}
	}
}

// place is the row of a sentence's word at step t of a direction.
func (w *encoding) place(s, t, direction int) int {
	if direction == 1 {
		t = w.sizes[s] - 1 - t
	}
	return w.starts[s] + t
}
