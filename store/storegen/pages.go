package storegen

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"time"

	"hearsay"
	"hearsay/store"
)

// How much there is of what.
const (
	vocabularySize = 30_000
	outletCount    = 300
	speakerCount   = 20_000
	days           = 3650
	ClaimsPerPage  = 12 // on average
)

// maker is what the made readings say made them.
var model = hearsay.Model{Name: "en", Version: "made", SHA256: strings.Repeat("0", 64)}

// generator makes pages one after the other.
type generator struct {
	r        *rand.Rand
	words    *vocabulary
	outlets  []string
	speakers []hearsay.Entity
	likely   struct{ outlet, speaker *rand.Zipf }
	start    time.Time
}

// Pages yields n pages.
func Pages(seed uint64, n int) iter.Seq[store.Entry] {
	return func(yield func(store.Entry) bool) {
		g := newGenerator(seed)
		for i := range n {
			if !yield(g.page(i)) {
				return
			}
		}
	}
}

func newGenerator(seed uint64) *generator {
	r := rand.New(rand.NewPCG(seed, 7))
	g := &generator{r: r, words: newVocabulary(r, vocabularySize), start: time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC)}
	for range outletCount {
		g.outlets = append(g.outlets, name(r)+" "+pick(r, []string{"Courier", "Gazette", "Post", "Radio", "Herald", "Wire", "Today"}))
	}
	for i := range speakerCount {
		e := hearsay.Entity{Name: name(r) + " " + name(r), Kind: hearsay.Person, Office: i%3 == 0}
		if i%4 == 0 {
			e = hearsay.Entity{Name: name(r) + " " + pick(r, []string{"Council", "Ministry", "Union", "Holdings", "Police"}), Kind: hearsay.BodyOrg}
		}
		g.speakers = append(g.speakers, e)
	}
	g.likely.outlet, g.likely.speaker = rand.NewZipf(r, 1.1, 4, outletCount-1), rand.NewZipf(r, 1.1, 10, speakerCount-1)
	return g
}

// draft is a page in the making.
type draft struct {
	text strings.Builder
	*hearsay.Reading
	known map[string]string // ids of entities by name
	day   time.Time
}

func (g *generator) page(i int) store.Entry {
	d := &draft{Reading: &hearsay.Reading{Model: model}, known: map[string]string{}, day: g.start.AddDate(0, 0, g.r.IntN(days))}
	title := capital(g.words.sentence(g.r, 6))
	d.text.WriteString(title + "\n\n")
	d.Sentences = append(d.Sentences, hearsay.Sentence{Span: hearsay.Span{End: len(title)}, Told: hearsay.ByOutlet})
	body := d.text.Len()
	for n := range 2*ClaimsPerPage + g.r.IntN(9) - 4 {
		if n > 0 {
			d.text.WriteString(pick(g.r, []string{" ", " ", "\n\n"}))
		}
		if n%2 == 0 {
			g.claim(d)
		} else {
			g.plain(d)
		}
	}
	text := d.text.String()
	outlet := g.outlets[g.likely.outlet.Uint64()]
	doc := &hearsay.Document{Input: fmt.Sprintf("made-%d", i), URL: fmt.Sprintf("https://made.example/%d", i), Outlet: outlet, Title: title, Published: d.day.Format(time.DateOnly), Language: "en", Text: text,
		Parts: []hearsay.Part{{Kind: hearsay.Headline, Span: hearsay.Span{End: len(title)}}, {Kind: hearsay.Body, Span: hearsay.Span{Start: body, End: len(text)}}}}
	doc.ID = hearsay.DocumentID(doc.Text, doc.URL, doc.Outlet)
	d.Document = doc
	identify(d.Reading)
	c := &hearsay.Capture{Input: doc.Input, URLs: []string{doc.URL}, Time: d.day.Add(9 * time.Hour), Status: 200, Format: hearsay.PlainText, Known: hearsay.Known{Outlet: outlet, Published: doc.Published}, Data: []byte(text)}
	return store.Entry{Capture: c.Seal(), Reading: d.Reading, Extractor: "made", Made: c.Time}
}

// plain is a sentence that the outlet tells itself.
func (g *generator) plain(d *draft) {
	start := d.text.Len()
	d.text.WriteString(capital(g.words.sentence(g.r, 10+g.r.IntN(12))) + ".")
	d.Sentences = append(d.Sentences, hearsay.Sentence{Span: hearsay.Span{Start: start, End: d.text.Len()}, Told: hearsay.ByOutlet})
}

