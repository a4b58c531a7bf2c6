package hearsay

import (
	"cmp"
	"unicode/utf8"
)

// Span is a half-open range [Start, End) of bytes in a document's text.
type Span struct{ Start, End int }

// Range is a half-open range [Start, End) of token indexes. It is another type
// than Span on purpose: the two must never be mixed.
type Range struct{ Start, End int }

// In returns the words of text that s covers.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// Len is the length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// IsZero reports whether s is the zero span, which stands for "not expressed".
func (s Span) IsZero() bool { return s == Span{} }

// Overlaps reports whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return min(s.End, t.End) > max(s.Start, t.Start) }

// Contains reports whether t lies wholly inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Compare orders spans by start, then by end.
func (s Span) Compare(t Span) int {
	return cmp.Or(cmp.Compare(s.Start, t.Start), cmp.Compare(s.End, t.End))
}

// IsValid reports whether s is a non-empty span of text on character boundaries.
func (s Span) IsValid(text string) bool {
	return 0 <= s.Start && s.Start < s.End && s.End <= len(text) && isBoundary(text, s.Start) && isBoundary(text, s.End)
}

func isBoundary(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

// Hull is the smallest span that covers all of spans; zero for none.
func Hull(spans []Span) Span {
	var h Span
	for i, s := range spans {
		if i == 0 {
			h = s
			continue
		}
		h = Span{min(h.Start, s.Start), max(h.End, s.End)}
	}
	return h
}

// Len is the number of tokens.
func (r Range) Len() int { return r.End - r.Start }

// IsZero reports whether r is the zero range, which stands for "none".
func (r Range) IsZero() bool { return r == Range{} }

// Overlaps reports whether r and q share at least one token.
func (r Range) Overlaps(q Range) bool { return min(r.End, q.End) > max(r.Start, q.Start) }

// Contains reports whether q lies wholly inside r.
func (r Range) Contains(q Range) bool { return r.Start <= q.Start && q.End <= r.End }

// Has reports whether token i is in r.
func (r Range) Has(i int) bool { return r.Start <= i && i < r.End }
