package nlp_test

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"hearsay"
	"hearsay/nlp"
)

// wildSplitter decides at random, so that its laws do not rest on good sense.
func wildSplitter(t testing.TB) (*nlp.Splitter, []byte) {
	t.Helper()
	order := rand.New(rand.NewPCG(7, 7))
	var w nlp.SplitWeights
	for i := range w.Weights {
		w.Weights[i] = make([]int8, 1<<12)
		for k := range w.Weights[i] {
			w.Weights[i][k] = int8(order.IntN(256) - 128)
		}
	}
	w.Habits = make(nlp.Habits, 1<<8)
	for i := range w.Habits {
		w.Habits[i] = uint16(order.IntN(1 << 16))
	}
	section, err := nlp.EncodeSplitter(w)
	if err != nil {
		t.Fatal(err)
	}
	s, err := nlp.LoadSplitter(section)
	if err != nil {
		t.Fatal(err)
	}
	return s, section
}

// checkSegmentation holds what Segmentation promises.
func checkSegmentation(t *testing.T, text string, seg *nlp.Segmentation) {
	t.Helper()
	at := 0
	for i, s := range seg.Tokens {
		if s.Start < at || s.Start >= s.End || s.End > len(text) {
			t.Fatalf("token %d is %v, behind %d, of %d bytes: %q", i, s, at, len(text), text)
		}
		if strings.TrimFunc(text[at:s.Start], unicode.IsSpace) != "" || strings.ContainsFunc(s.In(text), unicode.IsSpace) {
			t.Fatalf("token %d, %q, behind %q: %q", i, s.In(text), text[at:s.Start], text)
		}
		if utf8.ValidString(text) && !s.IsValid(text) {
			t.Fatalf("token %d, %v, cuts a character: %q", i, s, text)
		}
		at = s.End
	}
	if strings.TrimFunc(text[at:], unicode.IsSpace) != "" {
		t.Fatalf("%q is in no token: %q", text[at:], text)
	}
	checkSentences(t, seg.Sentences, len(seg.Tokens))
}

func checkSentences(t *testing.T, sentences []hearsay.Range, tokens int) {
	t.Helper()
	at := 0
	for i, r := range sentences {
		if r.Start != at || r.Len() < 1 || r.Len() > 400 {
			t.Fatalf("sentence %d is %v, behind token %d", i, r, at)
		}
		at = r.End
	}
	if at != tokens {
		t.Fatalf("sentences cover %d of %d tokens", at, tokens)
	}
}

// oddTexts are what pages hold, good and bad.
func oddTexts() []string {
	return []string{
		"", " ", "\n\n", "a", "The ferry didn't sail. \"We can't wait,\" said Ms. Okafor-Lindqvist.\n\nIt cost $5m.",
		"See https://harbour.example/a?b=1&c=d_e, mail desk@harbour.example #boats @pilot :-) ... U.S. 10:30 3.5% 'tis",
		"\xff\xfe\x80 broken \xc3", "\u200bzero\u200b width\ufeff", "漢字かな交じり文。次の文。", "e\u0301te\u0301 👩‍👩‍👧 👍🏽", "\r\n1. One\r\n2. Two\r\r\u2029(i) x (ii) y • a • b",
		strings.Repeat("na ", 900), strings.Repeat("?!,", 900), strings.Repeat("word, ", 500), "i) a ii) b", "( 1 .) ", "1", "•", "(", "• ", "cannot CANNOT don't DON’T can'", "n't 'n't", "İstanbul ſhort K",
	}
}

// TestSplitLaws divides odd texts in one Segmentation, one after another.
func TestSplitLaws(t *testing.T) {
	s, _ := wildSplitter(t)
	var seg nlp.Segmentation
	for _, text := range oddTexts() {
		s.Split(&seg, text)
		checkSegmentation(t, text, &seg)
		var again nlp.Segmentation
		if s.Split(&again, text); !slices.Equal(again.Tokens, seg.Tokens) || !slices.Equal(again.Sentences, seg.Sentences) {
			t.Errorf("%q is divided differently in new memory", text)
		}
		words := strings.Split(text, " ")
		s.Sentences(&seg, words)
		checkSentences(t, seg.Sentences, len(words))
	}
	if s.Sentences(&seg, nil); len(seg.Sentences)+len(seg.Tokens) > 0 {
		t.Errorf("no tokens make %v", seg.Sentences)
	}
}

