package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"hearsay"
	"hearsay/claim"
	"hearsay/models"
	"hearsay/nlp"
)

// Exit codes of every command.
const (
	exitDone   = 0 // all done
	exitInputs = 1 // some inputs failed, each named on standard error
	exitCall   = 2 // the call itself was wrong
)

// memoryGoal is where the collector begins to work harder; it is no limit.
const memoryGoal = 120 << 20

// noMemoryGoal is for commands that need more than pages do.
func noMemoryGoal() { debug.SetMemoryLimit(math.MaxInt64) }

func main() {
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(memoryGoal)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	code := run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// errInputs says that inputs failed which have been reported already.
var errInputs = errors.New("some inputs failed")

func run(ctx context.Context, args []string) int {
	root := newRoot()
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errInputs):
		return exitInputs
	}
	var failed failure
	fmt.Fprintln(os.Stderr, "hearsay:", words(err))
	if errors.As(err, &failed) {
		return exitInputs
	}
	fmt.Fprintf(os.Stderr, "Try: %s --help\n", cmd.CommandPath())
	return exitCall
}

// words is an error as it is shown: the kind at its end ("no such file: not found")
// is for programs, the words before it say the same.
func words(err error) string {
	for _, kind := range []error{hearsay.ErrNotFound, hearsay.ErrInvalid, hearsay.ErrUnsupported, hearsay.ErrUnavailable} {
		if before, ok := strings.CutSuffix(err.Error(), ": "+kind.Error()); ok {
			return before
		}
	}
	return err.Error()
}

// failure is an error of the work, not of the call.
type failure struct{ error }

func (f failure) Unwrap() error { return f.error }

// printed makes what came of printing a failure of the work.
func printed(_ int, err error) error {
	if err != nil {
		return failure{fmt.Errorf("write: %w", err)}
	}
	return nil
}

// help is what a group of commands does without one of them.
func help(cmd *cobra.Command, _ []string) error { return cmd.Help() }

func newRoot() *cobra.Command {
	var version bool
	root := &cobra.Command{
		Use:   "hearsay",
		Short: "Tell where news comes from: who said it, through whom it came",
		Long: `hearsay reads pages and says who said what, through whom it came, how sure they
sounded, which figure, place and date it names, and where in the text each word
of that stands. It keeps pages, follows feeds, and shows what was said in a desk in the
browser. It works offline and gives no verdict on what is true.`,
		Example: `  hearsay read article.txt
  hearsay read --format json pages/ > readings.jsonl
  hearsay read --date 2031-03-04 https://example.org/news/ferry-fares
  hearsay add pages/ && hearsay serve`,
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !version {
				return cmd.Help()
			}
			model, err := nlp.Load(models.English)
			if err != nil {
				return failure{err}
			}
			return printed(fmt.Fprintf(cmd.OutOrStdout(), "hearsay %s, English model %s\n", claim.Version, model.SHA256()[:12]))
		},
	}
	root.Flags().BoolVar(&version, "version", false, "print the versions of the rules and of the model")
	var store storeFlag
	store.add(root)
	root.AddCommand(newRead(), newAdd(&store), newExport(&store), newIndex(&store), newReread(&store), newVerify(&store), newBackup(&store), newRestore(&store), newSource(&store), newWatch(&store), newWork(&store), newServe(&store), newEval(), newTag(), newTrain())
	return root
}
