package claim

import (
	"slices"
	"strings"

	"hearsay"
	"hearsay/lang"
	"hearsay/nlp"
)

// quantities finds figures, dates and places, and gives each to the innermost
// claim whose content holds it.
func (b *builder) quantities() {
	dated := make([]bool, len(b.tokens))
	for i := range b.sentences {
		b.datesIn(&b.sentences[i], dated)
	}
	for i := range b.sentences {
		b.figuresIn(&b.sentences[i], dated)
		b.placesIn(&b.sentences[i])
	}
	for i, f := range b.out.Figures {
		if i < b.first.figures {
			continue
		}
		if c := b.innermost(f.Span); c >= 0 {
			b.out.Claims[c].Figures = append(b.out.Claims[c].Figures, i)
		}
	}
	for i, d := range b.out.Dates {
		if i < b.first.dates {
			continue
		}
		if c := b.innermost(d.Span); c >= 0 {
			b.out.Claims[c].Dates = append(b.out.Claims[c].Dates, i)
		}
	}
	for i, p := range b.out.Places {
		if i < b.first.places {
			continue
		}
		if c := b.innermost(p.Span); c >= 0 {
			b.out.Claims[c].Places = append(b.out.Claims[c].Places, i)
		}
	}
	b.saidOn()
}

// innermost is the claim with the smallest content around s, or -1.
func (b *builder) innermost(s hearsay.Span) int {
	best := -1
	for i := b.first.claims; i < len(b.out.Claims); i++ {
		c := &b.out.Claims[i]
		if slices.ContainsFunc(c.Content, func(p hearsay.Span) bool { return p.Contains(s) }) &&
			(best < 0 || hearsay.Hull(c.Content).Len() < hearsay.Hull(b.out.Claims[best].Content).Len()) {
			best = i
		}
	}
	return best
}

// saidOn gives a claim the date that stands in the sentence of its cue outside
// every content: "On Monday the mayor said".
func (b *builder) saidOn() {
	for i := range b.tellings {
		t := &b.tellings[i]
		s := b.span(b.sentences[b.sentence[t.group().Start]].Range)
		c := &b.out.Claims[b.index[i]]
		for d := b.first.dates; d < len(b.out.Dates); d++ {
			at := b.out.Dates[d].Span
			if !s.Contains(at) || b.innermost(at) >= 0 || b.isDeadline(at) || b.out.Dates[d].Kind != "point" && b.out.Dates[d].Kind != "range" || t.parent >= 0 {
				continue
			}
			if g := b.span(t.group()); g.Contains(at) || c.SaidOn >= 0 {
				continue
			}
			b.out.Dates[d].Role = "said"
			c.SaidOn = d
		}
	}
}

// isDeadline reports a date after "by", "until", "before" or "since", or ahead of
// the page: nothing was said then.
func (b *builder) isDeadline(at hearsay.Span) bool {
	before := strings.ToLower(strings.TrimRight(b.text[max(0, at.Start-12):at.Start], " "))
	for _, w := range []string{" by", " until", " before", " since", " tomorrow"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return strings.EqualFold(at.In(b.text), "tomorrow")
}

// placesIn finds countries by name.
func (b *builder) placesIn(s *sentence) {
	for i := s.Start; i < s.End; i++ {
		if !isUpper(b.word[i]) || !b.tags[i].IsNoun() && !b.tags[i].IsAdjective() {
			continue
		}
		for n := 3; n >= 1; n-- {
			r := hearsay.Range{Start: i, End: i + n}
			if r.End > s.End {
				continue
			}
			country := b.lang.Countries[b.phrase(r)]
			if country == nil {
				continue
			}
			b.out.Places = append(b.out.Places, hearsay.Place{Span: b.span(r), Name: country.Name, Country: country.Code,
				Lat: country.Lat, Lon: country.Lon, Precision: "country", GazetteerID: "geonames:" + country.GazetteerID, Part: s.part})
			i = r.End - 1
			break
		}
	}
}

func (p *page) phrase(r hearsay.Range) string {
	if r.Len() == 1 {
		return p.lower[r.Start]
	}
	out := p.lower[r.Start]
	for i := r.Start + 1; i < r.End; i++ {
		out += " " + p.lower[i]
	}
	return out
}

// isDateWord reports months and weekdays written as names.
func (p *page) isDateWord(i int) bool {
	return i >= 0 && i < len(p.tokens) && p.class[i].Is(lang.Month|lang.Weekday) && isUpper(p.word[i]) && p.tags[i] != nlp.MD
}
