package desk

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"hearsay"
	"hearsay/store"
)

// searchView is what the search page shows.
type searchView struct {
	asked
	Hits    []hit
	Total   int
	More    bool
	Facets  []facet
	Chosen  []facetValue // what narrows the search, with links that take it off
	Sorting []facetValue
	Tabs    []tab
	Pager   pager
	Counts  store.Counts
}

func (d *desk) search(r *http.Request) (view, error) {
	q := readQuery(r)
	counts, err := d.counts(r.Context())
	if err != nil {
		return view{}, err
	}
	if counts.Pages == 0 {
		return d.firstRun(r)
	}
	found, err := d.Store.Claims(r.Context(), q.Query)
	if err != nil {
		return view{}, err
	}
	v := searchView{asked: q, Hits: hitsOf(found.Claims), Total: found.Total, More: found.More, Facets: facetsOf(r, found.Facets), Sorting: sorting(r, q.Sort, q.Words != ""),
		Tabs: tabs(r), Pager: pagerOf(r, q.Page, found.Total), Counts: counts}
	if v.Chosen, err = d.chosen(r, q); err != nil {
		return view{}, err
	}
	title := "Who said what"
	if q.Words != "" {
		title = printable(q.Words) + ": claims reported"
	}
	return view{Name: "search", Title: title, Nav: "search", Query: q.Words, Data: v}, nil
}

// countsFor is how long counts of the whole store are shown without counting again.
const countsFor = 5 * time.Second

// counts says how much is kept; counting a large store for every search would take
// as long as the search.
func (d *desk) counts(ctx context.Context) (store.Counts, error) {
	d.counted.Lock()
	defer d.counted.Unlock()
	if now := d.Now(); d.counted.Pages == 0 || d.counted.Waiting > 0 || now.Sub(d.counted.at) > countsFor {
		counts, err := d.Store.Counts(ctx)
		if err != nil {
			return counts, err
		}
		d.counted.Counts, d.counted.at = counts, now
	}
	return d.counted.Counts, nil
}

// chosen lists what narrows a search, each with a link that takes it off.
func (d *desk) chosen(r *http.Request, q asked) ([]facetValue, error) {
	var out []facetValue
	add := func(label string, off ...string) {
		if label != "" {
			out = append(out, facetValue{Label: label, Link: with(r, off...)})
		}
	}
	if q.Standing != "" {
		add("source: "+standingWord(string(q.Standing)), "standing", "")
	}
	if q.Stance != "" {
		add("stance: "+printable(string(q.Stance)), "stance", "")
	}
	if q.Flag != "" {
		add(printable(flagWords(q.Flag)), "flag", "")
	}
	if q.Outlet != "" {
		add("in: "+printable(q.Outlet), "outlet", "")
	}
	if q.Speaker != 0 {
		s, err := d.Store.Speaker(r.Context(), q.Speaker)
		if err != nil {
			return nil, err
		}
		add("said by: "+printable(s.Name), "speaker", "")
	}
	if q.From != "" {
		add("from "+longDay(q.From), "from", "")
	}
	if q.To != "" {
		add("to "+longDay(q.To), "to", "")
	}
	return out, nil
}

func (d *desk) firstRun(r *http.Request) (view, error) {
	jobs, err := d.Store.Listed(r.Context(), store.AnyState, 5)
	if err != nil {
		return view{}, err
	}
	v := view{Name: "first", Title: "An empty store", Nav: "search", Data: jobsOf(jobs)}
	for _, j := range jobs {
		if j.State == store.JobQueued || j.State == store.JobLeased {
			v.Refresh = 2
		}
	}
	return v, nil
}

// documentsView is what the search for pages shows.
type documentsView struct {
	asked
	Documents []store.Header
	Total     int
	More      bool
	Sorting   []facetValue
	Tabs      []tab
	Pager     pager
}

func (d *desk) searchDocuments(r *http.Request) (view, error) {
	q := readQuery(r)
	found, err := d.Store.Documents(r.Context(), q.Query)
	if err != nil {
		return view{}, err
	}
	for i := range found.Documents {
		h := &found.Documents[i]
		if h.Title == "" {
			h.Title = "a page without a headline"
		}
	}
	return view{Name: "documents", Title: "Pages", Nav: "search", Query: q.Words, Data: documentsView{q, found.Documents, found.Total, found.More, sorting(r, q.Sort, false), tabs(r), pagerOf(r, q.Page, found.Total)}}, nil
}

// speakersView is what the list of speakers shows.
type speakersView struct {
	Speakers []store.Speaker
	Words    string
	Tabs     []tab
}

const maxSpeakers = 200

func (d *desk) searchSpeakers(r *http.Request) (view, error) {
	q := readQuery(r)
	found, err := d.Store.Speakers(r.Context(), q.Words, maxSpeakers)
	if err != nil {
		return view{}, err
	}
	return view{Name: "speakers", Title: "Speakers", Nav: "speakers", Query: q.Words, Data: speakersView{found, q.Words, tabs(r)}}, nil
}

// speakerView is what a speaker's page shows.
type speakerView struct {
	Speaker *store.Speaker
	Kind    string
	Hits    []hit
	Total   int
	More    bool
	Facets  []facet
	Sorting []facetValue
	Pager   pager
	Search  string // the same claims in the search
}

func (d *desk) speaker(r *http.Request) (view, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return view{}, errNoPage
	}
	s, err := d.Store.Speaker(r.Context(), id)
	if err != nil {
		return view{}, err
	}
	q := readQuery(r)
	q.Speaker = id
	found, err := d.Store.Claims(r.Context(), q.Query)
	if err != nil {
		return view{}, err
	}
	var facets []store.Facet
	for _, f := range found.Facets {
		if f.Field != store.BySpeaker && f.Field != store.ByStanding {
			facets = append(facets, f)
		}
	}
	kind := string(s.Kind)
	if s.Kind == hearsay.BodyOrg {
		kind = "body"
	}
	return view{Name: "speaker", Title: "What " + printable(s.Name) + " was reported to have said", Nav: "speakers",
		Data: speakerView{s, kind, hitsOf(found.Claims), found.Total, found.More, facetsOf(r, facets), sorting(r, q.Sort, false), pagerOf(r, q.Page, found.Total), "/?speaker=" + strconv.FormatInt(id, 10)}}, nil
}
