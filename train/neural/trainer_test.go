package neural

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestGradients(t *testing.T) {
	lex := newLexicon()
	words := strings.Fields("the old mayor of Lindow said that nobody had asked her . Why ?")
	s := Sentence{Words: words[:11], UPOS: strings.Fields("D A N P N V C N V V N"), XPOS: strings.Fields("D A N P N V C N V V N"), Names: strings.Fields("O O O O B-LOC O O O O O O"),
		Relations: strings.Fields("a b a b a r a b a b a"), Heads: []int32{3, 3, 6, 5, 3, 0, 10, 10, 10, 6, 10}}
	s2 := Sentence{Words: words[11:], UPOS: strings.Fields("P V P"), XPOS: strings.Fields("P V P"), Relations: strings.Fields("a r a"), Heads: []int32{2, 0, 2}}
	for _, w := range words {
		lex.id(w)
	}
	for i := range lex.rows {
		lex.rows[i] = int32(i)
	}
	e := newEmbedding(lex, len(lex.rows), 64, 16, rand.New(rand.NewPCG(1, 1)))
	l := labels{upos: strings.Fields("A C D N P V"), xpos: strings.Fields("A C D N P V"), relations: strings.Fields("a b r"), names: []string{"O", "B-PER", "I-PER", "B-LOC", "I-LOC"}}
	n := newNetwork(Options{Seed: 3, Dim: 16, Hidden: 8, Arc: 8, Relation: 8, Layers: 2, NameWeight: 1, SilverWeight: 1}, l, e)
	var w pass
	w.grad = make([]float32, len(n.params.value))
	w.batch = []example{n.example(s, false), n.example(s2, false)}
	loss := func() float64 {
		clear(w.grad)
		w.run(n, rand.New(rand.NewPCG(1, 1)), true)
		rows := float64(w.layout.rows * workers)
		return (w.losses.sums[0] + 0.5*w.losses.sums[1] + w.losses.sums[2] + w.losses.sums[3] + w.losses.sums[4]) / rows
	}
	loss()
	grads := append([]float32(nil), w.grad...)
	r := rand.New(rand.NewPCG(2, 2))
	bad := 0
	for range 400 {
		i := r.IntN(len(grads))
		old := n.params.value[i]
		const h = 1e-2
		n.params.value[i] = old + h
		up := loss()
		n.params.value[i] = old - h
		down := loss()
		n.params.value[i] = old
		want := (up - down) / (2 * h)
		if math.Abs(want-float64(grads[i])) > 2e-4+0.05*math.Abs(want) {
			bad++
			t.Logf("parameter %d: gradient %g, by differences %g", i, grads[i], want)
		}
	}
	if bad > 8 {
		t.Errorf("%d of 400 gradients are off", bad)
	}
}
