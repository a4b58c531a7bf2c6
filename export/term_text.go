package export

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"hearsay"
)

const (
	// A line of the text that is longer than this, in characters, is a paragraph.
	// Shorter ones may be part of one that was wrapped.
	longestWrapped = 110
	// A line shorter than this, in bytes, was not wrapped: it is kept as a line.
	shortestWrapped = 40
)

// body writes the text, part by part.
func (p *page) body() {
	for _, part := range p.parts() {
		if part.Kind == hearsay.Comment || p.words(part.Span) == "" {
			continue
		}
		for _, s := range p.paragraphs(part.Span) {
			p.paragraph(part.Kind, s)
		}
	}
	if len(p.claims) == 0 {
		f := p.flow("", style{}, 0)
		none := "No claim was found on this page: nothing in it was recognised as coming from somebody other than its author."
		if why := p.Unread(); why != "" {
			none = "No claim was looked for on this page: " + why + "."
		}
		f.text(none, style{})
		f.end()
		p.blank()
	}
}

// paragraphs splits a part at its blank lines and after lines so long that they
// must be whole paragraphs.
func (p *page) paragraphs(part hearsay.Span) []hearsay.Span {
	var out []hearsay.Span
	inside := false
	for at := part.Start; at < part.End; {
		end := part.End
		if i := strings.IndexByte(p.Document.Text[at:end], '\n'); i >= 0 {
			end = at + i
		}
		line := p.trim(hearsay.Span{Start: at, End: end})
		switch {
		case line.Len() == 0:
			inside = false
		case inside:
			out[len(out)-1].End = line.End
		default:
			out = append(out, line)
			inside = true
		}
		inside = inside && utf8.RuneCountInString(p.words(line)) <= longestWrapped
		at = end + 1
	}
	return out
}

// paragraph writes one paragraph and what there is to say of it.
func (p *page) paragraph(kind hearsay.PartKind, s hearsay.Span) {
	if p.isOnTop(kind, s) {
		return
	}
	f := &flow{out: &p.out, color: p.opt.Color, width: p.opt.Width, margin: true}
	g := &gathered{}
	p.skipTo(s.Start)
	if kind != hearsay.Body {
		f.item("["+string(kind)+"]", style{dim: true})
		f.text(" ", style{})
	}
	for _, n := range p.open {
		p.showBegin(n, f, g)
	}
	p.run(s, f, g)
	for i := len(p.open) - 1; i >= 0; i-- {
		p.showEnd(p.open[i], f)
	}
	f.end()
	p.below(g)
	p.blank()
}

// run writes the words of a paragraph with the marks among them.
func (p *page) run(s hearsay.Span, f *flow, g *gathered) {
	line := 0 // where the line of the text began
	for c := range clusters(s.In(p.Document.Text)) {
		p.showTo(begins(s.Start+c.at), f, g)
		f.put(c, p.ink())
		if c.isSpace() && strings.Contains(c.raw, "\n") {
			if c.at-line < shortestWrapped {
				f.breakLine()
			}
			line = c.at + len(c.raw)
		}
	}
	p.showTo(ends(s.End), f, g)
}

// isOnTop reports whether a headline stands on top of the page already and
// nothing is marked in it.
func (p *page) isOnTop(kind hearsay.PartKind, s hearsay.Span) bool {
	if kind != hearsay.Headline || strings.TrimSpace(p.shown) != p.words(s) {
		return false
	}
	for i := p.next; i < len(p.marks) && p.marks[i].at < ends(s.End); i++ {
		m := p.marks[i]
		told := m.kind == beginSentence && (p.opt.Explain || toldSign(p.Sentences[m.n].Told) != 0)
		if m.at > ends(s.Start) && (told || m.kind == beginClaim || m.kind == beginFlag) {
			return false
		}
	}
	return len(p.open) == 0
}

// below writes the lines that stand under a paragraph.
func (p *page) below(g *gathered) {
	for _, n := range g.claims {
		p.claimLine(n)
	}
	for _, n := range g.flags {
		p.seen |= flagSign
		p.flagLine(&p.Flags[n])
	}
	for _, n := range g.sentences {
		p.seen |= toldSign(p.Sentences[n].Told)
		p.sentenceLine(&p.Sentences[n])
	}
}

// sentenceLine says why a sentence is told as it is.
func (p *page) sentenceLine(s *hearsay.Sentence) {
	if !p.opt.Explain || s.Told == "" && s.Why == "" {
		return
	}
	told := " told as " + string(s.Told)
	switch {
	case s.Told == "":
		told = " not read: " + s.Why
	case s.Why != "":
		told += ": " + s.Why
	}
	f := p.flow(strings.Repeat(" ", claimIndent), style{}, claimIndent+2)
	f.text(shorten(p.words(s.Span), shortWords)+told, style{dim: true})
	f.end()
}

// shortWords is the number of columns for a few words of the page that only
// have to be found again.
const shortWords = 32

// foot says what was left out and what all of this is.
func (p *page) foot() {
	p.legend()
	comments, read := 0, "read"
	for _, part := range p.Document.Parts {
		if part.Kind == hearsay.Comment {
			comments++
		}
	}
	if len(p.claims) < len(p.Claims) {
		read = "shown here"
	}
	f := p.flow("", style{}, 0)
	switch {
	case comments == 1:
		f.text("1 comment on the page, not "+read+".", style{})
	case comments > 1:
		f.text(strconv.Itoa(comments)+" comments on the page, not "+read+".", style{})
	}
	f.breakLine()
	f.text("What pages say, not what is so. Read by machine: check against the page.", style{dim: true})
	f.end()
	p.blank()
}
