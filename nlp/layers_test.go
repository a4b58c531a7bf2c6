package nlp

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"hearsay"
)

// randomWeights are those of a small model that knows nothing.
func randomWeights(t testing.TB, seed uint64) *Weights {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 6))
	shorts := func(n, most int) []int16 { return randomShorts(r, n, most) }
	ints := func(n, most int) []int32 {
		out := make([]int32, n)
		for i := range out {
			out[i] = int32(r.IntN(2*most+1) - most)
		}
		return out
	}
	w := &Weights{Shape: Shape{Dim: 16, Hidden: 8, Buckets: 64, Grams: 20000, Arcs: 16, Relations: 16, ArcUnit: 0.001, RelUnit: 0.001, MixUnit: 0.0001,
		Labels: Labels{UPOS: strings.Fields("NOUN PUNCT VERB"), XPOS: strings.Fields("NN , VBD NNP"), Relations: strings.Fields("nsubj obj punct root"), Names: strings.Fields("O B-PER I-PER")}}}
	for i := range 40 {
		form, _ := Normalise(nil, fmt.Sprint("word", i))
		w.Forms = append(w.Forms, FormHash(form)+uint64(i)) // all but the first are of no word
	}
	w.Listed, w.Lists = []uint64{FormHash([]byte("mayor")), FormHash([]byte("brandmoor"))}, []byte{1, 12}
	for range (len(w.Forms) + w.Buckets + ShapeCount + ListRows) * w.Dim {
		w.Rows = append(w.Rows, int8(r.IntN(255)-127))
	}
	in := w.Dim
	for range 2 {
		var pair [2]DirectionWeights
		for d := range pair {
			x := &pair[d]
			x.Input, x.State, x.Bias = shorts(in*4*w.Hidden, 300), shorts(w.Hidden*4*w.Hidden, 300), ints(4*w.Hidden, 1000)
			for range 4 * w.Hidden {
				x.Scale = append(x.Scale, 1e-6*(1+r.Float32()))
			}
		}
		w.Layers = append(w.Layers, pair)
		in = 2 * w.Hidden
	}
	w.Depth = len(w.Layers)
	w.Project, w.Bias = shorts(in*w.columns(), 2000), ints(w.columns(), 100000)
	w.Skip = shorts(2*w.Hidden*w.tagColumns(), 2000)
	w.Arc, w.ArcBias, w.RootArc, w.RootRel = shorts(16*16, 3000), ints(16, 10000), shorts(16, 4095), ints(16, 100000)
	w.Rel, w.RelBias, w.Steps = shorts(16*4, 3000), ints(4, 1000), ints(4*3, 1000)
	w.Split = noSplitter(t)
	return w
}

// noSplitter is the section of a splitter that has learnt nothing.
func noSplitter(t testing.TB) []byte {
	t.Helper()
	var s SplitWeights
	for i := range s.Weights {
		s.Weights[i] = make([]int8, 16)
	}
	section, err := EncodeSplitter(s)
	if err != nil {
		t.Fatal(err)
	}
	return section
}

func randomModel(t testing.TB, seed uint64) (*Model, []byte) {
	t.Helper()
	file, err := randomWeights(t, seed).Encode()
	if err != nil {
		t.Fatal(err)
	}
	m, err := Load(file)
	if err != nil {
		t.Fatal(err)
	}
	return m, file
}

// randomText is words in sentences of many lengths.
func randomText(r *rand.Rand, sentences, longest int) (words []string, ends []int) {
	stock := strings.Fields(`The mayor of Brandmoor said : no . 12,400 tonnes "quoted" -LRB- naïve 😀 x don't ferry-harbour incomprehensibilities_and_yet_more_of_them ` + "\xff\xfe")
	for range sentences {
		for range r.IntN(longest + 1) {
			words = append(words, stock[r.IntN(len(stock))])
		}
		ends = append(ends, len(words))
	}
	return words, ends
}

func annotate(m *Model, kernels bool, words []string, ends []int) Annotation {
	a := m.Annotator()
	a.code.kernels = kernels && a.code.kernels
	var out Annotation
	a.Annotate(&out, words, ends)
	return out
}

// TestSameInAnyCompany holds the outcome of every sentence against the one it has
// alone, and the kernels against the plain code.
func TestSameInAnyCompany(t *testing.T) {
	for seed := range uint64(4) {
		m, _ := randomModel(t, seed)
		words, ends := randomText(rand.New(rand.NewPCG(seed, 1)), 150, 40)
		together := annotate(m, true, words, ends)
		if plain := annotate(m, false, words, ends); !reflect.DeepEqual(together, plain) {
			t.Fatalf("seed %d: with and without kernels differ", seed)
		}
		from := 0
		for i, end := range ends {
			alone := annotate(m, i%2 == 0, words[from:end], []int{end - from})
			if want := together.slice(from, end); end > from && !reflect.DeepEqual(alone, want) {
				t.Fatalf("seed %d, sentence %d: alone %v, together %v", seed, i, alone, want)
			}
			from = end
		}
	}
}

// checkTrees wants one root in every sentence and no cycle.
func checkTrees(t *testing.T, a *Annotation, ends []int) {
	t.Helper()
	var tree trees
	from := 0
	for _, end := range ends {
		heads := a.Heads[from:end]
		roots := 0
		for i, h := range heads {
			if h == 0 {
				roots++
			}
			if h < 0 || int(h) > len(heads) || int(h) == i+1 {
				t.Fatalf("word %d of %d hangs on %d", i+1, len(heads), h)
			}
		}
		if end > from && (roots != 1 || !tree.acyclic(heads)) {
			t.Fatalf("%d roots, or a cycle, in %v", roots, heads)
		}
		from = end
	}
}

