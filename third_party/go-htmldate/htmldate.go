// Package htmldate stands in for the module of the same name, which
// go-trafilatura imports. It has the names go-trafilatura uses and never finds a
// date.
//
// The real module reads the clock, walks maps in their random order and, through
// go-dateparser, builds 78 MB of tables at start-up (140 ms) in every program
// that links it. The dates of a page are read in ingest instead; see
// docs/decisions/0003-html-main-text.md.
package htmldate

import (
	"time"

	"golang.org/x/net/html"
)

// Options has the fields go-trafilatura sets. They have no effect.
type Options struct {
	UseOriginalDate     bool
	SkipExtensiveSearch bool
	URL                 string
}

// Result is a date found in a page.
type Result struct {
	DateTime time.Time
	HasTime  bool
}

// IsZero reports that no date was found.
func (r Result) IsZero() bool { return r.DateTime.IsZero() }

// FromDocument finds nothing.
func FromDocument(*html.Node, Options) (Result, error) { return Result{}, nil }
