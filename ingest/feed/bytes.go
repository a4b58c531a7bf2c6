package feed

import (
	"bytes"
	"fmt"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"

	"hearsay"
)

var (
	prologEncoding = regexp.MustCompile(`^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["'][^>]*\?>`)
	xmlDeclaration = regexp.MustCompile(`^\s*<\?xml[^>]*\?>`)
)

// decode makes UTF-8 of a feed's bytes. Bytes that are UTF-8 are so whatever the
// feed says, unless it names an encoding that hides behind ASCII.
func decode(data []byte, contentType string) (string, []string) {
	var problems []string
	text := ""
	switch name, enc := declared(data, contentType); {
	case bytes.HasPrefix(data, []byte("\xfe\xff")) || bytes.HasPrefix(data, []byte("\xff\xfe")):
		text = decoded(unicode.UTF16(unicode.BigEndian, unicode.UseBOM), data)
	case utf8.Valid(data) && !strings.HasPrefix(name, "iso-2022") && !strings.HasPrefix(name, "hz-"):
		text = string(data)
	case enc != nil && name != "utf-8":
		text = decoded(enc, data)
	default:
		windows, _ := charset.Lookup("windows-1252")
		text = decoded(windows, data)
		problems = append(problems, "the feed's characters are in another encoding than it says: taken for windows-1252")
	}
	text = strings.TrimLeft(strings.TrimPrefix(text, "\ufeff"), " \t\r\n")
	text = xmlDeclaration.ReplaceAllString(text, "")
	return strings.Map(allowed, text), problems
}

// declared is the encoding that the answer, else the feed itself names.
func declared(data []byte, contentType string) (string, encoding.Encoding) {
	label := ""
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		label = params["charset"]
	}
	if m := prologEncoding.FindSubmatch(data[:min(len(data), 1024)]); label == "" && m != nil {
		label = string(m[1])
	}
	enc, name := charset.Lookup(label)
	return name, enc
}

func decoded(enc encoding.Encoding, data []byte) string {
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return strings.ToValidUTF8(string(data), "\ufffd")
	}
	return string(out)
}

// allowed drops the characters that XML 1.0 does not have (section 2.2).
func allowed(r rune) rune {
	if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
		return -1
	}
	return r
}

// bound refuses what nests too deeply and cuts off what is too many items: neither
// parser can be stopped once it has begun.
func bound(text string) (string, []string, error) {
	head := strings.TrimLeft(text, " \t\r\n")
	if strings.HasPrefix(head, "{") || strings.HasPrefix(head, "[") {
		if strings.Count(text, "{") > maxJSON {
			return "", nil, fmt.Errorf("more than %d objects in it: %w", maxJSON, hearsay.ErrInvalid)
		}
		return text, nil, nil
	}
	s := scan(text)
	switch {
	case s.deepest > maxDepth:
		return "", nil, fmt.Errorf("its elements nest more than %d deep: %w", maxDepth, hearsay.ErrInvalid)
	case s.elements > maxElements:
		return "", nil, fmt.Errorf("more than %d elements before its first items: %w", maxElements, hearsay.ErrInvalid)
	case s.cut == 0:
		return text, nil, nil
	}
	return text[:s.cut] + closing(text), []string{fmt.Sprintf("the feed has more than %d items: the first were read", maxItems)}, nil
}

// maxElements is how many elements are read: 5,000 items have a few dozen each.
const maxElements = 500_000

// scanned is what going over the tags of an XML text once has found.
type scanned struct {
	deepest, elements, items int
	cut                      int // where the first item too many begins, 0 for nowhere
	last                     int // the end of the last item that is whole
}

// scan counts tags as they stand, without a parser: CDATA, comments and
// declarations are passed over.
func scan(text string) (s scanned) {
	depth := 0
	for i := 0; i < len(text); {
		at := strings.IndexByte(text[i:], '<')
		if at < 0 {
			break
		}
		i += at
		rest := text[i:]
		if skip := passOver(rest); skip > 0 {
			i += skip
			continue
		}
		end := strings.IndexByte(rest, '>')
		if end < 0 {
			break
		}
		name := tagName(rest)
		switch {
		case strings.HasPrefix(rest, "</"):
			depth--
			if isItem(name) {
				s.last = i + end + 1
			}
		default:
			if isItem(name) {
				if s.items++; s.items > maxItems && s.cut == 0 {
					s.cut = i
					return s
				}
			}
			s.elements++
			if rest[end-1] != '/' {
				depth++
			}
			s.deepest = max(s.deepest, depth)
		}
		if s.elements > maxElements || s.deepest > maxDepth {
			return s
		}
		i += end + 1
	}
	return s
}

// passOver is the length of a CDATA section, comment or declaration, 0 for a tag.
func passOver(rest string) int {
	for _, p := range [][2]string{{"<![CDATA[", "]]>"}, {"<!--", "-->"}, {"<!", ">"}, {"<?", ">"}} {
		if strings.HasPrefix(rest, p[0]) {
			if end := strings.Index(rest, p[1]); end >= 0 {
				return end + len(p[1])
			}
			return len(rest)
		}
	}
	return 0
}

// tagName is the local name of a tag, in lower case.
func tagName(tag string) string {
	name := strings.TrimLeft(tag[:min(len(tag), 64)], "</")
	if i := strings.IndexAny(name, " \t\r\n/>"); i >= 0 {
		name = name[:i]
	}
	if i := strings.LastIndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	return strings.ToLower(name)
}

func isItem(name string) bool { return name == "item" || name == "entry" }

// closing ends a feed that was cut between two items.
func closing(text string) string {
	head := strings.ToLower(text[:min(len(text), 64<<10)])
	switch {
	case strings.Contains(head, "<rss"):
		return "</channel></rss>"
	case strings.Contains(head, "<rdf:rdf"):
		return "</rdf:RDF>"
	}
	return "</feed>"
}

// upToLastItem is a broken feed up to the end of its last whole item, "" for none.
func upToLastItem(text string) string {
	s := scan(text)
	if s.last == 0 {
		return ""
	}
	return text[:s.last] + closing(text)
}
