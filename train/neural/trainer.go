package neural

import (
	"context"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"hearsay/nlp"
)

// trainer trains a network on all sets together.
type trainer struct {
	net    *network
	part   [workers]pass
	syntax []example // EWT and GUM
	wiki   []example
	gmb    []example
	dev    []Sentence
	split  []byte // the splitter's section of the model
}

func newTrainer(n *network, s *Sets, split []byte) *trainer {
	t := &trainer{net: n, dev: s.Dev, split: split}
	for i := range t.part {
		t.part[i].grad = make([]float32, len(n.params.value))
	}
	for _, x := range s.EWT {
		t.syntax = append(t.syntax, n.example(x, false))
	}
	for _, x := range s.GUM {
		t.syntax = append(t.syntax, n.example(x, true))
	}
	for _, x := range s.Wiki {
		t.wiki = append(t.wiki, n.example(x, true))
	}
	for _, x := range s.GMB {
		if len(x.Words) <= 60 {
			t.gmb = append(t.gmb, n.example(x, true))
		}
	}
	return t
}

// epoch draws the sentences of a pass over the sets.
func (t *trainer) epoch(k int) []example {
	rnd := rand.New(rand.NewPCG(t.net.opt.Seed, 1000+uint64(k)))
	all := append([]example(nil), t.syntax...)
	if t.net.opt.SilverWeight > 0 {
		all = append(all, t.wiki...)
		for range int(t.net.opt.SilverShare * float64(len(t.gmb))) {
			all = append(all, t.gmb[rnd.IntN(len(t.gmb))])
		}
	}
	for i := range all {
		switch x := rnd.Float64(); {
		case x < t.net.opt.LowerCase:
			all[i].tokens = all[i].lower
		case x < t.net.opt.LowerCase+t.net.opt.UpperCase:
			all[i].tokens = all[i].upper
		}
	}
	rnd.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// netState is how far a trainer has come.
type netState struct {
	Epochs int
	Embed  tableState
	Params paramState
}

// run trains for all epochs, from where the state has come.
func (t *trainer) run(ctx context.Context, state stateFile, progress io.Writer) error {
	opt := t.net.opt
	var at netState
	if found, err := state.load(&at); err != nil {
		return err
	} else if found {
		t.net.embed.rows.restore(at.Embed)
		t.net.params.restore(at.Params)
	}
	steps := make([]int, opt.Epochs+1)
	for k := range opt.Epochs {
		steps[k+1] = steps[k] + len(batches(t.epoch(k), opt.Batch))
	}
	began, first := time.Now(), at.Epochs
	for at.Epochs < opt.Epochs {
		losses, err := t.pass(ctx, at.Epochs, steps[at.Epochs], steps[opt.Epochs])
		if err != nil {
			return err
		}
		at.Epochs++
		score, err := t.evaluate()
		if err != nil {
			return err
		}
		left := time.Since(began) / time.Duration(at.Epochs-first) * time.Duration(opt.Epochs-at.Epochs)
		fmt.Fprintf(progress, "layers: epoch %d of %d, losses %s, dev %s, %s left\n", at.Epochs, opt.Epochs, losses, score, left.Round(time.Second))
		at.Embed, at.Params = t.net.embed.rows.state(), t.net.params.state()
		if err := state.save(&at); err != nil {
			return err
		}
	}
	return nil
}

// losses are sums over tasks: UPOS, XPOS, arcs, relations, names.
type losses struct {
	sums  [tasks]float64
	words [tasks]int
}

func (l losses) String() string {
	var parts []string
	for i, s := range l.sums {
		parts = append(parts, fmt.Sprintf("%.3f", s/float64(max(l.words[i], 1))))
	}
	return strings.Join(parts, " ")
}

// pass is an epoch, of which the first step has a number.
func (t *trainer) pass(ctx context.Context, epoch, step, of int) (losses, error) {
	var sum losses
	for _, batch := range batches(t.epoch(epoch), t.net.opt.Batch) {
		if err := ctx.Err(); err != nil {
			return sum, err
		}
		t.step(batch, step, of)
		step++
		for i := range t.part {
			for task := range tasks {
				sum.sums[task] += t.part[i].losses.sums[task]
				sum.words[task] += t.part[i].losses.words[task]
			}
		}
	}
	return sum, nil
}

// batches cuts sentences into parts of about so many words.
func batches(all []example, words int) [][]example {
	var out [][]example
	start, size := 0, 0
	for i, e := range all {
		size += len(e.tokens)
		if size >= words || i == len(all)-1 {
			out = append(out, all[start:i+1])
			start, size = i+1, 0
		}
	}
	return out
}

// warmUp is how many steps the rate rises, a tenth of all at most.
const warmUp = 200

func (t *trainer) step(batch []example, step, of int) {
	n := t.net
	var wg sync.WaitGroup
	for i := range t.part {
		wg.Go(func() {
			w := &t.part[i]
			w.batch = w.batch[:0]
			for j := i; j < len(batch); j += workers {
				w.batch = append(w.batch, batch[j])
			}
			w.run(n, rand.New(rand.NewPCG(n.opt.Seed, uint64(step)<<8|uint64(i))), true)
		})
	}
	wg.Wait()
	fall := float32(0.5 * (1 + math.Cos(math.Pi*float64(step)/float64(of))))
	fall *= min(1, float32(step+1)/float32(min(warmUp, of/10+1)))
	var words []*wordGrads
	var grads [][]float32
	for i := range t.part {
		words, grads = append(words, &t.part[i].lookup.wordGrads), append(grads, t.part[i].grad)
	}
	if n.opt.WordRate > 0 {
		n.embed.learn(n.opt.WordRate*fall, words...)
	}
	n.params.learn(n.opt.Rate*fall, 1, 0.998, grads)
}

// evaluate rounds the network and holds it against the dev sentences.
func (t *trainer) evaluate() (Score, error) {
	file, err := t.weights().Encode()
	if err != nil {
		return Score{}, err
	}
	m, err := nlp.Load(file)
	if err != nil {
		return Score{}, err
	}
	all, _ := Evaluate(m, t.dev)
	return all, nil
}
