package nlp

import (
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// atom is the smallest piece that may be a token.
type atom struct {
	start, end int
	form       uint32 // hash of its lower case
	class      uint32 // what it is made of
}

// Classes of atoms and shapes of tokens. Any other character is its own class.
const (
	noClass uint32 = iota
	lowerClass
	capitalised
	allCapitals
	oneCapital
	mixedCase
	caseless // letters of a script without cases
	oneDigit
	twoDigits
	threeDigits
	fourDigits
	manyDigits
	withDigits // digits and other characters; tokens only
	symbols    // several characters that are neither; tokens only
	firstSymbol
)

// Flags of a stretch between white space.
const (
	hasScheme uint32 = 1 << iota // :// or www.
	hasAt
	hasHash  // begins with #
	hasSlash // /
)

// cutter finds the tokens of a text, one stretch between white space at a time.
type cutter struct {
	text   string
	habits Habits
	d      decider
	out    *Segmentation

	at       int
	last     uint32 // class of the last atom before the stretch
	lastForm uint32
	lines    lineWatch
}

func (c *cutter) run() {
	gap := c.gap()
	for c.at < len(c.text) {
		start := c.at
		c.atoms()
		end := c.at
		after := c.gap()
		c.cut(start, end, gap)
		gap = after
	}
}

// atoms fills in the atoms of the stretch that begins at c.at and moves behind it.
func (c *cutter) atoms() {
	atoms := c.out.atoms[:0]
	for c.at < len(c.text) {
		start := c.at
		r, n := runeAt(c.text, start)
		if isWhite(r) {
			break
		}
		switch {
		case isLetterOrMark(r):
			atoms = c.letters(atoms)
			if r >= utf8.RuneSelf && unicode.Is(unicode.M, r) { // on no letter
				atoms[len(atoms)-1].class = firstSymbol + uint32(r)
			}
		case r >= '0' && r <= '9':
			c.at = digitsEnd(c.text, start)
			atoms = append(atoms, atom{start, c.at, digitsForm(c.text[start:c.at]), oneDigit + uint32(min(c.at-start, 5)) - 1})
		default:
			c.at += n
			if r >= utf8.RuneSelf && unicode.Is(unicode.Sc, r) {
				r = '$' // all currencies alike
			}
			atoms = append(atoms, atom{start, c.at, symbolForm(r), firstSymbol + uint32(r)})
		}
	}
	c.out.atoms = atoms
}

func digitsEnd(text string, i int) int {
	for i < len(text) && isDigit(text[i]) {
		i++
	}
	return i
}

// digitsForm tells small numbers apart, and of large ones their length.
func digitsForm(digits string) uint32 {
	if len(digits) > 2 {
		return 0xd1610000 + uint32(min(len(digits), 12))
	}
	return hashed(digits)
}

func hashed(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// symbolForm is the same for all apostrophes and for all double quotation marks.
func symbolForm(r rune) uint32 {
	switch r {
	case '’', '‘', '´', '`':
		r = '\''
	case '“', '”', '„', '«', '»':
		r = '"'
	}
	return 0x5f000000 + uint32(r)
}

// letters takes a run of letters, in two where a clitic may be written with it.
func (c *cutter) letters(atoms []atom) []atom {
	start := c.at
	var buf [24]byte
	low, class, end := lowerRun(buf[:0], c.text, start)
	c.at = end
	if k := cliticAt(low, c.text[end:]); k > 0 && len(low) == end-start {
		head, tail := lowerClass, lowerClass
		if class != lowerClass {
			head, tail = classOf(c.text[start:start+k]), classOf(c.text[start+k:end])
		}
		return append(atoms, atom{start, start + k, fnv(low[:k]), head}, atom{start + k, end, fnv(low[k:]), tail})
	}
	return append(atoms, atom{start, end, fnv(low), class})
}

// cliticAt returns where a run of letters, in lower case, may have to be cut, or
// 0: "do|n't", "do|nt", "can|not", "gon|na", "it|s". Rest is the text behind it.
func cliticAt(run []byte, rest string) int {
	n := len(run)
	if n < 2 || n > 9 {
		return 0
	}
	if run[n-1] == 'n' && startsWithT(rest) {
		return n - 1
	}
	if n > 3 && run[n-2] == 'n' && run[n-1] == 't' && takesNot(string(run[:n-2])) {
		return n - 2
	}
	switch string(run) {
	case "im", "ive", "alot":
		return 1
	case "its", "hes", "shes", "thats", "whats", "theres", "heres", "lets", "hows", "wheres", "kinda", "sorta":
		return n - 1
	case "youre", "theyre", "youll", "theyll", "itll", "youve", "theyve", "weve", "gonna", "wanna", "gotta", "outta":
		return n - 2
	case "cannot":
		return 3
	}
	return 0
}

// takesNot reports verbs to which "n't" is joined.
func takesNot(verb string) bool {
	switch verb {
	case "do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "ca", "could", "wo", "would", "should", "must", "need", "ai", "ar":
		return true
	}
	return false
}

// startsWithT reports the rest of "n't".
func startsWithT(rest string) bool {
	r, n := runeAt(rest, 0)
	if n == 0 || r != '\'' && r != '’' || n == len(rest) || rest[n]|0x20 != 't' {
		return false
	}
	after, _ := runeAt(rest, n+1)
	return !isLetterOrMark(after)
}

// cutRows is the number of features of a cut.
const cutRows = 30

// cut decides on each place in the stretch [start, end) and adds its tokens. Gap
// is the white space before it; c.at is at the stretch that follows.
func (c *cutter) cut(start, end int, gap uint8) {
	atoms := c.out.atoms
	from := start
	if len(atoms) > 1 {
		from = c.cutAtoms(start, end, gap)
		if from > start {
			gap = noGap
		}
	}
	c.emit(from, end, gap)
	c.last, c.lastForm = atoms[len(atoms)-1].class, atoms[len(atoms)-1].form
}

// cutAtoms adds all tokens of the stretch but the last and returns its start.
func (c *cutter) cutAtoms(start, end int, gap uint8) int {
	s := stretch{atoms: c.out.atoms, last: c.last, lastForm: c.lastForm}
	s.look(c.text[start:end])
	s.findAddress(c.text[start:end])
	s.next = c.nextClass()
	from := start
	for i := 0; i+1 < len(s.atoms); i++ {
		at := s.atoms[i].end
		isCut := false
		if !s.isWhole(i) && !s.isAbbreviation(i, c.habits) {
			s.fill(&c.out.rows, i, c.habits)
			isCut = c.d.decide(Cuts, c.out.rows[:cutRows], at)
		}
		s.move(i, isCut)
		if isCut {
			c.emit(from, at, gap)
			from, gap = at, noGap
		}
	}
	return from
}

func (c *cutter) emit(start, end int, gap uint8) {
	c.out.Tokens = append(c.out.Tokens, hearsay.Span{Start: start, End: end})
	s := see(c.text[start:end], c.habits)
	s.gap = gap
	c.out.sights = append(c.out.sights, s)
}

// nextClass is the class of the atom that the next stretch begins with, roughly.
func (c *cutter) nextClass() uint32 {
	r, _ := runeAt(c.text, c.at)
	switch {
	case c.at >= len(c.text):
		return noClass
	case isLetterOrMark(r) && lowerRune(r) != r:
		return capitalised
	case isLetterOrMark(r):
		return lowerClass
	case r >= '0' && r <= '9':
		return oneDigit
	}
	return firstSymbol + uint32(r)
}

// stretch is what the features of a cut are taken from.
type stretch struct {
	atoms          []atom
	last, lastForm uint32 // of the atom before the stretch
	next           uint32 // class behind the stretch
	flags          uint32
	shape, whole   uint32 // hashes of all classes, of all forms
	first          uint32 // class of the first atom of the token so far
	length         uint32 // its atoms so far
	past           uint32 // the last decisions, one bit each

	addressFrom, addressTo int // first and last atom of an address; equal for none
}

// look takes what concerns the stretch as a whole.
func (s *stretch) look(text string) {
	s.first, s.length, s.past = s.atoms[0].class, 1, 1
	for i, a := range s.atoms[:min(len(s.atoms), 12)] {
		s.shape = mix(uint32(i), s.shape+a.class)
		s.whole = mix(uint32(i), s.whole+a.form)
	}
	if text[0] == '#' {
		s.flags |= hasHash
	}
	for i := 0; i < min(len(text), 256); i++ {
		switch c := text[i]; {
		case c == '@':
			s.flags |= hasAt
		case c == '/':
			s.flags |= hasSlash
		case c == ':' && i+2 < len(text) && text[i+1] == '/' && text[i+2] == '/' || c|0x20 == 'w' && i+3 < len(text) && text[i+1]|0x20 == 'w' && text[i+2]|0x20 == 'w' && text[i+3] == '.':
			s.flags |= hasScheme
		}
	}
}

// move notes the decision behind atom i.
func (s *stretch) move(i int, isCut bool) {
	s.past = s.past << 1 & 7
	s.length++
	if isCut {
		s.past |= 1
		s.length, s.first = 1, s.atoms[i+1].class
	}
}

func (s *stretch) class(i int) uint32 {
	if i < 0 || i >= len(s.atoms) {
		return noClass
	}
	return s.atoms[i].class
}

func (s *stretch) form(i int) uint32 {
	if i < 0 || i >= len(s.atoms) {
		return 1
	}
	return s.atoms[i].form
}

// fill hashes the features of the place between atoms i and i+1.
func (s *stretch) fill(rows *[maxRows]uint32, i int, habits Habits) {
	c2, c1, c, d, d1, d2 := s.class(i-2), s.class(i-1), s.class(i), s.class(i+1), s.class(i+2), s.class(i+3)
	f1, f, g, g1 := s.form(i-1), s.form(i), s.form(i+1), s.form(i+2)
	cd := c*0x2545f491 + d
	fg := f*0x9e3779b1 ^ g
	left, right := uint32(min(i, 4)), uint32(min(len(s.atoms)-i-2, 4))
	edge := uint32(0)
	if right == 0 {
		edge = s.next + 1
	}
	run := uint32(0)
	for k := i; k >= 0 && s.atoms[k].form == f && run < 4; k-- {
		run++
	}
	h := uint32(habits.of(f)) & HabitDot
	put(rows,
		fg, cd, cd*31+c1, cd*37+d1, cd*41+c1*0x1003f+d1, cd*43+c1*0x1003f+c2, cd*47+d1*0x1003f+d2,
		fg*3+f1, fg*5+g1, f*7+d, g*11+c, f*13+d*0x1003f+d1, f*17+d*0x1003f+c1, g*19+c*0x1003f+c1, g*23+c*0x1003f+d1,
		cd*53+s.past, cd*59+s.past*64+s.first*0x1003f+s.length<<3, s.shape*61+left<<4+uint32(i)<<8, s.whole*67+uint32(i),
		cd*71+s.flags<<4, cd*73+s.flags<<4+s.past, cd*79+edge, fg*83+edge, cd*89+left*8+right,
		cd*97+run<<8, cd*101+s.last*0x1003f+left, cd*103+c1*0x1003f+c2*0x20011+d1*0x40003, cd*107+(d1*0x1003f^d2*0x20011)+s.class(i+4),
		h<<16+d*109+edge<<8, h<<16+cd*113+edge<<8)
}

// put mixes each feature with its place in the list.
func put(rows *[maxRows]uint32, features ...uint32) {
	for k, v := range features {
		rows[k] = mix(uint32(k), v)
	}
}
