package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"hearsay"
	"hearsay/store"
	"hearsay/store/storegen"
)

func atOnceTests() map[string]func(*testing.T, Open) {
	return map[string]func(*testing.T, Open){
		"ReadersBesideWriter": atOnceReaders, "Leasers": atOnceLeasers, "ManyIterators": atOnceIterators, "Adders": atOnceAdders, "Rereader": atOnceRereader, "Cancelled": atOnceCancelled,
	}
}

// atOnceReaders reads beside one who writes: each page is whole or not there.
func atOnceReaders(t *testing.T, open Open) {
	s := opened(t, open)
	entries := slices.Collect(storegen.Pages(4, 36))
	var all sync.WaitGroup
	done := make(chan struct{})
	all.Go(func() {
		defer close(done)
		for part := range slices.Chunk(entries, 6) {
			if _, err := s.Add(t.Context(), part); err != nil {
				t.Error(err)
			}
		}
	})
	for range 3 {
		all.Go(func() {
			for n := 0; ; n++ {
				readAll(t, s, entries)
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	all.Wait()
	readAll(t, s, entries)
}

func readAll(t *testing.T, s store.Store, entries []store.Entry) {
	n := 0
	for p, err := range s.All(t.Context()) {
		if err != nil {
			t.Error(err)
			return
		}
		if got, want := len(p.Reading.Claims), len(entries[n].Reading.Claims); p.Document().ID != entries[n].Reading.Document.ID || got != want {
			t.Errorf("page %d: %d claims, want %d", n, got, want)
		}
		n++
	}
	if n%6 != 0 {
		t.Errorf("%d pages: part of a batch", n)
	}
	if _, err := s.Claims(t.Context(), store.Query{Words: "the"}); err != nil {
		t.Error(err)
	}
}

// atOnceLeasers leases from many at once: no job goes to two.
func atOnceLeasers(t *testing.T, open Open) {
	s := opened(t, open)
	const n = 120
	var jobs []store.Job
	for i := range n {
		jobs = append(jobs, item(fmt.Sprint(i)))
	}
	enqueue(t, s, jobs...)
	var mutex sync.Mutex
	times := map[int64]int{}
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			for {
				got, err := s.Lease(t.Context(), store.LeaseRequest{Limit: 3, Now: moment(1), For: time.Hour})
				if err != nil {
					t.Error(err)
				}
				if len(got) == 0 {
					return
				}
				mutex.Lock()
				for _, j := range got {
					times[j.ID]++
				}
				mutex.Unlock()
			}
		})
	}
	all.Wait()
	if len(times) != n {
		t.Errorf("%d of %d jobs were leased", len(times), n)
	}
	for id, k := range times {
		if k != 1 {
			t.Errorf("job %d was leased %d times", id, k)
		}
	}
}

// atOnceIterators walks through all pages from many at once, and reads inside each
// walk: none waits for another.
func atOnceIterators(t *testing.T, open Open) {
	s, entries, _ := generated(t, open, 20)
	for i := range entries[:5] {
		mark(t, s, entries[i].Reading.Claims[0].ID, store.MarkCited, "", 1)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	var started, all sync.WaitGroup
	started.Add(12)
	for range 12 {
		all.Go(func() {
			first := true
			for p, err := range s.All(ctx) {
				if first {
					first = false
					started.Done()
					started.Wait() // all of them hold a page now
				}
				if err == nil {
					_, err = s.Capture(ctx, p.ID)
				}
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
}

// atOnceAdders adds the same pages from many at once: each is added once.
func atOnceAdders(t *testing.T, open Open) {
	s := opened(t, open)
	var mutex sync.Mutex
	outcomes := map[store.Outcome]int{}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for e := range storegen.Pages(6, 12) {
				got, err := s.Add(t.Context(), []store.Entry{e})
				if err != nil {
					t.Error(err)
					return
				}
				mutex.Lock()
				outcomes[got[0]]++
				mutex.Unlock()
			}
		})
	}
	all.Wait()
	same(t, "outcomes", outcomes, map[store.Outcome]int{store.Added: 12, store.Known: 36})
	same(t, "pages", counts(t, s).Pages, int64(12))
}

// atOnceRereader searches while pages are reread: what is found has what was asked.
func atOnceRereader(t *testing.T, open Open) {
	s := opened(t, open)
	one, two := bridge(), bridge() // the claims change places
	two.Model, two.Said = "2", []Said{bridge().Said[1], bridge().Said[0]}
	add(t, s, one.Entry())
	must(t, s.Index(t.Context(), nil))
	page := shown(t, s, one.Entry()).ID
	var all sync.WaitGroup
	done := make(chan struct{})
	all.Go(func() {
		defer close(done)
		for i := range 30 {
			again := []store.Again{{Page: page, Reading: []Draft{two, one}[i%2].Reading(), Extractor: fmt.Sprint(i)}}
			if err := s.Reread(t.Context(), again); err != nil {
				t.Error(err)
			}
		}
	})
	for range 2 {
		all.Go(func() {
			for {
				hits, err := s.Claims(t.Context(), store.Query{Words: "cracks"})
				if err != nil {
					t.Error(err)
					return
				}
				for i := range hits.Claims {
					if c := hits.Claims[i].Claim(); c.Stance != hearsay.Denies {
						t.Errorf("found %s, which is another claim", c.ID)
					}
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	all.Wait()
}

// atOnceCancelled uses a store with a context that has ended, and then with one
// that has not.
func atOnceCancelled(t *testing.T, open Open) {
	s := opened(t, open)
	add(t, s, ferry().Entry())
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	document, claim := ferry().Reading().Document.ID, ferry().Reading().Claims[0].ID
	for what, do := range map[string]func() error{
		"add":       func() error { _, err := s.Add(gone, []store.Entry{bridge().Entry()}); return err },
		"seen":      func() error { _, err := s.Seen(gone, ferry().Entry().Capture); return err },
		"index":     func() error { return s.Index(gone, nil) },
		"page":      func() error { _, err := s.Page(gone, document); return err },
		"claim":     func() error { _, err := s.Claim(gone, claim); return err },
		"claims":    func() error { _, err := s.Claims(gone, store.Query{}); return err },
		"documents": func() error { _, err := s.Documents(gone, store.Query{}); return err },
		"counts":    func() error { _, err := s.Counts(gone); return err },
		"mark":      func() error { return s.Mark(gone, store.Mark{Claim: claim, Kind: store.MarkCited}) },
		"enqueue":   func() error { return s.Enqueue(gone, []store.Job{item("a")}) },
		"lease":     func() error { _, err := s.Lease(gone, store.LeaseRequest{Limit: 1, Now: moment(1)}); return err },
		"all": func() (last error) {
			for _, err := range s.All(gone) {
				last = err
			}
			return last
		},
		"verify": func() (last error) {
			for err := range s.Verify(gone, nil) {
				last = err
			}
			return last
		},
	} {
		if err := do(); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: error %v, want that the context was cancelled", what, err)
		}
	}
	same(t, "later", add(t, s, bridge().Entry()), []store.Outcome{store.Added})
	same(t, "found", found(t, s, store.Query{}).Total, 5)
	same(t, "marks", len(shown(t, s, ferry().Entry()).Marks), 0)
}
