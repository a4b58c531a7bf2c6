package neural

import (
	"hearsay/nlp"
)

// Score holds a model against sentences.
func score(m *nlp.Model, dev []Sentence) scores {
	a := m.Annotator()
	l := m.Labels()
	var out nlp.Annotation
	var words, upos, xpos, uas, las, found, gold, right float64
	for _, s := range dev {
		a.Annotate(&out, s.Words, []int{len(s.Words)})
		for i := range s.Words {
			words++
			if l.UPOS[out.UPOS[i]] == s.UPOS[i] {
				upos++
			}
			if l.XPOS[out.XPOS[i]] == s.XPOS[i] {
				xpos++
			}
			if out.Heads[i] == s.Heads[i] {
				uas++
				if universal(l.Relations[out.Relations[i]]) == universal(s.Relations[i]) {
					las++
				}
			}
		}
		if s.Names != nil {
			var a []int16
			for _, x := range out.Names {
				a = append(a, int16(x))
			}
			f, g, r := compareNames(l.Names, a, numbers(l.Names, s.Names))
			found, gold, right = found+f, gold+g, right+r
		}
	}
	return scores{100 * upos / words, 100 * xpos / words, 100 * uas / words, 100 * las / words, 200 * right / max(found+gold, 1)}
}
