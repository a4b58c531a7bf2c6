package claim

import (
	"hearsay"
)

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
	if !f.isAny(cue.head, "cited", "cites", "quoted", "quotes") && !f.isCredit(cue) {
		return
	}
	if f.is(cue.End, "to") {
		cue.End++
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
	for i < end && !f.is(i, ",") && !f.is(i, ".") && !f.tags[i].IsFinite() {
		i++
	}
	return i
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
	m.extent = hearsay.Range{Start: min(m.group().Start, c.Start), End: verbCue.End}
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

// quotedCue matches "B quoted A as saying", "A was quoted by B as saying" and
// "B cites A".
func (f *finder) quotedCue(s *sentence, k int) (cueMatch, bool) {
	c := s.chunks[k]
	as := -1
	for j := k + 1; j < len(s.chunks) && j < k+9; j++ {
		if f.is(s.chunks[j].Start, "as") {
			as = j
			break
		}
	}
	m := cueMatch{telling: telling{cue: c.Range, entry: accordingTo, report: true, rule: "quoted as"}, chunk: k, form: quotedAs}
	if as < 0 || as+1 >= len(s.chunks) {
		return m, false
	}
	verbAt := as + 1
	if f.lang.Verbs[f.lower[s.chunks[verbAt].head]] == nil {
		return m, false
	}
	m.entry = f.lang.Verbs[f.lower[s.chunks[verbAt].head]]
	for i := s.chunks[verbAt].Start; i < s.chunks[verbAt].End; i++ {
		f.taken[i] = true
	}
	return m, true
}
