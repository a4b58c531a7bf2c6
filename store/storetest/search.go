package storetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hearsay"
	"hearsay/store"
	"hearsay/store/storegen"
)

func searchTests() map[string]func(*testing.T, Open) {
	return map[string]func(*testing.T, Open){
		"Words": searchWords, "NoOperators": searchNoOperators, "Filter": searchFilter, "Periods": searchPeriods, "Order": searchOrder, "Best": searchBest,
		"Offsets": searchOffsets, "More": searchMore, "Refused": searchRefused, "OddDays": searchOddDays, "NothingOfComments": searchComments,
	}
}

func searchWords(t *testing.T, open Open) {
	s := opened(t, open)
	odd := Draft{URL: "https://odd.example/", Text: "Über 12,5 Prozent, sagte Jörg Şahin zu O’Neill; naïve café-goers e-mailed 北京.", Said: []Said{
		{Words: "Über 12,5 Prozent", By: "Jörg Şahin", Cue: "sagte", Who: Who{Name: "Jörg Şahin"}}, {Words: "naïve café-goers e-mailed 北京", Cue: "zu"}}}
	add(t, s, ferry().Entry(), bridge().Entry(), odd.Entry())
	for words, want := range map[string]int{
		"": 7, "ferry": 1, "FERRY": 1, "ferry fares": 1, "fares ferry": 1, "ferry bridge": 0, "bridge": 1, `"ferry fares"`: 1, `"fares ferry"`: 0, `"ferry fares" june`: 1,
		"ferr": 0, "ferr*": 1, "f*": 2, "isl* asked": 1, `"fares will ris"`: 0, "tarrant": 1, "harbour": 1, "officials": 1, "insists": 0, "headline": 0, "boycott": 1,
		"cracks": 1, "duda cracks": 1, "über": 1, "jörg": 1, "12,5": 1, "café": 1, "e-mailed": 1, "北京": 1, "“ferry fares”": 1, "„fares ferry”": 0, "nowhere": 0, "ferry, fares!": 1,
	} {
		if got := found(t, s, store.Query{Words: words}); got.Total != want || len(got.Claims) != want || got.More {
			t.Errorf("%q: %d claims, %d shown, more %v; want %d", words, got.Total, len(got.Claims), got.More, want)
		}
	}
}

// searchNoOperators searches for what a search engine might take for more than
// words: nothing is an error, and nothing finds what its words do not.
func searchNoOperators(t *testing.T, open Open) {
	s := opened(t, open)
	add(t, s, ferry().Entry(), bridge().Entry())
	for _, words := range []string{"ferry OR bridge", "ferry NOT fares", "NOT ferry", "NEAR(ferry fares)", "words:ferry", "facets:zclaim", "zclaim", "zsnamed", "{words} : ferry", "-ferry bridge",
		"ferry AND", "(ferry", ") OR (bridge", `"ferry`, `ferry"`, `"`, `""`, `"" ""`, "*", "**", "fer*ry", "^ferry", "ferry + fares", "'; DROP TABLE pages; --", "%", "_", "ferry\x00fares", "\xff\xfe", "ferry:*",
		"!!!", "…", "—", "💥", "́", "ferry 💥 bridge", strings.Repeat("a ", 900), strings.Repeat("(", 1500), strings.Repeat(`"`, 1999)} {
		for _, sort := range []store.Sort{store.Newest, store.Best} {
			hits := found(t, s, store.Query{Words: words, Sort: sort})
			for i := range hits.Claims {
				have := wordsOf(hits.Claims[i].Page.Reading, hits.Claims[i].Claim())
				if missing := slices.IndexFunc(fields(words), func(w string) bool { return !slices.Contains(have, w) }); missing >= 0 && !strings.HasSuffix(words, "*") {
					t.Errorf("%q finds %q", words, have)
				}
			}
			_, err := s.Documents(t.Context(), store.Query{Words: words, Sort: sort})
			must(t, err)
		}
		_, err := s.Speakers(t.Context(), words, 5)
		must(t, err)
	}
}

