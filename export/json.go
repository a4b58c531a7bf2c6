package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"hearsay"
)

// Schema names the shape of a line.
const Schema = "hearsay/1"

// JSON writes readings as JSON Lines, one object a reading.
type JSON struct {
	out     *bufio.Writer
	enc     *json.Encoder
	explain bool
}

// NewJSON returns a writer of JSON Lines. With explain every claim, sentence and
// flag carries "why": the rules that set its fields.
func NewJSON(w io.Writer, explain bool) *JSON {
	out := bufio.NewWriterSize(w, 1<<16)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return &JSON{out: out, enc: enc, explain: explain}
}

// Write writes one reading as a whole line.
func (j *JSON) Write(r *hearsay.Reading) error {
	if err := j.enc.Encode(jsonReading(r, j.explain)); err != nil {
		return fmt.Errorf("write reading as JSON: %w", err)
	}
	if err := j.out.Flush(); err != nil {
		return fmt.Errorf("write reading as JSON: %w", err)
	}
	return nil
}

// span is a pair of byte offsets; nil becomes null.
type span [2]int

type (
	readingJSON struct {
		Schema    string         `json:"schema"`
		Input     string         `json:"input"`
		ID        string         `json:"id"`
		URL       *string        `json:"url"`
		Outlet    *string        `json:"outlet"`
		Authors   []string       `json:"authors"`
		Published *string        `json:"published"`
		Language  *string        `json:"language"`
		Title     *string        `json:"title"`
		Text      string         `json:"text"`
		Problems  []string       `json:"problems"`
		Parts     []partJSON     `json:"parts"`
		Sentences []sentenceJSON `json:"sentences"`
		Entities  []entityJSON   `json:"entities"`
		Claims    []claimJSON    `json:"claims"`
		Figures   []figureJSON   `json:"figures"`
		Places    []placeJSON    `json:"places"`
		Dates     []dateJSON     `json:"dates"`
		Events    []struct{}     `json:"events"`
		Flags     []flagJSON     `json:"flags"`
		Model     modelJSON      `json:"model"`
	}
	partJSON struct {
		Kind   hearsay.PartKind `json:"kind"`
		Span   span             `json:"span"`
		Author *string          `json:"author"`
	}
	sentenceJSON struct {
		Span span         `json:"span"`
		Told hearsay.Told `json:"told"`
		Why  string       `json:"why,omitempty"`
	}
	entityJSON struct {
		ID       string             `json:"id"`
		Name     string             `json:"name"`
		Kind     hearsay.EntityKind `json:"kind"`
		Country  *string            `json:"country"`
		Mentions []span             `json:"mentions"`
	}
	claimJSON struct {
		ID         string            `json:"id"`
		Kind       hearsay.Kind      `json:"kind"`
		Act        hearsay.Act       `json:"act"`
		Stance     hearsay.Stance    `json:"stance"`
		Content    []span            `json:"content"`
		Antecedent *span             `json:"antecedent"`
		Chain      []linkJSON        `json:"chain"`
		SaidOn     *int              `json:"said_on"`
		Figures    []int             `json:"figures"`
		Places     []int             `json:"places"`
		Dates      []int             `json:"dates"`
		Events     []int             `json:"events"`
		Confidence float64           `json:"reading_confidence"`
		Part       string            `json:"part,omitempty"`
		Why        map[string]string `json:"why,omitempty"`
	}
	linkJSON struct {
		Source   *span            `json:"source"`
		Cue      *span            `json:"cue"`
		Speaker  *string          `json:"speaker"`
		Standing hearsay.Standing `json:"standing"`
		Reason   *span            `json:"reason"`
		Via      *viaJSON         `json:"via"`
	}
	viaJSON struct {
		Span span            `json:"span"`
		Kind hearsay.ViaKind `json:"kind"`
	}
	figureJSON struct {
		Span   span     `json:"span"`
		Value  *float64 `json:"value"`
		Low    *float64 `json:"low"`
		High   *float64 `json:"high"`
		Open   *string  `json:"open"`
		Approx bool     `json:"approx"`
		Hedge  *string  `json:"hedge"`
		Unit   *string  `json:"unit"`
		Of     *string  `json:"of"`
		Role   *string  `json:"role"`
		AsOf   *int     `json:"as_of"`
		Part   string   `json:"part,omitempty"`
	}
	placeJSON struct {
		Span        span     `json:"span"`
		Name        string   `json:"name"`
		Country     *string  `json:"country"`
		Lat         *float64 `json:"lat"`
		Lon         *float64 `json:"lon"`
		Precision   string   `json:"precision"`
		GazetteerID *string  `json:"gazetteer_id"`
		Part        string   `json:"part,omitempty"`
	}
	dateJSON struct {
		Span       span    `json:"span"`
		Kind       string  `json:"kind"`
		From       *string `json:"from"`
		To         *string `json:"to"`
		Grain      string  `json:"grain"`
		Role       string  `json:"role"`
		RelativeTo *string `json:"relative_to"`
		Part       string  `json:"part,omitempty"`
	}
	flagJSON struct {
		Kind   hearsay.FlagKind `json:"kind"`
		Span   span             `json:"span"`
		Claims []string         `json:"claims"`
		Why    string           `json:"why,omitempty"`
		Part   string           `json:"part,omitempty"`
	}
	modelJSON struct {
		Name    string `json:"name"`
		Version string `json:"version"`
		SHA256  string `json:"sha256"`
	}
)

