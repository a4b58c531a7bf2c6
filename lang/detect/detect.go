package detect

import (
	"strings"

	"hearsay"
)

// Limit is how much of a text is looked at, in bytes.
const Limit = 64 << 10

// Undetermined is the code for what is surely not English and of which it is not
// known, or not sure, what it is (ISO 639-2 "und").
const Undetermined = "und"

// What is asked of a text before it is said to be in a language other than English.
const (
	leastLetters  = 40 // of another script; signs of Han, Hangul and kana count three
	leastDistinct = 5  // different function words
	leastHits     = 6  // function words
	leastShare    = 8  // one word in so many is a function word
	margin        = 2  // times what the English ones weigh
	englishShare  = 18 // percent of function words in what is taken for English
	leastEnglish  = 4  // what its words weigh there at least: one that no other language has
)

// Text is the ISO 639-1 code of the language a text is written in; Undetermined for
// one that is surely not English and not known; "" where the text is too short, has
// no sentences, or is of several languages and none has the majority. Any bytes are
// taken, at most Limit of them.
func Text(text string) string {
	t := tally{left: Limit}
	t.add(text)
	return t.decide()
}

// Page is the language of a document's report: of its headline, body and captions,
// in the terms of Text. A document without such parts is taken whole. Comments and
// the furniture of the page do not count, nor does what the page says of itself.
func Page(d *hearsay.Document) string {
	t := tally{left: Limit}
	for _, p := range d.Parts {
		if p.Kind.IsReport() && p.Span.IsValid(d.Text) {
			t.add(p.Span.In(d.Text))
		}
	}
	if t.left == Limit {
		t.add(d.Text)
	}
	return t.decide()
}

// Name is the English name of a language with this ISO 639-1 code or BCP 47 tag, ""
// for one that is not known here.
func Name(code string) string {
	if i := known.index(primary(code)); i != noLanguage {
		return known.languages[i].name
	}
	return ""
}

// primary is the language of a BCP 47 tag: "de" of "de-AT".
func primary(tag string) string {
	p, _, _ := strings.Cut(tag, "-")
	return strings.ToLower(p)
}

// decide says which language has the majority.
func (t *tally) decide() string {
	s, letters := t.otherScript()
	if letters >= leastLetters && letters >= margin*t.scripts[latin] {
		return t.byScript(s)
	}
	best := t.best(latin)
	en, of := &t.of[known.english], &t.of[best]
	switch {
	case of.distinct >= leastDistinct && of.hits >= leastHits && of.hits*leastShare >= t.words && of.weight >= margin*en.weight && of.weight > 0:
		return t.sure(latin, best)
	case en.weight >= leastEnglish && en.hits*100 >= englishShare*t.words && en.weight >= of.weight:
		return "en"
	}
	return ""
}

// otherScript is the script, other than Latin, with the most letters. Japanese is
// written in two.
func (t *tally) otherScript() (most script, letters int) {
	for s := cyrillic; s < scripts; s++ {
		n := t.scripts[s]
		switch s {
		case han:
			n = 3 * (n + t.scripts[kana])
		case kana:
			continue
		case hangul:
			n *= 3
		}
		if n > letters {
			most, letters = s, n
		}
	}
	return most, letters
}

// byScript is the language of a text in a script other than Latin.
func (t *tally) byScript(s script) string {
	switch s {
	case han:
		if t.scripts[kana]*10 >= t.scripts[han] {
			return "ja"
		}
		return "zh"
	case hangul:
		return "ko"
	case cyrillic, arabic, devanagari:
		return t.sure(s, t.best(s))
	}
	return codeOf(s)
}

// best is the language of a script, English apart, whose words weigh the most.
func (t *tally) best(s script) int {
	best := known.english
	for i := range known.languages {
		if i != known.english && known.languages[i].scripts>>s&1 != 0 && (best == known.english || t.total(i) > t.total(best)) {
			best = i
		}
	}
	return best
}

// sure is the code of a language, Undetermined where another one of the script is
// as near or too little speaks for it.
func (t *tally) sure(s script, best int) string {
	total := t.total(best)
	if t.of[best].hits < 2 || t.of[best].hits*20 < t.words {
		return Undetermined
	}
	for i := range known.languages {
		if i != best && i != known.english && known.languages[i].scripts>>s&1 != 0 && t.total(i)*20 > total*19 {
			return Undetermined
		}
	}
	return known.languages[best].code
}

// total is the weight of a language's words and of the letters that mark it, which
// count no more than half of what the words do.
func (t *tally) total(i int) int {
	letters := 0
	for _, r := range known.languages[i].marks {
		letters += int(t.letters[r])
	}
	return t.of[i].weight + min(letters, t.of[i].weight/2)
}
