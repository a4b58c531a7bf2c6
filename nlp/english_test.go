package nlp

import (
	"crypto/sha256"
	"encoding/binary"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"hearsay/models"
	"hearsay/samples"
)

var update = flag.Bool("update", false, "write the digest of what the English model finds")

// sampleWords are the words and sentences of the sample pages as the English model
// cuts them.
func sampleWords(t testing.TB, m *Model) (words []string, ends []int) {
	t.Helper()
	var segments Segmentation
	for page, err := range samples.Captures() {
		if err != nil {
			t.Fatal(err)
		}
		text := string(page.Data)
		m.Splitter().Split(&segments, text)
		first := len(words)
		for _, s := range segments.Tokens {
			words = append(words, s.In(text))
		}
		for _, s := range segments.Sentences {
			ends = append(ends, first+s.End)
		}
	}
	return words, ends
}

// TestEnglishIsTheSameEverywhere holds what the English model finds on the sample
// pages, with kernels and without, against one digest for all machines.
func TestEnglishIsTheSameEverywhere(t *testing.T) {
	m, err := Load(models.English)
	if err != nil {
		t.Fatal(err)
	}
	words, ends := sampleWords(t, m)
	found := annotate(m, true, words, ends)
	checkTrees(t, &found, ends)
	digest := fmt.Sprintf("%x\n", sha256.Sum256(fmt.Append(nil, words, ends, found)))
	path := filepath.Join("testdata", "english.sha256")
	if *update {
		if err := os.WriteFile(path, []byte(digest), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if digest != string(want) {
		t.Errorf("digest %s, want %s: another machine found otherwise, or the model is new (-update)", strings.TrimSpace(digest), strings.TrimSpace(string(want)))
	}
	part := ends[:min(len(ends), 40)]
	last := part[len(part)-1]
	if plain := annotate(m, false, words[:last], part); !reflect.DeepEqual(plain, found.slice(0, last)) {
		t.Error("with and without kernels differ")
	}
}

// TestNoSumOverflows adds up the largest products that each sum of the encoder's
// layers can have.
func TestNoSumOverflows(t *testing.T) {
	var h layersHeader
	n, err := binary.Decode(models.English[len(magic):], binary.LittleEndian, &h)
	if err != nil {
		t.Fatal(err)
	}
	w, err := decodeWeights(models.English[len(magic)+n:len(models.English)-sha256.Size], h.Description)
	if err != nil {
		t.Fatal(err)
	}
	most := int64(127*3*rowUnit) + int64(127*w.Grams)>>10 + 1
	for i, pair := range w.Layers {
		for d, x := range pair {
			for j, b := range x.Bias {
				sum := max(int64(b), -int64(b)) + most*absColumn(x.Input, len(x.Bias), j) + StateUnit*absColumn(x.State, len(x.Bias), j)
				if sum > math.MaxInt32 {
					t.Errorf("layer %d, direction %d, column %d: a sum may be %d", i, d, j, sum)
				}
			}
		}
		most = StateUnit
	}
}

// absColumn adds up the sizes of a column's numbers.
func absColumn(m []int16, columns, j int) int64 {
	sum := int64(0)
	for ; j < len(m); j += columns {
		sum += max(int64(m[j]), -int64(m[j]))
	}
	return sum
}
