package nlp

import (
	"unicode/utf8"

	"hearsay"
)

// Lengths in tokens of the sentences that nobody writes: a longer one, of a list
// or of noise, ends at the next comma, and at the latest at the second length.
const (
	longSentence    = 300
	longestSentence = 400
)

// sight is what the features of a sentence end take from one token.
type sight struct {
	form, suffix uint32
	kind         uint32 // shape of a word or number, else the form
	habit        uint32
	gap          uint8 // white space before it
	ahead        uint8 // tokens to the next . ! ? or paragraph, 15 at most
	rest         uint8 // tokens to the end of the paragraph, 63 at most
	isStop       bool  // . ! ? … or a run of them
}

// see looks at one token.
func see(word string, habits Habits) sight {
	if word == "" {
		return sight{}
	}
	var buf [40]byte
	low, upper, letters, digits := lowerWord(buf[:0], word)
	s := sight{form: fnv(low), suffix: fnv(low[max(0, len(low)-3):])}
	switch {
	case letters+digits == 0:
		s.isStop = isStop(word)
		if s.isStop && len(word) > 1 {
			s.form = stopForm(word)
		}
		s.kind = s.form
	case digits > 0 && letters == 0:
		s.kind, s.form = oneDigit+uint32(min(digits, 5))-1, 0xd161+uint32(min(len(word), 8))
	case digits > 0:
		s.kind = withDigits
	default:
		isFirst := lowerASCII(word[0]) != word[0] || word[0] >= 0x80
		s.kind = caseClass(upper, letters, isFirst, word[0])
		bare := s.form
		if n := len(low) - 1; low[n] == '.' {
			s.kind += symbols
			bare = fnv(low[:n])
		}
		s.habit = uint32(habits.of(bare))
	}
	return s
}

func isStop(word string) bool {
	return word[0] == '.' || word[0] == '!' || word[0] == '?' || word == "…"
}

// stopForm is the form of a run of stops, the same for "!!" and "!!!!", for "!?"
// and "??!", for "...." and more.
func stopForm(run string) uint32 {
	seen := uint32(0)
	for i := 0; i < len(run); i++ {
		switch run[i] {
		case '!':
			seen |= 1
		case '?':
			seen |= 2
		default:
			seen |= 4
		}
	}
	if seen == 4 {
		seen = 8 + uint32(min(len(run), 4))
	}
	return 0x57090000 + seen
}

