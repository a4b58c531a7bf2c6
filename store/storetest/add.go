package storetest

import (
	"fmt"
	"testing"

	"hearsay"
	"hearsay/store"
)

func addTests() map[string]func(*testing.T, Open) {
	return map[string]func(*testing.T, Open){
		"Twice": addTwice, "OtherPath": addOtherPath, "Recapture": addRecapture, "SameBytesKnownOtherwise": addSameBytes,
		"TwinsInBatch": addTwins, "NothingToAdd": addNothing, "RefusesUnlawful": addUnlawful, "AllOrNothing": addAllOrNothing, "Seen": addSeen, "SameWordsElsewhere": addElsewhere,
	}
}

func counts(t *testing.T, s store.Store) store.Counts {
	t.Helper()
	must(t, s.Index(t.Context(), nil))
	c, err := s.Counts(t.Context())
	must(t, err)
	return c
}

func addTwice(t *testing.T, open Open) {
	s := opened(t, open)
	same(t, "first", add(t, s, ferry().Entry()), []store.Outcome{store.Added})
	before, page := counts(t, s), shown(t, s, ferry().Entry())
	again := ferry().Entry()
	again.Capture.Time, again.Made = moment(60), moment(61) // a time makes no other capture
	same(t, "second", add(t, s, again), []store.Outcome{store.Known})
	same(t, "counts", counts(t, s), before)
	same(t, "page", shown(t, s, again), page)
	same(t, "claims found", found(t, s, store.Query{}).Total, 3)
}

// addOtherPath adds one file under two names: the name makes no other capture.
func addOtherPath(t *testing.T, open Open) {
	s := opened(t, open)
	d := ferry()
	d.URL = ""
	a, b := d.Entry(), d.Entry()
	a.Capture.Input, b.Capture.Input = "a/fares.txt", "b/copy of fares.txt"
	b.Reading.Document.Input = b.Capture.Input
	same(t, "outcomes", add(t, s, a, b), []store.Outcome{store.Added, store.Known})
	same(t, "captures", counts(t, s).Captures, int64(1))
	same(t, "input", shown(t, s, a).Capture.Input, "a/fares.txt")
}

func addRecapture(t *testing.T, open Open) {
	s := opened(t, open)
	first, later := ferry().Entry(), ferry().Of("<div>"+ferry().Text+"</div>")
	add(t, s, first)
	same(t, "outcome", add(t, s, later), []store.Outcome{store.Recapture})
	same(t, "once more", add(t, s, later), []store.Outcome{store.Known})
	n := counts(t, s)
	same(t, "pages, captures, claims", []int64{n.Pages, n.Captures, n.Claims}, []int64{1, 2, 3})
	c, err := s.Capture(t.Context(), shown(t, s, first).ID)
	must(t, err)
	same(t, "bytes that the reading is of", string(c.Data), string(first.Capture.Data))
}

// addSameBytes adds the same bytes with something known of them that changes
// nothing of the document: they are no recapture.
func addSameBytes(t *testing.T, open Open) {
	s := opened(t, open)
	a, b := ferry().Entry(), ferry().Entry()
	b.Capture.Known = hearsay.Known{Outlet: "Harbour Post"}
	same(t, "outcomes", add(t, s, a, b), []store.Outcome{store.Added, store.Known})
	document, err := s.Seen(t.Context(), b.Capture)
	must(t, err)
	same(t, "seen", document, a.Reading.Document.ID)
	same(t, "pages", counts(t, s).Pages, int64(1))
}

func addTwins(t *testing.T, open Open) {
	s := opened(t, open)
	got := add(t, s, ferry().Entry(), bridge().Entry(), ferry().Entry(), ferry().Of("other bytes"))
	same(t, "outcomes", got, []store.Outcome{store.Added, store.Added, store.Known, store.Recapture})
	n := counts(t, s)
	same(t, "pages, captures, claims", []int64{n.Pages, n.Captures, n.Claims}, []int64{2, 3, 5})
}

func addNothing(t *testing.T, open Open) {
	s := opened(t, open)
	add(t, s)
	same(t, "counts", counts(t, s), store.Counts{})
	same(t, "hits", found(t, s, store.Query{}).Total, 0)
}

// addUnlawful adds readings that break a law: who reads a store relies on them.
func addUnlawful(t *testing.T, open Open) {
	s := opened(t, open)
	for what, spoil := range map[string]func(*hearsay.Reading){
		"no chain":           func(r *hearsay.Reading) { r.Claims[0].Chain = nil },
		"content too far":    func(r *hearsay.Reading) { r.Claims[0].Content[0].End = 10_000 },
		"no such speaker":    func(r *hearsay.Reading) { r.Claims[0].Chain[0].Speaker = "e9" },
		"no such figure":     func(r *hearsay.Reading) { r.Claims[1].Figures = []int{0} },
		"id of another text": func(r *hearsay.Reading) { r.Document.ID = bridge().Reading().Document.ID },
		"id that is none":    func(r *hearsay.Reading) { r.Document.ID = "sha256:zz" },
	} {
		e := ferry().Entry()
		spoil(e.Reading)
		_, err := s.Add(t.Context(), []store.Entry{e})
		wants(t, what, err, hearsay.ErrInvalid)
	}
	same(t, "pages", counts(t, s).Pages, int64(0))
}

func addAllOrNothing(t *testing.T, open Open) {
	s := opened(t, open)
	bad := bridge().Entry()
	bad.Capture.SHA256 = ""
	_, err := s.Add(t.Context(), []store.Entry{ferry().Entry(), bad})
	wants(t, "capture without its hash", err, hearsay.ErrInvalid)
	same(t, "counts", counts(t, s), store.Counts{})
}

func addSeen(t *testing.T, open Open) {
	s := opened(t, open)
	e := ferry().Entry()
	document, err := s.Seen(t.Context(), e.Capture)
	must(t, err)
	same(t, "before", document, "")
	add(t, s, e)
	document, err = s.Seen(t.Context(), e.Capture)
	must(t, err)
	same(t, "after", document, e.Reading.Document.ID)
	document, err = s.Seen(t.Context(), bridge().Entry().Capture)
	must(t, err)
	same(t, "another", document, "")
}

// addElsewhere adds one text at many addresses: each is a page of its own, the
// bytes are one.
func addElsewhere(t *testing.T, open Open) {
	s := opened(t, open)
	var entries []store.Entry
	for i := range 5 {
		d := ferry()
		d.URL = fmt.Sprintf("https://site%d.example/fares", i)
		entries = append(entries, d.Entry())
	}
	for i, outcome := range add(t, s, entries...) {
		same(t, entries[i].Capture.Input, outcome, store.Added)
	}
	same(t, "claims", found(t, s, store.Query{Words: "islanders"}).Total, 5)
}
