package polite

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"hearsay/ingest"
)

// clock is a clock that moves when somebody sleeps.
type clock struct {
	mutex sync.Mutex
	now   time.Time
}

func (c *clock) Now() time.Time {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.now
}

func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.now = c.now.Add(d)
	return ctx.Err()
}

// site is a site with a robots.txt, that writes down when it was asked for what. A
// file "to X" sends on to X, one "busy N" asks to be left alone for N seconds.
type site struct {
	*httptest.Server
	*clock
	mutex  sync.Mutex
	asked  []string
	at     []time.Time
	inside int // requests under way
	most   int
}

func newSite(t *testing.T, files map[string]string) *site {
	return newSiteAt(t, &clock{now: time.Date(2031, 5, 2, 0, 0, 0, 0, time.UTC)}, files)
}

func newSiteAt(t *testing.T, c *clock, files map[string]string) *site {
	s := &site{clock: c}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.enter(r.URL.Path)
		defer s.leave()
		time.Sleep(time.Millisecond)
		body, ok := files[r.URL.Path]
		switch {
		case body == "500":
			w.WriteHeader(500)
		case strings.HasPrefix(body, "to "):
			http.Redirect(w, r, body[len("to "):], http.StatusMovedPermanently)
		case strings.HasPrefix(body, "busy "):
			w.Header().Set("Retry-After", body[len("busy "):])
			w.WriteHeader(http.StatusTooManyRequests)
		case !ok:
			w.WriteHeader(404)
		case r.URL.Path == "/reserved-by-header":
			w.Header().Set("tdm-reservation", "1")
			fallthrough
		default:
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, body)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *site) enter(path string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.asked, s.at = append(s.asked, path), append(s.at, s.Now())
	s.inside++
	s.most = max(s.most, s.inside)
}

func (s *site) leave() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.inside--
}

func (s *site) visitor() *Visitor {
	return &Visitor{Fetcher: &ingest.Fetcher{AllowPrivate: true, Now: s.Now}, Now: s.Now, Sleep: s.Sleep}
}

func (s *site) get(t *testing.T, v *Visitor, path string) error {
	t.Helper()
	_, err := v.Get(t.Context(), ingest.Request{Address: s.URL + path})
	return err
}

// TestManners: whoever asks, one request at a time and a pause between any two.
func TestManners(t *testing.T) {
	s := newSite(t, map[string]string{"/a": "a", "/b": "b"})
	v := s.visitor()
	var all sync.WaitGroup
	for i := range 6 {
		all.Go(func() {
			if err := s.get(t, v, []string{"/a", "/b"}[i%2]); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if len(s.asked) != 8 || s.asked[0] != "/robots.txt" || s.asked[1] != "/.well-known/tdmrep.json" {
		t.Errorf("asked for %v", s.asked)
	}
	if s.most != 1 {
		t.Errorf("%d requests at a time", s.most)
	}
	for i := 1; i < len(s.at); i++ {
		if gap := s.at[i].Sub(s.at[i-1]); gap < DefaultPause || gap > DefaultPause*6/5 {
			t.Errorf("pause %d: %v", i, gap)
		}
	}
}

// TestRules: what robots.txt and reservations keep out is left alone, and asked for
// by nobody.
func TestRules(t *testing.T) {
	for name, c := range map[string]struct {
		files   map[string]string
		path    string
		refused bool
	}{
		"none":              {map[string]string{"/a": "a"}, "/a", false},
		"disallowed":        {map[string]string{"/robots.txt": "User-agent: *\nDisallow: /a", "/a": "a"}, "/a", true},
		"for us":            {map[string]string{"/robots.txt": "User-agent: *\nDisallow: /\n\nUser-agent: hearsay\nAllow: /", "/a": "a"}, "/a", false},
		"against us":        {map[string]string{"/robots.txt": "User-agent: hearsay\nDisallow: /", "/a": "a"}, "/a", true},
		"a query":           {map[string]string{"/robots.txt": "User-agent: *\nDisallow: /*?print", "/a": "a"}, "/a?print=1", true},
		"robots broken":     {map[string]string{"/robots.txt": "500", "/a": "a"}, "/a", true},
		"robots is a page":  {map[string]string{"/robots.txt": "<html><p>Welcome</p></html>", "/a": "a"}, "/a", false},
		"tdm by file":       {map[string]string{"/.well-known/tdmrep.json": `[{"location":"/a*","tdm-reservation":1}]`, "/a": "a"}, "/a", true},
		"tdm elsewhere":     {map[string]string{"/.well-known/tdmrep.json": `[{"location":"/b","tdm-reservation":1}]`, "/a": "a"}, "/a", false},
		"tdm by header":     {map[string]string{"/reserved-by-header": "a"}, "/reserved-by-header", true},
		"tdm by meta":       {map[string]string{"/a": `<head><meta name="TDM-Reservation" content="1"></head>`}, "/a", true}, // names are compared without case
		"tdm by small meta": {map[string]string{"/a": `<head><meta name="tdm-reservation" content="1"></head>`}, "/a", true},
		"tdm is 0":          {map[string]string{"/a": `<head><meta name="tdm-reservation" content="0"></head>`}, "/a", false},
		"tdm in the body":   {map[string]string{"/a": `<body><meta name="tdm-reservation" content="1"></body>`}, "/a", false},
	} {
		s := newSite(t, c.files)
		err := s.get(t, s.visitor(), c.path)
		if errors.Is(err, ErrRefused) != c.refused || !c.refused && err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestCrawlDelay is kept to, up to a minute; and rules are asked for once a day.
func TestCrawlDelay(t *testing.T) {
	for delay, want := range map[string]time.Duration{"20": 20 * time.Second, "900": time.Minute, "1": DefaultPause} {
		s := newSite(t, map[string]string{"/robots.txt": "User-agent: *\nCrawl-delay: " + delay, "/a": "a"})
		v := s.visitor()
		for range 3 {
			if err := s.get(t, v, "/a"); err != nil {
				t.Fatal(err)
			}
		}
		last := len(s.at) - 1
		if gap := s.at[last].Sub(s.at[last-1]); gap < want || gap > want*6/5 {
			t.Errorf("Crawl-delay %s: a pause of %v", delay, gap)
		}
		s.Sleep(t.Context(), keepRules+time.Second)
		before := len(s.asked)
		if err := s.get(t, v, "/a"); err != nil || s.asked[before] != "/robots.txt" {
			t.Errorf("after a day: %v, %v", s.asked[before:], err)
		}
	}
}

// TestSlowHost: one that does not answer keeps no other waiting.
func TestSlowHost(t *testing.T) {
	stuck := make(chan struct{})
	slow := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-stuck:
		case <-r.Context().Done():
		}
	}))
	defer slow.Close()
	defer close(stuck)
	s := newSite(t, map[string]string{"/a": "a"})
	v := s.visitor()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go v.Get(ctx, ingest.Request{Address: slow.URL + "/x"})
	for range 3 {
		if err := s.get(t, v, "/a"); err != nil {
			t.Fatal(err)
		}
	}
}
