package claim

import (
	"hearsay"
	"hearsay/lang"
	"hearsay/nlp"
)

// present finds the content of cue k and returns the telling, if it is one.
func (f *finder) present(s *sentence, cues []cueMatch, k int) (telling, bool) {
	m := &cues[k]
	if m.dead {
		return telling{}, false
	}
	ok := false
	switch m.form {
	case colon:
		ok = true
	case according, asPut:
		ok = f.besideContent(s, cues, k)
	case citing:
		return telling{}, false // credit gives it to the telling it stands in
	case adverbCue:
		ok = f.adverbContent(s, cues, k)
	case nounCue:
		ok = f.forward(s, cues, k, m.cue.End)
	case passive:
		ok = f.passiveContent(s, cues, k)
	default:
		ok = f.activeContent(s, cues, k)
	}
	if !ok || len(m.content) == 0 {
		return telling{}, false
	}
	return m.telling, true
}

// activeContent tries what the entry licenses, in order: after the cue a
// quotation, a clause, a question, an infinitive, an object; else what stands
// before the cue.
func (f *finder) activeContent(s *sentence, cues []cueMatch, k int) bool {
	m := &cues[k]
	from := m.group().End
	if m.form != quotedAs && (!m.inverted || from < m.cue.End) {
		from = m.cue.End
	}
	after := f.skipAdjuncts(s, m, from)
	after = f.skipCredit(s, cues, after)
	limit := f.limit(s, cues, k, after)
	switch {
	case after >= limit || f.isSentenceEnd(after, s):
		return f.backward(s, cues, k) || f.nextSentence(s, m, after)
	case f.isMark(after):
		if f.startsQuote(after) && m.entry.Has(lang.Beside) || m.entry.Has(lang.ThatClause) || m.entry.Has(lang.Manner) {
			if f.precededByContent(s, m) && !f.is(after-1, ":") {
				return f.backward(s, cues, k) // “A,” he said, “B.”: the rest joins in backward
			}
			return f.forward(s, cues, k, after)
		}
		return f.objectContent(s, cues, k, after)
	case f.is(after, ":"):
		if after+1 < s.End {
			return m.entry.Has(lang.Beside) && f.forward(s, cues, k, after+1)
		}
		return f.nextSentence(s, m, after)
	case f.is(after, "that") && f.chunkKind(s, after) == subordinator:
		return (m.entry.Has(lang.ThatClause) || m.entry.Has(lang.Beside)) && f.forward(s, cues, k, after)
	case f.is(after, ",") || f.is(after, ";") || f.is(after, "—") || f.is(after, "–"):
		if f.precededByContent(s, m) {
			return f.backward(s, cues, k)
		}
		if f.isMark(after+1) && m.entry.Has(lang.Beside) {
			return f.forward(s, cues, k, after+1)
		}
		return false
	}
	if m.inverted {
		return f.backward(s, cues, k)
	}
	return f.clauseContent(s, cues, k, after)
}

// clauseContent reads what follows the cue without a mark: a question, an
// infinitive, a bare clause, a phrase, or an addressee and then one of these.
func (f *finder) clauseContent(s *sentence, cues []cueMatch, k, after int) bool {
	m := &cues[k]
	kind := f.chunkKind(s, after)
	if f.isAny(after, "not", "never") && f.chunkKind(s, after+1) == infinitive { // "vowed never to return"
		return m.entry.Has(lang.Infinitive) && m.form != saying && f.forward(s, cues, k, after)
	}
	if f.isQuestionWord(after) || f.is(after, "who") && m.entry.Has(lang.Question) {
		return (m.entry.Has(lang.Question) || m.entry.Has(lang.Beside) && !m.entry.Has(lang.Manner)) && f.forward(s, cues, k, after)
	}
	switch {
	case kind == infinitive && m.entry.Stance == hearsay.Declines:
		return f.declines(s, cues, k, after)
	case kind == infinitive:
		return m.entry.Has(lang.Infinitive) && m.form != saying && f.forward(s, cues, k, after)
	case m.entry.Has(lang.Called) && kind == preposition && f.is(after, "for"):
		f.demand(m)
		return f.forward(s, cues, k, after)
	case m.entry.Has(lang.Called) && kind == preposition && f.is(after, "on"):
		next, ok := f.skipAddressee(s, m, after+1)
		if !ok || f.chunkKind(s, next) != infinitive {
			return false
		}
		f.demand(m)
		return f.forward(s, cues, k, next)
	case m.entry.Has(lang.About) && kind == preposition && f.isAny(after, "of", "for", "about", "against"):
		if f.is(after, "for") && m.entry.Has(lang.Question) {
			f.demand(m)
		}
		return f.forward(s, cues, k, after)
	case m.entry.Has(lang.Phrase) && kind == noun:
		return f.phraseContent(s, cues, k, after)
	case m.entry.Has(lang.Called) && kind == noun:
		return f.calledContent(s, cues, k, after)
	case m.entry.Has(lang.Gerund) && kind == participle:
		return f.forward(s, cues, k, after)
	}
	if m.entry.Has(lang.Addressee) {
		if next, ok := f.skipAddressee(s, m, after); ok && f.afterAddressee(s, cues, k, next) {
			return true
		}
	}
	if m.gap && kind == verb && m.entry.Has(lang.BareClause) { // "which officials say is unsafe"
		return f.forward(s, cues, k, after)
	}
	if m.entry.Has(lang.BareClause) && f.isAny(after, "so", "otherwise") && (f.isSentenceEnd(after+1, s) || f.is(after+1, ",")) {
		return f.setContent(m, hearsay.Range{Start: after, End: after + 1})
	}
	if m.entry.Has(lang.BareClause) && f.isClause(s, after, f.limit(s, cues, k, after)) {
		return f.forward(s, cues, k, after)
	}
	if kind != noun && f.precededByContent(s, m) && m.entry.Has(lang.Beside) {
		return f.backward(s, cues, k)
	}
	return f.objectContent(s, cues, k, after)
}

