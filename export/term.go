package export

import (
	"bytes"
	"fmt"
	"io"

	"hearsay"
)

// TermOptions says how readings are written for a person.
type TermOptions struct {
	Width   int  // columns; 0 is 80, anything under 20 is 20
	Color   bool // whether the reader's terminal takes SGR codes
	Explain bool // whether the rules that set each field are shown
}

// Term writes readings for a person to read: what the page says, paragraph by
// paragraph, and under each paragraph whose words are in it.
//
// Nothing of the page reaches the terminal as a control code, no line is wider
// than Width, and what was said always stands beside its speaker and stance.
type Term struct {
	out io.Writer
	opt TermOptions
}

const (
	defaultWidth = 80
	leastWidth   = 20
	leastRoom    = 10 // columns beside the lead of a flow
)

// NewTerm returns a writer of readings for a person.
func NewTerm(w io.Writer, opt TermOptions) *Term {
	if opt.Width == 0 {
		opt.Width = defaultWidth
	}
	opt.Width = max(opt.Width, leastWidth)
	return &Term{out: w, opt: opt}
}

// Write writes one reading, in one piece.
func (t *Term) Write(r *hearsay.Reading) error {
	p := newPage(r, t.opt)
	p.head()
	p.summary()
	p.body()
	p.foot()
	if _, err := t.out.Write(p.out.Bytes()); err != nil {
		return fmt.Errorf("write reading for the terminal: %w", err)
	}
	return nil
}

// page is one reading on its way to the terminal.
type page struct {
	*hearsay.Reading
	opt      TermOptions
	out      bytes.Buffer
	entities map[string]*hearsay.Entity
	claims   []*hearsay.Claim // those of the report; the number shown is the index and one
	numbers  map[string]int   // claim id to number
	marks    []mark
	next     int    // index into marks: all before it are done
	open     []int  // claims that the text is inside of, outermost first
	sources  int    // sources that the text is inside of
	listed   []bool // claims whose line is written
	seen     signs  // signs that the legend has to explain
	shown    string // what stands on top as the title
}

func newPage(r *hearsay.Reading, opt TermOptions) *page {
	p := &page{Reading: r, opt: opt, entities: map[string]*hearsay.Entity{}, numbers: map[string]int{}}
	for i := range r.Entities {
		p.entities[r.Entities[i].ID] = &r.Entities[i]
	}
	for i := range r.Claims {
		if r.Claims[i].Part != hearsay.Comment {
			p.claims = append(p.claims, &r.Claims[i])
			p.numbers[r.Claims[i].ID] = len(p.claims)
		}
	}
	p.listed = make([]bool, len(p.claims))
	p.marks = p.allMarks()
	return p
}

// flow returns a flow over the whole width whose first line begins with lead
// and whose other lines are indented by hang columns. Where the lead leaves too
// little room beside it, the words begin under it.
func (p *page) flow(lead string, st style, hang int) *flow {
	f := &flow{out: &p.out, color: p.opt.Color, width: p.opt.Width, hang: min(hang, p.opt.Width/4)}
	for c := range clusters(lead) {
		f.lead.add(c.text, c.cells, st)
	}
	if f.room() < leastRoom {
		f.newLine()
	}
	return f
}

func (p *page) blank() { p.out.WriteByte('\n') }

// words returns what the page says at s, or nothing for a span that breaks the
// laws of the text.
func (p *page) words(s hearsay.Span) string {
	if !s.IsValid(p.Document.Text) {
		return ""
	}
	return s.In(p.Document.Text)
}

func (p *page) parts() []hearsay.Part {
	if len(p.Document.Parts) == 0 && p.Document.Text != "" {
		return []hearsay.Part{{Kind: hearsay.Body, Span: hearsay.Span{Start: 0, End: len(p.Document.Text)}}}
	}
	return p.Document.Parts
}
