package storetest

import (
	"context"
	"slices"
	"sync"
	"testing"

	"hearsay"
	"hearsay/store"
)

func testCounts(t *testing.T, s store.Store) {
	mustAdd(t, s, page("a", "A", "2031-05-01", mayor, denial), page("b", "B", "2031-06-01", unnamed), page("c", "", ""))
	find(t, s, store.Query{})
	got, err := s.Counts(t.Context())
	want := store.Counts{Pages: 3, Claims: 3, Speakers: 2, Captures: 3, From: "2031-05-01", To: "2031-06-01"}
	if err != nil || got != want {
		t.Errorf("%+v, %v; want %+v", got, err, want)
	}
}

// testVerify: a sound store has no breach, and the progress ends where it should.
func testVerify(t *testing.T, s store.Store) {
	mustAdd(t, s, append(made(20), page("a", "A", "2031-05-01", mayor))...)
	var done, all int64
	for breach := range s.Verify(t.Context(), func(d, a int64) { done, all = d, a }) {
		t.Error(breach)
	}
	if done != 21 || all != 21 {
		t.Errorf("progress ended at %d of %d", done, all)
	}
	sound(t, s)
}

// testReaders: who reads beside a writer sees whole pages only.
func testReaders(t *testing.T, s store.Store) {
	entries := made(200)
	ctx, stop := context.WithCancel(t.Context())
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			for ctx.Err() == nil {
				hits, err := s.Claims(t.Context(), store.Query{Limit: 5})
				if err != nil {
					t.Error(err)
					return
				}
				for i := range hits.Claims {
					if breaches := hearsay.Check(hits.Claims[i].Page.Reading); len(breaches) > 0 {
						t.Error(breaches)
						return
					}
				}
			}
		})
	}
	for batch := range slices.Chunk(entries, 10) {
		mustAdd(t, s, batch...)
	}
	stop()
	all.Wait()
	if counts, err := s.Counts(t.Context()); err != nil || counts.Pages != 200 {
		t.Errorf("%+v, %v", counts, err)
	}
}

// testCancelled: a call that is cancelled changes nothing and leaves the store of
// use.
func testCancelled(t *testing.T, s store.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Add(ctx, made(3)); err == nil {
		t.Error("added after it was cancelled")
	}
	if _, err := s.Claims(ctx, store.Query{}); err == nil {
		t.Error("searched after it was cancelled")
	}
	if got := mustAdd(t, s, made(3)...); len(got) != 3 || got[0] != store.Added {
		t.Errorf("after that: %v", got)
	}
}
