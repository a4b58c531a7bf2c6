package neural_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"hearsay"
	"hearsay/nlp"
	"hearsay/train/neural"
)

// place is a town, person somebody, in a grammar of three sentences.
var places, persons = []string{"Brandmoor", "Lindow", "Ostrava", "Quell"}, []string{"Anna", "Bram", "Cleo", "Dov"}

// treebankOf writes sentences like "Anna saw Lindow ." as CoNLL-U and as IOB2.
func treebankOf(n int) (conllu, iob2 string) {
	var c, o strings.Builder
	fmt.Fprint(&c, "# newdoc id = news-a\n# newpar\n")
	for i := range n {
		who, where := persons[i%4], places[i/4%4]
		rows := []string{who + "\tPROPN\tNNP\t2\tnsubj\tB-PER", "saw\tVERB\tVBD\t0\troot\tO", where + "\tPROPN\tNNP\t2\tobj\tB-LOC", ".\tPUNCT\t.\t2\tpunct\tO"}
		fmt.Fprintf(&c, "# sent_id = %d\n# text = %s saw %s .\n", i, who, where)
		for k, row := range rows {
			f := strings.Split(row, "\t")
			fmt.Fprintf(&c, "%d\t%s\t_\t%s\t%s\t_\t%s\t%s\t_\t_\n", k+1, f[0], f[1], f[2], f[3], f[4])
			fmt.Fprintf(&o, "%d\t%s\t%s\t-\t-\n", k+1, f[0], f[5])
		}
		c.WriteString("\n")
		o.WriteString("\n")
	}
	return c.String(), o.String()
}

