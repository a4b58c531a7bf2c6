package storetest

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"hearsay"
	"hearsay/store"
)

// find returns the ids of the claims a query finds.
func find(t *testing.T, s store.Store, q store.Query) []string {
	t.Helper()
	hits, err := s.Claims(t.Context(), q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	var ids []string
	for i := range hits.Claims {
		ids = append(ids, hits.Claims[i].Claim().ID)
	}
	return ids
}

// testWords: all words, phrases, beginnings, speakers; and nothing that somebody
// types is an operator.
func testWords(t *testing.T, s store.Store) {
	e := page("quay", "Courier", "2031-05-01", mayor, denial)
	mustAdd(t, s, e)
	quay, money := e.Reading.Claims[0].ID, e.Reading.Claims[1].ID
	for words, want := range map[string][]string{
		"quay": {quay}, "QUAY month": {quay}, "quay money": nil, `"closed for a month"`: {quay}, `"month for"`: nil, "clos*": {quay}, "clo": nil, "varga": {quay}, "harbour board": {money}, "missing": {money},
		"“any money”": {money}, "quay OR money": nil, "NOT quay": nil, `quay "`: {quay}, `"`: nil, "*": nil, "()": nil, "words:quay": nil, "quay^2": nil, "facets:zclaim": nil, "zclaim": nil, "znamed": nil, "-quay": {quay}, "a\x00b": nil, "quay; DROP TABLE claims": nil,
	} {
		if got := find(t, s, store.Query{Words: words}); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", words, got, want)
		}
	}
}

// testFacets: queries of every kind find what a look at every claim finds, and the
// facets count it.
func testFacets(t *testing.T, s store.Store) {
	entries := made(150)
	mustAdd(t, s, entries...)
	outlet := entries[0].Reading.Document.Outlet
	speakers, err := s.Speakers(t.Context(), "", 3)
	if err != nil || len(speakers) != 3 {
		t.Fatalf("%v, %v", speakers, err)
	}
	names := map[int64]string{}
	var queries []store.Query
	for _, sp := range speakers {
		names[sp.ID] = sp.Name
		queries = append(queries, store.Query{Speaker: sp.ID}, store.Query{Speaker: sp.ID, Stance: hearsay.Asserts})
	}
	for _, period := range [][2]string{{"", ""}, {"2023-02-10", "2024-03-05"}, {"2025-01-01", "2025-12-31"}, {"2022-06-15", ""}, {"", "2022-06-15"}, {"2024-05-01", "2024-05-31"}, {"2029-01-01", "2030-01-01"}, {"2024-01-02", "2024-01-01"}} {
		for _, q := range []store.Query{{}, {Standing: hearsay.Named}, {Stance: hearsay.Denies}, {Flag: hearsay.UnnamedSource}, {Outlet: outlet}, {Standing: hearsay.Unnamed, Stance: hearsay.Asserts, Outlet: outlet}, {Words: "the"}, {Words: "the", Standing: hearsay.Role}, {Outlet: "none such"}, {Flag: "none such"}} {
			q.From, q.To = period[0], period[1]
			queries = append(queries, q)
		}
	}
	for _, q := range queries {
		q.Limit = store.Window
		want := byHand(entries, q, names)
		hits, err := s.Claims(t.Context(), q)
		if err != nil {
			t.Fatalf("%+v: %v", q, err)
		}
		got := find(t, s, q)
		slices.Sort(got)
		if !slices.Equal(got, want.ids) || hits.Total != len(want.ids) || hits.More {
			t.Errorf("%+v: %d found, %d by hand (total %d)", q, len(got), len(want.ids), hits.Total)
		}
		checkFacets(t, q, hits, want)
	}
}

// hand is what a look at every claim finds.
type hand struct {
	ids    []string
	counts map[string]int // by field and value
}

func byHand(entries []store.Entry, q store.Query, speakers map[int64]string) hand {
	out := hand{counts: map[string]int{}}
	for _, e := range entries {
		d := e.Reading.Document
		if q.Outlet != "" && d.Outlet != q.Outlet || q.From != "" && d.Published < q.From || q.To != "" && d.Published > q.To {
			continue
		}
		for i := range e.Reading.Claims {
			c := &e.Reading.Claims[i]
			l := c.Chain[0]
			flagged := slices.ContainsFunc(e.Reading.Flags, func(f hearsay.Flag) bool { return slices.Contains(f.Claims, c.ID) })
			name := ""
			if s := e.Reading.Entity(l.Speaker); s != nil {
				name = s.Name
			}
			text := " " + strings.ToLower(c.Content[0].In(d.Text)+" "+l.Source.In(d.Text)) + " "
			if q.Standing != "" && l.Standing != q.Standing || q.Stance != "" && c.Stance != q.Stance || q.Flag != "" && !(flagged && q.Flag == hearsay.UnnamedSource) ||
				q.Speaker != 0 && name != speakers[q.Speaker] || q.Words != "" && !strings.Contains(text, " "+q.Words+" ") {
				continue
			}
			out.ids = append(out.ids, c.ID)
			out.counts["standing "+string(l.Standing)]++
			out.counts["stance "+string(c.Stance)]++
			out.counts["outlet "+d.Outlet]++
			out.counts["month "+d.Published[:7]]++
			if flagged {
				out.counts["flag "+string(hearsay.UnnamedSource)]++
			}
		}
	}
	slices.Sort(out.ids)
	return out
}

