package feed

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Link is a feed that a page may lead to.
type Link struct {
	URL, Title string
	Guess      bool // nobody says so: where sites of this kind often have theirs
}

// Discover finds the feeds of an HTML page: those it declares in its head, then
// those it links to, then guesses, best first and each once.
func Discover(page []byte, address string) []Link {
	var declared, linked []Link
	base := address
	z := html.NewTokenizer(bytes.NewReader(page))
	z.SetMaxBuf(1 << 20)
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		t := z.Token()
		switch href := attribute(t, "href"); t.DataAtom {
		case atom.Base:
			if b := absolute(href, address); b != "" {
				base = b
			}
		case atom.Link:
			if isFeedLink(t) {
				declared = add(declared, absolute(href, base), attribute(t, "title"))
			}
		case atom.A:
			if looksLikeFeed(href) {
				linked = add(linked, absolute(href, base), attribute(t, "title"))
			}
		}
		if len(declared)+len(linked) > maxLinks {
			break
		}
	}
	out := declared
	for _, l := range linked {
		out = add(out, l.URL, l.Title)
	}
	if len(out) == 0 {
		for _, path := range []string{"/feed", "/rss.xml", "/feed.xml", "/atom.xml", "/rss", "/index.xml", "/feed.json"} {
			out = add(out, absolute(path, base), "")
		}
		for i := range out {
			out[i].Guess = true
		}
	}
	return out
}

// maxLinks is how many feeds of a page are of interest.
const maxLinks = 100

func isFeedLink(t html.Token) bool {
	rel := strings.Fields(strings.ToLower(attribute(t, "rel")))
	kind, _, _ := strings.Cut(strings.ToLower(attribute(t, "type")), ";")
	feeds := []string{"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "text/xml", "application/xml"}
	return slices.Contains(rel, "feed") || slices.Contains(rel, "alternate") && slices.Contains(feeds, strings.TrimSpace(kind))
}

// looksLikeFeed reports links that end as addresses of feeds do.
func looksLikeFeed(href string) bool {
	path, _, _ := strings.Cut(strings.ToLower(href), "?")
	path = strings.TrimRight(path, "/")
	for _, end := range []string{"/feed", "/rss", "/atom", ".rss", ".atom", "/rss.xml", "/feed.xml", "/atom.xml", "/feed.json", "/index.rdf"} {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	return false
}

func add(links []Link, address, title string) []Link {
	if address == "" || slices.ContainsFunc(links, func(l Link) bool { return l.URL == address }) {
		return links
	}
	return append(links, Link{URL: address, Title: clean(title)})
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
