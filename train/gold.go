package train

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/txtar"

	"hearsay"
)

// Gold is what a careful reader marks in one page, by the project's rules. Only
// the fields of hearsay's types that gold states are filled.
type Gold struct {
	Name      string
	Why       string // why the case exists
	Published string
	Text      string
	Claims    []GoldClaim
	Flags     []GoldFlag
	Figures   []hearsay.Figure
	Told      []GoldTold
	Parts     []hearsay.Part
}

// GoldClaim is a claim with the names of its speakers in place of entities.
type GoldClaim struct {
	hearsay.Claim
	Speakers []string // canonical name for each link, "" for none
	Optional bool     // finding it is no gain, missing it no fault
}

// GoldFlag is a flag of gold.
type GoldFlag struct {
	Kind hearsay.FlagKind
	Span hearsay.Span
}

// GoldTold says how the sentence at a span is told.
type GoldTold struct {
	Told hearsay.Told
	Span hearsay.Span
}

// ReadGold reads every .txtar file of a folder, in name order.
func ReadGold(folder string) ([]*Gold, error) {
	names, err := filepath.Glob(filepath.Join(folder, "*.txtar"))
	if err != nil {
		return nil, fmt.Errorf("list gold: %w", err)
	}
	var all []*Gold
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read gold: %w", err)
		}
		g, err := ParseGold(strings.TrimSuffix(filepath.Base(name), ".txtar"), data)
		if err != nil {
			return nil, err
		}
		all = append(all, g)
	}
	return all, nil
}

// ParseGold reads one gold page: a comment, then the sections page, claims,
// flags, figures, told and parts (docs/gold-format.md). Spans are written as
// quoted words of the page.
func ParseGold(name string, data []byte) (*Gold, error) {
	g := &Gold{Name: name}
	archive := txtar.Parse(data)
	g.readComment(string(archive.Comment))
	for _, f := range archive.Files {
		if f.Name == "page" {
			g.Text = strings.TrimSuffix(string(f.Data), "\n")
		}
	}
	if g.Text == "" {
		return nil, fmt.Errorf("gold %s: %w: no -- page -- section", name, hearsay.ErrInvalid)
	}
	for _, f := range archive.Files {
		read := map[string]func(*goldLine) error{
			"claims": g.readClaim, "flags": g.readFlag, "figures": g.readFigure, "told": g.readTold, "parts": g.readPart,
		}[f.Name]
		if read == nil {
			if f.Name == "page" {
				continue
			}
			return nil, fmt.Errorf("gold %s: %w: unknown section %q", name, hearsay.ErrInvalid, f.Name)
		}
		for n, line := range strings.Split(string(f.Data), "\n") {
			if strings.TrimSpace(line) == "" || strings.HasPrefix(strings.TrimSpace(line), "//") {
				continue
			}
			if err := read(&goldLine{gold: g, rest: line}); err != nil {
				return nil, fmt.Errorf("gold %s, section %s, line %d: %w", name, f.Name, n+1, err)
			}
		}
	}
	return g, nil
}

func (g *Gold) readComment(comment string) {
	for _, line := range strings.Split(strings.TrimSpace(comment), "\n") {
		if day, ok := strings.CutPrefix(line, "published:"); ok {
			g.Published = strings.TrimSpace(day)
		} else if g.Why == "" {
			g.Why = line
		}
	}
}
