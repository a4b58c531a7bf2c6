package nlp

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/bits"

	"hearsay"
)

// A splitter's section: magic, format and feature version, for each layer its bias
// and number of weights, the number of habits, the weights, the habits, and the
// SHA-256 of all that, little-endian.
const (
	splitMagic    = "hearsay split\n"
	splitFormat   = 1
	splitFeatures = 1
)

// MaxSplitSection is the most bytes a splitter's section may have.
const MaxSplitSection = 1 << 20

type splitHeader struct {
	Format, Features uint32
	Layers           [layerCount]struct {
		Bias int32
		Size uint32 // weights, a power of two
	}
	Habits uint32 // a power of two, or 0
}

// SplitWeights is what a splitter has learnt.
type SplitWeights struct {
	Weights [LayerCount][]int8 // of each layer: a power of two of them
	Bias    [LayerCount]int32  // is added to the sum of a decision
	Habits  Habits             // a power of two of them, or none
}

// EncodeSplitter writes the section that LoadSplitter reads. It fails with
// ErrInvalid for sizes that are no power of two and for too many weights.
func EncodeSplitter(w SplitWeights) ([]byte, error) {
	h := splitHeader{Format: splitFormat, Features: splitFeatures, Habits: uint32(len(w.Habits))}
	for i := range w.Weights {
		h.Layers[i].Bias, h.Layers[i].Size = w.Bias[i], uint32(len(w.Weights[i]))
	}
	if size, ok := h.size(); !ok || size > MaxSplitSection {
		return nil, fmt.Errorf("encode splitter: %w: sizes that are no powers of two, or more than %d bytes", hearsay.ErrInvalid, MaxSplitSection)
	}
	out := []byte(splitMagic)
	out, _ = binary.Append(out, binary.LittleEndian, h)
	for _, layer := range w.Weights {
		for _, v := range layer {
			out = append(out, byte(v))
		}
	}
	out, _ = binary.Append(out, binary.LittleEndian, []uint16(w.Habits))
	sum := sha256.Sum256(out)
	return append(out, sum[:]...), nil
}

// size is the length of the whole section; false where a part has none that fits.
func (h *splitHeader) size() (int, bool) {
	n := len(splitMagic) + binary.Size(h) + sha256.Size
	for _, l := range h.Layers {
		if bits.OnesCount32(l.Size) != 1 || l.Size > MaxSplitSection {
			return 0, false
		}
		n += int(l.Size)
	}
	if bits.OnesCount32(h.Habits) > 1 || h.Habits > MaxSplitSection {
		return 0, false
	}
	return n + 2*int(h.Habits), true
}

// LoadSplitter reads a section that EncodeSplitter has written. Its weights are not
// copied. It fails with ErrUnsupported for foreign and future sections and
// ErrInvalid for damaged ones.
func LoadSplitter(section []byte) (*Splitter, error) {
	rest, ok := bytes.CutPrefix(section, []byte(splitMagic))
	if !ok {
		return nil, fmt.Errorf("load splitter: %w: this is no splitter", hearsay.ErrUnsupported)
	}
	var h splitHeader
	n, err := binary.Decode(rest, binary.LittleEndian, &h)
	if err != nil {
		return nil, fmt.Errorf("load splitter: %w: it ends in its header", hearsay.ErrInvalid)
	}
	if h.Format != splitFormat || h.Features != splitFeatures {
		return nil, fmt.Errorf("load splitter: %w: format %d with features %d; this program reads format %d with features %d", hearsay.ErrUnsupported, h.Format, h.Features, splitFormat, splitFeatures)
	}
	if size, ok := h.size(); !ok || size != len(section) {
		return nil, fmt.Errorf("load splitter: %w: its parts do not fit its header; it is cut short or changed", hearsay.ErrInvalid)
	}
	body := len(section) - sha256.Size
	if sum := sha256.Sum256(section[:body]); !bytes.Equal(sum[:], section[body:]) {
		return nil, fmt.Errorf("load splitter: %w: its checksum does not fit; it is damaged", hearsay.ErrInvalid)
	}
	rest = rest[n:]
	s := &Splitter{habits: make(Habits, h.Habits)}
	for i, l := range h.Layers {
		s.layers[i] = splitLayer{mask: l.Size - 1, bias: l.Bias, weights: rest[:l.Size]}
		rest = rest[l.Size:]
	}
	for i := range s.habits {
		s.habits[i] = binary.LittleEndian.Uint16(rest[2*i:])
	}
	return s, nil
}
