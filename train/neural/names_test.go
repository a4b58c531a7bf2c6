package neural

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestSwapNames exchanges names for others of their kind and length and leaves all
// other words, and the sets, as they were.
func TestSwapNames(t *testing.T) {
	e := smallEmbedding(nil, 0, nil)
	n := &network{embed: e, labels: labels{names: strings.Fields("O B-PER I-PER B-LOC I-LOC")}}
	set := []example{
		n.example(Sentence{Words: strings.Fields("Anna Berg saw Lindow and Ostrava ."), Names: strings.Fields("B-PER I-PER O B-LOC O B-LOC O")}, false),
		n.example(Sentence{Words: strings.Fields("Bram Quell left ."), Names: strings.Fields("B-PER I-PER O O")}, false),
		n.example(Sentence{Words: strings.Fields("It rained .")}, false),
	}
	before := slices.Clone(set[0].tokens)
	all := names{}
	all.collect(set)
	all.collect(set)
	if got := [2]int{len(all[nameClass{1, 2}]), len(all[nameClass{3, 1}])}; got != [2]int{2, 2} {
		t.Fatalf("%v persons and places, want two of each", got)
	}
	seen := map[string]bool{}
	word := map[int32]string{}
	for w, id := range e.lex.ids {
		word[id] = w
	}
	for seed := range uint64(40) {
		x := set[0]
		all.swap(&x, 0.5, rand.New(rand.NewPCG(seed, 1)))
		var words []string
		for i, id := range x.tokens {
			words = append(words, word[id])
			if word[x.lower[i]] != strings.ToLower(word[id]) || word[x.upper[i]] != strings.ToUpper(word[id]) {
				t.Fatalf("%s is %s and %s in other cases", word[id], word[x.lower[i]], word[x.upper[i]])
			}
		}
		seen[strings.Join(words, " ")] = true
		none := set[0]
		all.swap(&none, 0, rand.New(rand.NewPCG(seed, 1)))
		if !slices.Equal(none.tokens, before) || !slices.Equal(set[0].tokens, before) {
			t.Fatal("the set itself is changed, or a chance of 0 exchanges names")
		}
	}
	if len(seen) != 8 { // two persons, two places twice
		t.Errorf("%d sentences, want 8: %v", len(seen), seen)
	}
	for s := range seen {
		if f := strings.Fields(s); f[2] != "saw" || f[4] != "and" || (f[0] == "Anna") != (f[1] == "Berg") {
			t.Errorf("made %q", s)
		}
	}
}
