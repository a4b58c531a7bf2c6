package sqlite

import "strings"

// rowBatch writes many rows with few statements.
type rowBatch struct {
	head  string
	width int
	args  []any
}

func rowsOf(head string, width int) *rowBatch { return &rowBatch{head: head, width: width} }

func (b *rowBatch) add(args ...any) { b.args = append(b.args, args...) }

// batchRows is how many rows one statement writes: with few sizes of statements
// there are few to prepare.
const batchRows = 8

func (b *rowBatch) run(a *adding) error {
	for len(b.args) > 0 {
		n := min(batchRows, len(b.args)/b.width)
		one := "(?" + strings.Repeat(", ?", b.width-1) + ")"
		if _, err := a.exec(b.head+one+strings.Repeat(", "+one, n-1), b.args[:n*b.width]...); err != nil {
			return err
		}
		b.args = b.args[n*b.width:]
	}
	return nil
}
