package queue

// The kinds of jobs, each with the shape of its payload in JSON.
const (
	FetchPage  = "fetch-page"  // PagePayload: fetch an address, read it, keep it
	AddText    = "add-text"    // TextPayload: read words that somebody pasted, keep them
	FollowFeed = "follow-feed" // FeedPayload: find the feed of an address and follow it
	AddSamples = "add-samples" // no payload: keep the sample pages
	VisitFeed  = "visit-feed"  // no payload, its key is the feed's address: see what is new there
)

// PagePayload is what FetchPage needs. All but URL may be empty; what a feed says
// stands in where the page says nothing.
type PagePayload struct {
	URL       string   `json:"url"`
	Feed      string   `json:"feed,omitempty"`
	Outlet    string   `json:"outlet,omitempty"`    // as the user calls it
	Publisher string   `json:"publisher,omitempty"` // as the item, else the feed calls it
	Title     string   `json:"title,omitempty"`
	Published string   `json:"published,omitempty"`
	Authors   []string `json:"authors,omitempty"`
}

// TextPayload is what AddText needs; all but Text may be empty.
type TextPayload struct {
	Text      string `json:"text"`
	HTML      bool   `json:"html,omitempty"`
	Feed      string `json:"feed,omitempty"`
	URL       string `json:"url,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	Title     string `json:"title,omitempty"`
	Published string `json:"published,omitempty"`
}

// FeedPayload is what FollowFeed needs: an address, of a feed or of a page that
// leads to one, and what is said of its publisher.
type FeedPayload struct {
	Address  string `json:"address"`
	Outlet   string `json:"outlet,omitempty"`
	Country  string `json:"country,omitempty"`
	Kind     string `json:"kind,omitempty"`
	Owner    string `json:"owner,omitempty"`
	Interval string `json:"interval,omitempty"` // as time.ParseDuration reads it
}
