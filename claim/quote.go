package claim

import (
	"hearsay"
	"hearsay/nlp"
	"hearsay/text"
)

// giveQuotes gives each quotation that no cue has claimed to the speaker of the
// sentence before it, or leaves it for the flags: a quotation that goes on over a
// paragraph, and one that follows its speaker without a cue of its own.
func (f *finder) giveQuotes() {
	for q := range f.quotes {
		quote := &f.quotes[q]
		if quote.parent >= 0 || quote.Len() == 0 || f.isClaimed(quote.Range) {
			continue
		}
		if quote.Goes && q > 0 {
			if t := f.holder(f.quotes[f.previousOuter(q)].Range); t >= 0 {
				f.tellings[t].content = append(f.tellings[t].content, quote.Range)
				continue
			}
		}
		if !f.standsAlone(quote.Range) || f.wordsIn(quote.Range) < 3 {
			continue
		}
		if t, ok := f.credited(quote.Range); ok {
			f.tellings = append(f.tellings, t)
			continue
		}
		if t := f.tellingBefore(quote.Start); t >= 0 {
			f.continueWith(t, quote.Range)
		}
	}
}

// credited gives a quotation to the name that the next line gives after a dash, or
// bare: “We had no heat.” / — Ruth Ames, tenant.
func (f *finder) credited(r hearsay.Range) (telling, bool) {
	at := f.sentence[r.End-1] + 1
	if at >= len(f.sentences) || f.sentences[at].paragraph != f.sentences[at-1].paragraph+1 && !f.isAny(r.End, "—", "–") {
		return telling{}, false
	}
	s := f.sentences[at]
	source := s.Range
	dash := f.isAny(source.Start, "—", "–", "-", "--")
	if dash {
		source.Start++
	}
	for source.Len() > 0 && f.tags[source.End-1] == nlp.Punct {
		source.End--
	}
	if source.Len() == 0 || source.Len() > 10 || !f.tags[source.Start].IsName() || f.hasFinite(source.Start, source.End) || !dash && (source.Len() < 3 || !f.is(source.Start+2, ",")) {
		return telling{}, false
	}
	return telling{sentence: f.sentence[r.Start], entry: accordingTo, source: source, content: []hearsay.Range{r}, rule: "credit under a quotation", parent: -1}, true
}

func (f *finder) previousOuter(q int) int {
	for q--; q > 0 && f.quotes[q].parent >= 0; q-- {
	}
	return q
}

// isClaimed reports whether a quotation is part of some content already.
func (f *finder) isClaimed(r hearsay.Range) bool { return f.holder(r) >= 0 }

// holder is the outermost telling whose content holds most of r, or -1.
func (f *finder) holder(r hearsay.Range) int {
	best := -1
	for i := range f.tellings {
		if r.Contains(f.tellings[i].group()) {
			continue // told inside r
		}
		for _, c := range f.tellings[i].content {
			if min(c.End, r.End)-max(c.Start, r.Start) > r.Len()/2 && (best < 0 || f.tellings[i].hull().Len() > f.tellings[best].hull().Len()) {
				best = i
			}
		}
	}
	return best
}

// standsAlone reports whether a quotation is one or more whole sentences.
func (f *finder) standsAlone(r hearsay.Range) bool {
	first, last := f.sentences[f.sentence[r.Start]], f.sentences[f.sentence[r.End-1]]
	if first.Start != r.Start {
		return false
	}
	for i := r.End; i < last.End; i++ {
		if f.tokens[i].Kind != text.Punct {
			return false
		}
	}
	return true
}

func (p *page) wordsIn(r hearsay.Range) int {
	n := 0
	for i := r.Start; i < r.End; i++ {
		if k := p.tokens[i].Kind; k == text.Word || k == text.Number || k == text.Address {
			n++
		}
	}
	return n
}

// tellingBefore is the last telling of the sentence right before token i, if that
// sentence stands in the same paragraph or ends the one before.
func (f *finder) tellingBefore(i int) int {
	at := f.sentence[i] - 1
	if at < 0 || f.sentences[at].partStart != f.sentences[at+1].partStart || f.sentences[at].paragraph < f.sentences[at+1].paragraph-1 || f.sentences[at].headline {
		return -1
	}
	best := -1
	for t := range f.tellings {
		tell := &f.tellings[t]
		if tell.nobody || tell.source.IsZero() || f.outer(tell.cue.Start) >= 0 && !tell.cue.IsZero() {
			continue
		}
		in := tell.sentence == at || f.sentence[tell.hull().End-1] == at
		if in && (best < 0 || tell.group().Start > f.tellings[best].group().Start && !f.tellings[best].holds(tell.group())) {
			best = t
		}
	}
	return best
}

// continueWith adds a quotation to the speaker of telling t: a further piece where
// t is itself quoted, a claim of its own where t is indirect.
func (f *finder) continueWith(t int, r hearsay.Range) {
	before := &f.tellings[t]
	if f.kindOf(before.content) != hearsay.Indirect {
		before.content = append(before.content, r)
		return
	}
	again := *before
	again.content = []hearsay.Range{r}
	again.further = append([]link(nil), before.further...)
	again.sentence = f.sentence[r.Start]
	again.rule = "quotation after its speaker"
	f.tellings = append(f.tellings, again)
}

// kindOf says how much of the content stands inside quotation marks.
func (p *page) kindOf(content []hearsay.Range) hearsay.Kind {
	in, out := 0, 0
	for _, c := range content {
		for i := c.Start; i < c.End; i++ {
			if k := p.tokens[i].Kind; k == text.Punct || k == text.Quote || k == text.Symbol {
				continue
			}
			if p.quoteAt[i] >= 0 {
				in++
			} else {
				out++
			}
		}
	}
	switch {
	case in == 0:
		return hearsay.Indirect
	case out == 0:
		return hearsay.Direct
	}
	return hearsay.Mixed
}
