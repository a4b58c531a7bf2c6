package claim

import (
	"hearsay"
	"hearsay/lang"
	"hearsay/nlp"
	"hearsay/text"
)

// cues finds the words of sentence i that can present others' words.
func (f *finder) cues(i int) []cueMatch {
	s := &f.sentences[i]
	var out []cueMatch
	if c, ok := f.colonCue(s); ok {
		out = f.add(out, c)
	}
	for k, c := range s.chunks {
		if f.taken[c.Start] {
			continue
		}
		switch c.kind {
		case verb, participle, infinitive:
			if m, ok := f.innerAdverb(c, k); ok { // "has reportedly lost"
				out = f.add(out, m)
			}
			if m, ok := f.verbCue(s, k); ok {
				out = f.add(out, m)
			}
		case noun:
			if m, ok := f.nounCue(s, k); ok {
				out = f.add(out, m)
			}
		case adverb:
			if entry := f.lang.Adverbs[f.lower[c.head]]; entry != nil {
				out = f.add(out, cueMatch{telling: telling{cue: c.Range, entry: entry, nobody: true, rule: "adverb"}, chunk: k, form: adverbCue})
			}
		case subordinator, preposition, other:
			if m, ok := f.asCue(s, k); ok {
				out = f.add(out, m)
			}
		}
	}
	return out
}

// isCredit reports "citing", "quoting" and "referring to".
func (f *finder) isCredit(c chunk) bool {
	return c.kind == participle && (f.isAny(c.head, "citing", "quoting") || f.is(c.head, "referring") && f.is(c.End, "to"))
}

// innerAdverb finds an adverb of the lexicon inside a verb group.
func (f *finder) innerAdverb(c chunk, k int) (cueMatch, bool) {
	for i := c.Start; i < c.End; i++ {
		if entry := f.lang.Adverbs[f.lower[i]]; entry != nil {
			return cueMatch{telling: telling{cue: hearsay.Range{Start: i, End: i + 1}, entry: entry, nobody: true, rule: "adverb"}, chunk: k, form: adverbCue}, true
		}
	}
	return cueMatch{}, false
}

// verbCue matches a verb group whose head is in the lexicon.
func (f *finder) verbCue(s *sentence, k int) (cueMatch, bool) {
	c := s.chunks[k]
	if f.is(c.head, "according") && f.is(c.End, "to") {
		return cueMatch{telling: telling{cue: hearsay.Range{Start: c.Start, End: c.End + 1}, entry: accordingTo, report: true, rule: "according to"}, chunk: k, form: according}, true
	}
	if f.isCredit(c) {
		cue := c.Range
		if f.is(c.End, "to") {
			cue.End++
		}
		return cueMatch{telling: telling{cue: cue, entry: accordingTo, report: true, rule: "citing"}, chunk: k, form: citing}, true
	}
	if f.isAny(c.head, "quoted", "quotes", "quoting", "cited", "cites") {
		return f.quotedCue(s, k)
	}
	entry := f.lang.Verbs[f.lower[c.head]]
	if entry == nil || c.kind == verb && c.Len() == 1 && f.tags[c.head] == nlp.VB || c.Start > s.Start && f.makesNoun(c.Start-1) || f.givesReason(s, k) {
		return cueMatch{}, false
	}
	m := cueMatch{telling: telling{cue: c.Range, entry: entry, negated: c.negated, rule: "verb " + entry.Lemma}, chunk: k, form: active}
	if entry.Lemma == "point" {
		if !f.is(c.End, "out") {
			return cueMatch{}, false
		}
		m.cue.End++
	}
	if entry.Lemma == "hear" && !f.heardInCourt(s, &m) {
		return cueMatch{}, false
	}
	switch {
	case c.kind == infinitive:
		return f.infinitiveCue(s, m)
	case c.passive:
		m.form = passive
	case c.kind == participle && f.tags[c.head] == nlp.VBN:
		if !f.passiveAlone(s, k, entry) {
			return cueMatch{}, false
		}
		m.form = passive
	case c.kind == participle:
		m.form = saying
	}
	if m.form == active && f.isHypothetical(s, k, entry.Lemma) || m.form == passive && c.negated {
		return cueMatch{}, false
	}
	return m, true
}

