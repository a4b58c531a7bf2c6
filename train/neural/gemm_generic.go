//go:build !amd64 || purego

package neural

import "unsafe"

func kernel6x16(k int, a, b, c *float32, stride int) {
	as, bs := unsafe.Slice(a, k*mr), unsafe.Slice(b, k*nr)
	cs := unsafe.Slice(c, (mr-1)*stride+nr)
	var sum [mr][nr]float32
	for p := range k {
		for i, x := range as[p*mr:][:mr] {
			for j, y := range bs[p*nr:][:nr] {
				sum[i][j] += x * y
			}
		}
	}
	for i := range sum {
		for j, v := range sum[i] {
			cs[i*stride+j] += v
		}
	}
}

func axpy8(n int, s float32, x, y *float32) {
	ys := unsafe.Slice(y, n)
	for i, v := range unsafe.Slice(x, n) {
		ys[i] += s * v
	}
}

func dot8(n int, x, y *float32) float32 {
	ys := unsafe.Slice(y, n)
	var sum float32
	for i, v := range unsafe.Slice(x, n) {
		sum += v * ys[i]
	}
	return sum
}
