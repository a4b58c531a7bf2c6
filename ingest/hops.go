package ingest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"hearsay"
)

// maxRedirects is how many redirects are followed.
const maxRedirects = 5

// Follow asks for an address, and for those that the answers send on to, at most
// maxRedirects of them. Ask is called for one address after the other; it returns
// an answer or the address that the site sends on to. The capture is that of the
// last answer, with the chain of all addresses; an error names the first address
// and the one that failed.
func Follow(r Request, ask func(Request) (c *hearsay.Capture, next string, err error)) (*hearsay.Capture, error) {
	chain := []string{r.Address}
	for {
		c, next, err := ask(r)
		if next != "" && len(chain) > maxRedirects {
			err = fmt.Errorf("more than %d redirects: %w", maxRedirects, hearsay.ErrInvalid)
		}
		switch {
		case err != nil && len(chain) > 1:
			return nil, fmt.Errorf("fetch %s, sent on to %s: %w", shown(chain[0]), shown(r.Address), err)
		case err != nil:
			return nil, fmt.Errorf("fetch %s: %w", shown(r.Address), err)
		case next == "":
			c.Input, c.URLs = chain[0], chain
			return c, nil
		}
		r.Address = next
		chain = append(chain, next)
	}
}

// Ask is Get for one address: no redirect is followed. Where the site sends on,
// next is the address it sends to, and there is no capture. The error does not name
// the address: Follow does.
func (f *Fetcher) Ask(ctx context.Context, r Request) (c *hearsay.Capture, next string, err error) {
	ctx, cancel := context.WithTimeout(ctx, f.timeout())
	defer cancel()
	client := f.client()
	defer client.CloseIdleConnections()
	return f.hop(ctx, client, r)
}

// hop asks for one address.
func (f *Fetcher) hop(ctx context.Context, client *http.Client, r Request) (*hearsay.Capture, string, error) {
	req, err := f.request(ctx, r)
	if err != nil {
		return nil, "", err
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, "", f.explain(err)
	}
	defer resp.Body.Close()
	if next, err := sentOn(resp); next != "" || err != nil {
		return nil, next, err
	}
	if err := f.checkAnswer(resp, r.Accept); err != nil {
		return nil, "", err
	}
	c := &hearsay.Capture{Input: r.Address, URLs: []string{r.Address}, Status: resp.StatusCode, Header: resp.Header, Time: f.now().UTC().Truncate(time.Millisecond)}
	if resp.StatusCode != http.StatusNotModified {
		if c.Data, err = readBody(resp, f.maxBytes(), r.Part); err != nil {
			return nil, "", f.explain(err)
		}
	}
	return c.Seal(), "", nil
}

// sentOn is the address that an answer sends on to, "" for none. A redirect that
// does not say where to is an answer as any other.
func sentOn(resp *http.Response) (string, error) {
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return "", nil
	}
	u, err := resp.Location()
	switch {
	case errors.Is(err, http.ErrNoLocation):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("the site sends on to what is no address: %w", hearsay.ErrInvalid)
	}
	return u.String(), checkScheme(u)
}

// shown is an address without what nobody should read: a password.
func shown(address string) string {
	if u, err := url.Parse(address); err == nil {
		return u.Redacted()
	}
	return address
}
