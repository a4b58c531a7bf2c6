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

// A model file: magic, the format's version, the kind of layer, the feature
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
	if h.Labels != uint32(len(names)) || bits.OnesCount32(h.Buckets) != 1 || h.Buckets > MaxBuckets || len(rest) != len(names)+size+sha256.Size || string(rest[:len(names)]) != names {
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

// Encode writes a model file from the tagger's weights: a row of one weight for
// each tag, for each of a power of two of buckets.
func Encode(rows []int8) ([]byte, error) {
	buckets := len(rows) / int(tagCount)
	if buckets*int(tagCount) != len(rows) || bits.OnesCount(uint(buckets)) != 1 || buckets > MaxBuckets {
		return nil, fmt.Errorf("encode model: %w: %d weights are no power of two of rows of %d, or too many", hearsay.ErrInvalid, len(rows), tagCount)
	}
	names := strings.Join(labels[:], " ")
	out := []byte(magic)
	out, _ = binary.Append(out, binary.LittleEndian, header{formatVersion, tagsKind, featureVersion, uint32(buckets), uint32(len(names))})
	out = append(out, names...)
	for i, w := range rows {
		out = append(out, byte(w))
		if (i+1)%int(tagCount) == 0 {
			out = append(out, make([]byte, stride-int(tagCount))...)
		}
	}
	sum := sha256.Sum256(out)
	return append(out, sum[:]...), nil
}

// MaxBuckets is the most rows of weights a model may have.
const MaxBuckets = 1 << 22

// TagCount is the number of tags, the length of a row of weights.
const TagCount = int(tagCount)

// FeatureCount is the number of rows a decision adds up.
const FeatureCount = features
