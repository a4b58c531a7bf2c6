package storetest

import (
	"fmt"
	"slices"
	"testing"

	"hearsay"
	"hearsay/store"
)

func documentTests() map[string]func(*testing.T, Open) {
	return map[string]func(*testing.T, Open){"Filter": documentFilter, "Header": documentHeader, "Offsets": documentOffsets}
}

// documentFilter holds lists of pages against a filter over all of them.
func documentFilter(t *testing.T, open Open) {
	s, entries, _ := generated(t, open, 80)
	for _, q := range []store.Query{{}, {Sort: store.Oldest}, {Outlet: "Outlet 2"}, {Outlet: "No such"}, {From: "2021-01-01"}, {To: "2021-01-01"}, {From: "2020-06-01", To: "2022-06-28", Outlet: "Outlet 1", Sort: store.Oldest},
		{Words: "the"}, {Words: "the government"}, {Words: "nowhere"}, {Words: "government", Outlet: "Outlet 2", Sort: store.Oldest}} {
		q.Limit = 500
		got, err := s.Documents(t.Context(), q)
		must(t, err)
		want := filterPages(entries, q)
		same(t, fmt.Sprintf("%+v", q), documentsOf(got), want)
		same(t, fmt.Sprintf("%+v: total", q), got.Total, len(want))
	}
}

// filterPages are the documents that a query asks for, in the order it asks for.
func filterPages(entries []store.Entry, q store.Query) []string {
	var all []kept
	for i, e := range entries {
		k := kept{entry: i, page: e.Reading, claim: &hearsay.Claim{Chain: make([]hearsay.Link, 1)}, words: fields(e.Reading.Document.Title + " " + e.Reading.Document.Text)}
		all = append(all, k)
	}
	var out []string
	for _, k := range filter(all, q, "") {
		out = append(out, k.page.Document.ID)
	}
	return out
}

func documentsOf(h *store.Headers) []string {
	var out []string
	for _, d := range h.Documents {
		out = append(out, d.Document)
	}
	return out
}

func documentHeader(t *testing.T, open Open) {
	s := opened(t, open)
	e := Full()
	add(t, s, e)
	got, err := s.Documents(t.Context(), store.Query{})
	must(t, err)
	d := e.Reading.Document
	same(t, "header", got, &store.Headers{Total: 1, Documents: []store.Header{{Document: d.ID, Title: d.Title, Outlet: d.Outlet, URL: d.URL, Published: d.Published, Language: d.Language, Claims: 2}}})
}

func documentOffsets(t *testing.T, open Open) {
	s, entries, _ := generated(t, open, 40)
	want := filterPages(entries, store.Query{})
	for part := range slices.Chunk(want, 9) {
		got, err := s.Documents(t.Context(), store.Query{Limit: 9, Offset: slices.Index(want, part[0])})
		must(t, err)
		same(t, "part", documentsOf(got), part)
	}
	got, err := s.Documents(t.Context(), store.Query{Offset: 1000})
	must(t, err)
	same(t, "beyond", []int{len(got.Documents), got.Total}, []int{0, 40})
}