// stances are the stances with the cues that give them, asserting ones most often.
var stances = []struct {
	stance hearsay.Stance
	cue    string
}{{hearsay.Asserts, "said"}, {hearsay.Asserts, "said"}, {hearsay.Asserts, "said"}, {hearsay.Asserts, "told reporters"}, {hearsay.Asserts, "announced"}, {hearsay.Asserts, "claimed"}, {hearsay.Asserts, "said"}, {hearsay.Asserts, "wrote"},
	{hearsay.Denies, "denied"}, {hearsay.Demands, "demanded"}, {hearsay.Expects, "expected"}, {hearsay.Doubts, "doubted"}, {hearsay.Promises, "promised"}, {hearsay.Asks, "asked"}, {hearsay.Threatens, "threatened"}}

// claim is a sentence that somebody else's words stand in: content, who, cue.
func (g *generator) claim(d *draft) {
	start := d.text.Len()
	c := hearsay.Claim{Kind: hearsay.Indirect, Act: hearsay.Says, SaidOn: -1, Confidence: 0.75, Why: []hearsay.Why{{Field: "cue", Rule: "made"}}}
	c.Content = []hearsay.Span{g.content(d, &c)}
	d.text.WriteString(", ")
	l, standing := g.source(d)
	how := stances[g.r.IntN(len(stances))]
	c.Stance = how.stance
	d.text.WriteString(" ")
	l.Cue = hearsay.Span{Start: d.text.Len(), End: d.text.Len() + len(how.cue)}
	d.text.WriteString(how.cue + ".")
	c.Chain = []hearsay.Link{l}
	d.Claims = append(d.Claims, c)
	d.Sentences = append(d.Sentences, hearsay.Sentence{Span: hearsay.Span{Start: start, End: d.text.Len()}, Told: hearsay.Attributed, Why: "made"})
	if standing == hearsay.Unnamed {
		d.Flags = append(d.Flags, hearsay.Flag{Kind: hearsay.UnnamedSource, Span: l.Source, Claims: []string{fmt.Sprint(len(d.Claims) - 1)}})
	}
}

// content is what is said; one in three holds a figure.
func (g *generator) content(d *draft, c *hearsay.Claim) hearsay.Span {
	start := d.text.Len()
	d.text.WriteString(capital(g.words.sentence(g.r, 4+g.r.IntN(6))))
	if g.r.IntN(3) == 0 {
		value := float64(1 + g.r.IntN(400))
		d.text.WriteString(" ")
		written := fmt.Sprintf("at least %.0f", value)
		span := hearsay.Span{Start: d.text.Len(), End: d.text.Len() + len(written)}
		of := g.words.next()
		d.text.WriteString(written + " " + of)
		c.Figures = append(c.Figures, len(d.Figures))
		d.Figures = append(d.Figures, hearsay.Figure{Span: span, Value: &value, Low: &value, Hedge: "at least", Of: of, AsOf: -1})
	}
	d.text.WriteString(" " + g.words.sentence(g.r, 4+g.r.IntN(8)))
	return hearsay.Span{Start: start, End: d.text.Len()}
}

// source is who says it: somebody named in six of ten cases.
func (g *generator) source(d *draft) (hearsay.Link, hearsay.Standing) {
	write := func(s string) hearsay.Span {
		span := hearsay.Span{Start: d.text.Len(), End: d.text.Len() + len(s)}
		d.text.WriteString(s)
		return span
	}
	switch n := g.r.IntN(10); {
	case n < 6:
		e := g.speakers[g.likely.speaker.Uint64()]
		span := write(e.Name)
		return hearsay.Link{Source: span, Speaker: d.entity(e, span), Standing: hearsay.Named}, hearsay.Named
	case n < 8:
		return hearsay.Link{Source: write("the " + g.words.next() + " police chief"), Standing: hearsay.Role}, hearsay.Role
	}
	return hearsay.Link{Source: write(pick(g.r, []string{"an official", "witnesses", "diplomats", "residents", "a senior officer"})), Standing: hearsay.Unnamed}, hearsay.Unnamed
}

func (d *draft) entity(e hearsay.Entity, span hearsay.Span) string {
	id := d.known[e.Name]
	if id == "" {
		id = fmt.Sprintf("e%d", len(d.Entities)+1)
		d.known[e.Name] = id
		e.ID = id
		d.Entities = append(d.Entities, e)
	}
	for i := range d.Entities {
		if d.Entities[i].ID == id {
			d.Entities[i].Mentions = append(d.Entities[i].Mentions, span)
		}
	}
	return id
}

// identify gives the claims their ids, now that the document has one.
func identify(r *hearsay.Reading) {
	for i := range r.Claims {
		h := sha256.New()
		h.Write([]byte(r.Document.ID))
		var at [16]byte
		binary.BigEndian.PutUint64(at[:], uint64(r.Claims[i].Content[0].Start))
		h.Write(at[:])
		r.Claims[i].ID = "c:" + hex.EncodeToString(h.Sum(nil)[:12])
	}
	for i := range r.Flags {
		for k, number := range r.Flags[i].Claims {
			var n int
			fmt.Sscan(number, &n)
			r.Flags[i].Claims[k] = r.Claims[n].ID
		}
	}
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
