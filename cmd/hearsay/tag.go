package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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
and claims in BIO. Tokens are never split again; quotes and brackets may be written
as in the Penn treebank or plainly.`,
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
			in := cmd.InOrStdin()
			if len(args) == 1 && args[0] != "-" {
				file, err := os.Open(args[0])
				if err != nil {
					return failure{fmt.Errorf("open tokens: %w", err)}
				}
				defer file.Close()
				in = file
			}
			model, err := nlp.Load(models.English)
			if err != nil {
				return failure{err}
			}
			return failed(tagAll(cmd.Context(), model, f, in, cmd.OutOrStdout()))
		},
	}
	cmd.Flags().BoolVar(&f.pretokenized, "pretokenized", false, `the input is JSON Lines {"tokens":[…]}`)
	cmd.Flags().BoolVar(&f.sentences, "sentences", false, "each line is exactly one sentence")
	cmd.Flags().IntVar(&f.workers, "workers", runtime.GOMAXPROCS(0), "lines are worked on side by side; the outcome is the same for any number")
	return cmd
}

// failed makes what came of work a failure of the work.
func failed(err error) error {
	if err != nil {
		return failure{err}
	}
	return nil
}

// tagLines is some lines on their way through a worker.
type tagLines struct {
	first int // number of the first line
	lines [][]byte
	bytes []byte // what the lines lie in
	out   []byte
	err   error
	done  chan struct{}
}

const (
	linesAtOnce = 256
	bytesAtOnce = 1 << 18
	maxLine     = 64 << 20
)

// tagAll reads lines, lets workers tag them, and writes them in their order. It does
// not wait for a reader that waits for input when the work ends early.
func tagAll(ctx context.Context, model *nlp.Model, f tagFlags, in io.Reader, out io.Writer) error {
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
	if err := writeTagLines(inner, order, &pool, out); err != nil {
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
		*t = tagLines{first: number, lines: t.lines[:0], bytes: t.bytes[:0], out: t.out[:0], done: make(chan struct{})}
		err := t.fill(lines)
		number += len(t.lines)
		if len(t.lines) > 0 && !send(t) || err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read tokens: line %d: %w", number, err)
		}
	}
}

// fill reads whole lines: some, and no more than are there.
func (t *tagLines) fill(in *bufio.Reader) (err error) {
	var ends []int
	for start := 0; err == nil; {
		var piece []byte
		piece, err = in.ReadSlice('\n')
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

func writeTagLines(ctx context.Context, order <-chan *tagLines, pool *sync.Pool, out io.Writer) error {
	for {
		var t *tagLines
		select {
		case t = <-order:
		case <-ctx.Done():
			return errStopped
		}
		if t == nil {
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
		if t.err != nil {
			return t.err
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
			l.err = badTokens(l.first+i, line, err)
			break
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
	if len(bytes.TrimSpace(line)) == 0 {
		err = errors.New("it is empty")
	} else if err == nil {
		err = errors.New("it has no tokens, or one is null")
	}
	return fmt.Errorf(`read tokens: line %d: %w; a line is {"tokens":["The","mayor",…]}`, number, err)
}
