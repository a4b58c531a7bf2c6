package nlp

import (
	"unicode"
	"unicode/utf8"
)

// What a word is made of, as the encoder and its trainer see it.
const (
	// ShapeCount is the number of shapes of words.
	ShapeCount = 80
	// maxWord is how many bytes of a word are looked at: the first half and the last.
	maxWord = 32
	// MaxGrams is the most sub-words that a word has.
	MaxGrams           = 3*maxWord + 2
	minGram, maxGram   = 3, 5
	gramSeed           = 2166136261
	gramPrime          = 16777619
	wordBegin, wordEnd = '<', '>'
)

// Normalise appends the form of a word under which its row is kept: lower case,
// digits as 0, quotes, dashes and Penn brackets as one sign each, and of a very
// long word the first and the last bytes only. It also tells the word's shape.
func Normalise(dst []byte, word string) (form []byte, shape uint8) {
	if s, ok := pennSigns(word); ok {
		word = s
	}
	if len(word) <= maxWord {
		return normaliseAll(dst, word)
	}
	head, tail := maxWord/2, len(word)-maxWord/2
	for head > 0 && !utf8.RuneStart(word[head]) {
		head--
	}
	for tail < len(word) && !utf8.RuneStart(word[tail]) {
		tail++
	}
	dst, shape = normaliseAll(dst, word[:head])
	dst, _ = normaliseAll(dst, word[tail:])
	return dst, shape
}

func normaliseAll(dst []byte, word string) ([]byte, uint8) {
	start := len(dst)
	var c caseCount
	for _, r := range word {
		if r < utf8.RuneSelf {
			dst = append(dst, c.ascii(byte(r)))
			continue
		}
		dst = utf8.AppendRune(dst, c.other(r))
	}
	return dst, c.shape(len(dst) - start)
}

// pennSigns gives the sign that a Penn token stands for.
func pennSigns(word string) (string, bool) {
	switch word {
	case "``", "''", "“", "”", "„":
		return `"`, true
	case "`", "‘", "’":
		return "'", true
	case "-LRB-", "-lrb-":
		return "(", true
	case "-RRB-", "-rrb-":
		return ")", true
	case "-LSB-", "-lsb-":
		return "[", true
	case "-RSB-", "-rsb-":
		return "]", true
	case "-LCB-", "-lcb-":
		return "{", true
	case "-RCB-", "-rcb-":
		return "}", true
	}
	return "", false
}

// caseCount counts what a word's shape is made of.
type caseCount struct {
	upper, lower, digits, inner int
	first                       bool // the first letter is upper case
}

func (c *caseCount) ascii(b byte) byte {
	switch {
	case b >= 'a' && b <= 'z':
		c.lower++
	case b >= 'A' && b <= 'Z':
		c.first = c.first || c.upper+c.lower == 0
		c.upper++
		return b + 'a' - 'A'
	case b >= '0' && b <= '9':
		c.digits++
		return '0'
	default:
		c.inner++
	}
	return b
}

func (c *caseCount) other(r rune) rune {
	switch {
	case unicode.IsUpper(r):
		c.first = c.first || c.upper+c.lower == 0
		c.upper++
		return unicode.ToLower(r)
	case unicode.IsLetter(r):
		c.lower++
	case r == '’' || r == '‘':
		c.inner++
		return '\''
	case r == '–' || r == '—' || r == '−':
		c.inner++
		return '-'
	default:
		c.inner++
	}
	return r
}

// shape is one of ShapeCount: the case (none, lower, capitalised, upper, mixed),
// digits (none, some, only), a sign inside, and the length in four steps.
func (c *caseCount) shape(length int) uint8 {
	letters := c.upper + c.lower
	k := 4
	switch {
	case letters == 0:
		k = 0
	case c.upper == 0:
		k = 1
	case c.upper == 1 && c.first:
		k = 2
	case c.lower == 0:
		k = 3
	}
	k *= 2
	if c.digits > 0 {
		k++
	}
	k *= 2
	if c.inner > 0 {
		k++
	}
	k *= 4
	switch {
	case length > 4:
		k += 3
	case length > 2:
		k += 2
	case length > 1:
		k++
	}
	return uint8(k)
}

// Grams appends the hashes of a normalised word's sub-words of three to five
// bytes, its edges marked (Bojanowski et al. 2017); a row is found by the lowest
// bits of a hash.
func Grams(dst []uint32, form []byte) []uint32 {
	var buf [2*maxWord + 2]byte
	w := append(buf[:0], wordBegin)
	w = append(w, form...)
	w = append(w, wordEnd)
	for i := range w {
		h := uint32(gramSeed)
		for n := 1; n <= maxGram && i+n <= len(w); n++ {
			h = (h ^ uint32(w[i+n-1])) * gramPrime
			if n >= minGram && !(i == 0 && i+n == len(w)) && len(dst) < MaxGrams {
				dst = append(dst, h^h>>15)
			}
		}
	}
	return dst
}
