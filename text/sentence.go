package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// Lengths in bytes between which a line without final punctuation is taken to be
// hard-wrapped, so that its sentence goes on in the next line.
const (
	shortestWrap = 50
	longestWrap  = 120
)

// Lengths in tokens of the sentences that nobody writes: a longer one, of a list
// or of noise, ends at the next comma, and at the latest at the second length.
const (
	longSentence    = 300
	longestSentence = 400
)

// Sentences divides tokens into sentences, as ranges of tokens. A blank line
// always ends one; so does a line break that is no hard wrap. None is longer than
// 400 tokens.
func Sentences(text string, tokens []Token, rules *Rules) []hearsay.Range {
	d := divider{text: text, tokens: tokens, rules: rules}
	var out []hearsay.Range
	start := 0
	for i := range tokens {
		if i+1 == len(tokens) || d.endsAfter(i, start) {
			out = append(out, hearsay.Range{Start: start, End: i + 1})
			start = i + 1
		}
	}
	return out
}

type divider struct {
	text   string
	tokens []Token
	rules  *Rules
}

func (d *divider) word(i int) string { return d.tokens[i].In(d.text) }

// endsAfter reports whether a sentence that began at token start ends with token i.
func (d *divider) endsAfter(i, start int) bool {
	if d.lineEnds(i) || d.isTooLong(i, start) {
		return true
	}
	if d.isCloser(i + 1) {
		return false
	}
	end := i
	for end > start && d.isCloser(end) { // “… done.” (See below.)
		end--
	}
	if !d.isTerminator(end) || end == start+1 && d.tokens[start].Kind == Number && d.word(end) == "." {
		return false // "2. Another point" is one
	}
	next := d.firstWordAfter(i)
	if next == len(d.tokens) {
		return false // the last sentence takes what is left
	}
	return d.terminates(end, next, end < i)
}

func (d *divider) isTooLong(i, start int) bool {
	n := i + 1 - start
	return n >= longestSentence || n >= longSentence && (d.word(i) == "," || d.word(i) == ";")
}

// terminates decides on a terminator at token end, when the next word is at next
// and closed says whether closing marks stand between.
func (d *divider) terminates(end, next int, closed bool) bool {
	w, after := d.word(end), d.word(next)
	r, _ := utf8.DecodeRuneInString(after)
	if unicode.IsLower(r) {
		return false
	}
	if d.tokens[end].Kind != Word { // . ! ? …
		return w != "..." && w != "…" || unicode.IsUpper(r) || d.tokens[next].Kind == Quote
	}
	// an abbreviation or initials with their full stop
	switch d.rules.Abbreviations[strings.ToLower(w)] {
	case Binds:
		return false
	case MayEnd:
		return closed || d.rules.Starters[strings.ToLower(after)] && unicode.IsUpper(r)
	}
	if len(w) == 2 { // one initial: "J. Alvarez"; "Plan B. The"
		return d.rules.Starters[strings.ToLower(after)] && end > 0 && !isCapitalised(d.word(end-1))
	}
	return closed || d.rules.Starters[strings.ToLower(after)]
}

func (d *divider) firstWordAfter(i int) int {
	for i++; i < len(d.tokens) && (d.tokens[i].Kind == Quote || d.word(i) == "(" || d.word(i) == "["); i++ {
	}
	return i
}

func (d *divider) isTerminator(i int) bool {
	t := d.tokens[i]
	switch t.Kind {
	case Punct:
		switch c := d.text[t.Start]; {
		case c == '.' || c == '!' || c == '?':
			return true
		case c == 0xE2: // …
			return d.word(i) == "…"
		case c == 0xE3: // 。
			return d.word(i) == "。"
		}
	case Word:
		return d.text[t.End-1] == '.'
	}
	return false
}

// isCloser reports a mark that belongs to the sentence before it: a bracket, or
// a quotation mark not followed by a word without a space.
func (d *divider) isCloser(i int) bool {
	if i >= len(d.tokens) || i == 0 {
		return false
	}
	t := d.tokens[i]
	switch w := d.word(i); {
	case w == ")" || w == "]" || w == "”" || w == "’" || w == "»" || w == "''":
		return t.Start == d.tokens[i-1].End
	case t.Kind == Quote && w != "“" && w != "‘" && w != "„" && w != "``":
		return t.Start == d.tokens[i-1].End && !d.touchesWord(i)
	case t.Kind == Punct && d.isTerminator(i):
		return d.isTerminator(i-1) && t.Start == d.tokens[i-1].End // ?!
	}
	return false
}

func (d *divider) touchesWord(i int) bool {
	return i+1 < len(d.tokens) && d.tokens[i+1].Start == d.tokens[i].End && d.tokens[i+1].Kind != Punct && d.tokens[i+1].Kind != Quote
}

// lineEnds reports whether the gap after token i ends a sentence by itself.
func (d *divider) lineEnds(i int) bool {
	if i+1 >= len(d.tokens) {
		return false
	}
	gap := d.text[d.tokens[i].End:d.tokens[i+1].Start]
	switch n := strings.Count(gap, "\n"); {
	case n == 0:
		return strings.ContainsAny(gap, "\r\u2028\u2029")
	case n > 1:
		return true
	}
	line := d.tokens[i].End - 1 - strings.LastIndexByte(d.text[:d.tokens[i].End], '\n')
	r, _ := utf8.DecodeRuneInString(d.word(i + 1))
	wraps := line >= shortestWrap && line <= longestWrap && !strings.ContainsRune("•*-–", r)
	return !wraps
}

func isCapitalised(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

// Paragraphs returns the stretches between blank lines, without the white space
// at their edges.
func Paragraphs(text string) []hearsay.Span {
	var out []hearsay.Span
	start, end := -1, 0 // of the current paragraph; end is after the last ink
	for at := 0; at < len(text); {
		line := len(text)
		if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
			line = at + i
		}
		trimmed := strings.TrimSpace(text[at:line])
		if trimmed == "" {
			if start >= 0 {
				out = append(out, hearsay.Span{Start: start, End: end})
			}
			start = -1
		} else {
			lead := strings.Index(text[at:line], trimmed)
			if start < 0 {
				start = at + lead
			}
			end = at + lead + len(trimmed)
		}
		at = line + 1
	}
	if start >= 0 {
		out = append(out, hearsay.Span{Start: start, End: end})
	}
	return out
}
