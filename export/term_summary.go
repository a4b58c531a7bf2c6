package export

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"hearsay"
)

// head writes the title and where the page comes from.
func (p *page) head() {
	d := p.Document
	p.shown = d.Title
	if p.shown == "" {
		p.shown = p.headline()
	}
	p.rule("━")
	f := p.flow("", style{}, 0)
	f.text(p.shown, style{bold: true})
	f.breakLine()
	known := []string{d.Outlet, strings.Join(d.Authors, ", "), d.Published, d.Language, count(p.wordCount(), "word", "words"), d.Input}
	p.items(f, known, style{dim: true})
	f.end()
	p.blank()
}

func (p *page) headline() string {
	for _, part := range p.Document.Parts {
		if part.Kind == hearsay.Headline {
			return p.words(part.Span)
		}
	}
	return ""
}

// rule draws a line over the whole width.
func (p *page) rule(sign string) {
	p.out.WriteString(strings.Repeat(sign, p.opt.Width) + "\n")
}

// items writes those that are not empty with a dot between them.
func (p *page) items(f *flow, items []string, st style) {
	for _, s := range items {
		if s != "" {
			f.dot()
			f.item(s, st)
		}
	}
}

// wordCount counts the words of the report.
func (p *page) wordCount() int {
	n := 0
	for _, part := range p.parts() {
		if !part.Kind.IsReport() {
			continue
		}
		for w := range strings.FieldsSeq(p.words(part.Span)) {
			if strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
				n++
			}
		}
	}
	return n
}

// summary counts what was found.
func (p *page) summary() {
	p.toldRow()
	p.standingRow()
	p.figureRow()
	p.flagRow()
	p.problemRow()
	p.rule("─")
	p.blank()
}

const (
	rowIndent    = 16 // columns before what a row says: its name and number
	mostProblems = 5
)

func (p *page) row(name string, n int) *flow {
	return p.flow(fmt.Sprintf("%-10s%4d  ", name, n), style{dim: true}, rowIndent)
}

// shares counts things by kind, in the order of kinds; what is of no known kind
// is counted last.
func shares[T any, K comparable](things []T, kinds []K, kind func(T) K) []int {
	out := make([]int, len(kinds)+1)
	for _, t := range things {
		k := kind(t)
		at := len(kinds)
		for i := range kinds {
			if kinds[i] == k {
				at = i
			}
		}
		out[at]++
	}
	return out
}

// toldRow draws the sentences by how they are told: a bar in proportion, and
// what its shades mean.
func (p *page) toldRow() {
	kinds := []hearsay.Told{hearsay.Attributed, hearsay.ByOutlet, hearsay.Evaluation, hearsay.FirstHand, hearsay.CarriedOver}
	n := shares(p.Sentences, kinds, func(s hearsay.Sentence) hearsay.Told { return s.Told })
	shades := []string{"█", "░", "▒", "▓", "▞", "▁"}
	inks := []uint8{blue, 0, orange, green, magenta, 0}
	f := p.row("sentences", len(p.Sentences))
	done, drawn := 0, 0
	for i, c := range n {
		done += c
		to := done * (p.opt.Width - rowIndent) / max(1, len(p.Sentences))
		f.item(strings.Repeat(shades[i], to-drawn), style{ink: inks[i]})
		drawn = to
	}
	f.breakLine()
	for i, name := range []string{"attributed", "outlet", "evaluation", "first-hand", "carried-over", "not decided"} {
		if n[i] > 0 {
			f.dot()
			f.item(shades[i], style{ink: inks[i]})
			f.item(" "+name+" "+strconv.Itoa(n[i]), style{})
		}
	}
	f.end()
}

// standingRow counts the claims by the standing of whose words they are.
func (p *page) standingRow() {
	kinds := []hearsay.Standing{hearsay.Named, hearsay.Role, hearsay.Unnamed, hearsay.None}
	numbers := make([]int, len(p.claims))
	for i := range numbers {
		numbers[i] = i
	}
	n := shares(numbers, kinds, func(i int) hearsay.Standing { return p.root(i).Standing })
	f := p.row("claims", len(p.claims))
	for i, name := range []string{"named", "by role", "unnamed", "no source"} {
		if n[i] > 0 {
			f.dot()
			f.item(name+" "+strconv.Itoa(n[i]), style{ink: standingInk(kinds[i]), underline: true})
		}
	}
	f.end()
}

// figureRow counts the figures, and how many of them somebody is said to have
// given.
func (p *page) figureRow() {
	total := 0
	for _, f := range p.Figures {
		if f.Part != hearsay.Comment {
			total++
		}
	}
	given := map[int]bool{}
	for _, c := range p.claims {
		for _, i := range c.Figures {
			given[i] = true
		}
	}
	f := p.row("figures", total)
	if len(given) > 0 && len(given) <= total {
		f.item(count(len(given), "stands in a claim", "stand in claims"), style{})
	}
	f.end()
}

// problemRow lists what was odd about the page.
func (p *page) problemRow() {
	n := len(p.Problems)
	if n == 0 {
		return
	}
	f := p.row("problems", n)
	for _, s := range p.Problems[:min(n, mostProblems)] {
		f.text(shorten(s, 4*p.opt.Width), style{ink: red})
		f.breakLine()
	}
	f.end()
}

// flagRow counts the flags by kind.
func (p *page) flagRow() {
	var flags []hearsay.Flag
	for _, f := range p.Flags {
		if f.Part != hearsay.Comment {
			flags = append(flags, f)
		}
	}
	var kinds []hearsay.FlagKind
	for _, t := range flagTable {
		kinds = append(kinds, t.kind)
	}
	f := p.row("flags", len(flags))
	for i, n := range shares(flags, kinds, func(f hearsay.Flag) hearsay.FlagKind { return f.Kind }) {
		if n > 0 && i < len(flagTable) {
			f.dot()
			f.item(flagTable[i].name+" "+strconv.Itoa(n), style{})
		}
	}
	f.end()
}

// count is a number with the thing counted.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
