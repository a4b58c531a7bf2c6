package neural

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hearsay/nlp"
)

// checkGradient holds a gradient against what the loss does when a value is moved a
// little: the largest of its numbers, and some others.
func checkGradient(t *testing.T, name string, value, grad []float32, loss func() float64) {
	t.Helper()
	order := make([]int, len(grad))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(math.Abs(float64(grad[b])), math.Abs(float64(grad[a])))
	})
	if grad[order[0]] == 0 {
		t.Errorf("%s: no gradient at all", name)
	}
	if len(order) > 12 {
		order = append(order[:8], order[len(order)/3], order[len(order)/2], order[len(order)-1])
	}
	for _, i := range order {
		var want [2]float64
		for k, h := range []float32{4e-3, 5e-4} { // where the loss has a corner, the near one tells
			old := value[i]
			value[i] = old + h
			up := loss()
			value[i] = old - h
			down := loss()
			value[i] = old
			want[k] = (up - down) / float64(2*h)
		}
		off := func(want float64) bool { return math.Abs(want-float64(grad[i])) > 2e-4+0.03*math.Abs(want) }
		if off(want[0]) && off(want[1]) {
			t.Errorf("%s, number %d: gradient %g, by differences %g", name, i, grad[i], want)
		}
	}
}

// rowGradients are those of the rows that types are made from, one below the other.
func rowGradients(e *embedding, w *wordGrads) []float32 {
	all := make([]float32, len(e.rows.table.data))
	for i, id := range w.ids {
		e.spread(id, w.gramsOnly[i], w.grads.row(i), func(row int32, by float32, grad []float32) {
			axpy(by, grad, all[int(row)*e.dim:][:e.dim])
		})
	}
	return all
}

// checkRows holds the gradients of each kind of rows against the loss.
func checkRows(t *testing.T, e *embedding, grads []float32, loss func() float64) {
	t.Helper()
	from := 0
	for _, part := range []struct {
		name string
		to   int
	}{{"words", e.grams}, {"sub-words", e.shapes}, {"shapes", e.lists}, {"lists", e.rows.table.rows}} {
		if part.name != "lists" || len(e.lex.lists) > 0 {
			checkGradient(t, part.name, e.rows.table.data[from*e.dim:part.to*e.dim], grads[from*e.dim:part.to*e.dim], loss)
		}
		from = part.to
	}
}

// smallEmbedding knows some words, the first of them by rows of their own.
func smallEmbedding(words []string, own int, lists Lists) *embedding {
	lex := newLexicon()
	lex.lists = lists
	for i, w := range words {
		form := lex.forms[lex.id(w)]
		if i < own {
			lex.rows[form] = int32(i)
		}
	}
	return newEmbedding(lex, own, 64, 16, rand.New(rand.NewPCG(1, 1)))
}

// TestGradients holds the gradient of every parameter, and of the rows of words,
// against differences of the loss.
func TestGradients(t *testing.T) {
	words := strings.Fields("the old mayor of Lindow said that nobody had asked her . Why ?")
	s := Sentence{Words: words[:11], UPOS: strings.Fields("D A N P N V C N V V N"), XPOS: strings.Fields("D A N P N V C N V V N"), Names: strings.Fields("B-PER I-PER I-PER O B-LOC O O O O O O"),
		Relations: strings.Fields("a b a b a r a b a b a"), Heads: []int32{3, 3, 6, 5, 3, 0, 10, 10, 10, 6, 10}}
	s2 := Sentence{Words: words[11:], UPOS: strings.Fields("P V P"), XPOS: strings.Fields("P V P"), Relations: strings.Fields("a r a"), Heads: []int32{2, 0, 2}}
	e := smallEmbedding(words, 9, Lists{"lindow": Place, "mayor": PlacePart | Surname})
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
	grads, rows := slices.Clone(w.grad), rowGradients(e, &w.lookup.wordGrads)
	tensors := map[string]tensor{"project": n.project, "bias": n.bias, "skip": n.skip, "arc": n.arc, "arc bias": n.arcBias,
		"root of arcs": n.rootArc, "root of relations": n.rootRel, "relations": n.relOut, "bias of relations": n.relBia, "chain": n.chain.steps}
	for i, layer := range n.layers {
		for way, d := range map[string]lstm{"forth": layer.forth, "back": layer.back} {
			name := fmt.Sprint(way, " ", i)
			tensors[name+" input"], tensors[name+" state"], tensors[name+" bias"] = d.w, d.u, d.b
		}
	}
	size := 0
	for name, part := range tensors {
		checkGradient(t, name, part.of(n.params.value).data, part.of(grads).data, loss)
		size += part.rows * part.cols
	}
	if size != len(grads) {
		t.Errorf("%d parameters are looked at, of %d", size, len(grads))
	}
	first := n.chain.steps.of(n.params.value).row(len(l.names))
	checkGradient(t, "first step of the chain", first, n.chain.steps.of(grads).row(len(l.names)), loss)
	checkRows(t, e, rows, loss)
}

