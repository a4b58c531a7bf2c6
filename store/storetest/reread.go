package storetest

import (
	"fmt"
	"testing"

	"hearsay"
	"hearsay/store"
)

func rereadTests() map[string]func(*testing.T, Open) {
	return map[string]func(*testing.T, Open){
		"ShownAtOnce": rereadShown, "OtherText": rereadOtherText, "SameAgain": rereadSame, "Unlawful": rereadUnlawful, "NoSuchPage": rereadNoPage, "Outdated": rereadOutdated, "Resume": rereadResume, "SearchFollows": rereadSearch,
	}
}

// later is a draft as the next model reads it: the second claim ends earlier, the
// third is not found.
func later() Draft {
	d := ferry()
	d.Model, d.Said = "2", d.Said[:2]
	d.Said[1].Words = "Nobody asked"
	return d
}

// reread keeps the reading of a draft as a newer one of the page at its address.
func reread(t *testing.T, s store.Store, drafts ...Draft) {
	t.Helper()
	var again []store.Again
	for p, err := range s.All(t.Context()) {
		must(t, err)
		for _, d := range drafts {
			if p.Document().URL == d.URL {
				again = append(again, store.Again{Page: p.ID, Reading: d.Reading(), Extractor: "drafts 1", Made: moment(30)})
			}
		}
	}
	if len(again) != len(drafts) {
		t.Fatalf("%d pages of %d drafts", len(again), len(drafts))
	}
	must(t, s.Reread(t.Context(), again))
}

// resolves checks what the id of a claim resolves to.
func resolves(t *testing.T, s store.Store, id, model string, current bool) {
	t.Helper()
	c, err := s.Claim(t.Context(), id)
	if err != nil {
		t.Error(err)
		return
	}
	same(t, "id", c.Claim.ID, id)
	same(t, "claim, as of its page", *c.Claim, *c.Page.Reading.Claim(id))
	same(t, "model of "+id+", current", []any{c.Page.Reading.Model.Version, c.Current}, []any{model, current})
}

func rereadShown(t *testing.T, open Open) {
	s := opened(t, open)
	add(t, s, ferry().Entry(), bridge().Entry())
	reread(t, s, later())
	p := shown(t, s, ferry().Entry())
	same(t, "reading", p.Reading, later().Reading())
	same(t, "shown, proposed, made", []any{p.Shown, p.Proposed, p.Made}, []any{true, false, moment(30)})
	old, now := ferry().Reading().Claims, later().Reading().Claims
	resolves(t, s, old[0].ID, "2", true) // in both
	resolves(t, s, old[1].ID, "1", false)
	resolves(t, s, old[2].ID, "1", false)
	resolves(t, s, now[1].ID, "2", true)
	n := counts(t, s)
	same(t, "pages, claims", []int64{n.Pages, n.Claims}, []int64{2, 4})
}

// rereadOtherText rereads with an extractor that finds another text: the documents
// of both resolve.
func rereadOtherText(t *testing.T, open Open) {
	s := opened(t, open)
	add(t, s, ferry().Entry())
	d := later()
	d.Text = "By our reporter. " + d.Text
	reread(t, s, d)
	before := shown(t, s, ferry().Entry())
	same(t, "old document", []any{before.Document().Text, before.Shown}, []any{ferry().Text, false})
	same(t, "old reading", before.Reading, ferry().Reading())
	after := shown(t, s, d.Entry())
	same(t, "new document", []any{after.Document().Text, after.Shown, after.ID}, []any{d.Text, true, before.ID})
	c, err := s.Capture(t.Context(), after.ID)
	must(t, err)
	same(t, "bytes", string(c.Data), string(ferry().Entry().Capture.Data))
	same(t, "same capture again", add(t, s, ferry().Entry()), []store.Outcome{store.Known})
	same(t, "documents", found(t, s, store.Query{}).Claims[0].Page.Document().ID, d.Reading().Document.ID)
	for breach := range s.Verify(t.Context(), nil) {
		t.Error(breach)
	}
}

// rereadSame keeps the same reading again and again: doing a job twice changes
// nothing.
func rereadSame(t *testing.T, open Open) {
	s := opened(t, open)
	add(t, s, ferry().Entry())
	first := shown(t, s, ferry().Entry()).ReadingID
	reread(t, s, ferry())
	same(t, "reading", shown(t, s, ferry().Entry()).ReadingID, first)
	reread(t, s, later())
	second := shown(t, s, ferry().Entry())
	reread(t, s, later())
	same(t, "page", shown(t, s, ferry().Entry()), second)
	resolves(t, s, ferry().Reading().Claims[2].ID, "1", false)
	same(t, "found", found(t, s, store.Query{}).Total, 2)
}

