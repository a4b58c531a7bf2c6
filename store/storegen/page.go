package storegen

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"hearsay"
)

// page is a page while it is written. Spans are taken as the words are.
type page struct {
	*world
	rng      *rand.Rand
	text     []byte
	title    string
	parts    []hearsay.Part
	cast     []int          // the speakers of this page
	entities map[int]string // ids by speaker; those known by their role from -1 down
	reading  *hearsay.Reading
}

// put writes words and returns where they stand.
func (p *page) put(words string) hearsay.Span {
	start := len(p.text)
	p.text = append(p.text, words...)
	return hearsay.Span{Start: start, End: len(p.text)}
}

// write makes headline and body: about as many claims as sentences of the
// outlet's own.
func (p *page) write() {
	p.reading = &hearsay.Reading{Model: Model()}
	p.title = title(p.clause())
	p.parts = []hearsay.Part{{Kind: hearsay.Headline, Span: p.put(p.title)}}
	p.sentenceAt(p.parts[0].Span.Start, hearsay.ByOutlet)
	p.put("\n\n")
	for range 2 + p.rng.IntN(4) {
		p.cast = append(p.cast, p.speakerZipf.pick(p.rng))
	}
	start := len(p.text)
	for range 6 + p.rng.IntN(13) {
		for range p.rng.IntN(3) {
			p.told()
		}
		p.claim()
	}
	p.text = []byte(strings.TrimRight(string(p.text), " "))
	p.parts = append(p.parts, hearsay.Part{Kind: hearsay.Body, Span: hearsay.Span{Start: start, End: len(p.text)}})
}

func (p *page) sentenceAt(start int, told hearsay.Told) {
	p.reading.Sentences = append(p.reading.Sentences, hearsay.Sentence{Span: hearsay.Span{Start: start, End: len(p.text)}, Told: told, Why: "storegen"})
}

// told writes a sentence of the outlet's own.
func (p *page) told() {
	start := len(p.text)
	p.put(title(p.clause()) + ", while " + p.clause() + ".")
	p.sentenceAt(start, pick(p.rng, tellings()))
	p.put(" ")
}

// clause is a main clause: the union rejected the new budget in Velham.
func (p *page) clause() string {
	noun := func() string { return p.nouns[p.wordZipf.pick(p.rng)] }
	adjective := func() string { return p.adjectives[p.wordZipf.pick(p.rng)] }
	s := "the " + noun() + " " + p.verbs[p.wordZipf.pick(p.rng)] + " the " + adjective() + " " + noun()
	switch p.rng.IntN(4) {
	case 0:
		s += " after the " + noun() + " of the " + adjective() + " " + noun()
	case 1:
		s += " because of a " + adjective() + " " + noun() + " and its " + noun()
	case 2:
		s += " and the " + noun() + " " + p.verbs[p.wordZipf.pick(p.rng)] + " a " + noun()
	}
	return s
}

// content writes what was said, with a figure, a place or a date now and then.
func (p *page) content(c *hearsay.Claim) {
	start := len(p.text)
	if c.Kind == hearsay.Direct {
		p.put("“")
	}
	if p.rng.IntN(10) < 3 {
		p.figure(c)
	}
	p.put(p.clause())
	if p.rng.IntN(10) < 3 {
		p.place(c)
	}
	if p.rng.IntN(10) == 0 {
		p.date(c)
	}
	if c.Kind == hearsay.Direct {
		p.put("”")
	}
	c.Content = []hearsay.Span{{Start: start, End: len(p.text)}}
}

func (p *page) figure(c *hearsay.Claim) {
	value := float64(2 + p.rng.IntN(900))
	span := p.put(fmt.Sprintf("about %.0f", value))
	of := p.nouns[p.wordZipf.pick(p.rng)]
	p.put(" of the " + of + " were there and ")
	c.Figures = append(c.Figures, len(p.reading.Figures))
	p.reading.Figures = append(p.reading.Figures, hearsay.Figure{Span: span, Value: &value, Approx: true, Hedge: "about", Of: of, AsOf: -1, Part: hearsay.Body})
}

func (p *page) place(c *hearsay.Claim) {
	p.put(" in ")
	k := p.placeZipf.pick(p.rng)
	span := p.put(p.places[k])
	c.Places = append(c.Places, len(p.reading.Places))
	p.reading.Places = append(p.reading.Places, hearsay.Place{Span: span, Name: p.places[k], Country: "XX", Lat: float64(k % 90), Lon: float64(k), Precision: "city", GazetteerID: fmt.Sprint(k), Part: hearsay.Body})
}

func (p *page) date(c *hearsay.Claim) {
	p.put(" on ")
	day := fmt.Sprintf("2029-05-%02d", 1+p.rng.IntN(28))
	span := p.put("May " + strings.TrimPrefix(day[8:], "0"))
	c.Dates = append(c.Dates, len(p.reading.Dates))
	p.reading.Dates = append(p.reading.Dates, hearsay.Date{Span: span, Kind: "point", From: day, To: day, Grain: "day", Role: "event", RelativeTo: "published", Part: hearsay.Body})
}
