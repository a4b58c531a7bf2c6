package hearsay

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// Capture is a page exactly as it was fetched or handed over, with what was
// known of it then. A capture and an extractor make one document, again and
// again the same.
type Capture struct {
	Input  string              // the name by which it was asked for: an address, a file, a line of a file
	URLs   []string            // the chain of addresses: the one asked for first, the one that answered last; nil for a file
	Time   time.Time           // when it was fetched or read
	Status int                 // of the HTTP answer; 0 for a file
	Header map[string][]string // of the HTTP answer, canonical names; nil for a file
	Format Format              // how the bytes are to be read
	Known  Known               // what a catalogue or a person says: takes the place of what the page says
	Hint   Known               // what a feed says: stands in where the page says nothing
	Data   []byte              // transfer encodings undone, else untouched
	SHA256 string              // of Data, in hexadecimal
}

// Format says how the bytes of a capture are to be read.
type Format string

// The formats of captures. AnyFormat is told by content, content type and name.
const (
	AnyFormat     Format = ""
	PlainText     Format = "text"
	HTMLPage      Format = "html"
	DocumentLine  Format = "document" // a line of a --documents file
	PDFPage       Format = "pdf"
	TelegramEntry Format = "telegram" // one message of a channel's JSON export
)

// Known is what somebody other than the page says of it. Empty fields say nothing.
type Known struct {
	URL, Outlet, Published, Title string
	Authors                       []string
	Anchors                       []Anchor
}

// URL is the address that answered, "" for a file.
func (c *Capture) URL() string {
	if len(c.URLs) == 0 {
		return ""
	}
	return c.URLs[len(c.URLs)-1]
}

// Seal sets SHA256 to that of Data.
func (c *Capture) Seal() *Capture {
	sum := sha256.Sum256(c.Data)
	c.SHA256 = hex.EncodeToString(sum[:])
	return c
}
