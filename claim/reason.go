package claim

import (
	"hearsay"
	"hearsay/nlp"
)

// reasonFor finds the words that say why an unnamed source is not named, in the
// sentence of the source and outside what it said: "because the talks are
// private", "for fear of reprisals", "who was not allowed to speak publicly".
func (c *cast) reasonFor(source hearsay.Range, t *telling) hearsay.Range {
	if source.IsZero() {
		return hearsay.Range{}
	}
	s := c.sentences[c.sentence[source.Start]]
	for i := source.Start; i < s.End; i++ {
		if !c.hidesName(i) || t.holds(hearsay.Range{Start: i, End: i + 1}) {
			continue
		}
		for j := max(source.Start, i-8); j < s.End && j < i+12; j++ {
			if c.is(j, "because") || c.is(j, "for") && c.is(j+1, "fear") || c.is(j, "citing") {
				return hearsay.Range{Start: j, End: c.reasonEnd(j, s, t)}
			}
		}
		for j := i; j >= source.Start; j-- {
			if c.tags[j] == nlp.WP && c.isAny(i, "allowed", "authorised", "authorized", "cleared", "permitted") {
				return hearsay.Range{Start: j, End: c.reasonEnd(j, s, t)}
			}
		}
	}
	return hearsay.Range{}
}

// hidesName reports a word with which pages say that a name is withheld.
func (p *page) hidesName(i int) bool {
	return p.isAny(i, "named", "identified", "anonymity", "anonymous", "name", "authorised", "authorized", "allowed", "cleared", "permitted", "quoted")
}

func (p *page) reasonEnd(i int, s sentence, t *telling) int {
	for i++; i < s.End; i++ {
		if p.is(i, ",") || p.is(i, ".") || p.isMark(i) || i == t.cue.Start {
			return i
		}
	}
	return s.End
}
