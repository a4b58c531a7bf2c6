package main

import (
	"io"
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows on a terminal how many inputs are done, when the results go
// elsewhere and so nothing else would be seen.
type progress struct{ bar *progressbar.ProgressBar }

func newProgress(stdout, stderr io.Writer, inputs int) progress {
	if isTerminal(stdout) || !isTerminal(stderr) || inputs == 0 {
		return progress{}
	}
	return progress{progressbar.NewOptions(-1, progressbar.OptionSetWriter(stderr), progressbar.OptionSetDescription("reading"),
		progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionClearOnFinish())}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

func (p progress) step() {
	if p.bar != nil {
		_ = p.bar.Add(1) // a bar that cannot be drawn is no failure
	}
}

func (p progress) clear() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}

// countdown shows on a terminal how much is left of work whose size is known.
type countdown struct {
	out  io.Writer
	what string
	bar  *progressbar.ProgressBar
	all  int64
}

func newCountdown(out io.Writer, what string) *countdown { return &countdown{out: out, what: what} }

// left says how much is left; done, how much of how much is done.
func (c *countdown) left(n int64) { c.done(max(c.all, n)-n, max(c.all, n)) }

func (c *countdown) done(n, all int64) {
	if !isTerminal(c.out) {
		return
	}
	if c.bar == nil {
		c.all = all
		c.bar = progressbar.NewOptions64(all, progressbar.OptionSetWriter(c.out), progressbar.OptionSetDescription(c.what), progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())
	}
	_ = c.bar.Set64(n) // a bar that cannot be drawn is no failure
}

func (c *countdown) clear() {
	if c.bar != nil {
		_ = c.bar.Clear()
	}
}