// TestRawGradients does so for both stages of the learning from raw text.
func TestRawGradients(t *testing.T) {
	words := strings.Fields("the old mayor of Lindow said that nobody had asked her .")
	for _, st := range []stage{{name: "words", samples: 6}, {name: "layer", samples: 6, recurrent: true}} {
		e := smallEmbedding(words, 12, nil)
		g := newGuesser([]int64{9, 8, 7, 6, 5, 4, 3, 3, 3, 2, 2, 1}, 0.75, 16)
		rnd := rand.New(rand.NewPCG(4, 4))
		for i := range g.out.table.data {
			g.out.table.data[i] = float32(rnd.NormFloat64())
		}
		p := newPretrainer(e, g, 8, 1)
		w := &p.part[0]
		loss := func() float64 {
			clear(w.grad)
			w.tokens, w.lengths = w.tokens[:0], []int{7, 5}
			for _, word := range words {
				w.tokens = append(w.tokens, e.lex.id(word))
			}
			p.work(w, rand.New(rand.NewPCG(1, 1)), st)
			return w.loss / float64(len(w.tokens))
		}
		loss()
		grads, rows := slices.Clone(w.grad), rowGradients(e, &w.lookup.wordGrads)
		guesses := make([]float32, len(g.out.table.data))
		for i, target := range w.guess.targets {
			axpy(1.0/12, w.guess.dTarget.row(i), guesses[int(target)*16:][:16])
		}
		for i, drawn := range w.guess.drawn {
			axpy(1.0/12, w.guess.dDrawn.row(i), guesses[int(drawn)*16:][:16])
		}
		checkGradient(t, st.name+": guesses", g.out.table.data, guesses, loss)
		checkRows(t, e, rows, loss)
		if st.recurrent {
			for name, part := range map[string]tensor{"project": p.project, "shift": p.shift, "forth": p.layer.forth.w, "back": p.layer.back.u} {
				checkGradient(t, st.name+": "+name, part.of(p.params.value).data, part.of(grads).data, loss)
			}
		}
	}
}

// TestEmptyPart works a batch of one sentence: the worker without any adds nothing to
// what the other has learnt.
func TestEmptyPart(t *testing.T) {
	e := smallEmbedding([]string{"so", "it", "goes"}, 2, nil)
	n := newNetwork(Options{Seed: 3, Dim: 16, Hidden: 8, Arc: 16, Relation: 16, Layers: 2, NameWeight: 1, SilverWeight: 1},
		labels{upos: []string{"A"}, xpos: []string{"A"}, relations: []string{"r"}, names: []string{"O", "B-PER", "I-PER"}}, e)
	var w pass
	w.grad = make([]float32, len(n.params.value))
	w.batch = []example{n.example(Sentence{Words: []string{"so", "it", "goes"}, Names: []string{"O", "B-PER", "O"}}, false)}
	w.run(n, rand.New(rand.NewPCG(1, 1)), true)
	clear(w.grad)
	w.batch = w.batch[:0]
	w.run(n, rand.New(rand.NewPCG(1, 1)), true)
	if len(w.lookup.ids) > 0 || w.losses.words != [tasks]int{} || slices.ContainsFunc(w.grad, func(g float32) bool { return g != 0 }) {
		t.Errorf("nothing learnt of: %v %v", w.lookup.ids, w.losses)
	}
}

// TestRounding rounds so that no sum of rounded weights can overflow.
func TestRounding(t *testing.T) {
	rnd := rand.New(rand.NewPCG(9, 9))
	for range 50 {
		var p params
		l := newLSTM(&p, 32, 16, rnd)
		for i := range p.value {
			p.value[i] *= float32(rnd.ExpFloat64())
		}
		const most = 20000
		d := l.round(p.value, 1e-3, most)
		for j := range d.Bias {
			sum := int64(math.Abs(float64(d.Bias[j])))
			for i := j; i < len(d.Input); i += len(d.Bias) {
				sum += most * int64(math.Abs(float64(d.Input[i])))
			}
			for i := j; i < len(d.State); i += len(d.Bias) {
				sum += nlp.StateUnit * int64(math.Abs(float64(d.State[i])))
			}
			if sum > math.MaxInt32 || sum < math.MaxInt32/100 {
				t.Fatalf("column %d: at most %d", j, sum)
			}
		}
	}
}
