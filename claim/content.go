package claim

import (
	"hearsay"
	"hearsay/lang"
	"hearsay/nlp"
	"hearsay/text"
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
	if !m.inverted || from < m.cue.End {
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

// skipCredit steps over ", citing two clerks," between a cue and its content.
func (f *finder) skipCredit(s *sentence, cues []cueMatch, i int) int {
	for j := range cues {
		c := &cues[j]
		if c.form != citing || c.dead || c.cue.Start != i+1 || !f.is(i, ",") {
			continue
		}
		end := f.nextComma(c.source.End, s.End)
		if f.is(end, ",") && !f.isSentenceEnd(end+1, s) {
			return end + 1
		}
	}
	return i
}

// clauseContent reads what follows the cue without a mark: a question, an
// infinitive, a bare clause, a phrase, or an addressee and then one of these.
func (f *finder) clauseContent(s *sentence, cues []cueMatch, k, after int) bool {
	m := &cues[k]
	kind := f.chunkKind(s, after)
	if f.isQuestionWord(after) || f.is(after, "who") && m.entry.Has(lang.Question) {
		return (m.entry.Has(lang.Question) || m.entry.Has(lang.Beside) && !m.entry.Has(lang.Manner)) && f.forward(s, cues, k, after)
	}
	switch {
	case kind == infinitive:
		return m.entry.Has(lang.Infinitive) && m.form != saying && f.forward(s, cues, k, after)
	case m.entry.Has(lang.Called) && kind == preposition && f.is(after, "for"):
		return f.demand(m) && f.forward(s, cues, k, after)
	case m.entry.Has(lang.Called) && kind == preposition && f.is(after, "on"):
		next, ok := f.skipAddressee(s, m, after+1)
		return ok && f.chunkKind(s, next) == infinitive && f.demand(m) && f.forward(s, cues, k, next)
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
	if m.entry.Has(lang.BareClause) && f.isClause(s, after, f.limit(s, cues, k, after)) {
		return f.forward(s, cues, k, after)
	}
	if f.precededByContent(s, m) && m.entry.Has(lang.Beside) {
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
		return f.instruct(m) && f.forward(s, cues, k, next+1)
	case f.isSentenceEnd(next, s), f.is(next, ",") && !f.isMark(next+1):
		return f.backward(s, cues, k)
	case f.is(next, ",") || f.is(next, ":"):
		if f.precededByContent(s, m) {
			return f.backward(s, cues, k)
		}
		return next+1 < s.End && f.forward(s, cues, k, next+1) || f.nextSentence(s, m, next)
	case kind == infinitive:
		return m.entry.Has(lang.Infinitive) && f.instruct(m) && f.forward(s, cues, k, next)
	case m.entry.Has(lang.About) && f.isAny(next, "of", "about", "against"):
		return f.forward(s, cues, k, next)
	case f.isMark(next), kind == subordinator && f.is(next, "that"), f.isQuestionWord(next):
		return f.forward(s, cues, k, next)
	case f.isClause(s, next, f.limit(s, cues, k, next)):
		return f.forward(s, cues, k, next)
	}
	return f.backward(s, cues, k)
}

// instruct turns "told the crew to leave" and "asked him to stay" into demands.
func (f *finder) instruct(m *cueMatch) bool {
	if m.entry.Stance == hearsay.Asserts || m.entry.Stance == hearsay.Asks || m.entry.Stance == hearsay.Expects {
		return f.demand(m)
	}
	return true
}

// demand makes a demand of "called for", "asked for".
func (f *finder) demand(m *cueMatch) bool {
	entry := *m.entry
	entry.Stance = hearsay.Demands
	m.entry = &entry
	return true
}

// isQuestionWord reports "whether", "if", "why", "what" and their like.
func (f *finder) isQuestionWord(i int) bool {
	return i < len(f.tags) && (f.isAny(i, "whether", "if") || f.tags[i] == nlp.WRB || f.tags[i] == nlp.WP && !f.is(i, "who"))
}

func (f *finder) chunkKind(s *sentence, token int) kind {
	if k := f.chunkFrom(s, token); k >= 0 && s.chunks[k].Start == token {
		return s.chunks[k].kind
	}
	return other
}

func (f *finder) isSentenceEnd(i int, s *sentence) bool {
	return i >= s.End || f.chunkKind(s, i) == fullStop
}

// isClause reports whether a subject and a finite verb follow from token i on.
func (f *finder) isClause(s *sentence, i, limit int) bool {
	k := f.chunkFrom(s, i)
	if k < 0 {
		return false
	}
	seen := false
	for ; k < len(s.chunks) && s.chunks[k].Start < limit; k++ {
		switch c := s.chunks[k]; c.kind {
		case noun:
			seen = true
		case verb:
			return seen && (c.finite || c.passive)
		case preposition:
			if !seen && !f.isAny(c.Start, "in", "at", "under", "after", "before", "since", "during", "by", "for", "despite", "without", "with", "from", "about", "on") {
				return false
			}
		case comma:
			if !seen {
				return false
			}
		case stop, fullStop, infinitive, relative, subordinator:
			if c.kind == relative && seen {
				continue
			}
			return false
		case mark:
			if !seen || k+1 < len(s.chunks) && s.chunks[k+1].kind == verb || s.chunks[k-1].kind == noun && f.opensFragment(c.Start) {
				return true
			}
		}
	}
	return false
}

// opensFragment reports a quotation of several words at token i, such as stands for
// the rest of a clause: the firm “sponsors football, not fixtures”.
func (f *finder) opensFragment(i int) bool {
	q := f.quoteAt[i]
	return q >= 0 && f.quotes[q].Start == i && f.wordsIn(f.quotes[q].Range) >= 3
}

// skipAdjuncts steps over time and venue after a cue and keeps the venue: "said
// on Friday in a statement that".
func (f *finder) skipAdjuncts(s *sentence, m *cueMatch, i int) int {
	for {
		k := f.chunkFrom(s, i)
		if k < 0 {
			return s.End
		}
		c := s.chunks[k]
		switch {
		case c.kind == adverb && !f.isAny(c.Start, "how", "not"):
			i = c.End
		case c.kind == noun && f.isTimeOnly(c.Range):
			i = c.End
		case c.kind == preposition && m.entry.Has(lang.About) && f.isAny(c.Start, "of", "for", "about", "against"):
			return i
		case c.kind == preposition && k+1 < len(s.chunks) && s.chunks[k+1].kind == noun:
			end := f.adjunctEnd(s, k)
			r := hearsay.Range{Start: c.Start, End: end}
			v, isVenue := f.venueIn(r)
			if !isVenue && f.is(c.Start, "to") && m.entry.Has(lang.Beside) {
				v, isVenue = f.outletVenue(hearsay.Range{Start: c.End, End: end})
				i = end
				if isVenue && m.via.IsZero() {
					m.via = v
				}
				continue
			}
			toVerb := m.entry.Has(lang.Infinitive) && f.chunkKind(s, end) == infinitive
			if !isVenue && !f.isTimeOnly(r) && !f.introduces(end, s) && !toVerb {
				return i
			}
			if isVenue && m.via.IsZero() {
				m.via = v
			}
			i = end
		default:
			return i
		}
	}
}

// adjunctEnd is the token after a prepositional phrase with the "of" and "in"
// phrases attached to it.
func (f *finder) adjunctEnd(s *sentence, k int) int {
	end := s.chunks[k+1].End
	for k += 2; k+1 < len(s.chunks) && s.chunks[k].kind == preposition && f.isAny(s.chunks[k].Start, "of", "with", "for", "in", "to", "on", "at") && s.chunks[k+1].kind == noun; k += 2 {
		if f.isTimeOnly(s.chunks[k+1].Range) && f.is(s.chunks[k].Start, "on") {
			return end
		}
		end = s.chunks[k+1].End
	}
	return end
}

// introduces reports whether content plainly begins at i.
func (f *finder) introduces(i int, s *sentence) bool {
	return i < s.End && (f.is(i, "that") || f.is(i, ":") || f.is(i, ",") || f.isMark(i) || f.is(i, "."))
}

// skipAddressee steps over "reporters", "the Courier", "him" after told, urged,
// asked; what follows must be content.
func (f *finder) skipAddressee(s *sentence, m *cueMatch, i int) (int, bool) {
	k := f.chunkFrom(s, i)
	if k < 0 || s.chunks[k].Start != i || s.chunks[k].kind != noun {
		return i, false
	}
	r := s.chunks[k].Range
	whole := f.phraseFrom(s, i)
	for _, try := range []hearsay.Range{whole, r} {
		if try.IsZero() || try.End > s.End {
			continue
		}
		next := f.chunkKind(s, try.End)
		if next == infinitive || next == subordinator && f.isAny(try.End, "that", "whether", "if", "how", "why", "what") || f.introduces(try.End, s) || f.isQuestionWord(try.End) || next == noun || next == fullStop || next == preposition || next == adverb {
			if v, ok := f.outletVenue(try); ok && m.via.IsZero() {
				m.via = v
			}
			return try.End, true
		}
	}
	return i, false
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

func (f *finder) setContent(m *cueMatch, rs ...hearsay.Range) bool {
	for _, r := range rs {
		if r.Len() <= 0 {
			return false
		}
	}
	m.content = rs
	return true
}

// forward takes everything from token i to the end of the clause as content.
func (f *finder) forward(s *sentence, cues []cueMatch, k, i int) bool {
	m := &cues[k]
	end := f.limit(s, cues, k, i)
	if q := f.outer(i); q >= 0 && f.quotes[q].Start == i && f.outer(m.cue.Start) != q {
		if quote := f.quotes[q]; quote.End >= end || f.restIsEmpty(quote.End, end) {
			end = quote.End
		}
	}
	return f.setContent(m, hearsay.Range{Start: i, End: f.trimEnd(end, i)})
}

func (f *finder) restIsEmpty(i, end int) bool {
	for ; i < end; i++ {
		if f.tokens[i].Kind != text.Punct {
			return false
		}
	}
	return true
}

// trimEnd drops the final full stop, commas and conjunctions before token end.
// The full stop stays inside closing marks.
func (f *finder) trimEnd(end, start int) int {
	for end > start {
		i := end - 1
		switch {
		case f.is(i, ".") || f.is(i, ",") || f.is(i, ";") || f.is(i, ":") || f.is(i, "—") || f.is(i, "–"):
		case f.is(i, "and") || f.is(i, "but") || f.is(i, "while"):
		case (f.is(i, "?") || f.is(i, "!")) && f.quoteAt[i] < 0:
		case f.isMark(i) && f.quoteAt[i] < 0 && !f.isMark(start):
		default:
			return end
		}
		end--
	}
	return end
}

// limit is the token at which a content that begins at i must end: the end of
// the sentence or quotation, or where the next telling begins.
func (f *finder) limit(s *sentence, cues []cueMatch, k, i int) int {
	m := &cues[k]
	end := s.End
	if q := f.quoteAt[max(m.cue.Start, 0)]; q >= 0 && !m.cue.IsZero() {
		end = min(end, f.quotes[q].End-1)
		if f.quotes[q].Unclosed {
			end = min(s.End, f.quotes[q].End)
		}
	}
	quote := f.quoteAt[min(max(m.cue.Start, s.Start), len(f.quoteAt)-1)]
	for j := range cues {
		c := &cues[j]
		if j == k || c.cue.Start < i || c.dead || c.cue.Start >= end || f.quoteAt[c.cue.Start] != quote {
			continue
		}
		if at, ok := f.breaksOff(s, c, i); ok {
			end = min(end, at)
		}
	}
	for j := i; j < end; j++ {
		if f.is(j, ";") && f.quoteAt[j] == quote {
			return j
		}
	}
	return end
}

// breaksOff reports whether a later telling in the same sentence ends the content
// before it, and where: ", adding that", ", according to", "and warned that",
// ", while Dole said".
func (f *finder) breaksOff(s *sentence, c *cueMatch, from int) (int, bool) {
	start := c.group().Start
	if c.shared || c.form == saying || c.form == citing || c.inverted {
		start = c.cue.Start
	}
	for start > from && f.tags[start-1].IsAdverb() {
		start--
	}
	if start <= from {
		return 0, false
	}
	before := start - 1
	switch c.form {
	case adverbCue:
		at := f.clauseStart(s, c.chunk)
		return at - 2, at-2 > from && f.isAny(at-1, "and", "but", "while") && f.is(at-2, ",")
	case saying, citing, according:
		return before, f.is(before, ",")
	case asPut:
		return before - 1, f.is(before, "as") && f.is(before-1, ",")
	case nounCue, colon:
		return 0, false
	}
	switch {
	case !c.shared && c.form == active && f.is(before, ",") && !f.startsContent(s, c) && f.quoteAt[before] == f.quoteAt[c.cue.Start]:
		return before, true // ", Varga acknowledged."
	case !c.shared && f.isAny(before, "after", "as", "because", "when", "since") && c.form == active && f.startsContent(s, c):
		return before, true
	case c.shared && f.tags[before] == nlp.CC && f.tags[f.headOfCue(c)].IsFinite():
		return before, true
	case !c.shared && f.isAny(before, "but", "while", "and", "though", "although", "whereas") && f.is(before-1, ",") && f.startsContent(s, c):
		return before - 1, true
	}
	return 0, false
}

func (f *finder) headOfCue(c *cueMatch) int { return c.cue.End - 1 }

// startsContent reports whether content follows the cue, so that it opens a
// telling of its own.
func (f *finder) startsContent(s *sentence, c *cueMatch) bool {
	probe := *c
	i := f.skipAdjuncts(s, &probe, max(c.cue.End, c.group().End))
	return !f.isSentenceEnd(i, s) && !f.is(i, ",")
}

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
	pieces := []hearsay.Range{{Start: start, End: end}}
	if rest, ok := f.resumes(s, cues, k); ok {
		pieces = append(pieces, rest)
	}
	m.back = true
	m.report = m.report || f.outer(start) < 0
	return f.setContent(m, pieces...)
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

// afterEarlier moves start behind the last earlier telling before token end.
func (f *finder) afterEarlier(start, end int, cues []cueMatch, k int) int {
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
// with what was said.
func (f *finder) resumes(s *sentence, cues []cueMatch, k int) (hearsay.Range, bool) {
	m := &cues[k]
	i := m.group().End
	if m.shared {
		i = m.cue.End
	}
	i = f.skipAdjuncts(s, m, i)
	if next, ok := f.skipAddressee(s, m, i); ok && m.entry.Has(lang.Addressee) {
		i = f.skipAdjuncts(s, m, next)
	}
	if i+1 >= s.End || !f.is(i, ",") && !f.is(i, ":") && !f.is(i, "—") && !f.is(i, "–") {
		return hearsay.Range{}, false
	}
	i++
	end := f.limit(s, cues, k, i)
	if f.isMark(i) {
		q := f.outer(i)
		if q < 0 || f.quotes[q].Start != i {
			return hearsay.Range{}, false
		}
		return hearsay.Range{Start: i, End: f.quotes[q].End}, true
	}
	for j := range cues {
		c := &cues[j]
		if j != k && !c.dead && c.form == saying && c.cue.Start >= i && c.cue.Start < i+3 {
			return hearsay.Range{}, false
		}
	}
	kind := f.chunkKind(s, i)
	tag := f.tags[i]
	if kind == participle || tag == nlp.CC && !f.isMark(f.leadOf(m)-1) && f.verbOf(s, i, end) || f.isMark(f.leadOf(m)-1) || tag == nlp.IN && f.isAny(i, "after", "as", "when", "while", "during", "in") && f.isFinished(f.backStart(s, cues, k, f.leadOf(m)), f.leadOf(m)) {
		if tag == nlp.CC && !f.isMark(f.leadOf(m)-1) && !f.ownSubject(s, i+1, end) {
			return hearsay.Range{Start: i, End: f.trimEnd(end, i)}, true
		}
		return hearsay.Range{}, false
	}
	if tag == nlp.WDT || tag == nlp.WP || kind == verb || kind == infinitive || kind == preposition || kind == noun || kind == adjective || kind == subordinator || tag == nlp.CC {
		r := hearsay.Range{Start: i, End: f.trimEnd(end, i)}
		return r, r.Len() > 0
	}
	return hearsay.Range{}, false
}

// isFinished reports whether a stretch has a subject and a finite verb already.
func (f *finder) isFinished(start, end int) bool {
	for i := start; i < end; i++ {
		if f.tags[i].IsFinite() {
			return true
		}
	}
	return false
}

func (f *finder) verbOf(s *sentence, i, end int) bool {
	for ; i < end; i++ {
		if f.tags[i].IsFinite() {
			return true
		}
	}
	return false
}

// ownSubject reports whether a subject of its own comes before the next verb.
func (f *finder) ownSubject(s *sentence, i, end int) bool {
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

// passiveContent reads passives. With an agent the subject is the content ("the
// amnesty was announced by"); with nobody, subject and infinitive are ("is
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
			return f.instruct(m) && f.forward(s, cues, k, j)
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
		return f.instruct(m) && f.forward(s, cues, k, m.cue.End)
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
