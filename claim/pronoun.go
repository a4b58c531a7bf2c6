package claim

import (
	"hearsay"
	"hearsay/lang"
	"hearsay/nlp"
	"strings"
)

// firstPerson is the speaker of the quotation around: whoever says "I".
func (c *cast) firstPerson(t int) *resolution {
	if t >= 0 && c.tellings[t].parent >= 0 {
		outer := c.tellings[t].parent
		res := *c.resolve(c.tellings[outer].source, outer)
		res.rule = "first person of the quotation's speaker"
		return &res
	}
	return &resolution{standing: hearsay.Unnamed, rule: "first person outside a quotation"}
}

// antecedent resolves a relative pronoun to the noun phrase before it.
func (c *cast) antecedent(r hearsay.Range, head, t int) *resolution {
	s := c.sentences[c.sentence[head]]
	for k := len(s.chunks) - 1; k >= 0; k-- {
		if g := s.chunks[k]; g.kind == noun && g.End <= head {
			start := k
			for start > 1 && s.chunks[start-1].kind == preposition && s.chunks[start-2].kind == noun {
				start -= 2
			}
			return c.resolve(hearsay.Range{Start: s.chunks[start].Start, End: g.End}, t)
		}
	}
	return &resolution{standing: hearsay.Unnamed, rule: "relative pronoun without antecedent"}
}

// pronounReach is how many sentences back a pronoun may find its speaker. Longer
// reach found no speaker more on the open gold, and some wrong ones.
const pronounReach = 2

// pronoun resolves he, she, it and they to the nearest fitting speaker, or to the
// one fitting person named in between; two that fit leave it open.
func (c *cast) pronoun(head, t int) *resolution {
	w := c.lower[head]
	plural := w == "they" || w == "their" || w == "them"
	thing := w == "it" || w == "its"
	sex := sexOfWord(c.class[head])
	here := c.sentence[head]
	fits := func(b *being) bool {
		switch {
		case plural:
			return b.plural || b.kind == hearsay.BodyOrg || b.kind == hearsay.Group
		case thing:
			return !b.plural && (b.kind == hearsay.BodyOrg || b.kind == hearsay.DocumentEnt || b.kind == hearsay.OtherEntity)
		}
		return !b.plural && (b.kind == hearsay.Person || b.kind == hearsay.Office || b.kind == hearsay.OtherEntity && len(b.words) > 1 && !isAllCaps(b.name[strings.LastIndexByte(b.name, ' ')+1:])) && (b.sex == 0 || sex == 0 || b.sex&sex != 0)
	}
	outer := c.outerSpeaker(t)
	quoted := outer != nil && c.quoteAt[head] >= 0
	if outer != nil && !quoted && fits(outer) {
		return c.settle(outer, sex, "pronoun: the speaker around it")
	}
	if quoted {
		return &resolution{standing: c.openStanding(head, fits), rule: "pronoun inside a quotation"}
	}
	subject, several := c.subjectBefore(head, fits)
	if several && !plural && !thing {
		return &resolution{standing: c.openStanding(head, fits), rule: "pronoun: two persons fit"}
	}
	for i := len(c.last) - 1; i >= 0; i-- {
		s := c.last[i]
		if s.at >= head || c.sentences[c.sentence[s.at]].paragraph < c.sentences[here].paragraph-1 || c.sentence[s.at] < here-pronounReach {
			continue
		}
		if !fits(s.being) && thing && !s.nested {
			break // somebody else has spoken since
		}
		if !fits(s.being) || s.nested && c.hasTopBefore(head, i, fits) {
			continue
		}
		if subject != nil && subject != s.being && c.lastMention(subject, head) > s.at {
			if c.sentence[c.lastMention(subject, head)] >= here-1 {
				return c.settle(subject, sex, "pronoun: nearest subject")
			}
			return &resolution{standing: c.openStanding(head, fits), rule: "pronoun: two persons fit"}
		}
		return c.settle(s.being, sex, "pronoun: last speaker")
	}
	if subject != nil {
		return c.settle(subject, sex, "pronoun: nearest subject")
	}
	if only := c.onlyNamed(here-1, fits); only != nil && !plural && !thing {
		return c.settle(only, sex, "pronoun: the one person named in the sentence before")
	}
	return &resolution{standing: c.openStanding(head, fits), rule: "pronoun: not certain for whom"}
}

