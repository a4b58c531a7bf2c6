//go:build !purego

package neural

import "golang.org/x/sys/cpu"

// The kernels of gemm_amd64.s; each says its contract there.

//go:noescape
func kernel6x16(k int, a, b, c *float32, stride int)

//go:noescape
func axpy8(n int, s float32, x, y *float32)

//go:noescape
func dot8(n int, x, y *float32) float32

func hasKernels() bool { return cpu.X86.HasAVX2 && cpu.X86.HasFMA }
