package claim

import (
	"hearsay"
	"hearsay/lang"
	"hearsay/nlp"
)

// findSource fills in the source of cue k, where its construction has one.
func (f *finder) findSource(s *sentence, cues []cueMatch, k int) {
	m := &cues[k]
	switch m.form {
	case according, citing:
		f.sourceAfter(s, m)
	case active:
		f.activeSource(s, cues, k)
	case saying:
		f.sayingSource(s, cues, k)
	case quotedAs:
		f.quotedSource(s, m)
	case passive:
		f.passiveSource(s, m)
	}
}

// sourceAfter takes the noun phrase after "according to" or "citing".
func (f *finder) sourceAfter(s *sentence, m *cueMatch) {
	from := m.cue.End
	m.source = f.phraseFrom(s, from)
	if m.source.IsZero() {
		m.dead = true
		return
	}
	f.splitVenue(m)
	if m.form == according {
		f.handedOn(s, m)
		m.source = f.quotedBy(s, m, m.source)
	}
}

// activeSource looks before the verb, then after it ("said the mayor"), then for
// the subject that an earlier verb shares ("and added").
func (f *finder) activeSource(s *sentence, cues []cueMatch, k int) {
	m := &cues[k]
	if m.nobody {
		return
	}
	if m.shared {
		m.source, _ = f.sharedSource(s, cues, k)
		return
	}
	if f.invites(s, m) && f.isInverted(s, m) {
		if r := f.phraseFrom(s, m.cue.End); !r.IsZero() && f.isSpeaking(r, true) && f.endsClauseAfter(r.End, s.End) {
			m.inverted = true
			m.source = f.quotedBy(s, m, r)
			return
		}
	}
	subject, via := f.subject(s, m.chunk)
	m.via = via
	if subject.IsZero() {
		m.source, m.shared = f.sharedSource(s, cues, k)
		if m.shared {
			return
		}
		m.dead = true
		return
	}
	if tag := f.tagAt(subject.Start - 1); (tag == nlp.WDT || tag == nlp.WP) && subject.Start > s.Start {
		m.gap = true
	}
	m.source = f.quotedBy(s, m, subject)
	if !subject.IsZero() && f.isSupposed(s, m.chunk) {
		m.dead = true
		return
	}
	own := subject.Len() == 1 && f.isAny(subject.Start, "i", "we") && f.quoteAt[subject.Start] < 0
	if own || !f.isSpeaking(subject, f.isStrong(m)) {
		m.dead = true // the page's own author claims nothing here
	}
}

// sayingSource takes the noun right before a participle ("posts claiming that",
// "a banner reading"), else the subject that the participle shares.
func (f *finder) sayingSource(s *sentence, cues []cueMatch, k int) {
	m := &cues[k]
	if j := m.chunk - 1; j >= 0 && s.chunks[j].kind == noun {
		first := j
		for first > 1 && s.chunks[first-1].kind == preposition && s.chunks[first-2].kind == noun {
			first -= 2
		}
		r := hearsay.Range{Start: s.chunks[first].Start, End: s.chunks[j].End}
		if f.isSpeaking(r, false) && !f.isTimeOnly(r) {
			m.source = r
			return
		}
	}
	m.source, m.shared = f.sharedSource(s, cues, k)
}

// isSupposed reports a clause that says of nothing that it was said: "if Webb says",
// "unless Webb says", "had Webb said", "it is not true that Webb said".
func (f *finder) isSupposed(s *sentence, k int) bool {
	start, _ := f.regionStart(s, k)
	if f.isAny(start-1, "if", "unless", "lest") && start > s.Start {
		return true
	}
	if f.isAny(start, "had", "should", "were") && start == s.Start && f.tags[s.chunks[k].head] != nlp.VBD {
		return true
	}
	if !f.is(start-1, "that") || start-2 < s.Start {
		return false
	}
	before := start - 2
	return f.isAny(before, "false", "untrue", "wrong", "unlikely", "doubtful", "impossible") || f.is(before, "true") && (f.isAny(before-1, "not", "n't", "never") || f.isAny(before-2, "not", "n't"))
}

// invites reports whether a cue stands where its source may follow it: right
// after what was said.
func (f *finder) invites(s *sentence, m *cueMatch) bool {
	if !m.entry.Has(lang.Beside) && !m.entry.Has(lang.Manner) || m.negated {
		return false
	}
	at := m.cue.Start
	for at > s.Start && f.tags[at-1].IsAdverb() {
		at--
	}
	return at == s.Start || f.isMark(at-1) || f.is(at-1, ",") || f.is(at-1, "?") || f.is(at-1, "!") || f.is(at-1, "—") || f.is(at-1, "–")
}

// isInverted reports whether what stands before the cue was said and is not its
// subject: a quotation, or a clause with a verb of its own before the comma.
func (f *finder) isInverted(s *sentence, m *cueMatch) bool {
	at := m.cue.Start - 1
	for at > s.Start && f.tags[at].IsAdverb() {
		at--
	}
	if at < s.Start || !f.is(at, ",") || f.isMark(at-1) {
		return true
	}
	subject, _ := f.subject(s, m.chunk)
	return subject.IsZero() || f.hasFinite(s.Start, at) && !f.isSpeaking(subject, false)
}

// isStrong reports cues that make almost any subject a speaker.
func (f *finder) isStrong(m *cueMatch) bool {
	return m.entry.Act == hearsay.Says && (m.entry.Has(lang.Beside) || m.entry.Has(lang.Called) || m.entry.Has(lang.Phrase) || m.entry.Stance != hearsay.Asserts) || m.entry.Has(lang.Addressee)
}

func (f *finder) endsClauseAfter(i, end int) bool {
	return i >= end || !f.tags[i].IsVerb() && f.tags[i] != nlp.MD
}

// sharedSource is the source of the nearest earlier cue of the sentence, or the
// subject of its nearest earlier finite verb.
func (f *finder) sharedSource(s *sentence, cues []cueMatch, k int) (hearsay.Range, bool) {
	nearest := -1
	for j := k - 1; j >= 0; j-- {
		c := &cues[j]
		if c.source.IsZero() || c.dead || c.cue.IsZero() || c.form == citing || f.quoteAt[c.cue.Start] != f.quoteAt[cues[k].cue.Start] {
			continue
		}
		if nearest < 0 || cues[k].form == active && f.sameTense(c, &cues[k]) {
			nearest = j
		}
	}
	if nearest >= 0 {
		return cues[nearest].source, true
	}
	for j := cues[k].chunk - 1; j >= 0; j-- {
		if c := s.chunks[j]; c.kind == verb && c.finite && f.quoteAt[c.head] == f.quoteAt[cues[k].cue.Start] {
			subject, _ := f.subject(s, j)
			return subject, !subject.IsZero() && f.isSpeaking(subject, false)
		}
	}
	return hearsay.Range{}, false
}

// passiveSource takes the agent of a passive ("by the mayor") or marks that
// nobody is expressed.
func (f *finder) passiveSource(s *sentence, m *cueMatch) {
	for j := m.chunk + 1; j < len(s.chunks); j++ {
		c := s.chunks[j]
		if c.kind == preposition && f.is(c.Start, "by") {
			if r := f.phraseFrom(s, c.End); !r.IsZero() && f.isSpeaking(r, true) {
				m.source = r
				f.splitVenue(m)
				return
			}
		}
		if c.kind == comma || c.kind == verb || c.kind == subordinator || c.kind == stop || c.kind == infinitive || c.kind == mark {
			break
		}
	}
	m.nobody = true
}
