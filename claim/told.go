package claim

import (
	"strings"

	"hearsay"
	"hearsay/lang"
	"hearsay/nlp"
	"hearsay/text"
)

// told says of every sentence of the report how it is told.
func (b *builder) told() {
	covered := b.coverage()
	before := hearsay.ByOutlet
	for i := range b.sentences {
		s := &b.sentences[i]
		if s.part == hearsay.Comment {
			continue
		}
		told, why := b.tellOf(i, covered, before)
		b.out.Sentences = append(b.out.Sentences, hearsay.Sentence{Span: b.span(s.Range), Told: told, Why: why})
		before = told
	}
}

// coverage marks the tokens that are part of a claim: content, source and cue.
func (b *builder) coverage() []bool {
	covered := make([]bool, len(b.tokens))
	mark := func(r hearsay.Range) {
		for i := r.Start; i < r.End; i++ {
			covered[i] = true
		}
	}
	for i := range b.tellings {
		t := &b.tellings[i]
		for _, c := range t.content {
			mark(c)
		}
		for _, l := range links(b.tellings, i) {
			mark(l.source)
			mark(l.cue)
			mark(l.via.Range)
		}
	}
	return covered
}

func (b *builder) tellOf(i int, covered []bool, before hearsay.Told) (hearsay.Told, string) {
	s := &b.sentences[i]
	in, words := 0, 0
	for t := s.Start; t < s.End; t++ {
		if k := b.tokens[t].Kind; k == text.Punct || k == text.Quote {
			continue
		}
		words++
		if covered[t] {
			in++
		}
	}
	switch {
	case in > 0 && in*2 >= words:
		return hearsay.Attributed, "a claim covers it"
	case b.isFirstHand(s):
		return hearsay.FirstHand, "the reporter saw, asked or was told"
	case (before == hearsay.Attributed || before == hearsay.CarriedOver) && b.carriesOn(i):
		return hearsay.CarriedOver, "goes on with what was said before"
	}
	if score, why := b.judges(s); score >= 2 {
		return hearsay.Evaluation, why
	}
	return hearsay.ByOutlet, "no sign of a source or a judgement"
}

// isFirstHand finds the outlet's own reporter at work: "our reporter counted",
// "did not answer calls", and the narrator's own "I saw".
func (b *builder) isFirstHand(s *sentence) bool {
	for i := s.Start; i < s.End; i++ {
		if b.quoteAt[i] >= 0 {
			continue
		}
		switch {
		case b.isAny(i, "our", "this") && b.isAny(i+1, "reporter", "correspondent", "newspaper's", "photographer"):
			return true
		case b.is(i, "seen") && b.is(i+1, "by") && b.isAny(i+2, "this", "our", "us"):
			return true
		case b.isAny(i, "did", "had", "could", "have", "has", "does") && b.isAny(i+1, "not", "n't") && b.isAny(i+2, "respond", "reply", "answer", "return", "be", "immediately", "responded", "replied", "answered", "returned") && b.asksForComment(i, s.End):
			return true
		case b.isAny(i, "i", "we") && b.subjectVerb(i, s.End):
			return true
		case b.isAny(i, "me", "us") && i > s.Start && b.isAny(i-1, "told", "showed", "met"):
			return true
		}
	}
	return false
}

// asksForComment reports words of a request for comment after token i.
func (b *builder) asksForComment(i, end int) bool {
	for ; i < end; i++ {
		if b.isAny(i, "comment", "request", "requests", "calls", "call", "email", "emails", "questions", "reached", "messages", "message", "enquiries", "inquiries") {
			return true
		}
	}
	return false
}

// subjectVerb reports that the narrator at token i does something that a witness
// does: a verb in the past or perfect that is no verb of opinion.
func (b *builder) subjectVerb(i, end int) bool {
	for j := i + 1; j < end && j < i+4; j++ {
		if tag := b.tags[j]; tag == nlp.VBD || tag == nlp.VBN {
			entry := b.lang.Verbs[b.lower[j]]
			return (entry == nil || entry.Act != hearsay.Thinks) && !isAuxiliary(b.lower[j])
		}
	}
	return false
}

