package feed

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"

	"hearsay"
)

// Channel is a feed as it was read.
type Channel struct {
	Title, Link, Language string
	Kind                  string // rss, atom or json
	Items                 []Item
	Problems              []string // what was odd about it, for a person to read
}

// Item is one entry of a feed.
type Item struct {
	ID        string // as the feed gives it, else the link, else the title
	Title     string
	Link      string    // absolute, "" for none
	Published time.Time // zero when unknown
	Updated   time.Time
	Authors   []string
	Content   string // HTML or text: the longer of content and summary
	Publisher Publisher
}

// Publisher is whom an item names as its source: in a feed that gathers others'
// news the true publisher.
type Publisher struct{ Name, URL string }

// The bounds of a feed. 10,286 news items of a day and feeds of a thousand entries
// stay far below them.
const (
	maxBytes = 32 << 20
	maxItems = 5000
	maxDepth = 200     // elements within elements
	maxJSON  = 200_000 // objects
)

// Read reads a feed fetched from address with the content type given, which may be
// "". What is no feed, or costs too much to read, is hearsay.ErrInvalid.
func Read(data []byte, contentType, address string) (ch *Channel, err error) {
	defer func() {
		if p := recover(); p != nil { // of the library: its input is not ours to trust
			ch, err = nil, fmt.Errorf("read feed: it cannot be made sense of (%v): %w", p, hearsay.ErrInvalid)
		}
	}()
	if len(data) > maxBytes {
		return nil, fmt.Errorf("read feed: more than %d bytes: %w", maxBytes, hearsay.ErrInvalid)
	}
	text, problems := decode(data, contentType)
	text, more, err := bound(text)
	if err != nil {
		return nil, fmt.Errorf("read feed: %w", err)
	}
	parsed, broken, err := parse(text)
	if err != nil {
		return nil, fmt.Errorf("read feed: %w", err)
	}
	ch = channel(parsed, address)
	if ch.Kind == "json" && ch.Title == "" && len(ch.Items) == 0 {
		return nil, fmt.Errorf("read feed: neither title nor items in it: %w", hearsay.ErrInvalid)
	}
	ch.Problems = append(problems, append(more, broken...)...)
	return ch, nil
}

// parse hands the text to the library, and again up to the last whole item where
// it is broken further on.
func parse(text string) (*gofeed.Feed, []string, error) {
	p := gofeed.NewParser()
	p.KeepOriginalFeed = true
	f, err := p.ParseString(text)
	if err == nil {
		return f, nil, nil
	}
	if whole := upToLastItem(text); whole != "" {
		if f, err2 := p.ParseString(whole); err2 == nil && len(f.Items) > 0 {
			return f, []string{fmt.Sprintf("the feed is broken (%v): what stands before was read", err)}, nil
		}
	}
	return nil, nil, fmt.Errorf("it is no feed, or one that is broken: %v: %w", err, hearsay.ErrInvalid)
}

func channel(f *gofeed.Feed, address string) *Channel {
	ch := &Channel{Title: clean(f.Title), Language: f.Language, Kind: f.FeedType}
	base := address
	if ch.Link = absolute(f.Link, address); ch.Link != "" && address == "" {
		base = ch.Link
	}
	sources := publishers(f)
	for i, it := range f.Items {
		if it == nil {
			continue
		}
		item := Item{Title: clean(it.Title), Link: linkOf(it, base), Published: moment(it.PublishedParsed), Updated: moment(it.UpdatedParsed), Content: it.Content}
		if len(it.Description) > len(item.Content) {
			item.Content = it.Description
		}
		for _, a := range it.Authors {
			if name := clean(cmp.Or(a.Name, a.Email)); name != "" {
				item.Authors = append(item.Authors, name)
			}
		}
		if i < len(sources) {
			item.Publisher = Publisher{clean(sources[i].Name), absolute(sources[i].URL, base)}
		}
		item.ID = cmp.Or(strings.TrimSpace(it.GUID), item.Link, item.Title)
		ch.Items = append(ch.Items, item)
	}
	return ch
}

// linkOf is the address of an item's page. An id that is an address stands in for
// a link that is missing, as RSS has it (guid, isPermaLink).
func linkOf(it *gofeed.Item, base string) string {
	for _, ref := range append([]string{it.Link}, it.Links...) {
		if a := absolute(ref, base); a != "" {
			return a
		}
	}
	if strings.HasPrefix(it.GUID, "http://") || strings.HasPrefix(it.GUID, "https://") {
		return absolute(it.GUID, base)
	}
	return ""
}

// publishers are the sources of the items, which the library's common shape leaves
// out.
func publishers(f *gofeed.Feed) []Publisher {
	var out []Publisher
	switch original := f.OriginalFeed().(type) {
	case *rss.Feed:
		for _, it := range original.Items {
			p := Publisher{}
			if it != nil && it.Source != nil {
				p = Publisher{it.Source.Title, it.Source.URL}
			}
			out = append(out, p)
		}
	case *atom.Feed:
		for _, e := range original.Entries {
			p := Publisher{}
			if e != nil && e.Source != nil {
				p.Name = e.Source.Title
				for _, l := range e.Source.Links {
					if l != nil && (p.URL == "" || l.Rel == "alternate") {
						p.URL = l.Href
					}
				}
			}
			out = append(out, p)
		}
	}
	return out
}

func moment(t *time.Time) time.Time {
	if t == nil || t.Year() < 1900 || t.Year() > 9999 {
		return time.Time{}
	}
	return *t
}

// clean is text on one line without tags' remains.
func clean(s string) string { return strings.Join(strings.Fields(s), " ") }

// absolute resolves ref against base; "" unless the outcome is an http address.
func absolute(ref, base string) string {
	ref = strings.TrimSpace(ref)
	u, err := url.Parse(ref)
	if err != nil || ref == "" {
		return ""
	}
	if b, err := url.Parse(base); err == nil {
		u = b.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}
