package desk

import (
	"slices"

	"hearsay"
	"hearsay/store"
)

// cutter cuts text into segments of which the same is known throughout.
type cutter struct {
	page  *store.Page
	text  string
	cuts  []int // where something begins or ends, in order
	notes []note
	next  int    // of notes: the first that begins further on
	open  []note // that begin before and do not end before what is cut now
}

// note is something that is known of a span.
type note struct {
	span  hearsay.Span
	claim int // number from 1, 0 for what is no claim
	tip   string
	tipIs string
}

func newCutter(p *store.Page) *cutter {
	c := &cutter{page: p, text: p.Document().Text}
	r := p.Reading
	for i := range r.Claims {
		for _, s := range r.Claims[i].Content {
			c.notes = append(c.notes, note{span: s, claim: i + 1})
		}
	}
	for i := range r.Figures {
		c.notes = append(c.notes, note{span: r.Figures[i].Span, tip: figureWords(&r.Figures[i]), tipIs: "figure"})
	}
	for i := range r.Dates {
		c.notes = append(c.notes, note{span: r.Dates[i].Span, tip: dateWords(&r.Dates[i]), tipIs: "date"})
	}
	for i := range r.Places {
		c.notes = append(c.notes, note{span: r.Places[i].Span, tip: placeWords(&r.Places[i]), tipIs: "place"})
	}
	for _, n := range c.notes {
		c.cuts = append(c.cuts, n.span.Start, n.span.End)
	}
	slices.Sort(c.cuts)
	c.cuts = slices.Compact(c.cuts)
	slices.SortStableFunc(c.notes, func(a, b note) int { return a.span.Compare(b.span) })
	return c
}

// sentences are the sentences of a paragraph and what stands between them.
func (c *cutter) sentences(within hearsay.Span) []sentence {
	var out []sentence
	at := within.Start
	between := func(end int) {
		if end > at {
			out = append(out, sentence{Segments: c.segments(hearsay.Span{Start: at, End: end})})
		}
	}
	for _, s := range c.page.Reading.Sentences {
		part := hearsay.Span{Start: max(s.Span.Start, within.Start), End: min(s.Span.End, within.End)}
		if part.Start >= part.End {
			continue
		}
		between(part.Start)
		short, long := toldWords(s.Told)
		out = append(out, sentence{Told: s.Told, ToldWord: short, ToldLong: long, Why: s.Why, Segments: c.segments(part)})
		at = part.End
	}
	between(within.End)
	return out
}

// segments cuts a span at everything that begins or ends in it.
func (c *cutter) segments(within hearsay.Span) []segment {
	var out []segment
	at := within.Start
	i, _ := slices.BinarySearch(c.cuts, within.Start+1)
	for ; i <= len(c.cuts) && at < within.End; i++ {
		end := within.End
		if i < len(c.cuts) {
			end = min(end, c.cuts[i])
		}
		if end > at {
			out = append(out, c.segment(hearsay.Span{Start: at, End: end}))
			at = end
		}
	}
	return out
}

// segment says what is known of a span that nothing cuts. Spans must come in text
// order.
func (c *cutter) segment(s hearsay.Span) segment {
	out := segment{Text: printable(s.In(c.text))}
	shortest := -1
	for ; c.next < len(c.notes) && c.notes[c.next].span.Start <= s.Start; c.next++ {
		c.open = append(c.open, c.notes[c.next])
	}
	c.open = slices.DeleteFunc(c.open, func(n note) bool { return n.span.End <= s.Start })
	for _, n := range c.open {
		if n.claim == 0 {
			out.Tip, out.TipIs = n.tip, n.tipIs
			continue
		}
		out.Inside++
		if shortest < 0 || n.span.Len() <= shortest {
			out.Claim, shortest = n.claim, n.span.Len()
		}
		claim := &c.page.Reading.Claims[n.claim-1]
		if n.span.Start == s.Start && n.span == claim.Content[0] {
			out.Starts = append(out.Starts, n.claim)
		}
	}
	if out.Claim > 0 {
		out.Class = "claim"
		if chain := c.page.Reading.Claims[out.Claim-1].Chain; len(chain) > 0 {
			out.Class += " by-" + string(chain[0].Standing)
		}
		if out.Inside > 1 {
			out.Class += " inner"
		}
	}
	return out
}
