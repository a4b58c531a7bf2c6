package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// Quotation is a stretch between quotation marks within one paragraph.
type Quotation struct {
	Span     hearsay.Span // with its marks
	Inner    hearsay.Span // without them
	Depth    int          // 0 outermost
	Unclosed bool         // the paragraph ends before a closing mark comes
	Goes     bool         // goes on from the quotation that the paragraph before left unclosed
	Single   bool         // marks of the single family
}

// Quotes finds the quotations of text, in order of their start. Each paragraph
// is matched for itself, so that a mark never closed harms one paragraph only;
// an unclosed quotation that the next paragraph re-opens is joined by Goes.
func Quotes(text string, tokens []Token, paragraphs []hearsay.Span) []Quotation {
	var out []Quotation
	t := 0
	open := false // the paragraph before left a quotation open
	for _, p := range paragraphs {
		for t < len(tokens) && tokens[t].Start < p.Start {
			t++
		}
		first := t
		for t < len(tokens) && tokens[t].Start < p.End {
			t++
		}
		m := matcher{text: text, tokens: tokens[first:t], paragraph: p}
		found := m.match()
		if open && len(found) > 0 && found[0].Span.Start == p.Start {
			found[0].Goes = true
		}
		open = len(found) > 0 && lastOuter(found).Unclosed
		out = append(out, found...)
	}
	return out
}

func lastOuter(qs []Quotation) Quotation {
	for i := len(qs) - 1; ; i-- {
		if qs[i].Depth == 0 {
			return qs[i]
		}
	}
}

// Bounds that keep a page of nothing but marks from taking for ever. No writer
// reaches them.
const (
	deepest  = 16 // quotations open at once
	furthest = 64 // marks looked at ahead of one to tell what it does
)

// longestQuotation is the greatest distance, in bytes, between two marks of one
// paragraph that are taken for a pair. Speeches are printed in paragraphs; marks
// farther apart are a page without line breaks, or a mark that was lost.
const longestQuotation = 6000

// matcher pairs the marks of one paragraph.
type matcher struct {
	text      string
	tokens    []Token
	paragraph hearsay.Span
	marks     []int // the tokens that are quotation marks
	at        int   // index into marks of the one being read
	stack     []openMark
	out       []Quotation
}

type openMark struct {
	token  int
	family family
	index  int // into out
}

type family byte

const (
	noFamily family = iota
	double
	single
	angle
)

// side says what a mark can do where it stands.
type side byte

const (
	opens side = 1 << iota
	closes
)

func (m *matcher) match() []Quotation {
	for i, t := range m.tokens {
		if t.Kind == Quote {
			m.marks = append(m.marks, i)
		}
	}
	for at, i := range m.marks {
		m.at = at
		f, s := m.reads(i)
		if f == noFamily {
			continue
		}
		top := m.open(f)
		switch {
		case s&closes != 0 && top >= 0:
			m.close(top, i)
		case s&opens != 0 && len(m.stack) < deepest:
			m.push(i, f)
		}
	}
	for len(m.stack) > 0 {
		m.leave()
	}
	return m.drop()
}

// open returns the index in the stack of the innermost open mark of a family, or -1.
func (m *matcher) open(f family) int {
	for i := len(m.stack) - 1; i >= 0; i-- {
		if m.stack[i].family == f {
			return i
		}
	}
	return -1
}

func (m *matcher) push(i int, f family) {
	if top := m.open(f); top >= 0 && f != single && !m.closesLater(f) {
		m.leaveAt(top, i) // “A says. “B says.”: the first was never closed
	}
	m.stack = append(m.stack, openMark{i, f, len(m.out)})
	start := m.tokens[i]
	m.out = append(m.out, Quotation{Span: hearsay.Span{Start: start.Start}, Inner: hearsay.Span{Start: start.End}, Depth: len(m.stack) - 1, Single: f == single})
}

// ahead are the marks after the one being read, as far as it is worth looking.
func (m *matcher) ahead() []int {
	rest := m.marks[m.at+1:]
	return rest[:min(len(rest), furthest)]
}

// closesLater reports whether enough closing marks follow the mark being read for
// it and for those open already.
func (m *matcher) closesLater(f family) bool {
	need := 1
	for _, o := range m.stack {
		if o.family == f {
			need++
		}
	}
	for _, j := range m.ahead() {
		if g, s := m.reads(j); g != f {
			continue
		} else if s == closes {
			need--
		} else if s == opens {
			need++
		}
		if need == 0 {
			return true
		}
	}
	return false
}

func (m *matcher) close(top, i int) {
	if m.tokens[i].End-m.out[m.stack[top].index].Span.Start > longestQuotation {
		for len(m.stack) > top { // marks so far apart are no pair
			m.forget()
		}
		return
	}
	for len(m.stack)-1 > top {
		m.forget()
	}
	q := &m.out[m.stack[top].index]
	q.Span.End, q.Inner.End = m.tokens[i].End, m.tokens[i].Start
	m.stack = m.stack[:top]
}

// forget drops an inner mark that was opened and never closed: an apostrophe, as
// a rule. Its quotation is left empty and dropped at the end.
func (m *matcher) forget() {
	m.out[m.stack[len(m.stack)-1].index].Span = hearsay.Span{}
	m.stack = m.stack[:len(m.stack)-1]
}

// leave ends the innermost open quotation at the end of the paragraph. Single
// marks left open are apostrophes unless they begin the paragraph.
func (m *matcher) leave() {
	o := m.stack[len(m.stack)-1]
	if o.family == single && o.token > 0 || len(m.stack) > 1 {
		m.forget()
		return
	}
	q := &m.out[o.index]
	if m.paragraph.End-q.Span.Start > longestQuotation {
		m.forget()
		return
	}
	q.Span.End, q.Inner.End, q.Unclosed = m.paragraph.End, m.paragraph.End, true
	m.stack = m.stack[:len(m.stack)-1]
}

