package nlp_test

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"hearsay"
	"hearsay/models"
	"hearsay/nlp"
)

// small is a model file of format 1 with 64 rows of invented weights.
func small(t testing.TB) []byte {
	t.Helper()
	file, err := os.ReadFile("../testdata/backcompat/tags-1.model")
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func loaded(t testing.TB, file []byte) *nlp.Model {
	t.Helper()
	m, err := nlp.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestBackwardCompatible reads files of old formats and finds what they found when
// they were new.
func TestBackwardCompatible(t *testing.T) {
	words := strings.Fields("The mayor of Brandmoor said 12 boats would n't sail .")
	m := loaded(t, small(t))
	var tags []string
	for _, tag := range m.Tags(nil, words) {
		tags = append(tags, tag.String())
	}
	if got := strings.Join(tags, " "); m.HasLayers() || got != "NNS RBS RBS RB PRP CD EX NNS NNP RBS PUNCT" {
		t.Errorf("format 1: %s", got)
	}
	file, err := os.ReadFile("../testdata/backcompat/layers-2.model")
	if err != nil {
		t.Fatal(err)
	}
	m = loaded(t, file)
	var a nlp.Annotation
	m.Annotator().Annotate(&a, words, []int{5, len(words)})
	if got := fmt.Sprint(a); !m.HasLayers() || got != "{[2 2 2 0 2 2 2 2 0 2 0] [0 0 0 0 1 3 0 0 0 0 0] [0 5 1 3 4 2 6 6 6 2 0] [0 3 0 3 3 0 3 0 3 0 0] [0 0 0 0 0 2 0 1 0 0 0]}" {
		t.Errorf("format 2: %s", got)
	}
}

// TestLoadTruncated cuts a model at every length, and the shipped one at many.
func TestLoadTruncated(t *testing.T) {
	file := small(t)
	for n := range file {
		mustFail(t, file[:n], "cut at", n)
	}
	mustFail(t, append(slices.Clone(file), 0), "lengthened by", 1)
	for n := 0; n < len(models.English); n += 1 + len(models.English)/97 {
		mustFail(t, models.English[:n], "shipped model cut at", n)
	}
}

// TestLoadDamaged flips a bit of every byte.
func TestLoadDamaged(t *testing.T) {
	file := small(t)
	for i := range file {
		damaged := slices.Clone(file)
		damaged[i] ^= 1 << (i % 8)
		mustFail(t, damaged, "changed at", i)
	}
}

// TestLoadForeign refuses other files, and those of other versions, as such.
func TestLoadForeign(t *testing.T) {
	for _, file := range []string{"", "hearsay", "PK\x03\x04", "\x7fELF", "hearsay model", "hearsay model\r\n", strings.Repeat("\x00", 1000), strings.Repeat("\xff", 1000)} {
		if _, err := nlp.Load([]byte(file)); !errors.Is(err, hearsay.ErrUnsupported) {
			t.Errorf("%.20q: %v", file, err)
		}
	}
	for what, at := range map[string]int{"format": 0, "features": 3} {
		future := sealed(small(t), at, 77)
		if _, err := nlp.Load(future); !errors.Is(err, hearsay.ErrUnsupported) || !strings.Contains(err.Error(), "77") {
			t.Errorf("%s 77: %v", what, err)
		}
	}
	for _, kind := range []uint32{0, 1, 1<<32 - 1} {
		if _, err := nlp.Load(sealed(small(t), 1, kind)); !errors.Is(err, hearsay.ErrUnsupported) {
			t.Errorf("kind %x: %v", kind, err)
		}
	}
	for _, buckets := range []uint32{0, 3, 63, 128, 1 << 23, 1<<32 - 1} {
		if _, err := nlp.Load(sealed(small(t), 4, buckets)); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("%d buckets: %v", buckets, err)
		}
	}
	for _, labels := range []uint32{0, 1, 1<<32 - 1} {
		if _, err := nlp.Load(sealed(small(t), 5, labels)); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("labels of %d bytes: %v", labels, err)
		}
	}
}

