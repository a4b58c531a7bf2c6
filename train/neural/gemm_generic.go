//go:build !amd64 || purego

package neural

func kernel6x16(k int, a, b, c *float32, stride int) { panic("no kernel") }

func axpy8(n int, s float32, x, y *float32) { panic("no kernel") }

func dot8(n int, x, y *float32) float32 { panic("no kernel") }

func hasKernels() bool { return false }
