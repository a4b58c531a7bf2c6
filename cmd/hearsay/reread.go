package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"hearsay/store"
	"hearsay/store/sqlite"
	"hearsay/work"
)

func newReread(f *storeFlag) *cobra.Command {
	var accept bool
	cmd := &cobra.Command{
		Use:   "reread",
		Short: "Read kept pages again that an older hearsay has read",
		Long: `Reread makes the documents and readings anew, from the bytes that were kept, of all
pages that another version has read. It can be stopped and goes on where it was.

Of a page on which a claim is marked (cited, checked, misread) the reading stays
that was marked; the new one waits as a proposal, to be accepted in the desk or
with --accept. The ids of claims go on resolving for ever.`,
		Args: cobra.NoArgs,
		RunE: f.with(func(cmd *cobra.Command, _ []string, s *sqlite.Store) error {
			if accept {
				return acceptAll(cmd, s)
			}
			return rereadAll(cmd, s)
		}),
	}
	cmd.Flags().BoolVar(&accept, "accept", false, "accept all proposed readings instead")
	return cmd
}

// rereadAll reads again what another version has read.
func rereadAll(cmd *cobra.Command, s *sqlite.Store) error {
	reader, err := newReader(false)
	if err != nil {
		return failure{err}
	}
	in := &work.Intake{Store: s, Reader: reader, Now: time.Now}
	failed, done := 0, 0
	bar := newProgress(cmd.OutOrStdout(), cmd.ErrOrStderr(), 1)
	for r := range in.Reread(cmd.Context(), s) {
		bar.step()
		if r.Err == nil {
			done++
			continue
		}
		failed++
		bar.clear()
		fmt.Fprintln(cmd.ErrOrStderr(), "hearsay:", words(r.Err))
	}
	bar.clear()
	if err := ignoreCancelled(cmd.Context(), s.Index(cmd.Context(), nil)); err != nil {
		return err
	}
	if err := sayReread(cmd, s, done); err != nil {
		return err
	}
	if failed > 0 || cmd.Context().Err() != nil {
		return errInputs
	}
	return nil
}

func sayReread(cmd *cobra.Command, s *sqlite.Store, done int) error {
	proposals, err := proposals(context.WithoutCancel(cmd.Context()), s)
	if err != nil {
		return failure{err}
	}
	more := ""
	if len(proposals) > 0 {
		more = fmt.Sprintf("; %d pages with marks wait for their new readings to be accepted", len(proposals))
	}
	return printed(fmt.Fprintf(cmd.OutOrStdout(), "read %d pages again%s\n", done, more))
}

func proposals(ctx context.Context, s store.Reviewer) (pages []int64, err error) {
	for p, err := range s.Proposals(ctx) {
		if err != nil {
			return nil, err
		}
		pages = append(pages, p.Page.ID)
	}
	return pages, nil
}

func acceptAll(cmd *cobra.Command, s *sqlite.Store) error {
	pages, err := proposals(cmd.Context(), s)
	if err != nil {
		return failure{err}
	}
	for _, page := range pages {
		if err := s.Accept(cmd.Context(), page); err != nil {
			return failure{err}
		}
	}
	if err := s.Index(cmd.Context(), nil); err != nil {
		return failure{err}
	}
	return printed(fmt.Fprintf(cmd.OutOrStdout(), "accepted %d readings\n", len(pages)))
}
