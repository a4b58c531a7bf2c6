package store

import "hearsay"

// Query says what to search for. Fields that are empty do not narrow.
type Query struct {
	Words    string // all must occur; "words in quotes" next to each other; word* begins so
	Standing hearsay.Standing
	Stance   hearsay.Stance
	Flag     hearsay.FlagKind
	Speaker  int64  // Speaker.ID
	Outlet   string // its name
	From, To string // days of publication, YYYY-MM-DD, both inclusive
	Sort     Sort
	Limit    int // 20 when 0
	Offset   int
}

// Sort is the order of hits.
type Sort string

// The orders. Newest is the default.
const (
	Newest Sort = "newest" // by day of publication, unknown last
	Oldest Sort = "oldest"
	Best   Sort = "best" // those in which the words stand together first, then by day
)

// Window is how many claims a search looks at before it stops counting: counts
// and order are exact up to it, and Hits.More says when there were more.
const Window = 2000

// Hits are the claims found.
type Hits struct {
	Claims []Hit
	Total  int  // at most Window
	More   bool // there are more than Total; those counted are the ones added last
	Facets []Facet
}

// Hit is one claim found.
type Hit struct {
	Page  *Page
	Index int // in Page.Reading.Claims
}

// Claim is the claim found.
func (h *Hit) Claim() *hearsay.Claim { return &h.Page.Reading.Claims[h.Index] }

// Facet counts the values of one field over the hits.
type Facet struct {
	Field  FacetField
	Values []FacetValue // most frequent first; at most a dozen
}

// FacetField is a field by which hits can be narrowed.
type FacetField string

// The fields of facets, in the order in which they are shown.
const (
	ByStanding FacetField = "standing"
	ByStance   FacetField = "stance"
	BySpeaker  FacetField = "speaker"
	ByOutletOf FacetField = "outlet"
	ByMonth    FacetField = "month"
	ByFlag     FacetField = "flag"
)

// FacetValue is one value with the number of hits that have it.
type FacetValue struct {
	Value string // as a Query takes it: a word, a speaker's id, YYYY-MM
	Label string // as a person reads it
	Count int
}

// Headers are the documents found.
type Headers struct {
	Documents []Header
	Total     int
	More      bool
}

// Header is what a list of documents shows of one.
type Header struct {
	Document, Title, Outlet, URL, Published, Language string
	Claims                                            int
}

// Speaker is somebody who speaks on one or more pages: a body, or a person who
// may be shown across pages. Two speakers of the same name and kind are one here
// only where the store is certain; see docs/decisions.
type Speaker struct {
	ID      int64
	Name    string
	Kind    hearsay.EntityKind
	Country string // ISO 3166-1 alpha-2, ""
	Claims  int
	Outlets int
}
