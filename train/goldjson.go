package train

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"hearsay"
)

// The shape of gold that the project's outside scorer reads: byte offsets, a
// text file beside each page.
type (
	scoredSpan struct {
		Text  string `json:"text"`
		Bytes [2]int `json:"bytes"`
	}
	scoredVia struct {
		scoredSpan
		Kind hearsay.ViaKind `json:"kind"`
	}
	scoredLink struct {
		Source   *scoredSpan      `json:"source"`
		Cue      *scoredSpan      `json:"cue"`
		Speaker  *string          `json:"speaker"`
		Standing hearsay.Standing `json:"standing"`
		Reason   *scoredSpan      `json:"reason"`
		Via      *scoredVia       `json:"via"`
	}
	scoredClaim struct {
		Kind       hearsay.Kind   `json:"kind"`
		Act        hearsay.Act    `json:"act"`
		Stance     hearsay.Stance `json:"stance"`
		Content    []scoredSpan   `json:"content"`
		Chain      []scoredLink   `json:"chain"`
		Antecedent *scoredSpan    `json:"antecedent,omitempty"`
		Optional   bool           `json:"optional,omitempty"`
	}
	scoredFigure struct {
		scoredSpan
		Value  *float64 `json:"value"`
		Low    *float64 `json:"low"`
		High   *float64 `json:"high"`
		Open   *string  `json:"open"`
		Approx bool     `json:"approx"`
		Of     *string  `json:"of"`
		Role   *string  `json:"role"`
	}
	scoredFlag struct {
		Flag hearsay.FlagKind `json:"flag"`
		scoredSpan
	}
	scoredTold struct {
		Told hearsay.Told `json:"told"`
		scoredSpan
	}
	scoredPage struct {
		Doc       string         `json:"doc"`
		TextFile  string         `json:"text_file"`
		Published string         `json:"published"`
		Claims    []scoredClaim  `json:"claims"`
		Figures   []scoredFigure `json:"figures"`
		Flags     []scoredFlag   `json:"flags"`
		Told      []scoredTold   `json:"told"`
	}
)

// WriteScored writes a page's text and gold into folder as NAME.txt and
// NAME.json, the form that the scorer beside the project reads.
func (g *Gold) WriteScored(folder string) error {
	data, err := json.MarshalIndent(g.scored(), "", " ")
	if err != nil {
		return fmt.Errorf("encode gold %s: %w", g.Name, err)
	}
	if err := os.WriteFile(filepath.Join(folder, g.Name+".txt"), []byte(g.Text), 0o644); err != nil {
		return fmt.Errorf("write gold text: %w", err)
	}
	if err := os.WriteFile(filepath.Join(folder, g.Name+".json"), data, 0o644); err != nil {
		return fmt.Errorf("write gold: %w", err)
	}
	return nil
}

func (g *Gold) scored() scoredPage {
	p := scoredPage{Doc: g.Name, TextFile: g.Name + ".txt", Published: g.Published,
		Claims: []scoredClaim{}, Figures: []scoredFigure{}, Flags: []scoredFlag{}, Told: []scoredTold{}}
	for _, c := range g.Claims {
		p.Claims = append(p.Claims, g.scoredClaim(c))
	}
	for _, f := range g.Figures {
		p.Figures = append(p.Figures, scoredFigure{scoredSpan: *g.at(f.Span), Value: f.Value, Low: f.Low, High: f.High,
			Open: orNil(f.Open), Approx: f.Approx, Of: orNil(f.Of), Role: orNil(f.Role)})
	}
	for _, f := range g.Flags {
		p.Flags = append(p.Flags, scoredFlag{f.Kind, *g.at(f.Span)})
	}
	for _, t := range g.Told {
		p.Told = append(p.Told, scoredTold{t.Told, *g.at(t.Span)})
	}
	return p
}

func (g *Gold) scoredClaim(c GoldClaim) scoredClaim {
	out := scoredClaim{Kind: c.Kind, Act: c.Act, Stance: c.Stance, Antecedent: g.at(c.Antecedent), Optional: c.Optional, Chain: []scoredLink{}}
	for _, s := range c.Content {
		out.Content = append(out.Content, *g.at(s))
	}
	for i, k := range c.Chain {
		link := scoredLink{Source: g.at(k.Source), Cue: g.at(k.Cue), Speaker: orNil(c.Speakers[i]), Standing: k.Standing, Reason: g.at(k.Reason)}
		if k.Via != nil {
			link.Via = &scoredVia{*g.at(k.Via.Span), k.Via.Kind}
		}
		out.Chain = append(out.Chain, link)
	}
	return out
}

func (g *Gold) at(s hearsay.Span) *scoredSpan {
	if s.IsZero() {
		return nil
	}
	return &scoredSpan{s.In(g.Text), [2]int{s.Start, s.End}}
}

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
