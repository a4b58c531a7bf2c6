package train_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"testing"

	"hearsay"
	"hearsay/nlp"
	"hearsay/train"
)

func lessons(t *testing.T) []train.TaggedSentence {
	t.Helper()
	var all []train.TaggedSentence
	for i := range 20 {
		all = append(all, train.TaggedSentence{Words: []string{"Boat", fmt.Sprintf("n%d", i), "sails", "."}, Tags: []nlp.Tag{nlp.NN, nlp.NNP, nlp.VBZ, nlp.Punct}})
	}
	return all
}

// TestTagger learns the same model from the same sentences and leaves them in
// their order.
func TestTagger(t *testing.T) {
	sentences := lessons(t)
	opt := train.TagOptions{Buckets: 256, Epochs: 3, Seed: 1}
	file, err := train.Tagger(sentences, opt)
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range lessons(t) {
		if !slices.Equal(s.Words, sentences[i].Words) {
			t.Fatalf("sentence %d has moved", i)
		}
	}
	var progress bytes.Buffer
	opt.Progress = &progress
	if again, err := train.Tagger(sentences, opt); err != nil || !bytes.Equal(file, again) || bytes.Count(progress.Bytes(), []byte("\n")) != 3 {
		t.Errorf("%v, the same model: %v, progress %q", err, bytes.Equal(file, again), &progress)
	}
	model, err := nlp.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	if got := train.TagAccuracy(model, sentences); got != 100 {
		t.Errorf("%.1f %% right", got)
	}
}

func TestTaggerRefuses(t *testing.T) {
	for name, opt := range map[string]train.TagOptions{
		"no buckets": {Epochs: 1}, "buckets below 0": {Buckets: -8, Epochs: 1}, "3 buckets": {Buckets: 3, Epochs: 1},
		"too many": {Buckets: 2 * nlp.MaxBuckets, Epochs: 1}, "no epochs": {Buckets: 8}, "epochs below 0": {Buckets: 8, Epochs: -1},
	} {
		if _, err := train.Tagger(lessons(t), opt); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := train.Tagger(nil, train.TagOptions{Buckets: 8, Epochs: 1}); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("no sentences: %v", err)
	}
}
