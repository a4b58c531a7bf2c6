package claim

import (
	"slices"

	"hearsay"
	"hearsay/lang"
)

// nest finds, for each telling, the innermost other telling in whose content its
// cue and source stand, and drops outer tellings that are nothing but the inner.
func (p *page) nest(ts []telling) []telling {
	for i := range ts {
		ts[i].parent = -1
		for j := range ts {
			if i == j || !p.isInside(&ts[i], &ts[j]) {
				continue
			}
			if ts[i].parent < 0 || ts[ts[i].parent].hull().Len() > ts[j].hull().Len() {
				ts[i].parent = j
			}
		}
	}
	return p.merge(p.dropDenied(ts))
}

// dropDenied drops what somebody says was not said, or asks whether it was: in
// "Webb denies she said that …" nobody says it.
func (p *page) dropDenied(ts []telling) []telling {
	drop := make([]bool, len(ts))
	for i := range ts {
		if outer := ts[i].parent; outer >= 0 && ts[outer].entry.Stance == hearsay.Denies && !ts[outer].negated && p.quoteAt[ts[outer].content[0].Start] < 0 {
			drop[i] = true
		}
	}
	return p.compact(ts, drop)
}

func (p *page) isInside(inner, outer *telling) bool {
	g := inner.cue
	if g.IsZero() {
		g = inner.source
	}
	if g.IsZero() || !outer.holds(g) || inner.hull() == outer.hull() && inner.group() == outer.group() {
		return false
	}
	return !inner.holds(outer.cue) || outer.cue.IsZero()
}

// merge drops a telling whose content is nothing but the report of another:
// "according to AFP, Dole said that …" is one claim with two links.
func (p *page) merge(ts []telling) []telling {
	drop := make([]bool, len(ts))
	for i := range ts {
		outer := ts[i].parent
		if outer < 0 || drop[outer] || !p.isOnly(&ts[i], &ts[outer]) {
			continue
		}
		if ts[outer].report || p.sameSpeaker(&ts[i], &ts[outer]) {
			drop[outer] = true
		}
	}
	return p.compact(ts, drop)
}

// isOnly reports whether the outer content is the inner telling and nothing else.
func (p *page) isOnly(inner, outer *telling) bool {
	if len(outer.content) != 1 && len(inner.content) < len(outer.content) {
		return false
	}
	g, h := inner.group(), inner.hull()
	whole := hearsay.Range{Start: min(g.Start, h.Start), End: max(g.End, h.End)}
	for _, c := range outer.content {
		for i := c.Start; i < c.End; i++ {
			if whole.Has(i) || p.isMark(i) || p.is(i, "that") || p.is(i, ",") || p.is(i, ".") || p.tags[i].IsAdverb() {
				continue
			}
			return false
		}
	}
	return true
}

// sameSpeaker reports "Jafari said she felt that": a pronoun that can only be the
// outer source.
func (p *page) sameSpeaker(inner, outer *telling) bool {
	if inner.source.Len() != 1 || outer.source.IsZero() {
		return false
	}
	if !p.isAny(inner.source.Start, "he", "she", "i", "they", "we", "it") {
		return false
	}
	if p.quoteAt[inner.source.Start] >= 0 {
		return p.isAny(inner.source.Start, "i", "we") && inner.entry.Act == hearsay.Thinks
	}
	return !p.isAny(inner.source.Start, "i", "we")
}

// compact removes dropped tellings; the links of a dropped one stay as the chain
// of what it held.
func (p *page) compact(ts []telling, drop []bool) []telling {
	if !slices.Contains(drop, true) {
		return ts
	}
	place := make([]int, len(ts))
	var kept []telling
	for i := range ts {
		if drop[i] {
			continue
		}
		place[i] = len(kept)
		kept = append(kept, ts[i])
	}
	for i := range kept {
		t := &kept[i]
		for t.parent >= 0 && drop[t.parent] {
			outer := &ts[t.parent]
			t.further = append(t.further, link{source: outer.source, cue: outer.cue, via: outer.via})
			t.further = append(t.further, outer.further...)
			t.parent = outer.parent
		}
		if t.parent >= 0 {
			t.parent = place[t.parent]
		}
	}
	return kept
}

// deepest is how many tellings around one another a chain follows. Pages do not
// nest deeper; broken quotation marks can make it look so.
const deepest = 6

// links is the chain of telling i: its own source, who handed it on in the same
// construction, and then the chain of the telling around it.
func links(ts []telling, i int) []link {
	t := &ts[i]
	out := append([]link{{source: t.source, cue: t.cue, via: t.via}}, t.further...)
	for depth := 0; t.parent >= 0 && depth < deepest; depth++ {
		t = &ts[t.parent]
		out = append(out, link{source: t.source, cue: t.cue, via: t.via})
		out = append(out, t.further...)
	}
	return out
}

// stance reads the stance from the cue, else from unmistakable wording.
func (p *page) stance(t *telling) (hearsay.Stance, string) {
	head := -1
	if !t.cue.IsZero() {
		head = t.cue.End - 1
	}
	switch {
	case t.entry.Stance == hearsay.Declines:
		return hearsay.Declines, "cue " + t.entry.Lemma
	case t.negated && t.entry.Stance == hearsay.Denies:
		return hearsay.Asserts, "denial denied"
	case t.negated && p.isAny(head, "confirm", "believe", "think", "know", "expect", "understand"):
		return hearsay.Doubts, "negated " + t.entry.Lemma
	case p.is(t.cue.Start-2, "confirm") && p.is(t.cue.Start-1, "nor"), p.is(head, "confirm") && p.is(head+1, "nor"):
		return hearsay.Declines, "neither confirm nor deny"
	case t.negated && p.isAny(t.cue.Start, "would", "will", "wo"):
		return hearsay.Declines, "would not " + t.entry.Lemma
	}
	if t.entry.Stance == hearsay.Asserts && (t.entry.Act == hearsay.Thinks || t.entry.Lemma == "estimate") && p.looksAhead(t) {
		return hearsay.Expects, "a belief about what will be"
	}
	if t.entry.Stance != hearsay.Asserts || t.entry.Act == hearsay.Thinks {
		return t.entry.Stance, "cue " + t.entry.Lemma
	}
	return p.wording(t)
}

// looksAhead reports a content whose first verb is "will", "may" or the like.
func (p *page) looksAhead(t *telling) bool {
	for _, c := range t.content {
		for i := c.Start; i < c.End; i++ {
			if p.tags[i].IsFinite() {
				return p.isAny(i, "will", "'ll", "may", "might", "wo")
			}
		}
	}
	return false
}

// wording finds a stance in the content of a plain cue: a question mark, "should",
// "will not be able to", "I promise".
func (p *page) wording(t *telling) (hearsay.Stance, string) {
	c := t.content[0]
	last := t.content[len(t.content)-1]
	for i := max(last.Start, last.End-2); i < last.End && len(t.content) == 1 && p.sentence[c.Start] == p.sentence[last.End-1]; i++ {
		if p.is(i, "?") {
			return hearsay.Asks, "question mark"
		}
	}
	for i := c.Start; i < c.End && i < c.Start+14; i++ {
		if p.isAny(i, "must", "should") && !p.is(i+1, "have") && p.quoteAt[i] == p.quoteAt[c.Start] && !p.isAny(i-1, "which", "who", "that") {
			return hearsay.Demands, "wording: " + p.lower[i]
		}
		if p.class[i].Is(lang.Subordinator) {
			break
		}
	}
	return hearsay.Asserts, "cue " + t.entry.Lemma
}