func (f *finder) afterAddressee(s *sentence, cues []cueMatch, k, next int) bool {
	m := &cues[k]
	next = f.skipAdjuncts(s, m, next)
	kind := f.chunkKind(s, next)
	switch {
	case f.is(next, ",") && f.chunkKind(s, next+1) == infinitive && m.entry.Has(lang.Infinitive):
		f.instruct(m)
		return f.forward(s, cues, k, next+1)
	case f.isSentenceEnd(next, s), f.is(next, ",") && !f.isMark(next+1):
		return f.backward(s, cues, k)
	case f.is(next, ",") || f.is(next, ":"):
		if f.precededByContent(s, m) {
			return f.backward(s, cues, k)
		}
		return next+1 < s.End && f.forward(s, cues, k, next+1) || f.nextSentence(s, m, next)
	case kind == infinitive, f.isAny(next, "not", "never") && f.chunkKind(s, next+1) == infinitive:
		if !m.entry.Has(lang.Infinitive) {
			return false
		}
		f.instruct(m)
		return f.forward(s, cues, k, next)
	case m.entry.Has(lang.About) && f.isAny(next, "of", "about", "against"):
		return f.forward(s, cues, k, next)
	case m.entry.Lemma == "ask" && f.is(next, "for"):
		f.demand(m)
		return f.forward(s, cues, k, next)
	case f.isMark(next), kind == subordinator && f.is(next, "that"), f.isQuestionWord(next):
		return f.forward(s, cues, k, next)
	case f.isClause(s, next, f.limit(s, cues, k, next)):
		return f.forward(s, cues, k, next)
	}
	return false
}

// instruct turns "told the crew to leave" and "asked him to stay" into demands.
func (f *finder) instruct(m *cueMatch) {
	switch m.entry.Stance {
	case hearsay.Asserts, hearsay.Asks, hearsay.Expects:
		f.demand(m)
	}
}

// declines reads "declined to say whether", where the cue goes on to "say", and
// "declined to comment on that", where it does not.
func (f *finder) declines(s *sentence, cues []cueMatch, k, after int) bool {
	m := &cues[k]
	c := s.chunks[f.chunkFrom(s, after)]
	if f.isAny(c.head, "say", "confirm", "reveal", "disclose", "specify") && c.End < s.End && (f.isQuestionWord(c.End) || f.isAny(c.End, "that", "who")) {
		m.cue.End = c.End
		after = c.End
	}
	return f.forward(s, cues, k, after)
}

// demand makes a demand of "called for", "asked for".
func (f *finder) demand(m *cueMatch) {
	entry := *m.entry
	entry.Stance = hearsay.Demands
	m.entry = &entry
}

// objectContent takes a noun phrase as what was said: "denied the charge".
func (f *finder) objectContent(s *sentence, cues []cueMatch, k, after int) bool {
	m := &cues[k]
	if !m.entry.Has(lang.Object) {
		return false
	}
	kind := f.chunkKind(s, after)
	if kind == participle && m.entry.Has(lang.Gerund) || f.isMark(after) {
		return f.forward(s, cues, k, after)
	}
	if kind != noun && kind != participle || f.is(after, "it") && m.entry.Stance != hearsay.Denies {
		return false
	}
	end := f.limit(s, cues, k, after)
	for i := after; i < end; i++ {
		if f.is(i, ",") && !f.isAny(i+1, "which", "who") {
			end = i
			break
		}
	}
	return f.setContent(m, hearsay.Range{Start: after, End: f.trimEnd(end, after)})
}

