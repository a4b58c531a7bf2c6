package samples

import (
	"embed"
	"fmt"
	"io/fs"
	"iter"
	"strings"
	"time"

	"golang.org/x/tools/txtar"

	"hearsay"
)

//go:embed *.txtar
var files embed.FS

// Outlet is the name under which the sample pages stand.
const Outlet = "Sample pages (invented)"

// Captures yields the sample pages in the order of their names.
func Captures() iter.Seq2[*hearsay.Capture, error] {
	return func(yield func(*hearsay.Capture, error) bool) {
		names, err := fs.Glob(files, "*.txtar")
		if err != nil {
			yield(nil, fmt.Errorf("list samples: %w", err))
			return
		}
		for _, name := range names {
			if !yield(capture(name)) {
				return
			}
		}
	}
}

func capture(name string) (*hearsay.Capture, error) {
	data, err := files.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read sample %s: %w", name, err)
	}
	archive := txtar.Parse(data)
	day := ""
	for line := range strings.Lines(string(archive.Comment)) {
		if value, ok := strings.CutPrefix(line, "published:"); ok {
			day = strings.TrimSpace(value)
		}
	}
	taken, err := time.Parse(time.DateOnly, day)
	if err != nil || len(archive.Files) == 0 || archive.Files[0].Name != "page" {
		return nil, fmt.Errorf("read sample %s: no page with a date in it: %w", name, hearsay.ErrInvalid)
	}
	c := &hearsay.Capture{Input: "sample " + strings.TrimSuffix(name, ".txtar"), Time: taken, Format: hearsay.PlainText,
		Known: hearsay.Known{Outlet: Outlet, Published: day}, Data: archive.Files[0].Data}
	return c.Seal(), nil
}
