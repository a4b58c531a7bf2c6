package export

import (
	"strconv"
	"strings"
	"time"

	"hearsay"
	"hearsay/store"
)

// textAt is a span with the words it covers.
type textAt struct {
	Span span   `json:"span"`
	Text string `json:"text"`
}

func at(s hearsay.Span, text string) *textAt {
	if s.IsZero() {
		return nil
	}
	return &textAt{pair(s), s.In(text)}
}

type storedDocument struct {
	ID        string   `json:"id"`
	URL       *string  `json:"url"`
	Outlet    *string  `json:"outlet"`
	Title     *string  `json:"title"`
	Authors   []string `json:"authors"`
	Published *string  `json:"published"`
	Captured  *string  `json:"captured"`
	Language  *string  `json:"language"`
	SHA256    string   `json:"sha256"`
}

var documentColumns = []string{"id", "url", "outlet", "title", "authors", "published", "captured", "language", "sha256"}

func eachDocument(p *store.Page, yield func(any, func() []string) error) error {
	d := p.Document()
	captured := instant(p.Capture.Time)
	return yield(storedDocument{d.ID, orNull(d.URL), orNull(d.Outlet), orNull(d.Title), list(d.Authors), orNull(d.Published), orNull(captured), orNull(d.Language), p.Capture.SHA256},
		func() []string {
			return []string{d.ID, d.URL, d.Outlet, d.Title, strings.Join(d.Authors, "; "), d.Published, captured, d.Language, p.Capture.SHA256}
		})
}

// instant is a time with its zone, "" when it is not known.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

type (
	storedClaim struct {
		ID         string         `json:"id"`
		Document   string         `json:"document"`
		Published  *string        `json:"published"`
		Kind       hearsay.Kind   `json:"kind"`
		Act        hearsay.Act    `json:"act"`
		Stance     hearsay.Stance `json:"stance"`
		Content    []textAt       `json:"content"`
		Antecedent *textAt        `json:"antecedent"`
		Chain      []storedLink   `json:"chain"`
		Sentence   string         `json:"sentence"`
		SaidOn     any            `json:"said_on"`
		Figures    []any          `json:"figures"`
		Places     []any          `json:"places"`
		Dates      []any          `json:"dates"`
		Events     []any          `json:"events"`
		Confidence float64        `json:"reading_confidence"`
		Part       string         `json:"part,omitempty"`
		Review     []reviewJSON   `json:"review"`
	}
	storedLink struct {
		Source   *textAt          `json:"source"`
		Cue      *textAt          `json:"cue"`
		Speaker  *string          `json:"speaker"`
		Name     *string          `json:"speaker_name"`
		Standing hearsay.Standing `json:"standing"`
		Reason   *textAt          `json:"reason"`
		Via      *storedVia       `json:"via"`
	}
	storedVia struct {
		Span span            `json:"span"`
		Text string          `json:"text"`
		Kind hearsay.ViaKind `json:"kind"`
	}
	reviewJSON struct {
		Kind store.MarkKind `json:"kind"`
		Note *string        `json:"note"`
		At   string         `json:"at"`
	}
)

var claimColumns = []string{"id", "document", "published", "outlet", "url", "title", "stance", "act", "kind", "standing", "chain", "content", "sentence",
	"said_on", "figures", "places", "dates", "reading_confidence", "review"}

func eachClaim(p *store.Page, yield func(any, func() []string) error) error {
	for i := range p.Reading.Claims {
		c := &p.Reading.Claims[i]
		if err := yield(shapeClaim(p, c), func() []string { return claimCells(p, c) }); err != nil {
			return err
		}
	}
	return nil
}

