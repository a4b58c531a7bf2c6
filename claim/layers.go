package claim

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hearsay"
	"hearsay/nlp"
	"hearsay/text"
)

// layers are a page's words as the trained layers see them, with what they found.
type layers struct {
	spans []hearsay.Span
	words []string
	ends  []int // of sentences, in words
	found nlp.Annotation
}

// workshop is what one goroutine needs of a model: its layers, or the tags of a model
// of format 1, which had no others.
type workshop struct {
	tags      *nlp.Model
	annotator *nlp.Annotator
	splitter  *nlp.Splitter
	segments  nlp.Segmentation
}

// sentencesOf cuts a part of the page into words and sentences of the layers and returns
// the sentences as ranges of the part's tokens: a token belongs to the sentence of
// its last word.
func (p *page) sentencesOf(w *workshop, part string, base int, tokens []text.Token) []hearsay.Range {
	if w.tags != nil {
		return text.Sentences(part, tokens, p.lang.Text)
	}
	w.splitter.Split(&w.segments, part)
	var sentences []hearsay.Range
	first, at := len(p.layers.words), 0
	for _, s := range w.segments.Tokens {
		p.layers.spans = append(p.layers.spans, shift(s, base))
		p.layers.words = append(p.layers.words, s.In(part))
	}
	for _, s := range w.segments.Sentences {
		if !isEnd(part, w.segments.Tokens, s.End) {
			continue
		}
		p.layers.ends = append(p.layers.ends, first+s.End)
		start, end := at, w.segments.Tokens[s.End-1].End
		for at < len(tokens) && tokens[at].End <= end {
			at++
		}
		if at > start {
			sentences = append(sentences, hearsay.Range{Start: start, End: at})
		}
	}
	if at < len(tokens) { // characters without ink at the end
		sentences = append(sentences, hearsay.Range{Start: at, End: len(tokens)})
	}
	return sentences
}

// isEnd reports whether a sentence can end before word end: not after a quotation
// inside one, as in "interests of the" Harbour Board, where the marks that close it
// follow no mark that ends a sentence.
func isEnd(part string, words []hearsay.Span, end int) bool {
	if end == len(words) || strings.Contains(part[words[end-1].End:words[end].Start], "\n") {
		return true
	}
	for i := end - 1; i >= 0; i-- {
		last, _ := utf8.DecodeLastRuneInString(words[i].In(part))
		if !strings.ContainsRune("\"'”’»", last) {
			return i == end-1 || strings.ContainsRune(".?!…:;", last)
		}
	}
	return false
}

// tag gives each token its Penn tag. The words of a headline in title case are
// lowered first, unless the page shows them to be names.
func (p *page) tag(w *workshop) {
	title := make([]bool, len(p.sentences))
	for i, s := range p.sentences {
		title[i] = s.headline && p.isTitleCase(s.Range)
	}
	lowers := func(t int) bool { return title[p.sentence[t]] && !p.isNameElsewhere(t) }
	if w.tags != nil {
		p.tagTokens(w.tags, lowers)
	} else {
		p.tagWords(w, lowers)
	}
	for i, lower := range p.lower { // what no tagger should get wrong
		if tag, ok := closedTags[lower]; ok {
			p.tags[i] = tag
		}
	}
}

func (p *page) tagTokens(m *nlp.Model, lowers func(token int) bool) {
	words := slices.Clone(p.word)
	for i := range words {
		if lowers(i) {
			words[i] = p.lower[i]
		}
	}
	for _, s := range p.sentences {
		p.tags = m.Tags(p.tags, words[s.Start:s.End])
	}
}

// tagWords lets the layers annotate the page and gives each token the tag of its
// words.
func (p *page) tagWords(w *workshop, lowers func(token int) bool) {
	l := &p.layers
	t := 0
	for i, span := range l.spans {
		for t+1 < len(p.tokens) && p.tokens[t].End <= span.Start {
			t++
		}
		if lowers(t) {
			l.words[i] = plainLower(l.words[i])
		}
	}
	w.annotator.Annotate(&l.found, l.words, l.ends)
	p.tags = make([]nlp.Tag, len(p.tokens))
	at := 0
	for i, token := range p.tokens {
		for at < len(l.spans) && l.spans[at].End <= token.Start {
			at++
		}
		end := at
		for end < len(l.spans) && l.spans[end].Start < token.End {
			end++
		}
		p.tags[i] = w.tagOf(l, at, end, p.word[i])
	}
}

// tagOf is the tag of a token made of words: that of the last, but what is joined
// by hyphens before a noun, or ends in a participle, describes ("state-run").
func (w *workshop) tagOf(l *layers, start, end int, token string) nlp.Tag {
	if nlp.IsFixed(token) || start >= end {
		return nlp.FixedTag(token)
	}
	tag := w.annotator.Penn(l.found.XPOS[end-1])
	joined := end-start > 2 && l.words[end-2] == "-"
	if joined && (tag == nlp.VBN || tag == nlp.NN && end < len(l.words) && w.annotator.Penn(l.found.XPOS[end]).IsNoun()) {
		return nlp.JJ
	}
	return tag
}
