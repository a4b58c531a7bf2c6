package ingest

import (
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
