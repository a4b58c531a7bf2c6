package export

import (
	"bufio"
	"bytes"
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
	value   bytes.Buffer // of the value being written
	enc     *json.Encoder
	explain bool
}

// NewJSON returns a writer of JSON Lines. With explain every claim, sentence and
// flag carries "why": the rules that set its fields.
func NewJSON(w io.Writer, explain bool) *JSON {
	j := &JSON{out: bufio.NewWriterSize(w, 1<<16), explain: explain}
	j.enc = json.NewEncoder(&j.value)
	j.enc.SetEscapeHTML(false)
	return j
}

// Write writes one reading as a whole line. Its lists are written item by item, so
// that a long page is never held in memory twice.
func (j *JSON) Write(r *hearsay.Reading) error {
	j.object(r)
	if err := j.out.Flush(); err != nil {
		return fmt.Errorf("write reading as JSON: %w", err)
	}
	return nil
}

// object writes the fields in the order of the contract. Errors of writing stay
// with the buffer until it is flushed.
func (j *JSON) object(r *hearsay.Reading) {
	d := r.Document
	j.out.WriteString(`{"schema":`)
	j.write(Schema)
	for _, f := range []struct {
		name  string
		value any
	}{{"input", d.Input}, {"id", d.ID}, {"url", orNull(d.URL)}, {"outlet", orNull(d.Outlet)}, {"authors", list(d.Authors)}, {"published", orNull(d.Published)},
		{"language", orNull(d.Language)}, {"title", orNull(d.Title)}, {"text", d.Text}, {"problems", list(r.Problems)}} {
		j.name(f.name)
		j.write(f.value)
	}
	each(j, "parts", d.Parts, func(p *hearsay.Part) any { return partJSON{p.Kind, pair(p.Span), orNull(p.Author)} })
	each(j, "sentences", r.Sentences, func(s *hearsay.Sentence) any {
		return sentenceJSON{pair(s.Span), orNull(string(s.Told)), only(j.explain, s.Why)}
	})
	each(j, "entities", r.Entities, func(e *hearsay.Entity) any {
		return entityJSON{e.ID, e.Name, e.Kind, orNull(e.Country), pairs(e.Mentions)}
	})
	each(j, "claims", r.Claims, func(c *hearsay.Claim) any { return jsonClaim(c, j.explain) })
	each(j, "figures", r.Figures, jsonFigure)
	each(j, "places", r.Places, jsonPlace)
	each(j, "dates", r.Dates, jsonDate)
	each(j, "events", r.Events, func(*hearsay.Event) any { return struct{}{} })
	each(j, "flags", r.Flags, func(f *hearsay.Flag) any {
		return flagJSON{f.Kind, pair(f.Span), list(f.Claims), only(j.explain, f.Why), commentPart(f.Part)}
	})
	j.name("model")
	j.write(modelJSON(r.Model))
	j.out.WriteString("}\n")
}

// each writes a list field, item by item.
func each[T any](j *JSON, name string, items []T, shape func(*T) any) {
	j.name(name)
	j.out.WriteByte('[')
	for i := range items {
		if i > 0 {
			j.out.WriteByte(',')
		}
		j.write(shape(&items[i]))
	}
	j.out.WriteByte(']')
}

func (j *JSON) name(s string) {
	j.out.WriteString(`,"`)
	j.out.WriteString(s)
	j.out.WriteString(`":`)
}

// write writes one value. The shapes of this file hold nothing that cannot be
// encoded, so the encoder cannot fail.
func (j *JSON) write(v any) {
	j.value.Reset()
	_ = j.enc.Encode(v)
	j.out.Write(bytes.TrimSuffix(j.value.Bytes(), []byte("\n")))
}

// span is a pair of byte offsets; nil becomes null.
type span [2]int

type (
	partJSON struct {
		Kind   hearsay.PartKind `json:"kind"`
		Span   span             `json:"span"`
		Author *string          `json:"author"`
	}
	sentenceJSON struct {
		Span span    `json:"span"`
		Told *string `json:"told"`
		Why  string  `json:"why,omitempty"`
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

func jsonFigure(f *hearsay.Figure) any {
	return figureJSON{pair(f.Span), f.Value, f.Low, f.High, orNull(f.Open), f.Approx, orNull(f.Hedge), orNull(f.Unit), orNull(f.Of), orNull(f.Role), index(f.AsOf), commentPart(f.Part)}
}

func jsonPlace(p *hearsay.Place) any {
	lat, lon := &p.Lat, &p.Lon
	if p.Lat == 0 && p.Lon == 0 {
		lat, lon = nil, nil
	}
	return placeJSON{pair(p.Span), p.Name, orNull(p.Country), lat, lon, p.Precision, orNull(p.GazetteerID), commentPart(p.Part)}
}

func jsonDate(d *hearsay.Date) any {
	return dateJSON{pair(d.Span), d.Kind, orNull(d.From), orNull(d.To), d.Grain, d.Role, orNull(d.RelativeTo), commentPart(d.Part)}
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