// heardInCourt reads "the jury heard that": nobody is expressed, and the court is
// where it was said.
func (f *finder) heardInCourt(s *sentence, m *cueMatch) bool {
	subject, _ := f.subject(s, m.chunk)
	if subject.IsZero() || !f.isAny(f.headOf(subject), "court", "jury", "jurors", "inquest", "tribunal", "inquiry", "hearing", "committee", "panel") {
		return false
	}
	m.via = venue{subject, hearsay.ViaCourt}
	m.nobody = true
	return true
}

// makesNoun reports a word before which a verb form is a noun: "a say", "his claims".
func (f *finder) makesNoun(i int) bool {
	return f.tags[i] == nlp.DT && !f.isAny(i, "this", "that", "those", "these", "all", "both", "some", "many") || f.tags[i] == nlp.PRPS
}

// givesReason reports a relative clause that says why a source is not named, which
// is no telling: "who asked not to be identified", "who spoke on condition of".
func (f *finder) givesReason(s *sentence, k int) bool {
	c := s.chunks[k]
	if !f.isAny(c.head, "asked", "declined", "requested", "insisted", "refused", "give", "spoke", "ask", "asks") {
		return false
	}
	for i := c.End; i < s.End && i < c.End+6; i++ {
		if f.isAny(i, "named", "identified", "anonymity", "anonymous", "name", "quoted", "names") {
			return true
		}
	}
	return false
}

// passiveAlone reports a participle without auxiliary that still is a cue: "as
// reported by", headlines ("Two killed, police told"); others describe a noun.
func (f *finder) passiveAlone(s *sentence, k int, entry *lang.Cue) bool {
	return s.headline && entry.Has(lang.Passive) && k+1 < len(s.chunks) && s.chunks[k+1].kind == infinitive
}

// infinitiveCue keeps "went on to say"; "to say" is otherwise no telling.
func (f *finder) infinitiveCue(s *sentence, m cueMatch) (cueMatch, bool) {
	c := s.chunks[m.chunk]
	if m.chunk == 0 {
		return m, false
	}
	before := s.chunks[m.chunk-1]
	if m.entry.Has(lang.Beside) && (before.kind == preposition || before.kind == verb) && f.isAny(before.head, "on", "went", "used") {
		m.cue = c.Range
		m.shared = true
		return m, true
	}
	return m, false
}

// isHypothetical reports verbs that say nothing was said: "may believe", "if he
// says", "did not say". "would not say" declines and stays.
func (f *finder) isHypothetical(s *sentence, k int, lemma string) bool {
	c := s.chunks[k]
	modal := f.tags[c.Start] == nlp.MD
	switch {
	case modal && c.negated && f.isAny(c.Start, "would", "could", "can", "ca", "wo", "will"):
		return false
	case modal && !f.isAny(c.Start, "will", "would", "'d", "'ll", "can", "must"):
		return true
	case modal && f.isAny(c.Start, "would", "'d", "must", "can") && f.quoteAt[c.Start] < 0:
		return !f.is(c.Start, "would") || lemma != "tell" && lemma != "say"
	}
	return f.saysNothing(s, k, lemma)
}

// saysNothing reports a negated verb of saying: nobody said that. Denials, "did not
// rule out" and thoughts ("does not believe") are another matter.
func (f *finder) saysNothing(s *sentence, k int, lemma string) bool {
	c := s.chunks[k]
	negated := c.negated || f.isAny(c.Start-1, "never", "not", "hardly") && c.Start > s.Start
	entry := f.lang.Verbs[f.lower[c.head]]
	return negated && entry.Act == hearsay.Says && entry.Stance != hearsay.Denies && lemma != "confirm"
}

// accordingTo stands for the constructions that only hand on.
var accordingTo = &lang.Cue{Lemma: "according to", Class: 'p', Frames: lang.Beside | lang.BareClause, Act: hearsay.Says, Stance: hearsay.Asserts}

