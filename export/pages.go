package export

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"hearsay"
	"hearsay/store"
)

// Pages writes what stands on stored pages, a line an item, as JSON Lines or CSV.
type Pages struct {
	what items
	json *json.Encoder
	csv  *csv.Writer
	out  *bufio.Writer
}

// items is one kind of what can be written: its shape in JSON and, as a table, its
// columns and cells.
type items struct {
	columns []string
	of      func(p *store.Page, yield func(shape any, cells func() []string) error) error
}

// kinds are what can be written, by name.
func kinds() map[string]items {
	return map[string]items{
		"documents": {documentColumns, eachDocument},
		"claims":    {claimColumns, eachClaim},
		"figures":   {figureColumns, eachFigure},
	}
}

// Kinds lists what NewPages can write, Formats in which ways.
func Kinds() []string { return []string{"documents", "claims", "figures"} }

// Formats lists the ways in which NewPages can write.
func Formats() []string { return []string{"jsonl", "csv"} }

// NewPages returns a writer of one of Kinds in one of Formats. Another name is
// hearsay.ErrInvalid.
func NewPages(w io.Writer, what, format string) (*Pages, error) {
	k, ok := kinds()[what]
	if !ok {
		return nil, fmt.Errorf("%q cannot be exported: it is one of %s: %w", what, strings.Join(Kinds(), ", "), hearsay.ErrInvalid)
	}
	if !slices.Contains(Formats(), format) {
		return nil, fmt.Errorf("format %q: it is one of %s: %w", format, strings.Join(Formats(), ", "), hearsay.ErrInvalid)
	}
	p := &Pages{what: k, out: bufio.NewWriterSize(w, 1<<16)}
	if format == "csv" {
		p.csv = csv.NewWriter(p.out)
		return p, p.csv.Write(k.columns)
	}
	p.json = json.NewEncoder(p.out)
	p.json.SetEscapeHTML(false)
	return p, nil
}

// Write writes the items of one page.
func (p *Pages) Write(page *store.Page) error {
	err := p.what.of(page, func(shape any, cells func() []string) error {
		if p.csv == nil {
			return p.json.Encode(shape)
		}
		row := cells()
		for i := range row {
			row[i] = safeCell(row[i])
		}
		return p.csv.Write(row)
	})
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

// Close writes what is still held back. It does not close what is written to.
func (p *Pages) Close() error {
	if p.csv != nil {
		p.csv.Flush()
		if err := p.csv.Error(); err != nil {
			return fmt.Errorf("export: %w", err)
		}
	}
	if err := p.out.Flush(); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

// safeCell keeps a spreadsheet from taking words off a page for a formula (OWASP,
// CSV injection): an apostrophe goes before them.
func safeCell(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) && !isNumber(cell) {
		return "'" + cell
	}
	return cell
}

func isNumber(s string) bool { return strings.Trim(s, "-0123456789.e+") == "" }
