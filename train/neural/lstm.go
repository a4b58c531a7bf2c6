package neural

import "math/rand/v2"

// lstm is one direction of a long short-term memory (Hochreiter and Schmidhuber
// 1997; forget gates by Gers et al. 2000). Gates stand in the order input, forget,
// output, candidate. Its sigmoid and tanh are those of the shipped encoder.
type lstm struct {
	in, hidden int
	w, u, b    tensor // in × 4 hidden, hidden × 4 hidden, 1 × 4 hidden
}

func newLSTM(p *params, in, hidden int, rnd *rand.Rand) lstm {
	l := lstm{in: in, hidden: hidden, w: p.glorot(in, 4*hidden, rnd), u: p.glorot(hidden, 4*hidden, rnd), b: p.add(1, 4*hidden, 0, rnd)}
	for i := range hidden {
		p.value[l.b.at+hidden+i] = 1 // remember at first
	}
	return l
}

// lstmRun is what a pass forward leaves for the pass back.
type lstmRun struct {
	gates, slopes      matrix // rows × 4 hidden: values of the gates and their derivatives
	cells, outs, bends matrix // rows × hidden: the cell, its output tanh(cell), and that one's derivative
	h, before          matrix // rows × hidden: the output, and the output one step before
	dc                 matrix
	u                  packed
}

// squash is a rational tanh, exactly 1 from 3 on, and its derivative.
func squash(x float32) (y, slope float32) {
	x = min(3, max(-3, x))
	xx := x * x
	r := 1 / (9 + 3*xx)
	bend := (9 - xx) * r
	return x * (27 + xx) * r * (1.0 / 3), bend * bend
}

// forward runs over the rows of x as they are laid out and returns the outputs.
func (l lstm) forward(s *scratch, value []float32, lay *layout, x matrix, r *lstmRun) matrix {
	n, hd := lay.rows, l.hidden
	z := r.gates.shaped(n, 4*hd)
	bias := l.b.of(value).data
	for i := range n {
		copy(z.row(i), bias)
	}
	s.gemm(z, x, false, l.w.of(value), false)
	r.u.pack(l.u.of(value), false)
	r.slopes.shaped(n, 4*hd)
	r.cells.shaped(n, hd)
	r.outs.shaped(n, hd)
	r.bends.shaped(n, hd)
	h := r.h.shaped(n, hd)
	for t, start := range lay.starts {
		size := lay.sizes[t]
		if t > 0 {
			s.gemmPacked(z.slice(start, start+size), h.slice(lay.starts[t-1], lay.starts[t-1]+size), false, &r.u)
		}
		for b := range size {
			var past []float32
			if t > 0 {
				past = r.cells.row(lay.starts[t-1] + b)
			}
			l.step(r, start+b, past)
		}
	}
	return h
}

// step turns a row of sums into gates, cell and output.
func (l lstm) step(r *lstmRun, row int, past []float32) {
	hd := l.hidden
	z, d := r.gates.row(row), r.slopes.row(row)
	for k, v := range z[:3*hd] {
		y, slope := squash(v * 0.5)
		z[k], d[k] = 0.5+0.5*y, 0.25*slope
	}
	for k, v := range z[3*hd:] {
		z[3*hd+k], d[3*hd+k] = squash(v)
	}
	cell, out, bend, h := r.cells.row(row), r.outs.row(row), r.bends.row(row), r.h.row(row)
	for k := range cell {
		c := z[k] * z[3*hd+k]
		if past != nil {
			c += z[hd+k] * past[k]
		}
		cell[k] = c
		out[k], bend[k] = squash(c)
		h[k] = z[2*hd+k] * out[k]
	}
}

// backward adds the gradients of the parameters and of x, given that of the
// outputs; it overwrites the run.
func (l lstm) backward(s *scratch, value, grad []float32, lay *layout, x matrix, r *lstmRun, dh, dx matrix) {
	n, hd := lay.rows, l.hidden
	r.u.pack(l.u.of(value), true)
	dc := r.dc.zeroed(n, hd)
	d := r.slopes // becomes the gradient of the sums
	for t := len(lay.starts) - 1; t >= 0; t-- {
		start, size := lay.starts[t], lay.sizes[t]
		for b := range size {
			past := -1
			if t > 0 {
				past = lay.starts[t-1] + b
			}
			l.stepBack(r, start+b, past, dh.row(start+b), dc)
		}
		if t > 0 {
			s.gemmPacked(dh.slice(lay.starts[t-1], lay.starts[t-1]+size), d.slice(start, start+size), false, &r.u)
		}
	}
	before := r.before.zeroed(n, hd)
	for t := 1; t < len(lay.starts); t++ {
		copy(before.slice(lay.starts[t], lay.starts[t]+lay.sizes[t]).data, r.h.slice(lay.starts[t-1], lay.starts[t-1]+lay.sizes[t]).data)
	}
	s.gemm(l.u.of(grad), before, true, d, false)
	s.gemm(l.w.of(grad), x, true, d, false)
	bias := l.b.of(grad).data
	for i := range n {
		axpy(1, d.row(i), bias)
	}
	if dx.data != nil {
		s.gemm(dx, d, false, l.w.of(value), true)
	}
}

func (l lstm) stepBack(r *lstmRun, row, past int, dh []float32, dc matrix) {
	hd := l.hidden
	z, d, out, bend, c := r.gates.row(row), r.slopes.row(row), r.outs.row(row), r.bends.row(row), dc.row(row)
	var pastCell, pastGrad []float32
	if past >= 0 {
		pastCell, pastGrad = r.cells.row(past), dc.row(past)
	}
	for k := range c {
		dk := c[k] + dh[k]*z[2*hd+k]*bend[k]
		d[2*hd+k] *= dh[k] * out[k]
		d[k] *= dk * z[3*hd+k]
		d[3*hd+k] *= dk * z[k]
		if past >= 0 {
			d[hd+k] *= dk * pastCell[k]
			pastGrad[k] = dk * z[hd+k]
		} else {
			d[hd+k] = 0
		}
	}
}