// nounCue matches a noun of the lexicon with a possessor and a that-clause: "the
// mayor’s claim that".
func (f *finder) nounCue(s *sentence, k int) (cueMatch, bool) {
	c := s.chunks[k]
	entry := f.lang.Nouns[f.lower[c.head]]
	if entry == nil || k+1 >= len(s.chunks) {
		return cueMatch{}, false
	}
	next := s.chunks[k+1]
	that := next.kind == subordinator && f.is(next.Start, "that") && entry.Has(lang.ThatClause)
	to := next.kind == infinitive && entry.Has(lang.Infinitive)
	if !that && !to {
		return cueMatch{}, false
	}
	owner := c.Start - 1
	for i := c.Start; i < c.head; i++ {
		if f.tags[i] == nlp.POS || f.tags[i] == nlp.PRPS {
			owner = i
		}
	}
	if owner < c.Start {
		return cueMatch{}, false
	}
	m := cueMatch{telling: telling{cue: hearsay.Range{Start: c.head, End: c.head + 1}, entry: entry, rule: "noun " + entry.Lemma}, chunk: k, form: nounCue}
	m.source = hearsay.Range{Start: c.Start, End: owner}
	if f.tags[owner] == nlp.PRPS {
		m.source = hearsay.Range{Start: owner, End: owner + 1}
	}
	return m, m.source.Len() > 0
}

// asCue matches "as X put it", "as X said" and "in the words of X".
func (f *finder) asCue(s *sentence, k int) (cueMatch, bool) {
	if f.is(s.chunks[k].Start, "in") && f.is(s.chunks[k].Start+1, "the") && f.isAny(s.chunks[k].Start+2, "words", "opinion", "view", "eyes") && f.is(s.chunks[k].Start+3, "of") {
		at := s.chunks[k].Start
		return cueMatch{telling: telling{cue: hearsay.Range{Start: at, End: at + 4}, entry: accordingTo, rule: "in the words of"}, chunk: k + 2, form: according}, true
	}
	if !f.is(s.chunks[k].Start, "as") {
		return cueMatch{}, false
	}
	for j := k + 1; j < len(s.chunks) && j < k+7; j++ {
		c := s.chunks[j]
		if c.kind == comma || c.kind == mark {
			break
		}
		if c.kind != verb {
			continue
		}
		put := f.isAny(c.head, "put", "puts") && f.is(c.End, "it")
		entry := f.lang.Verbs[f.lower[c.head]]
		if !put && (entry == nil || !entry.Has(lang.Beside) || !f.endsClause(c.End, s.End)) {
			break
		}
		m := cueMatch{telling: telling{cue: c.Range, entry: accordingTo, report: false, rule: "as X put it"}, chunk: j, form: asPut}
		m.source = f.trimSource(hearsay.Range{Start: s.chunks[k].End, End: c.Start})
		if put {
			m.cue.End++
		}
		for i := s.chunks[k].Start; i < m.cue.End; i++ {
			f.taken[i] = true
		}
		return m, m.source.Len() > 0
	}
	return cueMatch{}, false
}

func (f *finder) endsClause(i, end int) bool {
	return i >= end || f.is(i, ",") || f.is(i, ".") || f.is(i, ":") || f.isMark(i) || f.tags[i] == nlp.IN
}

// colonCue matches headlines "X: the bridge is safe" and transcripts "Name: “No.”".
func (f *finder) colonCue(s *sentence) (cueMatch, bool) {
	at := -1
	for i := s.Start; i < s.End && i < s.Start+9; i++ {
		if f.is(i, ":") {
			at = i
			break
		}
		if f.tokens[i].Kind == text.Quote || f.is(i, ",") {
			break
		}
	}
	if at <= s.Start || at+2 >= s.End {
		return cueMatch{}, false
	}
	if !s.headline && !f.isMark(at+1) {
		return cueMatch{}, false
	}
	for i := s.Start; i < at; i++ {
		if f.tags[i].IsVerb() || f.tags[i] == nlp.MD {
			return cueMatch{}, false
		}
	}
	source := hearsay.Range{Start: s.Start, End: at}
	if !f.isSpeaking(source, true) || f.announces(source) {
		return cueMatch{}, false
	}
	m := cueMatch{telling: telling{cue: hearsay.Range{}, entry: accordingTo, source: source, rule: "name and colon"}, form: colon}
	m.content = []hearsay.Range{{Start: at + 1, End: f.trimEnd(s.End, at+1)}}
	return m, true
}

// announces reports words before a colon that say what kind of piece follows:
// "Transcript: …", "Press review: …", "Live: …".
func (f *finder) announces(r hearsay.Range) bool {
	return f.isAny(r.End-1, "transcript", "review", "analysis", "opinion", "comment", "video", "live", "update", "updates", "exclusive", "watch", "interview", "explainer", "profile", "obituary", "recipe", "report", "editorial", "podcast", "gallery", "photos", "quiz", "explained")
}
