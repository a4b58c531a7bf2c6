package neural

import (
	"fmt"
	"io"
	"time"
)

// meter tells how a long stage goes on, a line every few seconds.
type meter struct {
	name        string
	total, from int
	began, last time.Time
	loss        float64
	n           int
	out         io.Writer
}

const tellEach = 20 * time.Second

func newMeter(name string, total, from int, out io.Writer) *meter {
	now := time.Now()
	return &meter{name: name, total: total, from: from, began: now, last: now, out: out}
}

func (m *meter) add(loss float64, n int) {
	m.loss += loss
	m.n += n
}

// tell prints a line where it is time, or all is done.
func (m *meter) tell(done int) {
	now := time.Now()
	if now.Sub(m.last) < tellEach && done < m.total {
		return
	}
	speed := float64(done-m.from) / now.Sub(m.began).Seconds()
	left := time.Duration(float64(max(0, m.total-done)) / speed * float64(time.Second)).Round(time.Second)
	fmt.Fprintf(m.out, "%s: %.1f of %.1f M words, loss %.3f, %.0f words/s, %s left\n", m.name, float64(done)/1e6, float64(m.total)/1e6, m.loss/float64(max(m.n, 1)), speed, left)
	m.last, m.loss, m.n = now, 0, 0
}
