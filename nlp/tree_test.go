package nlp

import (
	"math/rand/v2"
	"testing"
)

// bestTree tries every choice of heads.
func bestTree(scores []int32, n int) int64 {
	best := int64(-1) << 60
	heads := make([]int32, n)
	var t trees
	var try func(i int)
	try = func(i int) {
		if i == n {
			roots, sum := 0, int64(0)
			for d, h := range heads {
				if h == 0 {
					roots++
				}
				sum += int64(scores[d*(n+1)+int(h)])
			}
			if roots == 1 && t.acyclic(heads) && sum > best {
				best = sum
			}
			return
		}
		for h := range n + 1 {
			if h != i+1 {
				heads[i] = int32(h)
				try(i + 1)
			}
		}
	}
	try(0)
	return best
}

func TestTreesAreTheBest(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	var best trees
	for round := range 400 {
		n := 1 + round%6
		scores := make([]int32, n*(n+1))
		for i := range scores {
			scores[i] = int32(r.IntN(40)) - 20
		}
		heads := best.heads(nil, scores, n)
		sum, roots := int64(0), 0
		for d, h := range heads {
			sum += int64(scores[d*(n+1)+int(h)])
			if h == 0 {
				roots++
			}
		}
		if roots != 1 || !best.acyclic(heads) {
			t.Fatalf("%v is no tree with one root", heads)
		}
		if want := bestTree(scores, n); sum != want {
			t.Fatalf("%d words: %v has %d, the best tree %d", n, heads, sum, want)
		}
	}
}
