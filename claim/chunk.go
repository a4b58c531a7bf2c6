package claim

import (
	"hearsay"
	"hearsay/lang"
	"hearsay/nlp"
	"hearsay/text"
)

// kind is what a chunk is.
type kind byte

const (
	other        kind = iota
	noun              // a noun phrase without what follows its head: "the two ministers"
	verb              // a verb group with auxiliaries: "has not been told"
	infinitive        // "to leave"
	participle        // "saying", "based" without an auxiliary
	preposition       // "of", "according to" is two of them
	subordinator      // "that", "because", "when": a clause follows
	relative          // "who", "which"
	conjunction       // "and", "but"
	comma
	stop // ; : – and brackets
	mark // a quotation mark
	adverb
	adjective
	fullStop // . ! ?
)

// chunk is a shallow phrase: a run of tokens with a kind and a head.
type chunk struct {
	hearsay.Range
	kind    kind
	head    int  // token: the last noun, the main verb
	passive bool // verb: a form of be with a participle
	negated bool
	finite  bool
}

// chunk groups the tokens of one sentence into phrases (Abney 1991: chunks by
// finite-state rules over tags).
func (p *page) chunk(r hearsay.Range) []chunk {
	out := make([]chunk, 0, r.Len()/2+2)
	for i := r.Start; i < r.End; {
		c := p.chunkAt(i, r.End)
		out = append(out, c)
		i = c.End
	}
	return out
}

func (p *page) chunkAt(i, end int) chunk {
	one := func(k kind) chunk { return chunk{Range: hearsay.Range{Start: i, End: i + 1}, kind: k, head: i} }
	if p.tokens[i].Kind == text.Quote && p.tags[i] != nlp.POS {
		return one(mark)
	}
	tag, w := p.tags[i], p.lower[i]
	switch {
	case w == ",":
		return one(comma)
	case tag == nlp.Punct && (w == "." || w == "!" || w == "?" || w == "…" || w == "..."):
		return one(fullStop)
	case tag == nlp.Punct && p.tokens[i].Kind != text.Symbol:
		return one(stop)
	case w == "that" && p.isComplementizer(i, end), w == "whether", w == "if":
		return one(subordinator)
	case tag == nlp.WRB, tag == nlp.IN && p.class[i].Is(lang.Subordinator) && p.clauseFollows(i, end):
		return one(subordinator)
	case tag == nlp.WP || tag == nlp.WDT || tag == nlp.WPS:
		return one(relative)
	case tag == nlp.CC:
		return one(conjunction)
	}
	if p.isAny(i, "many", "few", "several", "most", "much") && p.is(i+1, "of") && i+1 < end {
		return one(noun)
	}
	if c, ok := p.nounPhrase(i, end); ok {
		return c
	}
	if c, ok := p.verbGroup(i, end); ok {
		return c
	}
	switch {
	case tag == nlp.IN || tag == nlp.TO || tag == nlp.RP:
		return one(preposition)
	case tag.IsAdverb():
		return one(adverb)
	case tag.IsAdjective():
		return one(adjective)
	}
	return one(other)
}

// isComplementizer reports whether "that" at i begins a clause rather than a noun
// phrase ("that bridge") or stands for one.
func (p *page) isComplementizer(i, end int) bool {
	switch p.tags[i] {
	case nlp.IN:
		return true
	case nlp.WDT:
		return i > 0 && (p.tags[i-1].IsVerb() || p.isAny(i-1, ",") || p.cueBefore(i))
	case nlp.DT:
		if i+1 >= end || i == 0 || !p.tags[i-1].IsVerb() && !p.cueBefore(i) {
			return false
		}
		next := p.tags[i+1] // "that boxes go missing", "that every month", but "that box"
		return next != nlp.Punct && (!next.IsNoun() || next == nlp.NNS || next.IsName()) && (p.tags[i-1].IsVerb() || next == nlp.DT || next == nlp.PRP || next == nlp.NNS || next.IsName())
	}
	return false
}