func TestVeryLongSentence(t *testing.T) {
	m, _ := randomModel(t, 1)
	words := slices.Repeat(strings.Fields("so it went on and on , and"), 1250)
	long := annotate(m, true, words, []int{len(words)})
	checkTrees(t, &long, []int{len(words)})
	piece := annotate(m, true, words[maxSentence:2*maxSentence], []int{maxSentence})
	for i, h := range piece.Heads {
		if got := long.Heads[maxSentence+i]; h > 0 && got != h+maxSentence || h == 0 && got > maxSentence {
			t.Fatalf("word %d of the second piece hangs on %d, alone on %d", i, got, h)
		}
	}
}

func FuzzAnnotate(f *testing.F) {
	m, _ := randomModel(f, 1)
	f.Add("The ferry stopped . Why ?", uint8(4))
	f.Add("", uint8(0))
	f.Add(strings.Repeat("a ", 700), uint8(255))
	a := m.Annotator()
	f.Fuzz(func(t *testing.T, text string, every uint8) {
		words := strings.Split(text, " ")
		var ends []int
		for at := int(every); at < len(words); at += int(every) + 1 {
			ends = append(ends, at)
		}
		ends = append(ends, len(words))
		var out Annotation
		a.Annotate(&out, words, ends)
		checkTrees(t, &out, ends)
		for i := range words {
			if int(out.UPOS[i]) >= 3 || int(out.XPOS[i]) >= 4 || int(out.Relations[i]) >= 4 || int(out.Names[i]) >= 3 {
				t.Fatalf("label out of range at word %d", i)
			}
		}
	})
}

func TestAnnotateTakesNoMemory(t *testing.T) {
	m, _ := randomModel(t, 2)
	words, _ := randomText(rand.New(rand.NewPCG(3, 1)), 20, 30)
	ends := []int{len(words) / 3, len(words)/3 + 20, len(words)}
	a := m.Annotator()
	var out Annotation
	if n := testing.AllocsPerRun(20, func() { a.Annotate(&out, words, ends) }); n > 0 {
		t.Errorf("%v allocations a text once warm", n)
	}
}

func TestBadLayerFiles(t *testing.T) {
	_, file := randomModel(t, 1)
	for n := 0; n < len(file); n += 1 + n/16 {
		if _, err := Load(file[:n]); !errors.Is(err, hearsay.ErrInvalid) && !errors.Is(err, hearsay.ErrUnsupported) {
			t.Fatalf("cut to %d bytes: %v", n, err)
		}
	}
	r := rand.New(rand.NewPCG(8, 8))
	for range 300 {
		bad := slices.Clone(file)
		at := r.IntN(len(bad))
		bad[at] ^= 1 << r.IntN(8)
		if _, err := Load(bad); err == nil {
			t.Fatalf("byte %d changed: loaded", at)
		}
	}
	future := slices.Clone(file)
	binary.LittleEndian.PutUint32(future[len(magic):], 3)
	if _, err := Load(future); !errors.Is(err, hearsay.ErrUnsupported) || !strings.Contains(err.Error(), "format 3") {
		t.Errorf("a future format: %v", err)
	}
}

// TestForgedDescriptions are files whose checksum fits and whose sizes do not.
func TestForgedDescriptions(t *testing.T) {
	for name, spoil := range map[string]func(*Weights){
		"no labels":            func(w *Weights) { w.Labels.UPOS = nil },
		"odd width":            func(w *Weights) { w.Dim = 17 },
		"huge width":           func(w *Weights) { w.Hidden = 1 << 20 },
		"buckets no power":     func(w *Weights) { w.Buckets = 63 },
		"arcs that overflow":   func(w *Weights) { w.widenArcs(256) },
		"rows that are short":  func(w *Weights) { w.Rows = w.Rows[1:] },
		"a row too few":        func(w *Weights) { w.Rows = w.Rows[:len(w.Rows)-w.Dim] },
		"a list without forms": func(w *Weights) { w.Lists = w.Lists[1:] },
		"a layer cut short":    func(w *Weights) { w.Layers[1][0].State = w.Layers[1][0].State[1:] },
		"a scale no number":    func(w *Weights) { w.Layers[1][0].Scale[3] = float32(math.NaN()) },
		"a scale below zero":   func(w *Weights) { w.Layers[0][1].Scale[3] *= -1 },
		"no splitter":          func(w *Weights) { w.Split = nil },
	} {
		w := randomWeights(t, 1)
		spoil(w)
		file, err := w.encode()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err := Load(file); !errors.Is(err, hearsay.ErrInvalid) && !errors.Is(err, hearsay.ErrUnsupported) {
			t.Errorf("%s: loaded: %v", name, err)
		}
	}
}

// widenArcs gives the vectors of arcs another length.
func (w *Weights) widenArcs(n int) {
	w.Arcs = n
	w.Project, w.Bias = make([]int16, 2*w.Hidden*w.columns()), make([]int32, w.columns())
	w.Arc, w.ArcBias, w.RootArc = make([]int16, n*n), make([]int32, n), make([]int16, n)
}
