package nlp

import (
	"unicode"
	"unicode/utf8"
)

// ruled decides without weights on what the treebanks show too seldom.
func (e *ender) ruled(i int) (end, ok bool) {
	a, b := &e.out.sights[i], &e.out.sights[i+1]
	if end, ok := e.listed(i); ok && (!end || b.gap != noGap) {
		return end, true
	}
	if b.gap == noGap {
		return false, false
	}
	if b.gap == shortLine { // a line of a list, a headline; unless a space shows that it goes on
		at := e.out.Tokens[i].End
		return e.text[at] != ' ' || b.kind != lowerClass, true
	}
	if a.kind <= symbols || a.kind > symbols+caseless {
		return false, false
	}
	switch { // a has letters and a full stop
	case b.kind == capitalised && b.habit&(HabitCase|HabitBegins) == 1|HabitBegins: // "in the U.S. It was"
		return true, true
	case a.habit&HabitDot > 1<<2 && b.kind >= oneDigit && b.kind <= manyDigits: // "on p. 7"
		return false, true
	}
	return false, false
}

// isWhole reports a place inside of an address, a #tag, or what is shown as one
// sign: characters without ink and marks stay with what they follow.
func (s *stretch) isWhole(i int) bool {
	if i >= s.addressFrom && i < s.addressTo {
		return true
	}
	left, right := symbolOf(s.class(i)), symbolOf(s.class(i+1))
	switch {
	case right >= utf8.RuneSelf && isExtender(right), left >= utf8.RuneSelf && unicode.Is(unicode.Cf, left):
		return true
	case isFlagLetter(left) && isFlagLetter(right):
		return s.length%2 == 1
	}
	return s.flags&hasHash != 0 && (i == 0 && right == 0 && s.class(1) < oneDigit || i > 0 && s.length == uint32(i)+1 && s.class(1) < oneDigit && (right == 0 || right == '_'))
}

// symbolOf is the character of an atom that is one; 0 for letters and digits.
func symbolOf(class uint32) rune {
	if class < firstSymbol {
		return 0
	}
	return rune(class - firstSymbol)
}

// isExtender reports marks, characters without ink, and the tones of emoji.
func isExtender(r rune) bool {
	return unicode.Is(unicode.M, r) || unicode.Is(unicode.Cf, r) || r >= 0x1f3fb && r <= 0x1f3ff
}

// isFlagLetter reports the letters of which two make a flag.
func isFlagLetter(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }

// isAbbreviation reports a full stop that belongs to the abbreviation before it, because
// the text goes on and the word is known to be written with one: "Mt. Fuji".
func (s *stretch) isAbbreviation(i int, habits Habits) bool {
	if i+2 != len(s.atoms) || s.atoms[i+1].class != firstSymbol+'.' {
		return false
	}
	if s.length > 1 { // "the i.v. in"
		return s.next == lowerClass && s.length == 3 && s.isLetter(i) && s.isLetter(i-2) && s.atoms[i-1].class == firstSymbol+'.'
	}
	h := habits.of(s.atoms[i].form)
	switch dot := h & HabitDot >> 2; s.next {
	case lowerClass, oneDigit:
		return dot >= 2
	case capitalised:
		if s.isLetter(i) { // an initial, or "because of X."
			return false
		}
		return dot == 3 || dot == 2 && h&HabitCase == 3
	}
	return false
}

func (s *stretch) isLetter(i int) bool {
	return s.atoms[i].end-s.atoms[i].start == 1 && s.atoms[i].class < oneDigit
}

// findAddress notes which atoms are of one address: from the scheme, or www, up to
// white space or a bracket, without the punctuation at its end.
func (s *stretch) findAddress(text string) {
	if s.flags&hasScheme == 0 {
		return
	}
	start, end := s.atoms[0].start, -1
	for i := range s.atoms {
		rest := text[s.atoms[i].start-start:]
		if end < 0 && isScheme(rest) {
			s.addressFrom, end = i, i
		}
		if end < 0 {
			continue
		}
		switch rest[0] {
		case '<', '>', '"', '[', ']', '{', '}', '|':
			s.addressTo = end
			return
		case '.', ',', ';', ':', '!', '?', ')', '\'', '*', '-':
			continue
		}
		end = i
	}
	s.addressTo = max(end, 0)
}

func isScheme(s string) bool {
	return hasPrefixFold(s, "http://") || hasPrefixFold(s, "https://") || hasPrefixFold(s, "ftp://") || hasPrefixFold(s, "www.")
}

// hasPrefixFold reports a prefix, given in lower case, in any case.
func hasPrefixFold(s, prefix string) bool {
	if len(s) < len(prefix) {
		return false
	}
	for i := range len(prefix) {
		if lowerASCII(s[i]) != prefix[i] {
			return false
		}
	}
	return true
}
