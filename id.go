package hearsay

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io"
)

// DocumentID is the id of a document: "sha256:" and the hash of its text,
// address and outlet. Each field is preceded by its length in bytes, so that no
// two triples give the same input to the hash.
func DocumentID(text, url, outlet string) string {
	h := sha256.New()
	io.WriteString(h, "hearsay document 1\n")
	for _, field := range []string{text, url, outlet} {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(field)))
		h.Write(n[:])
		io.WriteString(h, field)
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}
