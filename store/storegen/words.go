package storegen

import (
	"math/rand/v2"
	"strings"
)

// vocabulary is a list of words in which the early ones come often (Zipf).
type vocabulary struct {
	words []string
	zipf  *rand.Zipf
}

// newVocabulary makes n words that look English: common ones first, then made ones.
func newVocabulary(r *rand.Rand, n int) *vocabulary {
	v := &vocabulary{words: strings.Fields(common), zipf: rand.NewZipf(r, 1.15, 8, uint64(n-1))}
	seen := map[string]bool{}
	for len(v.words) < n {
		if w := word(r, 2+r.IntN(3)); !seen[w] {
			seen[w] = true
			v.words = append(v.words, w)
		}
	}
	return v
}

func (v *vocabulary) next() string { return v.words[v.zipf.Uint64()] }

// sentence is so many words, without its full stop.
func (v *vocabulary) sentence(r *rand.Rand, n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = v.next()
	}
	return strings.Join(words, " ")
}

// word is a word of so many syllables.
func word(r *rand.Rand, syllables int) string {
	var b strings.Builder
	for range syllables {
		b.WriteString(pick(r, onsets) + pick(r, nuclei) + pick(r, codas))
	}
	return b.String()
}

func name(r *rand.Rand) string {
	w := word(r, 1+r.IntN(2))
	return strings.ToUpper(w[:1]) + w[1:]
}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

var (
	onsets = []string{"b", "br", "d", "dr", "f", "fl", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "w"}
	nuclei = []string{"a", "e", "i", "o", "u", "ai", "ea", "io", "ou"}
	codas  = []string{"", "", "", "l", "m", "n", "nd", "r", "rn", "s", "st", "t", "x"}
)

// common are the words that come most often in the made sentences.
const common = `the of to and in a that for on with was is at by it from as be were had has have not are this which an its after would new will been their who
more one about over against year state people government police minister water road city council report week day court school party plan bridge harbour ferry river flood
storm power company workers strike vote election budget tax price market bank hospital health fire train airport border village province region island coast farm crop food
energy gas oil mine safety inquiry report official statement meeting talks agreement law bill member leader group union club match season players coach stadium road works
residents families children teachers doctors drivers farmers students fishermen engineers soldiers officers judges lawyers owners tenants visitors`
