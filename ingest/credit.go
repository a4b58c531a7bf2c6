package ingest

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// keepCredits makes paragraphs of the lines that say whose a block quotation is,
// <footer> and <cite> inside <blockquote>: the search for the main text would drop
// them, and the quotation would be left to whoever spoke before.
func keepCredits(n *html.Node, quoted bool) {
	quoted = quoted || n.DataAtom == atom.Blockquote
	if quoted && (n.DataAtom == atom.Footer || n.DataAtom == atom.Cite && n.Parent.DataAtom == atom.Blockquote) {
		n.DataAtom, n.Data, n.Attr = atom.P, "p", nil
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		keepCredits(c, quoted)
	}
}

// maxOrigin is the length in bytes beyond which a paragraph is more than a credit
// or a correction.
const maxOrigin = 800

// originLines are the credits and corrections of a page, each with the paragraph
// that stands before it. The search for the main text takes short lines at its end
// for furniture.
func originLines(root *html.Node) (lines []originLine) {
	paragraphs := paragraphs(reportIn(root), isPageEdge)
	for i, p := range paragraphs {
		heading := i > 0 && correctionHeading.MatchString(paragraphs[i-1])
		if len(p) > maxOrigin || strings.HasPrefix(p, captionOpen) || !isCreditLine(p) && correctionStart(p) < 0 && !heading {
			continue
		}
		if !heading && correctionStart(p) < 0 && len(creditSpans(p)) == 0 {
			continue // a credit, but of no agency
		}
		l := originLine{text: p}
		if i > 0 {
			l.after = letters(paragraphs[i-1])
		}
		lines = append(lines, l)
	}
	return lines
}

// originLine is a credit or correction and, by its letters, what it stands after.
type originLine struct{ text, after string }

// reportIn is the one article or main element of a page, else the page.
func reportIn(root *html.Node) *html.Node {
	var found []*html.Node
	for n := range root.Descendants() {
		if n.DataAtom == atom.Article || n.DataAtom == atom.Main && len(found) == 0 {
			found = append(found, n)
		}
	}
	switch articles := slices.DeleteFunc(slices.Clone(found), func(n *html.Node) bool { return n.DataAtom == atom.Main }); {
	case len(articles) == 1:
		return articles[0]
	case len(found) > 0 && found[0].DataAtom == atom.Main:
		return found[0]
	}
	return root
}

// isPageEdge says which elements hold what is of the site, not of the report.
func isPageEdge(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Head, atom.Nav, atom.Form, atom.Header:
		return true
	case atom.Footer:
		return n.Parent != nil && n.Parent.DataAtom == atom.Body
	}
	return false
}

// restore puts the lines that the text has lost back after the paragraphs they
// stood after, or at its end.
func restore(text []string, lines []originLine) []string {
	if len(text) == 0 {
		return text
	}
	for _, l := range lines {
		at, want := len(text), letters(l.text)
		for i, p := range text {
			switch p = letters(p); {
			case strings.Contains(p, want):
				at = -1
			case l.after != "" && strings.HasSuffix(p, l.after) && at == len(text):
				at = i + 1
			}
			if at < 0 {
				break
			}
		}
		if at >= 0 {
			text = slices.Insert(text, at, l.text)
		}
	}
	return text
}