func lowerASCII(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// lowerWord appends the lower case of word, with all apostrophes alike, and counts
// what it is made of. It sees 32 bytes of it.
func lowerWord(buf []byte, word string) (low []byte, upper, letters, digits int) {
	for i := 0; i < len(word) && len(buf) < 32; {
		r, n := runeAt(word, i)
		i += n
		switch {
		case isLetterOrMark(r):
			letters++
			if l := lowerRune(r); l != r {
				upper++
				r = l
			}
		case r >= '0' && r <= '9':
			digits++
		case r == '’' || r == '‘' || r == '´' || r == '`':
			r = '\''
		}
		buf = utf8.AppendRune(buf, r)
	}
	return buf, upper, letters, digits
}

// Forms of marks, the hashes of their bytes.
const (
	parenOpen     uint32 = 0x2d0c9c17 // (
	parenShut     uint32 = 0x2c0c9a84 // )
	bracketOpen   uint32 = 0xde0c1fba // [
	bracketShut   uint32 = 0xd80c1648 // ]
	quoteStraight uint32 = 0x270c92a5 // "
	quoteOpen     uint32 = 0xdd8c2159 // “
	quoteShut     uint32 = 0xdc8c1fc6 // ”
	comma         uint32 = 0x290c95cb // ,
)

// ender finds the sentences of what is in out.sights.
type ender struct {
	text  string // empty for given tokens
	layer Layer
	d     decider
	out   *Segmentation

	start    int    // first token of the sentence
	brackets uint32 // open ones of the paragraph, 3 at most
	quotes   uint32 // 1 while one is open, by what stands before
	stops    uint32 // tokens . ! ? in the sentence, 3 at most
}

func (e *ender) run() {
	sights := e.out.sights
	lookAhead(sights)
	turnQuotes(sights, e.layer == Ends)
	for i := range sights {
		e.pass(i)
		if i+1 == len(sights) || e.endsAfter(i) {
			e.out.Sentences = append(e.out.Sentences, hearsay.Range{Start: e.start, End: i + 1})
			e.start, e.stops = i+1, 0
		}
		if i+1 < len(sights) && sights[i+1].gap == blankLine {
			e.brackets, e.quotes = 0, 0
		}
	}
}

// lookAhead counts from the end of each paragraph.
func lookAhead(sights []sight) {
	ahead, rest := uint8(0), uint8(0)
	for i := len(sights) - 1; i >= 0; i-- {
		s := &sights[i]
		s.ahead, s.rest = ahead, rest
		if ahead, rest = min(ahead+1, 15), min(rest+1, 63); s.isStop {
			ahead = 0
		}
		if s.gap == blankLine {
			ahead, rest = 0, 0
		}
	}
}

// turnQuotes gives straight quotation marks a direction: by the white space at
// either side, where it is known and tells, else by turns.
func turnQuotes(sights []sight, hasGaps bool) {
	isOpen := false
	for i := range sights {
		s := &sights[i]
		if s.gap == blankLine {
			isOpen = false
		}
		switch s.kind {
		case quoteOpen:
			isOpen = true
		case quoteShut:
			isOpen = false
		case quoteStraight:
			if before, after := s.gap != noGap, i+1 == len(sights) || sights[i+1].gap != noGap; hasGaps && i > 0 && before != after {
				isOpen = after
			}
			if isOpen = !isOpen; isOpen {
				s.kind, s.form = quoteOpen, quoteOpen
			} else {
				s.kind, s.form = quoteShut, quoteShut
			}
		}
	}
}

// pass takes note of token i.
func (e *ender) pass(i int) {
	s := &e.out.sights[i]
	if s.isStop {
		e.stops = min(e.stops+1, 3)
	}
	switch s.kind {
	case parenOpen, bracketOpen:
		e.brackets = min(e.brackets+1, 3)
	case parenShut, bracketShut:
		e.brackets = max(e.brackets, 1) - 1
	case quoteOpen:
		e.quotes = 1
	case quoteShut:
		e.quotes = 0
	}
}

func (e *ender) endsAfter(i int) bool {
	if e.out.sights[i+1].gap == blankLine {
		return true
	}
	if n := i + 1 - e.start; n >= longestSentence || n >= longSentence && e.out.sights[i].kind == comma {
		return true
	}
	at := i + 1
	if e.layer == Ends {
		at = e.out.Tokens[i].End
		if end, ok := e.ruled(i); ok {
			return end
		}
	}
	e.fill(i)
	return e.d.decide(e.layer, e.out.rows[:endRows], at)
}

// endRows is the number of features of a sentence's end.
const endRows = 39

// sightAt is the token at i, or an empty one outside of the text.
func (e *ender) sightAt(i int) sight {
	if i < 0 || i >= len(e.out.sights) {
		return sight{}
	}
	return e.out.sights[i]
}

// fill hashes the features of the place behind token i.
func (e *ender) fill(i int) {
	a2, a1, a, b, b1, b2 := e.sightAt(i-2), e.sightAt(i-1), e.sightAt(i), e.sightAt(i+1), e.sightAt(i+2), e.sightAt(i+3)
	first := e.sightAt(e.start)
	gap := uint32(b.gap)
	length := uint32(i + 1 - e.start)
	long, rest := bucket(length), bucket(uint32(a.rest))
	ab := a.kind*0x2545f491 + b.kind*0x3c6ef372 + gap
	forms := a.form*0x9e3779b1 ^ b.form
	open := e.brackets<<1 | e.quotes
	put(&e.out.rows,
		ab, ab+a1.kind*0x1003f, ab+b1.kind*0x20011, ab+a1.kind*0x1003f+b1.kind*0x20011, ab+a1.kind*0x1003f^a2.kind*0x40003, ab+b1.kind*0x20011^b2.kind*0x80021,
		a.form, b.form, forms, a1.form+ab, a1.form*3+a.form, a1.form*5+b.form+a.kind*0x1003f, b.form*7+a.kind+gap, b.form*11+b1.form,
		b1.form*13+ab, a.suffix*17+b.kind, b.suffix*19+a.kind+gap, a.form*23+b.kind+gap<<24, forms*29+a1.form, a2.form*31+a1.form+ab,
		ab*37+open, ab*41+long<<8, ab*43+long<<8+e.stops, ab*47+uint32(a.ahead)<<8, ab*53+rest<<8, (long<<8+rest)*59+gap<<16+b.kind,
		first.form*61+ab, ab*67+min(length, 6)<<8+a1.kind*0x1003f, ab*71+uint32(a.gap)<<8+uint32(b1.gap)<<12, first.kind*73+ab,
		first.form*79+min(length, 6)<<8, ab*83+uint32(a.ahead)<<8+b1.kind*0x1003f, b.form*89+b1.kind+a.kind*0x1003f,
		ab*97+(b.habit&(HabitCase|HabitBegins))<<8, ab*101+b.habit<<8+(b1.habit&HabitCase)<<16, ab*103+(a1.habit&HabitDot)<<8+(b.habit&HabitBegins)<<16,
		((a.habit&HabitDot)+(b.habit&HabitBegins)<<8)*107+gap<<16+b.kind*0x1003f+a.kind,
		a.form*109+(b.habit&HabitBegins)<<8+b.kind, b.form*113+(a.habit&HabitDot)<<8+gap+open<<16)
}

// bucket is about twice the logarithm of n.
func bucket(n uint32) uint32 {
	switch {
	case n < 4:
		return n
	case n < 6:
		return 4
	case n < 8:
		return 5
	case n < 12:
		return 6
	case n < 16:
		return 7
	case n < 24:
		return 8
	case n < 32:
		return 9
	}
	return 10 + min(n/32, 3)
}
