package export

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// scraps are what invented pages are made of: plain words, and what is hard on
// a terminal.
var scraps = []string{"the ", "harbour ", "board ", "said ", "“no,” ", "that ", "a ", "\n", "\n\n", "\r\n", "\t", "港の堤防", "は、", "👩‍🚒", "🏗️ ", "🇳🇴", "e\u0301", "\u0301\u0301",
	"क्षत्रिय ", "한국어 ", "\x1b[31m", "\x1b]0;x\a", "\u009b", "\u202e", "\u00a0", "\u200b", "\u00ad", "\x00", "⟦x⟧¹ ", "x²", strings.Repeat("long", 40), "https://harbour.example/a/b ", "— ", "… "}

func inventedPage(seed uint64) *hearsay.Reading {
	rng := rand.New(rand.NewPCG(seed, 1))
	var b strings.Builder
	for range 20 + rng.IntN(200) {
		b.WriteString(scraps[rng.IntN(len(scraps))])
	}
	return inventedReading(rng, b.String())
}

// inventedReading marks stretches of a text by chance, lawful or not.
func inventedReading(rng *rand.Rand, text string) *hearsay.Reading {
	span := func() hearsay.Span {
		s := rng.IntN(len(text) + 1)
		e := s + rng.IntN(len(text)+1-s)
		for s < len(text) && !utf8.RuneStart(text[s]) {
			s++
		}
		for e < len(text) && !utf8.RuneStart(text[e]) {
			e++
		}
		return hearsay.Span{Start: s, End: max(s, e)}
	}
	r := &hearsay.Reading{Document: &hearsay.Document{Input: "x", Title: text, Text: text}, Entities: []hearsay.Entity{{ID: "e1", Name: text}}}
	standings := []hearsay.Standing{hearsay.Named, hearsay.Role, hearsay.Unnamed, hearsay.None}
	for range rng.IntN(12) {
		l := hearsay.Link{Source: span(), Cue: span(), Reason: span(), Standing: standings[rng.IntN(4)], Via: &hearsay.Via{Span: span()}}
		if rng.IntN(4) == 0 {
			l.Speaker = "e1"
		}
		r.Claims = append(r.Claims, hearsay.Claim{ID: "c", Content: []hearsay.Span{span(), span()}, Chain: []hearsay.Link{l, l}[:rng.IntN(3)], Antecedent: span()})
		r.Flags = append(r.Flags, hearsay.Flag{Kind: hearsay.ScareQuote, Span: span(), Claims: []string{"c"}})
		r.Sentences = append(r.Sentences, hearsay.Sentence{Span: span(), Told: hearsay.Evaluation, Why: "by chance"})
	}
	return r
}

func TestTermLaws(t *testing.T) {
	for seed := range uint64(300) {
		checkLaws(t, inventedPage(seed), 20+int(seed%80))
	}
}

func FuzzTerm(f *testing.F) {
	f.Add("The board said that no fish died.", uint64(1), uint8(40))
	f.Add(strings.Join(scraps, ""), uint64(2), uint8(21))
	f.Fuzz(func(t *testing.T, text string, seed uint64, width uint8) {
		text = strings.ToValidUTF8(text, "\ufffd")
		checkLaws(t, inventedReading(rand.New(rand.NewPCG(seed, 1)), text), 1+int(width))
	})
}

var codes = regexp.MustCompile("\x1b\\[[0-9;]*m")

// checkLaws writes a reading with colour and without, and checks what must be
// true of both.
func checkLaws(t *testing.T, r *hearsay.Reading, width int) {
	t.Helper()
	plain := written(t, r, TermOptions{Width: width, Explain: width%2 == 0})
	checkLines(t, plain, max(width, leastWidth))
	checkWords(t, plain, r.Document.Text)
	colored := written(t, r, TermOptions{Width: width, Color: true})
	for line := range strings.Lines(colored) {
		if all := codes.FindAllString(line, -1); len(all) > 0 && all[len(all)-1] != "\x1b[m" {
			t.Fatalf("the last code of %q is not the closing one", line)
		}
	}
	bare := codes.ReplaceAllString(colored, "")
	checkLines(t, bare, max(width, leastWidth))
	checkWords(t, bare, r.Document.Text)
}

