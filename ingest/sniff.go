package ingest

import (
	"bytes"
	"mime"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"
)

// magics are the first bytes of files that are never a page.
var magics = []struct{ prefix, kind string }{
	{"PK\x03\x04", "a zip archive or office file"}, {"PK\x05\x06", "a zip archive"}, {"\x89PNG\r\n", "a PNG image"},
	{"%PDF-", "a PDF file"}, {"\x7fELF", "a program"}, {"\x1f\x8b", "gzip data"}, {"\xff\xd8\xff", "a JPEG image"},
	{"GIF87a", "a GIF image"}, {"GIF89a", "a GIF image"}, {"BZh", "bzip2 data"}, {"7z\xbc\xaf\x27\x1c", "a 7z archive"},
	{"\xfd7zXZ\x00", "xz data"}, {"\x28\xb5\x2f\xfd", "zstd data"}, {"\xd0\xcf\x11\xe0", "an office file"},
	{"SQLite format 3\x00", "a database"}, {"OggS", "Ogg data"}, {"ID3", "MP3 data"}, {"MZ\x90\x00", "a program"},
}

// sample is how much of an input is looked at to tell what it is.
const sample = 64 << 10

// binaryKind says in words what kind of binary data this is, "" for text.
func binaryKind(data []byte) string {
	for _, m := range magics {
		if bytes.HasPrefix(data, []byte(m.prefix)) {
			return m.kind
		}
	}
	head := data[:min(len(data), sample)]
	if _, wide := wideEncoding(head); !wide && mostlyControl(head) {
		return "binary data"
	}
	return ""
}

// mostlyControl reports whether more than a twentieth of data is control characters
// that no text holds; noise holds a tenth. Valid UTF-8 gets the benefit of the doubt
// up to a third.
func mostlyControl(data []byte) bool {
	n := 0
	for _, c := range data {
		if c < ' ' && !strings.ContainsRune("\t\n\v\f\r\x1b", rune(c)) || c == 0x7f {
			n++
		}
	}
	if utf8.Valid(trimPartialRune(data)) {
		return n*3 > len(data)
	}
	return n*20 > len(data)
}

// trimPartialRune drops a character that the end of data cuts in two.
func trimPartialRune(data []byte) []byte {
	for i := 1; i <= min(utf8.UTFMax, len(data)); i++ {
		if utf8.RuneStart(data[len(data)-i]) {
			if !utf8.FullRune(data[len(data)-i:]) {
				return data[:len(data)-i]
			}
			break
		}
	}
	return data
}

var (
	pageStart = regexp.MustCompile(`(?is)^\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]`)
	pageTag   = regexp.MustCompile(`(?i)</?(?:html|head|title|meta|body|div|p|article|section|main|h1|br|table|span|a\s+href)\b[^<>]*>`)
)

// isHTML decides between HTML and plain text: by what the caller says, then by an
// unmistakable beginning, the content type, the name, and last by the tags.
func isHTML(input string, data []byte, opt Options) bool {
	head := string(bytes.ReplaceAll(data[:min(len(data), 4<<10)], []byte{0}, nil))
	for _, mark := range []string{"\xef\xbb\xbf", "\xff\xfe", "\xfe\xff"} {
		head = strings.TrimPrefix(head, mark)
	}
	if opt.Format == plainText || opt.Format == htmlPage {
		return opt.Format == htmlPage
	}
	if pageStart.MatchString(head) {
		return true
	}
	switch kind, _, _ := mime.ParseMediaType(opt.ContentType); kind {
	case "text/html", "application/xhtml+xml":
		return true
	case "text/plain":
		return false
	}
	switch strings.ToLower(path.Ext(input)) {
	case ".html", ".htm", ".xhtml":
		return true
	case ".txt", ".text":
		return false
	}
	trimmed := strings.TrimSpace(head)
	return strings.HasPrefix(trimmed, "<") && pageTag.MatchString(trimmed) || len(pageTag.FindAllString(trimmed, 8)) == 8
}