// TestSplitBlankLine: nothing goes on behind a blank line, whatever the weights.
func TestSplitBlankLine(t *testing.T) {
	s, _ := wildSplitter(t)
	var seg nlp.Segmentation
	for _, blank := range []string{"\n\n", "\r\n\r\n", "\n \t\n", "\u2029", "\r\r"} {
		s.Split(&seg, "The quay,"+blank+"and the boat")
		if end := strings.Index("The quay,", ",") + 1; !slices.ContainsFunc(seg.Sentences, func(r hearsay.Range) bool { return seg.Tokens[r.End-1].End == end }) {
			t.Errorf("%q: %v of %v", blank, seg.Sentences, seg.Tokens)
		}
	}
}

// TestSplitAllocates nothing once its memory is there.
func TestSplitAllocates(t *testing.T) {
	s, _ := wildSplitter(t)
	var seg nlp.Segmentation
	text := strings.Join(oddTexts(), "\n")
	words := strings.Fields(text)
	if n := testing.AllocsPerRun(10, func() { s.Split(&seg, text); s.Sentences(&seg, words) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestTeacher sees the places that the splitter decides on, in the text's order.
func TestTeacher(t *testing.T) {
	text := "It isn't here. Look!"
	places := map[nlp.Layer][]int{}
	teacher := nlp.Teacher{Decide: func(layer nlp.Layer, rows []uint32, at int) bool {
		places[layer] = append(places[layer], at)
		return layer == nlp.Cuts && at != 6 && at != 7 || at == 14 || layer == nlp.GivenEnds && at == 1
	}}
	var seg nlp.Segmentation
	teacher.Split(&seg, text)
	var words []string
	for _, s := range seg.Tokens {
		words = append(words, s.In(text))
	}
	if want := strings.Fields("It is n't here . Look !"); !slices.Equal(words, want) {
		t.Errorf("%q", words)
	}
	teacher.Sentences(&seg, words)
	want := map[nlp.Layer][]int{nlp.Cuts: {5, 6, 7, 13, 19}, nlp.Ends: {2, 5, 8, 13, 14, 19}, nlp.GivenEnds: {1, 2, 3, 4, 5, 6}}
	for layer, at := range want {
		if !slices.Equal(places[layer], at) {
			t.Errorf("layer %d: %v, want %v", layer, places[layer], at)
		}
	}
	if len(seg.Sentences) != 2 || len(seg.Tokens) != 0 {
		t.Errorf("%v, %v", seg.Sentences, seg.Tokens)
	}
}

// TestLoadSplitter refuses every section that was changed or cut, in words.
func TestLoadSplitter(t *testing.T) {
	_, section := wildSplitter(t)
	for i := 0; i < len(section); i += 1 + i/64 {
		damaged := slices.Clone(section)
		damaged[i] ^= 0x10
		if _, err := nlp.LoadSplitter(damaged); !errors.Is(err, hearsay.ErrInvalid) && !errors.Is(err, hearsay.ErrUnsupported) {
			t.Fatalf("byte %d changed: %v", i, err)
		}
		if _, err := nlp.LoadSplitter(section[:i]); err == nil {
			t.Fatalf("cut at %d, and loaded", i)
		}
	}
	if _, err := nlp.LoadSplitter(append(slices.Clone(section), 0)); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("a byte more: %v", err)
	}
	huge := slices.Clone(section) // sizes that add up to nothing that is there, with a good checksum
	binary.LittleEndian.PutUint32(huge[len("hearsay split\n")+12:], 1<<31)
	body := len(huge) - sha256.Size
	sum := sha256.Sum256(huge[:body])
	copy(huge[body:], sum[:])
	if _, err := nlp.LoadSplitter(huge); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("huge: %v", err)
	}
}

func TestEncodeSplitterRefuses(t *testing.T) {
	for name, sizes := range map[string][4]int{"none": {}, "no power of two": {3, 4, 4, 0}, "habits": {4, 4, 4, 3}, "too large": {1 << 20, 4, 4, 0}} {
		w := nlp.SplitWeights{Habits: make(nlp.Habits, sizes[3])}
		for i := range w.Weights {
			w.Weights[i] = make([]int8, sizes[i])
		}
		if _, err := nlp.EncodeSplitter(w); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSplitRules shows what is decided without weights: here no weight says
// anything, so that all else is joined.
func TestSplitRules(t *testing.T) {
	habits := make(nlp.Habits, 1<<10)
	for word, habit := range map[string]uint16{"mt": 3 | 3<<2 | 1<<4, "it": 1 | 1<<2 | 3<<4, "ferry": 1 | 1<<2 | 1<<4} {
		entry, check := nlp.HabitKey(word, len(habits))
		habits[entry] = uint16(check)<<8 | habit
	}
	w := nlp.SplitWeights{Habits: habits}
	for i := range w.Weights {
		w.Weights[i] = make([]int8, 1)
	}
	section, err := nlp.EncodeSplitter(w)
	if err != nil {
		t.Fatal(err)
	}
	s, err := nlp.LoadSplitter(section)
	if err != nil {
		t.Fatal(err)
	}
	var seg nlp.Segmentation
	for text, want := range map[string]string{
		"1. Nets 2. Ropes 4. Oars":    "1. Nets|2. Ropes 4. Oars",
		"(i) nets (ii) ropes":         "(i) nets|(ii) ropes",
		"b) nets c) ropes":            "b) nets|c) ropes",
		"• nets • ropes":              "• nets|• ropes",
		"nets 1. ropes 2. oars":       "nets 1. ropes 2. oars",
		"left the U.S. It sank":       "left the U.S.|It sank",
		"left the U.S. Ferry service": "left the U.S. Ferry service",
		"nets\nropes":                 "nets|ropes",
		"old \nropes":                 "old \nropes",
		"nets\n\nropes":               "nets|ropes",
	} {
		s.Split(&seg, text)
		var got []string
		for _, r := range seg.Sentences {
			got = append(got, text[seg.Tokens[r.Start].Start:seg.Tokens[r.End-1].End])
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

// TestCutRules asks for a cut wherever one may be: addresses and known
// abbreviations are whole without being asked about.
func TestCutRules(t *testing.T) {
	habits := make(nlp.Habits, 1<<10)
	entry, check := nlp.HabitKey("mt", len(habits))
	habits[entry] = uint16(check)<<8 | 3 | 3<<2 | 1<<4
	teacher := nlp.Teacher{Habits: habits, Decide: func(nlp.Layer, []uint32, int) bool { return true }}
	var seg nlp.Segmentation
	for text, want := range map[string]string{
		"(https://harbour.example/a-b?c=1).": "( https://harbour.example/a-b?c=1 ) .",
		"<WWW.harbour.example>":              "< WWW.harbour.example >",
		"Mt. Orre":                           "Mt. Orre",
		"up the Mt.":                         "up the Mt .",
		"can't CANNOT it's wasn’t":           "ca n ' t CAN NOT it ' s was n ’ t",
		"👍🏽👩‍👩‍👧🇫🇷🇩🇪 ex\u00adact": "👍🏽 👩‍👩‍👧 🇫🇷 🇩🇪 ex\u00adact",
		"#sea_wall, #1 £4": "#sea_wall , # 1 £ 4",
		"al-Orre 1990s":    "al - Orre 1990 s",
	} {
		teacher.Split(&seg, text)
		var got []string
		for _, s := range seg.Tokens {
			got = append(got, s.In(text))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func FuzzSplit(f *testing.F) {
	for _, text := range oddTexts() {
		f.Add(text)
	}
	s, _ := wildSplitter(f)
	var seg nlp.Segmentation
	f.Fuzz(func(t *testing.T, text string) {
		s.Split(&seg, text)
		checkSegmentation(t, text, &seg)
		words := strings.Split(text, " ")
		s.Sentences(&seg, words)
		checkSentences(t, seg.Sentences, len(words))
	})
}

func FuzzLoadSplitter(f *testing.F) {
	_, section := wildSplitter(f)
	f.Add(section)
	f.Add(section[:100])
	f.Fuzz(func(t *testing.T, section []byte) {
		if s, err := nlp.LoadSplitter(section); err == nil {
			var seg nlp.Segmentation
			s.Split(&seg, "Is it good? It is.")
		}
	})
}

// BenchmarkSplit divides prose with random weights: the work is the same as with
// good ones, but for more sentences.
func BenchmarkSplit(b *testing.B) {
	s, _ := wildSplitter(b)
	text := strings.Repeat("The harbour master didn't expect the ferry before 10:30, he told reporters. \"We can't say more,\" Ms. Okafor-Lindqvist added; the repairs will cost $5 million. ", 100)
	var seg nlp.Segmentation
	tokens := 0
	for b.Loop() {
		s.Split(&seg, text)
		tokens += len(seg.Tokens)
	}
	b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
}
