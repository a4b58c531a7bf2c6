package claim

import (
	"hearsay"
	"hearsay/lang"
	"hearsay/nlp"
	"hearsay/text"
)

// precededByContent reports whether a comma or a closing mark parts the cue and
// its source from words before them.
func (f *finder) precededByContent(s *sentence, m *cueMatch) bool {
	start := f.leadOf(m)
	if start <= s.Start {
		if m.entry.Lemma == "continue" {
			return false
		}
		probe := *m // a sentence that is nothing but its cue and source: “Why?” Varga asked.
		from := max(m.group().End, m.cue.End)
		return start > 0 && f.isMark(start-1) && f.sentence[start-1] == f.sentence[s.Start]-1 && f.isSentenceEnd(f.skipAdjuncts(s, &probe, from), s)
	}
	if f.tags[start-1] == nlp.CC {
		return false
	}
	return f.is(start-1, ",") || f.isMark(start-1) || f.is(start-1, "?") || f.is(start-1, "!") || f.is(start-1, "—") || f.is(start-1, "–") || f.is(start-1, "...") || f.is(start-1, "…")
}

// leadOf is the first token of cue and source, with the adverbs before them.
func (f *finder) leadOf(m *cueMatch) int {
	start := m.group().Start
	if m.shared {
		start = m.cue.Start
	}
	for start > 0 && f.tags[start-1].IsAdverb() && f.sentence[start-1] == f.sentence[start] {
		start--
	}
	return start
}

// backward takes what stands before the group as content, and what goes on after
// it: “A,” he said, “B.” and “The bridge, he said, is safe.”
func (f *finder) backward(s *sentence, cues []cueMatch, k int) bool {
	m := &cues[k]
	if !m.entry.Has(lang.Beside) && !m.entry.Has(lang.BareClause) && !m.entry.Has(lang.Manner) || m.form == saying {
		return false
	}
	if m.form == active && !f.precededByContent(s, m) {
		return false
	}
	lead := f.leadOf(m)
	start, end := f.backStart(s, cues, k, lead), lead
	for end > start && f.is(end-1, ",") {
		end--
	}
	if end <= start || m.entry.Has(lang.Manner) && !f.isMark(end-1) {
		return false
	}
	if f.outer(m.cue.Start) < 0 && f.is(lead-1, ",") && f.isTimeOnly(hearsay.Range{Start: start, End: end}) {
		return false
	}
	if f.tags[start] == nlp.IN && !f.hasFinite(start, end) && !f.isMark(end-1) {
		return false // "In an interview on Friday, …"
	}
	if f.isPrompt(start) {
		return false
	}
	pieces := []hearsay.Range{{Start: start, End: end}}
	if rest, ok := f.resumes(s, cues, k); ok {
		pieces = append(pieces, rest)
	}
	m.report = m.report || f.outer(start) < 0
	return f.setContent(m, pieces...)
}

// isPrompt reports whether token i begins what a speaker was asked before speaking:
// "Asked whether she would resign, Brandt said no."
func (f *finder) isPrompt(i int) bool {
	return f.isAny(i, "asked", "pressed", "questioned", "quizzed", "challenged", "told", "reminded") &&
		f.isAny(i+1, "if", "whether", "about", "on", "over", "by", "to", "why", "how", "what", "when", "where", "who", "which", "that", "again", "repeatedly")
}

// backStart is where the content before a group begins: at the quotation that
// ends right before it, extended to the start of its sentence, or at the start of
// the clause.
func (f *finder) backStart(s *sentence, cues []cueMatch, k, lead int) int {
	start := s.Start
	before := lead - 1
	if f.is(before, ",") {
		before--
	}
	if before >= 0 && f.isMark(before) {
		if q := f.outer(before); q >= 0 && f.quotes[q].End == before+1 && (f.outer(cues[k].cue.Start) != q) {
			start = min(f.sentences[f.sentence[f.quotes[q].Start]].Start, f.quotes[q].Start)
			start = f.afterEarlier(start, f.quotes[q].Start, cues, k)
			for j := start; j < f.quotes[q].Start; j++ {
				if f.is(j, ":") {
					start = f.quotes[q].Start
				}
			}
			return f.seriesStart(q, start)
		}
	}
	if q := f.quoteAt[cues[k].cue.Start]; q >= 0 {
		start = max(start, f.quotes[q].Start+1)
	} else if q := f.outer(s.Start); q >= 0 && f.quotes[q].Start < s.Start && f.quotes[q].End < lead {
		start = f.quotes[q].Start // the quotation began sentences ago and closes in this one
	}
	return f.afterEarlier(start, lead, cues, k)
}

