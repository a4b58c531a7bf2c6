package claim

import (
	"strings"

	"hearsay"
	"hearsay/lang"
	"hearsay/nlp"
	"hearsay/text"
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

// handedOn reads "according to B, which cited A": A's words, which B handed on.
func (f *finder) handedOn(s *sentence, m *cueMatch) {
	i := m.source.End
	if f.is(i, ",") {
		i++
	}
	k := f.chunkFrom(s, i)
	if k < 0 || k+1 >= len(s.chunks) {
		return
	}
	if s.chunks[k].kind == relative {
		k++
	} else if s.chunks[k].kind != participle {
		return
	}
	cue := s.chunks[k]
	if !f.isAny(cue.head, "cited", "cites", "quoted", "quotes", "citing", "quoting") {
		return
	}
	by := f.phraseFrom(s, cue.End)
	if by.IsZero() {
		return
	}
	m.extent = hearsay.Range{Start: m.cue.Start, End: by.End}
	m.further = []link{{source: m.source, cue: m.cue, via: m.via}}
	m.source, m.cue, m.via = by, cue.Range, venue{}
	for t := cue.Start; t < cue.End; t++ {
		f.taken[t] = true
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
	m.source = f.quotedBy(s, m, subject)
	own := subject.Len() == 1 && f.isAny(subject.Start, "i", "we") && f.quoteAt[subject.Start] < 0
	if own || !f.isSpeaking(subject, f.isStrong(m)) {
		m.dead = true // the page's own author claims nothing here
	}
}

// quotedBy cuts ", quoted by B in his channel," off a source and makes B a further
// link, who passed the source's words on.
func (f *finder) quotedBy(s *sentence, m *cueMatch, r hearsay.Range) hearsay.Range {
	for k := range s.chunks {
		c := s.chunks[k]
		if c.Start <= r.Start || c.Start > max(r.End, m.cue.End)+1 || c.kind != participle || !f.isAny(c.head, "quoted", "cited") || k+1 >= len(s.chunks) || !f.is(s.chunks[k+1].Start, "by") {
			continue
		}
		by := f.phraseFrom(s, s.chunks[k+1].End)
		if by.IsZero() {
			continue
		}
		probe := cueMatch{telling: telling{source: by}}
		f.splitVenue(&probe)
		if at := probe.source.End; probe.via.IsZero() && f.is(at, ",") {
			at++
			if v, ok := f.venueIn(hearsay.Range{Start: at, End: f.nextComma(at, s.End)}); ok {
				probe.via = v
			}
		} else if v, ok := f.venueIn(hearsay.Range{Start: at, End: f.nextComma(at, s.End)}); ok && probe.via.IsZero() {
			probe.via = v
		}
		m.further = append(m.further, link{source: probe.source, cue: c.Range, via: probe.via})
		end := min(c.Start, r.End)
		for end > r.Start && (f.is(end-1, ",") || f.tags[end-1].IsAdverb() || f.is(end-1, "as")) {
			end--
		}
		m.extent = hearsay.Range{Start: min(r.Start, m.cue.Start), End: max(m.cue.End, by.End, probe.via.End)}
		return hearsay.Range{Start: r.Start, End: end}
	}
	return r
}

func (f *finder) nextComma(i, end int) int {
	for i < end && !f.is(i, ",") && !f.tags[i].IsFinite() {
		i++
	}
	return i
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
	return subject.IsZero() || f.isFinished(s.Start, at) && !f.isSpeaking(subject, false)
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
		if !ok && !f.isTimeOnly(segments[last]) {
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
	return f.trimSource(hearsay.Range{Start: segments[0].Start, End: segments[last].End}), via
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

func (f *page) describesPerson(r hearsay.Range) bool {
	for i := r.Start; i < r.End; i++ {
		if f.tags[i] == nlp.IN && i > r.Start {
			break
		}
		if f.class[i].Is(lang.Role|lang.OneOfMany|lang.LeaderNoun) || f.isPersonNoun(i) {
			return true
		}
	}
	return false
}

// isPersonNoun guesses from its ending that a noun means a person.
func (f *page) isPersonNoun(i int) bool {
	w := f.lower[i]
	if !f.tags[i].IsNoun() || len(w) < 5 {
		return false
	}
	w = strings.TrimSuffix(w, "s")
	for _, end := range []string{"ist", "man", "woman", "men", "women", "ian", "ologist", "keeper", "holder", "owner", "worker", "maker", "leader", "teacher", "driver", "farmer", "player", "grower", "trader", "organiser", "organizer", "manager", "researcher", "campaigner", "director", "doctor", "professor", "author", "actor", "inspector", "investigator", "negotiator", "mediator", "operator", "person", "people", "commander", "builder", "dealer", "lecturer", "lawyer", "engineer", "volunteer", "pensioner", "fisher", "runner", "singer", "writer", "painter", "dancer", "baker", "butcher", "brewer", "skipper", "captain", "warden", "mayor", "scholar", "scientist", "student", "resident", "president", "patient", "parent", "applicant", "tenant", "assistant", "consultant", "accountant", "sergeant", "agent", "guard", "expert", "critic", "mechanic", "medic", "chef", "clerk", "chair"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
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

// phraseFrom takes the longest noun phrase from token i on: with "of" and other
// attached phrases, appositions between commas, and a relative clause.
func (f *finder) phraseFrom(s *sentence, i int) hearsay.Range {
	k := f.chunkFrom(s, i)
	if k < 0 || k >= len(s.chunks) {
		return hearsay.Range{}
	}
	for k < len(s.chunks) && (s.chunks[k].kind == adverb) {
		k++
	}
	if k >= len(s.chunks) || s.chunks[k].kind != noun || f.isTimeOnly(s.chunks[k].Range) {
		return hearsay.Range{}
	}
	start, end := s.chunks[k].Start, s.chunks[k].End
	for k++; k < len(s.chunks); k++ {
		c := s.chunks[k]
		switch {
		case c.kind == preposition && k+1 < len(s.chunks) && s.chunks[k+1].kind == noun && f.attaches(s, k):
			k++
			end = s.chunks[k].End
		case c.kind == conjunction && f.is(c.Start, "and") && k+1 < len(s.chunks) && s.chunks[k+1].kind == noun && !f.verbFollows(s, k+2):
			k++
			end = s.chunks[k].End
		case c.kind == comma:
			to := f.appositionEnd(s, k)
			if to < 0 {
				return hearsay.Range{Start: start, End: end}
			}
			end = s.chunks[to].End
			k = to
		case c.kind == noun && s.chunks[k-1].kind == noun && f.tags[c.head].IsName() && !f.class[c.head].Is(lang.Weekday|lang.Month):
			end = c.End
		case c.kind == relative && f.isAny(c.Start, "who", "that", "which") && s.chunks[k-1].kind == noun: // "a clerk who would not be named"
			end = f.relativeEnd(s, k)
			for k+1 < len(s.chunks) && s.chunks[k+1].Start < end {
				k++
			}
		case c.kind == participle && f.tags[c.head] == nlp.VBN && k+1 < len(s.chunks) && s.chunks[k+1].kind != stop:
			end = c.End
		case c.kind == stop && f.is(c.Start, "("):
			close := k + 1
			for close < len(s.chunks) && !f.is(s.chunks[close].Start, ")") {
				close++
			}
			if close-k > 4 || close == len(s.chunks) {
				return hearsay.Range{Start: start, End: end}
			}
			k = close
			end = s.chunks[k].End
		default:
			return hearsay.Range{Start: start, End: end}
		}
	}
	return hearsay.Range{Start: start, End: end}
}

// relativeEnd is the token at which the relative clause that chunk k opens ends: the
// next comma, mark, or end of the sentence.
func (f *finder) relativeEnd(s *sentence, k int) int {
	for j := k + 1; j < len(s.chunks); j++ {
		switch s.chunks[j].kind {
		case comma, stop, mark, fullStop:
			return s.chunks[j].Start
		}
	}
	return s.End
}

func (f *finder) chunkFrom(s *sentence, token int) int {
	for k, c := range s.chunks {
		if c.Start >= token {
			return k
		}
	}
	return -1
}

// attaches reports whether the phrase at chunk k ("of the board") belongs to the
// noun before it and does not say when or where something was said.
func (f *finder) attaches(s *sentence, k int) bool {
	p, n := s.chunks[k], s.chunks[k+1]
	if f.isTimeOnly(n.Range) || f.class[n.head].Is(lang.VenueNoun) && !f.is(p.Start, "of") && !f.is(p.Start, "for") {
		return false
	}
	return f.isAny(p.Start, "of", "for", "at", "in", "from", "with", "on", "to", "behind", "near", "against", "by", "between", "inside", "outside", "close", "familiar")
}

func (f *finder) verbFollows(s *sentence, k int) bool {
	for ; k < len(s.chunks); k++ {
		switch s.chunks[k].kind {
		case verb:
			return true
		case comma, stop, fullStop, mark, conjunction:
			return false
		}
	}
	return false
}

// appositionEnd returns the last chunk of an apposition or relative clause that a
// comma at chunk k opens, or -1.
func (f *finder) appositionEnd(s *sentence, k int) int {
	if k+1 >= len(s.chunks) {
		return -1
	}
	next := s.chunks[k+1]
	isWho := next.kind == relative && f.isAny(next.Start, "who", "whose")
	isDescription := next.kind == noun && (f.describesPerson(next.Range) || f.tags[next.head].IsName() || f.tags[next.Start] == nlp.DT || f.tags[next.Start] == nlp.CD)
	if !isWho && !isDescription {
		return -1
	}
	for j := k + 1; j < len(s.chunks); j++ {
		switch c := s.chunks[j]; c.kind {
		case comma, fullStop:
			return j - 1
		case verb:
			if !isWho {
				return -1
			}
		case subordinator:
			if !isWho {
				return j - 1
			}
		case mark, stop:
			return j - 1
		case participle:
			if f.lang.Verbs[f.lower[c.head]] != nil {
				return -1
			}
		}
	}
	return len(s.chunks) - 1
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

// quotedSource finds A and B of "B quoted A as saying" and "A was quoted by B as
// saying"; B becomes a further link.
func (f *finder) quotedSource(s *sentence, m *cueMatch) {
	c := s.chunks[m.chunk]
	as := m.chunk + 1
	for !f.is(s.chunks[as].Start, "as") {
		as++
	}
	verbCue := s.chunks[as+1].Range
	if c.passive || c.kind == participle {
		subject, _ := f.subject(s, m.chunk)
		m.source = subject
		m.cue = hearsay.Range{Start: c.Start, End: verbCue.End}
		for j := m.chunk + 1; j < as; j++ {
			if f.is(s.chunks[j].Start, "by") {
				by := f.phraseFrom(s, s.chunks[j].End)
				m.further = append(m.further, link{source: by, cue: s.chunks[j].Range})
				m.cue.End = c.End
			}
		}
	} else {
		subject, via := f.subject(s, m.chunk)
		m.source = f.phraseFrom(s, c.End)
		if m.source.End > s.chunks[as].Start {
			m.source.End = s.chunks[as].Start
		}
		m.further = append(m.further, link{source: subject, cue: m.cue, via: via})
		m.cue = verbCue
	}
	m.extent = hearsay.Range{Start: min(m.group().Start, c.Start), End: m.cue.End}
	for _, l := range m.further {
		if !l.source.IsZero() {
			m.extent.Start = min(m.extent.Start, l.source.Start)
		}
	}
	m.chunk = as + 1
	for i := m.cue.Start; i < m.cue.End; i++ {
		f.taken[i] = true
	}
	m.dead = m.source.IsZero()
}

// isSpeaking reports whether a noun phrase can be a source. With a strong cue
// anything can that is no bare thing; otherwise it must be a person, a body, a
// document or a pronoun for one.
func (f *finder) isSpeaking(r hearsay.Range, strong bool) bool {
	if r.Len() == 0 {
		return false
	}
	head := f.headOf(r)
	tag := f.tags[head]
	switch {
	case f.isTimeOnly(r), f.isAny(head, "nobody", "anyone", "anybody", "whoever", "whatever", "something", "nothing", "everything"):
		return false
	case tag == nlp.PRP:
		return !f.is(head, "it") || strong
	case tag == nlp.WP || tag == nlp.WDT:
		return true
	case tag == nlp.EX:
		return false
	case tag.IsName():
		return true
	}
	for i := r.Start; i < r.End; i++ {
		if f.class[i].Is(lang.Role|lang.Body|lang.OneOfMany|lang.DocumentNoun|lang.Outlet) && f.tags[i].IsNoun() || f.isPersonNoun(i) || f.tags[i].IsName() && i > r.Start {
			return true
		}
	}
	return strong && (tag.IsNoun() || tag == nlp.DT || tag.IsAdjective() || tag == nlp.CD)
}

// headOf is the head of a noun phrase: the last noun before "of", a comma or a
// relative clause.
func (f *page) headOf(r hearsay.Range) int {
	head := r.Start
	for i := r.Start; i < r.End; i++ {
		tag := f.tags[i]
		if head == i-1 && f.tags[head] == nlp.DT && tag.IsAdjective() { // "the general", "the accused"
			head = i
		}
		if i > r.Start && (tag == nlp.IN || f.is(i, ",") || tag == nlp.WP || tag == nlp.WDT || tag == nlp.VBN || tag == nlp.VBG) {
			break
		}
		if tag.IsNoun() || tag == nlp.PRP || tag == nlp.CD || tag == nlp.WP || tag == nlp.WDT {
			head = i
		}
	}
	return head
}
