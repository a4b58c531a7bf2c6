package detect

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"hearsay"
)

// paragraphs reads a file of testdata, cut at blank lines.
func paragraphs(t testing.TB, name string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(data)), "\n\n")
}

// languageFiles are the files of testdata in one language each, named by its code.
func languageFiles(t testing.TB) (names []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "??.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal("no texts: ", err)
	}
	for _, file := range files {
		names = append(names, filepath.Base(file))
	}
	return names
}

// TestAccuracy: every paragraph of testdata is of the language of its file.
func TestAccuracy(t *testing.T) {
	full := 0
	for _, name := range languageFiles(t) {
		want := strings.TrimSuffix(name, ".txt")
		texts := paragraphs(t, name)
		right := 0
		for _, text := range texts {
			if got := Text(text); got == want {
				right++
			} else {
				t.Errorf("%s taken for %q: %s", want, got, text)
			}
		}
		t.Logf("%s %-12s %2d of %2d", want, Name(want), right, len(texts))
		if len(texts) >= 8 {
			full++
		}
	}
	if full < 12 {
		t.Errorf("%d languages have eight paragraphs, not 12", full)
	}
}

// TestUpperCase: a text says the same in capitals, where its script has them.
func TestUpperCase(t *testing.T) {
	for _, name := range languageFiles(t) {
		want := strings.TrimSuffix(name, ".txt")
		if all := strings.Join(paragraphs(t, name), "\n"); Text(strings.ToUpper(all)) != want && want != "tr" { // whose I has no dot
			t.Errorf("%s in capitals is taken for %q", want, Text(strings.ToUpper(all)))
		}
	}
}

type hard struct{ why, text string }

func hardEnglish(t testing.TB) (out []hard) {
	all := strings.Join(paragraphs(t, "english.txt"), "\n\n")
	for _, c := range strings.Split("\n"+all, "\n## ")[1:] {
		why, text, _ := strings.Cut(c, "\n")
		out = append(out, hard{why, text})
	}
	return out
}

// TestHardEnglish: English, however odd, is never taken for another language; not
// in capitals, not when there is more of it, and not a line of it alone.
func TestHardEnglish(t *testing.T) {
	cases := hardEnglish(t)
	if len(cases) < 25 {
		t.Errorf("%d cases, not 25", len(cases))
	}
	for _, c := range cases {
		texts := []string{c.text, strings.ToUpper(c.text), strings.Repeat(c.text+"\n", 20)}
		for _, text := range append(texts, strings.Split(c.text, "\n")...) {
			if got := Text(text); got != "" && got != "en" {
				t.Errorf("%s: taken for %q: %.400s", c.why, got, text)
			}
		}
	}
}

// TestMajority: of a text in two languages the one that clearly leads is said, and
// none where it does not.
func TestMajority(t *testing.T) {
	english := "The council said that it had not been told of the report and would ask the minister for it on Monday. "
	for _, name := range languageFiles(t) {
		want := strings.TrimSuffix(name, ".txt")
		all := strings.Join(paragraphs(t, name), "\n")
		if got := Text(english + all); len(all) > 10*len(english) && got != want {
			t.Errorf("one English sentence turns %s into %q", want, got)
		}
		if got := Text(all + strings.Repeat(english, 3*len(all)/len(english)+1)); got != "en" {
			t.Errorf("English with a quarter of %s is taken for %q", want, got)
		}
		if got := Text(all + strings.Repeat(english, len(all)/len(english)+1)); got != "en" && got != "" {
			t.Errorf("half English, half %s is taken for %q", want, got)
		}
	}
}

func TestTooLittle(t *testing.T) {
	for _, text := range []string{"", " ", "\x00", "\xff\xfe", "12:30", "Wien", "Guten Tag", "Bonjour à tous", "東京", "Да", "مرحبا", "🎉🎉🎉", "...", "a", "Madrid, Lisboa, Roma"} {
		if got := Text(text); got != "" {
			t.Errorf("%q is taken for %q", text, got)
		}
	}
}

// TestUndetermined: what is surely not English is said to be that, where its
// language is not known or two are as near.
func TestUndetermined(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("щъб жюэ ", 30), // Cyrillic letters, no words
		"I je na da se za su od kao koji koja koje iz ali bi po do će biti bio bila još samo ili više", // Croatian and Serbian alike
	} {
		if got := Text(text); got != Undetermined {
			t.Errorf("%q is taken for %q", text, got)
		}
	}
}

