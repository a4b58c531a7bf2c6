package ingest

import (
	"slices"
	"strings"

	"hearsay"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// HTML makes a Document of an HTML page already decoded: headline, body with its
// captions in reading order, then comments. Boilerplate is left out. A page
// without a body gives an empty text and says so in Problems.
func HTML(input, page string, opt Options) *hearsay.Document {
	d := &hearsay.Document{Input: input}
	root, problems := parse(page)
	d.Problems = problems
	if root == nil {
		title, blocks := bareBlocks(page)
		d.Title = title
		fill(d, arrange(d, blocks, nil))
		return finish(d, opt)
	}
	m := readMeta(root, opt.Known.URL)
	d.Title = headline(root, m)
	comments := takeComments(root)
	drop(root, func(n *html.Node) bool { return n.DataAtom == atom.Script || n.DataAtom == atom.Style || isLinkList(n) })
	keepCredits(root, false)
	whole := len(problems) > 0 || proseLen(root) > maxProse || weight(root, 0) > maxWeight
	if whole {
		d.Problems = append(d.Problems, "page too large or too intricate to look for its main text: taken whole")
	}
	r := readReport(root, m, whole)
	d.URL, d.Outlet, d.Published, d.Language, d.Anchors = m.url, m.outlet, m.published, m.language, r.anchors
	d.Authors = m.authors
	if len(d.Authors) == 0 {
		d.Authors = r.authors
	}
	fill(d, arrange(d, r.blocks, comments))
	return finish(d, opt)
}

// arrange puts the headline before the body, unless the page has neither, and
// the comments after it.
func arrange(d *hearsay.Document, body, comments []block) []block {
	lead := min(len(body), 6) // where pages repeat their headline
	for i, b := range body[:lead] {
		if isByline(b, d.Authors) {
			body[i].kind = hearsay.Byline
		}
	}
	repeated := func(b block) bool { return letters(b.text) == letters(d.Title) }
	body = append(slices.DeleteFunc(slices.Clone(body[:lead]), repeated), body[lead:]...)
	if len(body) == 0 {
		d.Problems = append(d.Problems, "no main text found")
	} else if d.Title != "" {
		body = append([]block{{kind: hearsay.Headline, text: d.Title}}, body...)
	}
	return append(body, comments...)
}

// isByline finds the line that says who wrote the page or when: short, no
// sentence, with an author's name or a date.
func isByline(b block, authors []string) bool {
	if b.kind != hearsay.Body || len(b.text) > 120 || strings.HasSuffix(b.text, ".") || strings.ContainsAny(b.text, "?!:“”\"") && writtenDay(b.text) == "" {
		return false
	}
	named := func(name string) bool { return strings.Contains(b.text, name) && len(b.text) < len(name)+60 }
	return writtenDay(b.text) != "" || slices.ContainsFunc(authors, named)
}

// block is a paragraph of a page with its place on it.
type block struct {
	kind   hearsay.PartKind
	text   string
	author string
}

// fill writes the blocks into the document's text, a blank line between two.
// Runs of body blocks become one part; every other block is a part of its own.
func fill(d *hearsay.Document, blocks []block) {
	var text strings.Builder
	for _, b := range blocks {
		if text.Len() > 0 {
			text.WriteString("\n\n")
		}
		span := hearsay.Span{Start: text.Len(), End: text.Len() + len(b.text)}
		text.WriteString(b.text)
		if n := len(d.Parts); n > 0 && b.kind == hearsay.Body && d.Parts[n-1].Kind == hearsay.Body {
			d.Parts[n-1].Span.End = span.End
			continue
		}
		d.Parts = append(d.Parts, hearsay.Part{Kind: b.kind, Span: span, Author: b.author})
	}
	d.Text = text.String()
}

// parse reads the page into a tree. Where its structure would cost too much it
// is cut down first; a nil tree means that only the words are left.
func parse(page string) (root *html.Node, problems []string) {
	nodes, depth := survey(page)
	if nodes > maxNodes {
		return nil, []string{"page too intricate: read without its structure"}
	}
	if depth > maxDepth {
		page = flatten(page)
		problems = append(problems, "tags nested too deeply: the deepest were dropped, their words kept")
	}
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return nil, []string{"page too intricate: read without its structure"}
	}
	return root, problems
}
