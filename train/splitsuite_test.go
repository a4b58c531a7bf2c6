package train_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearsay/nlp"
	"hearsay/train"
)

const besides = "../../shared" // corpora and suites that are not the project's

// TestSplitterOnTreebanks trains the splitter of the model that ships and holds it
// to what it reached on EWT dev, which it has not seen, and on the golden rules of
// the pragmatic segmenter.
func TestSplitterOnTreebanks(t *testing.T) {
	corpora := filepath.Join(besides, "corpora")
	if _, err := os.Stat(corpora); err != nil {
		t.Skip("no corpora beside the repository")
	}
	if testing.Short() {
		t.Skip("trains for half a minute")
	}
	ewt, gum, dev, err := train.SplitCorpora(corpora)
	if err != nil {
		t.Fatal(err)
	}
	opt := train.DefaultSplitOptions()
	if opt.Habits, err = train.SplitHabits(filepath.Join(corpora, "text", "raw"), 1<<16); err != nil {
		t.Fatal(err)
	}
	section, err := train.Splitter(slices.Concat(ewt, gum), opt)
	if err != nil {
		t.Fatal(err)
	}
	s, err := nlp.LoadSplitter(section)
	if err != nil {
		t.Fatal(err)
	}
	score, whole, paragraphs := train.ScoreSplit(s, dev), train.ScoreGiven(s, dev, false), train.ScoreGiven(s, dev, true)
	t.Logf("%d bytes; EWT dev: %v; given tokens: sentences %.2f, by paragraph %.2f", len(section), score, whole.F1(), paragraphs.F1())
	if score.Tokens.F1() < 99 || score.Sentences.F1() < 89 || whole.F1() < 79 || paragraphs.F1() < 88 {
		t.Error("worse than it was")
	}
	t.Run("golden rules", func(t *testing.T) { testGoldenRules(t, s) })
}

// testGoldenRules divides the English examples of the pragmatic segmenter. Known to
// fail: a degree sign in an abbreviation; "I." as an initial; ellipses with spaces,
// which EWT has as sentence ends; sentences with no space between.
func testGoldenRules(t *testing.T, s *nlp.Splitter) {
	data, err := os.ReadFile(filepath.Join(besides, "suites", "pragmatic-segmenter", "vectors.json"))
	if err != nil {
		t.Skip("no suites beside the repository")
	}
	var rules []struct {
		Lang, Name, Text string
		Segments         []string
	}
	if err := json.Unmarshal(data, &rules); err != nil {
		t.Fatal(err)
	}
	right, all := 0, 0
	var seg nlp.Segmentation
	for _, r := range rules {
		if r.Lang != "en" {
			continue
		}
		all++
		s.Split(&seg, r.Text)
		var got []string
		for _, found := range seg.Sentences {
			words := strings.Fields(r.Text[seg.Tokens[found.Start].Start:seg.Tokens[found.End-1].End])
			got = append(got, strings.Join(words, " "))
		}
		if slices.Equal(got, r.Segments) {
			right++
		} else {
			t.Logf("not as wanted: %s", r.Name)
		}
	}
	if t.Logf("%d of %d", right, all); right < 48 {
		t.Error("fewer than 48")
	}
}
