package neural

import (
	"fmt"

	"hearsay"
)

// Options are the settings of the network and of its training on treebanks and names.
type Options struct {
	Seed            uint64
	Dim, Hidden     int // numbers of a word's vector, cells of a direction of a layer
	Layers          int
	Arc, Relation   int     // numbers of a word's vectors as dependent and as head
	DropWords       float64 // chance that a word is read by its sub-words only
	LowerCase       float64 // chance that a sentence is read in lower case
	UpperCase       float64 // and in upper case
	DropIn, DropOut float64 // dropout of the words' vectors, and between and after the layers
	DropHeads       float64 // and of the heads' vectors
	Rate, WordRate  float32 // of Adam for the layers, of Adagrad for the words
	NameWeight      float32 // of the loss of names against the others
	SilverWeight    float32 // likewise, of names marked in other ways
	SilverShare     float64 // part of the Groningen Meaning Bank in an epoch
	Epochs          int
	Batch           int // words of a step
}

// DefaultOptions are the settings of the model that ships.
func DefaultOptions() Options {
	return Options{Seed: 1, Dim: 128, Hidden: 128, Layers: 2, Arc: 96, Relation: 128,
		DropWords: 0.02, LowerCase: 0.08, UpperCase: 0.03, DropIn: 0.2, DropOut: 0.33, DropHeads: 0.33,
		Rate: 2e-3, WordRate: 0.005, NameWeight: 2, SilverWeight: 0.5, SilverShare: 0.2, Epochs: 30, Batch: 1500}
}

// RawOptions are the settings of the learning from raw text.
type RawOptions struct {
	Words       int     // most forms with a row of their own
	Buckets     int     // rows of sub-words, a power of two
	Samples     int     // words drawn for each guess
	Batch       int     // words of a step
	WindowPass  float64 // passes over the text by neighbours
	LayerPass   float64 // and by the recurrent layer
	WindowRate  float32 // Adagrad's rate for words in the first stage
	LayerRate   float32 // and in the second
	DenseRate   float32 // Adam's rate
	MostWords   int     // words of raw text at most; 0 for all
	SaveMinutes int     // minutes between two states saved
}

// DefaultRawOptions are the settings of the model that ships.
func DefaultRawOptions() RawOptions {
	return RawOptions{Words: 60000, Buckets: 1 << 16, Samples: 512, Batch: 4000, WindowPass: 1, LayerPass: 1,
		WindowRate: 0.05, LayerRate: 0.02, DenseRate: 2e-3, SaveMinutes: 5}
}

// Check fails with ErrInvalid for settings that make no model.
func (t *Training) Check() error {
	switch {
	case t.Options.Epochs < 1:
		return fmt.Errorf("train: %w: %d epochs: 1 at least", hearsay.ErrInvalid, t.Options.Epochs)
	case t.Raw.MostWords < 0:
		return fmt.Errorf("train: %w: %d words of raw text", hearsay.ErrInvalid, t.Raw.MostWords)
	}
	return nil
}
