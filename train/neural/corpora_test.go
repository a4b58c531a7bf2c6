package neural

import "testing"

func TestTrySets(t *testing.T) {
	s, err := ReadSets("/work/shared/corpora")
	if err != nil {
		t.Fatal(err)
	}
	for n, set := range map[string][]Sentence{"ewt": s.EWT, "gum": s.GUM, "wiki": s.Wiki, "gmb": s.GMB, "dev": s.Dev} {
		words, named, labels := 0, 0, map[string]int{}
		for _, x := range set {
			words += len(x.Words)
			if x.Names != nil {
				named++
			}
			for _, l := range x.Names {
				labels[l]++
			}
		}
		t.Log(n, len(set), words, named, labels)
	}
}
