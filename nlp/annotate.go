package nlp

import "slices"

// Labels are the inventories of a model, in the order of its numbers.
type Labels struct {
	UPOS      []string // universal parts of speech
	XPOS      []string // Penn treebank tags as Universal Dependencies keep them
	Relations []string // universal dependency relations with their subtypes
	Names     []string // BIO labels of PER, LOC, ORG and OTH; the first is O
}

// Annotation is what the layers found, a place for each word.
type Annotation struct {
	UPOS, XPOS []uint8
	Heads      []int32 // 1-based within the sentence, 0 for its root
	Relations  []uint8
	Names      []uint8
}

// resize gives every slice n places.
func (a *Annotation) resize(n int) {
	a.UPOS, a.XPOS, a.Heads, a.Relations, a.Names = grown(a.UPOS, n), grown(a.XPOS, n), grown(a.Heads, n), grown(a.Relations, n), grown(a.Names, n)
}

func (a *Annotation) slice(i, j int) Annotation {
	return Annotation{a.UPOS[i:j], a.XPOS[i:j], a.Heads[i:j], a.Relations[i:j], a.Names[i:j]}
}

// Annotator is a model's layers with the memory they work in. It is for one
// goroutine; a model has as many as are asked for.
type Annotator struct {
	layers *layers
	penn   []Tag // of the numbers of Labels.XPOS
	code   encoding
	parse  parsing
}

// layers are the trained layers of a language.
type layers struct {
	labels  Labels
	encoder encoder
	heads   heads
	split   *Splitter
}

// HasLayers reports whether the model has more than the tags of format 1. Without,
// it has no Annotator, Splitter or Labels.
func (m *Model) HasLayers() bool { return m.layers != nil }

// Annotator returns a new annotator.
func (m *Model) Annotator() *Annotator {
	a := &Annotator{layers: m.layers, code: encoding{machine: machine{kernels: hasKernels()}}}
	for _, name := range m.layers.labels.XPOS {
		a.penn = append(a.penn, NearestTag(name))
	}
	return a
}

// Penn is the Penn treebank's tag for a number of Labels.XPOS.
func (a *Annotator) Penn(xpos uint8) Tag { return a.penn[xpos] }

// Splitter cuts text into the words and sentences that the layers know.
func (m *Model) Splitter() *Splitter { return m.layers.split }

// Labels are the inventories of the model's annotations.
func (m *Model) Labels() *Labels { return &m.layers.labels }

// Annotate tags, parses and names the words of sentences, of which sentence i ends
// before word ends[i] and begins where the one before ends. Words are tokens of
// Universal Dependencies, plain or as the Penn treebank writes quotes and brackets.
// It writes over dst. The outcome of a sentence hangs on its own words only. One of
// more than 256 words is read in pieces, whose roots hang on the first one's.
func (a *Annotator) Annotate(dst *Annotation, words []string, ends []int) {
	dst.resize(len(words))
	l := a.layers
	l.encoder.encode(&a.code, words, ends, func(start, length int, rows, below grid[int16]) {
		l.heads.parse(&a.code, &a.parse, rows, below, length, &l.labels, dst.slice(start, start+length))
	})
	start := 0
	for _, end := range ends {
		if end-start > maxSentence {
			l.join(dst.slice(start, end))
		}
		start = end
	}
}

// join makes one tree of the trees of a long sentence's pieces.
func (l *layers) join(a Annotation) {
	root := int32(slices.Index(a.Heads[:maxSentence], 0) + 1)
	beside := slices.Index(l.labels.Relations, "parataxis")
	for i := maxSentence; i < len(a.Heads); i++ {
		if a.Heads[i] > 0 {
			a.Heads[i] += int32(i - i%maxSentence)
			continue
		}
		a.Heads[i] = root
		if beside >= 0 {
			a.Relations[i] = uint8(beside)
		}
	}
}
