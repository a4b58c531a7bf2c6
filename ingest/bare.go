package ingest

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// bare reads the words of a page whose structure is given up, in one pass and
// without a tree.
type bare struct {
	prose
	title   string
	silence string // the element whose text is not read, "" outside of any
}

// bareBlocks are the title of such a page and its words as body blocks.
func bareBlocks(page string) (title string, blocks []block) {
	var b bare
	for z := html.NewTokenizer(strings.NewReader(page)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			b.end()
			return b.title, bodyBlocks(b.done)
		}
		if kind == html.TextToken && b.silence == "" {
			b.words(string(z.Text()))
			continue
		}
		b.tag(kind, tagName(z, kind))
	}
}

func (b *bare) tag(kind html.TokenType, tag string) {
	a := atom.Lookup([]byte(tag))
	switch {
	case b.silence != "":
		if kind == html.EndTagToken && tag == b.silence {
			b.silence = ""
		}
	case kind == html.StartTagToken && isSilent(a):
		b.silence = tag
	case kind == html.EndTagToken && a == atom.Title && b.title == "":
		b.title = b.text.String()
		b.text.Reset()
	case a == atom.Br:
		b.lineBreak()
	case breaks(a):
		b.end()
	}
}
