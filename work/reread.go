package work

import (
	"context"
	"iter"

	"hearsay/ingest"
	"hearsay/store"
)

// Reread makes the documents and readings anew of all pages that another version
// made, in batches; whoever stops it goes on there the next time.
func (k *Intake) Reread(ctx context.Context, pages store.Pages) iter.Seq[Result] {
	const batch = 32
	return func(yield func(Result) bool) {
		maker := store.Maker{Extractor: ingest.Extractor, Model: k.Reader.Model()}
		var again []store.Again
		var results []Result
		flush := func() bool {
			if len(again) > 0 {
				err := k.Store.Reread(ctx, again)
				for i := range results {
					results[i].Err = err
				}
			}
			for _, r := range results {
				if !yield(r) {
					return false
				}
			}
			again, results = nil, nil
			return true
		}
		for p, err := range k.Store.Outdated(ctx, maker, 0) {
			if ctx.Err() != nil {
				return
			}
			var a store.Again
			if err == nil {
				a, err = k.again(ctx, pages, p)
			}
			if err != nil {
				if !yield(Result{Err: err}) {
					return
				}
				continue
			}
			again = append(again, a)
			results = append(results, Result{Input: p.Capture.Input, Outcome: store.Added, Document: a.Reading.Document.ID, Claims: len(a.Reading.Claims)})
			if len(again) == batch && !flush() {
				return
			}
		}
		flush()
	}
}

// again reads a kept page from its bytes.
func (k *Intake) again(ctx context.Context, pages store.Pages, p *store.Page) (store.Again, error) {
	c, err := pages.Capture(ctx, p.ID)
	if err != nil {
		return store.Again{}, err
	}
	d, err := ingest.Extract(c, k.Options)
	if err != nil {
		return store.Again{}, err
	}
	return store.Again{Page: p.ID, Reading: k.Reader.Read(d), Extractor: ingest.Extractor, Made: k.Now()}, nil
}
