//go:build !purego

package nlp

import "golang.org/x/sys/cpu"

// hasKernels reports whether this processor can run the kernels.
func hasKernels() bool { return cpu.X86.HasAVX2 }
