package work

import (
	"context"
	"iter"
	"runtime"
	"time"

	"hearsay"
	"hearsay/claim"
	"hearsay/ingest"
	"hearsay/store"
)

// Intake reads captures and keeps them.
type Intake struct {
	Store   store.Adder
	Reader  *claim.Reader
	Options ingest.Options   // with which captures are extracted
	Now     func() time.Time // when readings are said to be made
}

// Input is a page to be taken in.
type Input struct {
	Name    string
	Feed    string                           // the feed that led to it, "" for none
	Capture func() (*hearsay.Capture, error) // called once, on any goroutine
}

// Result says what became of an input.
type Result struct {
	Input    string
	Outcome  store.Outcome
	Document string // id
	Claims   int
	Unread   string // why nothing was looked for in the page, "" where it was read
	Err      error
}

// A batch is written when it has so many pages or bytes, or when its oldest page
// has waited so long.
const (
	batchPages = 128
	batchBytes = 8 << 20
	batchWait  = 300 * time.Millisecond
)

// Add reads the inputs on all cores and keeps them in batches; while one batch is
// written the next is gathered. Results come in the order of the inputs; one that
// comes without an error is on disk.
func (k *Intake) Add(ctx context.Context, inputs iter.Seq[Input]) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		full := make(chan batch)
		go gather(ctx, k.read(ctx, inputs), full)
		for b := range full {
			for _, r := range k.keep(ctx, b) {
				if !yield(r) {
					return
				}
			}
		}
	}
}

// gather makes batches of what is read, in its order.
func gather(ctx context.Context, ready <-chan chan taken, full chan<- batch) {
	defer close(full)
	tick := time.NewTicker(batchWait)
	defer tick.Stop()
	var b batch
	var next chan taken // the one whose turn it is, nil to be fetched
	pass := func() bool {
		if len(b.results) == 0 {
			return true
		}
		select {
		case full <- b:
			b = batch{}
			return true
		case <-ctx.Done():
			return false
		}
	}
	for {
		from := ready
		if next != nil {
			from = nil
		}
		select {
		case n, open := <-from:
			if !open {
				pass()
				return
			}
			next = n
		case t := <-next:
			next = nil
			if b.take(t); b.isFull() && !pass() {
				return
			}
		case <-tick.C:
			if !pass() {
				return
			}
		}
	}
}

// taken is an input that was read, or not: because it is known, or failed.
type taken struct {
	result Result
	entry  *store.Entry
}

// read reads inputs on all cores; at most two a core are under way or waiting.
func (k *Intake) read(ctx context.Context, inputs iter.Seq[Input]) <-chan chan taken {
	cores := runtime.GOMAXPROCS(0)
	queue := make(chan chan taken, 2*cores)
	go func() {
		defer close(queue)
		slots := make(chan struct{}, cores)
		for in := range inputs {
			done := make(chan taken, 1)
			select {
			case queue <- done:
			case <-ctx.Done():
				return
			}
			slots <- struct{}{}
			go func() {
				defer func() { <-slots }()
				done <- k.one(ctx, in)
			}()
		}
	}()
	return queue
}

// one reads one input, unless it is known.
func (k *Intake) one(ctx context.Context, in Input) taken {
	failed := func(err error) taken { return taken{result: Result{Input: in.Name, Err: err}} }
	c, err := in.Capture()
	if err != nil {
		return failed(err)
	}
	known, err := k.Store.Seen(ctx, c)
	if err != nil {
		return failed(err)
	}
	if known != "" {
		return taken{result: Result{Input: in.Name, Outcome: store.Known, Document: known}}
	}
	d, err := ingest.Extract(c, k.Options)
	if err != nil {
		return failed(err)
	}
	r := k.Reader.Read(d)
	return taken{Result{Input: in.Name, Document: d.ID, Claims: len(r.Claims), Unread: r.Unread()}, &store.Entry{Capture: c, Reading: r, Extractor: ingest.Extractor, Feed: in.Feed, Made: k.Now()}}
}

// batch is what is to be kept in one transaction.
type batch struct {
	results []Result
	at      []int // for each entry the place of its result
	entries []store.Entry
	bytes   int
}

func (b *batch) take(t taken) {
	b.results = append(b.results, t.result)
	if t.entry != nil {
		b.at = append(b.at, len(b.results)-1)
		b.entries = append(b.entries, *t.entry)
		b.bytes += len(t.entry.Capture.Data) + len(t.entry.Reading.Document.Text)
	}
}

func (b *batch) isFull() bool {
	return len(b.entries) >= batchPages || b.bytes >= batchBytes || len(b.results) >= 8*batchPages
}

// keep writes a batch. What was read before a call is cancelled is still kept.
func (k *Intake) keep(ctx context.Context, b batch) []Result {
	if len(b.entries) == 0 {
		return b.results
	}
	outcomes, err := k.Store.Add(context.WithoutCancel(ctx), b.entries)
	for i, at := range b.at {
		if b.results[at].Err = err; err == nil {
			b.results[at].Outcome = outcomes[i]
		}
	}
	return b.results
}

// Captures makes inputs of captures that are at hand.
func Captures(captures iter.Seq2[*hearsay.Capture, error]) iter.Seq[Input] {
	return func(yield func(Input) bool) {
		for c, err := range captures {
			in := Input{Capture: func() (*hearsay.Capture, error) { return c, err }}
			if c != nil {
				in.Name = c.Input
			}
			if !yield(in) {
				return
			}
		}
	}
}
