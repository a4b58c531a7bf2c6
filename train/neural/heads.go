package neural

import "math"

// The tasks whose losses are told apart.
const (
	uposTask = iota
	xposTask
	arcsTask
	relationsTask
	namesTask
	tasks
)

// headMemory is what the heads need for one sentence.
type headMemory struct {
	dep, head, t       matrix // arc vectors; head has the root in front; t is dep times the weights
	ddep, dhead, dt    matrix
	scores             matrix
	hidden, dhidden    matrix // of relations
	logits             matrix
	names, chainMemory matrix
}

// headLosses adds the losses of all heads and their gradients in the projections.
func (w *pass) headLosses(n *network) {
	words := float32(w.layout.rows * workers)
	for rank, s := range w.layout.order {
		e := &w.batch[s]
		if e.upos != nil {
			for t := range e.tokens {
				row := w.layout.row(rank, t)
				w.pick(uposTask, w.p.row(row)[n.columns.upos:n.columns.xpos], w.dp.row(row)[n.columns.upos:], int(e.upos[t]), 1/words)
				w.pick(xposTask, w.p.row(row)[n.columns.xpos:n.columns.names], w.dp.row(row)[n.columns.xpos:], int(e.xpos[t]), 0.5/words)
			}
			w.arcs(n, rank, e.heads, 1/words)
			w.relations(n, rank, e, 1/words)
		}
		if e.names != nil {
			weight := n.opt.NameWeight
			if e.silver {
				weight = n.opt.SilverWeight
			}
			w.nameLoss(n, rank, e, weight/words)
		}
	}
}

// pick adds a softmax's loss on the right label and its gradient.
func (w *pass) pick(task int, scores, d []float32, gold int, weight float32) {
	if gold < 0 {
		return
	}
	top := scores[0]
	for _, v := range scores {
		top = max(top, v)
	}
	sum := float32(0)
	for k, v := range scores {
		d[k] = exp32(v - top)
		sum += d[k]
	}
	share := weight / sum
	w.losses.sums[task] -= math.Log(float64(max(d[gold]/sum, 1e-30)))
	w.losses.words[task]++
	for k := range scores {
		d[k] *= share
	}
	d[gold] -= weight
}

// arcVectors collects a sentence's vectors and scores every arc.
func (w *pass) arcVectors(n *network, rank int) matrix {
	h := &w.heads
	length, a := w.layout.lengths[rank], n.opt.Arc
	dep, head := h.dep.shaped(length, a), h.head.shaped(length+1, a)
	copy(head.row(0), n.rootArc.of(n.params.value).data)
	for t := range length {
		p := w.p.row(w.layout.row(rank, t))
		copy(dep.row(t), p[:a])
		copy(head.row(t+1), p[n.columns.arcHead:])
	}
	tm := h.t.shaped(length, a)
	for t := range length {
		copy(tm.row(t), n.arcBias.of(n.params.value).data)
	}
	w.scratch.gemm(tm, dep, false, n.arc.of(n.params.value), false)
	scores := h.scores.zeroed(length, length+1)
	w.scratch.gemm(scores, tm, false, head, true)
	for t := range length {
		scores.row(t)[t+1] = never
	}
	return scores
}

func (w *pass) arcs(n *network, rank int, heads []int32, weight float32) {
	h := &w.heads
	scores := w.arcVectors(n, rank)
	length, a := scores.rows, n.opt.Arc
	for t := range length {
		row := scores.row(t)
		w.pick(arcsTask, append([]float32(nil), row...), row, int(heads[t]), weight)
	}
	dt, dhead, ddep := h.dt.zeroed(length, a), h.dhead.zeroed(length+1, a), h.ddep.zeroed(length, a)
	w.scratch.gemm(dt, scores, false, h.head, false)
	w.scratch.gemm(dhead, scores, true, h.t, false)
	w.scratch.gemm(ddep, dt, false, n.arc.of(n.params.value), true)
	w.scratch.gemm(n.arc.of(w.grad), h.dep, true, dt, false)
	axpy(1, dhead.row(0), n.rootArc.of(w.grad).data)
	for t := range length {
		axpy(1, dt.row(t), n.arcBias.of(w.grad).data)
		d := w.dp.row(w.layout.row(rank, t))
		axpy(1, ddep.row(t), d[:a])
		axpy(1, dhead.row(t+1), d[n.columns.arcHead:][:a])
	}
}

// relationScores scores the relations of a sentence's words to their heads.
func (w *pass) relationScores(n *network, rank int, heads []int32) matrix {
	length, r := w.layout.lengths[rank], n.opt.Relation
	hidden := w.heads.hidden.shaped(length, r)
	root := n.rootRel.of(n.params.value).data
	for t := range length {
		row := hidden.row(t)
		copy(row, w.p.row(w.layout.row(rank, t))[n.columns.relDep:])
		from := root
		if heads[t] > 0 {
			from = w.p.row(w.layout.row(rank, int(heads[t])-1))[n.columns.relHead:][:r]
		}
		axpy(1, from, row)
		for k := range row {
			row[k] = max(row[k], 0)
		}
	}
	logits := w.heads.logits.shaped(length, len(n.labels.relations))
	bias := n.relBia.of(n.params.value).data
	for t := range length {
		copy(logits.row(t), bias)
	}
	w.scratch.gemm(logits, hidden, false, n.relOut.of(n.params.value), false)
	return logits
}

func (w *pass) relations(n *network, rank int, e *example, weight float32) {
	logits := w.relationScores(n, rank, e.heads)
	length, r := logits.rows, n.opt.Relation
	bias := n.relBia.of(w.grad).data
	for t := range length {
		row := logits.row(t)
		if e.relations[t] < 0 {
			clear(row)
			continue
		}
		w.pick(relationsTask, append([]float32(nil), row...), row, int(e.relations[t]), weight)
		for k, v := range row {
			bias[k] += v
		}
	}
	w.scratch.gemm(n.relOut.of(w.grad), w.heads.hidden, true, logits, false)
	d := w.heads.dhidden.zeroed(length, r)
	w.scratch.gemm(d, logits, false, n.relOut.of(n.params.value), true)
	for t := range length {
		row := d.row(t)
		for k, v := range w.heads.hidden.row(t) {
			if v <= 0 {
				row[k] = 0
			}
		}
		axpy(1, row, w.dp.row(w.layout.row(rank, t))[n.columns.relDep:][:r])
		to := n.rootRel.of(w.grad).data
		if e.heads[t] > 0 {
			to = w.dp.row(w.layout.row(rank, int(e.heads[t])-1))[n.columns.relHead:][:r]
		}
		axpy(1, row, to)
	}
}

// nameScores collects a sentence's scores of name labels.
func (w *pass) nameScores(n *network, rank int) matrix {
	length, k := w.layout.lengths[rank], len(n.labels.names)
	scores := w.heads.names.shaped(length, k)
	for t := range length {
		copy(scores.row(t), w.p.row(w.layout.row(rank, t))[n.columns.names:][:k])
	}
	return scores
}

func (w *pass) nameLoss(n *network, rank int, e *example, weight float32) {
	scores := w.nameScores(n, rank)
	at := n.columns.names
	w.losses.sums[namesTask] += n.chain.loss(scores, e.names, n.params.value, w.grad, weight, &w.heads.chainMemory)
	w.losses.words[namesTask] += scores.rows
	for t := range scores.rows {
		copy(w.dp.row(w.layout.row(rank, t))[at:], scores.row(t))
	}
}
