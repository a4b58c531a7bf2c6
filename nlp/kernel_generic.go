//go:build (!amd64 && !arm64) || purego

package nlp

func mul4x16(pairs int, a *int16, aStride int, b *int16, c *int32, cStride int) { panic("no kernel") }

func mul1x16(pairs int, a *int16, b *int16, c *int32) { panic("no kernel") }

func dots4(blocks int, a *int16, b *int16, bStride int, c *int32) { panic("no kernel") }

func cells8(groups, hidden int, sums *int32, scale *float32, cell *float32, h *int16) {
	panic("no kernel")
}

func hasKernels() bool { return false }
