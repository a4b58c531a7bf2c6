package ingest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"hearsay"
	"hearsay/ingest/plain"
)

// The formats of Options.Format.
const (
	auto      = "auto" // told by content, content type and name; "" means the same
	plainText = "text"
	htmlPage  = "html"
	pdfPage   = "pdf"
)

// DefaultMaxBytes is the cap on the size of a page when Options sets none.
const DefaultMaxBytes = 20 << 20

// Options say what is known of an input before it is read. The zero value is
// ready for use.
type Options struct {
	Format      string           // "auto", "text", "html" or "pdf"; "" is "auto"
	MaxBytes    int64            // cap on the input, DefaultMaxBytes when 0
	Published   string           // YYYY-MM-DD, instead of the date on the page
	ContentType string           // as a server gave it, "" when unknown
	Now         func() time.Time // clock of captures that are handed over; they have no time when nil
	Known       hearsay.Known    // takes the place of what is found on the page itself
	Hint        hearsay.Known    // stands in where the page says nothing
}

func (o Options) maxBytes() int64 {
	if o.MaxBytes > 0 {
		return o.MaxBytes
	}
	return DefaultMaxBytes
}

// Read makes a Document of the bytes of a text, an HTML page or a PDF file: it
// decodes them, tells the format and fills the document in. Input is the name to report them
// under. Binary data is hearsay.ErrUnsupported; empty and over-large data, an
// unknown format and a date that is none are hearsay.ErrInvalid. Whatever else
// is odd about the page becomes an entry of Document.Problems.
func Read(input string, data []byte, opt Options) (*hearsay.Document, error) {
	if err := check(data, opt); err != nil {
		return nil, fmt.Errorf("read %s: %w", input, err)
	}
	if isPDF(data, opt) {
		return PDF(input, data, opt)
	}
	page := isHTML(input, data, opt)
	text, problems := decode(data, opt.ContentType, page)
	if isBlank(text) {
		return nil, fmt.Errorf("read %s: empty: %w", input, hearsay.ErrInvalid)
	}
	doc := Text
	if page {
		doc = HTML
	}
	d := doc(input, text, opt)
	d.Problems = append(problems, d.Problems...)
	return d, nil
}

// check refuses data that cannot become a document and options that make no sense.
func check(data []byte, opt Options) error {
	switch {
	case !slices.Contains([]string{"", auto, plainText, htmlPage, pdfPage}, opt.Format):
		return fmt.Errorf("format %q is none of auto, text, html, pdf: %w", opt.Format, hearsay.ErrInvalid)
	case opt.Published != "" && day(opt.Published) == "":
		return fmt.Errorf("date %q is not YYYY-MM-DD: %w", opt.Published, hearsay.ErrInvalid)
	case int64(len(data)) > opt.maxBytes():
		return tooLarge(opt.maxBytes())
	case len(data) == 0:
		return fmt.Errorf("empty: %w", hearsay.ErrInvalid)
	}
	if kind := binaryKind(data); kind != "" && !isPDF(data, opt) {
		return fmt.Errorf("looks like %s, not like text or HTML: %w", kind, hearsay.ErrUnsupported)
	}
	return nil
}

func tooLarge(limit int64) error {
	return fmt.Errorf("more than %d bytes: raise the cap with --max-size: %w", limit, hearsay.ErrInvalid)
}

// finish lays what is known over what was found and sets the id.
func finish(d *hearsay.Document, opt Options) *hearsay.Document {
	k, hint := opt.Known, opt.Hint
	d.URL, d.Outlet, d.Title = first(k.URL, d.URL, hint.URL), first(k.Outlet, d.Outlet, hint.Outlet), first(k.Title, d.Title, hint.Title)
	switch {
	case len(k.Authors) > 0:
		d.Authors = k.Authors
	case len(d.Authors) == 0:
		d.Authors = hint.Authors
	}
	if len(k.Anchors) > 0 {
		d.Anchors = unplaced(k.Anchors)
	}
	if strings.Contains(d.Text, "\x00") {
		d.Problems = append(d.Problems, "the text holds NUL characters")
	}
	d.Parts = plain.SplitDateline(d.Text, d.Parts)
	d.Language = languageOf(d)
	readOrigins(d)
	placeAnchors(d)
	d.Published = published(d, opt)
	d.ID = hearsay.DocumentID(d.Text, d.URL, d.Outlet)
	return d
}

// published picks the date: what is known of this very page, what the caller
// gave for all, what the page says, what a feed says of it.
func published(d *hearsay.Document, opt Options) string {
	for _, given := range []string{opt.Known.Published, opt.Published} {
		if iso := day(given); iso != "" {
			return iso
		} else if given != "" {
			d.Problems = append(d.Problems, fmt.Sprintf("date of publication not understood: %q", given))
		}
	}
	return first(d.Published, day(opt.Hint.Published))
}

func isBlank(text string) bool { return strings.TrimSpace(text) == "" }
