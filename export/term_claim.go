package export

import (
	"fmt"
	"strconv"
	"strings"

	"hearsay"
)

const (
	longestName  = 60 // columns for a speaker
	leastContent = 24 // columns; with less room left, the content gets a line of its own
	claimIndent  = 8  // columns before a claim line: margin, number, space
)

// claimLine writes who said it, through whom it came, with what stance, and the
// beginning of what was said.
func (p *page) claimLine(n int) {
	c := p.claims[n]
	ink := standingInk(p.root(n).Standing)
	f := p.flow(fmt.Sprintf("%*d  ", claimIndent-2, n+1), style{ink: ink, bold: true}, claimIndent)
	p.teller(f, c, p.root(n))
	said := p.content(c, f.left())
	if f.left() < leastContent && strings.HasSuffix(said, "…") {
		f.breakLine()
		said = p.content(c, f.left())
	}
	f.text(" "+said, style{})
	f.end()
	if p.opt.Explain {
		p.explain(c)
	}
}

// teller writes the chain and the stance. They are told in the past: that
// somebody said it is all that the page has seen.
func (p *page) teller(f *flow, c *hearsay.Claim, root hearsay.Link) {
	f.text(p.name(root), style{ink: standingInk(root.Standing), bold: true})
	f.text(p.standing(root, c.Act), style{dim: true})
	before := " " // what stands before the verb
	if where := p.venue(root); where != "" {
		f.text(","+where, style{})
		before = ", "
	}
	for i := 1; i < len(c.Chain); i++ {
		l := c.Chain[i]
		before = ", "
		if l.Speaker != "" && l.Speaker == c.Chain[i-1].Speaker {
			f.text(", by their own account"+p.venue(l), style{})
			continue
		}
		f.text(", "+Passing(p.words(l.Cue))+" ", style{})
		f.text(p.name(l), style{bold: true})
		f.text(p.standing(l, hearsay.Says)+p.venue(l), style{})
	}
	if p.name(root) == nobody {
		before = "; it was "
	}
	f.text(before+Verb(c.Act, c.Stance)+":", style{})
}

const nobody = "nobody named"

// name is the speaker as the page has it: in full, else in the words of the
// place, else nobody.
func (p *page) name(l hearsay.Link) string {
	if e := p.entities[l.Speaker]; e != nil && e.Name != "" {
		return shorten(e.Name, longestName)
	}
	if w := p.words(l.Source); w != "" {
		return shorten(w, longestName)
	}
	return nobody
}

// standing tells of a source that is not named, and that a document speaks.
func (p *page) standing(l hearsay.Link, act hearsay.Act) string {
	var what []string
	switch l.Standing {
	case hearsay.Role:
		what = append(what, "role")
	case hearsay.Unnamed:
		why := "unnamed"
		if r := p.words(l.Reason); r != "" {
			why += ": " + shorten(r, longestName)
		}
		what = append(what, why)
	case hearsay.None:
		what = append(what, "no source")
	}
	if act == hearsay.Documents {
		what = append(what, "document")
	}
	if len(what) == 0 {
		return ""
	}
	return " (" + strings.Join(what, ", ") + ")"
}

// venue is where it was told, in the words of the page.
func (p *page) venue(l hearsay.Link) string {
	if l.Via == nil || p.words(l.Via.Span) == "" {
		return ""
	}
	return " " + Venue(l.Via.Kind, shorten(p.words(l.Via.Span), longestName))
}

// content is the beginning of what was said, in at most n columns, with what it
// points back to if it only points.
func (p *page) content(c *hearsay.Claim, n int) string {
	var b strings.Builder
	for i, s := range c.Content {
		if i > 0 {
			b.WriteString(" … ")
		}
		b.WriteString(shorten(p.words(s), n))
		if b.Len() > 4*n {
			break
		}
	}
	if w := p.words(c.Antecedent); w != "" {
		b.WriteString(" (that is: " + shorten(w, n) + ")")
	}
	return shorten(b.String(), n)
}

// explain writes the words that were found and the rules that set the fields.
func (p *page) explain(c *hearsay.Claim) {
	var why []string
	for i, l := range c.Chain {
		for _, w := range []struct{ what, words string }{{"source", p.words(l.Source)}, {"cue", p.words(l.Cue)}} {
			if w.words != "" {
				why = append(why, fmt.Sprintf("chain[%d].%s “%s”", i, w.what, shorten(w.words, longestName)))
			}
		}
	}
	for _, w := range c.Why {
		why = append(why, w.Field+": "+w.Rule)
	}
	why = append(why, string(c.Kind)+", read with confidence "+strconv.FormatFloat(c.Confidence, 'f', 2, 64))
	f := p.flow(strings.Repeat(" ", claimIndent), style{}, claimIndent)
	f.text(strings.Join(why, " · "), style{dim: true})
	f.end()
}
