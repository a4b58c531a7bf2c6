package claim

import (
	"slices"

	"hearsay"
	"hearsay/lang"
	"hearsay/nlp"
)

// Quotations of at most this many words that nobody is quoted as saying are
// scare quotes or titles; longer ones are orphans.
const longestScare = 5

func (b *builder) flags() {
	b.flagSources()
	b.flagQuotes()
	b.flagMentions()
	slices.SortStableFunc(b.out.Flags[b.first.flags:], func(x, y hearsay.Flag) int { return x.Span.Compare(y.Span) })
}

func (b *builder) flag(k hearsay.FlagKind, r hearsay.Range, why string, claims ...string) {
	b.out.Flags = append(b.out.Flags, hearsay.Flag{Kind: k, Span: b.span(r), Claims: claims, Part: b.sentences[b.sentence[r.Start]].part, Why: why})
}

// flagSources flags each unnamed source where it is expressed by more than a
// pronoun.
func (b *builder) flagSources() {
	seen := map[hearsay.Range]int{}
	for i := range b.tellings {
		for _, l := range links(b.tellings, i) {
			if l.source.IsZero() || b.resolve(l.source, i).standing != hearsay.Unnamed {
				continue
			}
			if tag := b.tags[b.headOf(l.source)]; l.source.Len() == 1 && (tag == nlp.PRP || tag == nlp.PRPS || tag == nlp.WP || tag == nlp.WDT) {
				continue
			}
			id := b.out.Claims[b.index[i]].ID
			if at, ok := seen[l.source]; ok {
				b.out.Flags[at].Claims = append(b.out.Flags[at].Claims, id)
				continue
			}
			seen[l.source] = len(b.out.Flags)
			b.flag(hearsay.UnnamedSource, l.source, "one of many", id)
		}
	}
}

// flagQuotes flags the outermost quotations that are part of no claim.
func (b *builder) flagQuotes() {
	orphan := -1 // the flag of the outermost quotation before, if it was an orphan
	for _, q := range b.quotes {
		if q.Len() == 0 || q.parent >= 0 {
			continue
		}
		last := orphan
		orphan = -1
		if b.inContent(q.Range) {
			continue
		}
		if b.wordsIn(q.Range) <= longestScare && !b.isSentenceIn(q) {
			b.flag(hearsay.ScareQuote, q.Range, "a few words that nobody is quoted as saying")
			continue
		}
		if q.Goes && last >= 0 { // the orphan goes on over a paragraph
			b.out.Flags[last].Span.End = b.span(q.Range).End
			orphan = last
			continue
		}
		orphan = len(b.out.Flags)
		b.flag(hearsay.OrphanQuote, q.Range, "no speaker found")
	}
}

func (b *builder) inContent(r hearsay.Range) bool {
	for i := range b.tellings {
		for _, c := range b.tellings[i].content {
			if c.Overlaps(r) {
				return true
			}
		}
		if b.tellings[i].source.Overlaps(r) {
			return true
		}
	}
	return false
}

// isSentenceIn reports a short quotation that is a sentence of its own.
func (b *builder) isSentenceIn(q quotation) bool {
	if q.Len() < 4 || !b.isAny(q.End-2, ".", "?", "!", ",") {
		return false
	}
	for i := q.Start; i < q.End; i++ {
		if b.tags[i].IsFinite() {
			return true
		}
	}
	return false
}

// flagMentions flags nouns such as "claims" and "allegations" with nobody
// expressed, and says which claims of the page they seem to point back to.
func (b *builder) flagMentions() {
	for i := range b.sentences {
		s := &b.sentences[i]
		for k, c := range s.chunks {
			if c.kind != noun || !b.isMention(c) || b.quoteAt[c.head] >= 0 {
				continue
			}
			r := b.mentionExtent(s, k)
			b.flag(hearsay.ClaimMentioned, r, "noun "+b.lower[c.head]+" with nobody expressed", b.pointsBack(r)...)
		}
	}
}

// isMention reports a noun that names a claim without its owner.
func (b *builder) isMention(c chunk) bool {
	if !b.isAny(c.head, "claim", "claims", "allegation", "allegations", "accusation", "accusations", "rumour", "rumours", "rumor", "rumors", "assertion", "assertions", "denials", "speculation") || !b.tags[c.head].IsNoun() {
		return false
	}
	for i := c.Start; i < c.head; i++ {
		if b.tags[i] == nlp.POS || b.tags[i] == nlp.PRPS {
			return false
		}
	}
	for t := range b.tellings {
		if b.tellings[t].source.Has(c.head) || b.tellings[t].cue.Has(c.head) {
			return false
		}
	}
	return !b.isAny(c.head+1, "by", "from") && !(b.class[max(c.head-1, 0)].Is(lang.TimeNoun))
}

// mentionExtent adds the that-clause or of-phrase to the noun.
func (b *builder) mentionExtent(s *sentence, k int) hearsay.Range {
	r := s.chunks[k].Range
	if k+1 >= len(s.chunks) {
		return r
	}
	switch next := s.chunks[k+1]; {
	case next.kind == subordinator && b.is(next.Start, "that"):
		r.End = s.End
		for r.End > r.Start && b.tags[r.End-1] == nlp.Punct {
			r.End--
		}
	case next.kind == preposition && b.isAny(next.Start, "of", "about"):
		for j := k + 1; j+1 < len(s.chunks) && s.chunks[j].kind == preposition && (s.chunks[j+1].kind == noun || s.chunks[j+1].kind == participle); j += 2 {
			r.End = s.chunks[j+1].End
		}
	}
	return r
}

// pointsBack is the id of the last claim before r that shares a word of substance
// with it, or, for "the claims" alone, the last claim before it.
func (b *builder) pointsBack(r hearsay.Range) []string {
	bare := r.Len() <= 2
	for i := len(b.tellings) - 1; i >= 0; i-- {
		t := &b.tellings[i]
		if t.hull().End > r.Start {
			continue
		}
		if bare || b.sharesWord(t, r) {
			return []string{b.out.Claims[b.index[i]].ID}
		}
	}
	return nil
}

func (b *builder) sharesWord(t *telling, r hearsay.Range) bool {
	for i := r.Start + 1; i < r.End; i++ {
		if !b.tags[i].IsNoun() || len(b.lower[i]) < 4 {
			continue
		}
		for _, c := range t.content {
			for j := c.Start; j < c.End; j++ {
				if b.lower[j] == b.lower[i] {
					return true
				}
			}
		}
	}
	return false
}
