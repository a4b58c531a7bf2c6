package storetest

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"testing"

	"hearsay"
	"hearsay/store"
)

func facetTests() map[string]func(*testing.T, Open) {
	return map[string]func(*testing.T, Open){"Counts": facetCounts, "Narrow": facetNarrow}
}

// facetCounts holds the counts of facets against those over all claims.
func facetCounts(t *testing.T, open Open) {
	s, _, all := generated(t, open, 100)
	speakers := speakerIDs(t, s)
	for _, q := range []store.Query{{}, {Words: "the"}, {Standing: hearsay.Named}, {Outlet: "Outlet 3"}, {From: "2021-01-01", To: "2022-06-01"}, {Stance: hearsay.Denies, Words: "the"}, {Words: "nothinglikethis"}} {
		got := map[store.FacetField]map[string]int{}
		for _, f := range found(t, s, q).Facets {
			got[f.Field] = map[string]int{}
			for _, v := range f.Values {
				got[f.Field][v.Label] = v.Count
			}
			if len(f.Values) > 12 || f.Field != store.ByMonth && !slices.IsSortedFunc(f.Values, func(a, b store.FacetValue) int { return cmp.Compare(b.Count, a.Count) }) {
				t.Errorf("%+v: %s: %v", q, f.Field, f.Values)
			}
		}
		want := countAll(filter(all, q, ""), speakers)
		for _, field := range []store.FacetField{store.ByStanding, store.ByStance, store.ByOutletOf, store.ByFlag, store.ByMonth} {
			if len(want[field]) <= 12 {
				same(t, fmt.Sprintf("%+v: %s", q, field), got[field], want[field])
			}
		}
		if n := min(12, len(want[store.BySpeaker])); len(got[store.BySpeaker]) != n {
			t.Errorf("%+v: %d speakers, want %d", q, len(got[store.BySpeaker]), n)
		}
		for name, n := range got[store.BySpeaker] {
			same(t, fmt.Sprintf("%+v: claims of %s", q, name), n, want[store.BySpeaker][name])
		}
	}
}

// countAll counts the values of all fields over claims; of speakers those shown.
func countAll(of []kept, speakers map[string]int64) map[store.FacetField]map[string]int {
	out := map[store.FacetField]map[string]int{}
	count := func(f store.FacetField, value string) {
		if out[f] == nil {
			out[f] = map[string]int{}
		}
		out[f][value]++
	}
	for i := range of {
		k := &of[i]
		count(store.ByStanding, string(k.claim.Chain[0].Standing))
		count(store.ByStance, string(k.claim.Stance))
		if d := k.page.Document; d.Outlet != "" {
			count(store.ByOutletOf, d.Outlet)
		}
		if d := k.page.Document; d.Published != "" {
			count(store.ByMonth, d.Published[:7])
		}
		for _, f := range k.flags() {
			count(store.ByFlag, string(f))
		}
		if _, ok := speakers[k.speaker()]; ok {
			count(store.BySpeaker, k.speaker())
		}
	}
	return out
}

// facetNarrow takes each value of each facet back to a query: it finds as many
// claims as the facet said.
func facetNarrow(t *testing.T, open Open) {
	s, _, _ := generated(t, open, 50)
	values := 0
	for _, f := range found(t, s, store.Query{}).Facets {
		for _, v := range f.Values {
			q := store.Query{}
			switch f.Field {
			case store.ByStanding:
				q.Standing = hearsay.Standing(v.Value)
			case store.ByStance:
				q.Stance = hearsay.Stance(v.Value)
			case store.BySpeaker:
				q.Speaker, _ = strconv.ParseInt(v.Value, 10, 64)
			case store.ByOutletOf:
				q.Outlet = v.Value
			case store.ByMonth:
				q.From, q.To = v.Value+"-01", v.Value+"-28"
			case store.ByFlag:
				q.Flag = hearsay.FlagKind(v.Value)
			}
			values++
			same(t, fmt.Sprintf("%s %s", f.Field, v.Label), found(t, s, q).Total, v.Count)
		}
	}
	if values < 30 {
		t.Errorf("only %d values", values)
	}
}