func TestPage(t *testing.T) {
	german, english := strings.Join(paragraphs(t, "de.txt"), "\n"), "The mayor said that the bridge would be closed until it was safe, and that nobody had been told of it before. "
	both := german + strings.Repeat(english, 30)
	parts := func(first, second hearsay.PartKind) []hearsay.Part {
		return []hearsay.Part{{Kind: first, Span: hearsay.Span{End: len(german)}}, {Kind: second, Span: hearsay.Span{Start: len(german), End: len(both)}}}
	}
	for _, c := range []struct {
		why   string
		parts []hearsay.Part
		want  string
	}{
		{"the report only", parts(hearsay.Body, hearsay.Comment), "de"},
		{"comments count for nothing", parts(hearsay.Comment, hearsay.Body), "en"},
		{"the longer part leads", parts(hearsay.Body, hearsay.Caption), "en"},
		{"without parts the whole", nil, "en"},
		{"a span out of bounds", []hearsay.Part{{Kind: hearsay.Body, Span: hearsay.Span{Start: 5, End: 1 << 30}}}, "en"},
	} {
		if got := Page(&hearsay.Document{Text: both, Parts: c.parts}); got != c.want {
			t.Errorf("%s: %q, want %q", c.why, got, c.want)
		}
	}
}

// TestLimit: what stands beyond Limit does not count.
func TestLimit(t *testing.T) {
	english := strings.Repeat("The mayor said that the bridge would be closed until it was safe. ", Limit/60+1)
	if got := Text(english[:Limit] + strings.Repeat(strings.Join(paragraphs(t, "de.txt"), "\n"), 200)); got != "en" {
		t.Errorf("taken for %q", got)
	}
}

func TestName(t *testing.T) {
	for code, want := range map[string]string{"de": "German", "de-AT": "German", "DE": "German", "zh": "Chinese", "en-GB": "English", "": "", "xx": "", Undetermined: ""} {
		if got := Name(code); got != want {
			t.Errorf("%q is called %q, not %q", code, got, want)
		}
	}
}

// TestWords holds words.txt to what its head says, and to the sizes of the table.
func TestWords(t *testing.T) {
	if len(known.languages) > maxLanguages || known.words > maxWords || 2*known.words > slots {
		t.Errorf("%d languages, %d words: too many for the table", len(known.languages), known.words)
	}
	if known.english == noLanguage {
		t.Fatal("no English")
	}
	codes, section, seen := map[string]bool{}, "", map[string]bool{}
	for line := range strings.Lines(words) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
			continue
		case line[0] == '[':
			code, name, ok := strings.Cut(strings.Trim(line, "[]"), " ")
			if !ok || len(code) != 2 || name == "" || codes[code] {
				t.Errorf("section %s", line)
			}
			codes[code], section = true, code
			clear(seen)
			continue
		case line[0] == '=':
			for _, r := range line[1:] {
				if r >= markLetters && section != "vi" {
					t.Errorf("%s: the letter %q is beyond what is counted", section, r)
				}
			}
			continue
		}
		for _, w := range strings.Fields(line) {
			w = strings.TrimPrefix(w, "~")
			if seen[w] || !isWord(w) {
				t.Errorf("%s: %q stands there twice, or is no word in lower case", section, w)
			}
			seen[w] = true
		}
	}
}

// isWord reports what a text is cut into.
func isWord(w string) bool {
	for _, r := range w {
		if r < utf8.RuneSelf && lower[r] != byte(r) || r >= utf8.RuneSelf && fold(r) != r {
			return false
		}
	}
	return w != ""
}

func TestBlocks(t *testing.T) {
	for i, b := range blocks {
		if b.from > b.to || i > 0 && b.from <= blocks[i-1].to || b.script >= scripts || (b.code != "") != (b.script >= single) || b.code != "" && Name(b.code) == "" {
			t.Errorf("block %+v", b)
		}
	}
}

func TestNoAllocation(t *testing.T) {
	d := &hearsay.Document{Text: strings.Join(paragraphs(t, "de.txt"), "\n")}
	if n := testing.AllocsPerRun(20, func() { Page(d) }); n > 0 {
		t.Errorf("%v allocations a page", n)
	}
}

// FuzzText: any bytes are taken; the answer is a language of words.txt, Undetermined
// or "", and it is the same the second time and for the same text in a document.
func FuzzText(f *testing.F) {
	for _, name := range languageFiles(f) {
		f.Add(paragraphs(f, name)[0])
	}
	for _, c := range hardEnglish(f) {
		f.Add(c.text)
	}
	f.Add("\xff\xc3\x28 \u0301\u00ad ")
	f.Fuzz(func(t *testing.T, text string) {
		got := Text(text)
		if got != "" && got != Undetermined && !slices.ContainsFunc(known.languages, func(l language) bool { return l.code == got }) {
			t.Errorf("answer %q", got)
		}
		if again := Page(&hearsay.Document{Text: text}); again != got {
			t.Errorf("%q, then %q", got, again)
		}
	})
}

func BenchmarkText(b *testing.B) {
	for _, name := range []string{"english.txt", "de.txt", "pl.txt", "ru.txt", "ar.txt", "zh.txt", "hi.txt"} {
		text := strings.Join(paragraphs(b, name), "\n")
		text = strings.Repeat(text, Limit/len(text)+1)[:Limit]
		b.Run(strings.TrimSuffix(name, ".txt"), func(b *testing.B) {
			b.SetBytes(Limit)
			b.ReportAllocs()
			for b.Loop() {
				Text(text)
			}
		})
	}
}
