package neural

import (
	"math"
	"math/rand/v2"
	"sort"
)

// guesser guesses words from vectors by a softmax over the right word and some
// drawn ones, corrected for how often each is drawn (Jean et al. 2015).
type guesser struct {
	out        *sparse   // words × dim
	cumulative []float64 // of the chance to be drawn
	logChance  []float32
}

// newGuesser draws words in proportion to a power of their counts.
func newGuesser(counts []int64, power float64, dim int) *guesser {
	g := &guesser{out: newSparse(len(counts), dim)}
	total := 0.0
	for _, c := range counts {
		total += math.Pow(float64(c), power)
		g.cumulative = append(g.cumulative, total)
	}
	for i, c := range counts {
		g.cumulative[i] /= total
		g.logChance = append(g.logChance, float32(math.Log(math.Pow(float64(c), power)/total)))
	}
	return g
}

func (g *guesser) draw(r *rand.Rand) int32 {
	return int32(min(sort.SearchFloat64s(g.cumulative, r.Float64()), len(g.cumulative)-1))
}

// guess is what one worker needs for a batch.
type guess struct {
	drawn           []int32
	vectors, scores matrix
	targets         []int32 // of the rows of queries; -1 for none
	dDrawn          matrix
	dTarget         matrix
}

// run returns the loss summed over the rows that have a target, their number, and
// adds the gradient of the queries to dq.
func (g *guesser) run(s *scratch, r *rand.Rand, w *guess, queries, dq matrix, samples int) (loss float64, n int) {
	w.drawn = w.drawn[:0]
	v := w.vectors.shaped(samples, g.out.table.cols)
	for i := range samples {
		d := g.draw(r)
		w.drawn = append(w.drawn, d)
		copy(v.row(i), g.out.table.row(int(d)))
	}
	scores := w.scores.zeroed(queries.rows, samples)
	s.gemm(scores, queries, false, v, true)
	w.dTarget.zeroed(queries.rows, g.out.table.cols)
	logSamples := float32(math.Log(float64(samples)))
	for i, t := range w.targets {
		row := scores.row(i)
		if t < 0 {
			clear(row)
			continue
		}
		n++
		loss += g.rowLoss(w, row, i, t, queries.row(i), dq.row(i), logSamples)
	}
	s.gemm(dq, scores, false, v, false)
	s.gemm(w.dDrawn.zeroed(samples, g.out.table.cols), scores, true, queries, false)
	return loss, n
}

// rowLoss turns the scores of a row into their gradients.
func (g *guesser) rowLoss(w *guess, row []float32, i int, target int32, q, dq []float32, logSamples float32) float64 {
	own := dot(q, g.out.table.row(int(target))) - g.logChance[target] - logSamples
	top := own
	for j, d := range w.drawn {
		if d == target {
			row[j] = -1e9
			continue
		}
		row[j] -= g.logChance[d] + logSamples
		top = max(top, row[j])
	}
	e := exp32(own - top)
	sum := e
	for j, v := range row {
		row[j] = exp32(v - top)
		sum += row[j]
	}
	scale := 1 / sum
	for j := range row {
		row[j] *= scale
	}
	d := e*scale - 1
	axpy(d, g.out.table.row(int(target)), dq)
	axpy(d, q, w.dTarget.row(i))
	return -math.Log(float64(max(e*scale, 1e-30)))
}

// learn moves the words' rows against the workers' gradients.
func (g *guesser) learn(rate float32, all []*guess) {
	g.out.learn(rate, func(_ int, add func(int32, float32, []float32)) {
		for _, w := range all {
			for i, t := range w.targets {
				if t >= 0 {
					add(t, 1, w.dTarget.row(i))
				}
			}
			for i, d := range w.drawn {
				add(d, 1, w.dDrawn.row(i))
			}
		}
	})
}

// exp32 is e to the x for x of 0 at most, to about six digits.
func exp32(x float32) float32 {
	if x < -80 {
		return 0
	}
	y := x * 1.44269504
	k := float32(int32(y - 0.5)) // towards zero: the nearest whole number, as y is negative
	f := (y - k) * 0.69314718
	p := 1 + f*(1+f*(0.5+f*(1.0/6+f*(1.0/24+f*(1.0/120)))))
	return p * math.Float32frombits(uint32(int32(k)+127)<<23)
}
