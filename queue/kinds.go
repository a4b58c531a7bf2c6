package queue

// The kinds of jobs, each with the shape of its payload in JSON.
const (
	FetchPage  = "fetch-page"  // PagePayload: fetch an address, read it, keep it
	AddText    = "add-text"    // TextPayload: read words that somebody pasted, keep them
	FollowFeed = "follow-feed" // FeedPayload: find the feed of an address and follow it
	AddSamples = "add-samples" // no payload: keep the sample pages
)

// PagePayload is what FetchPage needs. All but URL may be empty; what a feed says
// stands in where the page says nothing.
type PagePayload struct {
	URL       string   `json:"url"`
	Feed      string   `json:"feed,omitempty"`
	Outlet    string   `json:"outlet,omitempty"`    // of the feed
	Publisher string   `json:"publisher,omitempty"` // the item's own source: the true publisher
	Title     string   `json:"title,omitempty"`
	Published string   `json:"published,omitempty"`
	Authors   []string `json:"authors,omitempty"`
}

// TextPayload is what AddText needs; all but Text may be empty.
type TextPayload struct {
	Text      string `json:"text"`
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
