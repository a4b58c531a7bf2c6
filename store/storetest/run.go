package storetest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"hearsay/store"
)

// Open returns a new, empty store.
type Open func(t *testing.T) store.Store

// Run holds the stores that open returns to the contract.
func Run(t *testing.T, open func(t *testing.T) store.Store) {
	for _, group := range []struct {
		name  string
		tests map[string]func(*testing.T, Open)
	}{
		{"Add", addTests()}, {"Pages", pageTests()}, {"Search", searchTests()}, {"Facets", facetTests()}, {"Documents", documentTests()}, {"Speakers", speakerTests()},
		{"Marks", markTests()}, {"Reread", rereadTests()}, {"Feeds", feedTests()}, {"Jobs", jobTests()}, {"Keep", keepTests()}, {"AtOnce", atOnceTests()},
	} {
		t.Run(group.name, func(t *testing.T) {
			t.Parallel()
			for name, test := range group.tests {
				t.Run(name, func(t *testing.T) { test(t, open) })
			}
		})
	}
}

// opened is a new store that is closed when the test ends.
func opened(t *testing.T, open Open) store.Store {
	t.Helper()
	s := open(t)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

// must ends the test on an error.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wants reports an error that is not of the kind wanted.
func wants(t *testing.T, what string, err, kind error) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Errorf("%s: error %v, want %v", what, err, kind)
	}
}

// same reports values that differ; empty and nil lists are the same.
func same[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// add keeps entries and returns the outcomes.
func add(t *testing.T, s store.Store, entries ...store.Entry) []store.Outcome {
	t.Helper()
	outcomes, err := s.Add(t.Context(), entries)
	must(t, err)
	if len(outcomes) != len(entries) {
		t.Fatalf("%d outcomes of %d entries", len(outcomes), len(entries))
	}
	return outcomes
}

// shown is the page of an entry's document.
func shown(t *testing.T, s store.Store, e store.Entry) *store.Page {
	t.Helper()
	p, err := s.Page(t.Context(), e.Reading.Document.ID)
	must(t, err)
	return p
}

// found are the hits of a query.
func found(t *testing.T, s store.Store, q store.Query) *store.Hits {
	t.Helper()
	hits, err := s.Claims(t.Context(), q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	return hits
}

// ids are those of the claims found, in order.
func ids(hits *store.Hits) []string {
	var out []string
	for i := range hits.Claims {
		out = append(out, hits.Claims[i].Claim().ID)
	}
	return out
}

// moment is a time of whole milliseconds, as stores keep them.
func moment(minutes int) time.Time {
	return time.Date(2031, 5, 2, 8, 0, 0, 7e6, time.UTC).Add(time.Duration(minutes) * time.Minute)
}