// generated is a store of generated pages, with a filter over all their claims.
func generated(t *testing.T, open Open, n int) (store.Store, []store.Entry, []kept) {
	t.Helper()
	s := opened(t, open)
	entries := slices.Collect(storegen.Pages(11, n))
	for i := range entries { // few days and outlets, so that facets meet
		d := entries[i].Reading.Document
		if d.Outlet != "" {
			d.Outlet = fmt.Sprintf("Outlet %d", i%7)
		}
		if d.Published != "" {
			d.Published = fmt.Sprintf("20%02d-%02d-%02d", 20+i%5, 1+i%3*5, 1+i%4*9)
		}
		again := *d
		again.ID = hearsay.DocumentID(d.Text, d.URL, d.Outlet)
		entries[i].Reading.Document = &again
	}
	for part := range slices.Chunk(entries, 64) {
		add(t, s, part...)
	}
	must(t, s.Index(t.Context(), nil))
	return s, entries, keptOf(entries)
}

// speakerIDs are the speakers that are shown, by name.
func speakerIDs(t *testing.T, s store.Store) map[string]int64 {
	t.Helper()
	all, err := s.Speakers(t.Context(), "", 100_000)
	must(t, err)
	out := map[string]int64{}
	for _, sp := range all {
		out[sp.Name] = sp.ID
	}
	return out
}

// searchFilter holds searches for facets and words, alone and together, against a
// filter over all claims.
func searchFilter(t *testing.T, open Open) {
	s, _, all := generated(t, open, 70)
	speakers := speakerIDs(t, s)
	rng := rand.New(rand.NewPCG(1, 2))
	some := 0
	for range 70 {
		q, name := randomQuery(rng, all, speakers)
		want := filter(all, q, name)
		got := found(t, s, q)
		if got.Total != len(want) || got.More {
			t.Errorf("%+v: %d claims, more %v; want %d", q, got.Total, got.More, len(want))
			continue
		}
		some += btoi(len(want) > 0)
		same(t, fmt.Sprintf("%+v", q), ids(got), keptIDs(want[:min(len(want), 20)]))
	}
	if some < 30 {
		t.Errorf("only %d of the queries found anything", some)
	}
}

// randomQuery asks for what some claim has, in one to four respects.
func randomQuery(rng *rand.Rand, all []kept, speakers map[string]int64) (q store.Query, speaker string) {
	k := &all[rng.IntN(len(all))]
	d := k.page.Document
	for range 1 + rng.IntN(4) {
		switch rng.IntN(9) {
		case 0:
			q.Standing = k.claim.Chain[0].Standing
		case 1:
			q.Stance = k.claim.Stance
		case 2:
			q.Outlet = d.Outlet
		case 3:
			q.From = d.Published
		case 4:
			q.To = d.Published
		case 5:
			if f := k.flags(); len(f) > 0 {
				q.Flag = f[0]
			}
		case 6:
			if id, ok := speakers[k.speaker()]; ok {
				q.Speaker, speaker = id, k.speaker()
			}
		default:
			q.Words = randomWords(rng, k.words)
		}
	}
	if rng.IntN(3) == 0 {
		q.Sort = store.Oldest
	}
	return q, speaker
}

func randomWords(rng *rand.Rand, words []string) string {
	at := rng.IntN(len(words))
	switch end := min(at+1+rng.IntN(3), len(words)); rng.IntN(3) {
	case 0:
		return `"` + strings.Join(words[at:end], " ") + `"`
	case 1:
		return words[at][:(len(words[at])+1)/2] + "*"
	default:
		return strings.Join(words[at:end], " ")
	}
}

func searchPeriods(t *testing.T, open Open) {
	s, _, all := generated(t, open, 60) // on days of five years and three months
	days := []string{"", "0001-01-01", "2019-12-31", "2020-06-11", "2021-01-01", "2022-01-31", "9999-12-31"}
	for _, from := range days {
		for _, to := range days {
			for _, words := range []string{"", "the"} { // by time alone, and with other terms
				q := store.Query{From: from, To: to, Words: words, Limit: 1}
				if got, want := found(t, s, q).Total, len(filter(all, q, "")); got != want {
					t.Errorf("%q from %q to %q: %d claims, want %d", words, from, to, got, want)
				}
			}
		}
	}
}

