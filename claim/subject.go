package claim

import (
	"hearsay"
	"hearsay/lang"
	"hearsay/nlp"
	"hearsay/text"
)

// sameTense reports two simple verbs of the same form, which can share a subject.
func (f *finder) sameTense(a, b *cueMatch) bool {
	return a.cue.Len() == 1 && b.cue.Len() == 1 && f.tags[a.cue.Start] == f.tags[b.cue.Start]
}

// subject finds the noun phrase before the verb group at chunk k, with titles,
// appositions and relative clauses, and a venue set between them by commas.
//
//	Dole, head of the harbour board, in a post on Friday, said …
func (f *finder) subject(s *sentence, k int) (hearsay.Range, venue) {
	if f.coordinates(s, k) {
		return hearsay.Range{}, venue{}
	}
	start, afterVerb := f.regionStart(s, k)
	segments := f.segments(s, start, k)
	if afterVerb && len(segments) > 1 {
		segments = segments[1:] // the object of the verb before
	}
	closed := len(segments) > 1 && segments[len(segments)-1].Len() == 0 // a comma right before the verb
	if closed {
		segments = segments[:len(segments)-1]
	}
	first := 0
	var via venue
	for first < len(segments)-1 && !f.startsSubject(segments[first]) {
		if v, ok := f.venueIn(f.skipOpening(segments[first])); ok {
			via = v
		}
		first++
	}
	segments = segments[first:]
	if len(segments) == 0 || segments[0].Len() == 0 {
		return hearsay.Range{}, venue{}
	}
	last := len(segments) - 1
	for last > 0 && closed {
		v, ok := f.venueIn(segments[last])
		if ok && via.IsZero() {
			via = v
		}
		if !ok && !f.isTimeOnly(segments[last]) && !f.isAny(segments[last].Start, "citing", "quoting", "referring") {
			break
		}
		last--
	}
	if !closed && last > 0 && !f.isLooseApposition(segments[last-1], segments[last]) && !f.isList(segments) {
		segments = segments[last:]
		last = 0
	}
	if v, rest, ok := f.leadingPhrase(s, segments[0]); ok {
		if !v.IsZero() {
			via = v
		}
		segments[0] = rest
	}
	subject := f.trimSource(hearsay.Range{Start: segments[0].Start, End: segments[last].End})
	if n := subject.Len(); n > 1 && f.tags[subject.End-1] == nlp.PRP && !f.isAny(subject.End-1, "one", "it") && !(f.tags[subject.End-2] == nlp.CC && n == 3) {
		subject.Start = subject.End - 1 // a pronoun is a subject by itself
	}
	return subject, via
}

// leadingPhrase parts "In a post an hour later she" into the phrase and the
// subject: the last noun phrase that no preposition rules.
func (f *finder) leadingPhrase(s *sentence, r hearsay.Range) (venue, hearsay.Range, bool) {
	r = f.skipOpening(r)
	if r.Len() < 3 || f.tags[r.Start] != nlp.IN {
		return venue{}, r, false
	}
	at := -1
	for k := range s.chunks {
		c := s.chunks[k]
		if c.Start <= r.Start || c.End > r.End || c.kind != noun || f.isTimeOnly(c.Range) {
			continue
		}
		if prev := s.chunks[k-1].kind; prev != preposition && prev != conjunction && prev != comma {
			at = c.Start
		}
	}
	if at < 0 {
		return venue{}, r, false
	}
	v, _ := f.venueIn(hearsay.Range{Start: r.Start, End: at})
	return v, hearsay.Range{Start: at, End: r.End}, true
}

// coordinates reports a verb right after "and" or "but", which shares the subject
// of the verb before it.
func (f *finder) coordinates(s *sentence, k int) bool {
	for k--; k >= 0 && s.chunks[k].kind == adverb; k-- {
	}
	return k >= 0 && s.chunks[k].kind == conjunction
}