// cueBefore reports a verb of saying a few words before token i, with nothing but
// a phrase of place, time or hearer between: "said at the meeting that".
func (p *page) cueBefore(i int) bool {
	for j := i - 1; j >= 0 && j > i-9; j-- {
		if p.tags[j].IsVerb() {
			entry := p.lang.Verbs[p.lower[j]]
			return entry != nil && entry.Has(lang.ThatClause)
		}
		if p.tags[j] == nlp.Punct || p.tags[j] == nlp.CC {
			return false
		}
	}
	return false
}

// clauseFollows reports whether a finite verb comes before the next comma, so that
// "after" or "as" at i begins a clause.
func (p *page) clauseFollows(i, end int) bool {
	for j := i + 1; j < end && j < i+14 && p.lower[j] != ","; j++ {
		if p.tags[j].IsFinite() {
			return true
		}
	}
	return false
}

// nounPhrase takes determiners, modifiers and nouns up to the head, across a
// possessive: "the city’s two oldest bridges".
func (p *page) nounPhrase(i, end int) (chunk, bool) {
	start, head := i, -1
	if n := p.hedgeAt(i, end); n > 0 {
		i += n
	}
	if p.tags[i] == nlp.PRP || p.tags[i] == nlp.EX {
		return chunk{Range: hearsay.Range{Start: i, End: i + 1}, kind: noun, head: i}, true
	}
	last := i
scan:
	for ; i < end; i++ {
		tag := p.tags[i]
		switch {
		case p.isMark(i) && tag != nlp.POS:
			break scan
		case tag.IsNoun():
			if i > start && p.class[i-1].Is(lang.Weekday) && !p.class[i].Is(lang.TimeNoun|lang.Month) {
				break scan // "on Thursday drivers said"
			}
			head, last = i, i+1
		case tag == nlp.CD:
			head, last = i, i+1
		case tag == nlp.DT || tag == nlp.PDT || tag == nlp.PRPS:
			if head >= 0 || p.is(i, "that") && i > start {
				break scan
			}
			last = i + 1
		case tag == nlp.POS && head >= 0:
			head = -1
			last = i + 1
		case tag.IsAdjective():
			if head >= 0 && p.tags[head] != nlp.CD && !p.nounSoon(i, end) {
				break scan
			}
		case tag == nlp.VBN || tag == nlp.VBG || tag.IsAdverb() && i > start:
			if head >= 0 && p.tags[head] != nlp.CD || i == start && !p.nounSoon(i, end) {
				break scan
			}
			if i == start && tag == nlp.VBG {
				break scan
			}
		case p.tokens[i].Kind == text.Symbol && (p.is(i, "$") || p.is(i, "€") || p.is(i, "£") || p.is(i, "¥")):
		case p.is(i, "&") && head >= 0:
		case p.is(i, "%") && head >= 0:
			last = i + 1
		default:
			break scan
		}
	}
	if head < 0 { // "those", "some", "many" and "the accused" stand alone
		if tag := p.tags[start]; tag == nlp.DT && last == start+1 && p.isAny(start, "those", "these", "this", "that", "some", "others", "another", "both", "many", "all", "each") {
			return chunk{Range: hearsay.Range{Start: start, End: last}, kind: noun, head: start}, true
		}
		if tag := p.tags[start]; (tag == nlp.DT || tag == nlp.PRPS) && last == start+1 && start+1 < end && (p.tags[start+1].IsAdjective() || p.tags[start+1] == nlp.VBN) {
			return chunk{Range: hearsay.Range{Start: start, End: start + 2}, kind: noun, head: start + 1}, true
		}
		return chunk{}, false
	}
	return chunk{Range: hearsay.Range{Start: start, End: max(last, head+1)}, kind: noun, head: head}, true
}

