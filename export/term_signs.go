package export

import (
	"strconv"
	"strings"

	"hearsay"
)

// signs is the set of signs that stand beside a line.
type signs uint8

const (
	flagSign signs = 1 << iota
	evaluationSign
	firstHandSign
	carriedOverSign
	claimSign // in the text, not beside it
)

// marginCells is the width of the margin: a flag, two letters and a space.
const marginCells = 4

// signTable lists the signs in the order they stand, with what the legend says.
var signTable = []struct {
	sign        signs
	text, means string
}{
	{flagSign, "⚑", "something to be careful with, told under the paragraph"},
	{evaluationSign, "e", "the outlet judges or forecasts"},
	{firstHandSign, "f", "its own reporter saw or received it"},
	{carriedOverSign, "c", "goes on with what a source said before, without saying so"},
}

// toldSign is the sign of how a sentence is told. Attributed sentences and those
// told plainly by the outlet are normal and have none.
func toldSign(t hearsay.Told) signs {
	switch t {
	case hearsay.Evaluation:
		return evaluationSign
	case hearsay.FirstHand:
		return firstHandSign
	case hearsay.CarriedOver:
		return carriedOverSign
	}
	return 0
}

// strip sets the signs in the margin: the flag in its own column, then as many
// letters as there is room for, which are sentences that begin on one line.
func (s signs) strip() strip {
	var out strip
	for _, t := range signTable {
		switch {
		case s&t.sign != 0 && t.sign == flagSign:
			out.add(t.text, 1, style{ink: red, bold: true})
		case s&t.sign != 0 && out.cells < marginCells-1:
			out.add(t.text, 1, style{dim: true})
		case t.sign == flagSign:
			out.add(" ", 1, style{})
		}
	}
	out.add(strings.Repeat(" ", marginCells-out.cells), marginCells-out.cells, style{})
	return out
}

// superscript writes a number small and high, as notes are numbered.
func superscript(n int) string {
	digits := []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")
	return strings.Map(func(r rune) rune { return digits[r-'0'] }, strconv.Itoa(n))
}

// legend explains the signs that the page has used.
func (p *page) legend() {
	if p.seen == 0 {
		return
	}
	f := p.flow("signs  ", style{dim: true}, 7)
	if p.seen&claimSign != 0 {
		mark := "⟦…⟧¹"
		if p.opt.Color {
			mark = "…¹"
		}
		f.item(mark, style{})
		f.text(" words that somebody is said to have said: see line 1 under the paragraph", style{dim: true})
	}
	for _, t := range signTable {
		if p.seen&t.sign != 0 {
			f.breakLine()
			f.item(t.text, style{})
			f.text(" "+t.means, style{dim: true})
		}
	}
	f.end()
	p.blank()
}
