package claim

import (
	"fmt"
	"strconv"
	"time"

	"hearsay"
	"hearsay/lang"
	"hearsay/text"
)

var monthNumbers = map[string]time.Month{"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
	"jan.": 1, "feb.": 2, "mar.": 3, "apr.": 4, "aug.": 8, "sept.": 9, "oct.": 10, "nov.": 11, "dec.": 12}

var weekdayNumbers = map[string]time.Weekday{"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6}

// datesIn finds dates in their plain forms: "June 3rd", "3 June 2027", "late
// March", "on Tuesday", "yesterday", "in 2019". It marks their tokens.
func (b *builder) datesIn(s *sentence, dated []bool) {
	for i := s.Start; i < s.End; i++ {
		d, r, ok := b.dateAt(s, i)
		if !ok || dated[r.Start] {
			continue
		}
		for t := r.Start; t < r.End; t++ {
			dated[t] = true
		}
		d.Span, d.Part = b.span(r), s.part
		if d.Role == "" {
			d.Role = "event"
		}
		b.out.Dates = append(b.out.Dates, d)
		i = r.End - 1
	}
}

func (b *builder) dateAt(s *sentence, i int) (hearsay.Date, hearsay.Range, bool) {
	switch {
	case monthNumbers[b.lower[i]] != 0 && isUpper(b.word[i]) && !(b.is(i, "may") && !b.looksLikeMay(s, i)):
		return b.monthDate(s, i)
	case b.class[i].Is(lang.Weekday) && isUpper(b.word[i]):
		return b.weekdayDate(i)
	case b.isAny(i, "yesterday", "today", "tomorrow"):
		return b.relativeDay(i)
	case b.tokens[i].Kind == text.Number && len(b.lower[i]) == 4:
		return b.yearDate(s, i)
	}
	return hearsay.Date{}, hearsay.Range{}, false
}

func (b *builder) looksLikeMay(s *sentence, i int) bool {
	return i > s.Start && b.isAny(i-1, "in", "of", "early", "late", "mid", "since", "last", "next", "by", "on", "until", "from", "this") || b.dayNumber(i+1) > 0 || i > s.Start && b.dayNumber(i-1) > 0
}

// dayNumber reads "18" and "18th"; 0 when token i is no day of a month.
func (b *builder) dayNumber(i int) int {
	if i < 0 || i >= len(b.lower) {
		return 0
	}
	w := b.lower[i]
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		if len(w) > 2 && w[len(w)-2:] == suffix {
			w = w[:len(w)-2]
			break
		}
	}
	if n, err := strconv.Atoi(w); err == nil && n >= 1 && n <= 31 && len(w) <= 2 {
		return n
	}
	return 0
}

func (b *builder) yearNumber(i int) int {
	if i < 0 || i >= len(b.lower) || len(b.lower[i]) != 4 {
		return 0
	}
	if n, err := strconv.Atoi(b.lower[i]); err == nil && n >= 1500 && n <= 2200 {
		return n
	}
	return 0
}

// monthDate reads a month with the day, year or part of it around it.
func (b *builder) monthDate(s *sentence, i int) (hearsay.Date, hearsay.Range, bool) {
	month := monthNumbers[b.lower[i]]
	r := hearsay.Range{Start: i, End: i + 1}
	day := 0
	if n := b.dayNumber(i - 1); n > 0 && i > s.Start {
		day, r.Start = n, i-1
	} else if n := b.dayNumber(i + 1); n > 0 && i+1 < s.End {
		day, r.End = n, i+2
	}
	year, relative := 0, ""
	at := r.End
	if b.is(at, ",") {
		at++
	}
	if y := b.yearNumber(at); y > 0 && at < s.End {
		year, r.End = y, at+1
	} else {
		year, relative = b.nearestYear(month, day), "published"
	}
	part := ""
	if day == 0 && i > s.Start && b.isAny(i-1, "early", "mid", "late") {
		part, r.Start = b.lower[i-1], i-1
	}
	d := hearsay.Date{Kind: "point", Grain: "day", RelativeTo: relative}
	if year == 0 {
		d.Grain = grainOf(day)
		return d, r, true
	}
	first, last := monthBounds(year, month, day, part)
	if day == 0 {
		d.Grain = "month"
		if part != "" {
			d.Kind, d.Grain = "range", "day"
		}
	}
	d.From, d.To = first, last
	return d, r, true
}