func checkFacets(t *testing.T, q store.Query, hits *store.Hits, want hand) {
	t.Helper()
	for _, f := range hits.Facets {
		if f.Field == store.BySpeaker {
			continue
		}
		for _, v := range f.Values {
			if n := want.counts[string(f.Field)+" "+v.Value]; n != v.Count {
				t.Errorf("%+v: %s %s: %d, by hand %d", q, f.Field, v.Value, v.Count, n)
			}
		}
		if len(f.Values) == 0 && len(want.ids) > 0 && f.Field != store.ByFlag {
			t.Errorf("%+v: no values of %s", q, f.Field)
		}
	}
}

// testOrder: newest, oldest and best first, page by page, unknown days last.
func testOrder(t *testing.T, s store.Store) {
	entries := []store.Entry{page("a", "A", "2031-05-02", mayor), page("b", "A", "", mayor), page("c", "A", "2031-05-03", mayor, denial), page("d", "A", "2031-05-01", mayor)}
	mustAdd(t, s, entries...)
	id := func(page, claim int) string { return entries[page].Reading.Claims[claim].ID }
	newest := []string{id(2, 0), id(2, 1), id(0, 0), id(3, 0), id(1, 0)}
	for name, c := range map[string]struct {
		q    store.Query
		want []string
	}{
		"newest":        {store.Query{}, newest},
		"newest, words": {store.Query{Words: "quay"}, []string{id(2, 0), id(0, 0), id(3, 0), id(1, 0)}},
		"oldest":        {store.Query{Sort: store.Oldest}, []string{id(3, 0), id(0, 0), id(2, 0), id(2, 1), id(1, 0)}},
		"oldest, facet": {store.Query{Sort: store.Oldest, Stance: hearsay.Asserts}, []string{id(3, 0), id(0, 0), id(2, 0), id(1, 0)}},
		"second page":   {store.Query{Limit: 2, Offset: 2}, newest[2:4]},
		"past the end":  {store.Query{Limit: 2, Offset: 9}, nil},
		"best":          {store.Query{Sort: store.Best, Words: "missing money"}, []string{id(2, 1)}},
	} {
		if got := find(t, s, c.q); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// testDocuments: pages by words, outlet and day, page by page.
func testDocuments(t *testing.T, s store.Store) {
	entries := made(60)
	mustAdd(t, s, entries...)
	slices.SortStableFunc(entries, func(a, b store.Entry) int {
		return cmp.Compare(b.Reading.Document.Published, a.Reading.Document.Published)
	})
	outlet := entries[0].Reading.Document.Outlet
	for _, q := range []store.Query{{}, {Words: "minister"}, {Outlet: outlet}, {From: "2023-01-01", To: "2026-01-01"}, {Words: "minister", From: "2023-01-01"}, {Words: "nosuchword"}} {
		var want []string
		for _, e := range entries {
			d := e.Reading.Document
			words := strings.FieldsFunc(strings.ToLower(d.Text), func(r rune) bool { return r < 'a' || r > 'z' })
			if (q.Words == "" || slices.Contains(words, q.Words)) && (q.Outlet == "" || d.Outlet == q.Outlet) && (q.From == "" || d.Published >= q.From) && (q.To == "" || d.Published <= q.To) {
				want = append(want, d.ID)
			}
		}
		var got []string
		for offset := 0; ; offset += 7 {
			q.Limit, q.Offset = 7, offset
			h, err := s.Documents(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			if h.Total != len(want) {
				t.Errorf("%+v: total %d, by hand %d", q, h.Total, len(want))
			}
			for _, one := range h.Documents {
				got = append(got, one.Document)
			}
			if len(h.Documents) < 7 {
				break
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%+v: %d found, %d by hand", q, len(got), len(want))
		}
	}
}

// testBadQueries: what makes no sense is refused in words.
func testBadQueries(t *testing.T, s store.Store) {
	for _, q := range []store.Query{{From: "May"}, {To: "2031-5-1"}, {Limit: -1}, {Offset: -1}, {Words: strings.Repeat("x", 5000)}} {
		if _, err := s.Claims(t.Context(), q); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("%.80s: %v", fmt.Sprintf("%+v", q), err)
		}
	}
}

// testSpeakers: who is shown across pages, and who stays on theirs.
func testSpeakers(t *testing.T, s store.Store) {
	mustAdd(t, s, page("a", "A", "2031-05-01", mayor, unnamed, denial, private), page("b", "A", "2031-05-02", private))
	names := func() (out []string) {
		found, err := s.Speakers(t.Context(), "", 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, sp := range found {
			out = append(out, sp.Name)
			if one, err := s.Speaker(t.Context(), sp.ID); err != nil || one.Name != sp.Name {
				t.Errorf("%s: %+v, %v", sp.Name, one, err)
			}
		}
		slices.Sort(out)
		return out
	}
	if got := names(); !slices.Equal(got, []string{"Harbour Board", "Ilse Varga"}) {
		t.Errorf("shown: %v", got)
	}
	for id := range int64(10) {
		if sp, err := s.Speaker(t.Context(), id); err == nil && sp.Name == private.who {
			t.Error("a private person has a page across pages")
		}
	}
	mustAdd(t, s, page("c", "C", "2031-05-03", private))
	if got := names(); !slices.Equal(got, []string{"Harbour Board", "Ilse Varga", "Odd Nilsen"}) {
		t.Errorf("after a second outlet: %v", got)
	}
	if found, err := s.Speakers(t.Context(), "harb boa", 10); err != nil || len(found) != 1 || found[0].Claims != 1 || found[0].Outlets != 1 {
		t.Errorf("by beginnings: %+v, %v", found, err)
	}
}
