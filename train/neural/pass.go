package neural

import (
	"math"
	"math/rand/v2"
)

// pass is one worker's memory of a pass over a batch, forward and back.
type pass struct {
	scratch scratch
	lookup  lookup
	layout  layout
	runs    []bilstmRun
	grad    []float32
	batch   []example
	lengths []int
	tokens  []int32
	dropped []bool
	masks   []matrix // by rank of a sentence, for each input of a layer and the last output
	inputs  []matrix // of the layers, after dropout; last the encoder's output
	dinputs []matrix
	p, dp   matrix // projections to the heads, and their gradient
	mask    matrix // of the heads' hidden vectors
	tags    matrix // what the layer before the last adds to tags and names
	heads   headMemory
	losses  losses
}

// run passes the batch forward and, with training, back; without, the outcome is
// in p.
func (w *pass) run(n *network, rnd *rand.Rand, training bool) {
	w.lay(n, rnd, training)
	w.forward(n, rnd, training)
	if !training {
		return
	}
	w.losses = losses{}
	w.dp.zeroed(w.p.rows, w.p.cols)
	w.headLosses(n)
	w.backward(n)
}

func (w *pass) lay(n *network, rnd *rand.Rand, training bool) {
	w.lengths, w.tokens = w.lengths[:0], w.tokens[:0]
	for _, e := range w.batch {
		w.lengths = append(w.lengths, len(e.tokens))
		w.tokens = append(w.tokens, e.tokens...)
	}
	w.layout.set(w.lengths)
	w.tokens = inLayout(w.tokens, w.lengths, &w.layout)
	w.dropped = nil
	if training && n.opt.DropWords > 0 {
		w.dropped = make([]bool, len(w.tokens))
		for i := range w.dropped {
			w.dropped[i] = rnd.Float64() < n.opt.DropWords
		}
	}
}

func (w *pass) forward(n *network, rnd *rand.Rand, training bool) {
	rows := w.layout.rows
	for len(w.inputs) < len(n.layers)+1 {
		w.inputs, w.dinputs, w.masks, w.runs = append(w.inputs, matrix{}), append(w.dinputs, matrix{}), append(w.masks, matrix{}), append(w.runs, bilstmRun{})
	}
	x := w.inputs[0].shaped(rows, n.embed.dim)
	w.lookup.gather(n.embed, w.tokens, w.dropped, x)
	for i, layer := range n.layers {
		if training {
			w.drop(i, rnd, []float64{n.opt.DropIn, n.opt.DropOut}[min(i, 1)])
		}
		out := layer.forward(&w.scratch, n.params.value, &w.layout, w.inputs[i], &w.runs[i])
		copy(w.inputs[i+1].shaped(out.rows, out.cols).data, out.data)
	}
	last := len(n.layers)
	if training {
		w.drop(last, rnd, n.opt.DropOut)
	}
	p := w.p.shaped(rows, n.columns.end)
	bias := n.bias.of(n.params.value).data
	for i := range rows {
		copy(p.row(i), bias)
	}
	w.scratch.gemm(p, w.inputs[last], false, n.project.of(n.params.value), false)
	w.addSkip(n)
	if training {
		drawMask(&w.mask, len(w.batch), n.columns.upos, n.opt.DropHeads, rnd)
	}
	for rank, length := range w.layout.lengths {
		for t := range length {
			row := p.row(w.layout.row(rank, t))[:n.columns.upos]
			for k, v := range row[:n.columns.relDep] {
				row[k] = max(v, 0)
			}
			if training {
				for k, m := range w.mask.row(rank) {
					row[k] *= m
				}
			}
		}
	}
}

// drawMask fills a row for each sentence with 0 or what keeps the mean.
func drawMask(m *matrix, rows, cols int, chance float64, rnd *rand.Rand) {
	mask := m.shaped(rows, cols)
	keep := float32(1 / (1 - chance))
	limit := uint32(chance * math.MaxUint32)
	for i := range mask.data {
		mask.data[i] = keep
		if rnd.Uint32() < limit {
			mask.data[i] = 0
		}
	}
}

// drop masks an input with one mask a sentence (Gal and Ghahramani 2016).
func (w *pass) drop(i int, rnd *rand.Rand, chance float64) {
	drawMask(&w.masks[i], len(w.batch), w.inputs[i].cols, chance, rnd)
	w.masked(i, w.inputs[i])
}

func (w *pass) masked(i int, m matrix) {
	for t, start := range w.layout.starts {
		for rank := range w.layout.sizes[t] {
			row, mask := m.row(start+rank), w.masks[i].row(rank)
			for k := range row {
				row[k] *= mask[k]
			}
		}
	}
}

// addSkip lets tags and names see the layer before the last too.
func (w *pass) addSkip(n *network) {
	s := w.tags.zeroed(w.p.rows, n.skip.cols)
	w.scratch.gemm(s, w.inputs[len(n.layers)-1], false, n.skip.of(n.params.value), false)
	for i := range s.rows {
		for k, v := range s.row(i) {
			w.p.row(i)[n.columns.upos+k] += v
		}
	}
}

func (w *pass) skipBack(n *network, dx matrix) {
	d := w.tags
	for i := range d.rows {
		copy(d.row(i), w.dp.row(i)[n.columns.upos:])
	}
	w.scratch.gemm(n.skip.of(w.grad), w.inputs[len(n.layers)-1], true, d, false)
	w.scratch.gemm(dx, d, false, n.skip.of(n.params.value), true)
}

func (w *pass) backward(n *network) {
	value, grad := n.params.value, w.grad
	for rank, length := range w.layout.lengths {
		for t := range length {
			row := w.layout.row(rank, t)
			p, d := w.p.row(row)[:n.columns.upos], w.dp.row(row)
			for k, m := range w.mask.row(rank) {
				d[k] *= m
				if k < n.columns.relDep && p[k] <= 0 {
					d[k] = 0
				}
			}
		}
	}
	last := len(n.layers)
	bias := n.bias.of(grad).data
	for i := range w.dp.rows {
		axpy(1, w.dp.row(i), bias)
	}
	w.scratch.gemm(n.project.of(grad), w.inputs[last], true, w.dp, false)
	d := w.dinputs[last].zeroed(w.inputs[last].rows, w.inputs[last].cols)
	w.scratch.gemm(d, w.dp, false, n.project.of(value), true)
	w.masked(last, d)
	for i := last - 1; i >= 0; i-- {
		dx := w.dinputs[i].zeroed(w.inputs[i].rows, w.inputs[i].cols)
		if i == last-1 {
			w.skipBack(n, dx)
		}
		n.layers[i].backward(&w.scratch, value, grad, &w.layout, w.inputs[i], &w.runs[i], w.dinputs[i+1], dx)
		w.masked(i, dx)
	}
	w.lookup.scatter(w.dinputs[0])
}
