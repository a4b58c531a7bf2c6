package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hearsay/desk"
	"hearsay/queue/local"
	"hearsay/samples"
	"hearsay/work"
)

// serveFlags are the flags of hearsay serve.
type serveFlags struct {
	store          *storeFlag
	visits         visitFlags
	address, token string
	watch, samples bool
}

func newServe(s *storeFlag) *cobra.Command {
	f := serveFlags{store: s}
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Open the desk: search and read what was kept, in a browser",
		Long: `Serve opens the desk on this machine and does what it is asked there: it fetches
pages, follows sources, and keeps the search index up to date. With --watch it visits
the sources when they are due, as hearsay watch does.

It listens on 127.0.0.1 unless told otherwise, and on other addresses only with
--token (or $HEARSAY_TOKEN), which a browser is then asked for. Put a proxy with TLS
before a desk that others reach.`,
		Example: `  hearsay serve
  hearsay serve --watch --agent "newsdesk/1.0 (+https://example.org/bot)"
  HEARSAY_TOKEN=… hearsay serve --address 0.0.0.0:8080`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.run(cmd) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.address, "address", "127.0.0.1:8080", "where to listen: `HOST:PORT`")
	flags.StringVar(&f.token, "token", os.Getenv("HEARSAY_TOKEN"), "ask callers for this `word` (or $HEARSAY_TOKEN)")
	flags.BoolVar(&f.watch, "watch", false, "visit the sources when they are due")
	flags.BoolVar(&f.samples, "samples", false, "add the sample pages first")
	f.visits.add(cmd)
	return cmd
}

func (f *serveFlags) run(cmd *cobra.Command) (err error) {
	if !desk.IsLocal(f.address) && f.token == "" {
		return fmt.Errorf("--address %s can be reached from other machines: give --token too, or $HEARSAY_TOKEN", f.address)
	}
	if f.token != "" && len(f.token) < shortestToken {
		return fmt.Errorf("--token is too easily guessed: give %d characters at least", shortestToken)
	}
	ctx, stop := context.WithCancel(cmd.Context())
	defer stop()
	s, err := f.store.open(ctx, false)
	if err != nil {
		return err
	}
	defer closing(s, &err)
	log, q := newLog(cmd.ErrOrStderr()), local.New()
	worker, err := newWorker(s, q, &f.visits, log)
	if err != nil {
		return failure{err}
	}
	worker.Watch = f.watch
	if f.samples {
		if err := f.addSamples(ctx, worker.Intake); err != nil {
			return failure{err}
		}
	}
	listener, err := net.Listen("tcp", f.address)
	if err != nil {
		return failure{fmt.Errorf("listen on %s: %w", f.address, err)}
	}
	done := make(chan error, 1)
	go func() { done <- worker.Run(ctx) }()
	at := listener.Addr().String()
	fmt.Fprintf(cmd.OutOrStdout(), "The desk is open: http://%s\n", at)
	server := &http.Server{Handler: desk.New(desk.Config{Store: s, Queue: q, Now: time.Now, Hosts: desk.Hosts(at), Token: f.token, Log: log}),
		ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
	err = serveUntil(ctx, server, listener)
	stop()
	<-done
	return err
}

// shortestToken is the fewest characters of a token.
const shortestToken = 12

// addSamples keeps the sample pages.
func (f *serveFlags) addSamples(ctx context.Context, in *work.Intake) error {
	for r := range in.Add(ctx, work.Captures(samples.Captures())) {
		if r.Err != nil {
			return r.Err
		}
	}
	return nil
}

// serveUntil serves until ctx ends, and then lets calls that are under way end.
func serveUntil(ctx context.Context, server *http.Server, listener net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return failure{err}
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := server.Shutdown(last); err != nil && !errors.Is(err, context.DeadlineExceeded) && !strings.Contains(err.Error(), "closed") {
		return failure{err}
	}
	return nil
}
