package nlp

import (
	"unicode"
	"unicode/utf8"
)

// runeAt is the character at i, and 0, 0 at the end of the text.
func runeAt(text string, i int) (rune, int) {
	if i >= len(text) {
		return 0, 0
	}
	if c := text[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(text[i:])
}

func isWhite(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || r >= '\t' && r <= '\r'
	}
	return unicode.IsSpace(r)
}

func isLetterOrMark(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.Is(unicode.M, r))
}

// lowerRun returns the lower case of the run of letters at start (at most 24
// bytes of it, where it is longer), its class and its end.
func lowerRun(buf []byte, text string, start int) (low []byte, class uint32, end int) {
	upper, letters, first := 0, 0, false
	i := start
	for i < len(text) {
		r, n := runeAt(text, i)
		if !isLetterOrMark(r) {
			break
		}
		l := lowerRune(r)
		if l != r {
			upper++
			first = first || i == start
		}
		letters++
		if len(buf) < 20 {
			buf = utf8.AppendRune(buf, l)
		}
		i += n
	}
	return buf, caseClass(upper, letters, first, text[start]), i
}

func classOf(run string) uint32 {
	var buf [24]byte
	_, class, _ := lowerRun(buf[:0], run, 0)
	return class
}

func caseClass(upper, letters int, first bool, lead byte) uint32 {
	switch {
	case upper == 0 && lead >= 0xe3: // scripts far behind Latin, Greek and Cyrillic
		return caseless
	case upper == 0:
		return lowerClass
	case upper == 1 && letters == 1:
		return oneCapital
	case upper == letters:
		return allCapitals
	case upper == 1 && first:
		return capitalised
	}
	return mixedCase
}

func lowerRune(r rune) rune {
	if r < utf8.RuneSelf {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	return unicode.ToLower(r)
}
