package store

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"io"

	"hearsay"
)

// CaptureKey identifies a capture: a hash of its bytes, the address that answered,
// the format, and what was known of it for certain. The time, the name by which it
// was asked for and what a feed hinted at make no other capture.
func CaptureKey(c *hearsay.Capture) [sha256.Size]byte {
	h := sha256.New()
	io.WriteString(h, "hearsay capture 1\n")
	known, _ := json.Marshal(c.Known) // strings only: it cannot fail
	for _, field := range []string{c.SHA256, c.URL(), string(c.Format), string(known)} {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(field)))
		h.Write(n[:])
		io.WriteString(h, field)
	}
	return [sha256.Size]byte(h.Sum(nil))
}
