package text_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"hearsay"
	"hearsay/lang/en"
	"hearsay/text"
)

var update = flag.Bool("update", false, "rewrite the expectations of testdata")

// TestCases reads testdata/*.txtar: a sentence that says why the case exists, the
// text (as it is, or as quoted lines in Go's syntax where it holds what an editor
// would spoil), and what becomes of it: tokens, sentences, quotes.
func TestCases(t *testing.T) {
	names, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatal("no cases: ", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			archive := txtar.Parse(data)
			if len(bytes.TrimSpace(archive.Comment)) == 0 {
				t.Error("the case does not say why it exists")
			}
			input := textOf(t, archive.Files[0])
			checkLaws(t, input)
			archive.Files = append(archive.Files[:1], written(input)...)
			got := txtar.Format(archive)
			if *update {
				if err := os.WriteFile(name, got, 0o644); err != nil {
					t.Fatal(err)
				}
			} else if !bytes.Equal(got, data) {
				t.Errorf("go test ./text -update would change\n%s", difference(string(data), string(got)))
			}
		})
	}
}

func textOf(t *testing.T, f txtar.File) string {
	if f.Name == "text" {
		return strings.TrimSuffix(string(f.Data), "\n")
	}
	var b strings.Builder
	for line := range strings.Lines(string(f.Data)) {
		s, err := strconv.Unquote(strings.TrimSpace(line))
		if err != nil {
			t.Fatalf("%s: %s", line, err)
		}
		b.WriteString(s)
	}
	return b.String()
}

// written are the sections for a text. A token is written as its words and a
// letter for its kind, none for a word; a quotation is indented by its depth.
func written(input string) []txtar.File {
	rules := en.New().Text
	tokens := text.Tokens(input, rules)
	var words, sentences, quotes strings.Builder
	for _, s := range text.Sentences(input, tokens, rules) {
		for i := s.Start; i < s.End; i++ {
			fmt.Fprintf(&words, "%q%s ", tokens[i].In(input), [...]string{text.Word: "", text.Number: "n", text.Punct: "p", text.Quote: "q", text.Symbol: "s", text.Address: "a"}[tokens[i].Kind])
		}
		words.WriteString("\n")
		fmt.Fprintf(&sentences, "%q\n", input[tokens[s.Start].Start:tokens[s.End-1].End])
	}
	for _, q := range text.Quotes(input, tokens, text.Paragraphs(input)) {
		fmt.Fprintf(&quotes, "%s%q", strings.Repeat("  ", q.Depth), q.Span.In(input))
		if n := strings.Count(input[:q.Span.End-1], q.Span.In(input)); n > 0 {
			fmt.Fprintf(&quotes, "#%d", n+1)
		}
		for _, is := range []struct {
			so   bool
			word string
		}{{q.Single, "single"}, {q.Unclosed, "unclosed"}, {q.Goes, "goes"}} {
			if is.so {
				quotes.WriteString(" " + is.word)
			}
		}
		quotes.WriteString("\n")
	}
	return []txtar.File{{Name: "tokens", Data: []byte(strings.ReplaceAll(words.String(), " \n", "\n"))},
		{Name: "sentences", Data: []byte(sentences.String())}, {Name: "quotes", Data: []byte(quotes.String())}}
}

// difference lists the lines that are in one text only.
func difference(want, got string) string {
	var b strings.Builder
	list := func(sign, a, other string) {
		for line := range strings.Lines(a) {
			if !strings.Contains(other, line) {
				b.WriteString(sign + line)
			}
		}
	}
	list("-", want, got)
	list("+", got, want)
	return b.String()
}

// checkLaws checks what doc.go promises.
func checkLaws(t *testing.T, input string) {
	t.Helper()
	rules := en.New().Text
	tokens := checkTokens(t, input, rules)
	checkSentences(t, input, tokens, rules)
	checkQuotes(t, input, tokens)
}

func checkTokens(t *testing.T, input string, rules *text.Rules) []text.Token {
	t.Helper()
	tokens := text.Tokens(input, rules)
	if again := text.Tokens(input, rules); !reflect.DeepEqual(tokens, again) {
		t.Errorf("other tokens the second time: %q", input)
	}
	at, valid := 0, utf8.ValidString(input)
	for _, k := range tokens {
		if k.Start < at || k.Start >= k.End || k.End > len(input) || valid && !k.IsValid(input) {
			t.Fatalf("token %v of %q", k, input)
		}
		if k.Kind < text.Word || k.Kind > text.Address {
			t.Errorf("token %v of %q has no kind", k, input)
		}
		checkGap(t, input[at:k.Start], input)
		at = k.End
	}
	checkGap(t, input[at:], input)
	return tokens
}

// checkGap checks that nothing but white space and what has no ink is in no token.
func checkGap(t *testing.T, gap, input string) {
	t.Helper()
	for _, r := range gap {
		if !unicode.IsSpace(r) && !strings.ContainsRune("\x00\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff", r) {
			t.Fatalf("%q is in no token of %q", r, input)
		}
	}
}

