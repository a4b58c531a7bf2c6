package neural

import "unsafe"

// fast tells whether the processor has the instructions of the kernels.
var fast = hasKernels()

// microKernel adds the product of a panel of a and one of b to mr × nr numbers of c,
// whose rows are stride numbers apart.
func microKernel(k int, a, b, c *float32, stride int) {
	if fast {
		kernel6x16(k, a, b, c, stride)
		return
	}
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

// axpy adds s*x to y; both have a multiple of 8 numbers.
func axpy(s float32, x, y []float32) {
	if len(x) == 0 {
		return
	}
	y = y[:len(x)]
	if fast {
		axpy8(len(x), s, &x[0], &y[0])
		return
	}
	for i, v := range x {
		y[i] += s * v
	}
}

// dot is the inner product of x and y, a multiple of 8 numbers each.
func dot(x, y []float32) float32 {
	if len(x) == 0 {
		return 0
	}
	y = y[:len(x)]
	if fast {
		return dot8(len(x), &x[0], &y[0])
	}
	var sum float32
	for i, v := range x {
		sum += v * y[i]
	}
	return sum
}
