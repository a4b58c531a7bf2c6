package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"sync"

	"github.com/spf13/cobra"

	"hearsay/models"
	"hearsay/nlp"
)

// tagFlags are the flags of hearsay tag.
type tagFlags struct {
	pretokenized, sentences bool
	workers                 int
}

func newTag() *cobra.Command {
	var f tagFlags
	cmd := &cobra.Command{
		Use:   "tag --pretokenized [--sentences] [FILE|-]",
		Short: "Tag, parse and name the words of given sentences",
		Long: `Tag reads JSON Lines {"tokens":["The","mayor","said",…]}, a paragraph a line, or with
--sentences exactly one sentence a line, from a file or standard input, and writes
line for line the tokens with their universal parts of speech (upos), the head of
each (heads, counted from 1 within its sentence, 0 for the root), universal
dependency relations (deprels), the sentences found, names (PER LOC ORG OTH in BIO)
and claims in BIO: these are all "O", for claims are not found here yet. Tokens are
never split again; quotes and brackets may be written as in the Penn treebank or
plainly. A line that cannot be read is named on standard error, and has an answer
without tokens in its place.`,
		Example: `  hearsay tag --pretokenized paragraphs.jsonl > tagged.jsonl
  echo '{"tokens":["Ferries","stopped",",","she","said","."]}' | hearsay tag --pretokenized --sentences`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !f.pretokenized {
				return errors.New("tag reads tokens that are given: say --pretokenized (for raw text, there is hearsay read)")
			}
			if f.workers < 1 {
				return fmt.Errorf("--workers %d: 1 at least", f.workers)
			}
			in, name := cmd.InOrStdin(), "standard input"
			if len(args) == 1 && args[0] != "-" {
				name = args[0]
				file, err := openTokens(name)
				if err != nil {
					return failure{fmt.Errorf("%s: %w", name, err)}
				}
				defer file.Close()
				in = file
			}
			model, err := nlp.Load(models.English)
			if err != nil {
				return failure{err}
			}
			bad := 0
			err = tagAll(cmd.Context(), model, f, in, cmd.OutOrStdout(), func(err error) {
				bad++
				fmt.Fprintf(cmd.ErrOrStderr(), "hearsay: %s: %v\n", name, err)
			})
			if err != nil {
				return failure{fmt.Errorf("%s: %w", name, err)}
			}
			if bad > 0 {
				return errInputs
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&f.pretokenized, "pretokenized", false, `the input is JSON Lines {"tokens":[…]}`)
	cmd.Flags().BoolVar(&f.sentences, "sentences", false, "each line is exactly one sentence")
	cmd.Flags().IntVar(&f.workers, "workers", runtime.GOMAXPROCS(0), "lines are worked on side by side; the outcome is the same for any number")
	return cmd
}

// openTokens opens a file to read.
func openTokens(name string) (*os.File, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errors.New("no such file")
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errors.New("it is a folder; tag reads one file")
	}
	return os.Open(name)
}

// tagLines is some lines on their way through a worker.
type tagLines struct {
	first int // number of the first line
	lines [][]byte
	bytes []byte // what the lines lie in
	out   []byte
	bad   []error // of lines that could not be read
	done  chan struct{}
}

const (
	linesAtOnce = 256
	bytesAtOnce = 1 << 18
	maxLine     = 64 << 20
)

// tagAll reads lines, lets workers tag them, and writes them in their order; what was
// wrong with a line is reported when its answer is written. It does not wait for a
// reader that waits for input when the work ends early.
func tagAll(ctx context.Context, model *nlp.Model, f tagFlags, in io.Reader, out io.Writer, report func(error)) error {
	inner, stop := context.WithCancel(ctx)
	defer stop()
	work, order := make(chan *tagLines), make(chan *tagLines, 2*f.workers)
	pool := sync.Pool{New: func() any { return new(tagLines) }}
	reading := make(chan error, 1)
	go func() {
		defer close(order)
		defer close(work)
		reading <- readTagLines(in, &pool, func(t *tagLines) bool {
			for _, to := range []chan *tagLines{order, work} {
				select {
				case to <- t:
				case <-inner.Done():
					return false
				}
			}
			return true
		})
	}()
	for range f.workers {
		go func() {
			t := newTagger(model, f.sentences)
			for l := range work {
				t.tag(l)
				close(l.done)
			}
		}()
	}
	if err := writeTagLines(inner, order, &pool, out, report); err != nil {
		return err
	}
	return <-reading
}

