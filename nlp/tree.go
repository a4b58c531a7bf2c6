package nlp

// trees finds dependency trees with exactly one root: the best head of each word
// where that makes a tree, else the best tree, by the algorithm of Chu and Liu
// (1965) and Edmonds (1967). Its memory is kept between sentences.
type trees struct {
	numbers []int32

	// The graph that is repaired: places that hold a word, the root, or a cycle.
	size    int     // places
	scores  []int64 // dependent × head
	arcs    []int32 // the arc of words behind each, dependent × size + head
	live    []int32 // places in use, in their order
	state   []uint8
	chosen  []int64 // score of the best arc into a place
	node    []int32 // what a place holds: a word's number, or one for each cycle from size on
	path    []int32
	nodes   int32   // words, root and cycles so far
	over    []int32 // of each node: the cycle that it is in
	arc     []int32 // of each node: the best arc into it
	settled []bool  // of each node: another arc enters it
}

// rootCost is taken from every arc from the root, so that a second root never pays.
const rootCost = int64(1) << 40

// heads appends the head of each of n words to dst, 1-based, 0 for the root.
// scores has a row of n+1 for each word: first the root, then the words.
func (t *trees) heads(dst []int32, scores []int32, n int) []int32 {
	base := len(dst)
	roots := 0
	for i := range n {
		row := scores[i*(n+1):][:n+1]
		best := 0
		for h, s := range row {
			if h != i+1 && s > row[best] {
				best = h
			}
		}
		if best == 0 {
			roots++
		}
		dst = append(dst, int32(best))
	}
	if roots != 1 || !t.acyclic(dst[base:]) {
		t.repair(dst[base:], scores, n)
	}
	return dst
}

// acyclic reports whether every word reaches the root.
func (t *trees) acyclic(heads []int32) bool {
	t.numbers = grown(t.numbers, len(heads)+1)
	seen := t.numbers
	clear(seen)
	for i := range heads {
		walk := int32(i + 1)
		for d := walk; d != 0 && seen[d] != -1; d = heads[d-1] {
			if seen[d] == walk {
				return false
			}
			seen[d] = walk
		}
		for d := walk; d != 0 && seen[d] == walk; d = heads[d-1] {
			seen[d] = -1
		}
	}
	return true
}

// repair finds the best tree in time n² (Tarjan 1977): heads are followed from each word
// until they reach the tree so far or close a cycle, which becomes one node.
func (t *trees) repair(heads []int32, scores []int32, n int) {
	t.load(scores, n)
	for v := int32(1); v <= int32(n); v++ {
		if t.state[v] == untouched {
			t.grow(v)
		}
	}
	t.expand(heads)
}

// What is known of a place of the graph.
const (
	untouched = iota
	onPath
	inTree
	merged // into another place
)

// load makes a graph of the scores: place 0 is the root, the others are the words.
func (t *trees) load(scores []int32, n int) {
	size := n + 1
	t.size, t.nodes = size, int32(size)
	t.scores, t.arcs = grown(t.scores, size*size), grown(t.arcs, size*size)
	for i := range t.arcs[size:] {
		t.scores[size+i], t.arcs[size+i] = int64(scores[i]), int32(size+i)
	}
	t.live, t.state, t.node, t.chosen = grown(t.live, size), grown(t.state, size), grown(t.node, size), grown(t.chosen, size)
	t.over, t.arc, t.settled = grown(t.over, 2*size), grown(t.arc, 2*size), grown(t.settled, 2*size)
	for v := range size {
		t.scores[v*size] -= rootCost
		t.live[v], t.state[v], t.node[v] = int32(v), untouched, int32(v)
	}
	t.state[0] = inTree
	clear(t.settled)
}

// grow follows the best heads from a place until they reach the tree.
func (t *trees) grow(start int32) {
	t.state[start] = onPath
	path := append(t.path[:0], start)
	for t.state[start] != inTree {
		v := path[len(path)-1]
		u := t.best(v)
		switch t.state[u] {
		case inTree:
			for _, p := range path {
				t.state[p] = inTree
			}
			start = v
		case onPath:
			i := len(path) - 1
			for path[i] != u {
				i--
			}
			t.contract(path[i:])
			path, start = path[:i+1], u
		default:
			t.state[u] = onPath
			path = append(path, u)
		}
	}
	t.path = path
}

// best chooses the best arc into a place and returns where it comes from.
func (t *trees) best(v int32) int32 {
	row := t.scores[int(v)*t.size:][:t.size]
	from := int32(-1)
	for _, u := range t.live {
		if u != v && (from < 0 || row[u] > row[from]) {
			from = u
		}
	}
	t.chosen[v], t.arc[t.node[v]] = row[from], t.arcs[int(v)*t.size+int(from)]
	return from
}

// contract makes one node of a cycle, in the first one's place. An arc into it counts
// what it is better than the one it would replace.
func (t *trees) contract(cycle []int32) {
	size, at := t.size, int(cycle[0])
	for _, v := range cycle {
		t.over[t.node[v]] = t.nodes
		t.state[v] = merged
	}
	live := t.live[:0]
	for _, u := range t.live {
		if t.state[u] == merged {
			if int(u) == at {
				live = append(live, u)
			}
			continue
		}
		live = append(live, u)
		in, out := t.scores[at*size+int(u)]-t.chosen[at], t.scores[int(u)*size+at]
		for _, v := range cycle[1:] {
			if s := t.scores[int(v)*size+int(u)] - t.chosen[v]; s > in {
				in, t.arcs[at*size+int(u)] = s, t.arcs[int(v)*size+int(u)]
			}
			if s := t.scores[int(u)*size+int(v)]; s > out {
				out, t.arcs[int(u)*size+at] = s, t.arcs[int(u)*size+int(v)]
			}
		}
		t.scores[at*size+int(u)], t.scores[int(u)*size+at] = in, out
	}
	t.live = live
	t.state[at], t.node[at] = onPath, t.nodes
	t.nodes++
}

// expand takes the cycles apart, the last first: the arc into one settles the head of
// the word that it enters, and every other keeps its own.
func (t *trees) expand(heads []int32) {
	for id := t.nodes - 1; id > 0; id-- {
		if t.settled[id] {
			continue
		}
		word := t.arc[id] / int32(t.size)
		heads[word-1] = t.arc[id] % int32(t.size)
		for x := word; x != id; x = t.over[x] {
			t.settled[x] = true
		}
	}
}

// grown returns s with a length of n; its content is not kept.
func grown[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n+n/4)[:n]
	}
	return s[:n]
}
