package ingest

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// takeComments takes the reader comments out of the tree and returns them, so
// that neither is the body mixed with them nor are they lost.
func takeComments(root *html.Node) []block {
	f := finder{total: proseLen(root)}
	f.find(root)
	var t thread
	for _, n := range f.found {
		n.Parent.RemoveChild(n)
		t.read(n)
	}
	return t.blocks()
}

// finder looks for the outermost elements that hold comments and no report.
type finder struct {
	total int // length of all prose on the page
	found []*html.Node
}

func (f *finder) find(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || isSilent(c.DataAtom) || c.DataAtom == atom.Head {
			continue
		}
		if m := marksOf(c); m.comment && !isInline(c.DataAtom) && !f.holdsReport(c, m) {
			f.found = append(f.found, c)
			continue
		}
		f.find(c)
	}
}

// holdsReport guards the report: page frames that carry the word comment in a
// class ("comments-open"), opinion pieces ("kommentar").
func (f *finder) holdsReport(n *html.Node, m marks) bool {
	if n.DataAtom == atom.Body || n.DataAtom == atom.Main || n.DataAtom == atom.Html || holdsHeadline(n) {
		return true
	}
	share := proseLen(n) * 100 / max(f.total, 1)
	if m.many {
		return share > 90
	}
	return share > 40 && countItems(n, 2) < 2
}

func holdsHeadline(n *html.Node) bool {
	if n.DataAtom == atom.H1 && len(words(n)) > 0 || attr(n, "itemprop") == "articleBody" {
		return true
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if holdsHeadline(c) {
			return true
		}
	}
	return false
}

// countItems counts marked comments below n, up to limit.
func countItems(n *html.Node, limit int) (count int) {
	for c := n.FirstChild; c != nil && count < limit; c = c.NextSibling {
		if c.Type == html.ElementNode && marksOf(c).isItem() {
			count++
		}
		count += countItems(c, limit-count)
	}
	return count
}

// proseLen is the number of bytes of text under n.
func proseLen(n *html.Node) (length int) {
	if n.Type == html.TextNode {
		return len(n.Data)
	}
	if isSilent(n.DataAtom) {
		return 0
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		length += proseLen(c)
	}
	return length
}

// isInline says which elements are too small to hold a thread; code listings
// mark their own comments so.
func isInline(a atom.Atom) bool {
	switch a {
	case atom.Span, atom.A, atom.Code, atom.Pre, atom.Em, atom.B, atom.I, atom.Strong, atom.Small, atom.Sup, atom.Sub, atom.Button:
		return true
	}
	return false
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
