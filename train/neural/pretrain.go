package neural

import (
	"context"
	"io"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

// workers is the number of parts a batch is worked in, side by side where there
// are processors; the outcome hangs on it, so it is fixed.
const workers = 2

// pretrainer learns words, and the first layer of the encoder, from raw text: a
// word is guessed from what stands left and right of it, first from the mean of
// its neighbours (Mikolov et al. 2013), then from the states of the recurrent
// layer on both sides (Melamud et al. 2016).
type pretrainer struct {
	seed    uint64
	embed   *embedding
	guess   *guesser
	params  params
	layer   bilstm
	project tensor // both states × dim
	shift   tensor
	targets []int32 // word row of each type, -1 for none
	part    [workers]pretrainPart
}

// pretrainPart is the memory of one worker.
type pretrainPart struct {
	scratch scratch
	lookup  lookup
	layout  layout
	run     bilstmRun
	guess   guess
	grad    []float32
	tokens  []int32
	lengths []int
	x, dx   matrix
	q, dq   matrix
	c, dc   matrix
	dout    matrix
	loss    float64
	n       int
}

func newPretrainer(e *embedding, g *guesser, hidden int, seed uint64) *pretrainer {
	p := &pretrainer{seed: seed, embed: e, guess: g}
	rnd := rand.New(rand.NewPCG(seed, 77))
	p.layer = newBiLSTM(&p.params, e.dim, hidden, rnd)
	p.project = p.params.glorot(2*hidden, e.dim, rnd)
	p.shift = p.params.add(1, e.dim, 0, rnd)
	for i := range p.part {
		p.part[i].grad = make([]float32, len(p.params.value))
	}
	for _, form := range e.lex.forms {
		p.targets = append(p.targets, e.lex.rows[form])
	}
	return p
}

// stage is a pass over raw text.
type stage struct {
	name      string
	recurrent bool
	tokens    int // of a batch, all workers together
	samples   int
	wordRate  float32
	rate      float32
	passes    float64
	saveEach  time.Duration
}

// rawState is how far a pretrainer has come.
type rawState struct {
	Stage, Step, Done, At int
	Embed, Guess          tableState
	Params                paramState
}

// pass runs stage number k, from where the state in a file has come, and leaves its
// state there. The text's sentences come in an order drawn from the seed.
func (p *pretrainer) pass(ctx context.Context, t *rawText, st stage, state stateFile, k int, progress io.Writer) error {
	at, err := p.resume(state, k)
	if err != nil || at.Stage > k {
		return err
	}
	keep := func() error {
		at.Params = p.params.state()
		return state.save(at)
	}
	order := rand.New(rand.NewPCG(p.seed, uint64(k))).Perm(len(t.starts) - 1)
	total := int(float64(len(t.tokens)) * st.passes)
	meter := newMeter(st.name, total, at.Done, progress)
	saved := time.Now()
	for at.Done < total {
		if err := ctx.Err(); err != nil {
			if unkept := keep(); unkept != nil {
				return unkept
			}
			return err
		}
		at.Step++
		for i := range p.part {
			at.Done += p.part[i].fill(t, order, &at.At, st.tokens/workers)
		}
		p.step(st, uint64(k)<<32|uint64(at.Step), 1-float32(at.Done)/float32(total))
		for i := range p.part {
			meter.add(p.part[i].loss, p.part[i].n)
		}
		meter.tell(at.Done)
		if time.Since(saved) > st.saveEach {
			if err := keep(); err != nil {
				return err
			}
			saved = time.Now()
		}
	}
	at.begin(k + 1)
	return keep()
}

// resume takes over the state in a file, where there is one, and tells how far stage
// k has come.
func (p *pretrainer) resume(state stateFile, k int) (*rawState, error) {
	var at rawState
	found, err := state.load(&at)
	if err != nil {
		return nil, err
	}
	if found {
		p.embed.rows.restore(at.Embed)
		p.guess.out.restore(at.Guess)
		p.params.restore(at.Params)
	}
	if at.Stage < k {
		at.begin(k)
	}
	at.Embed, at.Guess = p.embed.rows.state(), p.guess.out.state()
	return &at, nil
}

// begin puts the state at the start of a stage.
func (s *rawState) begin(stage int) { s.Stage, s.Step, s.Done, s.At = stage, 0, 0, 0 }

// fill takes the next sentences of an order until there are so many words, and
// returns how many there are.
func (w *pretrainPart) fill(t *rawText, order []int, at *int, words int) int {
	w.tokens, w.lengths = w.tokens[:0], w.lengths[:0]
	for len(w.tokens) < words {
		s := order[*at%len(order)]
		*at++
		sentence := t.tokens[t.starts[s]:t.starts[s+1]]
		w.tokens, w.lengths = append(w.tokens, sentence...), append(w.lengths, len(sentence))
	}
	return len(w.tokens)
}

// step lets the workers compute their gradients, and learns from them.
func (p *pretrainer) step(st stage, number uint64, left float32) {
	var wg sync.WaitGroup
	for i := range p.part {
		wg.Go(func() {
			p.work(&p.part[i], rand.New(rand.NewPCG(p.seed+number, uint64(i))), st)
		})
	}
	wg.Wait()
	p.update(st, left)
}

func (p *pretrainer) update(st stage, left float32) {
	var words []*wordGrads
	var guesses []*guess
	var grads [][]float32
	for i := range p.part {
		words = append(words, &p.part[i].lookup.wordGrads)
		guesses = append(guesses, &p.part[i].guess)
		grads = append(grads, p.part[i].grad)
	}
	fall := 0.1 + 0.9*left
	p.embed.learn(st.wordRate*fall, words...)
	p.guess.learn(st.wordRate*fall, guesses)
	if st.recurrent {
		p.params.learn(st.rate*fall, 1, 0.99, grads)
	}
}

// work computes a worker's share of the gradients of a batch.
func (p *pretrainer) work(w *pretrainPart, rnd *rand.Rand, st stage) {
	n, dim := len(w.tokens), p.embed.dim
	if st.recurrent {
		w.layout.set(w.lengths)
		w.tokens = inLayout(w.tokens, w.lengths, &w.layout)
	}
	w.guess.targets = w.guess.targets[:0]
	for _, id := range w.tokens {
		w.guess.targets = append(w.guess.targets, p.targets[id])
	}
	x := w.x.shaped(n, dim)
	w.lookup.gather(p.embed, w.tokens, nil, x)
	q, dq, dx := w.q.zeroed(n, dim), w.dq.zeroed(n, dim), w.dx.zeroed(n, dim)
	if st.recurrent {
		p.context(w, x, q)
	} else {
		window(w.lengths, x, q)
	}
	w.loss, w.n = p.guess.run(&w.scratch, rnd, &w.guess, q, dq, st.samples)
	for i := range dq.data {
		dq.data[i] /= float32(n)
	}
	if st.recurrent {
		p.contextBack(w, x, dq, dx)
	} else {
		window(w.lengths, dq, dx)
	}
	w.lookup.scatter(dx)
}

// inLayout puts the words of sentences, one after the other, where they are laid out.
func inLayout(tokens []int32, lengths []int, lay *layout) []int32 {
	starts := make([]int, len(lengths))
	at := 0
	for i, n := range lengths {
		starts[i] = at
		at += n
	}
	out := slices.Clone(tokens)
	for rank, s := range lay.order {
		for t := range lengths[s] {
			out[lay.row(rank, t)] = tokens[starts[s]+t]
		}
	}
	return out
}

// span is how far the mean of the neighbours reaches.
const span = 5

// window adds to each row of q the rows of x around it, nearer ones counting
// more. It is its own transpose, so it also takes gradients back.
func window(lengths []int, x, q matrix) {
	at := 0
	for _, n := range lengths {
		for i := range n {
			for d := 1; d <= span; d++ {
				by := float32(span+1-d) / (span * (span + 1))
				if i-d >= 0 {
					axpy(by, x.row(at+i-d), q.row(at+i))
				}
				if i+d < n {
					axpy(by, x.row(at+i+d), q.row(at+i))
				}
			}
		}
		at += n
	}
}

// context makes queries of the states before and after each word.
func (p *pretrainer) context(w *pretrainPart, x, q matrix) {
	out := p.layer.forward(&w.scratch, p.params.value, &w.layout, x, &w.run)
	c := w.c.zeroed(out.rows, out.cols)
	shiftStates(&w.layout, c, out, false)
	bias := p.shift.of(p.params.value).data
	for i := range q.rows {
		copy(q.row(i), bias)
	}
	w.scratch.gemm(q, c, false, p.project.of(p.params.value), false)
}

// shiftStates copies the state before each word and the one after it from out to
// c, or, going back, from c to out.
func shiftStates(lay *layout, c, out matrix, back bool) {
	hd := c.cols / 2
	for rank, n := range lay.lengths {
		for t := range n {
			row := c.row(lay.row(rank, t))
			if t > 0 {
				move(row[:hd], out.row(lay.row(rank, t-1))[:hd], back)
			}
			if t+1 < n {
				move(row[hd:], out.row(lay.row(rank, t+1))[hd:], back)
			}
		}
	}
}

func move(dst, src []float32, back bool) {
	if back {
		dst, src = src, dst
	}
	copy(dst, src)
}

func (p *pretrainer) contextBack(w *pretrainPart, x, dq, dx matrix) {
	grad := w.grad
	bias := p.shift.of(grad).data
	for i := range dq.rows {
		axpy(1, dq.row(i), bias)
	}
	w.scratch.gemm(p.project.of(grad), w.c, true, dq, false)
	dc := w.dc.zeroed(w.c.rows, w.c.cols)
	w.scratch.gemm(dc, dq, false, p.project.of(p.params.value), true)
	dout := w.dout.zeroed(w.c.rows, w.c.cols)
	shiftStates(&w.layout, dc, dout, true)
	p.layer.backward(&w.scratch, p.params.value, grad, &w.layout, x, &w.run, dout, dx)
}