// phraseContent takes "the board of neglect" after accused, "the plan as a trap"
// after described: an object with the phrase that says what for.
func (f *finder) phraseContent(s *sentence, cues []cueMatch, k, after int) bool {
	m := &cues[k]
	end := f.limit(s, cues, k, after)
	for i := after + 1; i < end; i++ {
		if f.is(i, "at") && m.entry.Lemma == "put" && i+1 < end && (f.tags[i+1] == nlp.CD || f.hedgeAt(i+1, end) > 0 || currencies[f.lower[i+1]] != "") {
			return f.setContent(m, hearsay.Range{Start: after, End: f.trimEnd(end, after)})
		}
		if m.entry.Lemma == "put" {
			continue
		}
		if f.isAny(i, "of", "for", "as", "with", "over", "to") && (!f.is(i, "of") || m.entry.Lemma == "accuse") {
			return f.setContent(m, hearsay.Range{Start: after, End: f.trimEnd(end, after)})
		}
	}
	return m.entry.Has(lang.Object) && f.objectContent(s, cues, k, after)
}

// calledContent takes an object and what it is called: "the bridge “a trap”".
func (f *finder) calledContent(s *sentence, cues []cueMatch, k, after int) bool {
	m := &cues[k]
	end := f.limit(s, cues, k, after)
	kk := f.chunkFrom(s, after)
	if kk < 0 || kk+1 >= len(s.chunks) {
		return false
	}
	next := s.chunks[kk+1]
	for kk+2 < len(s.chunks) && next.kind == preposition && f.isAny(next.Start, "of", "in", "at", "from") && s.chunks[kk+2].kind == noun {
		kk += 2
		if kk+1 >= len(s.chunks) {
			return false
		}
		next = s.chunks[kk+1]
	}
	if next.Start >= end || next.kind != noun && next.kind != mark && next.kind != adjective {
		return false
	}
	if next.kind == noun && f.tags[next.Start] != nlp.DT && f.tags[next.Start] != nlp.PRPS {
		return false
	}
	return f.setContent(m, hearsay.Range{Start: after, End: f.trimEnd(end, after)})
}

// passiveContent reads passives. With an agent the subject is the content ("the
// closure was announced by"); with nobody, subject and infinitive are ("is
// expected to close"), or a that-clause ("it is believed that").
func (f *finder) passiveContent(s *sentence, cues []cueMatch, k int) bool {
	m := &cues[k]
	c := s.chunks[m.chunk]
	next := f.chunkKind(s, m.cue.End)
	after := f.skipAdjuncts(s, m, m.cue.End)
	subject, _ := f.subject(s, m.chunk)
	if !m.source.IsZero() {
		if !m.entry.Has(lang.Object) && !m.entry.Has(lang.Passive) && !m.entry.Has(lang.ThatClause) || subject.IsZero() {
			return false
		}
		if j := m.source.End; f.is(j, "to") && f.chunkKind(s, j) == infinitive && m.entry.Has(lang.Addressee|lang.Infinitive) {
			f.instruct(m)
			return f.forward(s, cues, k, j)
		}
		if f.is(m.source.End, "that") {
			return f.forward(s, cues, k, m.source.End)
		}
		return m.entry.Has(lang.Object) && f.setContent(m, subject)
	}
	switch {
	case next == infinitive && m.entry.Has(lang.Passive):
		rest := hearsay.Range{Start: m.cue.End, End: f.trimEnd(f.limit(s, cues, k, m.cue.End), m.cue.End)}
		if subject.IsZero() {
			return f.setContent(m, rest)
		}
		return f.setContent(m, subject, rest)
	case next == infinitive && m.entry.Has(lang.Addressee|lang.Infinitive):
		f.instruct(m)
		return f.forward(s, cues, k, m.cue.End)
	case m.entry.Lemma == "accuse" && f.is(m.cue.End, "of"):
		rest := hearsay.Range{Start: m.cue.End, End: f.trimEnd(f.limit(s, cues, k, m.cue.End), m.cue.End)}
		return f.setContent(m, subject, rest)
	case f.is(after, "that") && f.chunkKind(s, after) == subordinator && (f.is(c.Start-1, "it") || m.entry.Has(lang.Addressee)):
		return f.forward(s, cues, k, after)
	case m.entry.Has(lang.Addressee|lang.BareClause) && (f.isClause(s, after, f.limit(s, cues, k, after)) || f.isAny(after, "of", "about")):
		return f.forward(s, cues, k, after)
	case m.entry.Stance == hearsay.Promises && m.entry.Has(lang.Object) && f.chunkKind(s, after) == noun:
		return f.forward(s, cues, k, after)
	}
	return false
}
