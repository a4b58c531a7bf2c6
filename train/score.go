package train

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"hearsay"
)

// Score counts how a reading agrees with gold, page after page. A gold claim and a
// found one are paired, each once, by the overlap of their contents (bytes, edge
// punctuation aside).
type Score struct {
	Gold, Found            int // claims
	Loose                  int // pairs whose contents overlap by half or more, with source and cue
	Overlap80              int // pairs whose contents overlap by 80 % or more
	Chains, Deep           Ratio
	SpeakersFound          Ratio // precision
	SpeakersGold           Ratio // recall
	Standing, Stance, Told Ratio
	Figures                [3]int // right, found, gold
	FalseOnPlain           int    // claims found on pages that have none
	PlainWords             int    // words of these pages
}

// Ratio is a number right out of a number tried.
type Ratio struct{ Right, Of int }

func (r *Ratio) add(right bool) {
	r.Of++
	if right {
		r.Right++
	}
}

// Percent is 100 where nothing was tried.
func (r Ratio) Percent() float64 {
	if r.Of == 0 {
		return 100
	}
	return 100 * float64(r.Right) / float64(r.Of)
}

func f1(right, found, gold int) float64 {
	if found+gold == 0 {
		return 100
	}
	return 200 * float64(right) / float64(found+gold)
}

// String lists the figures, a line each.
func (s *Score) String() string {
	var b strings.Builder
	line := func(name string, v float64, note string, args ...any) {
		fmt.Fprintf(&b, "  %-18s %5.1f  %s\n", name, v, fmt.Sprintf(note, args...))
	}
	line("claim_loose F1", f1(s.Loose, s.Found, s.Gold), "%d right, %d found, %d gold", s.Loose, s.Found, s.Gold)
	line("content_iou80 F1", f1(s.Overlap80, s.Found, s.Gold), "%d right", s.Overlap80)
	for _, r := range []struct {
		name string
		Ratio
	}{{"chain_right", s.Chains}, {"deep_chain_recall", s.Deep}, {"speaker_precision", s.SpeakersFound}, {"speaker_recall", s.SpeakersGold},
		{"standing_right", s.Standing}, {"stance_right", s.Stance}, {"told_right", s.Told}} {
		line(r.name, r.Percent(), "%d of %d", r.Right, r.Of)
	}
	line("figures F1", f1(s.Figures[0], s.Figures[1], s.Figures[2]), "%d right, %d found, %d gold", s.Figures[0], s.Figures[1], s.Figures[2])
	fmt.Fprintf(&b, "  false claims on pages without any: %d in %d words\n", s.FalseOnPlain, s.PlainWords)
	return b.String()
}

// Add compares one page's reading with its gold.
func (s *Score) Add(g *Gold, r *hearsay.Reading) {
	pairs := pairClaims(g, r)
	extra := 0
	paired := make([]*hearsay.Claim, len(g.Claims))
	overlap := make([]float64, len(g.Claims))
	for _, p := range pairs {
		paired[p.gold], overlap[p.gold] = &r.Claims[p.found], p.overlap
		if g.Claims[p.gold].Optional && p.overlap >= 0.5 {
			extra++
		}
	}
	s.Found += len(r.Claims) - extra
	for i := range g.Claims {
		if !g.Claims[i].Optional {
			s.addClaim(g, r, &g.Claims[i], paired[i], overlap[i])
		}
	}
	if len(g.Claims) == 0 {
		s.FalseOnPlain += len(r.Claims)
		s.PlainWords += len(strings.Fields(g.Text))
	}
	s.addTold(g, r)
	s.addFigures(g, r)
}

func (s *Score) addClaim(g *Gold, r *hearsay.Reading, want *GoldClaim, got *hearsay.Claim, overlap float64) {
	s.Gold++
	same := got != nil && overlap >= 0.5 && sameChain(g.Text, want.Chain, got.Chain)
	if len(want.Chain) > 1 {
		s.Deep.add(same)
	}
	for i := range want.Chain {
		if want.Speakers[i] != "" {
			found := got != nil && overlap >= 0.5 && i < len(got.Chain) && sameName(want.Speakers[i], nameOf(r, got.Chain[i].Speaker))
			s.SpeakersGold.add(found)
		}
	}
	if got == nil {
		return
	}
	if overlap >= 0.8 {
		s.Overlap80++
	}
	if overlap < 0.5 {
		return
	}
	if agree(g.Text, want.Chain[0].Source, got.Chain[0].Source) && agree(g.Text, want.Chain[0].Cue, got.Chain[0].Cue) {
		s.Loose++
	}
	s.Chains.add(same)
	s.Stance.add(want.Stance == got.Stance)
	for i, l := range got.Chain {
		if l.Speaker != "" {
			s.SpeakersFound.add(i < len(want.Chain) && sameName(want.Speakers[i], nameOf(r, l.Speaker)))
		}
		if i < len(want.Chain) {
			s.Standing.add(want.Chain[i].Standing == l.Standing)
		}
	}
}

func nameOf(r *hearsay.Reading, id string) string {
	if e := r.Entity(id); e != nil {
		return e.Name
	}
	return ""
}

func sameChain(text string, a, b []hearsay.Link) bool {
	return slices.EqualFunc(a, b, func(x, y hearsay.Link) bool { return agree(text, x.Source, y.Source) })
}

