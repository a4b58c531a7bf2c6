package claim_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/tools/txtar"

	"hearsay"
	"hearsay/train"
)

// knownWrong begins the first line of a case that the program gets wrong today.
const knownWrong = "known wrong:"

// TestCases reads testdata/*.txtar, one construction each, as gold is written
// (docs/gold-format.md): the whole page is its body unless there is a section
// parts. A section dates is ours: span, kind, from, to, grain, role. What a case
// marks must be found, and of claims, flags and figures nothing else.
//
// A case whose first line begins with "known wrong:" may fail; when it no longer
// does, the mark must go.
func TestCases(t *testing.T) {
	names, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatal("no cases: ", err)
	}
	reader := newReader(t)
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			g, dates := readCase(t, name)
			doc := asBody(g.Text)
			doc.Published = g.Published
			if len(g.Parts) > 0 {
				doc.Parts = g.Parts
			}
			r := reader.Read(doc)
			for _, err := range hearsay.Check(r) {
				t.Error(err)
			}
			got := foundLines(g, r)
			if dates != nil {
				got = append(got, dateLines(r)...)
			}
			diff := difference(append(goldLines(g), dates...), got)
			isKnown := strings.HasPrefix(g.Why, knownWrong)
			switch {
			case diff == "" && isKnown:
				t.Errorf("is right now: take away the line %q", g.Why)
			case diff != "" && isKnown:
				t.Logf("%s\n%s", g.Why, diff)
			case diff != "":
				t.Errorf("%s\n%s\n%s", g.Why, g.Text, diff)
			}
		})
	}
}

func readCase(t *testing.T, name string) (*train.Gold, []string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	archive := txtar.Parse(data)
	var dates []string
	archive.Files = slices.DeleteFunc(archive.Files, func(f txtar.File) bool {
		if f.Name == "dates" {
			for line := range strings.Lines(string(f.Data)) {
				dates = append(dates, "date "+strings.TrimSpace(line))
			}
		}
		return f.Name == "dates"
	})
	g, err := train.ParseGold(strings.TrimSuffix(filepath.Base(name), ".txtar"), txtar.Format(archive))
	if err != nil {
		t.Fatal(err)
	}
	if g.Why == "" {
		t.Error("the case does not say why it exists")
	}
	return g, dates
}

// difference lists the lines that only one side has.
func difference(want, got []string) string {
	var b strings.Builder
	for _, w := range want {
		if !slices.Contains(got, w) {
			b.WriteString("  want " + w + "\n")
		}
	}
	for _, w := range got {
		if !slices.Contains(want, w) {
			b.WriteString("  got  " + w + "\n")
		}
	}
	return b.String()
}

func goldLines(g *train.Gold) (out []string) {
	for i := range g.Claims {
		out = append(out, claimLines(g.Text, &g.Claims[i].Claim, g.Claims[i].Speakers)...)
	}
	for _, f := range g.Flags {
		out = append(out, "flag "+string(f.Kind)+" "+words(g.Text, f.Span))
	}
	for i := range g.Figures {
		out = append(out, figureLine(g.Text, &g.Figures[i]))
	}
	for _, s := range g.Told {
		out = append(out, "told "+string(s.Told)+" "+words(g.Text, s.Span))
	}
	return out
}

// foundLines are the lines of a reading; how a sentence is told counts only where
// gold says it, figures only where gold has some.
func foundLines(g *train.Gold, r *hearsay.Reading) (out []string) {
	for i := range r.Claims {
		out = append(out, claimLines(g.Text, &r.Claims[i], speakers(g, r, &r.Claims[i]))...)
	}
	for _, f := range r.Flags {
		out = append(out, "flag "+string(f.Kind)+" "+words(g.Text, f.Span))
	}
	if len(g.Figures) > 0 {
		for i := range r.Figures {
			out = append(out, figureLine(g.Text, &r.Figures[i]))
		}
	}
	for _, s := range r.Sentences {
		if slices.ContainsFunc(g.Told, func(x train.GoldTold) bool { return x.Span.Overlaps(s.Span) }) {
			out = append(out, "told "+string(s.Told)+" "+words(g.Text, s.Span))
		}
	}
	return out
}

// claimLines are a claim's content and what is said of it, each with the content
// before it, so that a difference names its claim.
func claimLines(text string, c *hearsay.Claim, speakers []string) []string {
	var pieces []string
	for _, s := range c.Content {
		pieces = append(pieces, words(text, s))
	}
	content := "claim " + strings.Join(pieces, " + ")
	out := []string{content, fmt.Sprintf("%s: %s %s %s", content, c.Kind, c.Act, c.Stance)}
	if !c.Antecedent.IsZero() {
		out = append(out, content+": antecedent "+words(text, c.Antecedent))
	}
	for i, l := range c.Chain {
		line := fmt.Sprintf("%s: link %d: %s cue %s speaker %q %s", content, i, words(text, l.Source), words(text, l.Cue), speakers[i], l.Standing)
		if !l.Reason.IsZero() {
			line += " reason " + words(text, l.Reason)
		}
		if l.Via != nil {
			line += fmt.Sprintf(" via %s %s", l.Via.Kind, words(text, l.Via.Span))
		}
		out = append(out, line)
	}
	return out
}

// speakers are the names of a claim's speakers, as gold writes them where gold
// names the same.
func speakers(g *train.Gold, r *hearsay.Reading, c *hearsay.Claim) []string {
	out := make([]string, len(c.Chain))
	for i, l := range c.Chain {
		e := r.Entity(l.Speaker)
		if e == nil {
			continue
		}
		out[i] = e.Name
		for _, x := range g.Claims {
			for _, name := range x.Speakers {
				if name != "" && sameName(name, e.Name) {
					out[i] = name
				}
			}
		}
	}
	return out
}

func sameName(a, b string) bool {
	split := func(s string) []string {
		list := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		return slices.DeleteFunc(list, func(w string) bool { return w == "the" || w == "general" || w == "dr" || w == "mr" || w == "ms" })
	}
	x, y := split(a), split(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	return len(x) > 0 && !slices.ContainsFunc(x, func(w string) bool { return !slices.Contains(y, w) })
}

func figureLine(text string, f *hearsay.Figure) string {
	number := func(p *float64) string {
		if p == nil {
			return "-"
		}
		return fmt.Sprint(*p)
	}
	return fmt.Sprintf("figure %s value %s low %s high %s open %q approx %v unit %q of %q role %q", words(text, f.Span), number(f.Value), number(f.Low), number(f.High), f.Open, f.Approx, f.Unit, f.Of, f.Role)
}

func dateLines(r *hearsay.Reading) (out []string) {
	for _, d := range r.Dates {
		out = append(out, fmt.Sprintf("date %q %s %s %s %s %s", d.Span.In(r.Document.Text), d.Kind, d.From, d.To, d.Grain, d.Role))
	}
	return out
}

// words are the words of a span, punctuation at its edges aside, and where they
// begin.
func words(text string, s hearsay.Span) string {
	if s.IsZero() {
		return "-"
	}
	const marks = "“”„«»\"'‘’`.,;:!?()[]…—–- \n"
	in := s.In(text)
	left := len(in) - len(strings.TrimLeft(in, marks))
	return fmt.Sprintf("%q@%d", strings.Trim(in, marks), s.Start+left)
}
