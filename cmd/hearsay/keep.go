package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"hearsay/export"
	"hearsay/store/sqlite"
)

func newExport(f *storeFlag) *cobra.Command {
	var what, format string
	cmd := &cobra.Command{
		Use:   "export --what documents|claims|figures [--format jsonl|csv]",
		Short: "Write what the store holds, a line an item",
		Long: `Export writes the documents, claims or figures of the store to standard output, in
the order in which their pages were added, from one state of the store. A claim is
never written without its stance and its chain. In CSV files, cells that a
spreadsheet would take for a formula begin with an apostrophe.`,
		Example: `  hearsay export --what claims > claims.jsonl
  hearsay export --what figures --format csv > figures.csv`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			out, err := export.NewPages(cmd.OutOrStdout(), what, format)
			if err != nil {
				return err
			}
			s, err := f.open(cmd.Context(), true)
			if err != nil {
				return err
			}
			defer closing(s, &err)
			return exportAll(cmd.Context(), s, out)
		},
	}
	cmd.Flags().StringVar(&what, "what", "", "documents, claims or figures")
	cmd.Flags().StringVar(&format, "format", "jsonl", "jsonl or csv")
	_ = cmd.MarkFlagRequired("what") // it is there: the line above made it
	return cmd
}

func exportAll(ctx context.Context, s *sqlite.Store, out *export.Pages) error {
	for p, err := range s.All(ctx) {
		if err == nil {
			err = out.Write(p)
		}
		if err != nil {
			return failure{err}
		}
	}
	if err := out.Close(); err != nil {
		return failure{err}
	}
	return nil
}

func newVerify(f *storeFlag) *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "Check that the store is whole: hashes, spans, evidence, the database itself",
		Long: `Verify holds the bytes of every capture against their hash, every reading, shown or
not, against the laws of readings (spans in bounds, on character boundaries; a
document's id is that of its text, so that every span is evidence in stored bytes),
what is searched against what was read, and asks the database whether its file is
whole. Each breach is named; the exit code is then 1.`,
		Args: cobra.NoArgs,
		RunE: f.with(func(cmd *cobra.Command, _ []string, s *sqlite.Store) error {
			bar := newCountdown(cmd.ErrOrStderr(), "verifying")
			breaches := 0
			for breach := range s.Verify(cmd.Context(), bar.done) {
				bar.clear()
				breaches++
				fmt.Fprintln(cmd.ErrOrStderr(), "hearsay:", words(breach))
			}
			bar.clear()
			counts, err := s.Counts(cmd.Context())
			switch {
			case breaches > 0:
				fmt.Fprintf(cmd.ErrOrStderr(), "%d breaches: restore a backup, or ask whoever keeps this machine's disk\n", breaches)
				return errInputs
			case err != nil:
				return failure{err}
			}
			return printed(fmt.Fprintf(cmd.OutOrStdout(), "all well: %d pages with %d claims, %d captures\n", counts.Pages, counts.Claims, counts.Captures))
		}),
	}
}

func newBackup(f *storeFlag) *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the store to a file while others go on using it",
		Args:  cobra.ExactArgs(1),
		RunE: f.with(func(cmd *cobra.Command, args []string, s *sqlite.Store) error {
			if err := s.Backup(cmd.Context(), args[0]); err != nil {
				return failure{err}
			}
			return printed(fmt.Fprintf(cmd.OutOrStdout(), "backed up to %s\n", args[0]))
		}),
	}
}

func newRestore(f *storeFlag) *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE",
		Short: "Make a store of a backup",
		Long: `Restore checks a backup as hearsay verify does and makes it the store. A store that
is there is kept beside it under another name, which is printed. Stop serve and
watch first.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			path, err := f.path()
			if err != nil {
				return err
			}
			aside, err := restore(cmd.Context(), args[0], path)
			if err != nil {
				return failure{fmt.Errorf("restore %s: %w", args[0], err)}
			}
			if aside != "" {
				fmt.Fprintf(cmd.ErrOrStderr(), "the store that was there is now %s\n", aside)
			}
			return printed(fmt.Fprintf(cmd.OutOrStdout(), "restored to %s\n", path))
		},
	}
}

// restore copies a backup, checks the copy, and puts it in the store's place. It
// returns where the store that was there has gone, "" for none.
func restore(ctx context.Context, backup, path string) (aside string, err error) {
	part := path + ".restoring"
	defer func() {
		for _, end := range []string{"", "-wal", "-shm"} {
			os.Remove(part + end) // of what failed; of what went well nothing is left
		}
	}()
	if err := copyFile(backup, part); err != nil {
		return "", err
	}
	if err := checkStore(ctx, part); err != nil {
		return "", err
	}
	if _, err := os.Stat(path); err == nil {
		aside = path + "." + time.Now().UTC().Format("20060102T150405Z")
		for _, end := range []string{"-wal", "-shm", ""} { // the log goes with its file
			if err := os.Rename(path+end, aside+end); err != nil && !errors.Is(err, os.ErrNotExist) {
				return "", err
			}
		}
	}
	return aside, os.Rename(part, path)
}

// checkStore is verify, up to the first breach.
func checkStore(ctx context.Context, path string) (err error) {
	s, err := sqlite.Open(ctx, path, sqlite.Options{MustExist: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	for breach := range s.Verify(ctx, nil) {
		return breach
	}
	return nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}
