package claim

import (
	"hearsay"
	"hearsay/lang"
	"hearsay/nlp"
)

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
		case c.kind == adverb && !f.isAny(c.Start, "how", "not", "never"):
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
	if m.entry.Has(lang.About) && f.isAny(r.End, "of", "about", "against") {
		return r.End, true // "warned the board of floods"
	}
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
