package ingest

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// wide is an encoding of more than one byte a character.
type wide struct {
	name, mark string // mark: the byte order mark
	enc        encoding.Encoding
}

// wides are in the order to try the marks: that of UTF-32LE begins with UTF-16LE's.
var wides = []wide{
	{"UTF-32LE", "\xff\xfe\x00\x00", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)},
	{"UTF-32BE", "\x00\x00\xfe\xff", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)},
	{"UTF-16LE", "\xff\xfe", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"UTF-16BE", "\xfe\xff", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
}

// wideEncoding tells UTF-16 and UTF-32 by their mark, and UTF-16 without one by
// its NULs: text that is mostly ASCII has them in every other byte.
func wideEncoding(data []byte) (wide, bool) {
	for _, w := range wides {
		if bytes.HasPrefix(data, []byte(w.mark)) {
			return w, true
		}
	}
	var nuls [2]int
	head := data[:min(len(data), sample)]
	for i, c := range head {
		if c == 0 {
			nuls[i%2]++
		}
	}
	half := len(head) / 2
	switch {
	case len(head) < 4:
	case nuls[1]*10 > half*4 && nuls[0]*20 < half:
		return wide{"UTF-16LE", "", wides[2].enc}, true
	case nuls[0]*10 > half*4 && nuls[1]*20 < half:
		return wide{"UTF-16BE", "", wides[3].enc}, true
	}
	return wide{}, false
}

// decode turns the bytes of a page into UTF-8 and says what was odd about them.
// Valid UTF-8 comes back as it is, less one leading byte order mark.
func decode(data []byte, contentType string, page bool) (text string, problems []string) {
	if w, ok := wideEncoding(data); ok {
		text, broken := decodeWith(w.enc, data[len(w.mark):])
		return text, append([]string{"decoded from " + w.name}, lost(broken)...)
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if utf8.Valid(data) && !(page && isShift(data, contentType)) {
		return string(data), nil
	}
	enc, name := legacy(data, contentType, page)
	if name == "utf-8" {
		return strings.ToValidUTF8(string(data), "\ufffd"), lost(invalidBytes(data))
	}
	text, broken := decodeWith(enc, data)
	return text, append([]string{"not UTF-8: decoded from " + name}, lost(broken)...)
}

// isShift reports whether a page in pure ASCII declares an encoding whose
// characters are ASCII sequences.
func isShift(data []byte, contentType string) bool {
	_, name, _ := charset.DetermineEncoding(data, contentType)
	return name == "iso-2022-jp"
}

// legacy picks the encoding of bytes that are not UTF-8: the one the page or the
// server declares; else UTF-8 with damage where most of the non-ASCII characters
// are sound; else windows-1252, which is what browsers assume.
func legacy(data []byte, contentType string, page bool) (encoding.Encoding, string) {
	if page || contentType != "" {
		enc, name, certain := charset.DetermineEncoding(data, contentType)
		declared := certain || name != "windows-1252" && name != "utf-8"
		if declared && name != "utf-8" && name != "replacement" {
			return enc, name
		}
	}
	if soundRunes(data) >= invalidBytes(data) {
		return nil, "utf-8"
	}
	return charmap.Windows1252, "windows-1252"
}

func decodeWith(enc encoding.Encoding, data []byte) (text string, broken int) {
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil { // decoders replace, they do not fail; keep what there is all the same
		out = []byte(strings.ToValidUTF8(string(data), "\ufffd"))
	}
	return string(out), bytes.Count(out, []byte("\ufffd"))
}

func lost(n int) []string {
	if n == 0 {
		return nil
	}
	return []string{fmt.Sprintf("%d broken bytes or characters replaced", n)}
}

func invalidBytes(data []byte) (n int) {
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			n++
		}
		data = data[size:]
	}
	return n
}

// soundRunes counts the well-formed characters beyond ASCII.
func soundRunes(data []byte) (n int) {
	for len(data) > 0 {
		_, size := utf8.DecodeRune(data)
		if size > 1 {
			n++
		}
		data = data[size:]
	}
	return n
}
