package neural

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// labels are the inventories of the heads.
type labels struct {
	upos, xpos, relations, names []string
}

// parts of the joint projection from the encoder to all heads, by column.
type columnsOf struct {
	arcHead, relDep, relHead, upos, xpos, names, end int
}

// network is the encoder with its heads.
type network struct {
	opt    Options
	labels labels
	embed  *embedding
	params params
	layers []bilstm

	columns        columnsOf
	project        tensor // encoder × columns.end
	bias           tensor
	skip           tensor // encoder's layer before the last × columns from upos on
	arc            tensor // arc × arc, the biaffine weights (Dozat and Manning 2017)
	arcBias        tensor // 1 × arc
	rootArc        tensor // 1 × arc
	rootRel        tensor // 1 × relation
	relOut, relBia tensor // relation × relations
	chain          chain
}

func newNetwork(opt Options, l labels, e *embedding) *network {
	n := &network{opt: opt, labels: l, embed: e}
	rnd := rand.New(rand.NewPCG(opt.Seed, 33))
	in := e.dim
	for range opt.Layers {
		layer := newBiLSTM(&n.params, in, opt.Hidden, rnd)
		n.layers = append(n.layers, layer)
		in = layer.width()
	}
	c := &n.columns
	c.arcHead = opt.Arc
	c.relDep = c.arcHead + opt.Arc
	c.relHead = c.relDep + opt.Relation
	c.upos = c.relHead + opt.Relation
	c.xpos = c.upos + len(l.upos)
	c.names = c.xpos + len(l.xpos)
	c.end = (c.names + len(l.names) + 7) / 8 * 8
	n.project = n.params.glorot(in, c.end, rnd)
	n.bias = n.params.add(1, c.end, 0, rnd)
	n.skip = n.params.glorot(2*opt.Hidden, c.end-c.upos, rnd)
	n.arc = n.params.add(opt.Arc, opt.Arc, 0.02, rnd)
	n.arcBias = n.params.add(1, opt.Arc, 0, rnd)
	n.rootArc = n.params.add(1, opt.Arc, 0.1, rnd)
	n.rootRel = n.params.add(1, opt.Relation, 0.1, rnd)
	n.relOut = n.params.glorot(opt.Relation, len(l.relations), rnd)
	n.relBia = n.params.add(1, len(l.relations), 0, rnd)
	n.chain = chain{labels: len(l.names), steps: n.params.add(len(l.names)+1, len(l.names), 0, rnd), forbidden: forbiddenSteps(l.names)}
	return n
}

// forbiddenSteps marks the steps into I-X from anything but B-X and I-X.
func forbiddenSteps(names []string) []bool {
	k := len(names)
	f := make([]bool, (k+1)*k)
	for to, l := range names {
		if l[0] != 'I' {
			continue
		}
		for from := range k + 1 {
			f[from*k+to] = from == k || len(names[from]) < 2 || names[from][1:] != l[1:]
		}
	}
	return f
}

// example is a sentence as numbers; -1 stands for an unknown label.
type example struct {
	tokens     []int32
	lower      []int32 // the tokens in lower case
	upper      []int32 // and in upper case
	upos, xpos []int16
	heads      []int32
	relations  []int16
	names      []int16
	silver     bool // names are marked in another way than EWT's
}

func (n *network) example(s Sentence, silver bool) example {
	e := example{silver: silver}
	for _, w := range s.Words {
		e.tokens = append(e.tokens, n.embed.lex.id(w))
		e.lower = append(e.lower, n.embed.lex.id(strings.ToLower(w)))
		e.upper = append(e.upper, n.embed.lex.id(strings.ToUpper(w)))
	}
	e.upos, e.xpos = numbers(n.labels.upos, s.UPOS), numbers(n.labels.xpos, s.XPOS)
	e.heads, e.relations = s.Heads, numbers(n.labels.relations, s.Relations)
	e.names = numbers(n.labels.names, s.Names)
	return e
}

func numbers(inventory, labels []string) []int16 {
	var out []int16
	for _, l := range labels {
		out = append(out, int16(slices.Index(inventory, l)))
	}
	return out
}

// inventories collects the labels of treebanks, sorted.
func inventories(sets ...[]Sentence) labels {
	u, x, r := map[string]int{}, map[string]int{}, map[string]int{}
	for _, set := range sets {
		for _, s := range set {
			for i := range s.UPOS {
				u[s.UPOS[i]]++
				x[s.XPOS[i]]++
				r[s.Relations[i]]++
			}
		}
	}
	l := labels{upos: frequent(u), xpos: frequent(x), relations: frequent(r)}
	l.names = []string{"O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-OTH", "I-OTH"}
	return l
}

func frequent(counts map[string]int) []string {
	var all []string
	for l, c := range counts {
		if c >= 3 {
			all = append(all, l)
		}
	}
	slices.Sort(all)
	return all
}
