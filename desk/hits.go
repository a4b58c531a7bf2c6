package desk

import (
	"cmp"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"hearsay"
	"hearsay/store"
)

// hit is a claim in a list.
type hit struct {
	telling
	Excerpt   []stretch
	Path      string // of the claim sheet
	PagePath  string // of its place on the page
	Title     string
	Outlet    string
	Published string
}

func hitOf(h *store.Hit) hit {
	p, d := h.Page, h.Page.Document()
	return hit{telling: tell(p, h.Index), Excerpt: excerpt(p.Reading, h.Claim()), Path: claimPath(h.Claim().ID), PagePath: pagePath(d.ID, h.Index+1),
		Title: titleOf(d), Outlet: printable(d.Outlet), Published: d.Published}
}

func hitsOf(hits []store.Hit) []hit {
	var out []hit
	for i := range hits {
		out = append(out, hitOf(&hits[i]))
	}
	return out
}

func titleOf(d *hearsay.Document) string {
	return cmp.Or(strings.TrimSpace(printable(d.Title)), firstLine(d.Text), "a page without a headline")
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if r := []rune(printable(line)); len(r) > 90 {
		return string(r[:90]) + "…"
	}
	return printable(line)
}

// asked is what a search asks for, as its address has it.
type asked struct {
	store.Query
	Page int // from 1
}

const perPage = 20

func readQuery(r *http.Request) asked {
	v := r.URL.Query()
	q := asked{Page: 1}
	q.Words = strings.TrimSpace(v.Get("q"))
	q.Standing, q.Stance, q.Flag = hearsay.Standing(v.Get("standing")), hearsay.Stance(v.Get("stance")), hearsay.FlagKind(v.Get("flag"))
	q.Outlet, q.Sort = v.Get("outlet"), store.Sort(v.Get("sort"))
	q.From, q.To = strings.TrimSpace(v.Get("from")), strings.TrimSpace(v.Get("to"))
	q.Speaker, _ = strconv.ParseInt(v.Get("speaker"), 10, 64)
	if n, err := strconv.Atoi(v.Get("page")); err == nil && n > 1 {
		q.Page = min(n, store.Window/perPage)
	}
	q.Limit, q.Offset = perPage, (q.Page-1)*perPage
	return q
}

// with is the address of the same search with some values changed; "" takes one
// off. It begins at its first page again.
func with(r *http.Request, changes ...string) string {
	v := r.URL.Query()
	v.Del("page")
	for i := 0; i+1 < len(changes); i += 2 {
		if changes[i+1] == "" {
			v.Del(changes[i])
		} else {
			v.Set(changes[i], changes[i+1])
		}
	}
	for name := range v {
		if v.Get(name) == "" {
			v.Del(name)
		}
	}
	if len(v) == 0 {
		return r.URL.Path
	}
	return r.URL.Path + "?" + v.Encode()
}

// facet is a field by which a search can be narrowed, with links that do.
type facet struct {
	Name   string
	Values []facetValue
}

type facetValue struct {
	Label  string
	Count  int
	Link   string
	Chosen bool
}

func facetsOf(r *http.Request, facets []store.Facet) []facet {
	var out []facet
	for _, f := range facets {
		one := facet{Name: facetName(f.Field)}
		for _, v := range f.Values {
			one.Values = append(one.Values, valueOf(r, f.Field, v))
		}
		if len(one.Values) > 0 {
			out = append(out, one)
		}
	}
	return out
}

func facetName(f store.FacetField) string {
	if f == store.ByFlag {
		return "Warnings"
	}
	return strings.ToUpper(string(f[:1])) + string(f[1:])
}

func valueOf(r *http.Request, f store.FacetField, v store.FacetValue) facetValue {
	out := facetValue{Label: printable(v.Label), Count: v.Count, Chosen: r.URL.Query().Get(string(f)) == v.Value}
	switch f {
	case store.ByStanding:
		out.Label = standingWord(v.Value)
	case store.ByFlag:
		out.Label = flagWords(hearsay.FlagKind(v.Value))
	case store.ByMonth:
		return monthValue(r, v)
	}
	out.Link = with(r, string(f), v.Value)
	if out.Chosen {
		out.Link = with(r, string(f), "")
	}
	return out
}

// monthValue narrows to a month by its first and last day.
func monthValue(r *http.Request, v store.FacetValue) facetValue {
	out := facetValue{Label: v.Label, Count: v.Count}
	first, err := time.Parse("2006-01", v.Value)
	if err != nil {
		return out
	}
	from, to := first.Format(time.DateOnly), first.AddDate(0, 1, -1).Format(time.DateOnly)
	out.Label = first.Format("January 2006")
	out.Chosen = r.URL.Query().Get("from") == from && r.URL.Query().Get("to") == to
	out.Link = with(r, "from", from, "to", to)
	if out.Chosen {
		out.Link = with(r, "from", "", "to", "")
	}
	return out
}

// pager leads to the pages of a list before and after.
type pager struct {
	Page, Pages      int
	Earlier, Further string // addresses, "" for none
}

func pagerOf(r *http.Request, page, total int) pager {
	p := pager{Page: page, Pages: max(1, (total+perPage-1)/perPage)}
	at := func(n int) string {
		v := r.URL.Query()
		v.Set("page", strconv.Itoa(n))
		return r.URL.Path + "?" + v.Encode()
	}
	if page > 1 {
		p.Earlier = at(page - 1)
	}
	if page < p.Pages {
		p.Further = at(page + 1)
	}
	return p
}

// sorting are the orders with the addresses that choose them.
func sorting(r *http.Request, chosen store.Sort, words bool) []facetValue {
	var out []facetValue
	for _, s := range []struct {
		sort  store.Sort
		label string
	}{{store.Newest, "newest"}, {store.Oldest, "oldest"}, {store.Best, "best match"}} {
		if s.sort == store.Best && !words {
			continue
		}
		out = append(out, facetValue{Label: s.label, Link: with(r, "sort", string(s.sort)), Chosen: cmp.Or(chosen, store.Newest) == s.sort})
	}
	return out
}

// tab leads from one kind of search to another with the same words.
type tab struct {
	Label, Link string
	Chosen      bool
}

func tabs(r *http.Request) []tab {
	q := url.Values{}
	if words := r.URL.Query().Get("q"); words != "" {
		q.Set("q", words)
	}
	var out []tab
	for _, t := range []struct{ path, label string }{{"/", "Claims"}, {"/documents", "Pages"}, {"/speakers", "Speakers"}} {
		link := t.path
		if len(q) > 0 {
			link += "?" + q.Encode()
		}
		out = append(out, tab{t.label, link, r.URL.Path == t.path})
	}
	return out
}