// leaveAt ends an open quotation before token i.
func (m *matcher) leaveAt(top, i int) {
	for len(m.stack)-1 > top {
		m.forget()
	}
	q := &m.out[m.stack[top].index]
	end := m.tokens[i-1].End
	q.Span.End, q.Inner.End, q.Unclosed = end, end, true
	m.stack = m.stack[:top]
}

// drop leaves out the quotations that came to nothing and counts depths anew.
func (m *matcher) drop() []Quotation {
	kept := m.out[:0]
	var around []hearsay.Span // the quotations that are open where q begins
	for _, q := range m.out {
		if q.Inner.End <= q.Inner.Start {
			continue
		}
		for len(around) > 0 && around[len(around)-1].End <= q.Span.Start {
			around = around[:len(around)-1]
		}
		q.Depth = len(around)
		around = append(around, q.Span)
		kept = append(kept, q)
	}
	return kept
}

// reads tells the family of the mark at token i and what it can do there.
func (m *matcher) reads(i int) (family, side) {
	w := m.tokens[i].In(m.text)
	switch w {
	case "“":
		if m.isOpen(double, "„") && m.spaceAfter(i) && !m.spaceBefore(i) {
			return double, closes // „so“
		}
		return double, opens
	case "„", "‟", "``", "「":
		return double, opens
	case "”", "」":
		if m.spaceBefore(i) && !m.spaceAfter(i) && m.open(double) < 0 {
			return double, opens // Swedish, or a mark turned by accident: ”so”
		}
		return double, closes
	case `"`, "''", "＂":
		return double, m.bySpace(i, double)
	case "«":
		if m.open(angle) >= 0 && m.spaceAfter(i) && !m.spaceBefore(i) {
			return angle, closes // »so«
		}
		return angle, opens
	case "»":
		if m.open(angle) < 0 && m.spaceBefore(i) {
			return angle, opens
		}
		return angle, closes
	case "‘":
		if m.isOpen(single, "‚") && m.spaceAfter(i) && !m.spaceBefore(i) {
			return single, closes // ‚so‘
		}
		return single, opens
	case "‚", "‛", "`":
		return single, opens
	case "’", "'", "´":
		return m.apostrophe(i)
	}
	return noFamily, 0
}

// isOpen reports whether the innermost open mark of a family is the given one.
func (m *matcher) isOpen(f family, mark string) bool {
	top := m.open(f)
	return top >= 0 && m.tokens[m.stack[top].token].In(m.text) == mark
}

// bySpace reads a mark that looks alike on both sides. Between two spaces it
// closes what is open.
func (m *matcher) bySpace(i int, f family) side {
	before, after := m.spaceBefore(i), m.spaceAfter(i)
	switch {
	case before && !after:
		if m.open(f) >= 0 && m.endsBefore(i) && m.lowerAfter(i) {
			return closes // “so. "he said: a space too many
		}
		return opens
	case !before && after:
		return closes
	case m.open(f) >= 0:
		return closes
	}
	return opens
}

func (m *matcher) endsBefore(i int) bool {
	return i > 0 && strings.ContainsAny(m.tokens[i-1].In(m.text), ".,!?")
}

func (m *matcher) lowerAfter(i int) bool {
	if i+1 >= len(m.tokens) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(m.tokens[i+1].In(m.text))
	return unicode.IsLower(r)
}

// apostrophe reads ’ and ': a closing mark only where a single quotation is open
// and no letter follows; an opening one only before a word that a closing mark
// ends later.
func (m *matcher) apostrophe(i int) (family, side) {
	switch {
	case m.open(single) >= 0 && !m.spaceBefore(i) && m.spaceAfter(i):
		if m.isPlural(i) {
			return noFamily, 0
		}
		return single, closes
	case m.tokens[i].In(m.text) == "'" && m.spaceBefore(i) && !m.spaceAfter(i) && m.open(single) < 0 && m.endsSingle(i):
		return single, opens
	}
	return noFamily, 0
}

// isPlural reports the apostrophe of "‘It is the workers’ own fault,’ he said":
// after an s and before a word, where a mark after a comma or full stop closes the
// quotation later.
func (m *matcher) isPlural(i int) bool {
	if i+1 >= len(m.tokens) || m.tokens[i+1].Kind != Word || m.tokens[i+1].Start == m.tokens[i].End || !strings.HasSuffix(m.tokens[i-1].In(m.text), "s") {
		return false
	}
	for _, j := range m.ahead() {
		switch w := m.tokens[j].In(m.text); {
		case j <= i:
		case w == "‘" || w == "'" && m.spaceBefore(j):
			return false
		case (w == "’" || w == "'") && m.spaceAfter(j) && m.endsBefore(j):
			return true
		}
	}
	return false
}

func (m *matcher) endsSingle(i int) bool {
	for _, j := range m.ahead() {
		if w := m.tokens[j].In(m.text); j > i+1 && (w == "'" || w == "’") && !m.spaceBefore(j) && m.spaceAfter(j) {
			return true
		}
	}
	return false
}

func (m *matcher) spaceBefore(i int) bool {
	at := m.tokens[i].Start
	if at <= m.paragraph.Start {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(m.text[:at])
	return unicode.IsSpace(r) || strings.ContainsRune("([{—–-/\"“‘'`«„", r)
}

func (m *matcher) spaceAfter(i int) bool {
	at := m.tokens[i].End
	if at >= m.paragraph.End {
		return true
	}
	r, _ := utf8.DecodeRuneInString(m.text[at:])
	return unicode.IsSpace(r) || strings.ContainsRune(")]}.,;:!?—–-/\"”’'»…", r)
}
