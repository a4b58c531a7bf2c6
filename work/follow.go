package work

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"hearsay"
	"hearsay/ingest"
	"hearsay/ingest/feed"
	"hearsay/queue"
)

// Getter fetches with manners: polite.Visitor.
type Getter interface {
	Get(ctx context.Context, r ingest.Request) (*hearsay.Capture, error)
}

// DefaultInterval is how often a feed is visited of which nobody says how often.
const DefaultInterval = 30 * time.Minute

// shortest and longest bound the interval that may be asked for.
const (
	shortest = 5 * time.Minute
	longest  = 30 * 24 * time.Hour
)

// maxTried is how many of the feeds a page leads to are tried.
const maxTried = 8

// Find finds the feed at an address, or the first that a page there leads to, and
// says what it is. Where there is none it is hearsay.ErrNotFound.
func Find(ctx context.Context, g Getter, address string) (hearsay.Feed, error) {
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	c, err := g.Get(ctx, ingest.Request{Address: address, Accept: ingest.Feed})
	if err != nil {
		return hearsay.Feed{}, err
	}
	if ch, err := feed.Read(c.Data, contentType(c), c.URL()); err == nil {
		return hearsay.Feed{URL: c.URL(), Page: ch.Link, Title: ch.Title}, nil
	}
	links := feed.Discover(c.Data, c.URL())
	for _, l := range links[:min(len(links), maxTried)] {
		found, err := g.Get(ctx, ingest.Request{Address: l.URL, Accept: ingest.Feed})
		if err != nil {
			if ctx.Err() != nil {
				return hearsay.Feed{}, ctx.Err()
			}
			continue
		}
		if ch, err := feed.Read(found.Data, contentType(found), found.URL()); err == nil {
			return hearsay.Feed{URL: found.URL(), Page: cmp.Or(ch.Link, c.URL()), Title: cmp.Or(ch.Title, l.Title)}, nil
		}
	}
	return hearsay.Feed{}, fmt.Errorf("%s is no feed, and the page there leads to none: %w", address, hearsay.ErrNotFound)
}

func contentType(c *hearsay.Capture) string {
	if types := c.Header["Content-Type"]; len(types) > 0 {
		return types[0]
	}
	return ""
}

// Describe lays what a person says of a feed over what was found; what makes no
// sense is hearsay.ErrInvalid.
func Describe(f hearsay.Feed, p queue.FeedPayload) (hearsay.Feed, error) {
	f.Outlet, f.Country, f.Kind, f.Owner = p.Outlet, strings.ToUpper(p.Country), hearsay.OutletKind(p.Kind), p.Owner
	f.Interval = DefaultInterval
	if p.Interval != "" {
		d, err := time.ParseDuration(p.Interval)
		if err != nil || d < shortest || d > longest {
			return f, fmt.Errorf("interval %q: it is a time from %v to %v, such as 30m or 6h: %w", p.Interval, shortest, longest, hearsay.ErrInvalid)
		}
		f.Interval = d
	}
	if f.Kind != "" && !slices.Contains(hearsay.OutletKinds(), f.Kind) {
		return f, fmt.Errorf("kind %q: it is one of %v: %w", p.Kind, hearsay.OutletKinds(), hearsay.ErrInvalid)
	}
	if f.Country != "" && (len(f.Country) != 2 || strings.Trim(f.Country, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
		return f, fmt.Errorf("country %q: it is a code of two letters (ISO 3166-1), such as NO: %w", p.Country, hearsay.ErrInvalid)
	}
	return f, nil
}