func checkSentences(t *testing.T, input string, tokens []text.Token, rules *text.Rules) {
	t.Helper()
	sentences := text.Sentences(input, tokens, rules)
	at := 0
	for _, s := range sentences {
		if s.Start != at || s.End <= s.Start {
			t.Fatalf("sentence %v of %q begins at another token than %d", s, input, at)
		}
		if s.Len() > 400 {
			t.Errorf("a sentence of %d tokens", s.Len())
		}
		if gap := input[tokens[s.Start].Start:tokens[s.End-1].End]; strings.Contains(gap, "\n\n") {
			t.Errorf("sentence %q goes over a blank line", gap)
		}
		at = s.End
	}
	if at != len(tokens) {
		t.Errorf("%d of %d tokens in sentences of %q", at, len(tokens), input)
	}
}

func checkQuotes(t *testing.T, input string, tokens []text.Token) {
	t.Helper()
	paragraphs := text.Paragraphs(input)
	end, valid := 0, utf8.ValidString(input)
	for _, p := range paragraphs {
		if p.Start < end || valid && !p.IsValid(input) || strings.TrimSpace(p.In(input)) != p.In(input) {
			t.Fatalf("paragraph %v of %q", p, input)
		}
		end = p.End
	}
	var around []hearsay.Span
	p, last := 0, hearsay.Span{Start: -1}
	for _, q := range text.Quotes(input, tokens, paragraphs) {
		for p < len(paragraphs) && paragraphs[p].End < q.Span.End {
			p++
		}
		for len(around) > 0 && around[len(around)-1].End <= q.Span.Start {
			around = around[:len(around)-1]
		}
		switch {
		case p == len(paragraphs) || !paragraphs[p].Contains(q.Span):
			t.Fatalf("quotation %v of %q is in no paragraph", q.Span, input)
		case valid && !q.Span.IsValid(input) || !q.Span.Contains(q.Inner) || q.Inner.Len() <= 0:
			t.Fatalf("quotation %+v of %q", q, input)
		case q.Span.Start <= last.Start:
			t.Fatalf("quotation %v of %q is out of order", q.Span, input)
		case q.Depth != len(around) || len(around) > 0 && !around[len(around)-1].Contains(q.Span):
			t.Fatalf("quotation %v of %q: depth %d inside %v", q.Span, input, q.Depth, around)
		case q.Unclosed && q.Inner.End != q.Span.End, q.Goes && q.Span.Start != paragraphs[p].Start:
			t.Fatalf("quotation %+v of %q", q, input)
		}
		last = q.Span
		around = append(around, q.Span)
	}
}

// TestLong has to finish: a page of nothing but marks, one line, no end.
func TestLong(t *testing.T) {
	size, deep := 1<<18, 100_000
	if raced {
		size, deep = size/16, deep/16
	}
	for _, scrap := range []string{"'", "`", `"`, "“", "”", "‘", "’", "«", "»", "„", "“a ", "‘a ", "'a ", "a” ", "a' ", "A.", "A. ", "a.", ". ", ".” ", "-", "(", ") ", "@", "@a", "#", "a'", "'s", "n't", "1,", "1", "港", "\u0301", "\u00ad", "\n", "a\n", "a\n\n", "\r\n", "\x00", "a, ", "http://", "a@", "“‘", "’”", "? “", ". ( “ "} {
		input := strings.Repeat(scrap, size/len(scrap))
		checkLaws(t, input)
		checkLaws(t, input+"Ab")
	}
	checkLaws(t, strings.Repeat("“", deep)+"a"+strings.Repeat("”", deep))
	checkLaws(t, strings.Repeat("‘", deep)+"a"+strings.Repeat("’", deep))
}

var seeds = []string{"", "The mayor said: “No.”", "“A says.\n\n“B says.” ‘It’s mine,’ he said.", "Mr. Dole's ''quote'' isn't `so'.\r\n\r\nU.S. $3.5m, 10:30 a.m.! #tag @x https://a.example/b?c=d.",
	"„So“ »so« «so» ”so” \"so \"so\"", "é e\u0301 👩‍🚒 \u00a0\u200b\u2028 \xff\xfe 港の堤防", "a\n\n\n b\r\rc\n \nd", strings.Repeat("a, ", 500)}

func FuzzTokens(f *testing.F) {
	rules := en.New().Text
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, input string) { checkTokens(t, input, rules) })
}

func FuzzSentences(f *testing.F) {
	rules := en.New().Text
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, input string) {
		checkSentences(t, input, text.Tokens(input, rules), rules)
	})
}

func FuzzQuotes(f *testing.F) {
	rules := en.New().Text
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, input string) { checkQuotes(t, input, text.Tokens(input, rules)) })
}
