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
	room   int // bytes that they take in memory, about
}

// reservation is an entry of /.well-known/tdmrep.json (TDM Reservation Protocol,
// W3C community group, 2024, section 6).
type reservation struct {
	Location string `json:"location"` // once read, normalised
	Reserved int    `json:"tdm-reservation"`
}

// How long rules are kept: what the standard allows at most, and shorter where the
// site could not be asked.
const (
	keepRules = 24 * time.Hour
	keepShut  = 10 * time.Minute
)

// rulesOf returns the rules of an address's host, asking for them when they are not
// known, and comes back with that host's turn.
func (t *turn) rulesOf(ctx context.Context, u *url.URL) (*rules, error) {
	if err := t.take(ctx, u); err != nil {
		return nil, err
	}
	if r := t.host.fresh(t.now()); r != nil {
		return r, nil
	}
	r, err := t.read(ctx, u)
	if err != nil {
		return nil, err
	}
	if err := t.take(ctx, u); err != nil { // as the last file may have been
		return nil, err
	}
	t.host.read = t.now()
	t.hosts.keep(t.host, r)
	return r, nil
}

// fresh are the rules that are known and not too old, else nil.
func (h *host) fresh(now time.Time) *rules {
	keep := keepRules
	if h.rules != nil && h.rules.shut {
		keep = keepShut
	}
	if h.rules == nil || now.Sub(h.read) >= keep {
		return nil
	}
	return h.rules
}

// read asks a site for its rules.
func (t *turn) read(ctx context.Context, u *url.URL) (*rules, error) {
	r := &rules{}
	text, err := t.machineFile(ctx, u, "/robots.txt", maxRobots+1)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		r.shut = true
		return r, nil
	}
	r.robots = parseRobots(string(text), t.agent())
	r.room = r.robots.room
	if err := t.take(ctx, u); err != nil { // the file may have been elsewhere
		return nil, err
	}
	t.host.delay = min(r.robots.delay, maxPause) // the next file waits for it
	text, err = t.machineFile(ctx, u, "/.well-known/tdmrep.json", 4*maxRobots)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err == nil {
		r.reserve(text)
	}
	return r, nil
}

// machineFile fetches a file for programs, or its beginning; one that is not there is
// empty. A site that fails to answer, or answers with a failure of its own, is an
// error (RFC 9309, section 2.3.1). Redirects are followed, to other hosts too, each
// in its host's turn: no rules are asked of these, for they are on the way to rules.
func (t *turn) machineFile(ctx context.Context, u *url.URL, path string, size int64) ([]byte, error) {
	short := *t.Fetcher
	short.MaxBytes = size
	r := ingest.Request{Address: u.Scheme + "://" + u.Host + path, Accept: ingest.Machine, Part: true}
	c, err := ingest.Follow(r, func(r ingest.Request) (*hearsay.Capture, string, error) { return t.ask(ctx, &short, r) })
	var status *ingest.StatusError
	switch {
	case errors.As(err, &status) && status.Status >= 400 && status.Status < 500 && status.Status != 429:
		return nil, nil
	case err != nil:
		return nil, err
	}
	return c.Data, nil
}

// keepOut says why a path must not be fetched, "" when it may.
func (r *rules) keepOut(agent, path string) string {
	switch {
	case r.shut:
		return "its robots.txt cannot be had, which keeps " + agent + " out"
	case r.robots.over:
		return "its robots.txt holds more rules than are weighed, which keeps " + agent + " out"
	case !r.robots.allow(path):
		return "its robots.txt keeps " + agent + " out"
	}
	return ""
}

// reserve reads what a tdmrep.json reserves. Of entries beyond maxRules, or more
// room than maxRoom, all is taken to be reserved.
func (r *rules) reserve(text []byte) {
	var entries []reservation
	if json.Unmarshal(text, &entries) != nil {
		return // not of the protocol's shape
	}
	room := 0
	for _, e := range entries {
		e.Location = squeeze(normalise(e.Location))
		room += roomOfRule + len(e.Location)
		if len(r.tdm) == maxRules || room > maxRoom {
			r.tdm = append(r.tdm, reservation{Reserved: 1})
			break
		}
		if !isTooLong(e.Location) {
			r.tdm = append(r.tdm, e)
		}
	}
	r.room += room
}

// reserved reports a path that tdmrep.json reserves. The first location that
// matches decides; a path that is looked at for too long is taken to be reserved.
func (r *rules) reserved(path string) bool {
	looked := 0
	path = normalise(path)
	for _, entry := range r.tdm {
		ok, n := matches(entry.Location, path)
		if ok {
			return entry.Reserved == 1
		}
		if looked += n; looked > maxLooked {
			return true
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
