package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"hearsay"
	"hearsay/ingest"
	"hearsay/ingest/feed"
	"hearsay/ingest/polite"
	"hearsay/queue"
	"hearsay/store"
	"hearsay/store/sqlite"
	"hearsay/work"
)

func newSource(f *storeFlag) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "source",
		Short: "The feeds and sites that hearsay watch follows",
		Example: `  hearsay source add https://courier.example/ --outlet "Harbour Courier" --country NO --kind paper
  hearsay source list
  hearsay source import feeds.opml`,
		Args: cobra.NoArgs,
		RunE: help,
	}
	cmd.AddCommand(newSourceAdd(f), newSourceList(f), newSourceRemove(f), newSourceImport(f), newSourceExport(f))
	return cmd
}

// visitFlags are the flags of every command that visits sites by itself.
type visitFlags struct {
	agent        string
	pause        time.Duration
	timeout      time.Duration
	allowPrivate bool
}

// defaultContact is the agent's name where nobody gave one.
const defaultContact = "hearsay/0.3 (+news reader; set --agent to a name with your contact)"

func (v *visitFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&v.agent, "agent", os.Getenv("HEARSAY_AGENT"), "the `name` sites are told, with a contact: \"newsdesk/1.0 (+https://example.org/bot)\" (or $HEARSAY_AGENT)")
	flags.DurationVar(&v.pause, "pause", polite.DefaultPause, "least time between two requests to one host")
	flags.DurationVar(&v.timeout, "timeout", 10*time.Second, "longest time for one answer")
	flags.BoolVar(&v.allowPrivate, "allow-private", false, "fetch from private and local addresses too")
}

func (v *visitFlags) visitor() *polite.Visitor {
	agent := v.agent
	if agent == "" {
		agent = defaultContact
	}
	name, _, _ := strings.Cut(agent, "/")
	return &polite.Visitor{Fetcher: &ingest.Fetcher{Agent: agent, Timeout: v.timeout, AllowPrivate: v.allowPrivate}, Agent: strings.TrimSpace(name), Pause: v.pause}
}

