package train

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"

	"hearsay"
	"hearsay/nlp"
)

// SplitOptions are the settings of a training run of the splitter.
type SplitOptions struct {
	Buckets  [nlp.LayerCount]int // weights of each layer, powers of two
	Epochs   int                 // passes over the documents
	Seed     uint64              // of the order of documents and of how they are written down
	Habits   nlp.Habits          // nil for none
	Progress io.Writer           // a line for each epoch; nil for none
}

// DefaultSplitOptions are the settings of the model that ships.
func DefaultSplitOptions() SplitOptions {
	return SplitOptions{Buckets: [nlp.LayerCount]int{1 << 17, 1 << 18, 1 << 18}, Epochs: 8, Seed: 1}
}

// Check returns ErrInvalid for settings that make no model.
func (o SplitOptions) Check() error {
	for _, n := range o.Buckets {
		if n <= 0 || n > nlp.MaxSplitSection || bits.OnesCount(uint(n)) != 1 {
			return fmt.Errorf("train splitter: %w: %d weights: a power of two, from 1 to %d", hearsay.ErrInvalid, n, nlp.MaxSplitSection)
		}
	}
	if o.Epochs <= 0 {
		return fmt.Errorf("train splitter: %w: %d epochs: 1 at least", hearsay.ErrInvalid, o.Epochs)
	}
	return nil
}

// Splitter trains averaged perceptrons (Collins 2002) with a margin and returns the
// section that nlp.LoadSplitter reads. In each epoch each document is written down
// anew: plainly, with other quotation marks, with hard-wrapped lines. The same
// documents, options and seed give the same bytes. It fails with ErrInvalid for
// settings that make no model and for no documents.
func Splitter(docs []TreebankDoc, opt SplitOptions) ([]byte, error) {
	if err := opt.Check(); err != nil {
		return nil, err
	}
	if len(docs) == 0 {
		return nil, fmt.Errorf("train splitter: %w: no documents", hearsay.ErrInvalid)
	}
	docs = slices.Clone(docs)
	progress := cmp.Or(opt.Progress, io.Discard)
	l := newSplitLesson(opt)
	for epoch := range opt.Epochs {
		l.order.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		l.tokens, l.wrong = 0, [nlp.LayerCount]int{}
		for i := range docs {
			l.learnText(docs[i].raw(l.style()))
			l.learnTokens(&docs[i])
		}
		fmt.Fprintf(progress, "epoch %d of %d: of %d tokens wrong while learning: %d cuts, %d ends, %d ends of given tokens\n",
			epoch+1, opt.Epochs, l.tokens, l.wrong[nlp.Cuts], l.wrong[nlp.Ends], l.wrong[nlp.GivenEnds])
	}
	w := nlp.SplitWeights{Habits: opt.Habits}
	for i := range l.layers {
		w.Weights[i] = l.layers[i].quantised()
	}
	return nlp.EncodeSplitter(w)
}

// splitLesson is the state of a training run.
type splitLesson struct {
	layers  [nlp.LayerCount]binaryPerceptron
	order   *rand.Rand
	teacher nlp.Teacher
	dst     nlp.Segmentation
	gold    map[int]bool // places at which the present text is divided
	ends    map[int]bool
	tokens  int
	wrong   [nlp.LayerCount]int
}

func newSplitLesson(opt SplitOptions) *splitLesson {
	l := &splitLesson{order: rand.New(rand.NewPCG(opt.Seed, 0)), gold: map[int]bool{}, ends: map[int]bool{}}
	for i, n := range opt.Buckets {
		l.layers[i] = binaryPerceptron{weights: make([]int32, n), sums: make([]int64, n), mask: uint32(n - 1), chance: rand.New(rand.NewPCG(opt.Seed, uint64(i)+1))}
	}
	l.teacher = nlp.Teacher{Habits: opt.Habits, Decide: l.decide}
	return l
}

// style draws the way in which a document is written down.
func (l *splitLesson) style() style {
	st := plainStyle
	st.curly = l.order.IntN(4) == 0
	switch l.order.IntN(8) {
	case 0:
		st.paragraph = "\n"
	case 1:
		st.width = 60 + l.order.IntN(21)
	}
	return st
}

