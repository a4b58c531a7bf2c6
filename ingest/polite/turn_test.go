package polite

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hearsay"
	"hearsay/ingest"
)

// twoSites are a near site whose /go, /back and /own send on, and the far one that
// /go sends on to.
func twoSites(t *testing.T, far map[string]string) (near, away *site) {
	away = newSite(t, far)
	files := map[string]string{"/go": "to " + away.URL + "/a", "/a": "near", "/own": "to /a"}
	near = newSiteAt(t, away.clock, files)
	far["/back"] = "to " + near.URL + "/a"
	return near, away
}

// TestRedirectAsksForRules: where a site sends on to another, that other's rules hold.
func TestRedirectAsksForRules(t *testing.T) {
	for name, c := range map[string]struct {
		files   map[string]string
		refused bool
		asked   []string
	}{
		"open":       {map[string]string{"/a": "a"}, false, []string{"/robots.txt", "/.well-known/tdmrep.json", "/a"}},
		"disallowed": {map[string]string{"/robots.txt": "User-agent: *\nDisallow: /a", "/a": "a"}, true, []string{"/robots.txt", "/.well-known/tdmrep.json"}},
		"shut":       {map[string]string{"/robots.txt": "500", "/a": "a"}, true, []string{"/robots.txt"}},
		"reserved":   {map[string]string{"/.well-known/tdmrep.json": `[{"location":"/a","tdm-reservation":1}]`, "/a": "a"}, true, []string{"/robots.txt", "/.well-known/tdmrep.json"}},
	} {
		near, far := twoSites(t, c.files)
		got, err := near.visitor().Get(t.Context(), ingest.Request{Address: near.URL + "/go"})
		if errors.Is(err, ErrRefused) != c.refused || !c.refused && err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && (!strings.Contains(err.Error(), near.URL+"/go") || !strings.Contains(err.Error(), far.URL+"/a")) {
			t.Errorf("%s: the error does not name both addresses: %v", name, err)
		}
		if err == nil && (got.Input != near.URL+"/go" || !slices.Equal(got.URLs, []string{near.URL + "/go", far.URL + "/a"})) {
			t.Errorf("%s: %+v", name, got)
		}
		if !slices.Equal(far.asked, c.asked) {
			t.Errorf("%s: the other site was asked for %v", name, far.asked)
		}
	}
}

// TestRedirectKeepsPauses: two requests to one host have its pause between them, be
// they of redirects or not, and its own Crawl-delay.
func TestRedirectKeepsPauses(t *testing.T) {
	near, far := twoSites(t, map[string]string{"/robots.txt": "User-agent: *\nCrawl-delay: 30", "/a": "a"})
	v := near.visitor()
	for _, address := range []string{far.URL + "/a", near.URL + "/go", near.URL + "/own", far.URL + "/back", near.URL + "/go"} {
		if _, err := v.Get(t.Context(), ingest.Request{Address: address}); err != nil {
			t.Fatal(err)
		}
	}
	for s, least := range map[*site]time.Duration{near: DefaultPause, far: 30 * time.Second} {
		for i := 1; i < len(s.at); i++ {
			if gap := s.at[i].Sub(s.at[i-1]); gap < least {
				t.Errorf("%s after %s: a pause of %v, not %v", s.asked[i], s.asked[i-1], gap, least)
			}
		}
	}
}

// TestRedirectHeedsBackOff: a host that asks to be left alone is, whichever way the
// visit comes; when the time is over it is asked again.
func TestRedirectHeedsBackOff(t *testing.T) {
	near, far := twoSites(t, map[string]string{"/a": "a", "/busy": "busy 3600"})
	v := near.visitor()
	var status *ingest.StatusError
	if err := far.get(t, v, "/busy"); !errors.As(err, &status) || status.RetryAfter != time.Hour {
		t.Fatalf("busy: %v", err)
	}
	before := len(far.asked)
	for _, address := range []string{far.URL + "/a", near.URL + "/go"} {
		_, err := v.Get(t.Context(), ingest.Request{Address: address})
		if !errors.As(err, &status) || status.Status != http.StatusTooManyRequests || status.RetryAfter <= 50*time.Minute || status.RetryAfter > time.Hour || !errors.Is(err, hearsay.ErrUnavailable) {
			t.Errorf("%s: %v", address, err)
		}
	}
	if len(far.asked) != before {
		t.Errorf("it was asked for %v all the same", far.asked[before:])
	}
	if err := near.get(t, v, "/a"); err != nil {
		t.Errorf("the site that sent on is kept from: %v", err)
	}
	near.Sleep(t.Context(), time.Hour)
	if err := near.get(t, v, "/go"); err != nil || len(far.asked) != before+1 {
		t.Errorf("after an hour: %v, asked for %v", err, far.asked[before:])
	}
}

