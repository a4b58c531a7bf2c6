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

// tagAll reads lines, lets workers tag them, and writes them in their order.
func tagAll(ctx context.Context, model *nlp.Model, f tagFlags, in io.Reader, out io.Writer) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	work, order := make(chan *tagLines), make(chan *tagLines, 2*f.workers)
	pool := sync.Pool{New: func() any { return new(tagLines) }}
	var reading error
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(order)
		defer close(work)
		reading = readTagLines(in, &pool, func(t *tagLines) bool {
			select {
			case order <- t:
			case <-ctx.Done():
				return false
			}
			select {
			case work <- t:
			case <-ctx.Done():
				close(t.done)
				return false
			}
			return true
		})
	})
	for range f.workers {
		wg.Go(func() {
			t := newTagger(model, f.sentences)
			for l := range work {
				t.tag(l)
				close(l.done)
			}
		})
	}
	err := writeTagLines(order, &pool, out)
	stop()
	wg.Wait()
	return errors.Join(err, reading)
}

// readTagLines cuts the input into parts of whole lines.
func readTagLines(in io.Reader, pool *sync.Pool, send func(*tagLines) bool) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 1<<16), maxLine)
	next := func(first int) *tagLines {
		t := pool.Get().(*tagLines)
		*t = tagLines{first: first, lines: t.lines[:0], bytes: t.bytes[:0], out: t.out[:0], done: make(chan struct{})}
		return t
	}
	n := 1
	part := next(n)
	var ends []int
	flush := func() bool {
		from := 0
		for _, to := range ends {
			part.lines = append(part.lines, part.bytes[from:to])
			from = to
		}
		ends = ends[:0]
		ok := send(part)
		part = next(n)
		return ok
	}
	for lines.Scan() {
		part.bytes = append(part.bytes, lines.Bytes()...)
		ends = append(ends, len(part.bytes))
		n++
		if (len(ends) == linesAtOnce || len(part.bytes) > bytesAtOnce) && !flush() {
			return nil
		}
	}
	if len(ends) > 0 && !flush() {
		return nil
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read tokens: line %d: %w", n, err)
	}
	return nil
}

func writeTagLines(order <-chan *tagLines, pool *sync.Pool, out io.Writer) error {
	for t := range order {
		<-t.done
		if _, err := out.Write(t.out); err != nil {
			return fmt.Errorf("write: %w", err)
		}
		if t.err != nil {
			return t.err
		}
		pool.Put(t)
	}
	return nil
}

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
		Tokens []string `json:"tokens"`
	}
}

func newTagger(m *nlp.Model, oneSentence bool) *tagger {
	return &tagger{annotator: m.Annotator(), labels: quoted(m.Labels()), oneSentence: oneSentence, split: m.Splitter()}
}

func (t *tagger) tag(l *tagLines) {
	t.words, t.lineEnds, t.sentenceEnds = t.words[:0], t.lineEnds[:0], t.sentenceEnds[:0]
	for i, line := range l.lines {
		t.record.Tokens = append(t.record.Tokens[:0], absent)
		if err := json.Unmarshal(line, &t.record); err != nil || t.record.Tokens == nil || slices.Contains(t.record.Tokens, absent) {
			l.err = badTokens(l.first+i, line, err)
			break
		}
		start := len(t.words)
		t.words = append(t.words, t.record.Tokens...)
		t.lineEnds = append(t.lineEnds, len(t.words))
		if t.oneSentence {
			t.sentenceEnds = append(t.sentenceEnds, len(t.words))
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

// absent stays where a line has no tokens: no string of JSON is it, for it is no UTF-8.
const absent = "\xff"

// badTokens says what is wrong with a line.
func badTokens(number int, line []byte, err error) error {
	if len(bytes.TrimSpace(line)) == 0 {
		err = errors.New("it is empty")
	} else if err == nil {
		err = errors.New("it has no tokens")
	}
	return fmt.Errorf(`read tokens: line %d: %w; a line is {"tokens":["The","mayor",…]}`, number, err)
}
