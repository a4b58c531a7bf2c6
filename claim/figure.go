package claim

import (
	"math"
	"strconv"
	"strings"

	"hearsay"
	"hearsay/lang"
	"hearsay/nlp"
	"hearsay/text"
)

// figuresIn finds numbers of things, people, money, percent, size and duration in
// their plain forms.
func (b *builder) figuresIn(s *sentence, dated []bool) {
	for i := s.Start; i < s.End; i++ {
		if dated[i] {
			continue
		}
		f, end, ok := b.figureAt(s, i, dated)
		if !ok {
			continue
		}
		f.Part, f.AsOf = s.part, -1
		b.out.Figures = append(b.out.Figures, f)
		i = end - 1
	}
}

// amount is a number as read and the tokens it takes.
type amount struct {
	value float64
	end   int
	vague bool // hundreds, dozens: no value
	money string
}

var smallNumbers = map[string]float64{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
	"seventy": 70, "eighty": 80, "ninety": 90}

var scales = map[string]float64{"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9, "k": 1e3, "mn": 1e6, "tn": 1e12, "dozen": 12}

var vagueNumbers = map[string]bool{"hundreds": true, "thousands": true, "dozens": true, "scores": true, "millions": true, "billions": true, "tens": true}

var currencies = map[string]string{"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "dollars": "USD", "dollar": "USD", "euros": "EUR", "euro": "EUR", "pounds": "GBP", "pound": "GBP",
	"kroner": "NOK", "kronor": "SEK", "zloty": "PLN", "lira": "TRY", "rand": "ZAR", "shillings": "KES", "yen": "JPY", "rupees": "INR", "rubles": "RUB", "roubles": "RUB", "francs": "CHF", "yuan": "CNY", "pesos": "MXN", "c$": "CAD", "a$": "AUD", "us$": "USD"}

var units = map[string]string{"%": "%", "percent": "%", "per cent": "%", "km": "km", "kilometres": "km", "kilometers": "km", "kilometre": "km", "metres": "m", "meters": "m", "metre": "m", "miles": "mile", "mile": "mile",
	"kg": "kg", "kilograms": "kg", "kilos": "kg", "tonnes": "t", "tonne": "t", "tons": "ton", "litres": "L", "liters": "L", "hectares": "ha", "acres": "acre", "hours": "hour", "hour": "hour",
	"minutes": "minute", "minute": "minute", "seconds": "second", "days": "day", "day": "day", "weeks": "week", "week": "week", "months": "month", "month": "month", "years": "year", "year": "year",
	"centimetres": "cm", "centimeters": "cm", "cm": "cm", "mm": "mm", "millimetres": "mm", "feet": "foot", "foot": "foot", "inches": "inch", "degrees": "degree", "megawatts": "MW", "mw": "MW", "km/h": "km/h", "kilowatts": "kW"}

// hedge is what the words before a number say of its bounds.
type hedge struct{ low, high, open, approx bool }

var hedges = map[string]hedge{
	"about": {approx: true}, "around": {approx: true}, "some": {approx: true}, "roughly": {approx: true}, "approximately": {approx: true}, "nearly": {high: true, open: true, approx: true},
	"almost": {high: true, open: true, approx: true}, "more than": {low: true, open: true}, "over": {low: true, open: true}, "at least": {low: true}, "at most": {high: true}, "up to": {high: true},
	"fewer than": {high: true, open: true}, "less than": {high: true, open: true}, "under": {high: true, open: true}, "no more than": {high: true}, "maybe": {approx: true}, "an estimated": {approx: true},
	"estimated": {approx: true}, "no fewer than": {low: true}, "close to": {approx: true}, "well over": {low: true, open: true}, "as many as": {high: true}, "only": {}, "just": {},
	"just over": {low: true, open: true}, "just under": {high: true, open: true}, "a further": {}, "another": {},
}

// figureAt reads the figure that begins at token i, with the hedge before it.
func (b *builder) figureAt(s *sentence, i int, dated []bool) (hearsay.Figure, int, bool) {
	a, ok := b.amountAt(i, s.End)
	if !ok || dated[a.end-1] || b.isNoFigure(s, i, a) {
		return hearsay.Figure{}, 0, false
	}
	start, h, words := b.hedgeBefore(s, i)
	f := hearsay.Figure{Hedge: words, Approx: h.approx, Unit: a.money}
	if f.Unit == "" {
		if unit, end := b.unitAt(a.end, s.End); unit != "" {
			f.Unit, a.end = unit, end
		}
	}
	if to, ok := b.rangeTo(s, i, &a, dated); ok {
		f.Low, f.High = &a.value, &to.value
		if f.Unit == "" {
			f.Unit = to.money
			if unit, end := b.unitAt(to.end, s.End); f.Unit == "" && unit != "" {
				f.Unit, to.end = unit, end
			}
		}
		a.end = to.end
	} else if !a.vague {
		b.bound(&f, a.value, h)
	}
	if f.Unit == "" {
		f.Unit = gluedUnit(b.lower[a.end-1])
	}
	f.Span = b.span(hearsay.Range{Start: start, End: a.end})
	f.Of = b.counted(s, a.end)
	f.Role = b.roleOf(s, start, a.end, f)
	return f, a.end, true
}

// rangeTo reads the second number of "between 12 and 15", "15 to 20" and "3,000-4,000".
func (b *builder) rangeTo(s *sentence, i int, a *amount, dated []bool) (amount, bool) {
	between := i > s.Start && b.is(i-1, "between")
	if a.vague || a.end+1 >= s.End || !(between && b.is(a.end, "and") || b.isAny(a.end, "to", "-", "–")) {
		return amount{}, false
	}
	to, ok := b.amountAt(a.end+1, s.End)
	if !ok || to.vague || dated[a.end+1] || to.value <= a.value && to.value*1e3 <= a.value {
		return amount{}, false
	}
	if to.value >= 1e6 && a.value < 1000 && to.value/a.value > 1e3 { // "1.1 to 1.3 billion"
		for _, scale := range []float64{1e3, 1e6, 1e9, 1e12} {
			if to.value/scale < 1000 && to.value/scale >= 1 {
				a.value *= scale
				break
			}
		}
	}
	return to, to.value > a.value
}

// gluedUnit is the unit that a number carries at its end: "4cm", "60kg".
func gluedUnit(w string) string {
	digits := strings.TrimRight(w, "abcdefghijklmnopqrstuvwxyz%/")
	if digits == "" || len(digits) == len(w) || digits[len(digits)-1] < '0' || digits[len(digits)-1] > '9' {
		return ""
	}
	switch unit := w[len(digits):]; unit {
	case "km", "kg", "cm", "mm":
		return unit
	}
	return ""
}

func (b *builder) bound(f *hearsay.Figure, v float64, h hedge) {
	f.Value = &v
	low, high := v, v
	switch {
	case h.low:
		f.Low = &low
	case h.high:
		f.High = &high
	case !h.approx:
		f.Low, f.High = &low, &high
	}
	if h.open && h.low {
		f.Open = "low"
	} else if h.open {
		f.Open = "high"
	}
}

// amountAt reads digits or number words from token i on: "$1.4m", "30 million",
// "twenty-five", "two hundred", "hundreds".
func (b *builder) amountAt(i, end int) (amount, bool) {
	a := amount{end: i}
	if code := currencies[b.lower[i]]; code != "" && b.tokens[i].Kind != text.Word && i+1 < end {
		a.money = code
		i++
	}
	w := b.lower[i]
	value, ok := parseNumber(w)
	switch {
	case ok:
		a.value, a.end = value, i+1
	case vagueNumbers[w]:
		return amount{vague: true, end: i + 1}, true
	default:
		return a, false
	}
	for a.end < end {
		scale := scales[b.lower[a.end]]
		if scale == 0 || len(b.lower[a.end]) < 3 && b.tokens[a.end].Start != b.tokens[a.end-1].End {
			break
		}
		a.value = times(a.value, scale)
		a.end++
	}
	if a.money == "" && a.end < end {
		if code := currencies[b.lower[a.end]]; code != "" {
			a.money = code
			a.end++
		}
	}
	return a, true
}

// times multiplies a decimal as written by a power of ten or a dozen, without the
// error of binary fractions: 8.2 million is 8200000.
func times(v, scale float64) float64 {
	product := float64(v * scale)
	if whole := math.Round(product); math.Abs(whole-product) < 1e-6*math.Abs(product) {
		return whole
	}
	return product
}

// parseNumber reads "10,000", "3.5", "1.4m", "twenty-five".
func parseNumber(w string) (float64, bool) {
	if v, ok := smallNumbers[w]; ok {
		return v, true
	}
	if tens, one, ok := strings.Cut(w, "-"); ok && smallNumbers[tens] >= 20 && smallNumbers[one] > 0 {
		return smallNumbers[tens] + smallNumbers[one], true
	}
	if w == "" || w[0] < '0' || w[0] > '9' {
		return 0, false
	}
	digits := strings.TrimRight(w, "abcdefghijklmnopqrstuvwxyz")
	v, err := strconv.ParseFloat(strings.ReplaceAll(digits, ",", ""), 64)
	if err != nil || math.IsInf(v, 0) {
		return 0, false
	}
	switch suffix := w[len(digits):]; suffix {
	case "":
		return v, true
	case "m", "bn", "k", "mn", "tn":
		return times(v, scales[suffix]), true
	case "km", "kg", "cm", "mm":
		return v, true
	}
	return 0, false
}

func (b *builder) unitAt(i, end int) (string, int) {
	if i >= end {
		return "", i
	}
	if b.is(i, "per") && b.is(i+1, "cent") {
		return "%", i + 2
	}
	if b.is(i, "percentage") && b.isAny(i+1, "points", "point") {
		return "pp", i + 2
	}
	if b.is(i, "square") && i+1 < end {
		if u := units[b.lower[i+1]]; u != "" {
			return u + "2", i + 2
		}
	}
	if u := units[b.lower[i]]; u != "" {
		return u, i + 1
	}
	return "", i
}

func (b *builder) hedgeBefore(s *sentence, i int) (int, hedge, string) {
	for n := 3; n >= 1; n-- {
		r := hearsay.Range{Start: i - n, End: i}
		if r.Start < s.Start {
			continue
		}
		if h, ok := hedges[b.phrase(r)]; ok {
			if b.isAny(r.Start, "a", "another") {
				return i, h, ""
			}
			return r.Start, h, b.phrase(r)
		}
	}
	return i, hedge{}, ""
}

// isNoFigure reports numbers that count nothing: ages, clock times, ordinals,
// years, parts of names, "one" as a pronoun, scores.
func (b *builder) isNoFigure(s *sentence, i int, a amount) bool {
	w := b.lower[i]
	next := a.end
	unit, _ := b.unitAt(next, s.End)
	plainYear := a.value >= 1500 && a.value <= 2100 && len(w) == 4 && !strings.Contains(w, ",")
	switch {
	case strings.ContainsAny(w, ":/–") && a.money == "" || strings.Contains(w, "-") && w[0] >= '0' && w[0] <= '9':
		return true
	case plainYear && unit == "" && a.money == "" && !(next < s.End && b.tags[next].IsNoun() && !b.isDateWord(next)):
		return true
	case b.isAny(next, "a.m.", "p.m.", "am", "pm", "o'clock", "gmt"):
		return true
	case i > s.Start && b.tags[i-1].IsName() && !b.isDateWord(i-1) && unit == "" && a.money == "" && a.end == i+1 && a.value < 1000 && b.tokens[i].Kind == text.Number:
		return true
	case i > s.Start && b.isAny(i-1, "no.", "article", "section", "chapter", "page", "room", "route", "route.", "group", "aged", "number"):
		return true
	case b.is(i-1, ",") && (b.is(next, ",") || b.is(next, ".")) && a.value > 3 && a.value < 110 && i-2 >= s.Start && b.tags[i-2].IsName():
		return true // "Rosa Pine, 47, said"
	case unit == "year" && b.isAny(next+1, "old", "olds"):
		return true
	case w == "one":
		return !(next < s.End && b.tags[next].IsNoun()) || b.isAny(next, "day", "time", "thing", "way", "man", "woman", "person") || b.is(i-1, "no")
	case b.isAny(next, "-"):
		return true
	}
	return b.quoteAt[i] >= 0 && w == "one"
}

// counted is the noun counted with its modifiers, up to a relative clause.
func (b *builder) counted(s *sentence, i int) string {
	if b.is(i, "of") {
		i++
	}
	start, end := i, i
	for end < s.End {
		tag := b.tags[end]
		of := b.is(end, "of") && end > start && end+1 < s.End && (b.tags[end+1].IsNoun() || b.tags[end+1].IsAdjective())
		if !tag.IsNoun() && !tag.IsAdjective() && !of && !(tag == nlp.DT && end == start) && !(tag == nlp.VBN && end == start) || b.isDateWord(end) || b.class[end].Is(lang.TimeNoun) && end == start {
			break
		}
		end++
	}
	for end > start && !b.tags[end-1].IsNoun() && b.tags[end-1] != nlp.DT {
		end--
	}
	if end == start {
		return ""
	}
	return b.span(hearsay.Range{Start: start, End: end}).In(b.text)
}

func (b *builder) roleOf(s *sentence, start, end int, f hearsay.Figure) string {
	switch {
	case b.is(start-1, "including"), b.isAny(end, "of") && b.isAny(end+1, "those", "them", "these", "whom", "the"):
		return "subset"
	case b.isAny(start-1, "another", "further"), b.isAny(end, "more", "others"):
		return "additional"
	case b.is(start-1, "to") && b.isAny(start-2, "toll", "total", "number"):
		return "cumulative"
	}
	if f.Unit == "%" {
		for i := max(s.Start, start-4); i < start; i++ {
			if b.isAny(i, "by", "rose", "fell", "up", "down", "increase", "rise", "fall", "drop", "cut", "grew", "climbed", "dropped", "jumped") {
				return "change"
			}
		}
	}
	return ""
}