// openStanding is the standing of a pronoun that stays open: it points back to
// somebody named where the page has named anybody whom it fits.
func (c *cast) openStanding(head int, fits func(*being) bool) hearsay.Standing {
	for _, b := range c.beings {
		if b.named && c.lastMention(b, head) >= 0 && fits(b) {
			return hearsay.Named
		}
	}
	return hearsay.Unnamed
}

// outerSpeaker is who says the telling around telling t, or nil.
func (c *cast) outerSpeaker(t int) *being {
	if t >= 0 && len(c.tellings[t].further) > 0 && !c.tellings[t].report {
		if f := c.tellings[t].further[0]; !f.source.IsZero() { // "Varga said she felt": one claim, both links
			return c.resolve(f.source, -1).being
		}
	}
	if t < 0 || c.tellings[t].parent < 0 {
		return nil
	}
	outer := c.tellings[t].parent
	if c.tellings[outer].source.IsZero() {
		return nil
	}
	return c.resolve(c.tellings[outer].source, outer).being
}

// hasTopBefore reports whether somebody who fits has spoken for himself not long
// before the nested speaker at i.
func (c *cast) hasTopBefore(head, i int, fits func(*being) bool) bool {
	for j := i - 1; j >= 0 && c.sentence[c.last[j].at] >= c.sentence[head]-2; j-- {
		if !c.last[j].nested && fits(c.last[j].being) {
			return true
		}
	}
	return false
}

func (c *cast) settle(b *being, sex lang.Sex, rule string) *resolution {
	if sex != 0 && b.kind == hearsay.OtherEntity {
		b.kind = hearsay.Person // "he" said so
	}
	if b.sex == 0 && b.kind == hearsay.Person {
		b.sex = sex
	}
	return &resolution{being: b, standing: b.standing, rule: rule}
}

// subjectBefore is the being named last as a subject in this or the two sentences
// before, or nil.
func (c *cast) subjectBefore(head int, fits func(*being) bool) (subject *being, several bool) {
	here := c.sentence[head]
	for at := here; at >= max(0, here-2); at-- {
		s := c.sentences[at]
		if s.paragraph < c.sentences[here].paragraph-1 {
			break
		}
		for k := range s.chunks {
			g := s.chunks[k]
			if g.kind != verb || !g.finite || k == 0 || g.Start > head {
				continue
			}
			n := k - 1
			for n > 0 && (s.chunks[n].kind == adverb || s.chunks[n].kind == comma || s.chunks[n].kind == noun && c.tags[s.chunks[n].head] == nlp.CD && s.chunks[n].Len() == 1) {
				n--
			}
			if b := c.beingIn(s.chunks[n].Range); b != nil && s.chunks[n].kind == noun && s.chunks[n].Start < head && fits(b) && (n == 0 || s.chunks[n-1].kind != preposition) {
				second := n > 1 && s.chunks[n-1].kind == conjunction && s.chunks[n-2].kind == noun && c.beingIn(s.chunks[n-2].Range) != nil && fits(c.beingIn(s.chunks[n-2].Range))
				return b, second
			}
		}
	}
	return nil, false
}

// onlyNamed is the one being named in sentence at that fits, or nil.
func (c *cast) onlyNamed(at int, fits func(*being) bool) *being {
	if at < 0 || c.sentences[at].headline {
		return nil
	}
	var only *being
	for i := c.sentences[at].Start; i < c.sentences[at].End; i++ {
		b := c.at[i]
		if b == nil || b == only || !fits(b) {
			continue
		}
		if only != nil {
			return nil
		}
		only = b
	}
	return only
}

func (c *cast) beingIn(r hearsay.Range) *being {
	for i := r.Start; i < r.End; i++ {
		if b := c.at[i]; b != nil {
			return b
		}
	}
	return nil
}

// lastMention is the last token before head at which b is named, or -1.
func (c *cast) lastMention(b *being, head int) int {
	at := -1
	for _, m := range b.mentions {
		if m.Start < head {
			at = max(at, m.Start)
		}
	}
	return at
}
