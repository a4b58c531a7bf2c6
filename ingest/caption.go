package ingest

import (
	"strconv"
	"strings"

	"hearsay"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// captions are the captions of a page by their number. While the main text is
// looked for, each stands in the tree as a paragraph that begins with its number
// between two noncharacters, which no page holds.
type captions []string

const captionOpen, captionClose = "\ufdd0", "\ufdd1"

// markCaptions puts such a paragraph in the place of each caption and its picture.
func markCaptions(root *html.Node) (c captions) {
	c.mark(root)
	return c
}

func (c *captions) mark(n *html.Node) {
	for child := n.FirstChild; child != nil; {
		next := child.NextSibling
		if text := captionIn(child); text != "" {
			p := &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P}
			mark := captionOpen + strconv.Itoa(len(*c)) + captionClose
			p.AppendChild(&html.Node{Type: html.TextNode, Data: mark + " " + text})
			*c = append(*c, text)
			n.InsertBefore(p, child)
			n.RemoveChild(child)
		} else {
			c.mark(child)
		}
		child = next
	}
}

// maxCaption is the length in bytes beyond which text under a picture is no caption.
const maxCaption = 800

// captionIn is the caption that n consists of: a figure with nothing else to
// read in it, or an element named so.
func captionIn(n *html.Node) string {
	if n.Type != html.ElementNode {
		return ""
	}
	text := ""
	switch {
	case n.DataAtom == atom.Figure:
		for d := range n.Descendants() {
			if d.DataAtom == atom.Figcaption {
				text = first(text, words(d))
			}
		}
		if len(words(n)) > len(text)+40 {
			return ""
		}
	case n.DataAtom == atom.P || n.DataAtom == atom.Div || n.DataAtom == atom.Figcaption:
		if isCaption(n) {
			text = words(n)
		}
	}
	if len(text) > maxCaption {
		return ""
	}
	return text
}

func isCaption(n *html.Node) bool {
	if n.DataAtom == atom.Figcaption {
		return true
	}
	for class := range strings.FieldsSeq(strings.ToLower(attr(n, "class"))) {
		if strings.HasSuffix(class, "caption") || strings.HasSuffix(class, "caption-text") || strings.HasSuffix(class, "bildunterschrift") {
			return true
		}
	}
	return false
}

// block makes a paragraph of the main text a block of its kind again.
func (c captions) block(paragraph string) block {
	if rest, ok := strings.CutPrefix(paragraph, captionOpen); ok {
		number, _, _ := strings.Cut(rest, captionClose)
		if i, err := strconv.Atoi(number); err == nil && 0 <= i && i < len(c) {
			return block{kind: hearsay.Caption, text: c[i]}
		}
	}
	return block{kind: hearsay.Body, text: strings.NewReplacer(captionOpen, "", captionClose, "").Replace(paragraph)}
}
