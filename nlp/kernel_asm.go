//go:build (amd64 || arm64) && !purego

package nlp

// The kernels of the processor; each says its contract beside its code.

//go:noescape
func mul4x16(pairs int, a *int16, aStride int, b *int16, c *int32, cStride int)

//go:noescape
func mul1x16(pairs int, a *int16, b *int16, c *int32)

//go:noescape
func dots4(blocks int, a *int16, b *int16, bStride int, c *int32)

//go:noescape
func cells8(groups, hidden int, sums *int32, scale *float32, cell *float32, h *int16)