func checkLines(t *testing.T, out string, width int) {
	t.Helper()
	if !utf8.ValidString(out) || !strings.HasSuffix(out, "\n") {
		t.Fatalf("not whole lines of UTF-8: %q", out)
	}
	for line := range strings.Lines(out) {
		line = strings.TrimSuffix(line, "\n")
		n := 0
		for c := range clusters(line) {
			n += c.cells
		}
		if i := strings.IndexFunc(line, unicode.IsControl); i >= 0 || n > width || strings.HasSuffix(line, " ") {
			t.Fatalf("line of %d columns, want %d at most, no control code and no space at its end: %q", n, width, line)
		}
	}
}

// checkWords checks that every word of the text is shown, in order. Margins,
// marks and numbers are taken out first, and so are ends of lines, for a word
// may be broken there.
func checkWords(t *testing.T, out, text string) {
	t.Helper()
	var shown strings.Builder
	for line := range strings.Lines(out) {
		if runes := []rune(line); len(runes) > marginCells {
			shown.WriteString(bareWords(string(runes[marginCells:])))
		}
	}
	rest := shown.String()
	for word := range strings.FieldsFuncSeq(text, isBreakingSpace) {
		word = bareWords(strings.Map(harmless, word))
		i := strings.Index(rest, word)
		if i < 0 {
			t.Fatalf("%q is not shown, or not in its place:\n%s", word, out)
		}
		rest = rest[i+len(word):]
	}
}

func bareWords(s string) string {
	return strings.Map(func(r rune) rune {
		if isBreakingSpace(r) || strings.ContainsRune("⟦⟧⁰¹²³⁴⁵⁶⁷⁸⁹", r) {
			return -1
		}
		return r
	}, s)
}

func TestTermColor(t *testing.T) {
	b := newBuilder(t, "color", "Ilse Varga said that the wall leaks. Officials deny it.\n\nGifts.")
	b.claim("that the wall leaks").by("Ilse Varga", "Ilse Varga", hearsay.Named)
	b.claim("it").by("Officials", "", hearsay.Unnamed).stance(hearsay.Says, hearsay.Denies)
	got := written(t, b.done(), TermOptions{Width: 60, Color: true})
	for _, want := range []string{
		"\x1b[1mIlse Varga\x1b[m said \x1b[4;38;5;32mthat the wall leaks\x1b[m\x1b[1;38;5;32m¹\x1b[m. \x1b[1mOfficials\x1b[m deny",
		"\x1b[4;38;5;130mit\x1b[m\x1b[1;38;5;130m²\x1b[m.\n",
		"\x1b[1;38;5;130mOfficials\x1b[m\x1b[2m (unnamed)\x1b[m denied: it\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%q", want, got)
		}
	}
}

// A page of one line with very many claims must not take quadratic time: that
// this ends at all is the test.
func TestTermLongLine(t *testing.T) {
	const n = 20_000
	unit := "The board said that 港 the wall of the harbour would be mended in spring, and nobody believed it. "
	d := &hearsay.Document{Text: strings.Repeat(unit, n)}
	r := &hearsay.Reading{Document: d}
	for i := range n {
		at := i * len(unit)
		r.Claims = append(r.Claims, hearsay.Claim{Content: []hearsay.Span{{Start: at + 15, End: len(d.Text) - 2}}, Chain: []hearsay.Link{{Source: hearsay.Span{Start: at, End: at + 9}}}})
		r.Sentences = append(r.Sentences, hearsay.Sentence{Span: hearsay.Span{Start: at, End: at + len(unit) - 1}})
	}
	if got := written(t, r, TermOptions{}); strings.Count(got, "the board") > len(got) {
		t.Error(len(got))
	}
}
