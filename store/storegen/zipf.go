package storegen

import (
	"math"
	"math/rand/v2"
	"sort"
)

// zipf draws numbers of which the k-th is drawn in proportion to 1/(k+shift)^power.
type zipf struct{ upTo []float64 } // sums of the weights

func newZipf(n int, power, shift float64) zipf {
	z := zipf{make([]float64, n)}
	sum := 0.0
	for k := range z.upTo {
		sum += math.Pow(float64(k)+shift, -power)
		z.upTo[k] = sum
	}
	return z
}

func (z zipf) pick(rng *rand.Rand) int {
	n := len(z.upTo)
	return min(sort.SearchFloat64s(z.upTo, rng.Float64()*z.upTo[n-1]), n-1)
}

// weighted is a word with how often it comes, in thousandths.
type weighted[T any] struct {
	word   T
	weight int
}

func pick[T any](rng *rand.Rand, from []weighted[T]) T {
	n := rng.IntN(1000)
	for _, w := range from {
		if n -= w.weight; n < 0 {
			return w.word
		}
	}
	return from[0].word
}
