package work

import (
	"context"
	"iter"

	"hearsay/ingest"
	"hearsay/store"
)

// rereadBatch is how many pages are written in one transaction.
const rereadBatch = 32

// Reread makes the documents and readings anew of all pages that another version
// made, in batches; whoever stops it goes on there the next time.
func (k *Intake) Reread(ctx context.Context, pages store.Pages) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		maker := store.Maker{Extractor: ingest.Extractor, Model: k.Reader.Model()}
		b := rereading{intake: k}
		for p, err := range k.Store.Outdated(ctx, maker, 0) {
			if ctx.Err() != nil {
				return
			}
			if err == nil {
				err = b.take(ctx, pages, p)
			}
			if err != nil && !yield(Result{Err: err}) || len(b.again) == rereadBatch && !b.keep(ctx, yield) {
				return
			}
		}
		b.keep(ctx, yield)
	}
}

// rereading is a batch of pages that were read again.
type rereading struct {
	intake  *Intake
	again   []store.Again
	results []Result
}

// take reads a kept page from its bytes.
func (b *rereading) take(ctx context.Context, pages store.Pages, p *store.Page) error {
	c, err := pages.Capture(ctx, p.ID)
	if err != nil {
		return err
	}
	d, err := ingest.Extract(c, b.intake.Options)
	if err != nil {
		return err
	}
	r := b.intake.Reader.Read(d)
	b.again = append(b.again, store.Again{Page: p.ID, Reading: r, Extractor: ingest.Extractor, Made: b.intake.Now()})
	b.results = append(b.results, Result{Input: c.Input, Outcome: store.Added, Document: d.ID, Claims: len(r.Claims), Unread: r.Unread()})
	return nil
}

// keep writes the batch and reports it; false when nobody wants to hear more.
func (b *rereading) keep(ctx context.Context, yield func(Result) bool) bool {
	var err error
	if len(b.again) > 0 {
		err = b.intake.Store.Reread(ctx, b.again)
	}
	results := b.results
	b.again, b.results = nil, nil
	for _, r := range results {
		if r.Err = err; !yield(r) {
			return false
		}
	}
	return true
}