// seriesStart steps back over paragraphs whose quotation was left open and is
// taken up again at the next.
func (f *finder) seriesStart(q, start int) int {
	for q > 0 && f.quotes[q].Goes && start == f.quotes[q].Start {
		q--
		for q > 0 && f.quotes[q].Depth > 0 {
			q--
		}
		start = f.quotes[q].Start
	}
	return start
}

// afterEarlier moves start behind the last earlier telling before token end, unless
// nothing would be left: then the earlier telling itself was handed on.
func (f *finder) afterEarlier(start, end int, cues []cueMatch, k int) int {
	moved := f.behindEarlier(start, end, cues, k)
	for i := moved; i < end; i++ {
		if f.tokens[i].Kind != text.Punct && f.tokens[i].Kind != text.Quote {
			return moved
		}
	}
	return start
}

func (f *finder) behindEarlier(start, end int, cues []cueMatch, k int) int {
	for j := range cues {
		c := &cues[j]
		if j == k || c.dead || c.form == adverbCue || c.form == nounCue || cues[k].form == according {
			continue
		}
		if len(c.content) > 0 && c.group().End <= end && c.content[len(c.content)-1].End < end && c.group().Start >= start {
			at := max(c.group().End, c.content[len(c.content)-1].End)
			if len(c.content) == 1 && c.content[0].Start < c.group().Start { // the other was said before its own cue
				for at < end && (f.is(at, ",") || f.tags[at] == nlp.CC || f.is(at, ".") || f.is(at, ";")) {
					at++
				}
				start = max(start, min(at, end))
			}
		}
	}
	return start
}

// resumes returns the words after a group set between commas, when they go on
// with what was said: “A,” he said, “B.” and "The bridge, he said, is safe."
func (f *finder) resumes(s *sentence, cues []cueMatch, k int) (hearsay.Range, bool) {
	m := &cues[k]
	i := f.afterGroup(s, m)
	if i+1 >= s.End || !f.isAny(i, ",", ":", "—", "–") {
		return hearsay.Range{}, false
	}
	i++
	if f.isMark(i) {
		if !f.startsQuote(i) || f.quotes[f.quoteAt[i]].parent >= 0 {
			return hearsay.Range{}, false
		}
		return hearsay.Range{Start: i, End: f.quotes[f.quoteAt[i]].End}, true
	}
	end := f.limit(s, cues, k, i)
	rest := hearsay.Range{Start: i, End: f.trimEnd(end, i)}
	if rest.Len() <= 0 || f.addsOn(cues, k, i) || !f.goesOn(s, cues, k, rest) {
		return hearsay.Range{}, false
	}
	return rest, true
}

// afterGroup is the token after cue, source, addressee, time and venue.
func (f *finder) afterGroup(s *sentence, m *cueMatch) int {
	i := m.group().End
	if m.shared {
		i = m.cue.End
	}
	i = f.skipAdjuncts(s, m, i)
	if next, ok := f.skipAddressee(s, m, i); ok && m.entry.Has(lang.Addressee) {
		i = f.skipAdjuncts(s, m, next)
	}
	return i
}

// addsOn reports a telling of its own that begins at token i: ", adding that".
func (f *finder) addsOn(cues []cueMatch, k, i int) bool {
	for j := range cues {
		c := &cues[j]
		if j == k || c.dead {
			continue
		}
		if c.form == saying && c.cue.Start >= i && c.cue.Start < i+3 || c.form == active && !c.shared && c.group().Start <= i+1 && c.group().Start >= i && c.cue.Start > i {
			return true
		}
	}
	return false
}

