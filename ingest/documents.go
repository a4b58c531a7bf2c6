package ingest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"hearsay"
)

// record is a line of a --documents file.
type record struct {
	Text      *string  `json:"text"`
	URL       string   `json:"url"`
	Outlet    string   `json:"outlet"`
	Published string   `json:"published"`
	Title     string   `json:"title"`
	Authors   []string `json:"authors"`
	Links     []struct {
		URL  string `json:"url"`
		Text string `json:"text"`
	} `json:"links"`
}

// Documents reads JSON Lines, a page with what is known of it a line. A line that
// cannot be read gives an error that names it, and reading goes on with the next.
// Name is the name of the whole; a document's Input is name and line number.
func Documents(name string, r io.Reader, opt Options) iter.Seq2[*hearsay.Document, error] {
	return func(yield func(*hearsay.Document, error) bool) {
		for c, err := range Lines(name, r, opt) {
			var d *hearsay.Document
			if err == nil {
				d, err = Extract(c, opt)
			}
			if !yield(d, err) {
				return
			}
		}
	}
}

// Lines takes each line of a --documents file as a capture.
func Lines(name string, r io.Reader, opt Options) iter.Seq2[*hearsay.Capture, error] {
	return func(yield func(*hearsay.Capture, error) bool) {
		lines := bufio.NewReaderSize(r, 64<<10)
		for number := 1; ; number++ {
			input := fmt.Sprintf("%s:%d", name, number)
			line, err := readLine(lines, 2*opt.maxBytes()+64<<10)
			done := errors.Is(err, io.EOF)
			var c *hearsay.Capture
			switch {
			case err != nil && !done && !errors.Is(err, hearsay.ErrInvalid):
				yield(nil, fmt.Errorf("read %s: %w", input, err))
				return
			case err != nil && !done:
				err = fmt.Errorf("read %s: %w", input, err)
			case len(line) > 0:
				c, err = opt.capture(input, line), nil
				c.Format = hearsay.DocumentLine
			}
			if (c != nil || !done) && (c != nil || err != nil) && !yield(c, err) || done {
				return
			}
		}
	}
}

// readLine reads a line without its end. A line longer than limit is skipped and
// is hearsay.ErrInvalid.
func readLine(r *bufio.Reader, limit int64) (line []byte, err error) {
	for {
		chunk, err := r.ReadSlice('\n')
		if int64(len(line)) <= limit {
			line = append(line, chunk...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case int64(len(line)) > limit:
			return nil, tooLarge(limit)
		default:
			return bytes.TrimSpace(line), err
		}
	}
}

// documentLine reads a line of a --documents file.
func documentLine(c *hearsay.Capture, opt Options) (*hearsay.Document, error) {
	var rec record
	if err := json.Unmarshal(bytes.TrimPrefix(c.Data, []byte("\xef\xbb\xbf")), &rec); err != nil {
		return nil, fmt.Errorf("read %s: %v: %w", c.Input, err, hearsay.ErrInvalid)
	}
	if rec.Text == nil {
		return nil, fmt.Errorf("read %s: no \"text\": %w", c.Input, hearsay.ErrInvalid)
	}
	opt.Known = hearsay.Known{URL: rec.URL, Outlet: rec.Outlet, Published: rec.Published, Title: rec.Title, Authors: rec.Authors}
	for _, l := range rec.Links {
		opt.Known.Anchors = append(opt.Known.Anchors, hearsay.Anchor{URL: l.URL, Text: l.Text})
	}
	opt.Published = day(c.Known.Published) // what was given for all lines; a line's own goes first
	if opt.Format == "" || opt.Format == auto {
		opt.Format = plainText
	}
	return Read(c.Input, []byte(*rec.Text), opt)
}