// regionStart is the token at which the phrase before the verb at chunk k can
// begin at the earliest: after the verb, mark or stop before it.
func (f *finder) regionStart(s *sentence, k int) (start int, afterVerb bool) {
	j := k - 1
	for j >= 0 && s.chunks[j].kind == adverb {
		j--
	}
	if j >= 0 && s.chunks[j].kind == comma {
		j = f.overRelative(s, j)
	}
	for ; j >= 0; j-- {
		c := s.chunks[j]
		switch c.kind {
		case stop:
			if f.is(c.Start, "(") || f.is(c.Start, ")") {
				continue
			}
			return c.End, false
		case fullStop, subordinator:
			return c.End, false
		case mark:
			if o, ok := f.shortQuote(s, j); ok {
				j = o
				continue
			}
			return c.End, false
		case participle:
			if entry := f.lang.Verbs[f.lower[c.head]]; entry != nil && f.tags[c.head] == nlp.VBG && entry.Has(lang.BareClause) {
				return c.End, false // "saying she feared"
			}
		case verb:
			if r := f.relativeBefore(s, j); r >= 0 && (f.commaBetween(s, j, k) || !f.opensClause(s, j)) {
				j = r
				continue
			}
			if f.isReduced(s, j, k) {
				continue
			}
			return c.End, true
		}
	}
	return s.Start, false
}

// opensClause reports a verb after which a bare clause can follow, with a subject of
// its own: "who thinks the mayor said".
func (f *finder) opensClause(s *sentence, j int) bool {
	entry := f.lang.Verbs[f.lower[s.chunks[j].head]]
	return entry != nil && entry.Has(lang.BareClause)
}

// isReduced reports a past form that is a participle after all: "Relatives
// gathered at the gate told reporters".
func (f *finder) isReduced(s *sentence, j, k int) bool {
	if j == 0 || s.chunks[j].Len() != 1 || f.tags[s.chunks[j].head] != nlp.VBD || s.chunks[j-1].kind != noun || f.tags[s.chunks[j-1].head] == nlp.PRP || f.lang.Verbs[f.lower[s.chunks[j].head]] != nil {
		return false
	}
	for i := j + 1; i < k; i++ {
		if kind := s.chunks[i].kind; kind != preposition && !(kind == noun && s.chunks[i-1].kind == preposition) {
			return false
		}
	}
	return k > j+1
}

// overRelative steps from the comma at chunk j, which closes a relative clause, to
// the comma that opens it: ", who asked not to be named because …, ".
func (f *finder) overRelative(s *sentence, j int) int {
	for i := j - 1; i > 0; i-- {
		switch s.chunks[i].kind {
		case relative, subordinator, participle:
			if s.chunks[i-1].kind == comma {
				return i - 1
			}
		case stop, mark, fullStop:
			return j
		}
	}
	return j
}

// relativeBefore returns the chunk of the relative pronoun that the verb at chunk
// j belongs to, or -1.
func (f *finder) relativeBefore(s *sentence, j int) int {
	for i := j - 1; i >= 0; i-- {
		switch s.chunks[i].kind {
		case relative:
			return i
		case comma, stop, mark, verb, subordinator:
			return -1
		}
	}
	return -1
}

func (f *finder) commaBetween(s *sentence, j, k int) bool {
	for i := j + 1; i < k; i++ {
		if s.chunks[i].kind == comma {
			return true
		}
	}
	return false
}

// shortQuote returns the chunk of the mark that opens a quotation ending at chunk
// j, when it is a few words used like a name: the group “Clean Water Now” said.
func (f *finder) shortQuote(s *sentence, j int) (int, bool) {
	q := f.quoteAt[s.chunks[j].Start]
	if q < 0 || f.quotes[q].Len() > 8 || f.quotes[q].Start < s.Start || f.quotes[q].End != s.chunks[j].End {
		return 0, false
	}
	if last := f.quotes[q].End - 2; f.isAny(last, ",", ".", "?", "!") {
		return 0, false
	}
	for i := j - 1; i >= 0; i-- {
		if s.chunks[i].Start == f.quotes[q].Start {
			return i, true
		}
	}
	return 0, false
}

// segments parts the tokens from start to the verb at chunk k by commas.
func (f *finder) segments(s *sentence, start, k int) []hearsay.Range {
	end := s.chunks[k].Start
	for end > start && f.tags[end-1].IsAdverb() {
		end--
	}
	var out []hearsay.Range
	from := start
	for i := start; i < end; i++ {
		if f.is(i, ",") {
			out = append(out, hearsay.Range{Start: from, End: i})
			from = i + 1
		}
	}
	return append(out, hearsay.Range{Start: from, End: end})
}

// startsSubject reports whether a segment can begin the subject: it is a noun
// phrase, not an opening "In March" or "However".
func (f *finder) startsSubject(r hearsay.Range) bool {
	r = f.skipOpening(r)
	if r.Len() == 0 || f.isTimeOnly(r) {
		return false
	}
	tag := f.tags[r.Start]
	if tag == nlp.IN || tag == nlp.TO || tag.IsAdverb() || tag == nlp.VBG || tag == nlp.VBN || tag == nlp.UH {
		return false
	}
	return true
}