func shapeClaim(p *store.Page, c *hearsay.Claim) storedClaim {
	r, text := p.Reading, p.Document().Text
	out := storedClaim{ID: c.ID, Document: p.Document().ID, Published: orNull(p.Document().Published), Kind: c.Kind, Act: c.Act, Stance: c.Stance, Content: []textAt{},
		Antecedent: at(c.Antecedent, text), Chain: []storedLink{}, Sentence: sentenceOf(r, c), Confidence: c.Confidence, Part: commentPart(c.Part), Review: reviews(p, c.ID),
		Figures: []any{}, Places: []any{}, Dates: []any{}, Events: []any{}}
	for _, piece := range c.Content {
		out.Content = append(out.Content, *at(piece, text))
	}
	for _, l := range c.Chain {
		out.Chain = append(out.Chain, shapeLink(r, l))
	}
	if c.SaidOn >= 0 {
		out.SaidOn = jsonDate(&r.Dates[c.SaidOn])
	}
	for _, i := range c.Figures {
		out.Figures = append(out.Figures, figureInPlace(r, &r.Figures[i]))
	}
	for _, i := range c.Places {
		out.Places = append(out.Places, jsonPlace(&r.Places[i]))
	}
	for _, i := range c.Dates {
		out.Dates = append(out.Dates, jsonDate(&r.Dates[i]))
	}
	return out
}

func shapeLink(r *hearsay.Reading, l hearsay.Link) storedLink {
	text := r.Document.Text
	out := storedLink{Source: at(l.Source, text), Cue: at(l.Cue, text), Speaker: orNull(l.Speaker), Standing: l.Standing, Reason: at(l.Reason, text)}
	if e := r.Entity(l.Speaker); e != nil {
		out.Name = orNull(e.Name)
	}
	if l.Via != nil {
		out.Via = &storedVia{pair(l.Via.Span), l.Via.Span.In(text), l.Via.Kind}
	}
	return out
}

func reviews(p *store.Page, claim string) []reviewJSON {
	out := []reviewJSON{}
	for _, m := range p.MarksOf(claim) {
		out = append(out, reviewJSON{m.Kind, orNull(m.Note), instant(m.At)})
	}
	return out
}

// sentenceOf are the sentences in which a claim's content stands, in full.
func sentenceOf(r *hearsay.Reading, c *hearsay.Claim) string {
	whole := hearsay.Hull(c.Content)
	var over []hearsay.Span
	for _, s := range r.Sentences {
		if s.Span.Overlaps(whole) {
			over = append(over, s.Span)
		}
	}
	if len(over) == 0 {
		return whole.In(r.Document.Text)
	}
	return hearsay.Hull(over).In(r.Document.Text)
}

func claimCells(p *store.Page, c *hearsay.Claim) []string {
	r, d := p.Reading, p.Document()
	said := ""
	if c.SaidOn >= 0 {
		said = period(&r.Dates[c.SaidOn])
	}
	return []string{c.ID, d.ID, d.Published, d.Outlet, d.URL, d.Title, string(c.Stance), string(c.Act), string(c.Kind), standingOf(c), strings.Join(chainNames(r, c), " < "),
		joined(c.Content, " … ", func(s hearsay.Span) string { return s.In(d.Text) }), sentenceOf(r, c), said,
		joined(c.Figures, "; ", func(i int) string { return r.Figures[i].Span.In(d.Text) }), joined(c.Places, "; ", func(i int) string { return r.Places[i].Name }),
		joined(c.Dates, "; ", func(i int) string { return period(&r.Dates[i]) }), strconv.FormatFloat(c.Confidence, 'f', -1, 64),
		joined(p.MarksOf(c.ID), "; ", func(m store.Mark) string { return string(m.Kind) })}
}

func joined[T any](items []T, by string, text func(T) string) string {
	var out []string
	for _, i := range items {
		out = append(out, text(i))
	}
	return strings.Join(out, by)
}

func standingOf(c *hearsay.Claim) string {
	if len(c.Chain) == 0 {
		return string(hearsay.None)
	}
	return string(c.Chain[0].Standing)
}

