package claim

import (
	"slices"
	"strings"

	"hearsay"
	"hearsay/lang"
	"hearsay/nlp"
)

func (p *page) describesPerson(r hearsay.Range) bool {
	for i := r.Start; i < r.End; i++ {
		if p.tags[i] == nlp.IN && i > r.Start {
			break
		}
		if p.class[i].Is(lang.Role|lang.OneOfMany|lang.LeaderNoun) || p.isPersonNoun(i) {
			return true
		}
	}
	return false
}

// isPersonNoun guesses from its ending that a noun means a person: "geologist",
// "shopkeeper", "bus drivers".
func (p *page) isPersonNoun(i int) bool {
	w := p.lower[i]
	if !p.tags[i].IsNoun() || len(w) < 5 {
		return false
	}
	w = strings.TrimSuffix(w, "s")
	if noPersons[w] {
		return false
	}
	return slices.ContainsFunc(personEndings, func(end string) bool { return strings.HasSuffix(w, end) })
}

// personEndings are ends of English nouns that mean persons; noPersons are nouns
// that end so and do not.
var (
	personEndings = strings.Fields("ist man woman women ian keeper holder owner worker maker leader teacher driver farmer player grower trader organiser organizer manager researcher campaigner director doctor professor author actor inspector investigator negotiator mediator operator person people commander builder dealer lecturer lawyer engineer volunteer pensioner fisher runner singer writer painter dancer baker butcher brewer skipper captain warden mayor scholar scientist student resident president patient parent applicant tenant assistant consultant accountant sergeant agent guard expert critic mechanic medic chef clerk fishermen policemen firemen businessmen servicemen")
	noPersons     = wordSet("twist list checklist playlist wishlist shortlist blacklist waitlist mist wrist fist gist ottoman talisman vanguard safeguard reagent detergent transparent")
)

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
		case c.kind == adjective && k+2 < len(s.chunks) && s.chunks[k+1].kind == preposition && s.chunks[k+2].kind == noun: // "people familiar with the matter"
			k += 2
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
		case f.isCredit(c):
			return hearsay.Range{Start: start, End: end}
		case f.isCalled(c.head) && k+1 < len(s.chunks) && s.chunks[k+1].kind != stop: // "a user called pinout"
			k++
			for k+1 < len(s.chunks) && s.chunks[k].kind == preposition {
				k++
			}
			end = s.chunks[k].End
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

// isCalled reports words after which a name or by-name stands.
func (p *page) isCalled(i int) bool {
	return p.isAny(i, "called", "named", "nicknamed", "known", "dubbed")
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
	if f.isTimeOnly(n.Range) || f.class[n.head].Is(lang.VenueNoun) && f.isAny(p.Start, "in", "at", "on", "during") {
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
			if f.isCredit(c) || f.lang.Verbs[f.lower[c.head]] != nil {
				return -1
			}
		}
	}
	return len(s.chunks) - 1
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
	case f.isAny(r.Start, "no", "none", "nobody", "neither", "no-one"), f.isTimeOnly(r), f.isAny(head, "nobody", "anyone", "anybody", "whoever", "whatever", "something", "nothing", "everything"):
		return false
	case tag == nlp.PRP:
		return !f.is(head, "it") || strong
	case tag == nlp.WP || tag == nlp.WDT:
		return true
	case tag == nlp.EX, tag == nlp.DT && r.Len() == 1 && f.isAny(head, "this", "that"):
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
func (p *page) headOf(r hearsay.Range) int {
	head := r.Start
	for i := r.Start; i < r.End; i++ {
		tag := p.tags[i]
		if head == i-1 && p.tags[head] == nlp.DT && tag.IsAdjective() { // "the general", "the accused"
			head = i
		}
		if i > r.Start && (tag == nlp.IN || tag == nlp.TO || p.is(i, ",") || p.is(i, "(") || tag == nlp.WP || tag == nlp.WDT || tag == nlp.VBN || tag == nlp.VBG) {
			break
		}
		if tag.IsNoun() || tag == nlp.PRP || tag == nlp.CD || tag == nlp.WP || tag == nlp.WDT {
			head = i
		}
	}
	return head
}
