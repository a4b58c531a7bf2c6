package nlp

import (
	"slices"
	"strings"
	"testing"

	"hearsay/models"
	"hearsay/samples"
)

// BenchmarkLayers reports tokens a second of each layer of the English model, and of
// all of them, on one core.
func BenchmarkLayers(b *testing.B) {
	m, err := Load(models.English)
	if err != nil {
		b.Fatal(err)
	}
	words, ends := sampleWords(b, m)
	var pages strings.Builder
	for page := range samples.Captures() {
		pages.Write(page.Data)
		pages.WriteString("\n\n")
	}
	text := pages.String()
	var segments Segmentation
	a := m.Annotator()
	var out Annotation
	a.Annotate(&out, words, ends)
	run := func(name string, f func()) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f()
			}
			b.ReportMetric(float64(len(words))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
	l := m.layers
	vector := make([]int16, l.encoder.dim)
	run("split", func() { m.Splitter().Split(&segments, text) })
	run("words", func() {
		for _, w := range words {
			l.encoder.table.compose(vector, w)
		}
	})
	run("encode", func() {
		l.encoder.encode(&a.code, words, ends, func(int, int, grid[int16], grid[int16]) {})
	})
	run("annotate", func() { a.Annotate(&out, words, ends) })
	var cut []string
	run("all", func() {
		m.Splitter().Split(&segments, text)
		cut, ends = cut[:0], ends[:0]
		for _, s := range segments.Tokens {
			cut = append(cut, s.In(text))
		}
		for _, s := range segments.Sentences {
			ends = append(ends, s.End)
		}
		a.Annotate(&out, cut, ends)
	})
}

// BenchmarkTrees finds trees among random scores: the worst case.
func BenchmarkTrees(b *testing.B) {
	scores := make([]int32, 40*41)
	for i := range scores {
		scores[i] = int32(mix(1, uint32(i)) >> 8)
	}
	var t trees
	var heads []int32
	b.ReportAllocs()
	for b.Loop() {
		heads = t.heads(heads[:0], scores, 40)
	}
	_ = slices.Max(heads)
}

// BenchmarkLoad reads the English model file.
func BenchmarkLoad(b *testing.B) {
	b.SetBytes(int64(len(models.English)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(models.English); err != nil {
			b.Fatal(err)
		}
	}
}
