package ingest

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"syscall"
	"time"

	"hearsay"
)

// defaultAgent names the fetcher to the sites it visits.
const defaultAgent = "hearsay/0.1 (+reads single pages for their user; contact the operator of this address)"

// Fetcher fetches single pages. The zero value is ready for use and safe: it
// connects to public addresses only, uses no proxy, sends no cookies and gives
// up when a page is too large or too slow.
type Fetcher struct {
	AllowPrivate bool             // connect to private and local addresses as well
	MaxBytes     int64            // cap on a page, before and after decompression; DefaultMaxBytes when 0
	Timeout      time.Duration    // for the whole of Fetch and Get, for one answer of Ask; 30 s when 0
	Agent        string           // who to say is asking; a neutral name when ""
	Now          func() time.Time // clock for Capture.Time; time.Now when nil

	control  func(network, address string, c syscall.RawConn) error // in place of checkAddress, for tests
	resolver *net.Resolver                                          // in place of the system's, for tests
}

// Request asks for the bytes at an address. All but Address may be empty.
type Request struct {
	Address      string
	Accept       Accept
	ETag         string // of the last answer: a site that has nothing new may answer 304
	LastModified string
	Part         bool // of an answer that is longer than MaxBytes, the beginning will do
}

// Accept is the kind of answer that is of use.
type Accept string

// The kinds of answers.
const (
	Page    Accept = ""     // a page of text, HTML or PDF
	Feed    Accept = "feed" // a feed, or a page that leads to one
	Machine Accept = "any"  // robots.txt and the like
)

// accepted are the content types of each kind; a type that is not given is let
// through, and told by the content.
func (a Accept) types() []string {
	switch a {
	case Feed:
		return []string{"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "application/xml", "text/xml", "application/json", "text/html", "application/xhtml+xml", "text/plain"}
	case Machine:
		return nil
	}
	return []string{"text/html", "application/xhtml+xml", "text/plain", "application/pdf"}
}

// Fetch gets the page at an http or https address. What is wrong with the address
// or the answer is hearsay.ErrInvalid, a page that is not there ErrNotFound, a
// site that does not answer ErrUnavailable, other content than text ErrUnsupported.
func (f *Fetcher) Fetch(ctx context.Context, address string) (*hearsay.Capture, error) {
	return f.Get(ctx, Request{Address: address})
}

// Get is Fetch for any kind of answer. An answer that nothing has changed since
// the one whose ETag or LastModified is given has Status 304 and no Data. Any
// status but that and 2xx is a *StatusError. Redirects are followed as Follow does,
// without asking the sites on the way: whoever visits by itself has package polite.
func (f *Fetcher) Get(ctx context.Context, r Request) (*hearsay.Capture, error) {
	ctx, cancel := context.WithTimeout(ctx, f.timeout())
	defer cancel()
	client := f.client()
	defer client.CloseIdleConnections()
	return Follow(r, func(r Request) (*hearsay.Capture, string, error) { return f.hop(ctx, client, r) })
}

func (f *Fetcher) request(ctx context.Context, r Request) (*http.Request, error) {
	u, err := url.Parse(r.Address)
	if err != nil {
		return nil, fmt.Errorf("not an address: %w", hearsay.ErrInvalid)
	}
	if err := checkScheme(u); err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.Address, nil)
	if err != nil {
		return nil, fmt.Errorf("not an address: %w", hearsay.ErrInvalid)
	}
	accept := "*/*"
	if types := r.Accept.types(); len(types) > 0 {
		accept = strings.Join(types, ",") + ";q=0.9"
	}
	for name, value := range map[string]string{"User-Agent": first(f.Agent, defaultAgent), "Accept": accept, "Accept-Encoding": "gzip",
		"If-None-Match": r.ETag, "If-Modified-Since": r.LastModified} {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	return req, nil
}

func (f *Fetcher) now() time.Time {
	if f.Now != nil {
		return f.Now()
	}
	return time.Now()
}

// client is made anew for each fetch: nothing is kept from one site to the next. It
// follows no redirect: Follow does.
func (f *Fetcher) client() *http.Client {
	dialer := &net.Dialer{Timeout: min(f.timeout(), 15*time.Second), Control: f.control, Resolver: f.resolver}
	if f.control == nil && !f.AllowPrivate {
		dialer.Control = checkAddress
	}
	return &http.Client{
		Transport: &http.Transport{
			Proxy:                  nil,
			DialContext:            dialer.DialContext,
			TLSHandshakeTimeout:    min(f.timeout(), 15*time.Second),
			ResponseHeaderTimeout:  min(f.timeout(), 15*time.Second),
			MaxResponseHeaderBytes: 256 << 10,
			DisableCompression:     true, // decompressed in readBody, under its caps
			ForceAttemptHTTP2:      true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func (f *Fetcher) timeout() time.Duration {
	if f.Timeout > 0 {
		return f.Timeout
	}
	return 30 * time.Second
}

func (f *Fetcher) maxBytes() int64 { return Options{MaxBytes: f.MaxBytes}.maxBytes() }

func checkScheme(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return fmt.Errorf("%q is not an http or https address: %w", u.Redacted(), hearsay.ErrInvalid)
	}
	if u.User != nil {
		return fmt.Errorf("%q carries a user name: pages behind a login are not fetched: %w", u.Redacted(), hearsay.ErrInvalid)
	}
	return nil
}

// checkAnswer refuses what is of no use.
func (f *Fetcher) checkAnswer(resp *http.Response, accept Accept) error {
	if resp.StatusCode == http.StatusNotModified {
		return nil
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return &StatusError{Status: resp.StatusCode, RetryAfter: retryAfter(resp.Header.Get("Retry-After"), f.now())}
	}
	declared := resp.Header.Get("Content-Type")
	kind, _, _ := mime.ParseMediaType(declared)
	if types := accept.types(); kind == "" || types == nil || slices.Contains(types, kind) || accept == Feed && (strings.HasSuffix(kind, "+xml") || strings.HasSuffix(kind, "+json")) {
		return nil
	}
	return fmt.Errorf("content type %q is neither text nor HTML: %w", declared, hearsay.ErrUnsupported)
}

// explain puts the errors of the network into words with a kind.
func (f *Fetcher) explain(err error) error {
	var refused *addressError
	var wrapped *url.Error
	switch {
	case errors.As(err, &refused):
		return refused
	case errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		return fmt.Errorf("no complete answer within %v: %w", f.timeout(), hearsay.ErrUnavailable)
	case errors.As(err, &wrapped):
		err = wrapped.Err
	}
	for _, kind := range []error{hearsay.ErrInvalid, hearsay.ErrNotFound, hearsay.ErrUnsupported, hearsay.ErrUnavailable} {
		if errors.Is(err, kind) {
			return err
		}
	}
	return fmt.Errorf("%s: %w", strings.TrimSpace(err.Error()), hearsay.ErrUnavailable)
}
