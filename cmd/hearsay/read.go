package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"hearsay"
	"hearsay/claim"
	"hearsay/export"
	"hearsay/lang"
	"hearsay/lang/de"
	"hearsay/lang/en"
	"hearsay/models"
	"hearsay/nlp"
)

// readFlags are the flags of hearsay read.
type readFlags struct {
	inputs            inputFlags
	format            string
	comments, explain bool
	noColor           bool
	width             int
}

func newRead() *cobra.Command {
	var f readFlags
	cmd := &cobra.Command{
		Use:   "read [flags] PATH|DIR|URL|- ...",
		Short: "Read pages and print what they say and who says it; stores nothing",
		Long: `Read reads plain text, HTML, PDF and the JSON export of a Telegram channel (a page
a message): files, folders (in name order), http and https addresses, and standard
input (-). It prints each page with its claims marked, or with --format json one
JSON object a line, in the order of the inputs. An input that fails is named on
standard error; all others are done, and the exit code is 1.

Parts of a page are told apart; nothing is taken from comments unless --comments
is given. Flags: orphan-quote (no speaker found), scare-quote, unnamed-source,
claim-mentioned ("the claims that", nobody named).

Claims are looked for in English. A page in another language passes with its parts
and sentences, its language is named, and "problems" says that it was not read;
where that is not sure it is read as English.`,
		Example: `  hearsay read article.txt
  hearsay read --date 2031-03-04 --format json page.html
  hearsay read --documents pages.jsonl --format json
  curl -s https://example.org/a.html | hearsay read --input html -`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr(), args)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.format, "format", "text", "what to print: text or json")
	flags.BoolVar(&f.comments, "comments", false, "take claims from comments too, marked as such")
	flags.BoolVar(&f.explain, "explain", false, "say which rule set each field")
	flags.IntVar(&f.width, "width", 0, "columns of the printed text (default: the terminal's, or 80)")
	flags.BoolVar(&f.noColor, "no-color", false, "no colours (also with NO_COLOR set, or when piped)")
	f.inputs.add(cmd)
	return cmd
}

func (f *readFlags) run(ctx context.Context, stdin io.Reader, stdout, stderr io.Writer, args []string) error {
	if err := f.check(args); err != nil {
		return err
	}
	reader, err := newReader(f.comments)
	if err != nil {
		return failure{err}
	}
	s := f.inputs.sources(stdin)
	write := f.writer(stdout)
	bar := newProgress(stdout, stderr, len(args))
	failed := false
	for out := range readAll(ctx, reader, s.options, s.jobs(ctx, args)) {
		bar.step()
		if out.err != nil {
			failed = true
			bar.clear()
			fmt.Fprintln(stderr, "hearsay:", words(out.err))
			continue
		}
		if err := write(out.reading); err != nil {
			return failure{fmt.Errorf("write: %w", err)}
		}
	}
	bar.clear()
	if failed || ctx.Err() != nil {
		return errInputs
	}
	return nil
}

func (f *readFlags) check(args []string) error {
	switch {
	case f.format != "text" && f.format != "json":
		return fmt.Errorf("--format %q: it is text or json", f.format)
	case f.width < 0:
		return fmt.Errorf("--width %d: it must not be negative", f.width)
	}
	return f.inputs.check(args)
}

func newReader(comments bool) (*claim.Reader, error) {
	model, err := nlp.Load(models.English)
	if err != nil {
		return nil, err
	}
	r := claim.NewReader(en.New(), model)
	r.Comments = comments
	r.Others = []*lang.Language{de.New()}
	return r, nil
}

// writer returns what writes one reading, as the flags and the terminal want it.
func (f *readFlags) writer(stdout io.Writer) func(*hearsay.Reading) error {
	if f.format == "json" {
		return export.NewJSON(stdout, f.explain).Write
	}
	opt := export.TermOptions{Width: f.width, Explain: f.explain}
	if file, ok := stdout.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		opt.Color = !f.noColor && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
		if columns, _, err := term.GetSize(int(file.Fd())); err == nil && opt.Width == 0 {
			opt.Width = min(columns, 100)
		}
	}
	return export.NewTerm(stdout, opt).Write
}
