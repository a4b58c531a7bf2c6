package export

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/text/width"
)

// cluster is what a terminal shows as one character (Unicode UAX 29, extended
// grapheme clusters), made harmless.
type cluster struct {
	at    int    // byte offset in the text it comes from
	text  string // what may be written; " " for any white space that separates
	cells int    // columns it takes
	raw   string // as it stands in the text
}

// mostCells is the widest cluster that is kept whole. Wider ones, Indic
// conjuncts without end for example, are shown character by character.
const mostCells = 4

// clusters yields the characters of s, none of which is a control code.
func clusters(s string) iter.Seq[cluster] {
	return func(yield func(cluster) bool) {
		for g := graphemes.FromString(s); g.Next(); {
			raw := g.Value()
			c := cluster{at: g.Start(), text: visible(raw), raw: raw}
			if c.cells = cells(c.text); c.cells > mostCells || c.isSpace() && !isSpaces(raw) {
				if !eachRune(c, yield) {
					return
				}
				continue
			}
			if !yield(c) {
				return
			}
		}
	}
}

func eachRune(c cluster, yield func(cluster) bool) bool {
	for i, r := range c.raw {
		raw := string(r)
		text := visible(raw)
		if !yield(cluster{at: c.at + i, text: text, cells: cells(text), raw: raw}) {
			return false
		}
	}
	return true
}

// isSpaces tells white space from white space with an accent on it.
func isSpaces(raw string) bool {
	return strings.TrimLeftFunc(raw, isBreakingSpace) == ""
}

func (c cluster) isSpace() bool { return c.text == " " }

// visible returns a cluster as it may reach the terminal: white space as one
// space, control codes and direction overrides as signs that show.
func visible(raw string) string {
	if len(raw) == 1 && ' ' <= raw[0] && raw[0] <= '~' {
		return raw
	}
	if r, _ := utf8.DecodeRuneInString(raw); isBreakingSpace(r) {
		return " "
	}
	return strings.Map(harmless, raw)
}

// isBreakingSpace reports whether a line may end at r: all white space but the
// three spaces that Unicode says do not break.
func isBreakingSpace(r rune) bool {
	return unicode.IsSpace(r) && r != '\u00a0' && r != '\u2007' && r != '\u202f'
}

// harmless replaces what would act on the terminal instead of being shown: C0
// and C1 controls, invalid bytes, and the overrides and isolates of direction,
// which could show words in another order than they stand in.
func harmless(r rune) rune {
	switch {
	case r < ' ':
		return '\u2400' + r // ␛ for escape, and so on
	case r == 0x7f:
		return '\u2421'
	case 0x80 <= r && r < 0xa0, 0x202a <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069:
		return utf8.RuneError
	}
	return r
}

// cells is the number of columns a harmless cluster takes. An emoji or an East
// Asian syllable built of several characters is as wide as its first one.
func cells(s string) int {
	if len(s) == 1 {
		return 1
	}
	first, _ := utf8.DecodeRuneInString(s)
	if runeCells(first) == 2 || strings.ContainsRune(s, '\ufe0f') || 0x1f1e6 <= first && first <= 0x1f1ff {
		return 2
	}
	n := 0
	for _, r := range s {
		n += runeCells(r)
	}
	return n
}

func runeCells(r rune) int {
	if r < 0x7f || r == '\u00ad' {
		return 1
	}
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// shorten returns s on one line of at most n columns, with … where something
// is left out. It reads no more of s than it shows.
func shorten(s string, n int) string {
	var out []byte
	used, word, hard := 0, 0, 0 // columns so far; bytes kept if cut at a word, or anywhere
	for c := range clusters(s) {
		if c.isSpace() && (len(out) == 0 || out[len(out)-1] == ' ') {
			continue
		}
		if used+c.cells > n || len(out) > 64*n {
			if word < hard/2 {
				word = hard
			}
			return strings.TrimRight(string(out[:word]), " …") + "…"
		}
		if c.isSpace() && used < n {
			word = len(out)
		}
		out = append(out, c.text...)
		if used += c.cells; used < n {
			hard = len(out)
		}
	}
	return strings.TrimRight(string(out), " ")
}
