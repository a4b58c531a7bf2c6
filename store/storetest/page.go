package storetest

import (
	"testing"

	"hearsay"
	"hearsay/store"
	"hearsay/store/storegen"
)

func pageTests() map[string]func(*testing.T, Open) {
	return map[string]func(*testing.T, Open){
		"RoundTrip": pageRoundTrip, "BlankFields": pageBlank, "TextIsBytes": pageTextIsBytes, "NotFound": pageNotFound, "All": pageAll, "Counts": pageCounts,
		"Generated": pageGenerated, "ClaimWhileMuchWaits": pageMuchWaits,
	}
}

// Full is a page of which every field says something.
func Full() store.Entry {
	text := "Fares up\n\nBy Tove Lind\n\nOn May 2 the board, in a statement, said about 12 to 14 boats sail to Malta. “No,” it is said by one who fears for her job.\n\nCafé owner: rubbish."
	at := func(words string) hearsay.Span { return At(text, words) }
	value, low, high := 13.0, 12.0, 14.0
	d := &hearsay.Document{Input: "https://a.example/old", URL: "https://a.example/x", Outlet: "Tägliche Post", Title: "Fares\tup", Authors: []string{"Tove Lind", ""}, Published: "2031-05-02", Language: "en-GB", Text: text,
		Parts: []hearsay.Part{{Kind: hearsay.Headline, Span: at("Fares up")}, {Kind: hearsay.Byline, Span: at("By Tove Lind")},
			{Kind: hearsay.Body, Span: hearsay.Hull([]hearsay.Span{at("On May 2"), at("for her job.")})}, {Kind: hearsay.Comment, Span: at("Café owner: rubbish."), Author: "c1"}},
		Anchors: []hearsay.Anchor{{URL: "https://b.example/?q=1&r=2", Text: "the board", Span: at("the board")}, {URL: "https://b.example/"}},
		Credits: []hearsay.Credit{{Span: at("Tove Lind"), Name: "Lind Agency"}}, Corrections: []hearsay.Span{at("On May 2")}, Problems: []string{"broken bytes replaced"}}
	d.ID = hearsay.DocumentID(text, d.URL, d.Outlet)
	r := &hearsay.Reading{Document: d, Model: hearsay.Model{Name: "en", Version: "2031-01-01", SHA256: "ab"}, Problems: []string{"broken bytes replaced", "one sentence is very long"},
		Sentences: []hearsay.Sentence{{Span: at("Fares up"), Told: hearsay.ByOutlet, Why: "plain"}, {Span: hearsay.Hull([]hearsay.Span{at("On May 2"), at("Malta.")}), Told: hearsay.Attributed, Why: "cue"}},
		Entities:  []hearsay.Entity{{ID: "e1", Name: "the board", Kind: hearsay.BodyOrg, Country: "MT", Mentions: []hearsay.Span{at("the board"), at("it is")}}, {ID: "e2", Name: "Tove Lind", Kind: hearsay.Person, Office: true, Mentions: []hearsay.Span{at("Tove Lind")}}},
		Figures:   []hearsay.Figure{{Span: at("about 12 to 14"), Value: &value, Low: &low, High: &high, Open: "high", Approx: true, Hedge: "about", Unit: "EUR", Of: "boats", Role: "subset", AsOf: 0, Part: hearsay.Body}, {Span: at("14"), AsOf: -1}},
		Places:    []hearsay.Place{{Span: at("Malta"), Name: "Malta", Country: "MT", Lat: 35.9, Lon: -14.5, Precision: "country", GazetteerID: "g1", Part: hearsay.Body}},
		Dates:     []hearsay.Date{{Span: at("May 2"), Kind: "range", From: "2031-05-02", To: "2031-05-03", Grain: "day", Role: "said", RelativeTo: "published", Part: hearsay.Body}},
		Events:    []hearsay.Event{{Span: at("sail")}},
		Flags:     []hearsay.Flag{{Kind: hearsay.UnnamedSource, Span: at("one who fears"), Part: hearsay.Body, Why: "rule 7"}},
	}
	r.Claims = []hearsay.Claim{
		{Kind: hearsay.Indirect, Act: hearsay.Documents, Stance: hearsay.Promises, Content: []hearsay.Span{at("about 12 to 14 boats"), at("sail to Malta")}, SaidOn: 0, Figures: []int{0, 1}, Places: []int{0}, Dates: []int{0}, Events: []int{0}, Confidence: 0.123456789, Part: hearsay.Body,
			Chain: []hearsay.Link{{Source: at("the board"), Cue: at("said"), Speaker: "e1", Standing: hearsay.Role, Via: &hearsay.Via{Span: at("a statement"), Kind: hearsay.ViaStatement}}, {Standing: hearsay.None}}, Why: []hearsay.Why{{Field: "stance", Rule: "promise"}}},
		{Kind: hearsay.Direct, Act: hearsay.Thinks, Stance: hearsay.Denies, Content: []hearsay.Span{at("“No,”")}, Antecedent: at("12 to 14 boats"), SaidOn: -1, Chain: []hearsay.Link{{Source: at("one"), Cue: at("is said"), Standing: hearsay.Unnamed, Reason: at("who fears for her job")}}},
	}
	for i := range r.Claims {
		r.Claims[i].ID = storegen.ClaimID(d, &r.Claims[i])
	}
	r.Flags[0].Claims = []string{r.Claims[1].ID}
	c := &hearsay.Capture{Input: "https://a.example/old", URLs: []string{"https://a.example/old", "https://a.example/x"}, Time: moment(3), Status: 203, Header: map[string][]string{"Content-Type": {"text/html"}, "Set-Cookie": {"a=1", "b=2"}}, Format: hearsay.HTMLPage,
		Known: hearsay.Known{URL: "https://a.example/x", Outlet: "Tägliche Post", Published: "2031-05-02", Title: "t", Authors: []string{"x"}, Anchors: []hearsay.Anchor{{URL: "u", Text: "w"}}}, Hint: hearsay.Known{Title: "hint"}, Data: []byte("<html>\x00\xff" + text)}
	return store.Entry{Capture: c.Seal(), Reading: r, Extractor: "html 4", Feed: "https://a.example/feed", Made: moment(4)}
}

