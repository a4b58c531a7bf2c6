package polite

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"hearsay"
	"hearsay/ingest"

	"golang.org/x/net/idna"
)

// maxBackOff is the longest that a host as a whole is left alone for the asking. The
// page or feed that was asked for is, for up to ingest.MaxRetryAfter.
const maxBackOff = 24 * time.Hour

// turn is the right of one visit to ask a host. It is of one host at a time, and
// given up before another is waited for: so no two visits wait for each other.
type turn struct {
	*Visitor
	host *host // nil for none
}

// take waits for the turn of an address's host, unless it is had already.
func (t *turn) take(ctx context.Context, u *url.URL) error {
	key := hostKey(u)
	if t.host != nil && t.host.key == key {
		return nil
	}
	t.leave()
	h := t.hosts.enter(key, t.now())
	select {
	case h.turn <- struct{}{}:
		t.host = h
		return nil
	case <-ctx.Done():
		t.hosts.leave(h, time.Time{})
		return ctx.Err()
	}
}

// leave gives the turn up, if there is one.
func (t *turn) leave() {
	h := t.host
	if h == nil {
		return
	}
	free := h.until
	if pause := t.pauseOf(h); !h.last.IsZero() && h.last.Add(2*pause).After(free) {
		free = h.last.Add(2 * pause) // jitter makes it a fifth longer at most
	}
	t.host = nil
	<-h.turn
	t.hosts.leave(h, free)
}

// permit asks the address's host whether it may be fetched.
func (t *turn) permit(ctx context.Context, u *url.URL, accept ingest.Accept) error {
	path := pathOf(u)
	if len(path) > maxPath {
		return fmt.Errorf("the path is longer than %d bytes: %w", maxPath, hearsay.ErrInvalid)
	}
	if err := t.take(ctx, u); err != nil {
		return err
	}
	if err := t.host.backOff(t.now()); err != nil {
		return err
	}
	known, err := t.rulesOf(ctx, u)
	if err != nil {
		return err
	}
	if err := t.host.backOff(t.now()); err != nil { // said when it was asked for its rules
		return err
	}
	if why := known.keepOut(t.agent(), path); why != "" {
		return fmt.Errorf("%s: %w", why, ErrRefused)
	}
	if accept == ingest.Page && known.reserved(u.Path) {
		return fmt.Errorf("the site reserves text and data mining: %w", ErrRefused)
	}
	return nil
}

// ask asks for one address in its host's turn, when the host has had its pause.
func (t *turn) ask(ctx context.Context, f *ingest.Fetcher, r ingest.Request) (c *hearsay.Capture, next string, err error) {
	u, err := url.Parse(r.Address)
	if err != nil || !isOfWeb(u) {
		return f.Ask(ctx, r) // which says what is wrong with it
	}
	if err := t.take(ctx, u); err != nil {
		return nil, "", err
	}
	if err := t.host.backOff(t.now()); err != nil {
		return nil, "", err
	}
	if err := t.pause(ctx, t.host); err != nil {
		return nil, "", err
	}
	c, next, err = f.Ask(ctx, r)
	t.host.last = t.now()
	t.host.heed(err)
	return c, next, err
}

// heed notes that a host asks to be left alone for a while: as a whole, for neither
// status speaks of one page (RFC 9110, section 15.6.4; RFC 6585, section 4).
func (h *host) heed(err error) {
	var s *ingest.StatusError
	if errors.As(err, &s) && s.RetryAfter > 0 && (s.Status == http.StatusTooManyRequests || s.Status == http.StatusServiceUnavailable) {
		h.until, h.status = h.last.Add(min(s.RetryAfter, maxBackOff)), s.Status
	}
}

// backOff is what the host answered when it asked to be left alone, with the time
// that is left; nil when it is over.
func (h *host) backOff(now time.Time) error {
	if left := h.until.Sub(now); !h.until.IsZero() && left > 0 {
		return fmt.Errorf("not asked, for the host is to be left alone for another %v: %w", left.Round(time.Second), &ingest.StatusError{Status: h.status, RetryAfter: left})
	}
	return nil
}

// isOfWeb reports an address that a host can be asked for.
func isOfWeb(u *url.URL) bool {
	return (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != ""
}

// hostKey is the name under which a host has its turn: one for all ways to write it,
// and for http and https. With a port of its own it is another host.
func hostKey(u *url.URL) string {
	name := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if a, err := netip.ParseAddr(name); err == nil {
		name = a.Unmap().String()
	} else if ascii, err := idna.Lookup.ToASCII(name); err == nil {
		name = strings.TrimSuffix(ascii, ".") // it may have been another script's full stop
	}
	port := strings.TrimLeft(u.Port(), "0")
	if port == "" || port == "80" && u.Scheme == "http" || port == "443" && u.Scheme == "https" {
		return name
	}
	return net.JoinHostPort(name, port)
}