// sealed sets a number of a model's header and gives it a checksum that fits.
func sealed(file []byte, field int, v uint32) []byte {
	binary.LittleEndian.PutUint32(file[len("hearsay model\n")+4*field:], v)
	body := file[:len(file)-sha256.Size]
	sum := sha256.Sum256(body)
	return append(slices.Clone(body), sum[:]...)
}

func mustFail(t *testing.T, file []byte, what string, n int) {
	t.Helper()
	m, err := nlp.Load(file)
	if err == nil || m != nil || !errors.Is(err, hearsay.ErrInvalid) && !errors.Is(err, hearsay.ErrUnsupported) {
		t.Errorf("%s %d: %v", what, n, err)
	}
}

// TestTagsConcurrently tags on many goroutines with one model, and appends.
func TestTagsConcurrently(t *testing.T) {
	m := loaded(t, small(t))
	var sentences [][]string
	var want [][]nlp.Tag
	rng := rand.New(rand.NewPCG(3, 4))
	words := strings.Fields("the a mayor Dole said that boats sail would n't 's 12 .5 3,000 “ ” , . ; - -- É 港 \x00 \xff ’ ' U.S. running quickly McAdams e-mail 🚢 Ünïted")
	for range 200 {
		var s []string
		for range rng.IntN(200) {
			s = append(s, words[rng.IntN(len(words))])
		}
		sentences = append(sentences, s)
		want = append(want, m.Tags(nil, s))
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			var tags []nlp.Tag
			for i, s := range sentences {
				from := len(tags)
				if tags = m.Tags(tags, s); !slices.Equal(tags[from:], want[i]) {
					t.Errorf("sentence %d is tagged otherwise", i)
				}
			}
		})
	}
	wg.Wait()
}

func TestNamesOfTags(t *testing.T) {
	for _, name := range strings.Fields("PUNCT CC NNP PRP$ WRB") {
		if got, ok := nlp.ParseTag(name); !ok || got.String() != name || nlp.NearestTag(name) != got {
			t.Errorf("%v reads as %v", name, got)
		}
	}
	if _, ok := nlp.ParseTag("NOUN"); ok {
		t.Error("NOUN is a Penn tag")
	}
	for name, want := range map[string]nlp.Tag{"ADD": nlp.NNP, "AFX": nlp.JJ, "LS": nlp.CD, "HYPH": nlp.Punct, "``": nlp.Punct} {
		if got := nlp.NearestTag(name); got != want {
			t.Errorf("%s is nearest to %v, want %v", name, got, want)
		}
	}
}

var decimal = regexp.MustCompile(`^\.[0-9]`) // CD, though its neighbours see punctuation

func FuzzTags(f *testing.F) {
	f.Add("The mayor said no .")
	f.Add("two  spaces ")
	f.Add("“ É 港 \xff \x00 .5 ' -")
	m := loaded(f, small(f))
	f.Fuzz(func(t *testing.T, sentence string) {
		words := strings.Split(sentence, " ") // empty words too
		tags := m.Tags(nil, words)
		if len(tags) != len(words) || !slices.Equal(tags, m.Tags(nil, words)) {
			t.Fatalf("%d tags for %d words", len(tags), len(words))
		}
		for i, tag := range tags {
			if nlp.IsFixed(words[i]) && tag != nlp.FixedTag(words[i]) && !decimal.MatchString(words[i]) {
				t.Errorf("%q is %d", words[i], tag)
			}
		}
	})
}

func FuzzLoad(f *testing.F) {
	file := small(f)
	f.Add(file)
	f.Add(file[:40])
	f.Add(sealed(small(f), 4, 1<<31))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := nlp.Load(data)
		switch {
		case err != nil:
		case m.HasLayers():
			m.Annotator().Annotate(new(nlp.Annotation), []string{"The", "mayor"}, []int{2})
		default:
			m.Tags(nil, []string{"The", "mayor"})
		}
	})
}
