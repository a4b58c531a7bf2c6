package polite

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"time"

	"hearsay"
	"hearsay/ingest"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// rules are what a host asks of programs.
type rules struct {
	robots *robots
	shut   bool // robots.txt could not be had: nothing may be fetched
	tdm    []reservation
}

// reservation is an entry of /.well-known/tdmrep.json (TDM Reservation Protocol,
// W3C community group, 2024, section 6).
type reservation struct {
	Location string `json:"location"`
	Reserved int    `json:"tdm-reservation"`
}

// How long rules are kept: what the standard allows at most, and shorter where the
// site could not be asked.
const (
	keepRules = 24 * time.Hour
	keepShut  = 10 * time.Minute
)

// rulesOf returns a host's rules, asking for them when they are not known.
func (v *Visitor) rulesOf(ctx context.Context, h *host, u *url.URL) (*rules, error) {
	keep := keepRules
	if h.rules != nil && h.rules.shut {
		keep = keepShut
	}
	if h.rules != nil && v.now().Sub(h.read) < keep {
		return h.rules, nil
	}
	r := &rules{}
	text, err := v.machineFile(ctx, h, u, "/robots.txt")
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		r.shut = true
	default:
		r.robots = parseRobots(string(text))
		text, err = v.machineFile(ctx, h, u, "/.well-known/tdmrep.json")
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err == nil && json.Unmarshal(text, &r.tdm) != nil {
			r.tdm = nil // not of the protocol's shape
		}
	}
	h.rules, h.read = r, v.now()
	return r, nil
}

// machineFile fetches a file for programs; one that is not there is empty. A site
// that fails to answer, or answers with a failure of its own, is an error (RFC
// 9309, section 2.3.1).
func (v *Visitor) machineFile(ctx context.Context, h *host, u *url.URL, path string) ([]byte, error) {
	if err := v.pause(ctx, h); err != nil {
		return nil, err
	}
	short := *v.Fetcher
	short.MaxBytes = 4 * maxRobots
	c, err := short.Get(ctx, ingest.Request{Address: u.Scheme + "://" + u.Host + path, Accept: ingest.Machine})
	h.last = v.now()
	var status *ingest.StatusError
	switch {
	case errors.As(err, &status) && status.Status >= 400 && status.Status < 500 && status.Status != 429:
		return nil, nil
	case err != nil:
		return nil, err
	}
	return c.Data, nil
}

func (r *rules) allow(agent, path string) bool { return !r.shut && r.robots.allow(agent, path) }

func (r *rules) delay(agent string) time.Duration {
	if r.shut {
		return 0
	}
	return r.robots.delay(agent)
}

// reserved reports a path that tdmrep.json reserves. The first location that
// matches decides.
func (r *rules) reserved(path string) bool {
	for _, entry := range r.tdm {
		if matches(normalise(entry.Location), normalise(path)) {
			return entry.Reserved == 1
		}
	}
	return false
}

// reservedPage reports a page that reserves itself, by header or in its head.
func reservedPage(c *hearsay.Capture) bool {
	for _, value := range c.Header["Tdm-Reservation"] {
		if strings.TrimSpace(value) == "1" {
			return true
		}
	}
	return reservedHead(c.Data)
}

// reservedHead looks for <meta name="tdm-reservation" content="1"> before the body.
func reservedHead(page []byte) bool {
	for z := html.NewTokenizer(bytes.NewReader(page)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return false
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.DataAtom == atom.Body {
				return false
			}
			if t.DataAtom == atom.Meta && attribute(t, "name") == "tdm-reservation" {
				return attribute(t, "content") == "1"
			}
		}
	}
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return strings.ToLower(strings.TrimSpace(a.Val))
		}
	}
	return ""
}
