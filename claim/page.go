package claim

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
	"hearsay/lang"
	"hearsay/nlp"
	"hearsay/text"
)

// page is a document cut into what the rules look at. Only the parts that belong
// to the report are cut; a sentence never crosses parts.
type page struct {
	doc       *hearsay.Document
	lang      *lang.Language
	text      string
	tokens    []text.Token
	word      []string // as written
	lower     []string // in lower case, with plain apostrophes
	layers    layers
	tags      []nlp.Tag
	class     []lang.Class
	sentences []sentence
	sentence  []int // of each token
	quotes    []quotation
	quoteAt   []int // the innermost quotation that holds each token, or -1
}

// sentence is one sentence and its phrases.
type sentence struct {
	hearsay.Range
	paragraph int
	headline  bool
	part      hearsay.PartKind
	partStart int // token at which the part begins; tells parts of one kind apart
	chunks    []chunk
}

// quotation is a text.Quotation in tokens, marks included.
type quotation struct {
	text.Quotation
	hearsay.Range
	parent int // the quotation around it, or -1
}

// open cuts the given parts of a document.
func (r *Reader) open(doc *hearsay.Document, parts []hearsay.Part) *page {
	p := &page{doc: doc, lang: r.lang, text: doc.Text}
	w := r.workshop()
	defer r.workshops.Put(w)
	paragraph := 0
	for _, part := range parts {
		if part.Kind.IsReport() || r.Comments && part.Kind == hearsay.Comment {
			paragraph = p.addPart(w, part, paragraph)
		}
	}
	p.describe()
	p.tag(w)
	p.nestQuotes()
	p.retag()
	for i := range p.sentences {
		p.sentences[i].chunks = p.chunk(p.sentences[i].Range)
	}
	return p
}

// addPart cuts one part and returns the number of the next paragraph.
func (p *page) addPart(w *workshop, part hearsay.Part, paragraph int) int {
	words := part.Span.In(p.text)
	tokens := text.Tokens(words, p.lang.Text)
	paragraphs := text.Paragraphs(words)
	base, first := part.Span.Start, len(p.tokens)
	at := 0
	for _, s := range p.sentencesOf(w, words, base, tokens) {
		for at+1 < len(paragraphs) && tokens[s.Start].Start >= paragraphs[at].End {
			at++
		}
		p.sentences = append(p.sentences, sentence{Range: hearsay.Range{Start: first + s.Start, End: first + s.End},
			paragraph: paragraph + at, headline: part.Kind == hearsay.Headline, part: part.Kind, partStart: first})
	}
	t := 0
	for _, q := range text.Quotes(words, tokens, paragraphs) {
		for t > 0 && tokens[t].Start > q.Span.Start || t == len(tokens) {
			t--
		}
		for t < len(tokens) && tokens[t].Start < q.Span.Start {
			t++
		}
		end := t
		for end < len(tokens) && tokens[end].End <= q.Span.End {
			end++
		}
		q.Span, q.Inner = shift(q.Span, base), shift(q.Inner, base)
		p.quotes = append(p.quotes, quotation{Quotation: q, Range: hearsay.Range{Start: first + t, End: first + end}, parent: -1})
	}
	for _, t := range tokens {
		t.Span = shift(t.Span, base)
		p.tokens = append(p.tokens, t)
	}
	return paragraph + len(paragraphs)
}

func shift(s hearsay.Span, by int) hearsay.Span {
	return hearsay.Span{Start: s.Start + by, End: s.End + by}
}

// describe fills in words, their lower case and their classes.
func (p *page) describe() {
	n := len(p.tokens)
	p.word, p.lower, p.class, p.sentence = make([]string, n), make([]string, n), make([]lang.Class, n), make([]int, n)
	for i, t := range p.tokens {
		w := t.In(p.text)
		p.word[i] = w
		p.lower[i] = plainLower(w)
		p.class[i] = p.lang.Classes[p.lower[i]]
	}
	for i, s := range p.sentences {
		for t := s.Start; t < s.End; t++ {
			p.sentence[t] = i
		}
	}
}

// plainLower lowers a word and writes its apostrophes as '.
func plainLower(w string) string {
	plain := true
	for i := 0; i < len(w); i++ {
		if c := w[i]; c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf {
			plain = false
			break
		}
	}
	if plain {
		return w
	}
	w = strings.ToLower(w)
	if strings.Contains(w, "’") {
		w = strings.ReplaceAll(w, "’", "'")
	}
	return w
}

func (p *page) isTitleCase(r hearsay.Range) bool {
	upper, words := 0, 0
	for i := r.Start; i < r.End; i++ {
		if p.tokens[i].Kind != text.Word || len(p.word[i]) < 4 {
			continue
		}
		words++
		if isUpper(p.word[i]) {
			upper++
		}
	}
	return words > 2 && upper*3 > words*2
}

// isNameElsewhere reports whether the body writes the word at i with a capital
// inside a sentence, or the word is no ordinary word at all (all capitals).
func (p *page) isNameElsewhere(i int) bool {
	if isAllCaps(p.word[i]) {
		return true
	}
	for _, s := range p.sentences {
		if s.headline {
			continue
		}
		for t := s.Start + 1; t < s.End; t++ {
			if p.word[t] == p.word[i] && isUpper(p.word[t]) && p.tokens[t-1].Kind != text.Quote {
				return true
			}
		}
	}
	return false
}

func isUpper(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

func isAllCaps(w string) bool { return len(w) > 1 && strings.ToUpper(w) == w && isUpper(w) }

// nestQuotes finds each quotation's parent and the innermost quotation of each token.
func (p *page) nestQuotes() {
	p.quoteAt = make([]int, len(p.tokens))
	for i := range p.quoteAt {
		p.quoteAt[i] = -1
	}
	for k, q := range p.quotes {
		p.quotes[k].parent = -1
		if q.Len() > 0 {
			p.quotes[k].parent = p.quoteAt[q.Start]
		}
		for t := q.Start; t < q.End; t++ {
			p.quoteAt[t] = k
		}
	}
}

// span is the bytes from the first to the last token of r.
func (p *page) span(r hearsay.Range) hearsay.Span {
	if r.Len() <= 0 {
		return hearsay.Span{}
	}
	return hearsay.Span{Start: p.tokens[r.Start].Start, End: p.tokens[r.End-1].End}
}

// outer is the outermost quotation that holds token i, or -1.
func (p *page) outer(i int) int {
	q := p.quoteAt[i]
	for q >= 0 && p.quotes[q].parent >= 0 {
		q = p.quotes[q].parent
	}
	return q
}

// is reports whether token i is the word w; out of range it is none.
func (p *page) is(i int, w string) bool { return i >= 0 && i < len(p.lower) && p.lower[i] == w }

// isAny reports whether token i is one of words.
func (p *page) isAny(i int, words ...string) bool {
	for _, w := range words {
		if p.is(i, w) {
			return true
		}
	}
	return false
}

// isMark reports a quotation mark.
func (p *page) isMark(i int) bool {
	return i >= 0 && i < len(p.tokens) && p.tokens[i].Kind == text.Quote
}
