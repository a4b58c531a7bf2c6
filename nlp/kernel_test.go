package nlp

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func randomShorts(r *rand.Rand, n, most int) []int16 {
	out := make([]int16, n)
	for i := range out {
		out[i] = int16(r.IntN(2*most+1) - most)
	}
	return out
}

// TestKernelsAgree holds the kernels of this machine against the plain code.
func TestKernelsAgree(t *testing.T) {
	if !hasKernels() {
		t.Skip("no kernels for this processor")
	}
	r := rand.New(rand.NewPCG(1, 9))
	plain, fast := machine{}, machine{kernels: true}
	for round := range 60 {
		rows, in, out := 1+round%9, 2*(1+r.IntN(70)), 1+r.IntN(50)
		p := newPanels(in, out, func(int, int) int16 { return int16(r.IntN(4001) - 2000) })
		a := grid[int16]{randomShorts(r, rows*(in+3), 4096), in + 3}
		c := grid[int32]{make([]int32, rows*(p.outputs+2)), p.outputs + 2}
		for i := range c.data {
			c.data[i] = int32(r.IntN(1000))
		}
		d := grid[int32]{slices.Clone(c.data), c.stride}
		plain.multiply(c, a, rows, &p)
		fast.multiply(d, a, rows, &p)
		if !slices.Equal(c.data, d.data) {
			t.Fatalf("multiply %d×%d×%d differs", rows, in, out)
		}
		width := 16 * (1 + r.IntN(8))
		x, b := randomShorts(r, width, 4095), grid[int16]{randomShorts(r, rows*width, 4095), width}
		u, v := make([]int32, rows), make([]int32, rows)
		plain.dots(u, x, b, rows)
		fast.dots(v, x, b, rows)
		if !slices.Equal(u, v) {
			t.Fatalf("dots of %d rows differ: %v, %v", rows, u, v)
		}
		cellsAgree(t, r, 8*(1+r.IntN(20)))
	}
}

func cellsAgree(t *testing.T, r *rand.Rand, n int) {
	t.Helper()
	sums, scale := make([]int32, 4*n), make([]float32, 4*n)
	for i := range sums {
		sums[i], scale[i] = int32(r.NormFloat64()*100000), float32(r.ExpFloat64()/50000)
	}
	c1 := make([]float32, n)
	for i := range c1 {
		c1[i] = float32(r.NormFloat64())
	}
	c2 := slices.Clone(c1)
	h1, h2 := make([]int16, n), make([]int16, n)
	machine{}.cells(sums, scale, c1, h1)
	machine{kernels: true}.cells(sums, scale, c2, h2)
	if !slices.Equal(c1, c2) || !slices.Equal(h1, h2) {
		t.Fatalf("cells differ for %d", n)
	}
}

func BenchmarkMultiply(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 9))
	p := newPanels(256, 512, func(int, int) int16 { return int16(r.IntN(4001) - 2000) })
	a := grid[int16]{randomShorts(r, 64*256, 4096), 256}
	c := grid[int32]{make([]int32, 64*512), 512}
	m := machine{kernels: hasKernels()}
	for b.Loop() {
		m.multiply(c, a, 64, &p)
	}
	b.ReportMetric(64*256*512*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
}

func BenchmarkCells(b *testing.B) {
	n := 128
	sums, scale, c, h := make([]int32, 4*n), make([]float32, 4*n), make([]float32, n), make([]int16, n)
	for i := range sums {
		sums[i], scale[i] = int32(i*1000), 1e-5
	}
	m := machine{kernels: hasKernels()}
	for b.Loop() {
		m.cells(sums, scale, c, h)
	}
}