// holds compares what a store gives back of an entry with what it was given.
func holds(t *testing.T, s store.Store, e store.Entry) *store.Page {
	t.Helper()
	p := shown(t, s, e)
	same(t, "reading", p.Reading, e.Reading)
	c, err := s.Capture(t.Context(), p.ID)
	must(t, err)
	same(t, "capture", c, e.Capture)
	bare := *e.Capture
	bare.Data = nil
	same(t, "capture of the page", p.Capture, &bare)
	same(t, "extractor, feed, made", []any{p.Extractor, p.Feed, p.Made}, []any{e.Extractor, e.Feed, e.Made})
	same(t, "shown, proposed", []bool{p.Shown, p.Proposed}, []bool{true, false})
	return p
}

func pageRoundTrip(t *testing.T, open Open) {
	s := opened(t, open)
	e := Full()
	for _, breach := range hearsay.Check(e.Reading) {
		t.Fatal("the test's own page: ", breach)
	}
	add(t, s, bridge().Entry(), e)
	p := holds(t, s, e)
	if p.Added.IsZero() || p.ID == 0 || p.ReadingID == 0 {
		t.Errorf("added %v, page %d, reading %d", p.Added, p.ID, p.ReadingID)
	}
	for i := range e.Reading.Claims {
		cited, err := s.Claim(t.Context(), e.Reading.Claims[i].ID)
		must(t, err)
		same(t, "claim", cited, &store.Cited{Page: p, Claim: &e.Reading.Claims[i], Current: true})
	}
}

func pageBlank(t *testing.T, open Open) {
	s := opened(t, open)
	e := store.Entry{Capture: (&hearsay.Capture{}).Seal(), Reading: Draft{}.Reading()}
	add(t, s, e)
	holds(t, s, e)
	must(t, s.Index(t.Context(), nil))
}

func pageTextIsBytes(t *testing.T, open Open) {
	s := opened(t, open)
	as, other := ferry().Of(ferry().Text), bridge().Entry()
	empty := Draft{URL: "https://empty.example/"}.Of("")
	add(t, s, as, other, empty)
	for _, e := range []store.Entry{as, other, empty} {
		holds(t, s, e)
	}
}

func pageNotFound(t *testing.T, open Open) {
	s := opened(t, open)
	add(t, s, ferry().Entry())
	ctx := t.Context()
	for _, id := range []string{"", "sha256:", "x", bridge().Reading().Document.ID, ferry().Reading().Claims[0].ID} {
		_, err := s.Page(ctx, id)
		wants(t, "page "+id, err, hearsay.ErrNotFound)
	}
	for _, id := range []string{"", "c:", "c:zz", bridge().Reading().Claims[0].ID, ferry().Reading().Document.ID} {
		_, err := s.Claim(ctx, id)
		wants(t, "claim "+id, err, hearsay.ErrNotFound)
	}
	_, err := s.Capture(ctx, 77)
	wants(t, "capture", err, hearsay.ErrNotFound)
	_, err = s.Speaker(ctx, 77)
	wants(t, "speaker", err, hearsay.ErrNotFound)
}

func pageAll(t *testing.T, open Open) {
	s := opened(t, open)
	var want, got []string
	for _, e := range []store.Entry{ferry().Entry(), bridge().Entry(), Full()} {
		add(t, s, e)
		want = append(want, e.Reading.Document.ID)
	}
	for p, err := range s.All(t.Context()) {
		must(t, err)
		got = append(got, p.Document().ID)
	}
	same(t, "order added", got, want)
	for range s.All(t.Context()) {
		break // and nothing stays open
	}
}

func pageCounts(t *testing.T, open Open) {
	s := opened(t, open)
	add(t, s, ferry().Entry(), bridge().Entry(), ferry().Of("other bytes"))
	c, err := s.Counts(t.Context())
	must(t, err)
	same(t, "before Index", c, store.Counts{Pages: 2, Claims: 5, Captures: 3, Waiting: 2, From: "2031-04-18", To: "2031-05-02"})
	_, err = s.PutFeed(t.Context(), hearsay.Feed{URL: "https://a.example/feed"})
	must(t, err)
	same(t, "after", counts(t, s), store.Counts{Pages: 2, Claims: 5, Captures: 3, Speakers: 4, Feeds: 1, From: "2031-04-18", To: "2031-05-02"})
}

func pageGenerated(t *testing.T, open Open) {
	s := opened(t, open)
	for e := range storegen.Pages(3, 12) {
		add(t, s, e)
		holds(t, s, e)
	}
}

// pageMuchWaits resolves the id of a claim just added, however many pages wait to
// be indexed.
func pageMuchWaits(t *testing.T, open Open) {
	s := opened(t, open)
	var entries []store.Entry
	for i := range 600 {
		entries = append(entries, spoken(i, "A", Who{Name: "Well Board", Kind: hearsay.BodyOrg}, "").Entry())
	}
	add(t, s, entries...)
	want := entries[599].Reading.Claims[0].ID
	cited, err := s.Claim(t.Context(), want)
	must(t, err)
	same(t, "claim", cited.Claim.ID, want)
	same(t, "current", cited.Current, true)
	must(t, s.Mark(t.Context(), store.Mark{Claim: entries[0].Reading.Claims[0].ID, Kind: store.MarkCited, At: moment(1)}))
}