// chainNames are those who told, the one whose words they are first: by the full
// name where it is certain, else in the words of the page, with what is not known
// said in brackets.
func chainNames(r *hearsay.Reading, c *hearsay.Claim) []string {
	var out []string
	for _, l := range c.Chain {
		name := ""
		if e := r.Entity(l.Speaker); e != nil {
			name = e.Name
		} else if !l.Source.IsZero() {
			name = l.Source.In(r.Document.Text)
		}
		switch {
		case name == "":
			name = "[nobody named]"
		case l.Standing == hearsay.Unnamed:
			name += " [unnamed]"
		}
		out = append(out, name)
	}
	return out
}

// period is a date as ISO 8601: a day, or two with a slash between.
func period(d *hearsay.Date) string {
	if d.From == d.To || d.To == "" {
		return d.From
	}
	return d.From + "/" + d.To
}

// figureInPlace is a figure with its date in place of an index.
func figureInPlace(r *hearsay.Reading, f *hearsay.Figure) any {
	out := struct {
		figureJSON
		AsOf any `json:"as_of"`
	}{figureJSON: jsonFigure(f).(figureJSON)}
	if f.AsOf >= 0 {
		out.AsOf = jsonDate(&r.Dates[f.AsOf])
	}
	return out
}

type storedFigure struct {
	Claim     *string  `json:"claim"`
	Document  string   `json:"document"`
	Text      string   `json:"text"`
	Of        *string  `json:"of"`
	Value     *float64 `json:"value"`
	Low       *float64 `json:"low"`
	High      *float64 `json:"high"`
	Open      *string  `json:"open"`
	Approx    bool     `json:"approx"`
	Hedge     *string  `json:"hedge"`
	Unit      *string  `json:"unit"`
	Role      *string  `json:"role"`
	AsOf      *string  `json:"as_of"`
	Place     *string  `json:"place"`
	Stance    *string  `json:"stance"`
	Act       *string  `json:"act"`
	Chain     []string `json:"chain"`
	Published *string  `json:"published"`
}

var figureColumns = []string{"claim", "document", "text", "of", "value", "low", "high", "open", "approx", "hedge", "unit", "role", "as_of", "place", "stance", "act", "chain", "published"}

// eachFigure writes the figures of a page, those that the outlet itself states
// too: they have no claim, stance, act or chain.
func eachFigure(p *store.Page, yield func(any, func() []string) error) error {
	claims := map[int]*hearsay.Claim{}
	for i := range p.Reading.Claims {
		for _, f := range p.Reading.Claims[i].Figures {
			claims[f] = &p.Reading.Claims[i]
		}
	}
	for i := range p.Reading.Figures {
		s := shapeFigure(p, i, claims[i])
		if err := yield(s, s.cells); err != nil {
			return err
		}
	}
	return nil
}

func shapeFigure(p *store.Page, i int, c *hearsay.Claim) storedFigure {
	r := p.Reading
	f := &r.Figures[i]
	out := storedFigure{Document: p.Document().ID, Text: f.Span.In(p.Document().Text), Of: orNull(f.Of), Value: f.Value, Low: f.Low, High: f.High, Open: orNull(f.Open), Approx: f.Approx,
		Hedge: orNull(f.Hedge), Unit: orNull(f.Unit), Role: orNull(f.Role), Chain: []string{}, Published: orNull(p.Document().Published)}
	if f.AsOf >= 0 {
		out.AsOf = orNull(period(&r.Dates[f.AsOf]))
	}
	if c != nil {
		stance, act := string(c.Stance), string(c.Act)
		out.Claim, out.Stance, out.Act, out.Chain = &c.ID, &stance, &act, chainNames(r, c)
		if len(c.Places) == 1 { // with several it is not certain which
			out.Place = orNull(r.Places[c.Places[0]].Name)
		}
	}
	return out
}

func (s storedFigure) cells() []string {
	return []string{word(s.Claim), s.Document, s.Text, word(s.Of), number(s.Value), number(s.Low), number(s.High), word(s.Open), strconv.FormatBool(s.Approx), word(s.Hedge), word(s.Unit),
		word(s.Role), word(s.AsOf), word(s.Place), word(s.Stance), word(s.Act), strings.Join(s.Chain, " < "), word(s.Published)}
}

func word(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func number(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}