// agree reports two spans that overlap, or are both not expressed.
func agree(text string, a, b hearsay.Span) bool {
	if a.IsZero() || b.IsZero() {
		return a.IsZero() && b.IsZero()
	}
	return trim(text, a).Overlaps(trim(text, b))
}

type claimPair struct {
	gold, found int
	overlap     float64
	source, cue bool
}

// pairClaims pairs gold and found claims, best overlap first.
func pairClaims(g *Gold, r *hearsay.Reading) []claimPair {
	var all []claimPair
	for i := range g.Claims {
		for j := range r.Claims {
			if o := overlapOf(g.Text, g.Claims[i].Content, r.Claims[j].Content); o > 0 {
				a, b := g.Claims[i].Chain[0], r.Claims[j].Chain[0]
				all = append(all, claimPair{i, j, o, agree(g.Text, a.Source, b.Source), agree(g.Text, a.Cue, b.Cue)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b claimPair) int {
		return cmp.Or(cmp.Compare(b.overlap, a.overlap), compareBool(b.source, a.source), compareBool(b.cue, a.cue))
	})
	usedGold, usedFound := map[int]bool{}, map[int]bool{}
	var out []claimPair
	for _, p := range all {
		if !usedGold[p.gold] && !usedFound[p.found] {
			usedGold[p.gold], usedFound[p.found] = true, true
			out = append(out, p)
		}
	}
	return out
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// overlapOf is intersection over union of two sets of spans, in bytes.
func overlapOf(text string, a, b []hearsay.Span) float64 {
	set := map[int]bool{}
	for _, s := range a {
		s = trim(text, s)
		for i := s.Start; i < s.End; i++ {
			set[i] = true
		}
	}
	size, both := len(set), 0
	for _, s := range b {
		s = trim(text, s)
		for i := s.Start; i < s.End; i++ {
			if set[i] {
				both++
			} else {
				size++
			}
		}
	}
	if size == 0 {
		return 0
	}
	return float64(both) / float64(size)
}

const edgeMarks = "“”„«»‹›\"'‘’`´.,;:!?()[]…—–-"

// trim cuts punctuation and space off the edges of a span.
func trim(text string, s hearsay.Span) hearsay.Span {
	in := s.In(text)
	edge := func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(edgeMarks, r) }
	left := len(in) - len(strings.TrimLeftFunc(in, edge))
	right := len(strings.TrimRightFunc(in, edge))
	if right <= left {
		return s
	}
	return hearsay.Span{Start: s.Start + left, End: s.Start + right}
}

// sameName reports names of which one holds all words of the other, titles and
// articles aside.
func sameName(a, b string) bool {
	x, y := nameWords(a), nameWords(b)
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	within := func(small, large []string) bool {
		return !slices.ContainsFunc(small, func(w string) bool { return !slices.Contains(large, w) })
	}
	return within(x, y) || within(y, x)
}

func nameWords(s string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		switch w {
		case "the", "a", "an", "of", "mr", "mrs", "ms", "dr", "prof", "sir", "general", "president", "minister", "governor", "senator":
		default:
			out = append(out, w)
		}
	}
	return out
}

func (s *Score) addTold(g *Gold, r *hearsay.Reading) {
	for _, t := range g.Told {
		best, most := hearsay.Told(""), 0
		for _, x := range r.Sentences {
			if n := min(x.Span.End, t.Span.End) - max(x.Span.Start, t.Span.Start); n > most {
				best, most = x.Told, n
			}
		}
		s.Told.add(best == t.Told)
	}
}

func (s *Score) addFigures(g *Gold, r *hearsay.Reading) {
	s.Figures[1] += len(r.Figures)
	s.Figures[2] += len(g.Figures)
	for _, want := range g.Figures {
		if slices.ContainsFunc(r.Figures, func(f hearsay.Figure) bool { return f.Span.Overlaps(want.Span) }) {
			s.Figures[0]++
		}
	}
}

// PartScore counts how the parts of plain text agree with gold.
type PartScore struct {
	Comments, CommentsInBody, Headlines Ratio
	BodyLost                            Ratio // bytes of body taken for comment
}

// String is one line of figures.
func (s *PartScore) String() string {
	return fmt.Sprintf("comments found %.1f %% (%d of %d), in the body %.1f %%; body taken for comment %.1f %%; headlines %.1f %%",
		s.Comments.Percent(), s.Comments.Right, s.Comments.Of, s.CommentsInBody.Percent(), s.BodyLost.Percent(), s.Headlines.Percent())
}

// Add compares one document's parts with its gold. A part counts as found where
// more than half of its bytes are in parts of its kind.
func (s *PartScore) Add(g *Gold, d *hearsay.Document) {
	for _, p := range g.Parts {
		switch p.Kind {
		case hearsay.Comment:
			s.Comments.add(2*covered(d, hearsay.Comment, p.Span) > p.Span.Len())
			s.CommentsInBody.add(2*covered(d, hearsay.Body, p.Span) > p.Span.Len())
		case hearsay.Headline:
			s.Headlines.add(2*covered(d, hearsay.Headline, p.Span) > p.Span.Len())
		case hearsay.Body:
			s.BodyLost.Of += p.Span.Len()
			s.BodyLost.Right += covered(d, hearsay.Comment, p.Span)
		}
	}
}

func covered(d *hearsay.Document, k hearsay.PartKind, s hearsay.Span) int {
	n := 0
	for _, p := range d.Parts {
		if p.Kind == k {
			n += max(0, min(p.Span.End, s.End)-max(p.Span.Start, s.Start))
		}
	}
	return n
}