// TestBackOffEnds: no host is left alone for ever, whatever it asks for.
func TestBackOffEnds(t *testing.T) {
	s := newSite(t, map[string]string{"/a": "a", "/busy": "busy 99999999999"})
	v := s.visitor()
	if err := s.get(t, v, "/busy"); err == nil {
		t.Fatal("no error")
	}
	s.Sleep(t.Context(), maxBackOff-time.Minute)
	if err := s.get(t, v, "/a"); err == nil {
		t.Error("it was asked too early")
	}
	s.Sleep(t.Context(), time.Minute)
	if err := s.get(t, v, "/a"); err != nil {
		t.Error(err)
	}
}

// TestRedirectsBothWays: visits that go from one host to the other and back do not
// wait for each other for ever, and no host has two at a time.
func TestRedirectsBothWays(t *testing.T) {
	near, far := twoSites(t, map[string]string{"/a": "a"})
	v := near.visitor()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			if _, err := v.Get(ctx, ingest.Request{Address: []string{near.URL + "/go", far.URL + "/back"}[i%2]}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if near.most != 1 || far.most != 1 {
		t.Errorf("%d and %d requests at a time", near.most, far.most)
	}
}

// TestRobotsElsewhere: a robots.txt that is kept at another host is asked of that host
// in its turn, and is the first one's rules, not the other's.
func TestRobotsElsewhere(t *testing.T) {
	near, far := twoSites(t, map[string]string{"/robots.txt": "User-agent: *\nDisallow: /x", "/rules": "User-agent: *\nDisallow: /a\nCrawl-delay: 40", "/a": "a"})
	moved := newSiteAt(t, near.clock, map[string]string{"/robots.txt": "to " + far.URL + "/rules", "/a": "a", "/b": "b"})
	v := near.visitor()
	if err := far.get(t, v, "/a"); err != nil {
		t.Fatal(err)
	}
	if err := moved.get(t, v, "/a"); !errors.Is(err, ErrRefused) {
		t.Errorf("the rules do not hold: %v", err)
	}
	for range 2 {
		if err := moved.get(t, v, "/b"); err != nil {
			t.Error(err)
		}
	}
	last := len(far.at) - 1
	if far.asked[last] != "/rules" || far.at[last].Sub(far.at[last-1]) < DefaultPause {
		t.Errorf("%v at %v", far.asked, far.at)
	}
	if last := len(moved.at) - 1; moved.at[last].Sub(moved.at[last-1]) < 40*time.Second {
		t.Error("Crawl-delay was forgotten")
	}
	if far.host(v).delay != 0 {
		t.Error("one host has the delay of another")
	}
}

// host is what a visitor remembers of the site.
func (s *site) host(v *Visitor) *host {
	u, _ := url.Parse(s.URL)
	return v.hosts.hosts[hostKey(u)]
}

// TestHostKey: however a host is written, it has one turn; another port is another.
func TestHostKey(t *testing.T) {
	for want, addresses := range map[string]string{
		"example.com":           "http://example.com https://EXAMPLE.com:443 http://Example.Com:80/x https://example.com. https://example.com.:443 http://example.com: http://example.com:080",
		"example.com:8080":      "http://example.com:8080 http://EXAMPLE.com.:8080 https://example.com:08080",
		"example.com:443":       "http://example.com:443",
		"example.com:80":        "https://example.com:80",
		"xn--bcher-kva.example": "https://bücher.example https://BÜCHER.example. https://xn--bcher-kva.example https://bücher。example",
		"::1":                   "http://[::1] http://[0:0::1]:80",
		"[::1]:8080":            "http://[0:0::1]:8080",
		"::1:8080":              "http://[::1:8080]",
		"192.0.2.1":             "http://192.0.2.1 http://[::ffff:192.0.2.1] http://192.0.2.1.",
		"a_b.example":           "http://A_B.example.",
	} {
		var v Visitor
		for _, address := range strings.Fields(addresses) {
			u, err := url.Parse(address)
			if err != nil {
				t.Fatal(err)
			}
			first, second := &turn{Visitor: &v}, &turn{Visitor: &v}
			if err := first.take(t.Context(), u); err != nil {
				t.Fatal(err)
			}
			if first.host.key != want {
				t.Errorf("%s: %s, want %s", address, first.host.key, want)
			}
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			if err := second.take(ctx, u); err == nil {
				t.Errorf("%s: two have its turn", address)
			}
			first.leave()
		}
		if n := len(v.hosts.hosts); n != 1 {
			t.Errorf("%s: %d hosts", want, n)
		}
	}
}

// TestAddresses: what no host can be asked for is said to be, and nobody asked.
func TestAddresses(t *testing.T) {
	s := newSite(t, map[string]string{"/robots.txt": "User-agent: *\nDisallow: /b", "/a": "a", "/file": "to file:///etc/passwd"})
	v := s.visitor()
	for _, address := range []string{"ftp://a.example/", "http:///a", "a.example", "http://a b/", s.URL + "/" + strings.Repeat("a", maxPath), s.URL + "/?" + strings.Repeat("a", maxPath)} {
		if _, err := v.Get(t.Context(), ingest.Request{Address: address}); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("%.40s: %v", address, err)
		}
	}
	if len(s.asked) != 0 {
		t.Errorf("asked for %v", s.asked)
	}
	if err := s.get(t, v, "/file"); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("file: %v", err)
	}
}
