package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/store"
	"hearsay/store/storegen"
)

// noon is when everything in the suite happens.
var noon = time.Date(2031, 5, 2, 12, 0, 0, 0, time.UTC)

// said is a claim to be made: who said what, on a page of its own or with others.
type said struct {
	who      string // "" for an unnamed source
	kind     hearsay.EntityKind
	office   bool
	what     string
	stance   hearsay.Stance
	standing hearsay.Standing
}

// page makes an entry of a page on which things are said.
func page(name, outlet, day string, claims ...said) store.Entry {
	var text strings.Builder
	text.WriteString("News from " + name + "\n\n")
	body := text.Len()
	r := &hearsay.Reading{Model: hearsay.Model{Name: "en", Version: "made", SHA256: strings.Repeat("0", 64)}, Problems: []string{"made by hand"}}
	r.Sentences = []hearsay.Sentence{{Span: hearsay.Span{End: body - 2}, Told: hearsay.ByOutlet}}
	for i, c := range claims {
		if i > 0 {
			text.WriteString(" ")
		}
		addClaim(r, &text, c)
	}
	if len(claims) == 0 {
		text.WriteString("The quay is long.")
	}
	d := &hearsay.Document{Input: name + ".txt", URL: "https://" + name + ".example/", Outlet: outlet, Title: "News from " + name, Authors: []string{"A. Writer"}, Published: day, Language: "en", Text: text.String(),
		Parts: []hearsay.Part{{Kind: hearsay.Headline, Span: hearsay.Span{End: body - 2}}, {Kind: hearsay.Body, Span: hearsay.Span{Start: body, End: text.Len()}}}, Problems: []string{"made by hand"}}
	d.ID = hearsay.DocumentID(d.Text, d.URL, d.Outlet)
	r.Document = d
	identify(r)
	c := &hearsay.Capture{Input: d.Input, URLs: []string{"https://short.example/" + name, d.URL}, Time: noon, Status: 200, Header: map[string][]string{"Content-Type": {"text/plain"}, "Etag": {`"1"`}},
		Format: hearsay.PlainText, Known: hearsay.Known{Outlet: outlet, Published: day}, Hint: hearsay.Known{Title: "hinted"}, Data: []byte(d.Text)}
	return store.Entry{Capture: c.Seal(), Reading: r, Extractor: "made-1", Made: noon}
}

func addClaim(r *hearsay.Reading, text *strings.Builder, c said) {
	start := text.Len()
	text.WriteString(c.what)
	content := hearsay.Span{Start: start, End: text.Len()}
	text.WriteString(", ")
	who := c.who
	if who == "" {
		who = "an official"
	}
	source := hearsay.Span{Start: text.Len(), End: text.Len() + len(who)}
	text.WriteString(who + " ")
	cue := hearsay.Span{Start: text.Len(), End: text.Len() + 4}
	text.WriteString("said.")
	link := hearsay.Link{Source: source, Cue: cue, Standing: c.standing, Via: &hearsay.Via{Span: source, Kind: hearsay.ViaPost}}
	if c.who != "" {
		link.Speaker = fmt.Sprintf("e%d", len(r.Entities)+1)
		r.Entities = append(r.Entities, hearsay.Entity{ID: link.Speaker, Name: c.who, Kind: c.kind, Office: c.office, Mentions: []hearsay.Span{source}})
	}
	claim := hearsay.Claim{Kind: hearsay.Indirect, Act: hearsay.Says, Stance: c.stance, Content: []hearsay.Span{content}, Chain: []hearsay.Link{link}, SaidOn: -1, Confidence: 0.5, Why: []hearsay.Why{{Field: "cue", Rule: "by hand"}}}
	r.Claims = append(r.Claims, claim)
	r.Sentences = append(r.Sentences, hearsay.Sentence{Span: hearsay.Span{Start: start, End: text.Len()}, Told: hearsay.Attributed, Why: "by hand"})
	if c.standing == hearsay.Unnamed {
		r.Flags = append(r.Flags, hearsay.Flag{Kind: hearsay.UnnamedSource, Span: source, Claims: []string{fmt.Sprint(len(r.Claims) - 1)}})
	}
}

// identify gives claims ids that are hashes of document and place.
func identify(r *hearsay.Reading) {
	for i := range r.Claims {
		c := &r.Claims[i]
		sum := hearsay.DocumentID(r.Document.ID, fmt.Sprint(c.Content, c.Chain[0].Cue), "")
		c.ID = "c:" + sum[len("sha256:"):len("sha256:")+24]
	}
	for i := range r.Flags {
		for k, n := range r.Flags[i].Claims {
			var at int
			fmt.Sscan(n, &at)
			r.Flags[i].Claims[k] = r.Claims[at].ID
		}
	}
}

// Names that the suite's pages use.
var (
	mayor   = said{who: "Ilse Varga", kind: hearsay.Person, office: true, what: "The quay will be closed for a month", stance: hearsay.Asserts, standing: hearsay.Named}
	unnamed = said{what: "The money for the quay was gone", stance: hearsay.Asserts, standing: hearsay.Unnamed}
	denial  = said{who: "Harbour Board", kind: hearsay.BodyOrg, what: "Any money was missing", stance: hearsay.Denies, standing: hearsay.Named}
	private = said{who: "Odd Nilsen", kind: hearsay.Person, what: "The noise was terrible", stance: hearsay.Asserts, standing: hearsay.Named}
)

// mustAdd adds entries and returns their outcomes.
func mustAdd(t *testing.T, s store.Store, entries ...store.Entry) []store.Outcome {
	t.Helper()
	for i := range entries {
		for _, breach := range hearsay.Check(entries[i].Reading) {
			t.Fatalf("the suite's own page %s: %v", entries[i].Capture.Input, breach)
		}
	}
	outcomes, err := s.Add(t.Context(), entries)
	if err != nil {
		t.Fatal(err)
	}
	return outcomes
}

// made are generated pages for comparison by brute force.
func made(n int) []store.Entry { return slices.Collect(storegen.Pages(3, n)) }
