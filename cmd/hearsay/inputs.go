package main

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"hearsay/ingest"
)

// inputFlags are the flags of every command that reads pages.
type inputFlags struct {
	date, input  string
	documents    []string
	allowPrivate bool
	maxSize      int64
	timeout      time.Duration
}

func (f *inputFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.date, "date", "", "date of publication, YYYY-MM-DD, for pages that do not give theirs")
	flags.StringVar(&f.input, "input", "auto", "what the inputs are: auto, text or html")
	flags.StringArrayVar(&f.documents, "documents", nil, "JSON Lines `file`, a page with what is known of it a line (- for standard input)")
	flags.BoolVar(&f.allowPrivate, "allow-private", false, "fetch from private and local addresses too")
	flags.Int64Var(&f.maxSize, "max-size", ingest.DefaultMaxBytes, "largest page, in bytes")
	flags.DurationVar(&f.timeout, "timeout", 30*time.Second, "longest time for fetching one address")
}

func (f *inputFlags) check(args []string) error {
	switch {
	case len(args) == 0 && len(f.documents) == 0:
		return errors.New("nothing to read: name a file, a folder, an address or -")
	case f.input != "auto" && f.input != "text" && f.input != "html":
		return fmt.Errorf("--input %q: it is auto, text or html", f.input)
	case f.maxSize <= 0:
		return fmt.Errorf("--max-size %d: it must be more than 0", f.maxSize)
	}
	if f.date != "" {
		if _, err := time.Parse(time.DateOnly, f.date); err != nil {
			return fmt.Errorf("--date %q: write it as YYYY-MM-DD", f.date)
		}
	}
	return nil
}

// sources are the inputs of a call, as the flags have it.
func (f *inputFlags) sources(stdin io.Reader) *sources {
	return &sources{stdin: stdin, documents: f.documents, fetcher: &ingest.Fetcher{AllowPrivate: f.allowPrivate, MaxBytes: f.maxSize, Timeout: f.timeout},
		options: ingest.Options{Format: f.input, MaxBytes: f.maxSize, Published: f.date, Now: time.Now}}
}
