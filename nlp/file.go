package nlp

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"unsafe"

	"hearsay"
)

// A model file of format 2: magic, the format's version, the kind "layers", the
// version of its features, the length of a description in JSON and that, the arrays
// of the description's order, each with its name and length, and the SHA-256 of all
// that; little-endian. Format 1 held the perceptron of Penn tags alone.
const (
	layersFormat   = 2
	layersFeatures = 1
)

var layersKind = [8]byte{'l', 'a', 'y', 'e', 'r', 's'}

// layersHeader is the fixed part of a file of format 2 after the magic.
type layersHeader struct {
	Format      uint32
	Kind        [8]byte
	Features    uint32
	Description uint32 // bytes
}

// arrayHeader stands before each array.
type arrayHeader struct {
	Name [24]byte // filled up with zeros
	Size uint32   // numbers
}

// Encode writes the model file. It fails with ErrInvalid where sizes do not fit.
func (w *Weights) Encode() ([]byte, error) {
	w.Depth = len(w.Layers)
	if err := w.check(); err != nil {
		return nil, fmt.Errorf("encode model: %w", err)
	}
	for _, t := range w.tensors() {
		if _, n := array(t.data); t.size >= 0 && n != t.size {
			return nil, fmt.Errorf("encode model: %w: %s has %d numbers, not %d", hearsay.ErrInvalid, t.name, n, t.size)
		}
	}
	if !w.fits() {
		return nil, fmt.Errorf("encode model: %w: its parts do not fit each other", hearsay.ErrInvalid)
	}
	return w.encode()
}

// encode writes the file whatever is in it.
func (w *Weights) encode() ([]byte, error) {
	description, err := json.Marshal(&w.Shape)
	if err != nil {
		return nil, fmt.Errorf("encode model: %w", err)
	}
	out := []byte(magic)
	out, _ = binary.Append(out, binary.LittleEndian, layersHeader{layersFormat, layersKind, layersFeatures, uint32(len(description))})
	out = append(out, description...)
	for _, t := range w.tensors() {
		numbers, n := array(t.data)
		h := arrayHeader{Size: uint32(n)}
		copy(h.Name[:], t.name)
		out, _ = binary.Append(out, binary.LittleEndian, h)
		if out, err = binary.Append(out, binary.LittleEndian, numbers); err != nil {
			return nil, fmt.Errorf("encode model: %s: %w", t.name, err)
		}
	}
	sum := sha256.Sum256(out)
	return append(out, sum[:]...), nil
}

// array returns the slice that p points to, and its length.
func array(p any) (numbers any, n int) {
	switch s := p.(type) {
	case *[]uint64:
		return *s, len(*s)
	case *[]int32:
		return *s, len(*s)
	case *[]float32:
		return *s, len(*s)
	case *[]int16:
		return *s, len(*s)
	case *[]int8:
		return *s, len(*s)
	case *[]byte:
		return *s, len(*s)
	}
	panic("nlp: no array of a model")
}

// loadLayers reads what follows the magic in a file of format 2.
func loadLayers(file []byte) (*Model, error) {
	rest := file[len(magic):]
	var h layersHeader
	n, err := binary.Decode(rest, binary.LittleEndian, &h)
	if err != nil {
		return nil, fmt.Errorf("load model: %w: the file ends in its header", hearsay.ErrInvalid)
	}
	if h.Kind != layersKind || h.Features != layersFeatures {
		return nil, fmt.Errorf("load model: %w: a model of %q with features %d; this program reads %q with features %d", hearsay.ErrUnsupported, bytes.TrimRight(h.Kind[:], "\x00"), h.Features, "layers", layersFeatures)
	}
	body := len(file) - sha256.Size
	if body < len(magic)+n {
		return nil, fmt.Errorf("load model: %w: the file is cut short", hearsay.ErrInvalid)
	}
	sum := sha256.New()
	sum.Write(file[:body])
	if !bytes.Equal(sum.Sum(nil), file[body:]) {
		return nil, fmt.Errorf("load model: %w: its checksum does not fit; the file is damaged or cut short", hearsay.ErrInvalid)
	}
	sum.Write(file[body:])
	w, err := decodeWeights(file[len(magic)+n:body], h.Description)
	if err != nil {
		return nil, fmt.Errorf("load model: %w", err)
	}
	l := w.layers()
	if l.split, err = LoadSplitter(w.Split); err != nil {
		return nil, fmt.Errorf("load model: %w", err)
	}
	return &Model{sum: hex.EncodeToString(sum.Sum(nil)), layers: l}, nil
}

func decodeWeights(rest []byte, description uint32) (*Weights, error) {
	var w Weights
	if uint64(description) > uint64(len(rest)) || json.Unmarshal(rest[:description], &w.Shape) != nil {
		return nil, fmt.Errorf("%w: its description cannot be read", hearsay.ErrInvalid)
	}
	if err := w.check(); err != nil {
		return nil, err
	}
	rest = rest[description:]
	for _, t := range w.tensors() {
		var h arrayHeader
		n, err := binary.Decode(rest, binary.LittleEndian, &h)
		if err != nil || string(bytes.TrimRight(h.Name[:], "\x00")) != t.name || t.size >= 0 && uint64(h.Size) != uint64(t.size) {
			return nil, fmt.Errorf("%w: its array %q does not fit its description", hearsay.ErrInvalid, t.name)
		}
		if rest, err = decodeArray(t.data, rest[n:], h.Size); err != nil {
			return nil, fmt.Errorf("%w: its array %q is cut short", hearsay.ErrInvalid, t.name)
		}
	}
	if len(rest) != 0 || !w.fits() {
		return nil, fmt.Errorf("%w: its parts do not fit its description", hearsay.ErrInvalid)
	}
	return &w, nil
}

// decodeArray reads so many numbers into *p and returns what follows them. Bytes are not
// copied.
func decodeArray(p any, data []byte, size uint32) ([]byte, error) {
	width := 1
	switch p.(type) {
	case *[]uint64:
		width = 8
	case *[]int32, *[]float32:
		width = 4
	case *[]int16:
		width = 2
	}
	if uint64(size) > uint64(len(data)/width) {
		return nil, hearsay.ErrInvalid
	}
	n := int(size)
	raw, rest := data[:n*width], data[n*width:]
	switch s := p.(type) {
	case *[]byte:
		*s = raw
		return rest, nil
	case *[]int8:
		if n > 0 {
			*s = unsafe.Slice((*int8)(unsafe.Pointer(&raw[0])), n)
		}
		return rest, nil
	case *[]uint64:
		*s = make([]uint64, n)
	case *[]int32:
		*s = make([]int32, n)
	case *[]float32:
		*s = make([]float32, n)
	case *[]int16:
		*s = make([]int16, n)
	}
	numbers, _ := array(p)
	_, err := binary.Decode(raw, binary.LittleEndian, numbers)
	return rest, err
}