// goesOn reports whether the words r after a group belong to what was said before
// it, rather than being the page's own.
func (f *finder) goesOn(s *sentence, cues []cueMatch, k int, r hearsay.Range) bool {
	lead := f.leadOf(&cues[k])
	switch {
	case f.isMark(lead - 1): // the quotation has closed: what follows is the page's
		return false
	case f.tags[r.Start] == nlp.CC && f.hasFinite(r.Start, r.End):
		return !f.ownSubject(s, r.Start+1)
	case f.isAny(r.Start, "after", "as", "when", "while", "during", "in") && f.hasFinite(f.backStart(s, cues, k, lead), lead):
		return false
	}
	switch f.chunkKind(s, r.Start) {
	case verb, infinitive, preposition, noun, adjective, subordinator, relative, conjunction:
		return true
	}
	return false
}

// ownSubject reports whether a subject of its own comes before the next verb.
func (f *finder) ownSubject(s *sentence, i int) bool {
	k := f.chunkFrom(s, i)
	return k >= 0 && k < len(s.chunks) && s.chunks[k].kind == noun
}

// startsQuote reports whether an outermost quotation begins at token i.
func (f *finder) startsQuote(i int) bool {
	q := f.quoteAt[i]
	return q >= 0 && f.quotes[q].Start == i
}

// nextSentence takes the quotation in the next sentence or paragraph when a
// sentence ends in its cue: "She said:".
func (f *finder) nextSentence(s *sentence, m *cueMatch, i int) bool {
	if s.End >= len(f.tokens) || !f.startsQuote(s.End) || !f.is(s.End-1, ":") {
		return false
	}
	q := f.outer(s.End)
	return f.setContent(m, f.quotes[q].Range)
}

// besideContent finds the content of "according to X" and "as X put it": the
// clause after it when it opens the clause, else the clause before, or both.
func (f *finder) besideContent(s *sentence, cues []cueMatch, k int) bool {
	m := &cues[k]
	lead := m.group().Start
	if m.form == asPut {
		lead--
	}
	opens := lead <= s.Start || f.isMark(lead-1) || f.tags[lead-1] == nlp.CC || f.is(lead-1, "that") || f.is(lead-1, ";") || f.allOpening(s.Start, lead)
	end := m.group().End
	if !m.via.IsZero() {
		end = max(end, m.via.End)
	}
	if opens {
		from := end
		if tag := f.tags[min(from, len(f.tags)-1)]; tag == nlp.WP || tag == nlp.WDT { // "a clerk who would not be named, the"
			for from < s.End && !f.is(from, ",") {
				from++
			}
		}
		for from < s.End && !f.is(from, ",") && !f.isMark(from) && from < end+6 && !f.isClause(s, from, s.End) {
			from++
		}
		if f.is(from, ",") {
			from++
		}
		return from < s.End && f.forward(s, cues, k, from)
	}
	return f.backward(s, cues, k)
}

func (f *finder) allOpening(start, end int) bool {
	for i := start; i < end; i++ {
		if !f.tags[i].IsAdverb() && !f.is(i, ",") && f.tags[i] != nlp.CC {
			return false
		}
	}
	return true
}

// adverbContent gives "reportedly" its clause without the adverb.
func (f *finder) adverbContent(s *sentence, cues []cueMatch, k int) bool {
	m := &cues[k]
	at := m.cue
	if q := f.quoteAt[at.Start]; q >= 0 {
		return false
	}
	start, end := f.clauseStart(s, m.chunk), f.limit(s, cues, k, at.End)
	end = f.trimEnd(end, at.End)
	head := at.Start
	for head > start && f.is(head-1, ",") {
		head--
	}
	from := at.End
	if f.is(from, ",") {
		from++
	}
	if head <= start {
		return f.setContent(m, hearsay.Range{Start: from, End: end})
	}
	if from >= end {
		return f.setContent(m, hearsay.Range{Start: start, End: head})
	}
	return f.setContent(m, hearsay.Range{Start: start, End: head}, hearsay.Range{Start: from, End: end})
}

// clauseStart is the first token of the clause around chunk k.
func (f *finder) clauseStart(s *sentence, k int) int {
	for j := k - 1; j >= 0; j-- {
		switch c := s.chunks[j]; c.kind {
		case stop, subordinator, mark, fullStop, relative:
			return c.End
		case conjunction:
			if j > 0 && s.chunks[j-1].kind == comma {
				return c.End
			}
		}
	}
	return s.Start
}
