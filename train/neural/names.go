package neural

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// names are the distinct names of sets by their kind and length, to be exchanged for
// one another in training (Dai and Adel 2020): so that a name is known by what stands
// around it, and many more names are met in the texts that matter.
type names map[nameClass][]name

// nameClass is what names must share: the label of the first word, and the length.
type nameClass struct {
	begin  int16
	length int
}

// name is the words of a name, as they are written and in other cases.
type name struct{ tokens, lower, upper []int32 }

// longestSwap is the most words of a name that is exchanged.
const longestSwap = 5

// eachName calls f with the range of each name of a sentence. Labels are in the order
// O, B and I of the first kind, B and I of the next.
func eachName(labels []int16, f func(class nameClass, from, to int)) {
	for i := 0; i < len(labels); {
		j := i + 1
		if labels[i]%2 == 1 {
			for j < len(labels) && labels[j] == labels[i]+1 {
				j++
			}
			f(nameClass{labels[i], j - i}, i, j)
		}
		i = j
	}
}

// collect takes the names of a set that are not there yet.
func (n names) collect(set []example) {
	seen := map[string]bool{}
	for _, known := range n {
		for _, x := range known {
			seen[fmt.Sprint(x.tokens)] = true
		}
	}
	for _, e := range set {
		eachName(e.names, func(class nameClass, from, to int) {
			key := fmt.Sprint(e.tokens[from:to])
			if class.length <= longestSwap && !seen[key] {
				seen[key] = true
				n[class] = append(n[class], name{e.tokens[from:to], e.lower[from:to], e.upper[from:to]})
			}
		})
	}
}

// swap exchanges each name of a sentence with a chance. The words of e are copied
// where one is.
func (n names) swap(e *example, chance float64, rnd *rand.Rand) {
	if chance == 0 {
		return
	}
	copied := false
	eachName(e.names, func(class nameClass, from, _ int) {
		others := n[class]
		if len(others) == 0 || rnd.Float64() >= chance {
			return
		}
		if !copied {
			e.tokens, e.lower, e.upper = slices.Clone(e.tokens), slices.Clone(e.lower), slices.Clone(e.upper)
			copied = true
		}
		other := others[rnd.IntN(len(others))]
		copy(e.tokens[from:], other.tokens)
		copy(e.lower[from:], other.lower)
		copy(e.upper[from:], other.upper)
	})
}
