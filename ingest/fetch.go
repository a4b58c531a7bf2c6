package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"mime"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"syscall"
	"time"

	"hearsay"
)

// defaultAgent names the fetcher to the sites it visits.
const defaultAgent = "hearsay/0.1 (+reads single pages for their user; contact the operator of this address)"

// maxRedirects is how many redirects are followed.
const maxRedirects = 5

// Fetcher fetches single pages. The zero value is ready for use and safe: it
// connects to public addresses only, uses no proxy, sends no cookies and gives
// up when a page is too large or too slow.
type Fetcher struct {
	AllowPrivate bool             // connect to private and local addresses as well
	MaxBytes     int64            // cap on a page, before and after decompression; DefaultMaxBytes when 0
	Timeout      time.Duration    // for the whole fetch; 30 s when 0
	Agent        string           // who to say is asking; a neutral name when ""
	Now          func() time.Time // clock for Capture.Time; time.Now when nil

	control func(network, address string, c syscall.RawConn) error // in place of checkAddress, for tests
}

// Capture is a page as it was fetched.
type Capture struct {
	Input  string // the address asked for
	URL    string // the address that answered, after redirects
	Time   time.Time
	Header http.Header
	Data   []byte // the body, decompressed
	SHA256 string // of Data, in hexadecimal
}

// Options are the options to read the capture with, opt completed by what the
// server said.
func (c *Capture) Options(opt Options) Options {
	opt.ContentType = c.Header.Get("Content-Type")
	opt.Known.URL = first(opt.Known.URL, c.URL)
	return opt
}

// Fetch gets the page at an http or https address. What is wrong with the address
// or the answer is hearsay.ErrInvalid, a page that is not there ErrNotFound, a
// site that does not answer ErrUnavailable, other content than text ErrUnsupported.
func (f *Fetcher) Fetch(ctx context.Context, address string) (*Capture, error) {
	ctx, cancel := context.WithTimeout(ctx, f.timeout())
	defer cancel()
	c, err := f.get(ctx, address)
	if err != nil {
		return nil, fmt.Errorf("fetch %s: %w", address, f.explain(err))
	}
	return c, nil
}

func (f *Fetcher) get(ctx context.Context, address string) (*Capture, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("not an address: %w", hearsay.ErrInvalid)
	}
	if err := checkScheme(u); err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", first(f.Agent, defaultAgent))
	req.Header.Set("Accept", "text/html,application/xhtml+xml,text/plain;q=0.9")
	req.Header.Set("Accept-Encoding", "gzip")
	client := f.client()
	defer client.CloseIdleConnections()
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if err := checkAnswer(resp); err != nil {
		return nil, err
	}
	data, err := readBody(resp, f.maxBytes())
	if err != nil {
		return nil, err
	}
	return f.capture(address, resp, data), nil
}

func (f *Fetcher) capture(address string, resp *http.Response, data []byte) *Capture {
	now := f.Now
	if now == nil {
		now = time.Now
	}
	sum := sha256.Sum256(data)
	return &Capture{address, resp.Request.URL.String(), now(), resp.Header, data, hex.EncodeToString(sum[:])}
}

// client is made anew for each fetch: nothing is kept from one site to the next.
func (f *Fetcher) client() *http.Client {
	dialer := &net.Dialer{Timeout: min(f.timeout(), 15*time.Second), Control: f.control}
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
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			if len(via) > maxRedirects {
				return fmt.Errorf("more than %d redirects: %w", maxRedirects, hearsay.ErrInvalid)
			}
			return checkScheme(req.URL)
		},
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
	return nil
}

// checkAnswer refuses what is not a page of text.
func checkAnswer(resp *http.Response) error {
	switch {
	case resp.StatusCode == http.StatusNotFound || resp.StatusCode == http.StatusGone:
		return fmt.Errorf("the site answers %s: %w", resp.Status, hearsay.ErrNotFound)
	case resp.StatusCode < 200 || resp.StatusCode > 299:
		return fmt.Errorf("the site answers %s: %w", resp.Status, hearsay.ErrUnavailable)
	}
	declared := resp.Header.Get("Content-Type")
	switch kind, _, _ := mime.ParseMediaType(declared); kind {
	case "text/html", "application/xhtml+xml", "text/plain", "":
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
