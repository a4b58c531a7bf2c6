package plain_test

import (
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"hearsay"
	"hearsay/ingest/plain"
)

var scraps = []string{"Ferry Fares To Rise Again\n", "The board said on Tuesday that fares would rise. ", "Ann Dole\n", "ann_dole\n", "By Ann Dole\n", "March 4, 2031\n", "2 hours ago\n", "12 comments\n", "Leave a reply\n", "Great article, thanks!!\n",
	"You are all idiots lol.\n", "I totally agree with you.\n", "Share this\n", "Home | News | Sport\n", "Photo: Ann Dole\n", "Read more\n", "\n", "\n\n", "\n\n\n", "\r\n", " \t", "“No,” said Dole.\n", "É", "港の", "\u00a0", "\u2028", "\x00", "\ufeff", "word ", "- ", "… ", "?", "@dole ", "Reply\n", "c1\n"}

func invented(seed uint64) string {
	rng := rand.New(rand.NewPCG(seed, 5))
	var b strings.Builder
	for range 1 + rng.IntN(60) {
		b.WriteString(scraps[rng.IntN(len(scraps))])
	}
	return b.String()
}

var alias = regexp.MustCompile(`^c[1-9][0-9]*$`)

// checkLaws checks what doc.go promises of the parts of a text.
func checkLaws(t *testing.T, text string) {
	t.Helper()
	parts := plain.Parts(text)
	if again := plain.Parts(text); !reflect.DeepEqual(parts, again) {
		t.Errorf("other parts the second time: %.200q", text)
	}
	end, authors := 0, map[string]bool{}
	for _, p := range parts {
		if p.Span.Start < end || !p.Span.IsValid(text) {
			t.Fatalf("part %v of %.200q", p, text)
		}
		end = p.Span.End
		if words := p.Span.In(text); strings.TrimSpace(words) != words {
			t.Errorf("part %.100q has white space at its ends", words)
		}
		switch p.Kind {
		case hearsay.Headline, hearsay.Byline, hearsay.Dateline, hearsay.Body, hearsay.Caption:
			if p.Author != "" {
				t.Errorf("%s has an author: %s", p.Kind, p.Author)
			}
		case hearsay.Comment:
			if p.Author != "" && !alias.MatchString(p.Author) {
				t.Errorf("author %q", p.Author)
			}
			authors[p.Author] = true
		default:
			t.Errorf("kind %q", p.Kind)
		}
	}
}

func TestLaws(t *testing.T) {
	for seed := range uint64(1000) {
		checkLaws(t, invented(seed))
	}
}

// TestLong has to finish.
func TestLong(t *testing.T) {
	line := "Ferry fares will rise, said Ilse Varga, and “nobody” was asked; you and I were not!"
	for _, c := range []struct {
		scrap string
		n     int
	}{{line + " ", 15 << 20 / len(line)}, {"x", 15 << 20}, {"\n", 1 << 20}, {"a\n", 1 << 20}, {" ", 1 << 20}, {"港", 1 << 20}, {"\r\n", 1 << 18}, {"a\n\n", 1 << 17}, {"Ann Dole\n", 1 << 15}, {"Ann Dole\n\n", 1 << 15},
		{"Ann Dole\nGreat article, thanks!!\n\n", 1 << 14}, {"12 comments\n\n", 1 << 15}, {"2 hours ago\n", 1 << 15}, {line + "\n", 1 << 13}, {line + "\n\n", 1 << 13}, {"“", 1 << 17}, {"!", 1 << 17}, {"\x00", 1 << 17}, {"| ", 1 << 17}, {"Home | ", 1 << 15}, {"Read more\n", 1 << 15}, {"By Ann Dole\n", 1 << 15}} {
		if raced {
			c.n /= 32
		}
		text := strings.Repeat(c.scrap, c.n)
		checkLaws(t, "Fares rise\n\n"+line+"\n\n"+text)
	}
	var b strings.Builder // a thread of names, each of them another
	for i := range 1 << 13 {
		b.WriteString("Dole " + strings.Repeat("x", 1+i%7) + string(rune('A'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676%26)) + "\n\nYou are wrong, mate!\n\n\n")
	}
	checkLaws(t, "Fares rise\n\n"+line+"\n\n"+line+"\n\n"+b.String())
}

func FuzzParts(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(invented(seed))
	}
	f.Fuzz(func(t *testing.T, text string) { checkLaws(t, strings.ToValidUTF8(text, "\ufffd")) })
}
