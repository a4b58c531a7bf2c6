package nlp

// Kinds of white space between two tokens.
const (
	noGap       uint8 = iota
	spaceGap          // one space
	wideGap           // several, or another character
	shortLine         // a line break after a line too short to be wrapped
	fittedLine        // a line break where the next word would have fitted
	wrappedLine       // a line break that may be a hard wrap
	longLine          // a line break after a line too long to be wrapped
	blankLine         // several line breaks, or a character that divides paragraphs
)

// Lengths in bytes between which a line may be hard-wrapped.
const (
	shortestLine = 45
	longestLine  = 130
)

// lineWatch keeps the lengths of lines.
type lineWatch struct{ start, before int }

// gap moves behind the white space at c.at and tells its kind.
func (c *cutter) gap() uint8 {
	start, breaks := c.at, 0
	length := 0
	for c.at < len(c.text) {
		r, n := runeAt(c.text, c.at)
		if !isWhite(r) {
			break
		}
		b := breaksOf(r)
		if b > 0 && r == '\r' && c.at+1 < len(c.text) && c.text[c.at+1] == '\n' {
			b = 0
		}
		if b > 0 && breaks == 0 {
			length = start - c.lines.start
		}
		breaks += b
		c.at += n
	}
	switch {
	case c.at == start:
		return noGap
	case breaks == 0 && c.at == start+1 && c.text[start] == ' ':
		return spaceGap
	case breaks == 0:
		return wideGap
	case breaks > 1:
		c.lines = lineWatch{start: c.at}
		return blankLine
	}
	kind := c.lineKind(length)
	c.lines = lineWatch{start: c.at, before: length}
	return kind
}

// breaksOf says how many line breaks a character of white space stands for.
func breaksOf(r rune) int {
	switch r {
	case '\n', '\r', '\v', '\f', '\u0085', '\u2028':
		return 1
	case '\u2029':
		return 2
	}
	return 0
}

// lineKind is the kind of a line break behind a line of length bytes, with the
// next line at c.at.
func (c *cutter) lineKind(length int) uint8 {
	word, next := -1, 0
	for next < longestLine+1 && c.at+next < len(c.text) && c.text[c.at+next] != '\n' {
		if word < 0 && c.text[c.at+next] == ' ' {
			word = next
		}
		next++
	}
	if word < 0 {
		word = next
	}
	switch {
	case length > longestLine:
		return longLine
	case length < shortestLine:
		return shortLine
	case length+1+word <= max(next, c.lines.before):
		return fittedLine
	}
	return wrappedLine
}
