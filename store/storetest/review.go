package storetest

import (
	"errors"
	"slices"
	"testing"

	"hearsay"
	"hearsay/store"
)

// reread is a new reading of an entry's page in which some claims are gone.
func reread(t *testing.T, s store.Store, e store.Entry, keep ...int) store.Again {
	t.Helper()
	p := mustPage(t, s, e.Reading.Document.ID)
	r := *p.Reading
	r.Claims, r.Flags = nil, nil
	for _, i := range keep {
		r.Claims = append(r.Claims, e.Reading.Claims[i])
	}
	r.Model.Version = "made-2"
	return store.Again{Page: p.ID, Reading: &r, Extractor: "made-2", Made: noon}
}

func mustReread(t *testing.T, s store.Store, again ...store.Again) {
	t.Helper()
	if err := s.Reread(t.Context(), again); err != nil {
		t.Fatal(err)
	}
}

// testReread: the reading of an unmarked page is replaced at once, and the ids of
// the one before go on resolving.
func testReread(t *testing.T, s store.Store) {
	e := page("quay", "A", "2031-05-01", mayor, denial)
	mustAdd(t, s, e)
	gone := e.Reading.Claims[1].ID
	find(t, s, store.Query{}) // which puts it into the index
	mustReread(t, s, reread(t, s, e, 0))
	if got := find(t, s, store.Query{}); !slices.Equal(got, []string{e.Reading.Claims[0].ID}) {
		t.Errorf("shown: %v", got)
	}
	if got := find(t, s, store.Query{Words: "missing"}); got != nil {
		t.Errorf("words of a claim that is gone find %v", got)
	}
	cited, err := s.Claim(t.Context(), gone)
	if err != nil || cited.Current || cited.Page.Shown || cited.Claim.ID != gone {
		t.Errorf("the old id: %+v, %v", cited, err)
	}
	if sp, err := s.Speakers(t.Context(), "harbour", 5); err != nil || len(sp) != 0 {
		t.Errorf("a speaker without a claim: %v, %v", sp, err)
	}
	sound(t, s)
}

// testMarks: a marked claim stays with its reading; a newer one waits.
func testMarks(t *testing.T, s store.Store) {
	e := page("quay", "A", "2031-05-01", mayor, denial)
	mustAdd(t, s, e)
	marked := e.Reading.Claims[1].ID
	m := store.Mark{Claim: marked, Kind: store.MarkCited, Note: "in the annual report", At: noon}
	for range 2 {
		if err := s.Mark(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Mark(t.Context(), store.Mark{Claim: "c:000000000000000000000000", Kind: store.MarkCited, At: noon}); !errors.Is(err, hearsay.ErrNotFound) {
		t.Errorf("a mark on nothing: %v", err)
	}
	if got := mustPage(t, s, e.Reading.Document.ID).MarksOf(marked); len(got) != 1 || got[0] != m {
		t.Errorf("marks: %+v", got)
	}
	same := reread(t, s, e, 0, 1)
	mustReread(t, s, same)
	if n := proposals(t, s); n != 0 {
		t.Errorf("%d proposals for a reading with the same claims", n)
	}
	mustReread(t, s, reread(t, s, e, 0))
	if n := proposals(t, s); n != 1 {
		t.Fatalf("%d proposals", n)
	}
	p := mustPage(t, s, e.Reading.Document.ID)
	if !p.Proposed || len(p.Reading.Claims) != 2 || len(find(t, s, store.Query{})) != 2 {
		t.Errorf("shown before it is accepted: %+v", p)
	}
	if err := s.Accept(t.Context(), p.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.Accept(t.Context(), p.ID); !errors.Is(err, hearsay.ErrConflict) {
		t.Errorf("accepted twice: %v", err)
	}
	if got := find(t, s, store.Query{}); len(got) != 1 {
		t.Errorf("after accepting: %v", got)
	}
	cited, err := s.Claim(t.Context(), marked)
	if err != nil || cited.Current || len(cited.Page.Reading.Claims) != 2 || len(cited.Page.Marks) != 1 {
		t.Errorf("the marked claim: %+v, %v", cited, err)
	}
	if err := s.Unmark(t.Context(), marked, store.MarkCited); err != nil {
		t.Fatal(err)
	}
	if got := mustPage(t, s, e.Reading.Document.ID).Marks; len(got) != 0 {
		t.Errorf("after unmarking: %v", got)
	}
	sound(t, s)
}

func proposals(t *testing.T, s store.Store) (n int) {
	t.Helper()
	for p, err := range s.Proposals(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if p.New == nil || p.Page.Reading == nil {
			t.Errorf("an empty proposal: %+v", p)
		}
		n++
	}
	return n
}

// testOutdated: what another version made is listed until it is read again; what is
// stopped goes on.
func testOutdated(t *testing.T, s store.Store) {
	var entries []store.Entry
	for _, name := range []string{"a", "b", "c", "d"} {
		entries = append(entries, page(name, "A", "2031-05-01", mayor))
	}
	mustAdd(t, s, entries...)
	now := store.Maker{Extractor: "made-2", Model: hearsay.Model{Name: "en", Version: "made-2", SHA256: entries[0].Reading.Model.SHA256}}
	left := func() (n int) {
		for _, err := range s.Outdated(t.Context(), now, 0) {
			if err != nil {
				t.Fatal(err)
			}
			n++
		}
		return n
	}
	if left() != 4 {
		t.Errorf("%d outdated", left())
	}
	mustReread(t, s, reread(t, s, entries[0], 0), reread(t, s, entries[2], 0))
	if left() != 2 {
		t.Errorf("%d outdated after two were read", left())
	}
	for p, err := range s.Outdated(t.Context(), now, 0) { // what is done with them may write
		if err != nil {
			t.Fatal(err)
		}
		r := *p.Reading
		r.Model.Version = "made-2"
		mustReread(t, s, store.Again{Page: p.ID, Reading: &r, Extractor: "made-2", Made: noon})
	}
	if left() != 0 {
		t.Errorf("%d outdated at the end", left())
	}
}

// sound holds the store against its own laws.
func sound(t *testing.T, s store.Store) {
	t.Helper()
	for breach := range s.Verify(t.Context(), nil) {
		t.Errorf("verify: %v", breach)
	}
}
