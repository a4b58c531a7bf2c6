package neural

import "testing"

func TestTryBIO(t *testing.T) {
	s, err := ReadSets("/work/shared/corpora")
	if err != nil {
		t.Fatal(err)
	}
	for n, set := range map[string][]Sentence{"ewt": s.EWT, "gum": s.GUM, "wiki": s.Wiki, "gmb": s.GMB, "dev": s.Dev} {
		bad := 0
		for _, x := range set {
			prev := "O"
			for _, l := range x.Names {
				if l[0] == 'I' && prev[1:] != l[1:] {
					bad++
				}
				prev = l
			}
		}
		t.Log(n, bad)
	}
}
