package neural

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

func randomMatrix(r *rand.Rand, rows, cols int) matrix {
	m := newMatrix(rows, cols)
	for i := range m.data {
		m.data[i] = float32(r.NormFloat64())
	}
	return m
}

func TestGemm(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var s scratch
	for _, shape := range [][3]int{{1, 1, 1}, {6, 16, 256}, {7, 17, 257}, {13, 40, 600}, {64, 128, 128}} {
		m, n, k := shape[0], shape[1], shape[2]
		for flags := range 4 {
			ta, tb := flags&1 != 0, flags&2 != 0
			a, b := randomMatrix(r, m, k), randomMatrix(r, k, n)
			c := randomMatrix(r, m, n)
			want := make([]float64, m*n)
			for i := range m {
				for j := range n {
					want[i*n+j] = float64(c.data[i*n+j])
					for x := range k {
						want[i*n+j] += float64(a.data[i*k+x]) * float64(b.data[x*n+j])
					}
				}
			}
			s.gemm(c, transposedIf(a, ta), ta, transposedIf(b, tb), tb)
			for i, v := range c.data {
				if math.Abs(float64(v)-want[i]) > 1e-3 {
					t.Fatalf("%v %v %v: c[%d] = %v, want %v", shape, ta, tb, i, v, want[i])
				}
			}
		}
	}
}

func transposedIf(m matrix, yes bool) matrix {
	if !yes {
		return m
	}
	t := newMatrix(m.cols, m.rows)
	for i := range m.rows {
		for j := range m.cols {
			t.data[j*m.rows+i] = m.data[i*m.cols+j]
		}
	}
	return t
}

func BenchmarkGemm(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, shape := range [][3]int{{64, 512, 128}, {1500, 512, 128}, {128, 512, 1500}, {1500, 512, 512}} {
		m, n, k := shape[0], shape[1], shape[2]
		b.Run(fmt.Sprintf("%dx%dx%d", m, n, k), func(b *testing.B) {
			a, w, c := randomMatrix(r, m, k), randomMatrix(r, k, n), newMatrix(m, n)
			var s scratch
			for b.Loop() {
				s.gemm(c, a, false, w, false)
			}
			b.ReportMetric(2*float64(m*n*k)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
		})
	}
}
