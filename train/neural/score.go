package neural

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"hearsay"
	"hearsay/nlp"
	"hearsay/train"
)

// nameKinds are the kinds of names that are scored.
var nameKinds = [...]string{"PER", "LOC", "ORG"}

// hits count names: found, marked in the gold, and both.
type hits struct{ found, gold, right int }

func (h hits) f1() float64 { return 200 * float64(h.right) / float64(max(h.found+h.gold, 1)) }

// Score is how well sentences of given tokens are annotated.
type Score struct {
	Words                int
	upos, xpos, uas, las int // words right; relations without their subtypes
	names                [len(nameKinds)]hits
}

// UPOS, XPOS, UAS and LAS are per cent of words; Names is the F1 of PER, LOC and ORG
// together, in per cent.
func (s Score) UPOS() float64 { return percent(s.upos, s.Words) }

// XPOS is the share of words with the right Penn tag.
func (s Score) XPOS() float64 { return percent(s.xpos, s.Words) }

// UAS is the share of words on the right head.
func (s Score) UAS() float64 { return percent(s.uas, s.Words) }

// LAS is the share of words on the right head by the right relation.
func (s Score) LAS() float64 { return percent(s.las, s.Words) }

// Names is the F1 of all names.
func (s Score) Names() float64 { return s.allNames().f1() }

func (s Score) allNames() (sum hits) {
	for _, h := range s.names {
		sum.found, sum.gold, sum.right = sum.found+h.found, sum.gold+h.gold, sum.right+h.right
	}
	return sum
}

func percent(part, of int) float64 { return 100 * float64(part) / float64(max(of, 1)) }

// String is the figures in one line.
func (s Score) String() string {
	return fmt.Sprintf("UPOS %.2f XPOS %.2f UAS %.2f LAS %.2f names %.2f", s.UPOS(), s.XPOS(), s.UAS(), s.LAS(), s.Names())
}

// Evaluate annotates sentences and scores them all together and by genre.
func Evaluate(m *nlp.Model, gold []Sentence) (all Score, genres map[string]Score) {
	a, labels := m.Annotator(), m.Labels()
	genres = map[string]Score{}
	var found nlp.Annotation
	for _, s := range gold {
		a.Annotate(&found, s.Words, []int{len(s.Words)})
		g := genres[s.Genre]
		for _, score := range []*Score{&all, &g} {
			score.add(labels, &found, s)
		}
		genres[s.Genre] = g
	}
	return all, genres
}

func (s *Score) add(l *nlp.Labels, a *nlp.Annotation, gold Sentence) {
	for i := range gold.UPOS {
		s.Words++
		count(&s.upos, l.UPOS[a.UPOS[i]] == gold.UPOS[i])
		count(&s.xpos, l.XPOS[a.XPOS[i]] == gold.XPOS[i])
		right := a.Heads[i] == gold.Heads[i]
		count(&s.uas, right)
		count(&s.las, right && universal(l.Relations[a.Relations[i]]) == universal(gold.Relations[i]))
	}
	if gold.Names == nil {
		return
	}
	found := make([]string, len(gold.Words))
	for i, n := range a.Names {
		found[i] = l.Names[n]
	}
	f, g := nameSpans(found), nameSpans(gold.Names)
	for k, kind := range nameKinds {
		h := &s.names[k]
		for span := range f {
			count(&h.found, span.kind == kind)
			count(&h.right, span.kind == kind && g[span])
		}
		for span := range g {
			count(&h.gold, span.kind == kind)
		}
	}
}

func count(n *int, yes bool) {
	if yes {
		*n++
	}
}

// universal is a relation without its subtype.
func universal(relation string) string {
	relation, _, _ = strings.Cut(relation, ":")
	return relation
}

type nameSpan struct {
	from, to int
	kind     string
}

// nameSpans are the names of a sequence of BIO labels.
func nameSpans(labels []string) map[nameSpan]bool {
	spans := map[nameSpan]bool{}
	for i := 0; i < len(labels); {
		kind, begins := strings.CutPrefix(labels[i], "B-")
		j := i + 1
		for begins && j < len(labels) && labels[j] == "I-"+kind {
			j++
		}
		if begins {
			spans[nameSpan{i, j, kind}] = true
		}
		i = j
	}
	return spans
}

// WriteScores prints a table: all sentences, then each genre; of names F1, precision and
// recall, then the F1 of each kind.
func WriteScores(w io.Writer, all Score, genres map[string]Score) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(t, "\twords\tUPOS\tXPOS\tUAS\tLAS\tnames\tP\tR\t")
	for _, k := range nameKinds {
		fmt.Fprintf(t, "%s\t", k)
	}
	fmt.Fprintln(t)
	row := func(name string, s Score) {
		n := s.allNames()
		fmt.Fprintf(t, "%s\t%d\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.1f\t%.1f\t", name, s.Words, s.UPOS(), s.XPOS(), s.UAS(), s.LAS(), n.f1(), percent(n.right, n.found), percent(n.right, n.gold))
		for _, h := range s.names {
			fmt.Fprintf(t, "%.1f\t", h.f1())
		}
		fmt.Fprintln(t)
	}
	row("all", all)
	for _, g := range slices.Sorted(maps.Keys(genres)) {
		row(g, genres[g])
	}
	return t.Flush()
}

// Report prints every score of a model's layers on the development sets below the
// folder of the corpora: tags, trees and names of given tokens, then tokens and
// sentences of raw text, by byte spans.
func Report(w io.Writer, m *nlp.Model, corpora string) error {
	if !m.HasLayers() {
		return fmt.Errorf("score layers: %w: a model of tags only, which has none", hearsay.ErrUnsupported)
	}
	sets, err := ReadSets(corpora)
	if err != nil {
		return err
	}
	all, genres := Evaluate(m, sets.Dev)
	if err := WriteScores(w, all, genres); err != nil {
		return err
	}
	_, _, dev, err := train.SplitCorpora(corpora)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "raw text: %s\nsentences of given tokens, by paragraph: F1 %.2f\n", train.ScoreSplit(m.Splitter(), dev), train.ScoreGiven(m.Splitter(), dev, true).F1())
	return err
}
