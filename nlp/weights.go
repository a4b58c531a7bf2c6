package nlp

import (
	"fmt"

	"hearsay"
)

// Weights are the trained layers as numbers, before they are laid out for the
// kernels. Matrices stand row by row, inputs × outputs.
type Weights struct {
	Shape
	Forms   []uint64 // FormHash of each form that has a row
	Listed  []uint64 // FormHash of each form on a list of names
	Lists   []byte   // its lists, a bit each
	Rows    []int8   // forms, Buckets, ShapeCount, ListRows rows of Dim
	Layers  [][2]DirectionWeights
	Project []int16 // encoder × columns: arcs as dependent, as head, relations likewise, UPOS, XPOS, names
	Bias    []int32
	Skip    []int16 // the layer before the last × columns from UPOS on
	Arc     []int16 // biaffine, Arcs × Arcs
	ArcBias []int32
	RootArc []int16
	RootRel []int32
	Rel     []int16 // Relations × labels
	RelBias []int32
	Steps   []int32 // (names+1) × names; the last row is of a sentence's first word
	Split   []byte  // the splitter's own section; empty for none
}

// Shape is what fixes the sizes of all weights, and their units.
type Shape struct {
	Dim       int     `json:"dim"`       // numbers of a word's vector
	Hidden    int     `json:"hidden"`    // cells of a direction of a layer
	Depth     int     `json:"depth"`     // layers
	Buckets   int     `json:"buckets"`   // rows of sub-words, a power of two
	Grams     int32   `json:"grams"`     // a unit of their mean, in 1/1024 of a vector's unit
	Arcs      int     `json:"arcs"`      // numbers of a word's vectors for arcs
	Relations int     `json:"relations"` // and for relations
	ArcUnit   float32 `json:"arc_unit"`  // units of twelve bits for a unit of the sums before
	RelUnit   float32 `json:"relation_unit"`
	MixUnit   float32 `json:"biaffine_unit"`
	Labels    Labels  `json:"labels"`
}

// DirectionWeights are one direction of a layer.
type DirectionWeights struct {
	Input, State []int16 // inputs × 4 Hidden, Hidden × 4 Hidden; gates input, forget, output, candidate
	Bias         []int32
	Scale        []float32 // of a sum: half of it for the first three gates
}

// fits reports whether the parts of any length fit each other, and scales are numbers.
func (w *Weights) fits() bool {
	if len(w.Rows) != (len(w.Forms)+w.Buckets+ShapeCount+ListRows)*w.Dim || len(w.Lists) != len(w.Listed) {
		return false
	}
	for _, pair := range w.Layers {
		for _, d := range pair {
			for _, s := range d.Scale {
				if !(s >= 0 && s <= 1) {
					return false
				}
			}
		}
	}
	return true
}

// columns is how many numbers the heads read off a word.
func (s *Shape) columns() int {
	return 2*s.Arcs + 2*s.Relations + s.tagColumns()
}

// tagColumns is how many of them are of tags and names.
func (s *Shape) tagColumns() int {
	return len(s.Labels.UPOS) + len(s.Labels.XPOS) + len(s.Labels.Names)
}

// check fails with ErrInvalid for shapes that no model has.
func (s *Shape) check() error {
	in := func(n, from, to int) bool { return n >= from && n <= to }
	switch {
	case !in(s.Dim, 8, maxDim) || s.Dim%8 != 0, !in(s.Hidden, 8, 512) || s.Hidden%8 != 0, !in(s.Depth, 2, 8),
		!in(s.Buckets, 1, 1<<20) || s.Buckets&(s.Buckets-1) != 0, s.Grams < 0 || s.Grams > 1<<17,
		!in(s.Arcs, 16, maxArcs) || s.Arcs%16 != 0, !in(s.Relations, 16, 512) || s.Relations%16 != 0:
		return fmt.Errorf("%w: sizes %d×%d×%d, %d, %d, %d that no model has", hearsay.ErrInvalid, s.Depth, s.Dim, s.Hidden, s.Buckets, s.Arcs, s.Relations)
	}
	for _, l := range [][]string{s.Labels.UPOS, s.Labels.XPOS, s.Labels.Relations, s.Labels.Names} {
		if !in(len(l), 1, 255) {
			return fmt.Errorf("%w: %d labels", hearsay.ErrInvalid, len(l))
		}
	}
	return nil
}

