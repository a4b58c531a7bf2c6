package storetest

import (
	"testing"

	"hearsay"
	"hearsay/store"
)

func markTests() map[string]func(*testing.T, Open) {
	return map[string]func(*testing.T, Open){
		"Marks": markAndUnmark, "Pin": markPins, "OtherStance": markOtherStance, "SameClaims": markSameClaims, "OldClaim": markOldClaim, "NewerProposal": markNewerProposal, "AcceptNothing": markAcceptNothing,
	}
}

func mark(t *testing.T, s store.Store, claim string, kind store.MarkKind, note string, minutes int) {
	t.Helper()
	must(t, s.Mark(t.Context(), store.Mark{Claim: claim, Kind: kind, Note: note, At: moment(minutes)}))
}

func markAndUnmark(t *testing.T, open Open) {
	s := opened(t, open)
	add(t, s, ferry().Entry())
	id := ferry().Reading().Claims[0].ID
	mark(t, s, id, store.MarkCited, "memo 7", 1)
	mark(t, s, id, store.MarkCited, "memo 7", 2) // the same again
	mark(t, s, id, store.MarkChecked, "", 3)
	want := []store.Mark{{Claim: id, Kind: store.MarkChecked, At: moment(3)}, {Claim: id, Kind: store.MarkCited, Note: "memo 7", At: moment(1)}}
	p := shown(t, s, ferry().Entry())
	same(t, "marks", p.Marks, want)
	same(t, "marks of a claim", p.MarksOf(id), want)
	same(t, "marks of another", p.MarksOf("c:x"), nil)
	same(t, "marks of a hit", found(t, s, store.Query{Words: "ferry"}).Claims[0].Page.Marks, want)
	for q, err := range s.All(t.Context()) {
		must(t, err)
		same(t, "marks of all", q.Marks, want)
	}
	must(t, s.Unmark(t.Context(), id, store.MarkCited))
	must(t, s.Unmark(t.Context(), id, store.MarkCited))
	same(t, "after unmarking", shown(t, s, ferry().Entry()).Marks, want[:1])
	wants(t, "no such claim", s.Mark(t.Context(), store.Mark{Claim: bridge().Reading().Claims[0].ID, Kind: store.MarkCited}), hearsay.ErrNotFound)
}

// proposals are the pages with a reading that waits.
func proposals(t *testing.T, s store.Store) []*store.Proposal {
	t.Helper()
	var out []*store.Proposal
	for p, err := range s.Proposals(t.Context()) {
		must(t, err)
		out = append(out, p)
	}
	return out
}

func markPins(t *testing.T, open Open) {
	s := opened(t, open)
	add(t, s, ferry().Entry(), bridge().Entry())
	old, now := ferry().Reading(), later().Reading()
	marked := old.Claims[1].ID
	mark(t, s, marked, store.MarkCited, "", 1)
	reread(t, s, later())

	p := shown(t, s, ferry().Entry())
	same(t, "still shown", p.Reading, old)
	same(t, "proposed", p.Proposed, true)
	waiting := proposals(t, s)
	if len(waiting) != 1 {
		t.Fatalf("%d proposals", len(waiting))
	}
	same(t, "proposal", waiting[0], &store.Proposal{Page: p, New: now})
	resolves(t, s, marked, "1", true)
	resolves(t, s, now.Claims[1].ID, "2", false) // proposed, and already to be cited
	same(t, "found", found(t, s, store.Query{Words: "islanders"}).Total, 1)

	must(t, s.Accept(t.Context(), p.ID))
	p = shown(t, s, ferry().Entry())
	same(t, "shown now", p.Reading, now)
	same(t, "proposed", p.Proposed, false)
	same(t, "proposals", len(proposals(t, s)), 0)
	resolves(t, s, marked, "1", false)
	resolves(t, s, old.Claims[2].ID, "1", false)
	resolves(t, s, now.Claims[1].ID, "2", true)
	same(t, "marks stay", len(p.MarksOf(marked)), 1)
	same(t, "found", found(t, s, store.Query{Words: "islanders"}).Total, 0)
	wants(t, "accept again", s.Accept(t.Context(), p.ID), hearsay.ErrConflict)
	for breach := range s.Verify(t.Context(), nil) {
		t.Error(breach)
	}
}

// markOtherStance rereads a marked page so that a claim keeps its id and is told
// otherwise: what was checked as asserted must not be shown as denied unasked.
func markOtherStance(t *testing.T, open Open) {
	for what, change := range map[string]func(*Draft){
		"stance":   func(d *Draft) { d.Said[0].Stance = hearsay.Denies },
		"standing": func(d *Draft) { d.Said[0].Standing = hearsay.Role },
		"speaker":  func(d *Draft) { d.Said[0].Who.Name = "Island Council" },
	} {
		s := opened(t, open)
		add(t, s, ferry().Entry())
		mark(t, s, ferry().Reading().Claims[0].ID, store.MarkChecked, "", 1)
		d := ferry()
		d.Model = "2"
		change(&d)
		reread(t, s, d)
		same(t, what+": proposals", len(proposals(t, s)), 1)
		same(t, what+": shown", shown(t, s, d.Entry()).Reading, ferry().Reading())
	}
}

func markSameClaims(t *testing.T, open Open) {
	s := opened(t, open)
	add(t, s, ferry().Entry())
	id := ferry().Reading().Claims[0].ID
	mark(t, s, id, store.MarkChecked, "", 1)
	d := ferry()
	d.Model = "2"
	reread(t, s, d)
	same(t, "proposals", len(proposals(t, s)), 0)
	same(t, "model shown", shown(t, s, d.Entry()).Reading.Model.Version, "2")
	resolves(t, s, id, "1", true) // as marked
	resolves(t, s, ferry().Reading().Claims[1].ID, "2", true)
}

// markOldClaim marks a claim that only an older reading has.
func markOldClaim(t *testing.T, open Open) {
	s := opened(t, open)
	add(t, s, ferry().Entry())
	reread(t, s, later())
	id := ferry().Reading().Claims[2].ID
	mark(t, s, id, store.MarkCited, "", 1)
	resolves(t, s, id, "1", false)
	d := later()
	d.Model, d.Said = "3", d.Said[:1]
	reread(t, s, d)
	same(t, "proposals", len(proposals(t, s)), 1)
	resolves(t, s, id, "1", false)
}

// markNewerProposal proposes twice: the later one waits, the ids of both resolve.
func markNewerProposal(t *testing.T, open Open) {
	s := opened(t, open)
	add(t, s, ferry().Entry())
	mark(t, s, ferry().Reading().Claims[0].ID, store.MarkCited, "", 1)
	d := later()
	d.Model, d.Said = "3", d.Said[:1]
	reread(t, s, later())
	reread(t, s, d)
	waiting := proposals(t, s)
	same(t, "proposals", len(waiting), 1)
	same(t, "of model", waiting[0].New.Model.Version, "3")
	resolves(t, s, later().Reading().Claims[1].ID, "2", false)
}

func markAcceptNothing(t *testing.T, open Open) {
	s := opened(t, open)
	add(t, s, ferry().Entry())
	wants(t, "nothing waits", s.Accept(t.Context(), shown(t, s, ferry().Entry()).ID), hearsay.ErrConflict)
	wants(t, "no such page", s.Accept(t.Context(), 99), hearsay.ErrNotFound)
}
