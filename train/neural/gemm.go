package neural

import "math"

// mr and nr are the rows and columns that the micro-kernel holds in registers,
// and kc how many products it adds before it writes (Goto and van de Geijn 2008).
const (
	mr, nr = 6, 16
	kc     = 256
)

// matrix is a row-major matrix without gaps.
type matrix struct {
	rows, cols int
	data       []float32
}

func newMatrix(rows, cols int) matrix {
	return matrix{rows, cols, make([]float32, rows*cols)}
}

func (m matrix) row(i int) []float32 { return m.data[i*m.cols:][:m.cols:m.cols] }

// slice returns rows i to j as a matrix over the same numbers.
func (m matrix) slice(i, j int) matrix { return matrix{j - i, m.cols, m.data[i*m.cols : j*m.cols]} }

// shaped returns a matrix of a shape over m's memory where that is enough, with
// undefined content.
func (m *matrix) shaped(rows, cols int) matrix {
	if cap(m.data) < rows*cols {
		m.data = make([]float32, rows*cols+rows*cols/4)
	}
	m.rows, m.cols, m.data = rows, cols, m.data[:rows*cols]
	return *m
}

// zeroed is shaped with zeros in it.
func (m *matrix) zeroed(rows, cols int) matrix {
	m.shaped(rows, cols)
	clear(m.data)
	return *m
}

// packed is the right factor of a product in the order the kernel reads it: for
// each block of kc rows, panels of nr columns, filled up with zeros.
type packed struct {
	k, n int
	data []float32
}

// pack lays out b, or its transpose, anew.
func (p *packed) pack(b matrix, transposed bool) {
	p.k, p.n = b.rows, b.cols
	if transposed {
		p.k, p.n = b.cols, b.rows
	}
	panels := (p.n + nr - 1) / nr
	if size := p.k * panels * nr; cap(p.data) < size {
		p.data = make([]float32, size+size/4)
	} else {
		p.data = p.data[:size]
	}
	out := p.data[:p.k*panels*nr]
	for k0 := 0; k0 < p.k; k0 += kc {
		k1 := min(k0+kc, p.k)
		for j := 0; j < p.n; j += nr {
			width := min(nr, p.n-j)
			for k := k0; k < k1; k++ {
				dst := out[:nr]
				out = out[nr:]
				if transposed {
					for x := range width {
						dst[x] = b.data[(j+x)*b.cols+k]
					}
				} else {
					copy(dst, b.data[k*b.cols+j:][:width])
				}
				clear(dst[width:])
			}
		}
	}
}

// scratch is the memory of products in flight; each worker has its own.
type scratch struct {
	b    packed
	a    []float32
	edge [mr * nr]float32
}

// gemm adds a*b to c; ta and tb say which factor is transposed.
func (s *scratch) gemm(c, a matrix, ta bool, b matrix, tb bool) {
	s.b.pack(b, tb)
	s.gemmPacked(c, a, ta, &s.b)
}

// gemmPacked adds a*b to c.
func (s *scratch) gemmPacked(c, a matrix, ta bool, b *packed) {
	m, k := a.rows, a.cols
	if ta {
		m, k = k, m
	}
	if k != b.k || c.rows != m || c.cols != b.n {
		panic("neural: shapes of a product do not fit")
	}
	if s.a == nil {
		s.a = make([]float32, mr*kc)
	}
	panels := (b.n + nr - 1) / nr
	for k0 := 0; k0 < k; k0 += kc {
		depth := min(kc, k-k0)
		block := b.data[k0*panels*nr:]
		for i := 0; i < m; i += mr {
			s.packA(a, ta, i, k0, depth, m)
			for p := range panels {
				s.tile(c, i, p*nr, depth, &block[p*depth*nr])
			}
		}
	}
}

// packA lays out mr rows of a, filled up with zeros.
func (s *scratch) packA(a matrix, ta bool, i, k0, depth, m int) {
	height := min(mr, m-i)
	if height < mr {
		clear(s.a)
	}
	if ta {
		for k := range depth {
			copy(s.a[k*mr:], a.data[(k0+k)*a.cols+i:][:height])
		}
		return
	}
	for r := range height {
		for k, v := range a.data[(i+r)*a.cols+k0:][:depth] {
			s.a[k*mr+r] = v
		}
	}
}

// tile adds one product of panels to c at (i, j).
func (s *scratch) tile(c matrix, i, j, depth int, b *float32) {
	if i+mr <= c.rows && j+nr <= c.cols {
		microKernel(depth, &s.a[0], b, &c.data[i*c.cols+j], c.cols)
		return
	}
	clear(s.edge[:])
	microKernel(depth, &s.a[0], b, &s.edge[0], nr)
	for r := range min(mr, c.rows-i) {
		dst := c.data[(i+r)*c.cols+j:][:min(nr, c.cols-j)]
		for x := range dst {
			dst[x] += s.edge[r*nr+x]
		}
	}
}

func sqrt32(x float32) float32 { return float32(math.Sqrt(float64(x))) }
