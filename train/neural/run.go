package neural

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"hearsay"
	"hearsay/nlp"
	"hearsay/train"
)

// Training is a run from corpora to a model file, in stages: the splitter; words by
// their neighbours; the first layer on raw text; all layers on treebanks and names.
type Training struct {
	Corpora  string // folder of the corpora
	Work     string // folder that keeps the state, so that a run that stopped goes on
	Options  Options
	Raw      RawOptions
	Progress io.Writer
}

// Run trains and returns the model file. The same corpora, settings and seed give the
// same bytes on processors with the same kernels. When ctx ends it keeps its state, of
// treebanks and names as it was after the last epoch, and returns the error of ctx;
// called again it goes on from there. A state of other settings is ErrConflict.
func (t *Training) Run(ctx context.Context) ([]byte, error) {
	if err := os.MkdirAll(t.Work, 0o755); err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	sets, err := ReadSets(t.Corpora)
	if err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	lists, err := ReadLists(t.Corpora)
	if err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	section, err := t.splitter()
	if err != nil {
		return nil, err
	}
	k, err := t.knowledge(ctx, section)
	if err != nil {
		return nil, err
	}
	n := newNetwork(t.Options, inventories(sets.EWT, sets.GUM), k.embedding(t.Options.Seed, lists))
	copy(n.params.value, k.Layer)
	trainer := newTrainer(n, sets, section)
	state, err := t.state("layers", t.Options, t.rawSettings(section), sets, lists)
	if err != nil {
		return nil, err
	}
	if err := trainer.run(ctx, state, t.Progress); err != nil {
		return nil, err
	}
	return trainer.weights().Encode()
}

// Forget removes the state of a run whose outcome is kept.
func (t *Training) Forget() error {
	var errs []error
	for _, name := range []string{"knowledge", "layers"} {
		if err := os.Remove(t.statePath(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, fmt.Errorf("train: %w", err))
		}
	}
	return errors.Join(errs...)
}

func (t *Training) statePath(name string) string { return filepath.Join(t.Work, name+".state") }

// state is the file of a stage that depends on settings.
func (t *Training) state(name string, settings ...any) (stateFile, error) {
	key, err := keyOf(settings...)
	if err != nil {
		return stateFile{}, fmt.Errorf("train: %w", err)
	}
	return stateFile{t.statePath(name), key}, nil
}

// rawSettings are all that the knowledge from raw text depends on: another text gives
// the splitter, of which section is, other habits.
func (t *Training) rawSettings(section []byte) []any {
	raw := t.Raw
	raw.SaveMinutes = 0
	return []any{t.Options.Seed, t.Options.Dim, t.Options.Hidden, raw, section}
}

// splitHabits is how many habits of words the splitter knows.
const splitHabits = 1 << 16

func (t *Training) splitter() ([]byte, error) {
	ewt, gum, dev, err := train.SplitCorpora(t.Corpora)
	if err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	opt := train.DefaultSplitOptions()
	opt.Seed, opt.Progress = t.Options.Seed, t.Progress
	if opt.Habits, err = train.SplitHabits(filepath.Join(t.Corpora, "text", "raw"), splitHabits); err != nil {
		return nil, err
	}
	section, err := train.Splitter(append(ewt, gum...), opt)
	if err != nil {
		return nil, err
	}
	s, err := nlp.LoadSplitter(section)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(t.Progress, "splitter: dev %s\n", train.ScoreSplit(s, dev))
	return section, nil
}

// knowledge learns from raw text, or reads what an earlier run has learnt.
func (t *Training) knowledge(ctx context.Context, section []byte) (*Knowledge, error) {
	done, err := t.state("knowledge", t.rawSettings(section)...)
	if err != nil {
		return nil, err
	}
	var k Knowledge
	if found, err := done.load(&k); found || err != nil {
		return &k, err
	}
	p, raw, err := t.pretrainer(section)
	if err != nil {
		return nil, err
	}
	under := stateFile{t.statePath("raw"), done.key}
	for i, st := range t.stages() {
		if err := p.pass(ctx, raw, st, under, i, t.Progress); err != nil {
			return nil, err
		}
	}
	k = *p.knowledge()
	if err := done.save(&k); err != nil {
		return nil, err
	}
	return &k, os.RemoveAll(under.path)
}

func (t *Training) stages() []stage {
	r := t.Raw
	save := time.Duration(r.SaveMinutes) * time.Minute
	return []stage{
		{name: "words by neighbours", tokens: r.Batch, samples: r.Samples, wordRate: r.WindowRate, passes: r.WindowPass, saveEach: save},
		{name: "layer on raw text", recurrent: true, tokens: r.Batch, samples: r.Samples, wordRate: r.LayerRate, rate: r.DenseRate, passes: r.LayerPass, saveEach: save},
	}
}

func (t *Training) pretrainer(section []byte) (*pretrainer, *rawText, error) {
	split, err := nlp.LoadSplitter(section)
	if err != nil {
		return nil, nil, err
	}
	lex := newLexicon()
	began := time.Now()
	raw, err := readRaw(filepath.Join(t.Corpora, "text", "raw"), lex, t.Raw.MostWords, split)
	if err != nil {
		return nil, nil, fmt.Errorf("train: %w", err)
	}
	fmt.Fprintf(t.Progress, "raw text: %.1f M words, %d types, read in %s\n", float64(len(raw.tokens))/1e6, len(lex.forms), time.Since(began).Round(time.Second))
	counts := chooseWords(lex, raw, t.Raw.Words)
	if len(counts) == 0 {
		return nil, nil, fmt.Errorf("train: %w: no word occurs %d times in the raw text", hearsay.ErrInvalid, minCount)
	}
	e := newEmbedding(lex, len(counts), t.Raw.Buckets, t.Options.Dim, rand.New(rand.NewPCG(t.Options.Seed, 4)))
	return newPretrainer(e, newGuesser(counts, 0.75, t.Options.Dim), t.Options.Hidden, t.Options.Seed), raw, nil
}