func grainOf(day int) string {
	if day > 0 {
		return "day"
	}
	return "month"
}

func monthBounds(year int, month time.Month, day int, part string) (string, string) {
	last := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
	from, to := 1, last
	switch {
	case day > last:
		return "", ""
	case day > 0:
		from, to = day, day
	case part == "early":
		to = 10
	case part == "mid":
		from, to = 11, 20
	case part == "late":
		from = 21
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, from), fmt.Sprintf("%04d-%02d-%02d", year, month, to)
}

// published is the page's own date, zero when unknown.
func (b *builder) published() time.Time {
	t, err := time.Parse(time.DateOnly, b.doc.Published)
	if err != nil {
		return time.Time{}
	}
	return t
}

// nearestYear is the year that brings a date without one nearest to the page's,
// or 0 when the page has no date.
func (b *builder) nearestYear(month time.Month, day int) int {
	p := b.published()
	if p.IsZero() {
		return 0
	}
	middle := day
	if day == 0 {
		middle = 15
	}
	best, bestGap := 0, time.Duration(1<<62)
	for y := p.Year() - 1; y <= p.Year()+1; y++ {
		gap := time.Date(y, month, middle, 0, 0, 0, 0, time.UTC).Sub(p).Abs()
		if gap < bestGap {
			best, bestGap = y, gap
		}
	}
	return best
}

// weekdayDate reads a weekday as the last one up to the page's date, the next one
// after "next" or "on … will".
func (b *builder) weekdayDate(i int) (hearsay.Date, hearsay.Range, bool) {
	d := hearsay.Date{Kind: "point", Grain: "day", RelativeTo: "published"}
	r := hearsay.Range{Start: i, End: i + 1}
	p := b.published()
	if p.IsZero() {
		return d, r, true
	}
	back := (int(p.Weekday()) - int(weekdayNumbers[b.lower[i]]) + 7) % 7
	at := p.AddDate(0, 0, -back)
	if b.is(i-1, "next") {
		at = p.AddDate(0, 0, 7-back)
	} else if b.isAhead(i) {
		at = p.AddDate(0, 0, (7-back)%7)
	}
	d.From = at.Format(time.DateOnly)
	d.To = d.From
	return d, r, true
}

// isAhead reports a future verb before token i in its sentence.
func (b *builder) isAhead(i int) bool {
	s := b.sentences[b.sentence[i]]
	for j := i - 1; j >= s.Start && j > i-12; j-- {
		if b.isAny(j, "will", "expected", "due", "plans", "scheduled") {
			return true
		}
	}
	return false
}

func (b *builder) relativeDay(i int) (hearsay.Date, hearsay.Range, bool) {
	d := hearsay.Date{Kind: "point", Grain: "day", RelativeTo: "published"}
	if p := b.published(); !p.IsZero() {
		d.From = p.AddDate(0, 0, map[string]int{"yesterday": -1, "tomorrow": 1}[b.lower[i]]).Format(time.DateOnly)
		d.To = d.From
	}
	return d, hearsay.Range{Start: i, End: i + 1}, true
}

// yearDate reads "in 2019", "since 2011", "summer 2011".
func (b *builder) yearDate(s *sentence, i int) (hearsay.Date, hearsay.Range, bool) {
	y := b.yearNumber(i)
	if y == 0 || i == s.Start || !b.isAny(i-1, "in", "since", "by", "until", "of", "from", "during", "before", "after", "for", "and", "to", "late", "early", "summer", "spring", "autumn", "winter", "till") {
		return hearsay.Date{}, hearsay.Range{}, false
	}
	return hearsay.Date{Kind: "point", Grain: "year", From: fmt.Sprintf("%04d-01-01", y), To: fmt.Sprintf("%04d-12-31", y)}, hearsay.Range{Start: i, End: i + 1}, true
}