// corpora writes a folder of small corpora.
func corpora(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	conllu, iob2 := treebankOf(64)
	devTrees, devNames := treebankOf(16)
	var raw, gmb strings.Builder
	for i := range 400 {
		fmt.Fprintf(&raw, "%s saw %s. Then %s left.\n\n", persons[i%4], places[i%3], persons[i%3])
	}
	gmb.WriteString("Sentence #,Word,POS,Tag\n")
	for i := range 40 {
		fmt.Fprintf(&gmb, "Sentence: %d,Mayor,NNP,B-per\n,%s,NNP,I-per\n,\",\",\",\",O\n,\"\"\"\",``,O\n,Quell,NNP,I-geo\n,left,VBD,O\n,.,.,O\n", i, persons[i%4])
	}
	for name, text := range map[string]string{
		"treebanks/ud-ewt/en_ewt-ud-train.conllu.zst":       conllu,
		"treebanks/ud-ewt/en_ewt-ud-dev.conllu":             devTrees,
		"treebanks/gum-clean/en_gum-train-clean.conllu.zst": strings.ReplaceAll(conllu, "news-a", "GUM_news_a"),
		"names/uner-ewt/en_ewt-ud-train.iob2.zst":           iob2,
		"names/uner-ewt/en_ewt-ud-dev.iob2":                 devNames,
		"names/wikigold/wikigold.conll.txt":                 "Quell I-LOC\nsleeps O\n. O\n\n",
		"names/gmb-ner/ner_dataset.csv.zst":                 gmb.String(),
		"text/raw/a.txt.zst":                                raw.String(),
		"gazetteers/names/common-forenames-by-country.csv":  "a,b,c,d,e,f,g,h,i,j,k,l\n" + strings.Repeat("x,", 10) + "Anna,Anna\n",
		"gazetteers/names/common-surnames-by-country.csv":   "a,b,c,d,e,f\n" + strings.Repeat("x,", 4) + "Berg,Ostrava\n",
		"gazetteers/geonames/cities15000.txt.zst":           "1\tLindow\tLindow\tx\n2\tPort of Quell\tPort of Quell\tx\n",
		"gazetteers/geonames/admin1CodesASCII.txt":          "X.01\tQuell\tQuell\t1\n",
		"gazetteers/geonames/countryInfo.tsv":               "QU\tQUE\t1\tQ\tOstrava\tx\n",
	} {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		data := []byte(text)
		if strings.HasSuffix(name, ".zst") {
			z, err := zstd.NewWriter(nil)
			if err != nil {
				t.Fatal(err)
			}
			data = z.EncodeAll(data, nil)
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func smallTraining(t *testing.T, folder string) *neural.Training {
	t.Helper()
	r := &neural.Training{Corpora: folder, Work: t.TempDir(), Options: neural.DefaultOptions(), Raw: neural.DefaultRawOptions(), Progress: io.Discard}
	o := &r.Options
	o.Dim, o.Hidden, o.Arc, o.Relation, o.Epochs, o.Batch, o.Rate, o.SilverShare = 16, 8, 16, 16, 6, 64, 2e-2, 0.5
	r.Raw.Words, r.Raw.Buckets, r.Raw.Samples, r.Raw.Batch, r.Raw.SaveMinutes = 60, 64, 8, 200, 0
	return r
}

// stopper ends a context when the progress says something.
type stopper struct {
	at   string
	stop func()
}

func (s stopper) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte(s.at)) {
		s.stop()
	}
	return len(p), nil
}

// TestTraining learns the small grammar, the same bytes in one go as when stopped in
// every stage.
func TestTraining(t *testing.T) {
	folder := corpora(t)
	whole, err := smallTraining(t, folder).Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	m, err := nlp.Load(whole)
	if err != nil {
		t.Fatal(err)
	}
	sets, err := neural.ReadSets(folder)
	if err != nil {
		t.Fatal(err)
	}
	if all, _ := neural.Evaluate(m, sets.Dev); all.UPOS() < 99 || all.LAS() < 99 || all.Names() < 99 {
		t.Errorf("a grammar of three sentences is not learnt: %v", all)
	}
	r := smallTraining(t, folder)
	stops := 0
	for _, at := range []string{"raw text", "neighbours", "layer on raw", "epoch 2 of 6", ""} {
		ctx, stop := context.WithCancel(context.Background())
		if r.Progress = io.Discard; at != "" {
			r.Progress = stopper{at, stop}
		}
		file, err := r.Run(ctx)
		stop()
		if errors.Is(err, context.Canceled) {
			stops++
		} else if err != nil {
			t.Fatal(err)
		} else if at == "" && !bytes.Equal(file, whole) {
			t.Error("a run that was stopped ends in another file")
		}
	}
	if stops != 4 {
		t.Errorf("stopped %d times, want 4", stops)
	}
}

// TestSilverNames reads names that are marked in other ways as EWT's are.
func TestSilverNames(t *testing.T) {
	sets, err := neural.ReadSets(corpora(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(sets.GMB) != 40 || len(sets.Wiki) != 1 {
		t.Fatalf("%d and %d sentences", len(sets.GMB), len(sets.Wiki))
	}
	got := sets.GMB[1]
	if want := []string{"Mayor", "Bram", ",", `"`, "Quell", "left", "."}; !slices.Equal(got.Words, want) {
		t.Errorf("words %q, want %q", got.Words, want)
	}
	if want := strings.Fields("B-PER I-PER O O B-LOC O O"); !slices.Equal(got.Names, want) {
		t.Errorf("names %q, want %q", got.Names, want)
	}
	if want := strings.Fields("B-LOC O O"); !slices.Equal(sets.Wiki[0].Names, want) {
		t.Errorf("names %q, want %q", sets.Wiki[0].Names, want)
	}
}

func TestLists(t *testing.T) {
	lists, err := neural.ReadLists(corpora(t))
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]uint8{"anna": neural.Forename, "berg": neural.Surname, "lindow": neural.Place, "ostrava": neural.Place | neural.Surname, "port": neural.PlacePart, "of": 0, "x": 0} {
		if lists[word] != want {
			t.Errorf("%s is on lists %06b, want %06b", word, lists[word], want)
		}
	}
}

// TestOtherSettings refuses the state of a run with other settings, and trains anew
// when it is gone.
func TestOtherSettings(t *testing.T) {
	folder := corpora(t)
	first := smallTraining(t, folder)
	file, err := first.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	second := smallTraining(t, folder)
	second.Work, second.Options.Epochs = first.Work, 2
	if _, err := second.Run(context.Background()); !errors.Is(err, hearsay.ErrConflict) {
		t.Errorf("two epochs on the state of six: %v", err)
	}
	second.Options.Seed = 2
	if _, err := second.Run(context.Background()); !errors.Is(err, hearsay.ErrConflict) {
		t.Errorf("another seed on what the first has learnt: %v", err)
	}
	if err := first.Forget(); err != nil {
		t.Fatal(err)
	}
	if other, err := second.Run(context.Background()); err != nil || bytes.Equal(other, file) {
		t.Errorf("other settings give the same file, or %v", err)
	}
}

func TestTrainingNeedsCorpora(t *testing.T) {
	r := smallTraining(t, t.TempDir())
	if _, err := r.Run(context.Background()); err == nil {
		t.Error("trained on nothing")
	}
	r = smallTraining(t, corpora(t))
	r.Raw.MostWords = 10
	if _, err := r.Run(context.Background()); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("ten words of raw text: %v", err)
	}
	r.Options.Epochs = 0
	if err := r.Check(); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("0 epochs: %v", err)
	}
}
