package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"hearsay/nlp"
	"hearsay/train"
)

func newTrain() *cobra.Command {
	cmd := &cobra.Command{Use: "train", Short: "Make a model, or tables of facts, from corpora", Args: cobra.NoArgs}
	cmd.AddCommand(newTrainTags(), newTrainTables())
	return cmd
}

func newTrainTags() *cobra.Command {
	var corpora, out string
	opt := train.TagOptions{}
	cmd := &cobra.Command{
		Use:   "tags",
		Short: "Train the English part-of-speech tagger on EWT, GUM and MASC",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := opt.Check(); err != nil {
				return err
			}
			opt.Progress = cmd.ErrOrStderr()
			sentences, dev, err := train.TagCorpora(corpora)
			if err != nil {
				return failure{err}
			}
			file, err := train.Tagger(sentences, opt)
			if err != nil {
				return failure{err}
			}
			model, err := nlp.Load(file)
			if err != nil {
				return failure{err}
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "dev: %.2f %% of words tagged right\n", train.TagAccuracy(model, dev))
			if err := os.WriteFile(out, file, 0o644); err != nil {
				return failure{fmt.Errorf("write model: %w", err)}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&corpora, "corpora", filepath.Join("..", "shared", "corpora"), "folder of the corpora")
	cmd.Flags().StringVar(&out, "out", "model.bin", "model file to write")
	cmd.Flags().IntVar(&opt.Buckets, "buckets", 1<<16, "rows of weights, a power of two")
	cmd.Flags().IntVar(&opt.Epochs, "epochs", 6, "passes over the corpora")
	cmd.Flags().Uint64Var(&opt.Seed, "seed", 1, "of the order of sentences")
	return cmd
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
