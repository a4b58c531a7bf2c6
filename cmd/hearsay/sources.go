package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"

	"hearsay"
	"hearsay/claim"
	"hearsay/ingest"
	"hearsay/work"
)

// sources turns the arguments of a call into captures.
type sources struct {
	stdin     io.Reader
	documents []string
	fetcher   *ingest.Fetcher
	options   ingest.Options
}

// jobs lists the pages of all inputs, in order. Folders are walked and
// --documents files read as they come; nothing is held.
func (s *sources) jobs(ctx context.Context, args []string) iter.Seq[work.Input] {
	return func(yield func(work.Input) bool) {
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

func (s *sources) input(ctx context.Context, arg string, yield func(work.Input) bool) bool {
	page := func(capture func() (*hearsay.Capture, error)) bool {
		return yield(work.Input{Name: arg, Capture: capture})
	}
	switch {
	case arg == "-":
		return page(func() (*hearsay.Capture, error) { return ingest.OpenFrom("-", s.stdin, s.options) })
	case isAddress(arg):
		return page(func() (*hearsay.Capture, error) { return s.fetch(ctx, arg) })
	}
	info, err := os.Stat(arg)
	if err != nil && scheme.MatchString(arg) {
		return page(func() (*hearsay.Capture, error) {
			return nil, fmt.Errorf("fetch %s: only http and https addresses can be fetched: %w", arg, hearsay.ErrUnsupported)
		})
	}
	if err != nil || !info.IsDir() {
		return s.file(arg, yield)
	}
	files, err := ingest.Files(arg)
	if err != nil {
		return page(func() (*hearsay.Capture, error) { return nil, err })
	}
	for _, file := range files {
		if ctx.Err() != nil || !s.file(file, yield) {
			return false
		}
	}
	return true
}

// file yields the page in a file, or the messages of an exported channel.
func (s *sources) file(path string, yield func(work.Input) bool) bool {
	if strings.EqualFold(filepath.Ext(path), ".json") {
		return each(path, ingest.Open(path, s.options), yield)
	}
	return yield(work.Input{Name: path, Capture: func() (*hearsay.Capture, error) { return ingest.OpenFile(path, s.options) }})
}

// scheme is how an address begins (RFC 3986, section 3.1).
var scheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*://`)

func isAddress(arg string) bool {
	lower := strings.ToLower(arg)
	return strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://")
}

// fetch gets a page; what the call says of all pages is known of it too.
func (s *sources) fetch(ctx context.Context, address string) (*hearsay.Capture, error) {
	c, err := s.fetcher.Fetch(ctx, address)
	if err != nil {
		return nil, err
	}
	return s.options.Complete(c), nil
}

// lines yields the pages of a --documents file, one a line.
func (s *sources) lines(name string, yield func(work.Input) bool) bool {
	in := s.stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return yield(work.Input{Name: name, Capture: func() (*hearsay.Capture, error) { return nil, fmt.Errorf("read documents: %w", err) }})
		}
		defer f.Close()
		in = f
	}
	return each(name, ingest.Lines(name, in, s.options), yield)
}

// each yields captures as inputs under their own names.
func each(name string, captures iter.Seq2[*hearsay.Capture, error], yield func(work.Input) bool) bool {
	for in := range work.Captures(captures) {
		if in.Name = cmp.Or(in.Name, name); !yield(in) {
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
func readAll(ctx context.Context, reader *claim.Reader, opt ingest.Options, jobs iter.Seq[work.Input]) iter.Seq[output] {
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
					done <- do(reader, opt, j)
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

func do(reader *claim.Reader, opt ingest.Options, in work.Input) output {
	c, err := in.Capture()
	if err != nil {
		return output{err: err}
	}
	d, err := ingest.Extract(c, opt)
	if err != nil {
		return output{err: err}
	}
	return output{reading: reader.Read(d)}
}
