package neural

import "math"

// chain scores sequences of labels by a score of each label in its place and one
// of each step from label to label (Lafferty et al. 2001).
type chain struct {
	labels int
	steps  tensor // from × to; the last row is of the first label
	// forbidden are steps that BIO does not allow, from*labels+to.
	forbidden []bool
}

const never = float32(-1e4)

// step is the score of going from a label to another; the number of labels stands for
// what is before the first word.
func (c chain) step(steps matrix, from, to int) float32 {
	if c.forbidden[from*c.labels+to] {
		return never
	}
	return steps.row(from)[to]
}

// loss is minus the log-likelihood of the gold labels. It turns the scores (words
// × labels) into their gradient and adds that of the steps, both times weight.
func (c chain) loss(scores matrix, gold []int16, value, grad []float32, weight float32, memory *matrix) float64 {
	n, k := scores.rows, c.labels
	steps := c.steps.of(value)
	m := memory.shaped(2*n+1, k)
	alpha, beta := m.slice(0, n), m.slice(n, 2*n)
	c.sweep(scores, steps, alpha, beta, m.row(2*n))
	z := logSum(alpha.row(n - 1))
	loss := float64(z)
	previous := k
	for i := range n {
		loss -= float64(scores.row(i)[gold[i]] + c.step(steps, previous, int(gold[i])))
		previous = int(gold[i])
	}
	c.stepGradients(c.steps.of(grad), steps, scores, alpha, beta, z, gold, weight)
	for i := range n {
		row := scores.row(i)
		for j := range row {
			row[j] = weight * exp(alpha.row(i)[j]+beta.row(i)[j]-z)
		}
		row[gold[i]] -= weight
	}
	return loss
}

// sweep fills in the log-sums over all ways to each label, and on from it.
func (c chain) sweep(scores, steps, alpha, beta matrix, tmp []float32) {
	n, k := scores.rows, c.labels
	for j := range k {
		alpha.row(0)[j] = scores.row(0)[j] + c.step(steps, k, j)
		beta.row(n - 1)[j] = 0
	}
	for i := 1; i < n; i++ {
		for j := range k {
			for f := range k {
				tmp[f] = alpha.row(i - 1)[f] + c.step(steps, f, j)
			}
			alpha.row(i)[j] = logSum(tmp) + scores.row(i)[j]
		}
	}
	for i := n - 2; i >= 0; i-- {
		for f := range k {
			for j := range k {
				tmp[j] = beta.row(i + 1)[j] + c.step(steps, f, j) + scores.row(i + 1)[j]
			}
			beta.row(i)[f] = logSum(tmp)
		}
	}
}

func (c chain) stepGradients(d, steps, scores, alpha, beta matrix, z float32, gold []int16, weight float32) {
	k := c.labels
	for j := range k {
		d.row(k)[j] += weight * exp(alpha.row(0)[j]+beta.row(0)[j]-z)
	}
	d.row(k)[gold[0]] -= weight
	for i := 1; i < scores.rows; i++ {
		for f := range k {
			for j := range k {
				d.row(f)[j] += weight * exp(alpha.row(i - 1)[f]+c.step(steps, f, j)+scores.row(i)[j]+beta.row(i)[j]-z)
			}
		}
		d.row(int(gold[i-1]))[gold[i]] -= weight
	}
}

func exp(x float32) float32 { return float32(math.Exp(float64(x))) }

func logSum(v []float32) float32 {
	top := v[0]
	for _, x := range v[1:] {
		top = max(top, x)
	}
	sum := float32(0)
	for _, x := range v {
		sum += exp32(x - top)
	}
	return top + float32(math.Log(float64(sum)))
}
