package ingest

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The budget of a page. Neither parsing nor the search for the main text can be
// interrupted, so what they will cost is estimated before. The largest of 71 news
// pages has 20,000 nodes as counted here, a depth of 36 and a weight of 184,000.
const (
	maxDepth  = 128     // html.Parse refuses 512 and opens some elements on its own
	maxNodes  = 300_000 // pages made to be costly took up to 270 MB
	longTag   = 4 << 10 // bytes from which a tag is counted by its attributes
	maxWeight = 700_000 // depth summed over all nodes; lists in lists cost its square
	maxProse  = 2 << 20 // bytes; go-trafilatura's time grows with their square: 2 s here
)

// survey goes over the tags of a page once and counts the nodes and levels a tree
// of it would have, up to the budget. Formatting elements left open are counted
// again at each tag: the parser opens them anew in every block.
func survey(page string) (nodes, depth int) {
	var open stack
	for z := html.NewTokenizer(strings.NewReader(page)); ; {
		kind := z.Next()
		if kind == html.ErrorToken || nodes > maxNodes {
			return nodes, depth
		}
		if size := len(z.Raw()); size > longTag && kind == html.StartTagToken {
			nodes += size / 16 // attributes
		}
		open.see(kind, tagName(z, kind))
		nodes += 1 + open.formatting
		depth = max(depth, len(open.tags)+open.formatting)
	}
}

// weight is the depth of all nodes below n, itself at depth, taken together.
func weight(n *html.Node, depth int) (sum int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		sum += depth + 1 + weight(c, depth+1)
	}
	return sum
}

// tagName names the tag a token is, "" when it is none.
func tagName(z *html.Tokenizer, kind html.TokenType) string {
	if kind == html.StartTagToken || kind == html.EndTagToken || kind == html.SelfClosingTagToken {
		name, _ := z.TagName()
		return string(name)
	}
	return ""
}

// stack follows the elements that are open, roughly as the parser would.
type stack struct {
	tags       []string
	formatting int // formatting elements that were opened and not closed
}

func (s *stack) see(kind html.TokenType, tag string) {
	a := atom.Lookup([]byte(tag))
	switch {
	case kind == html.StartTagToken && isVoid(a):
	case kind == html.StartTagToken && closesItself(a) && len(s.tags) > 0 && s.tags[len(s.tags)-1] == tag:
	case kind == html.StartTagToken:
		s.tags = append(s.tags, tag)
		if isFormatting(a) {
			s.formatting++
		}
	case kind == html.EndTagToken:
		s.close(tag, isFormatting(a))
	}
}

// close drops tag and what was opened inside it, when it is open nearby.
func (s *stack) close(tag string, formatting bool) {
	if formatting && s.formatting > 0 {
		s.formatting--
	}
	for i := len(s.tags) - 1; i >= max(0, len(s.tags)-2*maxDepth); i-- {
		if s.tags[i] == tag {
			s.tags = s.tags[:i]
			return
		}
	}
}

func isVoid(a atom.Atom) bool {
	switch a {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Param,
		atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}

func closesItself(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Li, atom.Dd, atom.Dt, atom.Option, atom.Tr, atom.Td, atom.Th, atom.A, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

func isFormatting(a atom.Atom) bool {
	switch a {
	case atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U:
		return true
	}
	return false
}

// flatten drops the tags that would nest too deeply and keeps the words.
func flatten(page string) string {
	var out strings.Builder
	var open stack
	for z := html.NewTokenizer(strings.NewReader(page)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return out.String()
		}
		raw := string(z.Raw())
		tag := tagName(z, kind)
		deep := len(open.tags)+open.formatting >= maxDepth
		if deep && kind == html.StartTagToken && !isVoid(atom.Lookup([]byte(tag))) {
			out.WriteByte(' ')
			continue
		}
		open.see(kind, tag)
		out.WriteString(raw)
	}
}
