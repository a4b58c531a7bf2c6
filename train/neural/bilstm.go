package neural

import "math/rand/v2"

// bilstm reads sentences in both directions (Graves and Schmidhuber 2005) and
// puts the outputs side by side.
type bilstm struct {
	forth, back lstm
}

func newBiLSTM(p *params, in, hidden int, rnd *rand.Rand) bilstm {
	return bilstm{newLSTM(p, in, hidden, rnd), newLSTM(p, in, hidden, rnd)}
}

func (l bilstm) width() int { return 2 * l.forth.hidden }

type bilstmRun struct {
	forth, back      lstmRun
	turned           matrix // x read backward
	out, dForth, dBk matrix
	dTurned          matrix
}

func (l bilstm) forward(s *scratch, value []float32, lay *layout, x matrix, r *bilstmRun) matrix {
	hd := l.forth.hidden
	turned := r.turned.shaped(x.rows, x.cols)
	permute(turned, x, lay.reverse)
	a := l.forth.forward(s, value, lay, x, &r.forth)
	b := l.back.forward(s, value, lay, turned, &r.back)
	out := r.out.shaped(x.rows, 2*hd)
	for i := range out.rows {
		o := out.row(i)
		copy(o[:hd], a.row(i))
		copy(o[hd:], b.row(int(lay.reverse[i])))
	}
	return out
}

// backward adds the gradient of x to dx where that has memory.
func (l bilstm) backward(s *scratch, value, grad []float32, lay *layout, x matrix, r *bilstmRun, dout, dx matrix) {
	hd := l.forth.hidden
	da, db := r.dForth.shaped(x.rows, hd), r.dBk.shaped(x.rows, hd)
	for i := range dout.rows {
		o := dout.row(i)
		copy(da.row(i), o[:hd])
		copy(db.row(int(lay.reverse[i])), o[hd:])
	}
	l.forth.backward(s, value, grad, lay, x, &r.forth, da, dx)
	var dt matrix
	if dx.data != nil {
		dt = r.dTurned.zeroed(x.rows, x.cols)
	}
	l.back.backward(s, value, grad, lay, r.turned, &r.back, db, dt)
	if dx.data != nil {
		for i, j := range lay.reverse {
			axpy(1, dt.row(i), dx.row(int(j)))
		}
	}
}
