package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"os"
	"regexp"
	"runtime"
	"strings"

	"hearsay"
	"hearsay/claim"
	"hearsay/ingest"
)

// sources turns the arguments of a call into documents.
type sources struct {
	stdin     io.Reader
	documents []string
	fetcher   *ingest.Fetcher
	options   ingest.Options
}

// job makes one document; it is called once, on any goroutine.
type job func() (*hearsay.Document, error)

// jobs lists the documents of all inputs, in order. Folders are walked and
// --documents files read as they come; nothing is held.
func (s *sources) jobs(ctx context.Context, args []string) iter.Seq[job] {
	return func(yield func(job) bool) {
		for _, name := range s.documents {
			if !s.lines(name, yield) {
				return
			}
		}
		for _, arg := range args {
			if ctx.Err() != nil || !s.input(ctx, arg, yield) {
				return
			}
		}
	}
}

func (s *sources) input(ctx context.Context, arg string, yield func(job) bool) bool {
	switch {
	case arg == "-":
		return yield(func() (*hearsay.Document, error) { return ingest.ReadFrom("-", s.stdin, s.options) })
	case isAddress(arg):
		return yield(func() (*hearsay.Document, error) { return s.fetch(ctx, arg) })
	}
	info, err := os.Stat(arg)
	if err != nil && scheme.MatchString(arg) {
		return yield(func() (*hearsay.Document, error) {
			return nil, fmt.Errorf("fetch %s: only http and https addresses can be fetched: %w", arg, hearsay.ErrUnsupported)
		})
	}
	if err != nil || !info.IsDir() {
		return yield(func() (*hearsay.Document, error) { return ingest.ReadFile(arg, s.options) })
	}
	files, err := ingest.Files(arg)
	if err != nil {
		return yield(func() (*hearsay.Document, error) { return nil, err })
	}
	for _, file := range files {
		if ctx.Err() != nil || !yield(func() (*hearsay.Document, error) { return ingest.ReadFile(file, s.options) }) {
			return false
		}
	}
	return true
}

// scheme is how an address begins (RFC 3986, section 3.1).
var scheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*://`)

func isAddress(arg string) bool {
	lower := strings.ToLower(arg)
	return strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://")
}

func (s *sources) fetch(ctx context.Context, address string) (*hearsay.Document, error) {
	c, err := s.fetcher.Fetch(ctx, address)
	if err != nil {
		return nil, err
	}
	return ingest.Read(c.Input, c.Data, c.Options(s.options))
}

// lines reads a --documents file, a document a line.
func (s *sources) lines(name string, yield func(job) bool) bool {
	in := s.stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return yield(func() (*hearsay.Document, error) { return nil, fmt.Errorf("read documents: %w", err) })
		}
		defer f.Close()
		in = f
	}
	for doc, err := range ingest.Documents(name, in, s.options) {
		if !yield(func() (*hearsay.Document, error) { return doc, err }) {
			return false
		}
	}
	return true
}

// output is what came of one job.
type output struct {
	reading *hearsay.Reading
	err     error
}

// readAll does the jobs on all cores and yields their outputs in order. At most
// two jobs a core are under way or waiting to be written.
func readAll(ctx context.Context, reader *claim.Reader, jobs iter.Seq[job]) iter.Seq[output] {
	return func(yield func(output) bool) {
		queue := make(chan chan output, 2*runtime.GOMAXPROCS(0))
		stop := make(chan struct{})
		defer close(stop)
		go func() {
			defer close(queue)
			slots := make(chan struct{}, runtime.GOMAXPROCS(0))
			for j := range jobs {
				done := make(chan output, 1)
				select {
				case queue <- done:
				case <-stop:
					return
				}
				slots <- struct{}{}
				go func() {
					defer func() { <-slots }()
					done <- do(reader, j)
				}()
			}
		}()
		for done := range queue {
			if !yield(<-done) {
				return
			}
		}
	}
}

func do(reader *claim.Reader, j job) output {
	doc, err := j()
	if err != nil {
		return output{err: err}
	}
	return output{reading: reader.Read(doc)}
}