// carriesOn reports whether sentence i goes on with what the source of the
// sentence before said: in the backshifted tenses of reported speech ("would",
// "had been"), or about something that only the claims have named.
func (b *builder) carriesOn(i int) bool {
	s := &b.sentences[i]
	if s.headline || b.sentences[i-1].headline || s.paragraph > b.sentences[i-1].paragraph+1 {
		return false
	}
	for k, c := range s.chunks {
		if c.kind == verb && c.finite {
			if b.is(c.Start, "would") || b.is(c.Start, "had") && c.Len() > 1 {
				return s.paragraph == b.sentences[i-1].paragraph || b.is(c.Start, "would")
			}
			return b.namesWhatWasSaid(i, s.chunks[:k])
		}
	}
	return false
}

// namesWhatWasSaid reports whether the subject takes up, with "the" or "these", a
// word that the content of a claim in the last three sentences used: "were
// rebuilt" … "The rebuilding". Words are alike when their first six letters are.
func (b *builder) namesWhatWasSaid(i int, chunks []chunk) bool {
	for _, c := range chunks {
		if c.kind != noun || !b.isAny(c.Start, "the", "these", "those", "such") || len(b.lower[c.head]) < 6 {
			continue
		}
		stem := b.lower[c.head][:6]
		for t := range b.tellings {
			tell := &b.tellings[t]
			if tell.sentence >= i || tell.sentence < i-3 {
				continue
			}
			for _, r := range tell.content {
				for j := r.Start; j < r.End; j++ {
					if strings.HasPrefix(b.lower[j], stem) && b.lower[j] != b.lower[c.head] {
						return true
					}
				}
			}
		}
	}
	return false
}

// judges adds up the signs that the outlet itself judges or forecasts. Two make
// an evaluation. Reports tell in the past, with numbers and dates; judgements
// stand in the present, with hedges, degrees and adjectives in the predicate
// (Wiebe et al. 2004 on subjectivity in news).
func (b *builder) judges(s *sentence) (score float64, why string) {
	add := func(by float64, reason string) {
		if score += by; by > 0 {
			why = strings.TrimPrefix(why+", "+reason, ", ")
		}
	}
	if b.is(s.End-1, "?") {
		add(2, "a question")
	}
	main := -1
	for k, c := range s.chunks {
		if c.kind == verb && c.finite && main < 0 {
			main = k
		}
	}
	for i := s.Start; i < s.End; i++ {
		if b.quoteAt[i] >= 0 {
			continue
		}
		switch {
		case b.class[i].Is(lang.Evaluative) && !b.tags[i].IsName():
			add(1.5, "judging word "+b.lower[i])
		case b.tags[i] == nlp.MD && b.isAny(i, "may", "might", "could", "should", "must", "ought"):
			add(2, "modal "+b.lower[i])
		case b.tags[i] == nlp.MD && b.isAny(i, "will", "wo", "'ll") && !s.headline:
			add(1, "forecast")
		case b.isAny(i, "seems", "appears", "seem", "appear", "suggests", "hints"):
			add(2, "hedge "+b.lower[i])
		case b.tags[i] == nlp.JJS || b.tags[i] == nlp.RBS || b.isAny(i, "too", "very", "quite", "rather", "enough", "so") && i+1 < s.End && b.tags[i+1].IsAdjective():
			add(1, "degree")
		case b.tags[i] == nlp.CD || b.class[i].Is(lang.Month|lang.Weekday):
			add(-0.7, "")
		}
	}
	if main < 0 {
		return score, why
	}
	c := s.chunks[main]
	switch tag := b.tags[c.Start]; {
	case tag == nlp.VBD && !isBe(b.lower[c.head]):
		add(-0.7, "")
	case (tag == nlp.VBZ || tag == nlp.VBP) && !s.headline && isBe(b.lower[c.Start]) && c.Len() > 1 && b.tags[c.head] == nlp.VBG:
		add(1, "goes on in the present")
	}
	if isBe(b.lower[c.head]) && b.predicateJudges(s, main) {
		add(1.5, "judging predicate")
	}
	if c.negated && isBe(b.lower[c.Start]) && (b.tags[c.Start] == nlp.VBZ || b.tags[c.Start] == nlp.VBP) {
		add(1, "denied predicate")
	}
	return score, why
}

// predicateJudges reports an adjective as the predicate after "is".
func (b *builder) predicateJudges(s *sentence, k int) bool {
	for k++; k < len(s.chunks); k++ {
		switch c := s.chunks[k]; c.kind {
		case adjective:
			return !b.isAny(c.head, "due", "open", "closed", "available", "able", "dead", "free", "ready", "old", "high", "long", "wide", "part", "present", "available", "full", "empty", "same")
		case adverb:
			continue
		default:
			return false
		}
	}
	return false
}
