package ingest

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay"
)

// TestRetryAfter: however long a site asks for, and in whatever digits, it is never
// less than nothing nor more than MaxRetryAfter.
func TestRetryAfter(t *testing.T) {
	now := time.Date(2031, 5, 2, 0, 0, 0, 0, time.UTC)
	for s, want := range map[string]time.Duration{
		"":                              0,
		"0":                             0,
		"90":                            90 * time.Second,
		" 90 ":                          90 * time.Second,
		"00000000000000000000000000090": 90 * time.Second,
		"604800":                        MaxRetryAfter,
		"604801":                        MaxRetryAfter,
		"9223372037":                    MaxRetryAfter, // more nanoseconds than an int64 holds
		"18446744074":                   MaxRetryAfter, // the same, and round again
		"9223372036854775807":           MaxRetryAfter,
		"99999999999999999999999999999": MaxRetryAfter,
		strings.Repeat("9", 100_000):    MaxRetryAfter,
		"-1":                            0,
		"-9223372036854775808":          0,
		"+90":                           0,
		"1e9":                           0,
		"soon":                          0,
		"Fri, 02 May 2031 00:01:00 GMT": time.Minute,
		"Thu, 01 May 2031 00:00:00 GMT": 0,
		"Mon, 01 Jan 0001 00:00:00 GMT": 0,
		"Fri, 31 Dec 9999 23:59:59 GMT": MaxRetryAfter,
	} {
		if got := retryAfter(s, now); got != want {
			t.Errorf("%.40q: %v, want %v", s, got, want)
		}
	}
	if e := (&StatusError{503, MaxRetryAfter}).Error(); !strings.Contains(e, "7 days or more") {
		t.Errorf("what is cut short is not said to be: %s", e)
	}
}

// TestAsk: one address is asked for, and where it sends on to is said, not visited.
func TestAsk(t *testing.T) {
	s := site(t)
	f := &Fetcher{AllowPrivate: true}
	c, next, err := f.Ask(t.Context(), Request{Address: s.URL + "/moved"})
	if c != nil || next != s.URL+"/page" || err != nil {
		t.Errorf("moved: %v, %q, %v", c, next, err)
	}
	c, next, err = f.Ask(t.Context(), Request{Address: s.URL + "/page"})
	if err != nil || next != "" || !slices.Equal(c.URLs, []string{s.URL + "/page"}) {
		t.Errorf("page: %v, %q, %v", c, next, err)
	}
	if _, _, err = f.Ask(t.Context(), Request{Address: s.URL + "/file"}); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("file: %v", err)
	}
}

// TestFollow: five redirects are followed, no sixth; a redirect to nowhere is an
// answer; an error names where it came to.
func TestFollow(t *testing.T) {
	far := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n := strings.TrimPrefix(r.URL.Path, "/"); n != "" && n != "nowhere" {
			w.Header().Set("Location", "/"+n[1:])
			w.WriteHeader(http.StatusFound)
		} else if n != "" {
			w.WriteHeader(http.StatusFound)
		}
	}))
	defer far.Close()
	f := &Fetcher{AllowPrivate: true}
	if c, err := f.Fetch(t.Context(), far.URL+"/xxxxx"); err != nil || len(c.URLs) != 6 || c.URL() != far.URL+"/" || c.Input != far.URL+"/xxxxx" {
		t.Errorf("five: %+v, %v", c, err)
	}
	if _, err := f.Fetch(t.Context(), far.URL+"/xxxxxx"); !errors.Is(err, hearsay.ErrInvalid) || !strings.Contains(err.Error(), "sent on to") {
		t.Errorf("six: %v", err)
	}
	var status *StatusError
	if _, err := f.Fetch(t.Context(), far.URL+"/nowhere"); !errors.As(err, &status) || status.Status != http.StatusFound {
		t.Errorf("nowhere: %v", err)
	}
}

// TestPart: of a long answer the beginning is had where that will do.
func TestPart(t *testing.T) {
	s := site(t)
	f := &Fetcher{AllowPrivate: true, MaxBytes: 1000}
	for _, path := range []string{"/big", "/bomb"} {
		c, err := f.Get(t.Context(), Request{Address: s.URL + path, Part: true})
		if err != nil || len(c.Data) != 1000 {
			t.Errorf("%s: %v", path, err)
		}
	}
}
