package neural

import (
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"
)

func TestPretrainTry(t *testing.T) {
	if os.Getenv("TRY") == "" {
		t.Skip()
	}
	lex := newLexicon()
	began := time.Now()
	limit, _ := strconv.Atoi(os.Getenv("TRY"))
	raw, err := readRaw("/work/shared/corpora/text/raw", lex, limit, roughSplit)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(len(raw.tokens), len(raw.starts), len(lex.forms), len(lex.names), time.Since(began))
	counts := chooseWords(lex, raw, 60000)
	e := newEmbedding(lex, len(counts), 1<<16, 128, rand.New(rand.NewPCG(1, 1)))
	p := newPretrainer(e, newGuesser(counts, 0.75, 128), 128, 1)
	p.pass(raw, stage{name: "window", tokens: 4000, samples: 512, wordRate: 0.05, passes: 1, reportEach: 20 * time.Second}, os.Stderr)
	save(os.Getenv("OUT")+".window", p.knowledge())
	p.pass(raw, stage{name: "recurrent", recurrent: true, tokens: 4000, samples: 512, wordRate: 0.02, rate: 2e-3, passes: 1, reportEach: 20 * time.Second}, os.Stderr)
	save(os.Getenv("OUT"), p.knowledge())
	for _, w := range []string{"minister", "killed", "france", "tuesday", "said"} {
		var best []string
		q := make([]float32, 128)
		id := lex.id(w)
		e.compose(q, id, false)
		type sc struct {
			n string
			v float32
		}
		var all []sc
		for f, n := range lex.names {
			if r := lex.rows[f]; r >= 0 && counts[r] > 50 {
				v := make([]float32, 128)
				e.compose(v, firstType(lex, int32(f)), false)
				all = append(all, sc{n, dot(q, v) / sqrt32(dot(v, v)*dot(q, q))})
			}
		}
		slices.SortFunc(all, func(a, b sc) int {
			if a.v > b.v {
				return -1
			}
			return 1
		})
		for _, s := range all[:10] {
			best = append(best, s.n)
		}
		t.Log(w, best)
	}
}

func firstType(l *lexicon, form int32) int32 {
	return int32(slices.Index(l.forms, form))
}
