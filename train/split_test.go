package train_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"hearsay"
	"hearsay/nlp"
	"hearsay/train"
)

// writeTreebank writes sentences as CoNLL-U: a "+" between words stands for no
// white space, a leading "¶" for a new paragraph, "§" for a new document.
func writeTreebank(t testing.TB, sentences ...string) string {
	t.Helper()
	var b strings.Builder
	for i, s := range sentences {
		if rest, ok := strings.CutPrefix(s, "§ "); ok || i == 0 {
			fmt.Fprintf(&b, "# newdoc id = doc%d\n", i)
			s = rest
		}
		if rest, ok := strings.CutPrefix(s, "¶ "); ok {
			fmt.Fprintf(&b, "# newpar\n# newpar_block = p\n")
			s = rest
		}
		fmt.Fprintf(&b, "# text = %s\n", strings.ReplaceAll(s, " + ", ""))
		for k, w := range strings.Fields(strings.ReplaceAll(s, " + ", " ")) {
			fmt.Fprintf(&b, "%d\t%s%s\n", k+1, w, strings.Repeat("\t_", 8))
		}
		b.WriteString("\n")
	}
	path := filepath.Join(t.TempDir(), "bank.conllu")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// splitLessons are documents of one pattern with many names.
func splitLessons(t testing.TB) []train.TreebankDoc {
	t.Helper()
	var all []string
	for i := range 30 {
		name := string(rune('A'+i%26)) + strings.Repeat("ro", i/3%3+1)
		all = append(all, "§ ¶ "+name+" did + n't sail + .", "Mr. "+name+" can + not wait + !", "¶ \" + Why + ? + \" asked "+name+" + .", "The sea + - + wall of "+name+" holds + .")
	}
	docs, err := train.ConlluDocs(writeTreebank(t, all...))
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

func smallSplit() train.SplitOptions {
	return train.SplitOptions{Buckets: [nlp.LayerCount]int{1 << 12, 1 << 12, 1 << 12}, Epochs: 6, Seed: 1}
}

// TestConlluDocs writes a document down as the outside scorer does: a blank line
// between paragraphs, a space between sentences.
func TestConlluDocs(t *testing.T) {
	docs, err := train.ConlluDocs(writeTreebank(t, "¶ We ca + n't + .", "¶ Go + !", "Now + .", "§ Bye"))
	if err != nil || len(docs) != 2 {
		t.Fatalf("%d documents, %v", len(docs), err)
	}
	raw := docs[0].Raw()
	if want := "We can't.\n\nGo! Now.\n"; raw.Text != want || raw.Name != "doc0" {
		t.Errorf("%q of %q", raw.Text, raw.Name)
	}
	var words []string
	for _, s := range raw.Tokens {
		words = append(words, s.In(raw.Text))
	}
	if got := strings.Join(words, " "); got != "We ca n't . Go ! Now ." {
		t.Errorf("tokens %q", got)
	}
	if len(raw.Sentences) != 3 || raw.Sentences[1].In(raw.Text) != "Go!" {
		t.Errorf("sentences %v", raw.Sentences)
	}
}

// TestSplitter learns the same section from the same documents, and what they show.
func TestSplitter(t *testing.T) {
	docs := splitLessons(t)
	opt := smallSplit()
	section, err := train.Splitter(docs, opt)
	if err != nil {
		t.Fatal(err)
	}
	var progress bytes.Buffer
	opt.Progress = &progress
	if again, err := train.Splitter(docs, opt); err != nil || !bytes.Equal(section, again) || bytes.Count(progress.Bytes(), []byte("\n")) != opt.Epochs {
		t.Errorf("%v, the same section: %v, progress %q", err, bytes.Equal(section, again), &progress)
	}
	s, err := nlp.LoadSplitter(section)
	if err != nil {
		t.Fatal(err)
	}
	if score := train.ScoreSplit(s, docs); score.Tokens.F1() != 100 || score.Sentences.F1() != 100 {
		t.Error(score)
	}
	for _, byParagraph := range []bool{false, true} {
		if score := train.ScoreGiven(s, docs, byParagraph); score.F1() != 100 {
			t.Errorf("given tokens: %.1f", score.F1())
		}
	}
}

func TestSplitterRefuses(t *testing.T) {
	docs := splitLessons(t)
	opt := smallSplit()
	opt.Epochs = 0
	if _, err := train.Splitter(docs, opt); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("no epochs: %v", err)
	}
	opt = smallSplit()
	opt.Buckets[1] = 3
	if _, err := train.Splitter(docs, opt); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("3 buckets: %v", err)
	}
	if _, err := train.Splitter(nil, smallSplit()); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("no documents: %v", err)
	}
}

func TestSpanScore(t *testing.T) {
	var s train.SpanScore
	s.Add([]hearsay.Span{{Start: 0, End: 2}, {Start: 2, End: 5}, {Start: 6, End: 9}}, []hearsay.Span{{Start: 0, End: 2}, {Start: 2, End: 4}, {Start: 4, End: 5}, {Start: 6, End: 9}})
	if s != (train.SpanScore{Right: 2, Found: 4, Gold: 3}) || fmt.Sprintf("%.2f", s.F1()) != "57.14" {
		t.Errorf("%+v, %.2f", s, s.F1())
	}
}

// TestSplitHabits counts in a text of its own what the table should then say.
func TestSplitHabits(t *testing.T) {
	folder := t.TempDir()
	if _, err := train.SplitHabits(folder, 64); !errors.Is(err, hearsay.ErrNotFound) {
		t.Errorf("an empty folder: %v", err)
	}
	text := strings.Repeat("The boat of Capt. Orre, a ferry, sank. It sank off Orre island. The boat sank again near Orre.\n", 20)
	z, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "own.txt.zst"), z.EncodeAll([]byte(text), nil), 0o600); err != nil {
		t.Fatal(err)
	}
	habits, err := train.SplitHabits(folder, 1<<10)
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]uint8{"capt": 3 | 3<<2 | 1<<4, "it": 1<<2 | 3<<4, "orre": 3 | 1<<2 | 2<<4, "ferry": 1 | 1<<2, "barge": 0} {
		entry, check := nlp.HabitKey(word, len(habits))
		got := uint8(0)
		if uint8(habits[entry]>>8) == check {
			got = uint8(habits[entry])
		}
		if got != want {
			t.Errorf("%q: %b, want %b", word, got, want)
		}
	}
}
