package neural

import "slices"

// layout puts sentences of different length into one matrix, word by word: first
// the first words of all, the longest sentence first, then the second words, and
// so on, so that a recurrent step is one product over neighbouring rows.
type layout struct {
	order   []int   // sentence at each rank, longest first
	lengths []int   // by rank
	starts  []int   // first row of each step
	sizes   []int   // rows of each step
	reverse []int32 // row that stands at a row's place when every sentence is read backward
	rows    int
}

// set lays out sentences of these lengths, none of them 0.
func (l *layout) set(lengths []int) {
	l.order, l.lengths = l.order[:0], l.lengths[:0]
	for i := range lengths {
		l.order = append(l.order, i)
	}
	slices.SortStableFunc(l.order, func(a, b int) int { return lengths[b] - lengths[a] })
	for _, i := range l.order {
		l.lengths = append(l.lengths, lengths[i])
	}
	l.starts, l.sizes, l.rows = l.starts[:0], l.sizes[:0], 0
	live := len(l.lengths)
	for t := 0; live > 0; t++ {
		for live > 0 && l.lengths[live-1] <= t {
			live--
		}
		if live > 0 {
			l.starts, l.sizes = append(l.starts, l.rows), append(l.sizes, live)
			l.rows += live
		}
	}
	l.reverse = slices.Grow(l.reverse[:0], l.rows)[:l.rows]
	for rank, n := range l.lengths {
		for t := range n {
			l.reverse[l.row(rank, t)] = int32(l.row(rank, n-1-t))
		}
	}
}

// row is where word t of the sentence of a rank stands.
func (l *layout) row(rank, t int) int { return l.starts[t] + rank }

// permute copies the rows of src into dst by an index.
func permute(dst, src matrix, index []int32) {
	for i, j := range index {
		copy(dst.row(i), src.row(int(j)))
	}
}
