package claim

import (
	"hearsay"
	"hearsay/nlp"
	"hearsay/text"
)

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
		if j != k && !c.dead && c.source.Contains(m.cue) && !m.cue.IsZero() && c.cue.Start > i {
			end = min(end, f.beforeComma(c.cue.Start)) // ", which had argued that …, said"
		}
		if j == k || c.cue.Start < i || c.dead || c.cue.Start >= end || f.quoteAt[c.cue.Start] != quote {
			continue
		}
		if at, ok := f.breaksOff(s, c, i); ok {
			end = min(end, at)
		}
	}
	if tag := f.tagAt(m.source.Start); m.source.Len() == 1 && (tag == nlp.WP || tag == nlp.WDT) && f.is(m.source.Start-1, ",") || m.gap {
		for j := i; j < end; j++ {
			if f.is(j, ",") && f.quoteAt[j] == quote {
				end = j // ", who denied it, …"
			}
		}
	}
	for j := i; j < end; j++ {
		if f.is(j, ";") && f.quoteAt[j] == quote {
			return j
		}
	}
	return end
}

// beforeComma is the token after the words that a comma before token i closes.
func (f *finder) beforeComma(i int) int {
	for i > 0 && !f.is(i-1, ",") && f.tags[i-1].IsAdverb() {
		i--
	}
	if i > 0 && f.is(i-1, ",") {
		i--
	}
	return i
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
