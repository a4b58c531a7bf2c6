package claim

import (
	"strings"

	"hearsay/lang"
	"hearsay/nlp"
	"hearsay/text"
)

// retag mends what the tagger cannot see: apostrophes that are no quotation marks
// ("the workers’ union"), and participles that are the only verb of their clause
// ("Some 40 boats sailed in June, the harbour office said").
func (p *page) retag() {
	for i := range p.tokens {
		if p.isPossessive(i) {
			p.tags[i], p.tokens[i].Kind = nlp.POS, text.Word
		}
	}
	names := p.namesInside()
	for _, s := range p.sentences {
		p.retagWords(s)
		if !s.headline && s.Len() > 0 && names[p.lower[s.Start]] && isUpper(p.word[s.Start]) && !isClosed(p.tags[s.Start]) {
			p.tags[s.Start] = nlp.NNP
		}
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

// namesInside is the set of words that stand with a capital inside sentences of the
// body and never without: at the head of a sentence they are names too.
func (p *page) namesInside() map[string]bool {
	names, common := map[string]bool{}, map[string]bool{}
	for _, s := range p.sentences {
		for i := s.Start + 1; i < s.End && !s.headline; i++ {
			switch {
			case !isUpper(p.word[i]):
				common[p.lower[i]] = true
			case p.tags[i].IsName() && p.tokens[i-1].Kind != text.Quote:
				names[p.lower[i]] = true
			}
		}
	}
	for w := range common {
		delete(names, w)
	}
	return names
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
		case tag == nlp.NN && i > s.Start+1 && p.is(i-1, "to") && p.tags[i-2].IsVerb() && p.lang.Verbs[p.lower[i]] != nil:
			p.tags[i-1], p.tags[i] = nlp.TO, nlp.VB // "declined to comment"
		case tag == nlp.NN && i > s.Start && strings.HasSuffix(p.lower[i], "ed") && p.tags[i-1].IsNoun() && p.lang.Verbs[p.lower[i]] != nil:
			p.tags[i] = nlp.VBD // "the insider confided"
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
		case tag == nlp.NN && i > s.Start && (p.tags[i-1] == nlp.NNS || p.tags[i-1] == nlp.NNPS || i-1 == s.Start && strings.HasSuffix(p.lower[i-1], "s")) && i+1 < s.End && p.opensReport(i):
			p.tags[i] = nlp.VBP
		case tag == nlp.VBD && i > s.Start && p.is(i-1, ",") && i+1 < s.End && p.tags[i+1].IsNoun() && p.lang.Verbs[p.lower[i]] == nil:
			p.tags[i] = nlp.JJ // ", retired judge Rosa Pine,"
		case tag == nlp.VBN && p.is(i, "had") && !p.isAny(i-1, "has", "have", "had", "having", "'ve"):
			p.tags[i] = nlp.VBD
		case tag == nlp.PRP && i > s.Start && isUpper(p.word[i]) && p.tags[i-1].IsName() && !p.is(i, "i"):
			p.tags[i] = nlp.NNP
		case tag == nlp.VBN && i > s.Start && p.isAny(i-1, "he", "she", "it", "they", "we", "i"):
			p.tags[i] = nlp.VBD
		case i == s.Start && (tag == nlp.VBD || tag == nlp.VBN || tag == nlp.VB || tag == nlp.VBP) && !s.headline && i+1 < s.End && p.tags[i+1].IsNoun() && p.hasFinite(i+2, s.End):
			p.tags[i] = map[bool]nlp.Tag{true: nlp.JJ, false: nlp.NN}[tag == nlp.VBD || tag == nlp.VBN] // "Retired teacher", "Transport minister"
		case tag == nlp.VBN && i > s.Start && p.is(i+1, "that") && i+1 < s.End && (p.tags[i-1].IsNoun() || p.tags[i-1] == nlp.PRP) && p.lang.Verbs[p.lower[i]] != nil:
			p.tags[i] = nlp.VBD
		case tag == nlp.NNS && i > s.Start && p.lang.Verbs[p.lower[i]] != nil && (s.headline || !isUpper(p.word[i])) && (p.sharesPresent(s, i) || s.headline && i == s.End-1 && p.tags[i-1].IsNoun()):
			p.tags[i] = nlp.VBZ
		case p.isAny(i, "do", "da", "de", "dos", "das", "del") && i > s.Start && i+1 < s.End && isUpper(p.word[i-1]) && isUpper(p.word[i+1]) && !p.tags[i-1].IsAdverb() && p.tags[i-1] != nlp.WRB:
			p.tags[i] = nlp.NNP
		case i == s.Start && tag.IsVerb() && tag != nlp.VBG && tag != nlp.VBN && i+1 < s.End && p.tags[i+1].IsFinite() && !isAuxiliary(p.lower[i]):
			p.tags[i] = nlp.NNP
		case (tag == nlp.VBN || tag == nlp.JJ) && i > s.Start && p.lang.Verbs[p.lower[i]] != nil && i+1 < s.End && (p.opensObject(i+1) || p.tags[i+1].IsNoun() && p.lang.Verbs[p.lower[i]].Has(lang.Addressee)) && p.sharesPast(s, i):
			p.tags[i] = nlp.VBD
		case i == s.Start && tag.IsName() && i+1 < s.End && !p.tags[i+1].IsName() && (p.class[i].Is(lang.OneOfMany) || p.isPersonNoun(i) && tag == nlp.NNPS):
			p.tags[i] = map[bool]nlp.Tag{true: nlp.NNS, false: nlp.NN}[strings.HasSuffix(p.lower[i], "s")]
		case tag == nlp.VBG && i > s.Start+1 && i+1 < s.End && isUpper(p.word[i]) && !s.headline && p.tags[i-1] == nlp.IN && p.tags[i-2].IsName() && p.tags[i+1].IsName():
			p.tags[i] = nlp.NNP // "the Office for Preventing Floods"
		case tag == nlp.JJ && i > s.Start && i+1 < s.End && isUpper(p.word[i]) && !s.headline && p.tags[i+1].IsName() && !p.opensQuote(i-1) && !p.isOrigin(i):
			p.tags[i] = nlp.NNP // "Astrid Holm", but "Finnish Railways"
		case s.headline || !isUpper(p.word[i]) || tag != nlp.NN && tag != nlp.NNS:
		case i > s.Start && !p.opensQuote(i-1) && !p.is(i-1, ":"):
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

// hasFinite reports whether a stretch of tokens has a finite verb.
func (p *page) hasFinite(i, end int) bool {
	for ; i < end; i++ {
		if p.tags[i].IsFinite() {
			return true
		}
	}
	return false
}

// opensQuote reports a mark that opens a quotation: the word after it begins a
// sentence of its own.
func (p *page) opensQuote(i int) bool {
	if p.tokens[i].Kind != text.Quote {
		return false
	}
	q := p.quoteAt[i]
	return q < 0 || p.quotes[q].Start == i
}

// isOrigin reports adjectives of countries, peoples and quarters of the sky.
func (p *page) isOrigin(i int) bool {
	w := p.lower[i]
	if p.lang.Demonyms[w] != nil {
		return true
	}
	for _, end := range []string{"ern", "ean", "can", "ian", "ish", "ese", "ic", "al", "ist"} {
		if strings.HasSuffix(w, end) {
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
		case tag == nlp.VBD && p.is(i, "asked") && p.is(i-1, ",") && i > s.Start && p.verbAfterComma(i+1, s.End):
			p.tags[i] = nlp.VBN // "Zelm, asked whether he would go, replied"
		case p.is(i, ","):
			relative = false
		case tag == nlp.WP || tag == nlp.WDT:
			relative = true
		case tag.IsFinite() && !relative:
			return
		case tag == nlp.VBN && i > s.Start+2 && p.is(i-1, ",") && i+1 < s.End && (p.opensObject(i+1) || p.lang.Verbs[p.lower[i]] != nil && !p.is(i+1, "by")) && p.tags[s.Start] != nlp.IN:
			if !p.verbAfterComma(i+1, s.End) {
				p.tags[i] = nlp.VBD
			}
			return
		}
	}
}

// verbAfterComma reports a finite verb right after a comma: the participle before it
// stood in a parenthesis, "Zelm, asked whether he would go, replied".
func (p *page) verbAfterComma(i, end int) bool {
	for ; i+1 < end; i++ {
		if p.is(i, ",") && p.tags[i+1].IsFinite() {
			return true
		}
	}
	return false
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
			if i == start || !follows.IsNoun() && follows != nlp.PRP && follows != nlp.DT && !isCue || p.isAny(i+1, "by", "as") {
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
	"says": nlp.VBZ, "tells": nlp.VBZ, "tweeted": nlp.VBD, "n't": nlp.RB, "afterwards": nlp.RB, "afterward": nlp.RB, "meanwhile": nlp.RB, "citing": nlp.VBG, "quoting": nlp.VBG, "the": nlp.DT, "a": nlp.DT, "an": nlp.DT,
}