func rereadUnlawful(t *testing.T, open Open) {
	s := opened(t, open)
	add(t, s, ferry().Entry())
	page := shown(t, s, ferry().Entry())
	bad := later().Reading()
	bad.Claims[0].Chain = nil
	wants(t, "reread", s.Reread(t.Context(), []store.Again{{Page: page.ID, Reading: bad}}), hearsay.ErrInvalid)
	same(t, "page", shown(t, s, ferry().Entry()), page)
}

func rereadNoPage(t *testing.T, open Open) {
	s := opened(t, open)
	add(t, s, ferry().Entry())
	page := shown(t, s, ferry().Entry())
	err := s.Reread(t.Context(), []store.Again{{Page: page.ID, Reading: later().Reading()}, {Page: 99, Reading: later().Reading()}})
	wants(t, "page 99", err, hearsay.ErrNotFound)
	same(t, "the other page", shown(t, s, ferry().Entry()), page)
}

func outdated(t *testing.T, s store.Store, m store.Maker, after int64) []int64 {
	t.Helper()
	var out []int64
	for p, err := range s.Outdated(t.Context(), m, after) {
		must(t, err)
		out = append(out, p.ID)
	}
	return out
}

func rereadOutdated(t *testing.T, open Open) {
	s := opened(t, open)
	add(t, s, ferry().Entry(), bridge().Entry())
	old, next := ferry().Entry(), later().Entry()
	ids := []int64{shown(t, s, old).ID, shown(t, s, bridge().Entry()).ID}
	same(t, "of the same", outdated(t, s, old.Maker(), 0), nil)
	same(t, "of another model", outdated(t, s, next.Maker(), 0), ids)
	same(t, "of another extractor", outdated(t, s, store.Maker{Extractor: "x", Model: old.Reading.Model}, 0), ids)
	must(t, s.Mark(t.Context(), store.Mark{Claim: old.Reading.Claims[1].ID, Kind: store.MarkCited, At: moment(2)}))
	reread(t, s, later())
	same(t, "after a proposal", outdated(t, s, next.Maker(), 0), ids[1:])
	same(t, "the other way round", outdated(t, s, old.Maker(), 0), ids[:1])
}

// rereadResume rereads in the loop that lists what is outdated, stops, and goes on
// after the page where it stopped.
func rereadResume(t *testing.T, open Open) {
	s := opened(t, open)
	var entries []store.Entry
	for i := range 150 {
		entries = append(entries, spoken(i, "A", Who{Name: "Well Board", Kind: hearsay.BodyOrg}, "").Entry())
	}
	add(t, s, entries...)
	m := entries[0].Maker()
	m.Model.Version = "2"
	done := map[int64]int{}
	step := func(after int64, most int) (last int64) {
		for p, err := range s.Outdated(t.Context(), m, after) {
			must(t, err)
			if most--; most < 0 {
				return last
			}
			r := *p.Reading
			r.Model = m.Model
			must(t, s.Reread(t.Context(), []store.Again{{Page: p.ID, Reading: &r, Extractor: m.Extractor, Made: moment(5)}}))
			done[p.ID]++
			last = p.ID
		}
		return last
	}
	last := step(0, 70)
	same(t, "left", len(outdated(t, s, m, 0)), 80)
	step(last, 1000)
	same(t, "left at last", len(outdated(t, s, m, 0)), 0)
	for page, n := range done {
		same(t, fmt.Sprint("times of page ", page), n, 1)
	}
	same(t, "pages", len(done), 150)
}

// rereadSearch rereads: what is found is what is shown.
func rereadSearch(t *testing.T, open Open) {
	s := opened(t, open)
	add(t, s, ferry().Entry(), bridge().Entry())
	same(t, "before", found(t, s, store.Query{Words: "boycott"}).Total, 1)
	d := later()
	d.Day, d.Said[0].Stance = "2031-06-01", hearsay.Doubts
	reread(t, s, d)
	for words, want := range map[string]int{"boycott": 0, "islanders": 0, "nobody asked": 1, "ferry": 1} {
		same(t, words, found(t, s, store.Query{Words: words}).Total, want)
	}
	same(t, "stance", found(t, s, store.Query{Stance: hearsay.Doubts, From: "2031-06-01"}).Total, 1)
	same(t, "day", found(t, s, store.Query{To: "2031-05-31"}).Total, 2)
	sp, err := s.Speakers(t.Context(), "harbour", 5)
	must(t, err)
	same(t, "claims of the board", sp[0].Claims, 1)
}
