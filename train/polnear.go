package train

import (
	"bufio"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"hearsay"
	"hearsay/claim"
	"hearsay/ingest"
)

// polnearArticle is one article of PolNeAR: its text and the cues of its
// attributions, in bytes.
type polnearArticle struct {
	name, text string
	cues       []hearsay.Span
}

var annotation = regexp.MustCompile(`(?m)^T\d+\tCue ([\d; ]+)\t`)

// readPolnear reads the articles below a folder with text/ and attributions/,
// with the first annotator of each. Offsets there are code points.
func readPolnear(folder string) ([]polnearArticle, error) {
	names, err := filepath.Glob(filepath.Join(folder, "attributions", "*.ann"))
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("read PolNeAR: %w: no attributions/*.ann below %s", hearsay.ErrNotFound, folder)
	}
	seen := map[string]bool{}
	var all []polnearArticle
	for _, path := range names {
		name := strings.TrimSuffix(filepath.Base(path), ".ann")
		name = name[:max(strings.LastIndexByte(name, '_'), 0)]
		if seen[name] {
			continue
		}
		seen[name] = true
		text, err := os.ReadFile(filepath.Join(folder, "text", name+".txt"))
		if err != nil {
			return nil, fmt.Errorf("read PolNeAR: %w", err)
		}
		ann, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("read PolNeAR: %w", err)
		}
		a := polnearArticle{name: name, text: strings.TrimPrefix(string(text), "\ufeff")}
		a.cues = cueSpans(a.text, string(ann))
		all = append(all, a)
	}
	return all, nil
}

func cueSpans(text, ann string) []hearsay.Span {
	bytes := make([]int, 0, len(text)+1)
	for i := range text {
		bytes = append(bytes, i)
	}
	bytes = append(bytes, len(text))
	at := func(s string) int {
		n, _ := strconv.Atoi(s)
		return bytes[min(n, len(bytes)-1)]
	}
	var out []hearsay.Span
	for _, m := range annotation.FindAllStringSubmatch(ann, -1) {
		for _, piece := range strings.Split(m[1], ";") {
			if from, to, ok := strings.Cut(strings.TrimSpace(piece), " "); ok {
				out = append(out, hearsay.Span{Start: at(from), End: at(to)})
			}
		}
	}
	return out
}

// CueReport says of each rule how often it fired and how often an annotator
// marked a cue there too.
type CueReport struct {
	rules     map[string]*Ratio
	all       []string       // every entry that could fire
	elsewhere map[string]int // how often a rule fired on other text
}

// Cues reads a folder of PolNeAR and counts, for each rule, how often the cue it
// finds overlaps one that is marked. PolNeAR marks outermost attributions only,
// so a claim inside another is not counted.
func Cues(folder string, reader *claim.Reader) (*CueReport, error) {
	articles, err := readPolnear(folder)
	if err != nil {
		return nil, err
	}
	report := &CueReport{rules: map[string]*Ratio{}, all: reader.CueRules(), elsewhere: map[string]int{}}
	for _, a := range articles {
		r := reader.Read(ingest.Text(a.name, a.text, ingest.Options{}))
		for i := range r.Claims {
			report.add(&r.Claims[i], a.cues)
		}
	}
	return report, nil
}

func (r *CueReport) add(c *hearsay.Claim, cues []hearsay.Span) {
	cue := c.Chain[0].Cue
	if len(c.Chain) > 1 || cue.IsZero() {
		return
	}
	rule := cueRule(c)
	if r.rules[rule] == nil {
		r.rules[rule] = &Ratio{}
	}
	r.rules[rule].add(slices.ContainsFunc(cues, cue.Overlaps))
}

// cueRule is the rule that found the claim's cue.
func cueRule(c *hearsay.Claim) string {
	if i := slices.IndexFunc(c.Why, func(w hearsay.Why) bool { return w.Field == "cue" }); i >= 0 {
		return c.Why[i].Rule
	}
	return ""
}

// Fire adds how often each rule fires on a corpus of plain documents divided by
// lines of %%, at most limit of them; whether rightly, nobody has marked.
func (r *CueReport) Fire(path string, reader *claim.Reader, limit int) error {
	in, err := openCorpus(path)
	if err != nil {
		return err
	}
	defer in.Close()
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<24)
	var doc strings.Builder
	for n := 0; n < limit && lines.Scan(); {
		if lines.Text() != "%%" {
			doc.WriteString(lines.Text() + "\n")
			continue
		}
		n++
		for _, c := range reader.Read(ingest.Text(path, doc.String(), ingest.Options{})).Claims {
			r.elsewhere[cueRule(&c)]++
		}
		doc.Reset()
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read corpus %s: %w", path, err)
	}
	return nil
}

// String lists the rules, the most frequent first, and the entries that never fired.
func (r *CueReport) String() string {
	names := make([]string, 0, len(r.rules))
	for name := range r.rules {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(r.rules[b].Of-r.rules[a].Of, cmp.Compare(a, b)) })
	var b strings.Builder
	for _, name := range names {
		fmt.Fprintf(&b, "%-24s %5d fired %6.1f %% marked\n", name, r.rules[name].Of, r.rules[name].Percent())
	}
	for _, name := range r.all {
		switch {
		case r.rules[name] == nil && r.elsewhere[name] > 0:
			fmt.Fprintf(&b, "%-24s     0 fired, %d times on other text\n", name, r.elsewhere[name])
		case r.rules[name] == nil:
			fmt.Fprintf(&b, "%-24s never fired\n", name)
		}
	}
	return b.String()
}
