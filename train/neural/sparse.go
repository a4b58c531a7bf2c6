package neural

import "sync"

// sparse learns the rows of a large table of which a batch touches few, by
// Adagrad (Duchi et al. 2011) with one step size for each half of a row. Each half
// is learnt by a worker of its own, so that the outcome hangs on no schedule.
type sparse struct {
	table   matrix
	squares []float32 // halves a row
	half    [halves]sums
}

// halves is how many parts of a row learn apart.
const halves = 2

// sums adds up what a batch says about each row.
type sums struct {
	slot  []int32 // of each row, plus one; 0 for none
	rows  []int32
	grads matrix
}

func newSparse(rows, cols int) *sparse {
	s := &sparse{table: newMatrix(rows, cols), squares: make([]float32, halves*rows)}
	for i := range s.half {
		s.half[i].slot = make([]int32, rows)
	}
	return s
}

// add adds by times a gradient to what is known of a row.
func (s *sums) add(row int32, by float32, grad []float32) {
	at := s.slot[row]
	if at == 0 {
		s.rows = append(s.rows, row)
		at = int32(len(s.rows))
		s.slot[row] = at
		if need := len(s.rows) * len(grad); need > len(s.grads.data) {
			s.grads.data = append(s.grads.data, make([]float32, need)...)
		}
		s.grads.cols = len(grad)
		clear(s.grads.row(int(at - 1)))
	}
	axpy(by, grad, s.grads.row(int(at-1)))
}

// learn lets each lists the gradients of a half of the rows, and steps.
func (s *sparse) learn(rate float32, each func(half int, add func(row int32, by float32, grad []float32))) {
	var wg sync.WaitGroup
	width := s.table.cols / halves
	for half := range halves {
		wg.Go(func() {
			h := &s.half[half]
			each(half, func(row int32, by float32, grad []float32) { h.add(row, by, grad[half*width:][:width]) })
			for i, row := range h.rows {
				grad := h.grads.row(i)
				at := &s.squares[int(row)*halves+half]
				if *at += dot(grad, grad) / float32(width); *at > 0 {
					axpy(-rate/(sqrt32(*at)+1e-7), grad, s.table.row(int(row))[half*width:][:width])
				}
				h.slot[row] = 0
			}
			h.rows = h.rows[:0]
		})
	}
	wg.Wait()
}