func searchOrder(t *testing.T, open Open) {
	s, _, all := generated(t, open, 60)
	for _, q := range []store.Query{{}, {Sort: store.Newest}, {Sort: store.Oldest}, {Sort: store.Oldest, Words: "the"}, {Standing: hearsay.Named}, {Standing: hearsay.Named, Sort: store.Oldest}} {
		q.Limit = 5000
		same(t, fmt.Sprintf("%+v", q), ids(found(t, s, q)), keptIDs(filter(all, q, "")))
	}
}

// searchBest puts a claim in which the words stand together before newer ones in
// which they do not.
func searchBest(t *testing.T, open Open) {
	s := opened(t, open)
	d := Draft{URL: "https://a.example/", Day: "2031-01-01", Text: "Sea salt is dear, they said. Salt from the sea is dear, she said. Pepper, he said.",
		Said: []Said{{Words: "Sea salt is dear", Cue: "said"}, {Words: "Salt from the sea is dear", Cue: "said#2"}, {Words: "Pepper", Cue: "said#3"}}}
	later := Draft{URL: "https://b.example/", Day: "2031-02-01", Text: "The salt which comes by ship in the spring of most years over the sea is late, he said.", Said: []Said{{Words: "The salt which comes by ship in the spring of most years over the sea is late", Cue: "said"}}}
	add(t, s, d.Entry(), later.Entry())
	r, far := d.Reading(), later.Reading().Claims[0].ID
	best := found(t, s, store.Query{Words: "sea salt", Sort: store.Best})
	same(t, "best", ids(best), []string{r.Claims[0].ID, far, r.Claims[1].ID})
	same(t, "newest first", found(t, s, store.Query{Words: "sea salt"}).Claims[0].Claim().ID, far)
	same(t, "best of one word is newest", ids(found(t, s, store.Query{Words: "salt", Sort: store.Best})), ids(found(t, s, store.Query{Words: "salt"})))
	same(t, "best of no words is newest", ids(found(t, s, store.Query{Sort: store.Best})), ids(found(t, s, store.Query{})))
}

func searchOffsets(t *testing.T, open Open) {
	s, _, all := generated(t, open, 30)
	for _, q := range []store.Query{{}, {Words: "the"}, {Sort: store.Oldest}} {
		want := keptIDs(filter(all, q, ""))
		var got []string
		for q.Offset = 0; q.Offset < len(want)+20; q.Offset += 17 {
			q.Limit = 17
			hits := found(t, s, q)
			if hits.Total != len(want) {
				t.Errorf("offset %d: %d claims, want %d", q.Offset, hits.Total, len(want))
			}
			got = append(got, ids(hits)...)
		}
		same(t, "page after page", got, want)
	}
}

// searchMore searches among more claims than a search looks at. Those without a
// day are the fewest: they must not crowd out the others.
func searchMore(t *testing.T, open Open) {
	s := opened(t, open)
	var entries []store.Entry
	for i := range store.Window/40 + 10 {
		entries = append(entries, crowded(i).Entry())
	}
	add(t, s, entries...)
	must(t, s.Index(t.Context(), nil))
	all := keptOf(entries)
	for _, q := range []store.Query{{}, {Sort: store.Oldest}, {Words: "the"}, {Words: "the", Sort: store.Best}} {
		hits := found(t, s, q)
		if hits.Total != store.Window || !hits.More || len(hits.Claims) != 20 {
			t.Errorf("%+v: %d claims of %d, more %v, %d shown", q, hits.Total, len(all), hits.More, len(hits.Claims))
		}
	}
	for _, q := range []store.Query{{}, {Sort: store.Oldest}} {
		same(t, string(q.Sort), ids(found(t, s, q)), keptIDs(filter(all, q, "")[:20]))
		q.Offset = store.Window
		same(t, "beyond", len(found(t, s, q).Claims), 0)
	}
	headers, err := s.Documents(t.Context(), store.Query{})
	must(t, err)
	same(t, "pages", headers.Total, len(entries))
}