// tensor is a named array of the file with the length it must have; -1 for any.
type tensor struct {
	name string
	data any // pointer to a slice
	size int
}

// tensors lists every array in the file's order. It makes room for the layers.
func (w *Weights) tensors() []tensor {
	if len(w.Layers) != w.Depth {
		w.Layers = make([][2]DirectionWeights, w.Depth)
	}
	gates := 4 * w.Hidden
	all := []tensor{{"forms", &w.Forms, -1}, {"listed", &w.Listed, -1}, {"lists", &w.Lists, -1}, {"rows", &w.Rows, -1}}
	in := w.Dim
	for i := range w.Layers {
		for d, way := range []string{"forth", "back"} {
			l := &w.Layers[i][d]
			name := fmt.Sprintf("%s %d ", way, i+1)
			all = append(all, tensor{name + "input", &l.Input, in * gates}, tensor{name + "state", &l.State, w.Hidden * gates},
				tensor{name + "bias", &l.Bias, gates}, tensor{name + "scale", &l.Scale, gates})
		}
		in = 2 * w.Hidden
	}
	names := len(w.Labels.Names)
	return append(all,
		tensor{"project", &w.Project, in * w.columns()}, tensor{"project bias", &w.Bias, w.columns()}, tensor{"skip", &w.Skip, 2 * w.Hidden * w.tagColumns()},
		tensor{"arcs", &w.Arc, w.Arcs * w.Arcs}, tensor{"arcs bias", &w.ArcBias, w.Arcs}, tensor{"arcs root", &w.RootArc, w.Arcs},
		tensor{"relations root", &w.RootRel, w.Relations}, tensor{"relations", &w.Rel, w.Relations * len(w.Labels.Relations)}, tensor{"relations bias", &w.RelBias, len(w.Labels.Relations)},
		tensor{"names", &w.Steps, (names + 1) * names}, tensor{"split", &w.Split, -1})
}

// layers lays the weights out for the kernels.
func (w *Weights) layers() *layers {
	l := &layers{labels: w.Labels}
	l.encoder = encoder{dim: w.Dim, hidden: w.Hidden}
	l.encoder.table = wordTable{dim: w.Dim, forms: newFormIndex(w.Forms), listed: newFormIndex(w.Listed), lists: w.Lists, rows: w.Rows, buckets: w.Buckets, grams: w.Grams}
	in := w.Dim
	for i := range w.Layers {
		var pair [2]direction
		for d := range pair {
			x := &w.Layers[i][d]
			pair[d] = direction{rowMajor(in, 4*w.Hidden, x.Input), rowMajor(w.Hidden, 4*w.Hidden, x.State), x.Bias, x.Scale}
		}
		l.encoder.layers = append(l.encoder.layers, pair)
		in = 2 * w.Hidden
	}
	l.heads = w.heads(in)
	return l
}

func (w *Weights) heads(in int) heads {
	h := heads{arc: w.Arcs, relation: w.Relations, arcUnit: w.ArcUnit, relUnit: w.RelUnit, biaffineUnit: w.MixUnit}
	h.project = rowMajor(in, w.columns(), w.Project)
	h.bias = append(w.Bias[:len(w.Bias):len(w.Bias)], make([]int32, h.project.outputs-len(w.Bias))...)
	h.skip = rowMajor(2*w.Hidden, w.tagColumns(), w.Skip)
	h.at.arcHead = w.Arcs
	h.at.relDep = 2 * w.Arcs
	h.at.relHead = h.at.relDep + w.Relations
	h.at.upos = h.at.relHead + w.Relations
	h.at.xpos = h.at.upos + len(w.Labels.UPOS)
	h.at.names = h.at.xpos + len(w.Labels.XPOS)
	h.at.end = h.at.names + len(w.Labels.Names)
	h.biaffine, h.biaffineBias = rowMajor(w.Arcs, w.Arcs, w.Arc), w.ArcBias
	h.rootArc, h.rootRelation = w.RootArc, w.RootRel
	h.relations = rowMajor(w.Relations, len(w.Labels.Relations), w.Rel)
	h.relationBias = append(w.RelBias[:len(w.RelBias):len(w.RelBias)], make([]int32, h.relations.outputs-len(w.RelBias))...)
	h.steps = w.Steps
	return h
}

func rowMajor(inputs, outputs int, w []int16) panels {
	return newPanels(inputs, outputs, func(in, out int) int16 { return w[in*outputs+out] })
}
