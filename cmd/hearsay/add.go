package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"hearsay/store"
	"hearsay/store/sqlite"
	"hearsay/work"
)

// addFlags are the flags of hearsay add.
type addFlags struct {
	store  *storeFlag
	inputs inputFlags
	outlet string
	format string
	quiet  bool
}

func newAdd(s *storeFlag) *cobra.Command {
	f := addFlags{store: s}
	cmd := &cobra.Command{
		Use:   "add [flags] PATH|DIR|URL|- ...",
		Short: "Read pages and keep them, with their originals, to be searched",
		Long: `Add reads pages as hearsay read does and keeps them in the store: the bytes as
they came, the text, and who said what in it. It prints a line an input once the
page is safely on disk: added, known (it was there already) or recapture (other
bytes with the same text). Adding a page again changes nothing. An input that
fails is named on standard error; all others are done, and the exit code is 1.

A page that is not in English is kept and can be found by its words; no claims
are looked for in it, and its line says so.

Besides text, HTML and --documents it takes PDF files and the JSON export of a
Telegram channel (result.json): a page a message.`,
		Example: `  hearsay add pages/
  hearsay add --outlet "Harbour Courier" --date 2031-03-04 article.html statement.pdf
  hearsay add --documents pages.jsonl
  hearsay --store sqlite:/data/news.db add https://example.org/news/ferry-fares`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr(), args)
		},
	}
	f.inputs.add(cmd)
	cmd.Flags().StringVar(&f.outlet, "outlet", "", "who published these pages, for pages that do not say")
	cmd.Flags().StringVar(&f.format, "format", "text", "what to print: text or json")
	cmd.Flags().BoolVarP(&f.quiet, "quiet", "q", false, "print no line for pages that were added or known")
	return cmd
}

func (f *addFlags) run(ctx context.Context, stdin io.Reader, stdout, stderr io.Writer, args []string) (err error) {
	if err := f.inputs.check(args); err != nil {
		return err
	}
	if f.format != "text" && f.format != "json" {
		return fmt.Errorf("--format %q: it is text or json", f.format)
	}
	reader, err := newReader(false)
	if err != nil {
		return failure{err}
	}
	s, err := f.store.open(ctx, false)
	if err != nil {
		return err
	}
	defer closing(s, &err)
	from := f.inputs.sources(stdin)
	from.options.Known.Outlet = f.outlet
	in := &work.Intake{Store: s, Reader: reader, Options: from.options, Now: time.Now}
	lines := stdout
	if f.quiet {
		lines = io.Discard
	}
	total := tally{bar: newProgress(lines, stderr, len(args)+len(f.inputs.documents)), stderr: stderr, start: time.Now()}
	for r := range in.Add(ctx, from.jobs(ctx, args)) {
		total.count(r)
		if r.Err == nil {
			if err := f.print(lines, r); err != nil {
				return failure{fmt.Errorf("write: %w", err)}
			}
		}
	}
	total.bar.clear()
	if err := f.index(ctx, s, stderr); err != nil {
		return err
	}
	fmt.Fprintln(stderr, total.String())
	if total.failed > 0 || ctx.Err() != nil {
		return errInputs
	}
	return nil
}

// addedJSON is a line of --format json.
type addedJSON struct {
	Input    string        `json:"input"`
	Outcome  store.Outcome `json:"outcome"`
	Document string        `json:"document"`
	Claims   *int          `json:"claims"` // null where the page was not read, or not again
	Unread   *string       `json:"unread"` // why a page that was added was not read, else null
}

func (f *addFlags) print(stdout io.Writer, r work.Result) error {
	if f.format == "json" {
		line := addedJSON{Input: r.Input, Outcome: r.Outcome, Document: r.Document}
		switch {
		case r.Unread != "":
			line.Unread = &r.Unread
		case r.Outcome == store.Added:
			line.Claims = &r.Claims
		}
		return json.NewEncoder(stdout).Encode(line)
	}
	what := ""
	input := r.Input
	switch {
	case r.Unread != "":
		what, input = "not read", fmt.Sprintf("%s (%s)", r.Input, r.Unread)
	case r.Outcome == store.Added:
		what = fmt.Sprintf("%d claims", r.Claims)
	}
	_, err := fmt.Fprintf(stdout, "%-9s %10s  %s\n", r.Outcome, what, input)
	return err
}

// fewPages is how many pages add itself makes searchable before it ends.
const fewPages = 500

// index makes what was added searchable, or says who will.
func (f *addFlags) index(ctx context.Context, s *sqlite.Store, stderr io.Writer) error {
	counts, err := s.Counts(ctx)
	if err != nil {
		return ignoreCancelled(ctx, err)
	}
	if counts.Waiting > fewPages {
		fmt.Fprintf(stderr, "%d pages are kept and not yet in the search index: hearsay serve and watch put them there, or hearsay index now\n", counts.Waiting)
		return nil
	}
	return ignoreCancelled(ctx, s.Index(ctx, nil))
}

// ignoreCancelled lets a call that is being cancelled end in its own way.
func ignoreCancelled(ctx context.Context, err error) error {
	if err == nil || ctx.Err() != nil {
		return nil
	}
	return failure{err}
}

// tally counts what became of the inputs.
type tally struct {
	bar                                      progress
	stderr                                   io.Writer
	start                                    time.Time
	added, known, recaptured, failed, claims int
	unread                                   int
}

func (t *tally) count(r work.Result) {
	t.bar.step()
	switch {
	case r.Err != nil:
		t.failed++
		t.bar.clear()
		fmt.Fprintln(t.stderr, "hearsay:", words(r.Err))
	case r.Outcome == store.Known:
		t.known++
	case r.Outcome == store.Recapture:
		t.recaptured++
	default:
		t.added++
		t.claims += r.Claims
		if r.Unread != "" {
			t.unread++
		}
	}
}

func (t *tally) String() string {
	s := fmt.Sprintf("added %d pages with %d claims in %.1f s", t.added, t.claims, time.Since(t.start).Seconds())
	for _, more := range []struct {
		n    int
		what string
	}{{t.unread, "of them not in English and not read"}, {t.known, "there already"}, {t.recaptured, "with the same text as one kept"}, {t.failed, "failed"}} {
		if more.n > 0 {
			s += fmt.Sprintf("; %d %s", more.n, more.what)
		}
	}
	return s
}

// newIndex makes hearsay index.
func newIndex(f *storeFlag) *cobra.Command {
	return &cobra.Command{
		Use:   "index",
		Short: "Put pages that were added into the search index now",
		Long: `Add keeps pages at once and leaves the search index to whoever needs it: serve
and watch bring it up to date as they run. Index does it now.`,
		Args: cobra.NoArgs,
		RunE: f.with(func(cmd *cobra.Command, _ []string, s *sqlite.Store) error {
			bar := newCountdown(cmd.ErrOrStderr(), "indexing")
			if err := s.Index(cmd.Context(), bar.left); err != nil && !errors.Is(err, context.Canceled) {
				return failure{err}
			}
			bar.clear()
			return nil
		}),
	}
}
