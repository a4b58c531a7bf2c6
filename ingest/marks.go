package ingest

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// marks is what the markup of an element says about its role in a thread, read
// from each class and id by itself, and from microdata.
type marks struct {
	comment bool // one of them means "comment" in some language
	many    bool // that one is a plural or a list
	exact   bool // a whole class, or microdata, says: one comment
	number  bool // the id is the word for comment and a number: one record out of many
	text    bool // the words of one comment
	item    bool // one comment with what belongs to it, perhaps
	side    bool // what stands beside the words of a comment
	name    bool // the commenter's name
	form    bool // where comments are written, or counted
	recent  bool // comments on other pages
}

// The words by which sites of different languages mark reader comments: for one
// of them, and for the lot.
var (
	oneComment = set("comment kommentar comentario commentaire commento komentarz komentar kommentti comm cmt usercomment leserkommentar reactie yorum")
	allComment = set("comments kommentare comentarios commentaires commenti komentarze komentare kommentarer kommentit commentlist commentslist " +
		"commentlinks commentarea commentsarea commentsection commentthread commentbox commentform commenting recentcomments leserkommentare reacties yorumlar disqus dsq respond wpdiscuz wpcomm")
	listWords = set("list liste items thread threads area section feed")
	textWords = set("text texte texto content contenu inhalt body message story copy description descr")
	itemWords = set("item entry eintrag box card single wrapper wrap container block row post node")
	// sideWords mark what stands around the words of a comment.
	sideWords = set("author autor meta metadata date datum time timestamp ago reply replies antworten respond avatar gravatar vcard fn name username " +
		"user nickname permalink edit form rating vote votes voting like likes dislike report melden share social actions action footer toolbar tools link links " +
		"moderation awaiting says badge count counter number heading headline title titel nav navigation pagination policy rules notes status closed subscribe login " +
		"signature header icon button label submit cancel")
	nameWords   = set("author autor fn name username nickname commenter commentauthor")
	recentWords = set("recent recentcomments latest neueste letzte last derniers ultimos")
	formWords   = set("form respond count counter link links reply author meta")
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// marksOf reads the marks of an element.
func marksOf(n *html.Node) (m marks) {
	for _, a := range n.Attr {
		switch a.Key {
		case "class":
			for class := range strings.FieldsSeq(a.Val) {
				m.add(class)
				m.exact = m.exact || oneComment[strings.ToLower(class)]
			}
		case "id":
			m.number = m.add(a.Val) && endsInNumber(a.Val)
		case "itemtype":
			m.exact = m.exact || strings.HasSuffix(a.Val, "schema.org/Comment") || strings.HasSuffix(a.Val, "schema.org/UserComments")
		case "itemprop":
			m.exact = m.exact || a.Val == "comment"
			m.name = m.name || a.Val == "author"
			m.text = m.text || a.Val == "text" || a.Val == "commentText"
			m.side = m.side || a.Val == "author" || strings.HasPrefix(a.Val, "date")
		}
	}
	m.comment = m.comment || m.exact
	return m
}

// add takes one class or id into account and reports whether its last word is
// the word for one comment.
func (m *marks) add(name string) bool {
	words := splitWords(name)
	one, many := false, false
	for i, w := range words {
		one = one || oneComment[w]
		many = many || allComment[w] || oneComment[w] && i+1 < len(words) && listWords[words[i+1]]
	}
	text, side, form := hasAny(words, textWords), hasAny(words, sideWords), hasAny(words, formWords)
	m.comment = m.comment || one || many
	m.many = m.many || many
	m.text = m.text || (one || many) && text && !side
	m.item = m.item || one && !many && !form && hasAny(words, itemWords)
	m.side = m.side || side && !text
	m.name = m.name || hasAny(words, nameWords) && !text
	m.form = m.form || (one || many) && form
	m.recent = m.recent || many && hasAny(words, recentWords)
	return len(words) > 0 && oneComment[words[len(words)-1]]
}

func hasAny(words []string, in map[string]bool) bool {
	return slices.ContainsFunc(words, func(w string) bool { return in[w] })
}

// isItem says that the element holds one comment with all that belongs to it.
func (m marks) isItem() bool { return m.exact || m.number || m.item }

// isSide says that the element stands beside the words of a comment.
func isSide(n *html.Node, m marks) bool {
	switch n.DataAtom {
	case atom.Time, atom.Form, atom.Input, atom.Footer, atom.Header, atom.Nav, atom.Label, atom.Cite:
		return true
	}
	return m.side
}

// splitWords splits class names and ids into lower-case words.
func splitWords(s string) []string {
	var words []string
	start, last := 0, rune(0)
	for i, r := range s {
		if !unicode.IsLetter(r) || unicode.IsUpper(r) && unicode.IsLower(last) {
			words = appendWord(words, s[start:i])
			start = i
		}
		last = r
	}
	return appendWord(words, s[start:])
}

func appendWord(words []string, s string) []string {
	s = strings.ToLower(strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }))
	if s == "" {
		return words
	}
	return append(words, s)
}

func endsInNumber(s string) bool { return s != "" && s[len(s)-1] >= '0' && s[len(s)-1] <= '9' }
