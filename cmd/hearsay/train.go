package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"hearsay"
	"hearsay/train"
	"hearsay/train/neural"
)

func newTrain() *cobra.Command {
	t := neural.Training{Options: neural.DefaultOptions(), Raw: neural.DefaultRawOptions()}
	var out string
	cmd := &cobra.Command{
		Use:   "train",
		Short: "Make the English model from corpora",
		Long: `Train makes the model of the language layers: a splitter of text into words and
sentences; words, and the first layer of the encoder, from raw text; then all layers
together from treebanks and texts with names. It tells how far it is and how well the
development sets come out. It takes about three quarters of an hour on two cores and 3 GB of
memory. When it is stopped, the same command goes on where it was; other settings need
another folder for their state. The same corpora and settings give the same file.`,
		Example: `  hearsay train --corpora ../shared/corpora --work bin/train --out model.bin`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := t.Check(); err != nil {
				return err
			}
			if info, err := os.Stat(filepath.Dir(out)); err != nil || !info.IsDir() {
				return failure{fmt.Errorf("--out %s: there is no folder %s", out, filepath.Dir(out))}
			}
			noMemoryGoal()
			t.Progress = cmd.ErrOrStderr()
			file, err := t.Run(cmd.Context())
			if errors.Is(err, context.Canceled) {
				return failure{fmt.Errorf("stopped; the same command goes on from the state in %s", t.Work)}
			}
			if err != nil {
				return ofCorpora(err)
			}
			if err := writeWhole(out, file); err != nil {
				return failure{fmt.Errorf("write model: %w", err)}
			}
			if err := t.Forget(); err != nil {
				return failure{err}
			}
			return printed(fmt.Fprintf(cmd.OutOrStdout(), "%s: %d bytes; hearsay eval layers %s tells how good it is\n", out, len(file), out))
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&t.Corpora, "corpora", filepath.Join("..", "shared", "corpora"), "folder of the corpora")
	flags.StringVar(&out, "out", "model.bin", "model file to write")
	flags.StringVar(&t.Work, "work", filepath.Join("bin", "train"), "folder for the state of a run")
	flags.Uint64Var(&t.Options.Seed, "seed", t.Options.Seed, "of everything drawn by chance")
	flags.IntVar(&t.Options.Epochs, "epochs", t.Options.Epochs, "passes over treebanks and names")
	flags.IntVar(&t.Raw.MostWords, "raw-words", t.Raw.MostWords, "words of raw text at most, 0 for all")
	cmd.AddCommand(newTrainTables())
	return cmd
}

// ofCorpora makes a failure of what went wrong in work on corpora, and says how to name
// them.
func ofCorpora(err error) error {
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, hearsay.ErrNotFound) {
		err = fmt.Errorf("%w; --corpora names the folder of the corpora, docs/corpora.md says what lies where in it", err)
	}
	if err != nil {
		return failure{err}
	}
	return nil
}

// writeWhole writes a file, whole or not at all.
func writeWhole(path string, data []byte) error {
	part := path + ".part"
	if err := os.WriteFile(part, data, 0o644); err != nil {
		return err
	}
	return os.Rename(part, path)
}

func newTrainTables() *cobra.Command {
	var gazetteers, out string
	cmd := &cobra.Command{
		Use:   "tables",
		Short: "Derive the tables of forenames and countries from gazetteers",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := train.Tables(gazetteers, out); err != nil {
				return failure{err}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&gazetteers, "gazetteers", filepath.Join("..", "shared", "corpora", "gazetteers"), "folder of the gazetteers")
	cmd.Flags().StringVar(&out, "out", filepath.Join("lang", "en"), "folder to write the tables into")
	return cmd
}
