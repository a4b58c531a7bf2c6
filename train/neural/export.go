package neural

import (
	"maps"
	"math"
	"slices"

	"hearsay/nlp"
)

// weights rounds the network, with its averaged parameters, to whole numbers.
func (t *trainer) weights() *nlp.Weights {
	n := t.net
	n.params.value, n.params.average = n.params.average, n.params.value
	defer func() { n.params.value, n.params.average = n.params.average, n.params.value }()
	w := &nlp.Weights{Shape: nlp.Shape{Dim: n.opt.Dim, Hidden: n.opt.Hidden, Depth: len(n.layers), Arcs: n.opt.Arc, Relations: n.opt.Relation,
		Labels: nlp.Labels{UPOS: n.labels.upos, XPOS: n.labels.xpos, Relations: n.labels.relations, Names: n.labels.names}}}
	w.Split = t.split
	unit, most := n.embed.round(w)
	for i, layer := range n.layers {
		if i > 0 {
			unit, most = 1.0/nlp.StateUnit, nlp.StateUnit
		}
		w.Layers = append(w.Layers, [2]nlp.DirectionWeights{layer.forth.round(n.params.value, unit, most), layer.back.round(n.params.value, unit, most)})
	}
	n.roundHeads(w, t.largest())
	return w
}

// round writes the rows, and tells the unit of a vector's numbers and the largest
// of them that can be.
func (e *embedding) round(w *nlp.Weights) (unit float64, most float64) {
	table := e.rows.table.data
	words, grams, shapes := table[:e.grams*e.dim], table[e.grams*e.dim:e.shapes*e.dim], table[e.shapes*e.dim:]
	own, sub := clip(words), clip(grams)
	own = max(own, clip(shapes))
	w.Buckets = e.shapes - e.grams
	w.Rows = append(append(append(w.Rows, bytesOf(words, own)...), bytesOf(grams, sub)...), bytesOf(shapes, own)...)
	w.Forms = make([]uint64, e.grams)
	for form, row := range e.lex.rows {
		if row >= 0 {
			w.Forms[row] = nlp.FormHash([]byte(e.lex.names[form]))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(e.lex.lists)) {
		w.Listed, w.Lists = append(w.Listed, nlp.FormHash([]byte(name))), append(w.Lists, e.lex.lists[name])
	}
	unit = own / 127 / 16
	w.Grams = int32(math.Round(1024 * 16 * sub / own))
	return unit, 127*3*16 + 127*float64(w.Grams)/1024 + 1
}

// clip is where numbers are cut: few are more than eight deviations away.
func clip(v []float32) float64 {
	square, most := 0.0, 0.0
	for _, x := range v {
		square += float64(x) * float64(x)
		most = max(most, math.Abs(float64(x)))
	}
	return min(most, 8*math.Sqrt(square/float64(len(v))))
}

func bytesOf(v []float32, most float64) []int8 {
	out := make([]int8, len(v))
	for i, x := range v {
		out[i] = int8(math.Round(max(-127, min(127, float64(x)*127/most))))
	}
	return out
}

// fit is the smallest unit of sums of products in which nothing overflows: factors
// are the real weights with the unit and the largest value of what each is
// multiplied with, bias is added. What rounding may add is taken off the bound.
func fit(bound float64, bias float64, columns ...column) float64 {
	sum, unit := math.Abs(bias), 0.0
	for _, c := range columns {
		for _, v := range c.weights {
			a := math.Abs(float64(v)) * c.unit
			sum += a * c.most
			unit = max(unit, a/32767)
			bound -= c.most / 2
		}
	}
	return max(unit, sum/bound, 1e-12)
}

type column struct {
	weights    []float32
	unit, most float64
}

// columnOf collects a matrix's column.
func columnOf(m matrix, j int) []float32 {
	out := make([]float32, m.rows)
	for i := range out {
		out[i] = m.data[i*m.cols+j]
	}
	return out
}

const sumBound = 1<<31 - 1<<16

func (l lstm) round(value []float32, unit, most float64) nlp.DirectionWeights {
	w, u, b := l.w.of(value), l.u.of(value), l.b.of(value).data
	out := nlp.DirectionWeights{Input: make([]int16, len(w.data)), State: make([]int16, len(u.data)), Bias: make([]int32, len(b)), Scale: make([]float32, len(b))}
	for j := range b {
		s := fit(sumBound, float64(b[j]), column{columnOf(w, j), unit, most}, column{columnOf(u, j), 1.0 / nlp.StateUnit, nlp.StateUnit})
		roundColumn(out.Input, w, j, unit/s)
		roundColumn(out.State, u, j, 1/(nlp.StateUnit*s))
		out.Bias[j] = int32(math.Round(float64(b[j]) / s))
		out.Scale[j] = float32(s)
		if j < 3*l.hidden {
			out.Scale[j] = float32(s / 2)
		}
	}
	return out
}

func roundColumn(dst []int16, m matrix, j int, by float64) {
	for i := range m.rows {
		dst[i*m.cols+j] = int16(math.Round(float64(m.data[i*m.cols+j]) * by))
	}
}

// largest are the largest numbers that the heads' vectors get on some sentences.
type largest struct{ arc, mixed, relation float64 }

func (t *trainer) largest() largest {
	n, w := t.net, &t.part[0]
	var l largest
	sample := t.syntax[:min(len(t.syntax), 2000)]
	for _, batch := range batches(sample, 2000) {
		w.batch = append(w.batch[:0], batch...)
		w.run(n, nil, false)
		for rank, s := range w.layout.order {
			w.arcVectors(n, rank)
			w.relationScores(n, rank, batch[s].heads)
			l.arc = max(l.arc, highest(w.heads.dep.data), highest(w.heads.head.data[n.opt.Arc:]))
			l.mixed = max(l.mixed, highest(w.heads.t.data))
			l.relation = max(l.relation, highest(w.heads.hidden.data))
		}
	}
	return largest{1.3 * l.arc, 1.3 * l.mixed, 1.3 * l.relation}
}

func highest(v []float32) float64 {
	most := float32(1e-3)
	for _, x := range v {
		most = max(most, x, -x)
	}
	return float64(most)
}

func (n *network) roundHeads(w *nlp.Weights, l largest) {
	value := n.params.value
	units := n.roundProjection(w)
	arcUnit, mixUnit, relUnit := l.arc/nlp.TwelveBits, l.mixed/nlp.TwelveBits, l.relation/nlp.TwelveBits
	w.ArcUnit, w.RelUnit = float32(units.arcs/arcUnit), float32(units.relations/relUnit)
	mixed := roundMatrix(&w.Arc, &w.ArcBias, n.arc.of(value), n.arcBias.of(value).data, arcUnit)
	w.MixUnit = float32(mixed / mixUnit)
	for _, v := range n.rootArc.of(value).data {
		w.RootArc = append(w.RootArc, int16(math.Round(max(-nlp.TwelveBits, min(nlp.TwelveBits, float64(v)/arcUnit)))))
	}
	for _, v := range n.rootRel.of(value).data {
		w.RootRel = append(w.RootRel, int32(math.Round(float64(v)/units.relations)))
	}
	roundMatrix(&w.Rel, &w.RelBias, n.relOut.of(value), n.relBia.of(value).data, relUnit)
	n.roundSteps(w, units.names)
}

// units are what one of the sums of each part of the projection stands for.
type units struct{ arcs, relations, names float64 }

// roundProjection rounds what reads the heads' numbers off the encoder: the columns
// of a part in one unit, for they are compared or added.
func (n *network) roundProjection(w *nlp.Weights) units {
	value, c := n.params.value, n.columns
	bias, columns := n.bias.of(value).data, c.names+len(n.labels.names)
	project, skip := firstColumns(n.project.of(value), columns), firstColumns(n.skip.of(value), columns-c.upos)
	w.Project, w.Bias, w.Skip = make([]int16, len(project.data)), make([]int32, columns), make([]int16, len(skip.data))
	part := func(from, to int) float64 {
		s := 0.0
		for j := from; j < to; j++ {
			sources := []column{{columnOf(project, j), 1.0 / nlp.StateUnit, nlp.StateUnit}}
			if j >= c.upos {
				sources = append(sources, column{columnOf(skip, j-c.upos), 1.0 / nlp.StateUnit, nlp.StateUnit})
			}
			s = max(s, fit(sumBound/4, float64(bias[j]), sources...))
		}
		for j := from; j < to; j++ {
			roundColumn(w.Project, project, j, 1/(nlp.StateUnit*s))
			if j >= c.upos {
				roundColumn(w.Skip, skip, j-c.upos, 1/(nlp.StateUnit*s))
			}
			w.Bias[j] = int32(math.Round(float64(bias[j]) / s))
		}
		return s
	}
	u := units{arcs: part(0, c.relDep), relations: part(c.relDep, c.upos)}
	part(c.upos, c.xpos)
	part(c.xpos, c.names)
	u.names = part(c.names, columns)
	return u
}

// firstColumns copies a matrix without its last columns.
func firstColumns(m matrix, columns int) matrix {
	out := newMatrix(m.rows, columns)
	for i := range m.rows {
		copy(out.row(i), m.row(i))
	}
	return out
}

// roundMatrix rounds a matrix, all columns in one unit, which it returns.
func roundMatrix(dst *[]int16, dstBias *[]int32, m matrix, bias []float32, unit float64) float64 {
	s := 0.0
	for j := range m.cols {
		s = max(s, fit(sumBound, float64(bias[j]), column{columnOf(m, j), unit, nlp.TwelveBits}))
	}
	*dst, *dstBias = make([]int16, len(m.data)), make([]int32, m.cols)
	for j := range m.cols {
		roundColumn(*dst, m, j, unit/s)
		(*dstBias)[j] = int32(math.Round(float64(bias[j]) / s))
	}
	return s
}

// neverStep is far below any sum of scores, and far from overflow.
const neverStep = -1 << 30

func (n *network) roundSteps(w *nlp.Weights, unit float64) {
	c := n.chain
	for i, v := range c.steps.of(n.params.value).data {
		if c.forbidden[i] {
			w.Steps = append(w.Steps, neverStep)
			continue
		}
		w.Steps = append(w.Steps, int32(math.Round(float64(v)/unit)))
	}
}