// crowded is a short page of forty claims; of seven one has no day.
func crowded(i int) Draft {
	d := Draft{URL: fmt.Sprintf("https://crowded.example/%d", i), Text: "All said: ", Day: fmt.Sprintf("20%02d-%02d-03", 20+i%9, 1+i%12)}
	if i%7 == 0 {
		d.Day = ""
	}
	for k := range 40 {
		words := fmt.Sprintf("the %c%d ", 'a'+i%26, 100+k)
		d.Text += words
		d.Said = append(d.Said, Said{Words: words, Cue: "said"})
	}
	return d
}

func searchRefused(t *testing.T, open Open) {
	s := opened(t, open)
	add(t, s, ferry().Entry())
	for _, q := range []store.Query{{From: "yesterday"}, {To: "2031-5-2"}, {From: "2031-02-30"}, {To: "2031-99-99"}, {From: "+031-01-01"}, {Limit: -1}, {Offset: -1}, {Words: strings.Repeat("a", 3000)}} {
		_, err := s.Claims(t.Context(), q)
		wants(t, fmt.Sprintf("claims %.80v", q), err, hearsay.ErrInvalid)
		_, err = s.Documents(t.Context(), q)
		wants(t, fmt.Sprintf("documents %.80v", q), err, hearsay.ErrInvalid)
	}
	for _, q := range []store.Query{{Standing: "no such"}, {Stance: `a" OR "b`}, {Flag: "no such"}, {Speaker: 99}, {Speaker: -1}, {Outlet: "No Such Post"}, {From: "2031-05-02", To: "2031-05-01"}} {
		same(t, fmt.Sprintf("%+v", q), found(t, s, q).Total, 0)
	}
}

// searchOddDays adds pages with days that no calendar has: they have no day, and
// do no harm to the periods of others.
func searchOddDays(t *testing.T, open Open) {
	s := opened(t, open)
	entries := []store.Entry{ferry().Entry()}
	for i, day := range []string{"2031-99-99", "0000-00-00", "9999-99-99", "2031-02-30", "yesterday!", "2031-5-021", "+031-05-02"} {
		d := bridge()
		d.URL, d.Day = fmt.Sprintf("https://odd.example/%d", i), day
		entries = append(entries, d.Entry())
	}
	add(t, s, entries...)
	n := counts(t, s)
	same(t, "first and last day", []string{n.From, n.To}, []string{"2031-05-02", "2031-05-02"})
	for _, q := range []store.Query{{From: "2031-05-01"}, {From: "2031-05-01", Words: "f*"}, {To: "2031-05-03", Words: "f*"}, {From: "2031-01-01", To: "2031-12-31", Words: "f*"}} {
		q.Limit = 1
		same(t, fmt.Sprintf("%+v", q), pageURLs(found(t, s, q)), []string{ferry().URL})
	}
	same(t, "bridge by period", found(t, s, store.Query{Words: "bridge", From: "2000-01-01"}).Total, 0)
	same(t, "newest", pageURLs(found(t, s, store.Query{Limit: 1})), []string{ferry().URL})
	for i, e := range entries {
		same(t, fmt.Sprint("published ", i), shown(t, s, e).Document().Published, e.Reading.Document.Published)
	}
}

func pageURLs(hits *store.Hits) []string {
	var out []string
	for i := range hits.Claims {
		out = append(out, hits.Claims[i].Page.Document().URL)
	}
	return out
}

// searchComments searches for words of a comment: pages are not found by them.
func searchComments(t *testing.T, open Open) {
	s := opened(t, open)
	add(t, s, Full())
	for words, want := range map[string]int{"rubbish": 0, "café": 0, "boats": 1, "Lind": 0} {
		headers, err := s.Documents(t.Context(), store.Query{Words: words})
		must(t, err)
		same(t, words, headers.Total, want)
	}
}
