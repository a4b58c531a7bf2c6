package ingest

import (
	"bytes"
	"strconv"
)

// endOfValue is where the PDF value that begins at or after at ends: a dictionary,
// an array, a string, a name, or a run of other characters. It is len(b) where the
// value is never closed. It does not recurse, however deep the value.
func endOfValue(b []byte, at int) int {
	depth := 0
	for at = skipSpace(b, at); at < len(b); at = skipSpace(b, at) {
		opens := 0
		at, opens = endOfToken(b, at)
		if depth += opens; depth <= 0 {
			return at
		}
	}
	return len(b)
}

// endOfToken is where a token ends, and by how much it opens or closes brackets.
func endOfToken(b []byte, at int) (end, opens int) {
	double := at+1 < len(b) && b[at] == b[at+1]
	switch c := b[at]; {
	case c == '<' && double:
		return at + 2, 1
	case c == '>' && double:
		return at + 2, -1
	case c == '[':
		return at + 1, 1
	case c == ']':
		return at + 1, -1
	case c == '(':
		return endOfString(b, at), 0
	case c == '<':
		return endAfter(b, at, ">"), 0
	}
	for at++; at < len(b) && !isSpaceByte(b[at]) && bytes.IndexByte([]byte("<>[]()/%{}"), b[at]) < 0; {
		at++
	}
	return at, 0
}

func endOfString(b []byte, at int) int {
	for depth := 0; at < len(b); at++ {
		switch b[at] {
		case '\\':
			at++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return at + 1
			}
		}
	}
	return len(b)
}

// endAfter is where the next mark ends.
func endAfter(b []byte, at int, mark string) int {
	if i := bytes.Index(b[at:], []byte(mark)); i >= 0 {
		return at + i + len(mark)
	}
	return len(b)
}

// skipSpace skips white space and comments.
func skipSpace(b []byte, at int) int {
	for at < len(b) && (isSpaceByte(b[at]) || b[at] == '%') {
		if b[at] == '%' {
			for at < len(b) && b[at] != '\n' && b[at] != '\r' {
				at++
			}
			continue
		}
		at++
	}
	return at
}

func isSpaceByte(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

// rawDict is a dictionary of a PDF file with its values as they are written.
type rawDict map[string][]byte

// readRawDict reads the dictionary that b begins with, nil when it is none.
func readRawDict(b []byte) rawDict {
	at := skipSpace(b, 0)
	if !bytes.HasPrefix(b[at:], []byte("<<")) {
		return nil
	}
	d := rawDict{}
	for at = skipSpace(b, at+2); at < len(b) && b[at] == '/'; {
		end := endOfValue(b, at)
		key := string(b[at+1 : end])
		start := skipSpace(b, end)
		end = endOfValue(b, start)
		if start < len(b) && b[start] != '/' { // "12 0 R" goes up to the next name
			for next := skipSpace(b, end); next < len(b) && b[next] != '/' && b[next] != '>'; next = skipSpace(b, end) {
				end = endOfValue(b, next)
			}
		}
		d[key] = b[start:end]
		at = skipSpace(b, end)
	}
	return d
}

// number is an entry that is a whole number, 0 for any other.
func (d rawDict) number(key string) int {
	n, err := strconv.Atoi(string(bytes.TrimSpace(d[key])))
	if err != nil {
		return 0
	}
	return n
}

// is reports whether an entry is the given name.
func (d rawDict) is(key, name string) bool { return string(bytes.TrimSpace(d[key])) == "/"+name }
