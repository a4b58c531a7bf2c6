package ingest

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// headline is the page's headline: the heading that agrees with what the page
// says of itself, else what it says, else its first heading.
func headline(root *html.Node, m meta) string {
	said := strings.Join(strings.Fields(trimOutlet(m.title, m.outlet)), " ")
	heads := headings(root)
	for _, h := range heads {
		if agree(h, said) || agree(h, m.title) && !isOutlet(h, m.outlet) {
			return h
		}
	}
	if said == "" && len(heads) > 0 {
		return heads[0]
	}
	return said
}

// headings are the texts that may be the headline, best first.
func headings(root *html.Node) []string {
	var named, top []string
	for n := range root.Descendants() {
		if a := n.DataAtom; a != atom.H1 && a != atom.H2 && a != atom.H3 {
			continue
		}
		text := words(n)
		switch {
		case text == "":
		case attr(n, "itemprop") == "headline" || hasWord(n, "entry-title") || hasWord(n, "post-title") || hasWord(n, "article-title"):
			named = append(named, text)
		case n.DataAtom == atom.H1:
			top = append(top, text)
		}
	}
	return append(named, top...)
}

// agree reports whether one headline holds the other, but for case and marks.
func agree(a, b string) bool {
	a, b = letters(a), letters(b)
	return len(a) > 8 && len(b) > 8 && (strings.Contains(a, b) || strings.Contains(b, a))
}

// letters is s without marks and white space, in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 128 && !('a' <= r && r <= 'z' || '0' <= r && r <= '9') || strings.ContainsRune("\u00a0\u00ad‘’“”„«»–—…", r) {
			return -1
		}
		return r
	}, strings.ToLower(s))
}

// trimOutlet drops the outlet's name from the end or beginning of a page title.
func trimOutlet(title, outlet string) string {
	for _, joint := range []string{" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · "} {
		if i := strings.LastIndex(title, joint); i > 0 && isOutlet(title[i+len(joint):], outlet) {
			return strings.TrimSpace(title[:i])
		}
		if head, rest, found := strings.Cut(title, joint); found && outlet != "" && isOutlet(head, outlet) {
			return strings.TrimSpace(rest)
		}
	}
	return title
}

// isOutlet reports whether the end of a title is the outlet's name. Where no
// name is known, up to three words are taken for it.
func isOutlet(s, outlet string) bool {
	if outlet == "" {
		return len(strings.Fields(s)) <= 3
	}
	a, b := letters(s), letters(outlet)
	return a != "" && b != "" && (strings.Contains(a, b) || strings.Contains(b, a))
}
