package hearsay

import "time"

// Feed is an address that is followed for news: a feed proper, or a page that
// leads to one. The command line and the desk call feeds sources; in code a
// Source is the noun phrase that names whose telling a claim is.
type Feed struct {
	URL      string     // of the feed, after discovery; what identifies it
	Page     string     // of the site, "" when unknown
	Title    string     // as the feed gives it
	Outlet   string     // the publisher's name as documents carry it
	Country  string     // ISO 3166-1 alpha-2, ""
	Kind     OutletKind // "" when nobody said
	Owner    string     // whose the outlet is, "" when nobody said
	Interval time.Duration
}

// OutletKind is the kind of publisher.
type OutletKind string

// The kinds of publishers.
const (
	Agency      OutletKind = "agency"
	Paper       OutletKind = "paper"
	Broadcaster OutletKind = "broadcaster"
	Blog        OutletKind = "blog"
	Official    OutletKind = "official"
	Social      OutletKind = "social"
)

// OutletKinds lists them in the order in which they are shown.
func OutletKinds() []OutletKind {
	return []OutletKind{Agency, Paper, Broadcaster, Blog, Official, Social}
}
