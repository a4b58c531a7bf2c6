package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// Exit codes of every command.
const (
	exitDone   = 0 // all done
	exitInputs = 1 // some inputs failed, each named on standard error
	exitCall   = 2 // the call itself was wrong
)

// memoryGoal is where the collector begins to work harder; it is no limit.
const memoryGoal = 120 << 20

func main() {
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(memoryGoal)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// errInputs says that inputs failed which have been reported already.
var errInputs = errors.New("some inputs failed")

func run(ctx context.Context, args []string) int {
	root := newRoot()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errInputs):
		return exitInputs
	}
	var failed failure
	fmt.Fprintln(os.Stderr, "hearsay:", err)
	if errors.As(err, &failed) {
		return exitInputs
	}
	fmt.Fprintln(os.Stderr, "Try: hearsay --help")
	return exitCall
}

// failure is an error of the work, not of the call.
type failure struct{ error }

func (f failure) Unwrap() error { return f.error }

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "hearsay",
		Short: "Tell where news comes from: who said it, through whom it came",
		Long: `hearsay reads pages and says who said what, through whom it came, how sure they
sounded, which figure, place and date it names, and where in the text each word
of that stands. It works offline and gives no verdict on what is true.`,
		Example: `  hearsay read article.txt
  hearsay read --format json pages/ > readings.jsonl
  hearsay read --date 2031-03-04 https://example.org/news/ferry-fares`,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.AddCommand(newRead(), newEval(), newTrain())
	return root
}
