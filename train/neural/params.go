package neural

import (
	"math"
	"math/rand/v2"
	"sync"
)

// tensor is a matrix within a vector of parameters or of their gradients.
type tensor struct{ at, rows, cols int }

func (t tensor) of(all []float32) matrix {
	return matrix{t.rows, t.cols, all[t.at : t.at+t.rows*t.cols]}
}

// params are the dense parameters of a network and the state of Adam (Kingma and
// Ba 2015) over them.
type params struct {
	value, average  []float32
	moment, squares []float32
	step            int
}

// add makes room for a matrix of Gaussian numbers.
func (p *params) add(rows, cols int, deviation float64, rnd *rand.Rand) tensor {
	t := tensor{len(p.value), rows, cols}
	for range rows * cols {
		p.value = append(p.value, float32(deviation*rnd.NormFloat64()))
	}
	return t
}

// glorot makes room for a matrix of the deviation of Glorot and Bengio (2010).
func (p *params) glorot(rows, cols int, rnd *rand.Rand) tensor {
	return p.add(rows, cols, math.Sqrt(2/float64(rows+cols)), rnd)
}

const (
	beta1, beta2 = 0.9, 0.98
	epsilon      = 1e-8
)

// learn makes one step of Adam with the sum of the workers' gradients, cut to a
// norm, and clears them. decay is of the running average of the values.
func (p *params) learn(rate, norm, decay float32, grads [][]float32) {
	if p.moment == nil {
		p.moment, p.squares = make([]float32, len(p.value)), make([]float32, len(p.value))
		p.average = append([]float32(nil), p.value...)
	}
	p.step++
	size := len(p.value)
	var sums [halves]float64
	p.spread(size, func(part, i, j int) {
		sum, first := 0.0, grads[0]
		for k := i; k < j; k++ {
			v := first[k]
			for _, g := range grads[1:] {
				v += g[k]
				g[k] = 0
			}
			first[k] = v
			sum += float64(v * v)
		}
		sums[part] = sum
	})
	total := 0.0
	for _, s := range sums {
		total += s
	}
	scale := float32(1)
	if length := float32(math.Sqrt(total)); length > norm {
		scale = norm / length
	}
	b1, b2 := 1-math.Pow(beta1, float64(p.step)), 1-math.Pow(beta2, float64(p.step))
	by := rate * float32(math.Sqrt(b2)/b1)
	decay = min(decay, float32(p.step)/float32(p.step+10))
	p.spread(size, func(_, i, j int) {
		first := grads[0]
		for k := i; k < j; k++ {
			g := scale * first[k]
			first[k] = 0
			p.moment[k] += (1 - beta1) * (g - p.moment[k])
			p.squares[k] += (1 - beta2) * (g*g - p.squares[k])
			p.value[k] -= by * p.moment[k] / (float32(math.Sqrt(float64(p.squares[k]))) + epsilon)
			p.average[k] += (1 - decay) * (p.value[k] - p.average[k])
		}
	})
}

// spread runs f over the parts of n numbers side by side.
func (p *params) spread(n int, f func(part, from, to int)) {
	var wg sync.WaitGroup
	for part := range halves {
		wg.Go(func() { f(part, part*n/halves, (part+1)*n/halves) })
	}
	wg.Wait()
}
