package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"hearsay"

	"github.com/ledongthuc/pdf"
)

// The budget of a PDF file.
const (
	maxPDFPages  = 200
	maxPageDepth = 30 // groups of pages in groups
	maxPDFTime   = 10 * time.Second
)

// pdfMark is how a PDF file begins.
const pdfMark = "%PDF-"

// isPDF decides whether bytes are to be read as a PDF file.
func isPDF(data []byte, opt Options) bool {
	return opt.Format == pdfPage || (opt.Format == "" || opt.Format == auto) && bytes.HasPrefix(data, []byte(pdfMark))
}

// PDF makes a Document of a PDF file, a statement say: its paragraphs without the
// lines that every page repeats. A file that is encrypted or scanned is
// hearsay.ErrUnsupported, a damaged one hearsay.ErrInvalid.
func PDF(input string, data []byte, opt Options) (*hearsay.Document, error) {
	d := &hearsay.Document{Input: input}
	paragraphs, err := readPDF(data, d)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", input, err)
	}
	fill(d, pdfBlocks(d, paragraphs))
	return finish(d, opt), nil
}

// readPDF reads title and paragraphs. Whatever the library panics with is the
// file's fault and ends here.
func readPDF(data []byte, d *hearsay.Document) (paragraphs []pdfParagraph, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case tooLate:
			err = fmt.Errorf("the PDF file takes more than %v to read: %w", maxPDFTime, hearsay.ErrUnsupported)
		default:
			err = fmt.Errorf("damaged PDF file: %v: %w", r, hearsay.ErrInvalid)
		}
	}()
	r, err := openPDF(data)
	if err != nil {
		return nil, err
	}
	d.Title = pdfTitle(r.Trailer().Key("Info").Key("Title").Text())
	pages := pdfPages(r.Trailer().Key("Root").Key("Pages"))
	if len(pages) == 0 {
		return nil, fmt.Errorf("damaged PDF file: it has no pages: %w", hearsay.ErrInvalid)
	}
	paragraphs = joinLines(dropRepeated(readPages(pages, d)))
	if len(paragraphs) == 0 {
		return nil, fmt.Errorf("the PDF file holds no text, only pictures of it perhaps: %w", hearsay.ErrUnsupported)
	}
	return paragraphs, nil
}

func openPDF(data []byte) (*pdf.Reader, error) {
	if !bytes.HasPrefix(data, []byte(pdfMark)) {
		return nil, fmt.Errorf("not a PDF file: %w", hearsay.ErrInvalid)
	}
	f, err := readPDFFile(data)
	if err != nil {
		return nil, err
	}
	plain := f.write()
	r, err := pdf.NewReader(bytes.NewReader(plain), int64(len(plain)))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("damaged PDF file: %w", hearsay.ErrInvalid), err)
	}
	return r, nil
}

// pdfPages lists the pages below a group of pages, in order, one more than will be
// read at most.
func pdfPages(group pdf.Value) (pages []pdf.Value) {
	visits := 0
	var walk func(v pdf.Value, depth int)
	walk = func(v pdf.Value, depth int) {
		kids := v.Key("Kids")
		if kids.Kind() != pdf.Array {
			pages = append(pages, v)
			return
		}
		for i := 0; i < kids.Len() && depth < maxPageDepth && visits < 10*maxPDFPages && len(pages) <= maxPDFPages; i++ {
			visits++
			quietly(func() { walk(kids.Index(i), depth+1) })
		}
	}
	if group.Kind() == pdf.Dict {
		walk(group, 0)
	}
	return pages
}

// readPages reads the lines of all pages, looking at the clock between them.
func readPages(pages []pdf.Value, d *hearsay.Document) (lines [][]pdfLine) {
	if len(pages) > maxPDFPages {
		pages = pages[:maxPDFPages]
		d.Problems = append(d.Problems, fmt.Sprintf("only the first %d pages were read", maxPDFPages))
	}
	deadline := time.Now().Add(maxPDFTime)
	holes := 0
	for i, page := range pages {
		if time.Now().After(deadline) {
			panic(tooLate{})
		}
		var p painter
		found, damaged := p.readPage(page, deadline)
		for k := range found {
			found[k].page = i
		}
		if lines = append(lines, found); damaged {
			holes++
		}
	}
	if holes > 0 {
		d.Problems = append(d.Problems, fmt.Sprintf("%d of %d pages are damaged: text may be missing", holes, len(pages)))
	}
	return lines
}

// fileTitle is a title that a word processor made of a file's name.
var fileTitle = regexp.MustCompile(`(?i)^(microsoft \w+ - |untitled|document ?\d*$|powerpoint )|\.(docx?|odt|rtf|indd|pdf|qxd|pages)$`)

// pdfTitle is the title that a file gives itself, "" where it is none.
func pdfTitle(s string) string {
	s = strings.Join(strings.Fields(strings.Map(readable, strings.ToValidUTF8(s, " "))), " ")
	if len(s) > maxTitle || fileTitle.MatchString(s) || !strings.Contains(s, " ") {
		return ""
	}
	return s
}

// maxTitle is the length in bytes beyond which a line is no title.
const maxTitle = 250

// release is the line with which press offices open.
var release = regexp.MustCompile(`(?i)^(for immediate release|press (release|statement)|media (release|statement)|pressemitteilung|communiqué de presse)[:. ]*$`)

// pdfBlocks finds headline and byline. The headline is the first line that looks
// like one; the title that the file gives itself serves to find it.
func pdfBlocks(d *hearsay.Document, paragraphs []pdfParagraph) (blocks []block) {
	for _, p := range paragraphs {
		blocks = append(blocks, block{kind: hearsay.Body, text: whole.Replace(string(p))})
	}
	lead := min(len(blocks), 6)
	for i, b := range blocks[:lead] {
		if day := writtenDay(b.text); isByline(b, nil) && day != "" {
			blocks[i].kind, d.Published = hearsay.Byline, first(d.Published, day)
		}
	}
	if i := pdfHeadline(d.Title, blocks[:lead]); i >= 0 {
		blocks[i].kind = hearsay.Headline
		d.Title = blocks[i].text
	}
	return blocks
}

// pdfHeadline is the index of the headline, -1 where there is none.
func pdfHeadline(title string, lead []block) int {
	for i, b := range lead {
		if title != "" && len(b.text) <= maxTitle && !strings.HasSuffix(b.text, ".") && agree(b.text, title) {
			return i
		}
	}
	for i, b := range lead {
		switch {
		case b.kind != hearsay.Body || release.MatchString(b.text):
		case len(b.text) <= maxTitle && !strings.HasSuffix(b.text, ".") && len(lead) > 1:
			return i
		default:
			return -1
		}
	}
	return -1
}

// whole takes ligatures apart.
var whole = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "\u00ad", "")
