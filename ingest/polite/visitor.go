package polite

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"net/url"
	"time"

	"hearsay"
	"hearsay/ingest"
)

// ErrRefused says that a site does not want this page to be read by programs. It
// is no failure: the answer is to leave the page alone.
var ErrRefused = errors.New("the site does not want to be read by programs")

// DefaultPause lies between two requests to one host.
const DefaultPause = 5 * time.Second

// maxPause is the longest Crawl-delay that is kept to; a site that asks for more
// is visited as if it had asked for this.
const maxPause = 60 * time.Second

// Visitor fetches with manners. The zero value with a Fetcher is ready for use; it
// is safe for concurrent use.
type Visitor struct {
	Fetcher *ingest.Fetcher
	Agent   string        // the name that robots.txt is asked for, "hearsay" when ""
	Pause   time.Duration // between two requests to one host; DefaultPause when 0
	Now     func() time.Time
	Sleep   func(ctx context.Context, d time.Duration) error

	hosts table
}

// Get fetches an address when its host's turn has come, and in the same way each
// address that the site sends on to: the host of each is asked for its rules and has
// its pause. What a site does not want is ErrRefused; a host that has asked to be
// left alone, and for which the time is not over, is an *ingest.StatusError without
// being asked again; all else is as ingest.Fetcher.Get has it.
func (v *Visitor) Get(ctx context.Context, r ingest.Request) (*hearsay.Capture, error) {
	t := &turn{Visitor: v}
	defer t.leave()
	return ingest.Follow(r, func(r ingest.Request) (*hearsay.Capture, string, error) {
		u, err := url.Parse(r.Address)
		if err != nil || !isOfWeb(u) {
			return v.Fetcher.Ask(ctx, r) // which says what is wrong with it
		}
		if err := t.permit(ctx, u, r.Accept); err != nil {
			return nil, "", err
		}
		c, next, err := t.ask(ctx, v.Fetcher, r)
		if c != nil && r.Accept == ingest.Page && reservedPage(c) {
			return nil, "", fmt.Errorf("the page reserves text and data mining: %w", ErrRefused)
		}
		return c, next, err
	})
}

// pauseOf is the least time between two requests to a host.
func (v *Visitor) pauseOf(h *host) time.Duration {
	pause := v.Pause
	if pause == 0 {
		pause = DefaultPause
	}
	return max(pause, h.delay)
}

// pause waits until the host has been left alone for long enough.
func (v *Visitor) pause(ctx context.Context, h *host) error {
	if h.last.IsZero() {
		return nil
	}
	pause := v.pauseOf(h)
	pause += jitter(h.last, pause)
	return v.sleep(ctx, h.last.Add(pause).Sub(v.now()))
}

// jitter is up to a fifth of the pause, by a hash of the time: visits that began
// together do not stay together.
func jitter(t time.Time, pause time.Duration) time.Duration {
	h := fnv.New32a()
	fmt.Fprint(h, t.UnixNano())
	return pause / 5 * time.Duration(h.Sum32()%256) / 256
}

func (v *Visitor) sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	if v.Sleep != nil {
		return v.Sleep(ctx, d)
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (v *Visitor) now() time.Time {
	if v.Now != nil {
		return v.Now()
	}
	return time.Now()
}

func (v *Visitor) agent() string {
	if v.Agent != "" {
		return v.Agent
	}
	return "hearsay"
}

// pathOf is what robots.txt rules are matched against: path and query.
func pathOf(u *url.URL) string {
	if p := u.EscapedPath(); p != "" {
		if u.RawQuery != "" {
			return p + "?" + u.RawQuery
		}
		return p
	}
	return "/"
}
