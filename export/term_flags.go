package export

import (
	"fmt"
	"strconv"
	"strings"

	"hearsay"
)

// flagTable lists the kinds of flags: their name, and what they warn of.
var flagTable = []struct {
	kind          hearsay.FlagKind
	name, warning string
}{
	{hearsay.OrphanQuote, "orphan quotation", "orphan quotation, no speaker found"},
	{hearsay.ScareQuote, "scare quotes", "scare quotes, nobody is quoted"},
	{hearsay.UnnamedSource, "unnamed source", "unnamed source"},
	{hearsay.ClaimMentioned, "claim mentioned", "mentions a claim without saying whose"},
}

// flagLine says in words what a flag in the margin warns of.
func (p *page) flagLine(f *hearsay.Flag) {
	warning := string(f.Kind)
	for _, t := range flagTable {
		if t.kind == f.Kind {
			warning = t.warning
		}
	}
	out := p.flow(strings.Repeat(" ", marginCells), style{}, marginCells+2)
	out.text("⚑ ", style{ink: red, bold: true})
	out.text(warning+": ", style{})
	out.text(shorten(p.words(f.Span), max(shortWords, out.left())), style{})
	out.text(p.references(f.Claims), style{dim: true})
	if p.opt.Explain && f.Why != "" {
		out.text(" · "+f.Why, style{dim: true})
	}
	out.end()
}

// mostReferences is how many claims a flag line names.
const mostReferences = 8

// references names the claims that a flag concerns by their numbers.
func (p *page) references(ids []string) string {
	var numbers []string
	for _, id := range ids {
		if n := p.numbers[id]; n > 0 {
			numbers = append(numbers, strconv.Itoa(n))
		}
	}
	switch n := len(numbers); {
	case n == 0:
		return ""
	case n > mostReferences:
		return fmt.Sprintf(" (claims %s and %d more)", strings.Join(numbers[:mostReferences], ", "), n-mostReferences)
	case n == 1:
		return " (claim " + numbers[0] + ")"
	}
	return " (claims " + strings.Join(numbers, ", ") + ")"
}
