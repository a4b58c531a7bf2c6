package train_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearsay/claim"
	"hearsay/ingest"
	"hearsay/lang/en"
	"hearsay/models"
	"hearsay/nlp"
	"hearsay/train"
)

var update = flag.Bool("update", false, "rewrite testdata/accuracy.golden")

// TestAccuracy holds the scores on the sample pages and the open gold, so that a
// change of a score is a line in a diff.
func TestAccuracy(t *testing.T) {
	model, err := nlp.Load(models.English)
	if err != nil {
		t.Fatal(err)
	}
	reader := claim.NewReader(en.New(), model)
	var b strings.Builder
	for _, folder := range []string{"samples", "testdata/gold/open", "testdata/gold/second"} {
		gold := readGold(t, folder)
		var score train.Score
		for _, g := range gold {
			score.Add(g, reader.Read(ingest.Text(g.Name, g.Text, ingest.Options{Published: g.Published})))
		}
		fmt.Fprintf(&b, "%s: %d pages\n%s", strings.TrimPrefix(folder, "testdata/"), len(gold), &score)
	}
	gold := readGold(t, "testdata/scraped/open")
	var score train.PartScore
	for _, g := range gold {
		score.Add(g, ingest.Text(g.Name, g.Text, ingest.Options{}))
	}
	fmt.Fprintf(&b, "scraped/open: %d pages\n  %s\n", len(gold), &score)
	compare(t, filepath.Join("testdata", "accuracy.golden"), b.String())
}

func readGold(t *testing.T, folder string) []*train.Gold {
	t.Helper()
	gold, err := train.ReadGold(filepath.Join("..", filepath.FromSlash(folder)))
	if err != nil || len(gold) == 0 {
		t.Fatalf("no gold in %s: %v", folder, err)
	}
	return gold
}

func compare(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(string(data), "\n")
	for i, line := range strings.Split(got, "\n") {
		if i >= len(want) || line != want[i] {
			t.Errorf("line %d is now\n%s\nand was\n%s", i+1, line, want[min(i, len(want)-1)])
		}
	}
	if t.Failed() {
		t.Log("if that is meant: go test ./train -run TestAccuracy -update")
	}
}
