//go:build !purego

package nlp

import "golang.org/x/sys/cpu"

// The kernels of kernel_amd64.s; each says its contract there.

//go:noescape
func mul4x16(pairs int, a *int16, aStride int, b *int16, c *int32, cStride int)

//go:noescape
func mul1x16(pairs int, a *int16, b *int16, c *int32)

//go:noescape
func dots4(blocks int, a *int16, b *int16, bStride int, c *int32)

//go:noescape
func cells8(groups, hidden int, sums *int32, scale *float32, cell *float32, h *int16)

// hasKernels reports whether this processor can run them.
func hasKernels() bool { return cpu.X86.HasAVX2 }
