package export

import (
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hearsay"
)

// builder makes a reading out of words of the page.
type builder struct {
	t       *testing.T
	reading *hearsay.Reading
	ids     map[string]string // speaker to entity id
	at      hearsay.Span      // of the claim in hand
}

func newBuilder(t *testing.T, name, text string) *builder {
	d := &hearsay.Document{ID: "sha256:0", Input: name + ".txt", Text: text}
	return &builder{t: t, reading: &hearsay.Reading{Document: d}, ids: map[string]string{}}
}

// span finds "words" or "first words..last words", looking near the claim in
// hand before it looks from the top.
func (b *builder) span(words string) hearsay.Span {
	first, last, long := strings.Cut(words, "..")
	text := b.reading.Document.Text
	start := -1
	if !b.at.IsZero() {
		from := max(0, b.at.Start-100)
		if i := strings.Index(text[from:], first); i >= 0 {
			start = from + i
		}
	}
	if start < 0 {
		start = strings.Index(text, first)
	}
	end := start + len(first)
	if i := strings.Index(text[max(0, end):], last); long && i >= 0 {
		end += i + len(last)
	}
	if start < 0 {
		b.t.Fatalf("no %q on the page", words)
	}
	return hearsay.Span{Start: start, End: end}
}

func (b *builder) top(words string) hearsay.Span {
	b.at = hearsay.Span{}
	return b.span(words)
}

func (b *builder) part(kind hearsay.PartKind, words string) {
	d := b.reading.Document
	d.Parts = append(d.Parts, hearsay.Part{Kind: kind, Span: b.top(words)})
}

func (b *builder) told(told hearsay.Told, sentences ...string) {
	for _, s := range sentences {
		b.reading.Sentences = append(b.reading.Sentences, hearsay.Sentence{Span: b.top(s), Told: told, Why: "a rule"})
	}
}

func (b *builder) flag(kind hearsay.FlagKind, words string, claims ...int) {
	f := hearsay.Flag{Kind: kind, Span: b.top(words), Why: "a rule"}
	for _, n := range claims {
		f.Claims = append(f.Claims, "c"+strconv.Itoa(n))
	}
	b.reading.Flags = append(b.reading.Flags, f)
}

func (b *builder) claim(pieces ...string) *builder {
	c := hearsay.Claim{ID: "c" + strconv.Itoa(len(b.reading.Claims)+1), Kind: hearsay.Indirect, Act: hearsay.Says, Stance: hearsay.Asserts,
		SaidOn: -1, Confidence: 0.9, Part: hearsay.Body, Why: []hearsay.Why{{Field: "cue", Rule: "a rule"}}}
	for _, p := range pieces {
		c.Content = append(c.Content, b.top(p))
	}
	b.at = hearsay.Hull(c.Content)
	b.reading.Claims = append(b.reading.Claims, c)
	return b
}

func (b *builder) last() *hearsay.Claim { return &b.reading.Claims[len(b.reading.Claims)-1] }

func (b *builder) link() *hearsay.Link { return &b.last().Chain[len(b.last().Chain)-1] }

func (b *builder) by(source, speaker string, standing hearsay.Standing) *builder {
	l := hearsay.Link{Standing: standing}
	if source != "" {
		l.Source = b.span(source)
	}
	if speaker != "" {
		if b.ids[speaker] == "" {
			b.ids[speaker] = "e" + strconv.Itoa(len(b.ids)+1)
			b.reading.Entities = append(b.reading.Entities, hearsay.Entity{ID: b.ids[speaker], Name: speaker})
		}
		l.Speaker = b.ids[speaker]
	}
	b.last().Chain = append(b.last().Chain, l)
	return b
}

func (b *builder) cue(words string) *builder {
	b.link().Cue = b.span(words)
	return b
}

func (b *builder) reason(words string) *builder {
	b.link().Reason = b.span(words)
	return b
}

func (b *builder) via(kind hearsay.ViaKind, words string) *builder {
	b.link().Via = &hearsay.Via{Span: b.span(words), Kind: kind}
	return b
}

func (b *builder) stance(act hearsay.Act, stance hearsay.Stance) *builder {
	b.last().Act, b.last().Stance = act, stance
	return b
}

func (b *builder) antecedent(words string) *builder {
	b.last().Antecedent = b.top(words)
	return b
}

// figure adds a figure, of the claim in hand if there is one.
func (b *builder) figure(words string) {
	if n := len(b.reading.Figures); !b.at.IsZero() {
		b.last().Figures = append(b.last().Figures, n)
	}
	b.reading.Figures = append(b.reading.Figures, hearsay.Figure{Span: b.span(words), AsOf: -1})
}

// done puts the lists in the order of the text.
func (b *builder) done() *hearsay.Reading {
	slices.SortStableFunc(b.reading.Sentences, func(x, y hearsay.Sentence) int { return x.Span.Compare(y.Span) })
	return b.reading
}

// countingWriter counts how often it is written to.
type countingWriter struct {
	w io.Writer
	n int
}

func (c *countingWriter) Write(p []byte) (int, error) {
	c.n++
	return c.w.Write(p)
}

func writeFile(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
