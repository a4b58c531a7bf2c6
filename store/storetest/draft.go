package storetest

import (
	"fmt"
	"strconv"
	"strings"

	"hearsay"
	"hearsay/store"
	"hearsay/store/storegen"
)

// Draft is a page that a test makes up: a text, and what is read in it. What is
// read is named by quoted words: "the mayor#2" is where they stand a second time.
type Draft struct {
	Text   string
	URL    string
	Outlet string
	Day    string // of publication
	Title  string
	Model  string // version of the model; "1" when empty
	Said   []Said
}

// Said is a claim of a draft.
type Said struct {
	Words    string // the content
	By       string // the words that name whose words they are, "" for nobody
	Cue      string
	Who      Who // zero where nobody is known
	Standing hearsay.Standing
	Stance   hearsay.Stance
	Flag     hearsay.FlagKind
}

// Who is an entity of a draft.
type Who struct {
	Name   string
	Kind   hearsay.EntityKind
	Office bool
}

// At is where words stand in a text. It panics when they do not.
func At(text, words string) hearsay.Span {
	words, nth, _ := strings.Cut(words, "#")
	n, start := 1, 0
	if nth != "" {
		n, _ = strconv.Atoi(nth)
	}
	for ; n > 0; n-- {
		i := strings.Index(text[start:], words)
		if i < 0 || words == "" {
			panic(fmt.Sprintf("%q does not stand in %q", words, text))
		}
		start += i + len(words)
	}
	return hearsay.Span{Start: start - len(words), End: start}
}

// Reading is the reading of a draft.
func (d Draft) Reading() *hearsay.Reading {
	doc := &hearsay.Document{URL: d.URL, Outlet: d.Outlet, Published: d.Day, Title: d.Title, Language: "en", Text: d.Text, Input: d.URL}
	if d.Text != "" {
		doc.Parts = []hearsay.Part{{Kind: hearsay.Body, Span: hearsay.Span{End: len(d.Text)}}}
	}
	doc.ID = hearsay.DocumentID(doc.Text, doc.URL, doc.Outlet)
	r := &hearsay.Reading{Document: doc, Model: hearsay.Model{Name: "drafts", Version: d.Model}}
	if d.Model == "" {
		r.Model.Version = "1"
	}
	for _, s := range d.Said {
		d.read(r, s)
	}
	return r
}

func (d Draft) read(r *hearsay.Reading, s Said) {
	c := hearsay.Claim{Kind: hearsay.Indirect, Act: hearsay.Says, Stance: s.Stance, SaidOn: -1, Confidence: 0.75, Part: hearsay.Body, Content: []hearsay.Span{At(d.Text, s.Words)}}
	if c.Stance == "" {
		c.Stance = hearsay.Asserts
	}
	l := hearsay.Link{Standing: s.Standing}
	if s.By != "" {
		l.Source = At(d.Text, s.By)
	}
	if s.Cue != "" {
		l.Cue = At(d.Text, s.Cue)
	}
	if s.Who.Name != "" {
		l.Speaker = entity(r, s.Who, l.Source)
	}
	switch {
	case l.Standing == "" && l.Speaker != "":
		l.Standing = hearsay.Named
	case l.Standing == "":
		l.Standing = hearsay.None
	}
	c.Chain = []hearsay.Link{l}
	c.ID = storegen.ClaimID(r.Document, &c)
	r.Claims = append(r.Claims, c)
	if s.Flag != "" {
		r.Flags = append(r.Flags, hearsay.Flag{Kind: s.Flag, Span: c.Content[0], Claims: []string{c.ID}, Part: hearsay.Body})
	}
}

// entity is the id of somebody on the page.
func entity(r *hearsay.Reading, w Who, mention hearsay.Span) string {
	for i := range r.Entities {
		if e := &r.Entities[i]; e.Name == w.Name {
			if !mention.IsZero() && mention.Start > e.Mentions[len(e.Mentions)-1].Start {
				e.Mentions = append(e.Mentions, mention)
			}
			return e.ID
		}
	}
	e := hearsay.Entity{ID: fmt.Sprintf("e%d", len(r.Entities)+1), Name: w.Name, Kind: w.Kind, Office: w.Office}
	if e.Kind == "" {
		e.Kind = hearsay.Person
	}
	if !mention.IsZero() {
		e.Mentions = []hearsay.Span{mention}
	}
	r.Entities = append(r.Entities, e)
	return e.ID
}

// Entry is the draft as a page that was fetched: its bytes are not its text.
func (d Draft) Entry() store.Entry {
	return d.Of("<p>" + d.Text + "</p>")
}

// Of is the draft as a page of these bytes.
func (d Draft) Of(data string) store.Entry {
	c := &hearsay.Capture{Input: d.URL, Format: hearsay.HTMLPage, Status: 200, Time: moment(0), Data: []byte(data)}
	if d.URL != "" {
		c.URLs = []string{d.URL}
	}
	return store.Entry{Capture: c.Seal(), Reading: d.Reading(), Extractor: "drafts 1", Made: moment(1)}
}

// ferry is a page that most tests can do with.
func ferry() Draft {
	return Draft{
		Text:   "Ferry fares will rise in June, the harbour board said. Nobody asked the islanders, said Ilse Tarrant, a baker. Officials fear a boycott.",
		URL:    "https://harbour-post.example/fares",
		Outlet: "Harbour Post",
		Day:    "2031-05-02",
		Title:  "Ferry fares to rise",
		Said: []Said{
			{Words: "Ferry fares will rise in June", By: "the harbour board", Cue: "said", Who: Who{Name: "Harbour Board", Kind: hearsay.BodyOrg}},
			{Words: "Nobody asked the islanders", By: "Ilse Tarrant", Cue: "said#2", Who: Who{Name: "Ilse Tarrant"}},
			{Words: "a boycott", By: "Officials", Cue: "fear", Standing: hearsay.Unnamed, Stance: hearsay.Expects, Flag: hearsay.UnnamedSource},
		},
	}
}

// bridge is another page.
func bridge() Draft {
	return Draft{
		Text:   "The bridge at Orsk is safe, the roads agency insists. Mayor Pavel Duda denied that cracks were found.",
		URL:    "https://orsk-courier.example/bridge",
		Outlet: "Orsk Courier",
		Day:    "2031-04-18",
		Title:  "Bridge is safe, agency says",
		Said: []Said{
			{Words: "The bridge at Orsk is safe", By: "the roads agency", Cue: "insists", Who: Who{Name: "Roads Agency", Kind: hearsay.BodyOrg}},
			{Words: "cracks were found", By: "Mayor Pavel Duda", Cue: "denied", Who: Who{Name: "Pavel Duda", Office: true}, Stance: hearsay.Denies},
		},
	}
}