// decide learns from one decision. Cuts go on from what is right, ends from what
// was guessed, as they will have to.
func (l *splitLesson) decide(layer nlp.Layer, rows []uint32, at int) bool {
	gold := l.gold[at]
	if layer != nlp.Cuts {
		gold = l.ends[at]
	}
	guess := l.layers[layer].learn(rows, gold)
	if guess != gold {
		l.wrong[layer]++
	}
	if layer == nlp.Cuts {
		return gold
	}
	return guess
}

func (l *splitLesson) learnText(doc SplitDoc) {
	clear(l.gold)
	clear(l.ends)
	for _, t := range doc.Tokens {
		l.gold[t.End] = true
	}
	for _, s := range doc.Sentences {
		l.ends[s.End] = true
	}
	l.tokens += len(doc.Tokens)
	l.teacher.Split(&l.dst, doc.Text)
}

// learnTokens learns the ends of sentences without white space, by turns for whole
// documents and for single paragraphs.
func (l *splitLesson) learnTokens(doc *TreebankDoc) {
	whole, penn := l.order.IntN(2) == 0, l.order.IntN(2) == 0
	var words []string
	clear(l.ends)
	for i, s := range doc.sentences {
		if i > 0 && s.begins && !whole {
			l.teacher.Sentences(&l.dst, words)
			words = words[:0]
			clear(l.ends)
		}
		words = s.appendGiven(words, penn)
		l.ends[len(words)] = true
	}
	l.teacher.Sentences(&l.dst, words)
}

// appendGiven appends the words as a tokeniser may give them: those with hyphens
// whole, as in the Penn treebank, or not.
func (s *spacedSentence) appendGiven(words []string, penn bool) []string {
	from := len(words)
	for i, w := range s.words {
		isJoined := penn && i > 0 && len(words) > from && s.gaps[i] == "" && (w == "-" && i+1 < len(s.words) && s.gaps[i+1] == "" || s.words[i-1] == "-" && i > 1 && s.gaps[i-1] == "")
		if isJoined {
			words[len(words)-1] += w
		} else {
			words = append(words, w)
		}
	}
	return words
}

// binaryPerceptron holds weights and their running sums, so that the average over
// all steps can be had at the end.
type binaryPerceptron struct {
	weights []int32
	sums    []int64
	mask    uint32
	step    int64
	chance  *rand.Rand
}

// splitMargin is by how much a sum must be right, or the weights are corrected.
const splitMargin = 30

// splitDropout is how many features in a hundred are left out of a lesson, so that
// no word is relied on where shapes would do.
const splitDropout = 10

// thinned leaves features out, in place.
func (p *binaryPerceptron) thinned(rows []uint32) []uint32 {
	k := 0
	for _, r := range rows {
		if p.chance.IntN(100) >= splitDropout {
			rows[k] = r
			k++
		}
	}
	return rows[:k]
}

// learn decides by the weights of now and corrects them.
func (p *binaryPerceptron) learn(rows []uint32, gold bool) (guess bool) {
	rows = p.thinned(rows)
	sum := int32(0)
	for _, r := range rows {
		sum += p.weights[r&p.mask]
	}
	guess = sum > 0
	p.step++
	delta := int32(1)
	if !gold {
		delta = -1
	}
	if sum*delta > splitMargin {
		return guess
	}
	for _, r := range rows {
		p.weights[r&p.mask] += delta
		p.sums[r&p.mask] += int64(delta) * p.step
	}
	return guess
}

// quantised scales the averaged weights to eight bits, cutting the few largest.
func (p *binaryPerceptron) quantised() []int8 {
	average := make([]float64, len(p.weights))
	var square float64
	used := 0
	for i, w := range p.weights {
		average[i] = float64(w) - float64(p.sums[i])/float64(p.step+1)
		if average[i] != 0 {
			square += float64(average[i] * average[i]) // rounded here, so that nothing is fused
			used++
		}
	}
	scale := 0.0
	if used > 0 {
		scale = 127 / (8 * math.Sqrt(square/float64(used)))
	}
	out := make([]int8, len(average))
	for i, a := range average {
		out[i] = int8(math.Round(min(127, max(-127, a*scale))))
	}
	return out
}
