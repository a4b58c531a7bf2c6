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

// TaggedSentence is a sentence with one Penn tag a word.
type TaggedSentence struct {
	Words []string
	Tags  []nlp.Tag
}

// TagOptions are the settings of a training run of the tagger.
type TagOptions struct {
	Buckets  int       // rows of weights, a power of two, nlp.MaxBuckets at most
	Epochs   int       // passes over the sentences
	Seed     uint64    // of the order of sentences
	Progress io.Writer // a line for each epoch; nil for none
}

// Check returns ErrInvalid for settings that make no model.
func (o TagOptions) Check() error {
	if o.Buckets <= 0 || o.Buckets > nlp.MaxBuckets || bits.OnesCount(uint(o.Buckets)) != 1 {
		return fmt.Errorf("train tags: %w: %d buckets: a power of two, from 1 to %d", hearsay.ErrInvalid, o.Buckets, nlp.MaxBuckets)
	}
	if o.Epochs <= 0 {
		return fmt.Errorf("train tags: %w: %d epochs: 1 at least", hearsay.ErrInvalid, o.Epochs)
	}
	return nil
}

// Tagger trains an averaged perceptron (Collins 2002) and returns the model file.
// The same sentences, options and seed give the same bytes. It fails with
// ErrInvalid for settings that make no model and for no sentences.
func Tagger(sentences []TaggedSentence, opt TagOptions) ([]byte, error) {
	if err := opt.Check(); err != nil {
		return nil, err
	}
	if len(sentences) == 0 {
		return nil, fmt.Errorf("train tags: %w: no sentences", hearsay.ErrInvalid)
	}
	sentences = slices.Clone(sentences)
	progress := cmp.Or(opt.Progress, io.Discard)
	p := newPerceptron(opt.Buckets)
	order := rand.New(rand.NewPCG(opt.Seed, 0))
	for epoch := range opt.Epochs {
		order.Shuffle(len(sentences), func(i, j int) { sentences[i], sentences[j] = sentences[j], sentences[i] })
		wrong, words := 0, 0
		for _, s := range sentences {
			wrong += p.learn(s)
			words += len(s.Words)
		}
		fmt.Fprintf(progress, "epoch %d of %d: %.2f %% of %d words right while learning\n", epoch+1, opt.Epochs, 100*(1-float64(wrong)/float64(max(words, 1))), words)
	}
	return nlp.Encode(p.quantised())
}

// perceptron holds weights and their running sums, so that the average over all
// steps can be had at the end.
type perceptron struct {
	weights, sums []int64
	mask          uint32
	step          int64
}

func newPerceptron(buckets int) *perceptron {
	n := buckets * nlp.TagCount
	return &perceptron{weights: make([]int64, n), sums: make([]int64, n), mask: uint32(buckets - 1)}
}

// learn tags a sentence with the weights of now and corrects each mistake.
func (p *perceptron) learn(s TaggedSentence) (wrong int) {
	none := nlp.Tag(nlp.TagCount)
	previous, before := none, none
	var buckets [nlp.FeatureCount]uint32
	for i, gold := range s.Tags {
		if nlp.IsFixed(s.Words[i]) {
			previous, before = nlp.FixedTag(s.Words[i]), previous
			continue
		}
		nlp.Buckets(&buckets, s.Words, i, previous, before)
		guess := p.best(&buckets)
		if p.step++; guess != gold {
			wrong++
			p.correct(&buckets, gold, 1)
			p.correct(&buckets, guess, -1)
		}
		previous, before = guess, previous
	}
	return wrong
}

func (p *perceptron) best(buckets *[nlp.FeatureCount]uint32) nlp.Tag {
	var sum [nlp.TagCount]int64
	for _, b := range buckets {
		row := p.weights[int(b&p.mask)*nlp.TagCount:][:nlp.TagCount]
		for k, w := range row {
			sum[k] += w
		}
	}
	best := 1
	for k := 2; k < nlp.TagCount; k++ {
		if sum[k] > sum[best] {
			best = k
		}
	}
	return nlp.Tag(best)
}

// correct adds delta to a tag's weights; sums keeps delta times the step, so that
// the average is weights - sums/step.
func (p *perceptron) correct(buckets *[nlp.FeatureCount]uint32, tag nlp.Tag, delta int64) {
	for _, b := range buckets {
		at := int(b&p.mask)*nlp.TagCount + int(tag)
		p.weights[at] += delta
		p.sums[at] += delta * p.step
	}
}

// quantised scales the averaged weights to eight bits, cutting the few largest.
func (p *perceptron) quantised() []int8 {
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
	rows := make([]int8, len(average))
	for i, a := range average {
		rows[i] = int8(math.Round(min(127, max(-127, a*scale))))
	}
	return rows
}
