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

// sentencesOf cuts a part of the page into words of the layers and returns its
// sentences as ranges of its tokens. A sentence ends where the splitter says; only
// what follows an abbreviation or a line break, and marks with no space after them,
// are the rules' business, who know the language's abbreviations and hard wraps.
func (p *page) sentencesOf(w *workshop, part string, base int, tokens []text.Token) []hearsay.Range {
	ruled := text.Sentences(part, tokens, p.lang.Text)
	if w.tags != nil {
		return ruled
	}
	if len(tokens) == 0 { // nothing but signs without a width, which are no words of ours
		return nil
	}
	w.splitter.Split(&w.segments, part)
	learned := learnedEnds(tokens, &w.segments)
	var sentences []hearsay.Range
	start := 0
	for i := range tokens {
		isRuled := ruled[0].End == i+1
		if isRuled {
			ruled = ruled[1:]
		}
		if i+1 == len(tokens) || endsSentence(part, tokens, i, learned[i], isRuled) {
			sentences = append(sentences, hearsay.Range{Start: start, End: i + 1})
			start = i + 1
		}
	}
	p.layers.add(part, base, w.segments.Tokens, tokens, sentences)
	return sentences
}

// learnedEnds marks the tokens after which the splitter ends a sentence.
func learnedEnds(tokens []text.Token, segments *nlp.Segmentation) []bool {
	ends := make([]bool, len(tokens))
	at := 0
	for _, s := range segments.Sentences {
		end := segments.Tokens[s.End-1].End
		for at < len(tokens) && tokens[at].End < end {
			at++
		}
		if at < len(tokens) {
			ends[at] = true
		}
	}
	return ends
}

// endsSentence decides whether a sentence ends after token i, which is not the last.
func endsSentence(part string, tokens []text.Token, i int, learned, ruled bool) bool {
	token, gap := tokens[i].In(part), part[tokens[i].End:tokens[i+1].Start]
	switch {
	case strings.Contains(gap, "\n"), len(token) > 1 && strings.HasSuffix(token, "."): // "in the U.S. How", "Mt. Fuji"
		return ruled
	case gap == "" || strings.Trim(token, "?!") == "": // "Hello world.Today", "Really?! Yes"
		return learned || ruled
	}
	return learned && !endsInside(part, tokens, i)
}

// endsInside reports that token i closes a quotation inside a sentence, as in
// "interests of the" Harbour Board: no mark that ends sentences stands before.
func endsInside(part string, tokens []text.Token, i int) bool {
	end := i
	for end >= 0 && tokens[end].Kind == text.Quote {
		end--
	}
	if end == i || end < 0 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(tokens[end].In(part))
	return !strings.ContainsRune(".?!…:;", last)
}

// add takes the words of a part, and the ends of its sentences where a word ends too.
func (l *layers) add(part string, base int, words []hearsay.Span, tokens []text.Token, sentences []hearsay.Range) {
	first, at := len(l.words), 0
	for _, s := range words {
		l.spans, l.words = append(l.spans, shift(s, base)), append(l.words, s.In(part))
	}
	for k, s := range sentences {
		end := tokens[s.End-1].End
		for at < len(words) && words[at].End <= end {
			at++
		}
		if k+1 == len(sentences) {
			at = len(words)
		} else if at < len(words) && words[at].Start < end {
			continue // a word that goes on into the next sentence
		}
		l.ends = append(l.ends, first+at)
	}
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
		followed := i+1 < len(p.tokens) && p.sentence[i+1] == p.sentence[i]
		p.tags[i] = w.tagOf(l, at, end, p.word[i], followed && end < len(l.words))
		if p.tags[i] == nlp.NNP && lowers(i) {
			p.tags[i] = nlp.NN // lowered for being no name: the layers know names in lower case too
		}
	}
}

// tagOf is the tag of a token made of words: that of the last, but what is joined
// by hyphens before a noun, or ends in a participle, describes ("state-run"). followed
// tells that the sentence goes on.
func (w *workshop) tagOf(l *layers, start, end int, token string, followed bool) nlp.Tag {
	if nlp.IsFixed(token) || start >= end {
		return nlp.FixedTag(token)
	}
	tag := w.annotator.Penn(l.found.XPOS[end-1])
	joined := end-start > 2 && l.words[end-2] == "-"
	if joined && tag.IsVerb() && isUpper(l.words[start]) && isUpper(l.words[end-1]) {
		return nlp.NNP // "Dala-Inform", "Tele-Fax"
	}
	if joined && (tag == nlp.VBN || tag == nlp.NN && followed && w.annotator.Penn(l.found.XPOS[end]).IsNoun()) {
		return nlp.JJ
	}
	return tag
}
