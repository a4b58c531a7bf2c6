package polite

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"net/url"
	"strings"
	"sync"
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

	mutex sync.Mutex
	hosts map[string]*host
}

// host is what is remembered of a host. Its turn is held while it is visited.
type host struct {
	turn  chan struct{}
	last  time.Time // when the last request ended
	rules *rules    // of its robots.txt and its reservations; nil when not known
	read  time.Time // when the rules were read
	used  time.Time
}

// Get fetches an address when its host's turn has come. What the site does not
// want is ErrRefused; all else is as ingest.Fetcher.Get has it.
func (v *Visitor) Get(ctx context.Context, r ingest.Request) (*hearsay.Capture, error) {
	u, err := url.Parse(r.Address)
	if err != nil || u.Host == "" {
		return v.Fetcher.Get(ctx, r) // which says what is wrong with it
	}
	h, err := v.enter(ctx, u)
	if err != nil {
		return nil, err
	}
	defer v.leave(h)
	known, err := v.rulesOf(ctx, h, u)
	if err != nil {
		return nil, err
	}
	if !known.allow(v.agent(), pathOf(u)) {
		return nil, fmt.Errorf("fetch %s: its robots.txt keeps %s out: %w", r.Address, v.agent(), ErrRefused)
	}
	if r.Accept == ingest.Page && known.reserved(u.Path) {
		return nil, fmt.Errorf("fetch %s: the site reserves text and data mining: %w", r.Address, ErrRefused)
	}
	if err := v.pause(ctx, h); err != nil {
		return nil, err
	}
	c, err := v.Fetcher.Get(ctx, r)
	h.last = v.now()
	if err == nil && r.Accept == ingest.Page && reservedPage(c) {
		return nil, fmt.Errorf("fetch %s: the page reserves text and data mining: %w", r.Address, ErrRefused)
	}
	return c, err
}

// enter waits for the turn of an address's host.
func (v *Visitor) enter(ctx context.Context, u *url.URL) (*host, error) {
	h := v.host(strings.ToLower(u.Host))
	select {
	case h.turn <- struct{}{}:
		return h, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (v *Visitor) leave(h *host) { <-h.turn }

// maxHosts is how many hosts are remembered; those not visited for longest are
// forgotten first, unless their pause is not over.
const maxHosts = 4096

func (v *Visitor) host(name string) *host {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	if v.hosts == nil {
		v.hosts = map[string]*host{}
	}
	now := v.now()
	if v.hosts[name] == nil {
		if len(v.hosts) >= maxHosts {
			v.forget(now)
		}
		v.hosts[name] = &host{turn: make(chan struct{}, 1)}
	}
	v.hosts[name].used = now
	return v.hosts[name]
}

// forget drops the hosts that were not asked for within the longest pause.
func (v *Visitor) forget(now time.Time) {
	for name, h := range v.hosts {
		if len(h.turn) == 0 && now.Sub(h.used) > 2*maxPause {
			delete(v.hosts, name)
		}
	}
}

// pause waits until the host has been left alone for long enough.
func (v *Visitor) pause(ctx context.Context, h *host) error {
	if h.last.IsZero() {
		return nil
	}
	pause := v.Pause
	if pause == 0 {
		pause = DefaultPause
	}
	if h.rules != nil {
		pause = max(pause, min(h.rules.delay(v.agent()), maxPause))
	}
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
