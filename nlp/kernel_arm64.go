//go:build !purego

package nlp

// hasKernels reports whether this processor can run the kernels: vectors are part of
// every arm64.
func hasKernels() bool { return true }
