package nlp

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/bits"
	"strings"

	"hearsay"
)

// A model file of format 1: magic, the format's version, the kind of layer, the feature
// version, the number of buckets, the labels, the weights, and the SHA-256 of all
// that, little-endian.
const (
	magic          = "hearsay model\n"
	formatVersion  = 1
	featureVersion = 1
)

// tagsKind is the kind of a model of part-of-speech tags.
var tagsKind = [8]byte{'t', 'a', 'g', 's'}

// Model is a loaded model file.
type Model struct {
	sum    string
	tags   tagger
	layers *layers
}

// SHA256 is the hash of the model file, in hexadecimal.
func (m *Model) SHA256() string { return m.sum }

// header is the fixed part of a model file after the magic.
type header struct {
	Format                    uint32
	Kind                      [8]byte // a word, filled up with zeros
	Features, Buckets, Labels uint32
}

// Load reads a model file. Its weights are not copied. It fails with
// ErrUnsupported for foreign and future files and ErrInvalid for damaged ones.
func Load(file []byte) (*Model, error) {
	if !bytes.HasPrefix(file, []byte(magic)) {
		return nil, fmt.Errorf("load model: %w: this is no hearsay model file", hearsay.ErrUnsupported)
	}
	rest := file[len(magic):]
	if len(rest) >= 4 && binary.LittleEndian.Uint32(rest) == layersFormat {
		return loadLayers(file)
	}
	var h header
	if n, err := binary.Decode(rest, binary.LittleEndian, &h); err != nil {
		return nil, fmt.Errorf("load model: %w: the file ends in its header", hearsay.ErrInvalid)
	} else {
		rest = rest[n:]
	}
	if h.Format == formatVersion && h.Kind != tagsKind {
		return nil, fmt.Errorf("load model: %w: a model of %q; this program reads %q", hearsay.ErrUnsupported, bytes.TrimRight(h.Kind[:], "\x00"), "tags")
	}
	if h.Format != formatVersion || h.Features != featureVersion {
		return nil, fmt.Errorf("load model: %w: format %d with features %d; this program reads formats %d and %d with features %d", hearsay.ErrUnsupported, h.Format, h.Features, formatVersion, layersFormat, featureVersion)
	}
	names := strings.Join(labels[:], " ")
	size := int(h.Buckets) * stride
	if h.Labels != uint32(len(names)) || bits.OnesCount32(h.Buckets) != 1 || h.Buckets > maxBuckets || len(rest) != len(names)+size+sha256.Size || string(rest[:len(names)]) != names {
		return nil, fmt.Errorf("load model: %w: its parts do not fit its header; the file is cut short or changed", hearsay.ErrInvalid)
	}
	body := len(file) - sha256.Size
	if sum := sha256.Sum256(file[:body]); !bytes.Equal(sum[:], file[body:]) {
		return nil, fmt.Errorf("load model: %w: its checksum does not fit; the file is damaged", hearsay.ErrInvalid)
	}
	whole := sha256.Sum256(file)
	m := &Model{sum: hex.EncodeToString(whole[:]), tags: tagger{mask: h.Buckets - 1, rows: rest[len(names) : len(names)+size]}}
	return m, nil
}

// maxBuckets is the most rows of weights a model may have.
const maxBuckets = 1 << 22
