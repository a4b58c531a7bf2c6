package desk

import (
	"fmt"
	"html/template"
	"math"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"hearsay"
	"hearsay/store"
)

// functions are those that templates use.
func functions() template.FuncMap {
	return template.FuncMap{"plain": printable, "moment": moment, "day": longDay, "number": grouped, "safe": webAddress, "host": hostOf, "pathEscape": url.PathEscape, "ago": func(t time.Time) string { return moment(t) },
		"standing": standingWord, "marked": markWord, "inc": func(i int) int { return i + 1 }, "join": strings.Join}
}

// printable is text without characters that nobody sees and that could turn a line
// around or hide in it (Unicode TR 36, section 2).
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r) && r != '\u200d' && r != '\u200c', r == '\u2028', r == '\u2029':
			return -1
		}
		return r
	}, s)
}

// webAddress is an address that may be linked to, "" for all others.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	return u.String()
}

func hostOf(s string) string {
	if u, err := url.Parse(s); err == nil && u.Host != "" {
		return u.Host
	}
	return s
}

func moment(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format("2 January 2006, 15:04 UTC")
}

// longDay writes an ISO day as people do.
func longDay(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.Format("2 January 2006")
}

// grouped writes a count with its thousands parted.
func grouped(n any) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// sureFrom is the confidence from which a reading is called sure.
const sureFrom = 0.7

// sureness is how sure the reading is of itself, in words.
func sureness(c *hearsay.Claim) string {
	if c.Confidence >= sureFrom {
		return "sure"
	}
	return "check this"
}

func standingWord(s string) string {
	switch hearsay.Standing(s) {
	case hearsay.Named:
		return "named"
	case hearsay.Role:
		return "by role"
	case hearsay.Unnamed:
		return "unnamed"
	}
	return "no source"
}

func markWord(k store.MarkKind) string {
	switch k {
	case store.MarkCited:
		return "cited"
	case store.MarkChecked:
		return "checked against the page"
	case store.MarkMisread:
		return "misread"
	}
	return string(k)
}

// flagWords say what a flag warns of.
func flagWords(k hearsay.FlagKind) string {
	switch k {
	case hearsay.OrphanQuote:
		return "quotation without a source"
	case hearsay.ScareQuote:
		return "quotation marks of doubt"
	case hearsay.UnnamedSource:
		return "unnamed source"
	case hearsay.ClaimMentioned:
		return "claims mentioned, nobody named"
	}
	return string(k)
}

// toldWords say how a sentence is told.
func toldWords(t hearsay.Told) (short, long string) {
	switch t {
	case hearsay.Attributed:
		return "attributed", "a source is given for what this sentence says"
	case hearsay.FirstHand:
		return "first-hand", "the outlet’s own reporter saw or received it"
	case hearsay.Evaluation:
		return "evaluation", "the outlet judges or forecasts"
	case hearsay.CarriedOver:
		return "carried over", "goes on with what a source said before, without saying so"
	}
	if t == "" {
		return "not read", "nothing was looked for in this page"
	}
	return "outlet", "told plainly by the outlet itself"
}

// figureWords are a figure as it was read.
func figureWords(f *hearsay.Figure) string {
	var parts []string
	switch {
	case f.Value != nil:
		parts = append(parts, decimal(*f.Value))
	case f.Low != nil && f.High != nil:
		parts = append(parts, decimal(*f.Low)+" to "+decimal(*f.High))
	}
	if f.Approx {
		parts = append(parts, "approximately")
	}
	if f.Value == nil || f.Low == nil || f.High == nil || *f.Low != *f.High {
		if f.Low != nil && f.High == nil {
			parts = append(parts, bound("at least", "more than", f.Open == "low")+" "+decimal(*f.Low))
		}
		if f.High != nil && f.Low == nil {
			parts = append(parts, bound("at most", "fewer than", f.Open == "high")+" "+decimal(*f.High))
		}
	}
	if len(parts) == 0 {
		parts = append(parts, "no number stated")
	}
	out := strings.Join(parts, ", ")
	if f.Unit != "" {
		out += " " + f.Unit
	}
	if f.Of != "" {
		out += " of: " + f.Of
	}
	if f.Role != "" {
		out += " (" + f.Role + ")"
	}
	return printable(out)
}

func bound(closed, open string, isOpen bool) string {
	if isOpen {
		return open
	}
	return closed
}

func decimal(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return grouped(int64(v))
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// dayWords are the days of a date.
func dayWords(d *hearsay.Date) string {
	switch {
	case d.From == "":
		return "a day that is not certain"
	case d.To == d.From || d.To == "":
		return longDay(d.From)
	}
	return longDay(d.From) + " to " + longDay(d.To)
}

// dateWords are a date as it was read.
func dateWords(d *hearsay.Date) string {
	out := dayWords(d) + ", to the " + d.Grain
	if d.Role != "" {
		out += "; " + strings.ReplaceAll(d.Role, "_", " ")
	}
	return printable(out)
}

func placeWords(p *hearsay.Place) string {
	out := p.Name
	if p.Country != "" {
		out += ", " + p.Country
	}
	return printable(fmt.Sprintf("%s (%s)", out, p.Precision))
}
