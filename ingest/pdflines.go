package ingest

import (
	"bytes"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// pdfLine is a line of a page.
type pdfLine struct {
	text             string
	x, y, right, top float64 // where it begins, stands and ends; how high its letters are
	page             int
}

// lineMaker joins characters to lines in the order in which they are drawn, which
// is the order of reading in all but few files.
type lineMaker struct {
	done []pdfLine
	text strings.Builder
	now  pdfLine
}

func (l *lineMaker) add(s string, x, y, width, size float64) {
	if s == "" || size == 0 {
		return
	}
	em := max(size, 1)
	if l.text.Len() > 0 {
		switch gap := x - l.now.right; {
		case math.Abs(y-l.now.y) > em/2 || gap < -2*em:
			l.end()
		case gap > em/5 && gap < 200*em:
			l.text.WriteByte(' ')
		}
	}
	if l.text.Len() == 0 {
		l.now = pdfLine{x: x, y: y, top: size}
	}
	l.text.WriteString(s)
	l.now.right = x + width
}

func (l *lineMaker) end() {
	l.now.text = strings.Join(strings.Fields(strings.Map(readable, l.text.String())), " ")
	if l.now.text != "" {
		l.done = append(l.done, l.now)
	}
	l.text.Reset()
}

// readable drops what is no character of a text; ligatures become letters later.
func readable(r rune) rune {
	if r == utf8.RuneError || unicode.IsControl(r) && r != '\t' && r != '\n' || r >= 0xe000 && r <= 0xf8ff {
		return ' '
	}
	return r
}

func (l *lineMaker) finish() []pdfLine {
	l.end()
	return l.done
}

var (
	pageNumber = regexp.MustCompile(`(?i)^[-–— ]*(page|seite|p\.|página|pagina)? ?\d{1,4}( ?(of|/|von|de|sur) ?\d{1,4})?[-–— ]*$`)
	digits     = regexp.MustCompile(`\d+`)
)

// edge is how many lines at the top and the foot of a page may be repeated.
const edge = 3

// dropRepeated takes out the lines that stand at the edge of half of the pages or
// more, and page numbers.
func dropRepeated(pages [][]pdfLine) (lines []pdfLine) {
	seen := map[string]int{}
	for _, page := range pages {
		on := map[string]bool{}
		for i, l := range page {
			if key := repeatKey(l); isEdge(i, len(page)) && !on[key] {
				on[key] = true
				seen[key]++
			}
		}
	}
	for _, page := range pages {
		for i, l := range page {
			repeated := seen[repeatKey(l)] > 1 && seen[repeatKey(l)]*2 >= len(pages)
			if !isEdge(i, len(page)) || !repeated && !pageNumber.MatchString(l.text) {
				lines = append(lines, l)
			}
		}
	}
	return lines
}

func isEdge(i, n int) bool { return i < edge || i >= n-edge }

// repeatKey is the line with its numbers taken for the same, and where it stands.
func repeatKey(l pdfLine) string {
	return digits.ReplaceAllString(l.text, "#") + string(rune(int(max(0, min(l.y, 1e5))/8)))
}

// joinLines makes paragraphs of lines.
func joinLines(lines []pdfLine) (paragraphs []pdfParagraph) {
	spacing := usualSpacing(lines)
	right := 0.0
	for _, l := range lines {
		right = max(right, l.right)
	}
	var text []byte // of the paragraph so far
	for i, l := range lines {
		if i > 0 && beginsParagraph(lines[i-1], l, spacing, right) {
			paragraphs = append(paragraphs, pdfParagraph(text))
			text = nil
		}
		text = join(text, l.text)
	}
	if len(text) > 0 {
		paragraphs = append(paragraphs, pdfParagraph(text))
	}
	return paragraphs
}

// pdfParagraph is the text of a paragraph.
type pdfParagraph string

// usualSpacing is the distance between lines of running text, in heights of a
// letter: the lower quartile of all distances, for short pages are mostly gaps.
func usualSpacing(lines []pdfLine) float64 {
	var all []float64
	for i := 1; i < len(lines); i++ {
		if d := lines[i-1].y - lines[i].y; d > 0 && lines[i].page == lines[i-1].page {
			all = append(all, d/max(lines[i].top, 1))
		}
	}
	if len(all) == 0 {
		return 1.2
	}
	slices.Sort(all)
	return all[(len(all)-1)/4]
}

// beginsParagraph tells whether a line goes on with the one before it: from page
// to page where a sentence is left open, else where distance and size are those
// of running text and the line before is no list entry that ended early.
func beginsParagraph(before, l pdfLine, spacing, right float64) bool {
	open := !endsSentence(before.text)
	if l.page != before.page || l.y > before.y {
		return !open || math.Abs(l.top-before.top) > 1
	}
	gap := (before.y - l.y) / max(l.top, 1)
	switch {
	case gap > min(spacing, 2.2)*1.25, math.Abs(l.top-before.top) > max(1, l.top/8):
		return true
	case l.x > before.x+l.top/2 && !open, startsEntry(l.text):
		return true
	}
	return !open && before.right < right-8*l.top
}

func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "”’\"')»"))
	return strings.ContainsRune(".!?:…", r)
}

func startsEntry(s string) bool {
	return strings.HasPrefix(s, "•") || strings.HasPrefix(s, "– ") || strings.HasPrefix(s, "- ")
}

// join puts a line after others; a word parted by a hyphen becomes whole, unless
// what stands around the hyphen is no small letter: "Anti-\nDoping" keeps it.
func join(text []byte, line string) []byte {
	if len(text) == 0 {
		return []byte(line)
	}
	if soft, ok := bytes.CutSuffix(text, []byte("\u00ad")); ok {
		return append(soft, line...)
	}
	rest, hyphen := bytes.CutSuffix(text, []byte("-"))
	next, _ := utf8.DecodeRuneInString(line)
	last, _ := utf8.DecodeLastRune(rest)
	switch {
	case hyphen && unicode.IsLower(next) && unicode.IsLower(last):
		return append(rest, line...)
	case hyphen && isWordRune(last):
		return append(text, line...)
	}
	return append(append(text, ' '), line...)
}
