package export

import (
	"cmp"
	"slices"
	"strings"

	"hearsay"
)

// mark is something that happens at a place in the text.
type mark struct {
	at   int // twice the byte offset; and one for what begins there, so that ends come first
	kind markKind
	n    int          // index of the claim, sentence or flag
	span hearsay.Span // that begins or ends here
}

type markKind uint8

const (
	endClaim markKind = iota
	endSource
	beginSentence
	beginFlag
	beginSource
	beginClaim
)

func ends(at int) int   { return 2 * at }
func begins(at int) int { return 2*at + 1 }

// allMarks lists what happens in the text, in the order it happens. Of claims
// that end together the inner one ends first; of those that begin together the
// outer one begins first.
func (p *page) allMarks() []mark {
	var out []mark
	both := func(begin, end markKind, n int, s hearsay.Span) {
		if s = p.trim(s); s.Len() > 0 {
			out = append(out, mark{begins(s.Start), begin, n, s}, mark{ends(s.End), end, n, s})
		}
	}
	for n, c := range p.claims {
		for _, s := range c.Content {
			both(beginClaim, endClaim, n, s)
		}
		for _, l := range c.Chain {
			both(beginSource, endSource, n, l.Source)
		}
	}
	for n, s := range p.Sentences {
		out = append(out, mark{begins(s.Span.Start), beginSentence, n, s.Span})
	}
	for n, f := range p.Flags {
		if f.Part != hearsay.Comment {
			out = append(out, mark{begins(f.Span.Start), beginFlag, n, f.Span})
		}
	}
	slices.SortStableFunc(out, compareMarks)
	return out
}

func compareMarks(a, b mark) int {
	order := cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.kind, b.kind))
	if a.kind == endClaim {
		return cmp.Or(order, cmp.Compare(b.span.Start, a.span.Start), cmp.Compare(b.n, a.n))
	}
	return cmp.Or(order, cmp.Compare(b.span.End, a.span.End), cmp.Compare(a.n, b.n))
}

// trim cuts white space off the ends of a span; nothing is left of an invalid one.
func (p *page) trim(s hearsay.Span) hearsay.Span {
	w := p.words(s)
	start := s.Start + len(w) - len(strings.TrimLeftFunc(w, isBreakingSpace))
	return hearsay.Span{Start: start, End: start + len(strings.TrimFunc(w, isBreakingSpace))}
}

// gathered is what begins in a paragraph and is told of under it.
type gathered struct{ claims, flags, sentences []int }

// skipTo passes over text that is not shown.
func (p *page) skipTo(at int) {
	for ; p.next < len(p.marks) && p.marks[p.next].at <= ends(at); p.next++ {
		p.step(p.marks[p.next])
	}
}

// showTo does what happens up to limit, with its signs in the text.
func (p *page) showTo(limit int, f *flow, g *gathered) {
	for ; p.next < len(p.marks) && p.marks[p.next].at <= limit; p.next++ {
		m := p.marks[p.next]
		switch m.kind {
		case endClaim:
			p.showEnd(m.n, f)
		case beginSentence:
			g.sentences = append(g.sentences, m.n)
			f.word.signs |= toldSign(p.Sentences[m.n].Told)
		case beginFlag:
			g.flags = append(g.flags, m.n)
			f.word.signs |= flagSign
		}
		p.step(m)
		if m.kind == beginClaim {
			p.showBegin(m.n, f, g)
		}
	}
}

// step keeps count of what the text is inside of.
func (p *page) step(m mark) {
	switch m.kind {
	case beginClaim:
		p.open = append(p.open, m.n)
	case endClaim:
		for i := len(p.open) - 1; i >= 0; i-- {
			if p.open[i] == m.n {
				p.open = slices.Delete(p.open, i, i+1)
				break
			}
		}
	case beginSource:
		p.sources++
	case endSource:
		p.sources--
	}
}

// showBegin shows where a piece of claim n begins: brackets where there is no
// colour, for colour shows it by itself.
func (p *page) showBegin(n int, f *flow, g *gathered) {
	if !p.listed[n] {
		p.listed[n] = true
		g.claims = append(g.claims, n)
	}
	p.seen |= claimSign
	if !p.opt.Color {
		f.item("⟦", style{})
	}
}

// showEnd shows where a piece of claim n ends, with its number.
func (p *page) showEnd(n int, f *flow) {
	if !p.opt.Color {
		f.item("⟧", style{})
	}
	f.item(superscript(n+1), style{ink: standingInk(p.root(n).Standing), bold: true})
}

// ink is how the text is set where the page now stands.
func (p *page) ink() style {
	st := style{bold: p.sources > 0}
	if n := len(p.open); n > 0 {
		st.underline = true
		st.ink = standingInk(p.root(p.open[n-1]).Standing)
	}
	return st
}

// root is the first link of claim n: whose words they are.
func (p *page) root(n int) hearsay.Link {
	if c := p.claims[n]; len(c.Chain) > 0 {
		return c.Chain[0]
	}
	return hearsay.Link{Standing: hearsay.None}
}