func newSourceAdd(f *storeFlag) *cobra.Command {
	var p queue.FeedPayload
	var v visitFlags
	cmd := &cobra.Command{
		Use:   "add [flags] ADDRESS ...",
		Short: "Follow a feed, or the feed that a page leads to",
		Long: `Add follows RSS, Atom and JSON feeds. Given a page, it finds the feed the page
declares or links to. Adding a source again changes what is said of it.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if _, err := work.Describe(hearsay.Feed{}, p); err != nil {
				return err
			}
			s, err := f.open(cmd.Context(), false)
			if err != nil {
				return err
			}
			defer closing(s, &err)
			visitor, failed := v.visitor(), false
			for _, address := range args {
				p.Address = address
				if err := addSource(cmd.Context(), s, visitor, p, cmd.OutOrStdout()); err != nil {
					failed = true
					fmt.Fprintln(cmd.ErrOrStderr(), "hearsay:", words(err))
				}
			}
			if failed {
				return errInputs
			}
			return nil
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&p.Outlet, "outlet", "", "the publisher's `name` (default: what each page says)")
	flags.StringVar(&p.Country, "country", "", "the publisher's country, a `code` of two letters")
	flags.StringVar(&p.Kind, "kind", "", "agency, paper, broadcaster, blog, official or social")
	flags.StringVar(&p.Owner, "owner", "", "whose the publisher is")
	flags.StringVar(&p.Interval, "interval", "", "how often to look, such as 15m or 6h (default 30m)")
	v.add(cmd)
	return cmd
}

func addSource(ctx context.Context, s store.Feeds, g work.Getter, p queue.FeedPayload, stdout io.Writer) error {
	found, err := work.Find(ctx, g, p.Address)
	if err != nil {
		return err
	}
	described, err := work.Describe(found, p)
	if err != nil {
		return err
	}
	fresh, err := s.PutFeed(ctx, described)
	if err != nil {
		return err
	}
	verb := "changed"
	if fresh {
		verb = "follows"
	}
	_, err = fmt.Fprintf(stdout, "%s  %s  %s\n", verb, described.URL, described.Title)
	return err
}

// sourceJSON is a line of source list --format json.
type sourceJSON struct {
	URL       string              `json:"url"`
	Page      *string             `json:"page"`
	Title     *string             `json:"title"`
	Outlet    *string             `json:"outlet"`
	Country   *string             `json:"country"`
	Kind      *hearsay.OutletKind `json:"kind"`
	Owner     *string             `json:"owner"`
	Interval  string              `json:"interval"`
	State     string              `json:"state"`
	Checked   *time.Time          `json:"checked"`
	Succeeded *time.Time          `json:"succeeded"`
	Due       *time.Time          `json:"due"`
	Failures  int                 `json:"failures"`
	Error     *string             `json:"error"`
	Items     int                 `json:"items"`
	Pages     int                 `json:"pages"`
}

func newSourceList(f *storeFlag) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the sources with their health",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if format != "text" && format != "json" {
				return fmt.Errorf("--format %q: it is text or json", format)
			}
			s, err := f.open(cmd.Context(), true)
			if err != nil {
				return err
			}
			defer closing(s, &err)
			feeds, err := s.Followed(cmd.Context())
			if err != nil {
				return failure{err}
			}
			if format == "json" {
				return printed(0, listJSON(cmd.OutOrStdout(), feeds))
			}
			return printed(0, listText(cmd.OutOrStdout(), feeds))
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	return cmd
}

func listJSON(w io.Writer, feeds []store.Followed) error {
	enc := json.NewEncoder(w)
	for _, f := range feeds {
		line := sourceJSON{URL: f.URL, Page: orNull(f.Feed.Page), Title: orNull(f.Title), Outlet: orNull(f.Outlet), Country: orNull(f.Country), Kind: orNull(f.Kind), Owner: orNull(f.Owner),
			Interval: f.Interval.String(), State: f.State(), Checked: orNull(f.Checked), Succeeded: orNull(f.Succeeded), Due: orNull(f.Due), Failures: f.Failures, Error: orNull(f.Error), Items: f.Items, Pages: f.Pages}
		if err := enc.Encode(line); err != nil {
			return err
		}
	}
	return nil
}

// orNull is nil for a value that says nothing.
func orNull[T comparable](v T) *T {
	var none T
	if v == none {
		return nil
	}
	return &v
}

func listText(w io.Writer, feeds []store.Followed) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "STATE\tOUTLET\tPAGES\tLAST ANSWER\tADDRESS")
	for _, f := range feeds {
		last := "never"
		if !f.Succeeded.IsZero() {
			last = f.Succeeded.Format("2006-01-02 15:04 MST")
		}
		name := f.Outlet
		if name == "" {
			name = f.Title
		}
		fmt.Fprintf(table, "%s\t%s\t%d\t%s\t%s\n", f.State(), name, f.Pages, last, f.URL)
		if f.Error != "" {
			fmt.Fprintf(table, "\t%s\t\t\t\n", f.Error)
		}
	}
	return table.Flush()
}

func newSourceRemove(f *storeFlag) *cobra.Command {
	return &cobra.Command{
		Use:   "remove ADDRESS ...",
		Short: "Follow a source no longer; the pages that came from it stay",
		Args:  cobra.MinimumNArgs(1),
		RunE: f.with(func(cmd *cobra.Command, args []string, s *sqlite.Store) error {
			failed := false
			for _, address := range args {
				err := s.RemoveFeed(cmd.Context(), address)
				if errors.Is(err, hearsay.ErrNotFound) {
					err = fmt.Errorf("%s is not followed: hearsay source list shows the addresses", address)
				}
				if err != nil {
					failed = true
					fmt.Fprintln(cmd.ErrOrStderr(), "hearsay:", words(err))
				}
			}
			if failed {
				return errInputs
			}
			return nil
		}),
	}
}

func newSourceImport(f *storeFlag) *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE.opml|-",
		Short: "Follow the feeds of an OPML list",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			in := cmd.InOrStdin()
			if args[0] != "-" {
				file, err := os.Open(args[0])
				if err != nil {
					return failure{err}
				}
				defer file.Close()
				in = file
			}
			feeds, problems, err := feed.ReadOPML(in)
			if err != nil {
				return failure{err}
			}
			s, err := f.open(cmd.Context(), false)
			if err != nil {
				return err
			}
			defer closing(s, &err)
			return importFeeds(cmd, s, feeds, problems)
		},
	}
}

func importFeeds(cmd *cobra.Command, s store.Feeds, feeds []hearsay.Feed, problems []string) error {
	added := 0
	for _, one := range feeds {
		if one.Interval == 0 {
			one.Interval = work.DefaultInterval
		}
		fresh, err := s.PutFeed(cmd.Context(), one)
		if err != nil {
			return failure{err}
		}
		if fresh {
			added++
		}
	}
	for _, p := range problems {
		fmt.Fprintln(cmd.ErrOrStderr(), "hearsay:", p)
	}
	if err := printed(fmt.Fprintf(cmd.OutOrStdout(), "follows %d feeds more; %d were followed already\n", added, len(feeds)-added)); err != nil {
		return err
	}
	if len(problems) > 0 {
		return errInputs
	}
	return nil
}

func newSourceExport(f *storeFlag) *cobra.Command {
	return &cobra.Command{
		Use:   "export",
		Short: "Write the sources as an OPML list",
		Args:  cobra.NoArgs,
		RunE: f.with(func(cmd *cobra.Command, _ []string, s *sqlite.Store) error {
			followed, err := s.Followed(cmd.Context())
			if err != nil {
				return failure{err}
			}
			var feeds []hearsay.Feed
			for _, one := range followed {
				feeds = append(feeds, one.Feed)
			}
			return printed(0, feed.WriteOPML(cmd.OutOrStdout(), feeds))
		}),
	}
}
