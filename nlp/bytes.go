package nlp

import "unsafe"

// asInt8 sees bytes as signed without copying them: the weights are embedded in
// the binary and stay where they are.
func asInt8(b []byte) []int8 {
	if len(b) == 0 {
		return nil
	}
	return unsafe.Slice((*int8)(unsafe.Pointer(&b[0])), len(b))
}
