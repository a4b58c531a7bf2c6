package nlp

import "math"

// The arithmetic of the encoder. Products are of 16-bit numbers, added in 32 bits,
// so that their order does not matter; what is done in floats is done one number at
// a time, every operation rounded by itself. So the kernels of an architecture and
// the plain code give the same bits.

// panelWidth is how many columns of weights lie side by side.
const panelWidth = 16

// panels are weights of inputs × outputs, in panels of panelWidth outputs: for
// every two inputs in turn, the two weights of each output of the panel. Both
// numbers are filled up with zeros, inputs to a multiple of two.
type panels struct {
	inputs, outputs int
	weights         []int16
}

// newPanels lays out weights that stand input by input.
func newPanels(inputs, outputs int, weight func(in, out int) int16) panels {
	pairs, count := (inputs+1)/2, (outputs+panelWidth-1)/panelWidth
	p := panels{2 * pairs, panelWidth * count, make([]int16, 2*pairs*panelWidth*count)}
	for in := range inputs {
		for out := range outputs {
			p.weights[((out/panelWidth*pairs+in/2)*panelWidth+out%panelWidth)*2+in%2] = weight(in, out)
		}
	}
	return p
}

// grid is a row-major matrix whose rows may lie apart.
type grid[T int16 | int32 | float32] struct {
	data   []T
	stride int
}

func (g grid[T]) row(i, width int) []T { return g.data[i*g.stride:][:width:width] }

// from is the rows from i on.
func (g grid[T]) from(i int) grid[T] { return grid[T]{g.data[i*g.stride:], g.stride} }

// shaped lends rows of a width; their content is undefined.
func (g *grid[T]) shaped(rows, width int) grid[T] {
	g.data, g.stride = grown(g.data, rows*width), width
	return *g
}

// machine does the arithmetic, by the kernels where the processor has them.
type machine struct{ kernels bool }

// multiply adds a*p to the rows of c.
func (m machine) multiply(c grid[int32], a grid[int16], rows int, p *panels) {
	if rows == 0 {
		return
	}
	_ = c.data[(rows-1)*c.stride+p.outputs-1]
	_ = a.data[(rows-1)*a.stride+p.inputs-1]
	if !m.kernels {
		multiplyPlain(c, a, rows, p)
		return
	}
	pairs := p.inputs / 2
	for out := 0; out < p.outputs; out += panelWidth {
		w := &p.weights[out*p.inputs]
		i := 0
		for ; i+4 <= rows; i += 4 {
			mul4x16(pairs, &a.data[i*a.stride], 2*a.stride, w, &c.data[i*c.stride+out], 4*c.stride)
		}
		for ; i < rows; i++ {
			mul1x16(pairs, &a.data[i*a.stride], w, &c.data[i*c.stride+out])
		}
	}
}

func multiplyPlain(c grid[int32], a grid[int16], rows int, p *panels) {
	for out := 0; out < p.outputs; out += panelWidth {
		w := p.weights[out*p.inputs:][:panelWidth*p.inputs]
		for i := range rows {
			sums := c.data[i*c.stride+out:][:panelWidth]
			in := a.data[i*a.stride:][:p.inputs]
			for k := 0; k < len(in); k += 2 {
				x, y := int32(in[k]), int32(in[k+1])
				if x|y == 0 {
					continue
				}
				row := w[k*panelWidth:][:2*panelWidth]
				for j := range sums {
					sums[j] += x*int32(row[2*j]) + y*int32(row[2*j+1])
				}
			}
		}
	}
}

// dots writes the inner products of a with the rows of b.
func (m machine) dots(dst []int32, a []int16, b grid[int16], rows int) {
	width := len(a)
	_, _ = dst[rows-1], b.data[(rows-1)*b.stride+width-1]
	i := 0
	if m.kernels && width%16 == 0 {
		for ; i+4 <= rows; i += 4 {
			dots4(width/16, &a[0], &b.data[i*b.stride], 2*b.stride, &dst[i])
		}
	}
	for ; i < rows; i++ {
		row := b.row(i, width)
		sum := int32(0)
		for k, v := range a {
			sum += int32(v) * int32(row[k])
		}
		dst[i] = sum
	}
}

// StateUnit is what stands for 1 in the output of a cell.
const StateUnit = 4096

// cells makes one step of len(cell) memory cells: sums and scale are of the gates,
// input, forget, output, candidate, each as long as cell. scale takes half a sum of
// the first three gates to its value, and the sum of the candidate. cell is the state
// and becomes the next one; h becomes the output, in units of StateUnit.
func (m machine) cells(sums []int32, scale, cell []float32, h []int16) {
	n := len(cell)
	_, _, _ = sums[4*n-1], scale[4*n-1], h[n-1]
	if m.kernels && n%8 == 0 {
		cells8(n/8, n, &sums[0], &scale[0], &cell[0], &h[0])
		return
	}
	for k, past := range cell {
		in := sigmoid(float32(sums[k]) * scale[k])
		forget := sigmoid(float32(sums[n+k]) * scale[n+k])
		out := sigmoid(float32(sums[2*n+k]) * scale[2*n+k])
		candidate := squash(float32(sums[3*n+k]) * scale[3*n+k])
		c := float32(in*candidate) + float32(forget*past)
		cell[k] = c
		h[k] = int16(nearest(float32(squash(c)*out) * StateUnit))
	}
}

// squash is a rational function close to tanh, exactly 1 from 3 on. Conversions
// keep the compiler from fusing an operation with the next.
func squash(x float32) float32 {
	x = min(3, max(-3, x))
	xx := float32(x * x)
	return float32(x*float32(xx+27)) / float32(float32(xx*9)+27)
}

// sigmoid is the logistic function of twice x, by squash.
func sigmoid(x float32) float32 { return float32(float32(squash(x)*0.5) + 0.5) }

// nearest is the whole number nearest to x, of two the even one, for |x| < 2^22.
func nearest(x float32) int32 {
	const magic = 3 << 22
	return int32(math.Float32bits(float32(x+magic))) - 0x4b400000
}