// skipOpening drops conjunctions and adverbs at the front.
func (f *finder) skipOpening(r hearsay.Range) hearsay.Range {
	if tag := f.tagAt(r.Start); (tag == nlp.WDT || tag == nlp.WP) && r.Len() > 1 && (f.tagAt(r.Start+1).IsNoun() || f.tagAt(r.Start+1) == nlp.DT || f.tagAt(r.Start+1) == nlp.PRP) {
		r.Start++ // "which officials say is unsafe"
	}
	for r.Start < r.End && (f.tags[r.Start] == nlp.CC || f.tags[r.Start].IsAdverb() || f.isMark(r.Start)) {
		r.Start++
	}
	return r
}

// isList reports names in a row, the last after "and": "Kabwila, Nsomo and Mill".
func (f *finder) isList(segments []hearsay.Range) bool {
	last := segments[len(segments)-1]
	and := false
	for i := last.Start; i < last.End; i++ {
		and = and || f.is(i, "and")
	}
	for _, r := range segments {
		if r.Len() == 0 || !f.tags[r.End-1].IsName() {
			return false
		}
	}
	return and
}

// isTimeOnly reports segments such as "on Friday", "last week", "9 May".
func (f *finder) isTimeOnly(r hearsay.Range) bool {
	seen := false
	for i := r.Start; i < r.End; i++ {
		switch {
		case f.class[i].Is(lang.Month|lang.Weekday|lang.TimeNoun) && f.tags[i] != nlp.DT || f.tags[i] == nlp.CD && f.tokens[i].Kind == text.Number:
			seen = true
		case f.tags[i] == nlp.CD:
		case f.tags[i] == nlp.IN || f.tags[i] == nlp.DT || f.tags[i].IsAdjective() || f.tags[i].IsAdverb() || f.tags[i] == nlp.POS:
		default:
			return false
		}
	}
	return seen
}

// isLooseApposition reports a pair of segments of which one names and the other
// describes the same person though no comma closes them: "Manley, chairman of the
// board said", "A spokesman, Paul Orr said".
func (f *finder) isLooseApposition(a, b hearsay.Range) bool {
	a, b = f.skipOpening(a), f.skipOpening(b)
	if a.Len() == 0 || b.Len() == 0 {
		return false
	}
	bare := f.class[b.Start].Is(lang.Role|lang.Title) && !f.tags[b.Start].IsName()
	return f.isNameRun(a) && bare || f.describesPerson(a) && f.isNameRun(b)
}

func (f *finder) isNameRun(r hearsay.Range) bool {
	return r.Len() > 0 && r.Len() <= 6 && f.tags[r.End-1].IsName()
}

// trimSource drops what does not belong to a source at its edges.
func (f *finder) trimSource(r hearsay.Range) hearsay.Range {
	r = f.skipOpening(r)
	for r.Len() > 0 && (f.is(r.End-1, ",") || f.isMark(r.End-1) && !f.isMark(r.Start) && f.quoteAt[r.End-1] < 0 || f.tags[r.End-1] == nlp.CC || f.tags[r.End-1].IsAdverb() || f.tags[r.End-1] == nlp.IN) {
		r.End--
	}
	for r.Len() > 1 && (f.tags[r.Start] == nlp.IN || f.is(r.Start, ",")) {
		r.Start++
	}
	if r.Len() <= 0 {
		return hearsay.Range{}
	}
	for i := r.End - 2; i > r.Start && i > r.End-5; i-- { // "the board on Tuesday"
		if f.tags[i] == nlp.IN && f.isAny(i, "on", "in", "at", "late", "early") && f.isTimeOnly(hearsay.Range{Start: i + 1, End: r.End}) {
			r.End = i
			break
		}
	}
	return f.dropLeadingTime(r)
}

// dropLeadingTime cuts "On Friday" off "On Friday the mayor".
func (f *finder) dropLeadingTime(r hearsay.Range) hearsay.Range {
	for i := r.Start; i < r.End && i < r.Start+5; i++ {
		if f.class[i].Is(lang.Weekday) && i+1 < r.End && (f.tags[i+1] == nlp.DT || f.tags[i+1].IsName() || f.tags[i+1] == nlp.PRP || f.tags[i+1] == nlp.PRPS) {
			return hearsay.Range{Start: i + 1, End: r.End}
		}
	}
	return r
}
