package plain

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"hearsay"
)

// Parts tells the parts of a plain text apart, such as scraping leaves it:
// headline first, perhaps after a menu; byline and dateline; the report; then
// perhaps a thread of comments with no marker but blank lines, names alone on a
// line, and a change of voice. What is none of these is in no part.
func Parts(text string) []hearsay.Part {
	blocks := blocksOf(text)
	s := splitter{text: text, blocks: blocks}
	s.head()
	s.thread = findThread(text, s.blocks[s.next:]) + s.next
	for i := s.next; i < s.thread; i++ {
		s.body(&s.blocks[i])
	}
	s.endBody()
	s.comments()
	return s.parts
}

// splitter walks over the blocks of a page.
type splitter struct {
	text   string
	blocks []block
	next   int // first block after headline and byline
	thread int // first block of the comments
	parts  []hearsay.Part
	run    hearsay.Span // of the body, while it goes on
}

func (s *splitter) add(k hearsay.PartKind, sp hearsay.Span) {
	s.parts = append(s.parts, hearsay.Part{Kind: k, Span: sp})
}

// head takes menu lines, the headline and what stands between it and the report.
func (s *splitter) head() {
	lines := 0
	for s.next < len(s.blocks) && lines < 12 && s.isFurniture(s.next) {
		lines += len(s.blocks[s.next].lines)
		s.next++
	}
	if s.next == len(s.blocks) {
		s.next = 0
	}
	if s.next == len(s.blocks) {
		return
	}
	b := &s.blocks[s.next]
	if len(b.lines) == 1 && (b.lines[0].words > 40 || len(s.blocks) == 1 && isSentence(b.lines[0].In(s.text))) { // a passage without a headline
		return
	}
	s.add(hearsay.Headline, b.lines[0].Span)
	b.lines = b.lines[1:]
	for s.next < len(s.blocks) {
		b := &s.blocks[s.next]
		for len(b.lines) > 0 && s.besideHeadline(b.lines[0], len(b.lines) == 1) {
			b.lines = b.lines[1:]
		}
		if len(b.lines) > 0 {
			return
		}
		s.next++
	}
}

// isSentence reports a line that ends as a sentence does; alone on a page it is a
// passage, not a headline.
func isSentence(s string) bool {
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, ".”") || strings.HasSuffix(s, `."`)
}

// isFurniture reports a block above the headline that is a menu or a site's name:
// one with a menu line, or a short one before such a block.
func (s *splitter) isFurniture(i int) bool {
	menu := func(b *block) bool {
		return slices.ContainsFunc(b.lines, func(l line) bool { return l.isMenu(s.text) })
	}
	return menu(&s.blocks[i]) || i+1 < len(s.blocks) && (s.blocks[i].words() <= 2 && menu(&s.blocks[i+1]) || s.isSection(i))
}

// isSection reports a section's or a site's name above the headline: a few words, and
// then a line that is longer, no sentence, no byline and no date.
func (s *splitter) isSection(i int) bool {
	b, next := &s.blocks[i], s.blocks[i+1].lines[0]
	words := next.In(s.text)
	return b.words() <= 3 && len(b.lines) == 1 && len(s.blocks[i+1].lines) == 1 && next.words >= 4 && next.words <= 18 &&
		!isSentence(words) && !isByline(words) && !isDateLine(words)
}

// besideHeadline takes a line between headline and report: a byline, a dateline,
// or furniture. It reports whether the line was one of these.
func (s *splitter) besideHeadline(l line, alone bool) bool {
	words := l.In(s.text)
	switch {
	case l.isMenu(s.text) || l.isFurniture(s.text):
		return true
	case isByline(words), alone && l.isName(s.text):
		s.add(hearsay.Byline, l.Span)
		return true
	case isDateLine(words):
		s.add(hearsay.Dateline, l.Span)
		return true
	}
	return false
}

// body adds the lines of a block to the report, and breaks it off at captions
// and at furniture.
func (s *splitter) body(b *block) {
	for _, l := range b.lines {
		switch words := l.In(s.text); {
		case l.words < 40 && isCaption(words):
			s.endBody()
			s.add(hearsay.Caption, l.Span)
		case l.isFurniture(s.text) || l.isMenu(s.text) || isMarker(words):
			s.endBody()
		case isByline(words) && l.words < 12:
			s.endBody()
			s.add(hearsay.Byline, l.Span)
		case s.run.IsZero():
			s.run = l.Span
		default:
			s.run.End = l.End
		}
	}
}

func (s *splitter) endBody() {
	if !s.run.IsZero() {
		s.add(hearsay.Body, s.run)
	}
	s.run = hearsay.Span{}
}

// comments makes a part of each comment. A name line, a marker or a wide gap
// begins a new one; without any of these each block is one.
func (s *splitter) comments() {
	named := 0
	for _, b := range s.blocks[min(s.thread, len(s.blocks)):] {
		if b.beginsWithName(s.text) {
			named++
		}
	}
	authors := map[string]string{}
	author, open := "", false
	for i := s.thread; i < len(s.blocks); i++ {
		b := &s.blocks[i]
		if b.wide || named == 0 {
			open = false
		}
		if b.wide && !b.beginsWithName(s.text) {
			author = ""
		}
		for k, l := range b.lines {
			words := l.In(s.text)
			switch {
			case !isDatedName(words) && (isMarker(words) || l.isFurniture(s.text) || isTimeLine(words) || l.isMenu(s.text)):
				open = open && !isMarker(words)
			case l.isName(s.text) && (k == 0 || k+1 < len(b.lines)) && s.somethingFollows(i, k):
				author, open = known(authors, words), false
			case open:
				s.parts[len(s.parts)-1].Span.End = l.End
			default:
				s.parts = append(s.parts, hearsay.Part{Kind: hearsay.Comment, Span: l.Span, Author: author})
				open = true
			}
		}
	}
}

func known(authors map[string]string, name string) string {
	if authors[name] == "" {
		authors[name] = fmt.Sprintf("c%d", len(authors)+1)
	}
	return authors[name]
}

// somethingFollows reports whether a line that looks like a name has a comment
// after it; the last line of a thread is a short comment rather than a name.
func (s *splitter) somethingFollows(block, line int) bool {
	return line+1 < len(s.blocks[block].lines) || block+1 < len(s.blocks)
}

// trimSpan is s without the white space at its ends.
func trimSpan(text string, s hearsay.Span) hearsay.Span {
	in := strings.TrimRightFunc(s.In(text), unicode.IsSpace)
	trimmed := strings.TrimLeftFunc(in, unicode.IsSpace)
	start := s.Start + len(in) - len(trimmed)
	return hearsay.Span{Start: start, End: start + len(trimmed)}
}