func jsonReading(r *hearsay.Reading, explain bool) *readingJSON {
	d := r.Document
	out := &readingJSON{Schema: Schema, Input: d.Input, ID: d.ID, URL: orNull(d.URL), Outlet: orNull(d.Outlet), Authors: list(d.Authors),
		Published: orNull(d.Published), Language: orNull(d.Language), Title: orNull(d.Title), Text: d.Text, Problems: list(r.Problems), Events: []struct{}{},
		Parts: []partJSON{}, Sentences: []sentenceJSON{}, Entities: []entityJSON{}, Claims: []claimJSON{}, Flags: []flagJSON{},
		Figures: []figureJSON{}, Places: []placeJSON{}, Dates: []dateJSON{}, Model: modelJSON(r.Model)}
	for _, p := range d.Parts {
		out.Parts = append(out.Parts, partJSON{p.Kind, pair(p.Span), orNull(p.Author)})
	}
	for _, s := range r.Sentences {
		out.Sentences = append(out.Sentences, sentenceJSON{pair(s.Span), s.Told, only(explain, s.Why)})
	}
	for _, e := range r.Entities {
		out.Entities = append(out.Entities, entityJSON{e.ID, e.Name, e.Kind, orNull(e.Country), pairs(e.Mentions)})
	}
	for i := range r.Claims {
		out.Claims = append(out.Claims, jsonClaim(&r.Claims[i], explain))
	}
	addQuantities(out, r)
	for _, f := range r.Flags {
		out.Flags = append(out.Flags, flagJSON{f.Kind, pair(f.Span), list(f.Claims), only(explain, f.Why), commentPart(f.Part)})
	}
	return out
}

func addQuantities(out *readingJSON, r *hearsay.Reading) {
	for _, f := range r.Figures {
		out.Figures = append(out.Figures, figureJSON{pair(f.Span), f.Value, f.Low, f.High, orNull(f.Open), f.Approx, orNull(f.Hedge), orNull(f.Unit), orNull(f.Of), orNull(f.Role), index(f.AsOf), commentPart(f.Part)})
	}
	for _, p := range r.Places {
		lat, lon := &p.Lat, &p.Lon
		if p.Lat == 0 && p.Lon == 0 {
			lat, lon = nil, nil
		}
		out.Places = append(out.Places, placeJSON{pair(p.Span), p.Name, orNull(p.Country), lat, lon, p.Precision, orNull(p.GazetteerID), commentPart(p.Part)})
	}
	for _, d := range r.Dates {
		out.Dates = append(out.Dates, dateJSON{pair(d.Span), d.Kind, orNull(d.From), orNull(d.To), d.Grain, d.Role, orNull(d.RelativeTo), commentPart(d.Part)})
	}
}

func jsonClaim(c *hearsay.Claim, explain bool) claimJSON {
	out := claimJSON{ID: c.ID, Kind: c.Kind, Act: c.Act, Stance: c.Stance, Content: pairs(c.Content), Antecedent: pairOrNull(c.Antecedent), Chain: []linkJSON{},
		SaidOn: index(c.SaidOn), Figures: list(c.Figures), Places: list(c.Places), Dates: list(c.Dates), Events: list(c.Events), Confidence: c.Confidence, Part: commentPart(c.Part)}
	for _, l := range c.Chain {
		link := linkJSON{Source: pairOrNull(l.Source), Cue: pairOrNull(l.Cue), Speaker: orNull(l.Speaker), Standing: l.Standing, Reason: pairOrNull(l.Reason)}
		if l.Via != nil {
			link.Via = &viaJSON{pair(l.Via.Span), l.Via.Kind}
		}
		out.Chain = append(out.Chain, link)
	}
	if explain {
		out.Why = map[string]string{}
		for _, w := range c.Why {
			out.Why[w.Field] = w.Rule
		}
	}
	return out
}

// commentPart marks what was taken from a comment; all else carries no mark.
func commentPart(k hearsay.PartKind) string {
	if k == hearsay.Comment {
		return string(k)
	}
	return ""
}

func only(explain bool, s string) string {
	if explain {
		return s
	}
	return ""
}

func pair(s hearsay.Span) span { return span{s.Start, s.End} }

func pairOrNull(s hearsay.Span) *span {
	if s.IsZero() {
		return nil
	}
	p := pair(s)
	return &p
}

func pairs(ss []hearsay.Span) []span {
	out := []span{}
	for _, s := range ss {
		out = append(out, pair(s))
	}
	return out
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func index(i int) *int {
	if i < 0 {
		return nil
	}
	return &i
}

func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
