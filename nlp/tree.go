package nlp

// trees finds dependency trees with exactly one root: the best head of each word
// where that makes a tree, else the best tree, by the algorithm of Chu and Liu
// (1965) and Edmonds (1967). Its memory is kept between sentences.
type trees struct {
	scores  [2][]int64 // of the graph that is solved, and of the smaller one made of it
	numbers []int32
	head    []int32
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

func (t *trees) repair(heads []int32, scores []int32, n int) {
	size := n + 1
	whole := grown(t.scores[0], size*size)
	for d := 1; d <= n; d++ {
		for h := range size {
			whole[d*size+h] = int64(scores[(d-1)*size+h])
		}
		whole[d*size] -= rootCost
	}
	t.scores[0], t.scores[1] = whole, grown(t.scores[1], size*size)
	t.numbers, t.head = t.numbers[:0], grown(t.head, size)
	t.solve(0, t.head, size)
	copy(heads, t.head[1:])
}

// solve finds the best tree over n nodes, of which 0 is the root, in one of the two
// graphs: of each node the best head; where they make a cycle, that becomes one node
// and the rest is solved in the other.
func (t *trees) solve(graph int, head []int32, n int) {
	scores := t.scores[graph]
	for d := 1; d < n; d++ {
		row := scores[d*n:][:n]
		best := 0
		for h, s := range row {
			if h != d && s > row[best] {
				best = h
			}
		}
		head[d] = int32(best)
	}
	place := t.take(n) // of each node in the smaller graph
	start := findCycle(head, place)
	if start < 0 {
		return
	}
	clear(place)
	for d := start; place[d] == 0; d = head[d] {
		place[d] = -1
	}
	small := int32(0) // nodes of the smaller graph so far
	for d := range place {
		if place[d] == 0 {
			place[d] = small
			small++
		}
	}
	c := contraction{n: n, m: int(small) + 1, scores: scores, head: head, place: place, enter: t.take(n), leave: t.take(n)}
	c.fill(t.scores[1-graph])
	inner := t.take(c.m)
	t.solve(1-graph, inner, c.m)
	c.expand(inner, t.take(c.m))
}

// take lends numbers until the next repair.
func (t *trees) take(n int) []int32 {
	at := len(t.numbers)
	if cap(t.numbers) < at+n {
		t.numbers = make([]int32, 0, 2*cap(t.numbers)+n) // what was lent stays with its borrowers
		at = 0
	}
	t.numbers = t.numbers[:at+n]
	lent := t.numbers[at : at+n : at+n]
	clear(lent)
	return lent
}

// findCycle returns a node of a cycle among the heads, -1 for none; seen is zeroed
// memory.
func findCycle(head, seen []int32) int32 {
	for i := 1; i < len(head); i++ {
		walk := int32(i)
		d := walk
		for ; d != 0 && seen[d] == 0; d = head[d] {
			seen[d] = walk
		}
		if d != 0 && seen[d] == walk {
			return d
		}
	}
	return -1
}

// contraction makes the last node of a graph of m nodes of a cycle in one of n.
type contraction struct {
	n, m         int
	scores       []int64
	head         []int32
	place        []int32 // of each node in the smaller graph, -1 for the cycle's
	enter, leave []int32 // of each other node: the cycle's node it would head, the one it would hang on
}

func (c *contraction) fill(smaller []int64) {
	n, m, last := c.n, c.m, c.m-1
	for d := range n {
		if c.place[d] < 0 {
			continue
		}
		first := true
		for h := range n {
			at := c.scores[d*n+h]
			if to := &smaller[int(c.place[d])*m+last]; c.place[h] >= 0 {
				smaller[int(c.place[d])*m+int(c.place[h])] = at
			} else if first || at > *to {
				first, *to, c.leave[d] = false, at, int32(h)
			}
		}
	}
	for h := range n {
		if c.place[h] < 0 {
			continue
		}
		first := true
		for d := range n {
			if c.place[d] >= 0 {
				continue
			}
			gain := c.scores[d*n+h] - c.scores[d*n+int(c.head[d])]
			if to := &smaller[last*m+int(c.place[h])]; first || gain > *to {
				first, *to, c.enter[h] = false, gain, int32(d)
			}
		}
	}
}

// expand takes the heads of the smaller graph back: the node of the cycle that the
// arc into it enters gets that arc's head, the others keep theirs.
func (c *contraction) expand(inner, old []int32) {
	for d, p := range c.place {
		if p >= 0 {
			old[p] = int32(d)
		}
	}
	for d, p := range c.place {
		switch {
		case p <= 0:
		case int(inner[p]) == c.m-1:
			c.head[d] = c.leave[d]
		default:
			c.head[d] = old[inner[p]]
		}
	}
	from := old[inner[c.m-1]]
	c.head[c.enter[from]] = from
}

// grown returns s with a length of n; its content is not kept.
func grown[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n+n/4)[:n]
	}
	return s[:n]
}
