package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/ledongthuc/pdf"

	"hearsay"
)

// The budget of a PDF file. Its streams unpack as they are read, and reading cannot
// be interrupted from outside: it is given up from within, at the next read.
const (
	maxPDFPages = 500
	maxPDFTime  = 10 * time.Second
)

// PDF makes a Document of a statement or report in PDF: the text of its pages, in
// paragraphs, without what repeats at their heads and feet. What is encrypted,
// damaged or holds pictures of text only is an error.
func PDF(input string, data []byte, opt Options) (d *hearsay.Document, err error) {
	defer func() {
		if p := recover(); p != nil { // of the library: its input is not ours to trust
			d, err = nil, fmt.Errorf("read %s: the PDF file is damaged: %w", input, hearsay.ErrInvalid)
		}
	}()
	r, err := pdf.NewReader(&timedReader{bytes.NewReader(data), time.Now().Add(maxPDFTime)}, int64(len(data)))
	switch {
	case errors.Is(err, pdf.ErrInvalidPassword):
		return nil, fmt.Errorf("read %s: the PDF file is encrypted: %w", input, hearsay.ErrUnsupported)
	case err != nil:
		return nil, fmt.Errorf("read %s: the PDF file is damaged (%v): %w", input, err, hearsay.ErrInvalid)
	}
	pages := r.NumPage()
	var all [][]pdfLine
	for n := 1; n <= min(pages, maxPDFPages); n++ {
		all = append(all, pdfLines(r.Page(n).Content().Text))
	}
	d = &hearsay.Document{Input: input}
	if pages > maxPDFPages {
		d.Problems = append(d.Problems, fmt.Sprintf("the first %d of %d pages were read", maxPDFPages, pages))
	}
	paragraphs := pdfParagraphs(dropRunning(all))
	if len(paragraphs) == 0 {
		return nil, fmt.Errorf("read %s: no text in the PDF file (pictures of text cannot be read): %w", input, hearsay.ErrUnsupported)
	}
	d.Title = first(strings.Join(strings.Fields(r.Trailer().Key("Info").Key("Title").Text()), " "))
	fill(d, pdfBlocks(d, paragraphs))
	return finish(d, opt), nil
}

// timedReader fails once its time is over.
type timedReader struct {
	io.ReaderAt
	end time.Time
}

func (r *timedReader) ReadAt(p []byte, at int64) (int, error) {
	if time.Now().After(r.end) {
		return 0, errors.New("it takes too long to read")
	}
	return r.ReaderAt.ReadAt(p, at)
}

// pdfLine is a line of a page: its words, and where and how large it stands.
type pdfLine struct {
	text       string
	x, y, size float64
}

// pdfLines puts the characters of a page together to lines, in the order in which
// the page draws them. A gap wider than a sixth of the type's size parts words.
func pdfLines(chars []pdf.Text) []pdfLine {
	var out []pdfLine
	var b strings.Builder
	end := 0.0 // of the last character
	flush := func() {
		if text := strings.Join(strings.Fields(b.String()), " "); text != "" {
			out[len(out)-1].text = text
		} else if len(out) > 0 {
			out = out[:len(out)-1]
		}
		b.Reset()
	}
	for _, c := range chars {
		size := math.Abs(c.FontSize)
		if len(out) == 0 || math.Abs(c.Y-out[len(out)-1].y) > size/2 || c.X < end-2*size {
			if len(out) > 0 {
				flush()
			}
			out = append(out, pdfLine{x: c.X, y: c.Y, size: size})
		} else if c.X > end+size/6 {
			b.WriteByte(' ')
		}
		b.WriteString(c.S)
		end = c.X + c.W
	}
	if len(out) > 0 {
		flush()
	}
	return out
}

// dropRunning drops page numbers, and lines at the head or foot of pages that stand
// on most of them.
func dropRunning(pages [][]pdfLine) [][]pdfLine {
	seen := map[string]int{}
	for _, lines := range pages {
		for _, l := range edges(lines) {
			seen[digitless(l.text)]++
		}
	}
	for i, lines := range pages {
		edge := edges(lines)
		pages[i] = slices.DeleteFunc(slices.Clone(lines), func(l pdfLine) bool {
			key := digitless(l.text)
			return slices.Contains(edge, l) && (key == "" || len(pages) > 2 && seen[key]*2 > len(pages))
		})
	}
	return pages
}

// edges are the two first and two last lines of a page.
func edges(lines []pdfLine) []pdfLine {
	if len(lines) <= 4 {
		return lines
	}
	return append(slices.Clone(lines[:2]), lines[len(lines)-2:]...)
}

// digitless is a line without numbers and marks: what is left of "Page 3 of 12".
func digitless(s string) string {
	s = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || r == ' ' {
			return unicode.ToLower(r)
		}
		return -1
	}, s))
	if words := strings.Fields(s); len(words) <= 2 && (len(words) == 0 || words[0] == "page") {
		return ""
	}
	return s
}

// pdfParagraphs joins lines to paragraphs. A line begins one where the gap before
// it is wider than between the lines above, where the type's size changes, or where
// the line before ended early with a full stop.
func pdfParagraphs(pages [][]pdfLine) []pdfLine {
	var out []pdfLine
	var before pdfLine
	for _, lines := range pages {
		gap, widest := leading(lines), 0
		for _, l := range lines {
			widest = max(widest, len(l.text))
		}
		for i, l := range lines {
			same := len(out) > 0 && math.Abs(l.size-before.size) < 0.5
			ended := strings.HasSuffix(before.text, ".") || strings.HasSuffix(before.text, "”") || strings.HasSuffix(before.text, ":")
			near := i == 0 && !ended || i > 0 && before.y-l.y < gap*1.35
			if same && near && !(ended && len(before.text) < widest*7/10) {
				last := &out[len(out)-1]
				last.text = joinLines(last.text, l.text)
			} else {
				out = append(out, l)
			}
			before = l
		}
	}
	return out
}

// leading is the usual distance between two lines of a page.
func leading(lines []pdfLine) float64 {
	var gaps []float64
	for i := 1; i < len(lines); i++ {
		if g := lines[i-1].y - lines[i].y; g > 0 {
			gaps = append(gaps, g)
		}
	}
	if len(gaps) == 0 {
		return math.Inf(1)
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2]
}

// joinLines joins two lines, undoing a hyphen at the end of the first that the line
// end has put there: before a small letter.
func joinLines(a, b string) string {
	if head, cut := strings.CutSuffix(a, "-"); cut && b != "" && unicode.IsLower([]rune(b)[0]) && head != "" && unicode.IsLetter([]rune(head)[len([]rune(head))-1]) {
		return head + b
	}
	return a + " " + b
}

// pdfBlocks makes blocks of paragraphs. A first line in larger type than the text
// is the headline.
func pdfBlocks(d *hearsay.Document, paragraphs []pdfLine) []block {
	var sizes []float64
	for _, p := range paragraphs {
		sizes = append(sizes, p.size)
	}
	slices.Sort(sizes)
	usual := sizes[len(sizes)/2]
	var out []block
	for i, p := range paragraphs {
		b := block{kind: hearsay.Body, text: p.text}
		if i < 3 && p.size > usual*1.15 && len(p.text) < 200 && !slices.ContainsFunc(out, func(b block) bool { return b.kind == hearsay.Headline }) {
			b.kind, d.Title = hearsay.Headline, p.text
		}
		out = append(out, b)
	}
	return out
}
