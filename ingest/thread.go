package ingest

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"hearsay"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// thread gathers the comments of a page.
type thread struct{ comments []*comment }

type comment struct {
	paragraphs []string
	name       string // tells commenters apart; leaves this file only as c1, c2 …
}

// read adds the comments under n, an element found to hold some.
func (t *thread) read(n *html.Node) {
	before := len(t.comments)
	m := marksOf(n)
	if m.recent {
		return
	}
	t.unit(n, m, nil)
	if len(t.comments) > before || !m.many || m.form {
		return
	}
	for _, item := range unmarkedItems(n) {
		t.add(nil, paragraphs(item, func(c *html.Node) bool { return c != item && (isUnmarkedItem(c) || isSide(c, marksOf(c))) }), nameIn(item))
	}
}

// unit reads one element and what is below it. Owner is the comment it belongs
// to, nil outside of any. It reports whether it found the words of a comment.
func (t *thread) unit(n *html.Node, m marks, owner *comment) (text bool) {
	item := m.isItem()
	if item && !m.text || owner == nil && m.text {
		owner = &comment{name: nameIn(n)}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && c.DataAtom != atom.Form && !isSilent(c.DataAtom) {
			cm := marksOf(c)
			inner := t.unit(c, cm, owner)
			text = text || inner && !cm.isItem()
		}
	}
	if !text && (m.text || item) {
		own := paragraphs(n, func(c *html.Node) bool { return c != n && notOwn(c) })
		weak := item && !m.exact && !m.number && !m.text
		if !weak || len(strings.Join(own, " ")) >= 20 && countItems(n, 1) == 0 {
			t.add(owner, own, "")
			return len(own) > 0
		}
	}
	return text
}

// notOwn says which elements inside a comment are not its words: other comments
// and what stands beside them.
func notOwn(c *html.Node) bool {
	m := marksOf(c)
	return m.isItem() || m.text || isSide(c, m)
}

// add appends paragraphs to a comment, which joins the thread with its first.
func (t *thread) add(c *comment, paragraphs []string, name string) {
	paragraphs = slices.DeleteFunc(paragraphs, func(p string) bool { return controls[letters(p)] })
	if strings.IndexFunc(strings.Join(paragraphs, ""), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r > 0x2000 }) < 0 {
		return
	}
	if c == nil {
		c = &comment{name: name}
	}
	if len(c.paragraphs) == 0 {
		t.comments = append(t.comments, c)
	}
	c.paragraphs = append(c.paragraphs, paragraphs...)
}

// controls are the labels of what a reader can do to a comment.
var controls = set("reply antworten antwort répondre responder rispondi reageer beantwoorden svar svara odpowiedz report melden signaler denunciar " +
	"segnala meldabuse share teilen partager compartir like gefälltmir jaime megusta permalink link edit bearbeiten quote zitieren show anzeigen löschen delete")

// blocks are the comments with their commenters numbered in order of appearance.
func (t *thread) blocks() []block {
	var blocks []block
	authors := map[string]string{"": ""}
	for _, c := range t.comments {
		if _, seen := authors[c.name]; !seen {
			authors[c.name] = fmt.Sprintf("c%d", len(authors))
		}
		blocks = append(blocks, block{hearsay.Comment, strings.Join(c.paragraphs, "\n"), authors[c.name]})
	}
	return blocks
}

// nameIn finds the commenter's name in the markup of a comment, "" when it shows
// none. The name serves to tell commenters apart and is kept nowhere.
func nameIn(n *html.Node) string {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		if name := nameIn(c); name != "" {
			return name
		}
		m := marksOf(c)
		if m.name && !m.text && !m.isItem() || c.DataAtom == atom.Cite {
			if name := words(c); name != "" && len(name) <= 80 {
				return name
			}
		}
	}
	return ""
}

// unmarkedItems are the comments of a thread whose items carry no mark: the
// elements of a list, or articles.
func unmarkedItems(n *html.Node) (items []*html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if isUnmarkedItem(c) {
			items = append(items, c)
		}
		items = append(items, unmarkedItems(c)...)
	}
	return items
}

func isUnmarkedItem(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Li, atom.Article, atom.Dd:
		return len(paragraphs(n, keepAll)) > 0
	}
	return false
}
