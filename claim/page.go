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
	paragraph := 0
	for _, part := range parts {
		if part.Kind.IsReport() || r.Comments && part.Kind == hearsay.Comment {
			paragraph = p.addPart(part, paragraph)
		}
	}
	p.describe()
	p.tag(r.model)
	p.nestQuotes()
	p.retag()
	for i := range p.sentences {
		p.sentences[i].chunks = p.chunk(p.sentences[i].Range)
	}
	return p
}

// addPart cuts one part and returns the number of the next paragraph.
func (p *page) addPart(part hearsay.Part, paragraph int) int {
	words := part.Span.In(p.text)
	tokens := text.Tokens(words, p.lang.Text)
	paragraphs := text.Paragraphs(words)
	base, first := part.Span.Start, len(p.tokens)
	at := 0
	for _, s := range text.Sentences(words, tokens, p.lang.Text) {
		for at+1 < len(paragraphs) && tokens[s.Start].Start >= paragraphs[at].End {
			at++
		}
		p.sentences = append(p.sentences, sentence{Range: hearsay.Range{Start: first + s.Start, End: first + s.End},
			paragraph: paragraph + at, headline: part.Kind == hearsay.Headline, part: part.Kind})
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

// tag tags every sentence. The words of a headline in title case are lowered
// first, unless the page shows them to be names.
func (p *page) tag(model *nlp.Model) {
	p.tags = make([]nlp.Tag, 0, len(p.tokens))
	var lowered []string
	for _, s := range p.sentences {
		words := p.word[s.Start:s.End]
		if s.headline && p.isTitleCase(s.Range) {
			lowered = append(lowered[:0], words...)
			for i := range words {
				if !p.isNameElsewhere(s.Start + i) {
					lowered[i] = p.lower[s.Start+i]
				}
			}
			words = lowered
		}
		p.tags = model.Tags(p.tags, words)
	}
	for i, w := range p.lower { // what no tagger should get wrong
		if tag, ok := closedTags[w]; ok && p.tags[i] != tag {
			p.tags[i] = tag
		}
	}
}

// retag mends what the tagger cannot see: apostrophes that are no quotation marks
// ("the workers’ union"), and participles that are the only verb of their clause
// ("Almost 600 arrived in May, the agency said").
func (p *page) retag() {
	for i := range p.tokens {
		if p.isPossessive(i) {
			p.tags[i], p.tokens[i].Kind = nlp.POS, text.Word
		}
	}
	for _, s := range p.sentences {
		p.retagWords(s)
		p.promoteAfterComma(s)
		start := s.Start
		for i := s.Start; i <= s.End; i++ {
			if i == s.End || p.is(i, ",") || p.is(i, ";") || p.tokens[i].Kind == text.Quote {
				p.promote(start, i)
				start = i + 1
			}
		}
	}
}

// retagWords mends single words: "according to reports", cue verbs in -s taken for
// plurals ("SUPL accuses the board"), capitalised words inside a sentence, which
// are names.
func (p *page) retagWords(s sentence) {
	for i := s.Start; i < s.End; i++ {
		tag := p.tags[i]
		switch {
		case isClosed(tag) && !closedWords[tag][p.lower[i]]:
			p.tags[i] = p.openTag(i)
		case tag == nlp.UH && i > s.Start && (p.tags[i-1] == nlp.POS || p.tags[i-1] == nlp.DT || p.tags[i-1].IsAdjective()):
			p.tags[i] = nlp.NN
		case tag == nlp.VBN && i > s.Start && p.tags[i-1] == nlp.MD:
			p.tags[i] = nlp.VB
		case p.is(i, "to") && p.is(i-1, "according"):
			p.tags[i] = nlp.IN
		case tag == nlp.VB && p.is(i-1, "to") && p.is(i-2, "according"):
			p.tags[i] = nlp.NNS
		case tag == nlp.NNS && i > s.Start && i+1 < s.End && p.lang.Verbs[p.lower[i]] != nil && p.opensObject(i+1) && (p.tags[i-1].IsNoun() || p.tags[i-1] == nlp.PRP || p.is(i-1, ",")) && !isUpper(p.word[i]):
			p.tags[i] = nlp.VBZ
		case tag == nlp.NN && i > s.Start && (p.tags[i-1] == nlp.NNS || p.tags[i-1] == nlp.NNPS) && i+1 < s.End && p.opensReport(i):
			p.tags[i] = nlp.VBP
		case tag == nlp.VBD && i > s.Start && p.is(i-1, ",") && i+1 < s.End && p.tags[i+1].IsNoun() && p.lang.Verbs[p.lower[i]] == nil:
			p.tags[i] = nlp.JJ // ", retired judge Rosa Pine,"
		case tag == nlp.VBN && i > s.Start && p.is(i+1, "that") && i+1 < s.End && (p.tags[i-1].IsNoun() || p.tags[i-1] == nlp.PRP) && p.lang.Verbs[p.lower[i]] != nil:
			p.tags[i] = nlp.VBD
		case tag == nlp.NNS && i > s.Start && p.lang.Verbs[p.lower[i]] != nil && !isUpper(p.word[i]) && (p.sharesPresent(s, i) || s.headline && i == s.End-1 && p.tags[i-1].IsNoun()):
			p.tags[i] = nlp.VBZ
		case p.isAny(i, "do", "da", "de", "dos", "das", "del") && i > s.Start && i+1 < s.End && isUpper(p.word[i-1]) && isUpper(p.word[i+1]) && !p.tags[i-1].IsAdverb() && p.tags[i-1] != nlp.WRB:
			p.tags[i] = nlp.NNP
		case i == s.Start && tag.IsVerb() && tag != nlp.VBG && tag != nlp.VBN && i+1 < s.End && p.tags[i+1].IsFinite() && !isAuxiliary(p.lower[i]):
			p.tags[i] = nlp.NNP
		case (tag == nlp.VBN || tag == nlp.JJ) && i > s.Start && p.lang.Verbs[p.lower[i]] != nil && i+1 < s.End && (p.opensObject(i+1) || p.tags[i+1].IsNoun() && p.lang.Verbs[p.lower[i]].Has(lang.Addressee)) && p.sharesPast(s, i):
			p.tags[i] = nlp.VBD
		case i == s.Start && tag.IsName() && i+1 < s.End && !p.tags[i+1].IsName() && (p.class[i].Is(lang.OneOfMany) || p.isPersonNoun(i) && tag == nlp.NNPS):
			p.tags[i] = map[bool]nlp.Tag{true: nlp.NNS, false: nlp.NN}[strings.HasSuffix(p.lower[i], "s")]
		case s.headline || !isUpper(p.word[i]) || tag != nlp.NN && tag != nlp.NNS:
		case i > s.Start && p.tokens[i-1].Kind != text.Quote && !p.is(i-1, ":"):
			p.tags[i] = map[nlp.Tag]nlp.Tag{nlp.NN: nlp.NNP, nlp.NNS: nlp.NNPS}[tag]
		case i == s.Start && tag == nlp.NN && i+1 < s.End && p.tags[i+1].IsFinite() && p.class[i] == 0:
			p.tags[i] = nlp.NNP
		}
	}
}

// sharesPast reports a participle after "and" that goes on with a simple past:
// "said … and ordered the operator to".
func (p *page) sharesPast(s sentence, i int) bool {
	j := i - 1
	for j > s.Start && p.tags[j].IsAdverb() {
		j--
	}
	if p.tags[j] != nlp.CC {
		return false
	}
	for j--; j >= s.Start; j-- {
		if p.tags[j] == nlp.VBD && !isAuxiliary(p.lower[j]) {
			return true
		}
	}
	return false
}

// sharesPresent reports a plural after "and" that is a verb going on with one in
// the present: "estimates that … and advises against".
func (p *page) sharesPresent(s sentence, i int) bool {
	if p.tags[i-1] != nlp.CC {
		return false
	}
	for j := i - 2; j >= s.Start; j-- {
		if p.tags[j] == nlp.VBZ && p.lang.Verbs[p.lower[j]] != nil {
			return true
		}
	}
	return false
}

// opensReport reports a word that can be a verb of the lexicon and is followed by
// what such a verb takes: "agents report that", "workers fear for".
func (p *page) opensReport(i int) bool {
	entry := p.lang.Verbs[p.lower[i]]
	return entry != nil && (p.is(i+1, "that") || entry.Has(lang.About) && p.isAny(i+1, "for", "of", "about"))
}

// opensObject reports a word after which a verb's object or content begins.
func (p *page) opensObject(i int) bool {
	tag := p.tags[i]
	return tag == nlp.DT || tag == nlp.PRP || tag == nlp.VBG || tag == nlp.WRB || tag == nlp.TO || p.is(i, "whether") || tag == nlp.PRPS || p.is(i, "that") || p.tokens[i].Kind == text.Quote
}

// promoteAfterComma makes the participle after a closed apposition the sentence's
// verb when it has none: "Its head, Rosa Pine, confirmed that …".
func (p *page) promoteAfterComma(s sentence) {
	relative := false
	for i := s.Start; i < s.End; i++ {
		switch tag := p.tags[i]; {
		case p.is(i, ","):
			relative = false
		case tag == nlp.WP || tag == nlp.WDT:
			relative = true
		case tag.IsFinite() && !relative:
			return
		case tag == nlp.VBN && i > s.Start+2 && p.is(i-1, ",") && i+1 < s.End && (p.opensObject(i+1) || p.lang.Verbs[p.lower[i]] != nil && !p.is(i+1, "by")) && p.tags[s.Start] != nlp.IN:
			p.tags[i] = nlp.VBD
			return
		}
	}
}

// isPossessive reports an apostrophe after a plural that closes no quotation.
func (p *page) isPossessive(i int) bool {
	if p.tokens[i].Kind != text.Quote || !p.isAny(i, "’", "'") || i == 0 || i+1 == len(p.tokens) {
		return false
	}
	before := p.tokens[i-1]
	q := p.quoteAt[i]
	closes := q >= 0 && p.quotes[q].End == i+1 && !p.quotes[q].Unclosed && p.quotes[q].Single
	return !closes && before.End == p.tokens[i].Start && strings.HasSuffix(p.lower[i-1], "s") && p.tokens[i+1].Kind == text.Word && p.tokens[i+1].Start > p.tokens[i].End
}

// promote makes the first participle after a noun a finite verb where the clause
// between two commas has none and does not lead one.
func (p *page) promote(start, end int) {
	at := -1
scan:
	for i := start; i < end; i++ {
		switch tag := p.tags[i]; {
		case at >= 0 && (tag == nlp.WP || tag == nlp.WDT || p.is(i, "that") || p.is(i, "whether")):
			break scan
		case tag.IsFinite() || tag == nlp.WDT || tag == nlp.WP || tag == nlp.VBG || isAuxiliary(p.lower[i]):
			return
		case tag == nlp.VBN && at < 0:
			follows := p.tags[max(i-1, 0)]
			isCue := p.lang.Verbs[p.lower[i]] != nil
			if i == start || !follows.IsNoun() && follows != nlp.PRP && follows != nlp.DT && !isCue || p.is(i+1, "by") {
				return
			}
			at = i
		}
	}
	if at >= 0 && (start == 0 || !p.is(start-1, ",") || p.sentence[start] != p.sentence[start-1]) {
		p.tags[at] = nlp.VBD
	}
}

// closedWords lists the words that can bear a closed tag; a tagger that has not
// seen a word sometimes gives it one.
var closedWords = map[nlp.Tag]map[string]bool{
	nlp.PRP:  wordSet("i me you he him she her it we us they them myself yourself himself herself itself ourselves yourselves themselves mine yours his hers ours theirs 's one thee thou ya y'all"),
	nlp.PRPS: wordSet("my your his her its our their"),
	nlp.MD:   wordSet("can could may might must shall should will would ca wo 'll 'd ought need dare cannot sha"),
	nlp.CC:   wordSet("and or but nor yet so & plus either neither both v. vs vs. 'n' versus minus times for"),
	nlp.WP:   wordSet("who what whom whoever whatever which whomever whatsoever"),
	nlp.WDT:  wordSet("which that what whatever whichever"),
	nlp.EX:   wordSet("there"),
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

func isClosed(t nlp.Tag) bool { return closedWords[t] != nil }

// openTag is the tag of a word that can bear no closed one.
func (p *page) openTag(i int) nlp.Tag {
	switch {
	case isUpper(p.word[i]):
		return nlp.NNP
	case strings.HasSuffix(p.lower[i], "s"):
		return nlp.NNS
	}
	return nlp.NN
}

// closedTags are words of one tag in news.
var closedTags = map[string]nlp.Tag{
	"said": nlp.VBD, "told": nlp.VBD, "he": nlp.PRP, "she": nlp.PRP, "they": nlp.PRP, "it": nlp.PRP, "who": nlp.WP, "according": nlp.VBG,
	"says": nlp.VBZ, "tells": nlp.VBZ, "tweeted": nlp.VBD, "n't": nlp.RB, "the": nlp.DT, "a": nlp.DT, "an": nlp.DT,
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