// hedgeAt returns the length of the words before a number that say how exact it is:
// "up to 22", "at least 12", "more than 100".
func (p *page) hedgeAt(i, end int) int {
	for n := 3; n >= 2; n-- {
		if i+n < end && p.tags[i+n] == nlp.CD && p.isAny(i, "up", "at", "more", "fewer", "less", "no", "as", "close", "nearly", "around") {
			if _, ok := hedges[p.phrase(hearsay.Range{Start: i, End: i + n})]; ok {
				return n
			}
		}
	}
	return 0
}

// nounSoon reports whether modifiers from i on lead to a noun.
func (p *page) nounSoon(i, end int) bool {
	for j := i; j < end && j < i+4; j++ {
		switch tag := p.tags[j]; {
		case p.isMark(j):
			return false
		case tag.IsNoun():
			return true
		case tag.IsAdjective() || tag == nlp.VBN || tag == nlp.VBG || tag == nlp.CD || tag.IsAdverb():
		default:
			return false
		}
	}
	return false
}

// verbGroup takes auxiliaries, negation and adverbs up to the main verb.
func (p *page) verbGroup(i, end int) (chunk, bool) {
	c := chunk{Range: hearsay.Range{Start: i, End: i}, kind: verb, head: -1}
	if p.tags[i] == nlp.TO {
		j := i + 1
		for j < end && p.tags[j].IsAdverb() {
			j++
		}
		if j >= end || p.tags[j] != nlp.VB && !(p.tags[j] == nlp.VBP) {
			return c, false
		}
		c.kind = infinitive
		i = j
	} else if tag := p.tags[i]; !tag.IsVerb() && tag != nlp.MD {
		return c, false
	}
	be := false
	for j := i; j < end; j++ {
		tag := p.tags[j]
		switch {
		case tag == nlp.MD || tag.IsVerb():
			if c.head >= 0 && !p.joins(c.head, j, be) {
				return p.finish(c, be), true
			}
			if c.head < 0 || c.End == c.Start {
				c.finite = c.kind == verb && tag.IsFinite()
			}
			be = c.head >= 0 && isBe(p.lower[c.head])
			c.head, c.End = j, j+1
		case tag.IsAdverb():
			if p.class[j].Is(lang.Negation) && c.head >= 0 && isAuxiliary(p.lower[c.head]) { // "did not", but "vowed not"
				c.negated = true
				c.End = j + 1
			}
			if c.head < 0 || !isAuxiliary(p.lower[c.head]) {
				return p.finish(c, be), true
			}
		default:
			return p.finish(c, be), true
		}
	}
	return p.finish(c, be), true
}

// joins reports whether the verb at j goes on with the group whose last verb is
// at h: only an auxiliary is followed by another verb.
func (p *page) joins(h, j int, be bool) bool {
	if p.tags[h] == nlp.MD {
		return p.tags[j] == nlp.VB || p.tags[j] == nlp.VBP
	}
	if !isAuxiliary(p.lower[h]) {
		return false
	}
	switch p.tags[j] {
	case nlp.VBN, nlp.VBG, nlp.VBD:
		return true
	case nlp.VB:
		return !isBe(p.lower[h])
	}
	return false
}

func (p *page) finish(c chunk, be bool) chunk {
	if c.head < 0 {
		return c
	}
	tag := p.tags[c.head]
	c.passive = be && (tag == nlp.VBN || tag == nlp.VBD)
	if c.kind == verb && c.Len() == 1 && (tag == nlp.VBG || tag == nlp.VBN) {
		c.kind = participle
	}
	if c.kind == verb && c.Len() > 1 && !c.finite && (p.tags[c.Start] == nlp.VBG) {
		c.kind = participle // "having said", "being told"
	}
	return c
}

func isBe(w string) bool {
	switch w {
	case "is", "are", "was", "were", "be", "been", "being", "am", "'s", "'re", "'m", "get", "got", "gets":
		return true
	}
	return false
}

func isAuxiliary(w string) bool {
	if isBe(w) {
		return true
	}
	switch w {
	case "has", "have", "had", "having", "'ve", "'d", "does", "do", "did", "will", "would", "'ll", "can", "could", "may", "might", "must", "should", "shall", "ca", "wo":
		return true
	}
	return false
}
