package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"time"

	"github.com/spf13/cobra"

	"hearsay/queue/local"
	"hearsay/samples"
	"hearsay/store/sqlite"
	"hearsay/work"
)

// newWorker makes a worker for a store, with what the flags say of visits.
func newWorker(s *sqlite.Store, q *local.Queue, v *visitFlags, log *slog.Logger) (*work.Worker, error) {
	reader, err := newReader(false)
	if err != nil {
		return nil, err
	}
	in := &work.Intake{Store: s, Reader: reader, Now: time.Now}
	return &work.Worker{Store: s, Queue: q, Intake: in, Visitor: v.visitor(), Samples: samples.Captures, Now: time.Now, Log: log}, nil
}

// newLog writes what a server does, a line an event.
func newLog(w io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.LevelKey || a.Value.Equal(slog.StringValue("")) {
			return slog.Attr{}
		}
		return a
	}}))
}

func newWatch(f *storeFlag) *cobra.Command {
	var v visitFlags
	var once bool
	cmd := &cobra.Command{
		Use:   "watch",
		Short: "Visit the sources when they are due and add what is new",
		Long: `Watch visits the sources by their intervals, reads what is new and adds it, until it
is stopped; it can be stopped at any moment and goes on where it was.

It has manners: one request at a time to a host and at least --pause between two,
over all sources; robots.txt (with Crawl-delay) and reservations of text and data
mining (TDMRep) are honoured; it asks for changes only, and leaves alone for longer
a site that answers 429, 403 or 5xx, for as long as Retry-After says. It gets around
no paywall. Set --agent to a name with your contact.`,
		Example: `  hearsay watch --agent "newsdesk/1.0 (+https://example.org/bot)"
  hearsay watch --once          what is due now, then end (for cron)`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runWorker(cmd, f, &v, true, once) },
	}
	cmd.Flags().BoolVar(&once, "once", false, "do what is due now, then end")
	v.add(cmd)
	return cmd
}

func newWork(f *storeFlag) *cobra.Command {
	var v visitFlags
	var once bool
	cmd := &cobra.Command{
		Use:   "work",
		Short: "Do the jobs that the desk was asked for",
		Long: `Work fetches pages, adds texts, follows sources and keeps the search index up to date,
as the desk was asked to. Serve and watch do so by themselves; work is for one more
beside them. It visits no source by its interval: that is watch.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runWorker(cmd, f, &v, false, once) },
	}
	cmd.Flags().BoolVar(&once, "once", false, "do what is due now, then end")
	v.add(cmd)
	return cmd
}

// runWorker does jobs until it is stopped, or what is due now.
func runWorker(cmd *cobra.Command, f *storeFlag, v *visitFlags, watch, once bool) (err error) {
	s, err := f.open(cmd.Context(), true)
	if err != nil {
		return err
	}
	defer closing(s, &err)
	w, err := newWorker(s, local.New(), v, newLog(cmd.ErrOrStderr()))
	if err != nil {
		return failure{err}
	}
	w.Watch = watch
	if once {
		err = errors.Join(w.Drain(cmd.Context()), s.Index(cmd.Context(), nil))
	} else {
		err = w.Run(cmd.Context())
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		return failure{err}
	}
	return nil
}