// readTagLines cuts the input into parts of whole lines. A part ends where there is
// nothing more to read yet, so that who writes a line gets its answer.
func readTagLines(in io.Reader, pool *sync.Pool, send func(*tagLines) bool) error {
	lines := bufio.NewReaderSize(in, 1<<16)
	number := 1
	for {
		t := pool.Get().(*tagLines)
		*t = tagLines{first: number, lines: t.lines[:0], bytes: t.bytes[:0], out: t.out[:0], bad: t.bad[:0], done: make(chan struct{})}
		err := t.fill(lines)
		number += len(t.lines)
		if len(t.lines) > 0 && !send(t) || err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
	}
}

// fill reads whole lines: some, and no more than are there.
func (t *tagLines) fill(in *bufio.Reader) (err error) {
	var ends []int
	for start := 0; err == nil; {
		var piece []byte
		piece, err = in.ReadSlice('\n')
		if t.first == 1 && len(t.bytes) == 0 {
			piece = bytes.TrimPrefix(piece, []byte("\ufeff"))
		}
		t.bytes = append(t.bytes, piece...)
		switch {
		case len(t.bytes)-start > maxLine:
			err = fmt.Errorf("it is longer than %d MiB", maxLine>>20)
		case err == bufio.ErrBufferFull:
			err = nil
			continue
		case len(t.bytes) > start && (err == nil || err == io.EOF):
			start = len(t.bytes)
			ends = append(ends, start)
		}
		if in.Buffered() == 0 || len(ends) == linesAtOnce || len(t.bytes) > bytesAtOnce {
			break
		}
	}
	from := 0
	for _, to := range ends {
		t.lines = append(t.lines, t.bytes[from:to])
		from = to
	}
	return err
}

func writeTagLines(ctx context.Context, order <-chan *tagLines, pool *sync.Pool, out io.Writer, report func(error)) error {
	for {
		var t *tagLines
		select {
		case t = <-order:
		case <-ctx.Done():
			return errStopped
		}
		switch {
		case t == nil && ctx.Err() != nil: // the reader was stopped, it is not at its end
			return errStopped
		case t == nil:
			return nil
		}
		select {
		case <-t.done:
		case <-ctx.Done():
			return errStopped
		}
		if _, err := out.Write(t.out); err != nil {
			return fmt.Errorf("write: %w", err)
		}
		for _, err := range t.bad {
			report(err)
		}
		pool.Put(t)
	}
}

// errStopped says that the user stopped the work.
var errStopped = errors.New("stopped")

// tagger is one worker: a part's sentences are annotated together.
type tagger struct {
	annotator    *nlp.Annotator
	labels       quotedLabels
	oneSentence  bool
	words        []string
	lineEnds     []int // in words
	sentenceEnds []int // in words
	split        *nlp.Splitter
	segments     nlp.Segmentation
	annotation   nlp.Annotation
	record       struct {
		Tokens []*string `json:"tokens"` // nil for null
	}
}

func newTagger(m *nlp.Model, oneSentence bool) *tagger {
	return &tagger{annotator: m.Annotator(), labels: quoted(m.Labels()), oneSentence: oneSentence, split: m.Splitter()}
}

func (t *tagger) tag(l *tagLines) {
	t.words, t.lineEnds, t.sentenceEnds = t.words[:0], t.lineEnds[:0], t.sentenceEnds[:0]
	for i, line := range l.lines {
		// One nil stays where a line has no tokens.
		t.record.Tokens = append(t.record.Tokens[:0], nil)
		if err := json.Unmarshal(line, &t.record); err != nil || t.record.Tokens == nil || slices.Contains(t.record.Tokens, nil) {
			l.bad = append(l.bad, badTokens(l.first+i, line, err))
			t.record.Tokens = t.record.Tokens[:0]
		}
		start := len(t.words)
		for _, word := range t.record.Tokens {
			t.words = append(t.words, *word)
		}
		t.lineEnds = append(t.lineEnds, len(t.words))
		if t.oneSentence {
			if len(t.words) > start {
				t.sentenceEnds = append(t.sentenceEnds, len(t.words))
			}
			continue
		}
		t.split.Sentences(&t.segments, t.words[start:])
		for _, s := range t.segments.Sentences {
			t.sentenceEnds = append(t.sentenceEnds, start+s.End)
		}
	}
	t.annotator.Annotate(&t.annotation, t.words, t.sentenceEnds)
	l.out = t.write(l.out)
}

// badTokens says what is wrong with a line.
func badTokens(number int, line []byte, err error) error {
	var kind *json.UnmarshalTypeError
	switch {
	case len(bytes.TrimSpace(line)) == 0:
		err = errors.New("it is empty")
	case errors.As(err, &kind):
		err = fmt.Errorf("%s where something else is needed", kind.Value)
	case err == nil:
		err = errors.New("it has no tokens, or one of them is null")
	}
	return fmt.Errorf(`line %d: %w; a line is {"tokens":["The","mayor",…]}`, number, err)
}
