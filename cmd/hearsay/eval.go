package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"hearsay/ingest"
	"hearsay/models"
	"hearsay/nlp"
	"hearsay/train"
	"hearsay/train/neural"
)

func newEval() *cobra.Command {
	cmd := &cobra.Command{Use: "eval", Short: "Judge what hearsay reads against gold", Args: cobra.NoArgs, RunE: help}
	cmd.AddCommand(newEvalGold(), newEvalParts(), newEvalCues(), newEvalLayers(), newEvalWrite())
	return cmd
}

func newEvalGold() *cobra.Command {
	return &cobra.Command{
		Use:   "gold FOLDER ...",
		Short: "Score the reading of gold pages (docs/gold-format.md): claims, chains, speakers, how it is told",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, folders []string) error {
			reader, err := newReader(false)
			if err != nil {
				return failure{err}
			}
			for _, folder := range folders {
				gold, err := train.ReadGold(folder)
				if err != nil {
					return failure{err}
				}
				var score train.Score
				for _, g := range gold {
					doc := ingest.Text(g.Name, g.Text, ingest.Options{Published: g.Published})
					score.Add(g, reader.Read(doc))
				}
				if err := printed(fmt.Fprintf(cmd.OutOrStdout(), "%s: %d pages\n%s", folder, len(gold), &score)); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func newEvalParts() *cobra.Command {
	return &cobra.Command{
		Use:   "parts FOLDER ...",
		Short: "Score how the parts of plain text are told apart",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, folders []string) error {
			for _, folder := range folders {
				gold, err := train.ReadGold(folder)
				if err != nil {
					return failure{err}
				}
				var score train.PartScore
				for _, g := range gold {
					score.Add(g, ingest.Text(g.Name, g.Text, ingest.Options{}))
				}
				if err := printed(fmt.Fprintf(cmd.OutOrStdout(), "%s: %s\n", folder, &score)); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func newEvalCues() *cobra.Command {
	var corpus string
	var texts []string
	var limit int
	cmd := &cobra.Command{
		Use:   "cues",
		Short: "List how often each cue of the lexicon fires on PolNeAR, and how often rightly",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			reader, err := newReader(false)
			if err != nil {
				return failure{err}
			}
			report, err := train.Cues(corpus, reader)
			if err != nil {
				return failure{err}
			}
			for _, path := range texts {
				if err := report.Fire(path, reader, limit); err != nil {
					return failure{err}
				}
			}
			return printed(fmt.Fprint(cmd.OutOrStdout(), report))
		},
	}
	cmd.Flags().StringVar(&corpus, "corpus", filepath.Join("..", "shared", "corpora", "attribution", "polnear", "train"), "folder with text and attributions")
	cmd.Flags().IntVar(&limit, "limit", 3000, "documents read of each further text")
	cmd.Flags().StringArrayVar(&texts, "text", nil, "further real text, documents divided by lines of %% (.zst too), to see what fires there")
	return cmd
}

func newEvalWrite() *cobra.Command {
	return &cobra.Command{
		Use:   "write FOLDER OUT",
		Short: "Write gold pages as text and JSON with byte offsets, for other scorers",
		Args:  cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			gold, err := train.ReadGold(args[0])
			if err != nil {
				return failure{err}
			}
			if err := os.MkdirAll(args[1], 0o755); err != nil {
				return failure{fmt.Errorf("make folder: %w", err)}
			}
			for _, g := range gold {
				if err := g.WriteScored(args[1]); err != nil {
					return failure{err}
				}
			}
			return nil
		},
	}
}

func newEvalLayers() *cobra.Command {
	var corpora string
	cmd := &cobra.Command{
		Use:   "layers [MODEL]",
		Short: "Score the language layers on the development sets of EWT and Universal NER",
		Long: `Layers scores tags, trees and names of given tokens, all and by genre, then the division
of raw text into tokens and sentences, of the model built in or of a model file.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			noMemoryGoal()
			file := models.English
			if len(args) == 1 {
				var err error
				if file, err = os.ReadFile(args[0]); err != nil {
					return failure{fmt.Errorf("read model: %w", err)}
				}
			}
			model, err := nlp.Load(file)
			if err != nil {
				return failure{err}
			}
			return ofCorpora(neural.Report(cmd.OutOrStdout(), model, corpora))
		},
	}
	cmd.Flags().StringVar(&corpora, "corpora", filepath.Join("..", "shared", "corpora"), "folder of the corpora")
	return cmd
}
