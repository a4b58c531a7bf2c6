package ingest

import (
	"strings"

	"hearsay"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// breaks says which elements start and end a paragraph.
func breaks(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dt, atom.Dd,
		atom.Blockquote, atom.Pre, atom.Table, atom.Tr, atom.Td, atom.Th, atom.Caption, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Main, atom.Aside,
		atom.Figure, atom.Figcaption, atom.Address, atom.Hr, atom.Form, atom.Fieldset, atom.Details, atom.Summary, atom.Body, atom.Nav, atom.Option, atom.Title:
		return true
	}
	return false
}

// isSilent says which elements hold no words of the page.
func isSilent(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Svg, atom.Math, atom.Iframe, atom.Object, atom.Select,
		atom.Textarea, atom.Button, atom.Canvas, atom.Audio, atom.Video, atom.Datalist:
		return true
	}
	return false
}

// prose gathers paragraphs: white space is normalised, a <br> is a line break,
// two of them or a block element end the paragraph.
type prose struct {
	done []string
	text strings.Builder
	gap  string // white space owed before the next word
}

func (p *prose) words(s string) {
	for i, word := range strings.Fields(s) {
		if p.gap == "" && (i > 0 || startsWithSpace(s)) {
			p.gap = " "
		}
		if p.text.Len() > 0 {
			p.text.WriteString(p.gap)
		}
		p.text.WriteString(word)
		p.gap = ""
	}
	if p.gap == "" && s != "" && startsWithSpace(s[len(s)-1:]) {
		p.gap = " "
	}
}

func startsWithSpace(s string) bool { return s != "" && strings.TrimLeft(s[:1], " \t\r\n\f") == "" }

func (p *prose) lineBreak() {
	if p.gap == "\n" {
		p.end()
		return
	}
	p.gap = "\n"
}

func (p *prose) end() {
	if p.text.Len() > 0 {
		p.done = append(p.done, p.text.String())
	}
	p.text.Reset()
	p.gap = ""
}

// walk adds the words under n; skip leaves subtrees out.
func (p *prose) walk(n *html.Node, skip func(*html.Node) bool) {
	switch {
	case n.Type == html.TextNode:
		p.words(n.Data)
		return
	case n.Type == html.CommentNode, n.Type == html.ElementNode && (isSilent(element(n)) || skip(n)):
		return
	case element(n) == atom.Br:
		p.lineBreak()
		return
	}
	block := breaks(element(n))
	if block {
		p.end()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.walk(c, skip)
	}
	if block {
		p.end()
	}
}

// element names an element. Those that go-trafilatura makes have a name only.
func element(n *html.Node) atom.Atom {
	if n.Type == html.ElementNode && n.DataAtom == 0 {
		return atom.Lookup([]byte(n.Data))
	}
	return n.DataAtom
}

// paragraphs are the words under n as paragraphs.
func paragraphs(n *html.Node, skip func(*html.Node) bool) []string {
	var p prose
	p.walk(n, skip)
	p.end()
	return p.done
}

func keepAll(*html.Node) bool { return false }

// words are all words under n on one line.
func words(n *html.Node) string { return strings.Join(paragraphs(n, keepAll), " ") }

// bodyBlocks are paragraphs as body blocks.
func bodyBlocks(paragraphs []string) []block {
	blocks := make([]block, len(paragraphs))
	for i, p := range paragraphs {
		blocks[i] = block{kind: hearsay.Body, text: p}
	}
	return blocks
}
