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
		lines := bufio.NewReaderSize(r, 64<<10)
		for number := 1; ; number++ {
			input := fmt.Sprintf("%s:%d", name, number)
			line, err := readLine(lines, 2*opt.maxBytes()+64<<10)
			done := errors.Is(err, io.EOF)
			if err != nil && !done && !errors.Is(err, hearsay.ErrInvalid) {
				yield(nil, fmt.Errorf("read %s: %w", input, err))
				return
			}
			if (len(line) > 0 || err != nil && !done) && !yield(readRecord(input, line, err, opt)) || done {
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

func readRecord(input string, line []byte, err error, opt Options) (*hearsay.Document, error) {
	var rec record
	if err == nil || errors.Is(err, io.EOF) {
		err = json.Unmarshal(bytes.TrimPrefix(line, []byte("\xef\xbb\xbf")), &rec)
	}
	switch {
	case errors.Is(err, hearsay.ErrInvalid):
		return nil, fmt.Errorf("read %s: %w", input, err)
	case err != nil:
		return nil, fmt.Errorf("read %s: %v: %w", input, err, hearsay.ErrInvalid)
	case rec.Text == nil:
		return nil, fmt.Errorf("read %s: no \"text\": %w", input, hearsay.ErrInvalid)
	}
	opt.Known = hearsay.Known{URL: rec.URL, Outlet: rec.Outlet, Published: rec.Published, Title: rec.Title, Authors: rec.Authors}
	for _, l := range rec.Links {
		opt.Known.Anchors = append(opt.Known.Anchors, hearsay.Anchor{URL: l.URL, Text: l.Text})
	}
	if opt.Format == "" || opt.Format == auto {
		opt.Format = plainText
	}
	return Read(input, []byte(*rec.Text), opt)
}
