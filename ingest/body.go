package ingest

import (
	"strings"

	"hearsay"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// report is the main text of a page with what the search for it turned up.
type report struct {
	blocks  []block
	anchors []hearsay.Anchor
	authors []string
}

// readReport finds the main text, or takes the whole page for it. The tree is
// prepared for that and is of no use afterwards.
func readReport(root *html.Node, m meta, whole bool) (r report) {
	marked := markCaptions(root)
	var text []string
	if whole {
		text = paragraphs(root, func(n *html.Node) bool { return n.DataAtom == atom.Head || isFurniture(n) })
	} else {
		origins := originLines(root)
		text = restore(r.extract(root, m.url), origins)
	}
	if len(strings.Join(text, " ")) < len(m.articleBody)/2 {
		text = splitParagraphs(m.articleBody)
	}
	for _, p := range text {
		r.blocks = append(r.blocks, marked.block(p))
	}
	return r
}

// extract has go-trafilatura find the main text. Comments are gone already.
// Favouring recall finds 207 of 214 body pieces of 71 news pages and 19 of 220
// boilerplate pieces; the default finds 200 and 14.
func (r *report) extract(root *html.Node, address string) []string {
	result, err := trafilatura.ExtractDocument(root, trafilatura.Options{
		ExcludeComments: true,
		Focus:           trafilatura.FavorRecall,
		EnableFallback:  true,
		IncludeLinks:    true,
		HtmlDateMode:    trafilatura.Disabled,
	})
	if err != nil || result.ContentNode == nil {
		return nil
	}
	r.anchors = anchors(result.ContentNode, address)
	r.authors = names([]string{result.Metadata.Author})
	return unglue(root, paragraphs(result.ContentNode, keepAll))
}

// unglue undoes what go-trafilatura does when it falls back to taking a whole
// article or page as one paragraph: it joins words across elements
// ("DiscoveryFolge") and gives a short page twice over, navigation and all.
func unglue(root *html.Node, text []string) []string {
	if len(text) == 0 {
		return nil
	}
	lump := letters(text[len(text)-1])
	if len(text) > 1 && (len(lump) > 2*shortPage || !strings.Contains(lump, letters(text[0]))) {
		return text
	}
	for n := range root.Descendants() {
		if n.DataAtom != atom.Article && n.DataAtom != atom.Body {
			continue
		}
		parts := paragraphs(n, isFurniture)
		all := letters(strings.Join(parts, ""))
		if all == lump || n.DataAtom == atom.Body && len(parts) > 0 && len(all) < shortPage && strings.Contains(lump, letters(parts[0])) {
			return parts
		}
	}
	return text
}

// shortPage is the number of letters below which a page is not searched.
const shortPage = 600

// isFurniture says which elements go-trafilatura leaves out of a whole article.
func isFurniture(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Aside, atom.Footer, atom.Nav, atom.Form, atom.Time:
		return true
	}
	return false
}

// splitParagraphs parts text that comes without markup.
func splitParagraphs(text string) (out []string) {
	for _, p := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// isLinkList finds lists of teasers: three links or more, hardly a word beside
// them, and none of the sentences that surround links in a report.
func isLinkList(n *html.Node) bool {
	if n.DataAtom != atom.Ul && n.DataAtom != atom.Ol && n.DataAtom != atom.Nav && n.DataAtom != atom.Aside {
		return false
	}
	links, linked := 0, 0
	for c := range n.Descendants() {
		if c.DataAtom == atom.A {
			links++
			linked += proseLen(c)
		}
	}
	all := len(words(n))
	return links >= 3 && linked*10 >= all*8 && all-linked < 200
}

// drop takes the elements that match out of the tree.
func drop(root *html.Node, match func(*html.Node) bool) {
	for c := root.FirstChild; c != nil; {
		next := c.NextSibling
		if c.Type == html.ElementNode && match(c) {
			root.RemoveChild(c)
		} else {
			drop(c, match)
		}
		c = next
	}
}

// anchors are the links of the main text.
func anchors(content *html.Node, base string) (out []hearsay.Anchor) {
	for n := range content.Descendants() {
		if element(n) == atom.A {
			if address, text := absolute(attr(n, "href"), base), words(n); address != "" && text != "" {
				out = append(out, hearsay.Anchor{URL: address, Text: text})
			}
		}
	}
	return out
}
