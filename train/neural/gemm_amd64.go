//go:build !purego

package neural

//go:noescape
func kernel6x16(k int, a, b, c *float32, stride int)

//go:noescape
func axpy8(n int, s float32, x, y *float32)

//go:noescape
func dot8(n int, x, y *float32) float32
