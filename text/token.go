package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// Kind is what a token is made of.
type Kind byte

// The kinds of tokens.
const (
	Word    Kind = iota + 1 // letters, perhaps with digits, hyphens and apostrophes inside
	Number                  // begins with a digit: 12, 10,000, 3.5, 5m, 1990s, 10:30; or .5
	Punct                   // punctuation, one character or a run of full stops or hyphens
	Quote                   // a quotation mark; an apostrophe that is none is Punct
	Symbol                  // any other character: currency, emoji, arrows
	Address                 // a URL, e-mail address, @name or #tag
)

// Token is one token and where it stands.
type Token struct {
	hearsay.Span
	Kind Kind
}

// Tokens splits text by the conventions of the Penn treebank, but keeps what is
// written: clitics are split off ("do" "n't"), hyphenated words stay whole.
func Tokens(text string, rules *Rules) []Token {
	s := scanner{text: text, rules: rules, out: make([]Token, 0, len(text)/5+8)}
	for s.at < len(text) {
		s.next()
	}
	return s.out
}

type scanner struct {
	text  string
	rules *Rules
	at    int
	out   []Token
}

func (s *scanner) emit(start, end int, k Kind) {
	s.out = append(s.out, Token{hearsay.Span{Start: start, End: end}, k})
	s.at = end
}

func (s *scanner) next() {
	r, n := s.rune(s.at)
	switch {
	case unicode.IsSpace(r) || isInvisible(r):
		s.at += n
	case isDigit(r) || r == '.' && s.digitAt(s.at+1) && s.spaceBefore(): // .5
		s.number()
	case isLetter(r):
		s.word()
	case (r == '@' || r == '#') && s.letterAt(s.at+n):
		s.address()
	case (r == '.' || r == '-') && s.runOf(byte(r)) > 1:
		s.emit(s.at, s.at+s.runOf(byte(r)), Punct)
	case (r == '\'' || r == '`') && strings.HasPrefix(s.text[s.at+1:], s.text[s.at:s.at+1]):
		s.emit(s.at, s.at+2, Quote)
	case r == '\'' || r == '’':
		s.apostrophe(n)
	case isQuoteMark(r):
		s.emit(s.at, s.at+n, Quote)
	case unicode.IsPunct(r):
		s.emit(s.at, s.at+n, Punct)
	default:
		s.emit(s.at, s.at+n, Symbol)
	}
}

func (s *scanner) rune(i int) (rune, int) {
	if i >= len(s.text) {
		return 0, 0
	}
	if c := s.text[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s.text[i:])
}

func (s *scanner) letterAt(i int) bool { r, _ := s.rune(i); return isLetter(r) }

func (s *scanner) runOf(c byte) int {
	n := 0
	for s.at+n < len(s.text) && s.text[s.at+n] == c {
		n++
	}
	return n
}

// apostrophe takes a mark that begins no word: a leading elision ("'em", "'90s"),
// a clitic cut loose ("Rosa ‘s"), or a quotation mark.
func (s *scanner) apostrophe(n int) {
	end := s.at + n
	for s.letterAt(end) || s.digitAt(end) {
		_, m := s.rune(end)
		end += m
	}
	w := strings.ToLower(strings.ReplaceAll(s.text[s.at:end], "’", "'"))
	if r, m := s.rune(end); (r == '\'' || r == '’') && s.rules.Elisions[w+"'"] { // rock ’n’ roll
		s.emit(s.at, end+m, Word)
		return
	}
	if s.rules.Elisions[w] || len(w) == 4 && isDigit(rune(w[1])) && w[3] == 's' {
		s.emit(s.at, end, Word)
		return
	}
	if end > s.at+n && !s.spaceBefore() {
		for _, c := range s.rules.Clitics {
			if w == c {
				s.emit(s.at, end, Word)
				return
			}
		}
	}
	s.emit(s.at, s.at+n, Quote)
}

func (s *scanner) spaceBefore() bool {
	r, _ := utf8.DecodeLastRuneInString(s.text[:s.at])
	return s.at == 0 || unicode.IsSpace(r)
}

func (s *scanner) digitAt(i int) bool { return i >= 0 && i < len(s.text) && isDigit(rune(s.text[i])) }

// number takes digits with separators inside and letters behind: 10,000 3.5 5m 1990s 10:30 24/7.
func (s *scanner) number() {
	end := s.at
	for end < len(s.text) {
		r, n := s.rune(end)
		switch {
		case isDigit(r) || isLetter(r):
			end += n
		case (r == ',' || r == '.' || r == ':' || r == '/' || r == '-' || r == '–') && s.digitAt(end+n):
			end += n
		case r == '-' && s.letterAt(end+n): // 12-year-old
			end += n
		default:
			s.emit(s.at, end, Number)
			return
		}
	}
	s.emit(s.at, end, Number)
}

// word takes letters with apostrophes, hyphens and full stops inside, then splits
// off a clitic. An abbreviation keeps its full stop.
func (s *scanner) word() {
	if s.isAddress() {
		s.address()
		return
	}
	start, end := s.at, s.wordEnd(s.at)
	if e := s.initials(start); e > end {
		s.emit(start, e, Word)
		return
	}
	if end < len(s.text) && s.text[end] == '.' && s.isAbbreviation(start, end+1) {
		s.emit(start, end+1, Word)
		return
	}
	if e := s.domain(end); e > end {
		s.emit(start, e, Address)
		return
	}
	cut := s.clitic(start, end)
	s.emit(start, cut, Word)
	if cut < end {
		s.emit(cut, end, Word)
	}
}

func (s *scanner) wordEnd(i int) int {
	for i < len(s.text) {
		r, n := s.rune(i)
		if isLetter(r) || isDigit(r) || r == '_' || unicode.Is(unicode.M, r) || r == '\u00ad' || r == '\u200d' {
			i += n
			continue
		}
		if (r == '.' || r == ',') && s.digitAt(i-1) && s.digitAt(i+n) { // R4.6
			i += n
			continue
		}
		joins := r == '\'' || r == '’' || r == '-' || r == '‑' || r == '&'
		next, _ := s.rune(i + n)
		if !joins || !isLetter(next) && !(isDigit(next) && r != '\'') {
			return i
		}
		i += n
	}
	return i
}

// initials takes U.S., D.C., J.R.R., a.m.: single letters, each with its full stop.
// It returns the end, or start if there are fewer than one.
func (s *scanner) initials(start int) int {
	i, letters := start, 0
	for letters < 12 { // nobody has more
		r, n := s.rune(i)
		if !isLetter(r) || i+n >= len(s.text) || s.text[i+n] != '.' {
			break
		}
		i += n + 1
		letters++
	}
	if r, _ := s.rune(i); letters == 0 || isLetter(r) {
		return start
	}
	first, n := s.rune(start)
	if letters == 1 && (!unicode.IsUpper(first) || s.rules.NoInitials[strings.ToLower(s.text[start:start+n])]) {
		return start
	}
	return i
}

func (s *scanner) isAbbreviation(start, end int) bool {
	if end-start > 12 {
		return false
	}
	var buf [16]byte
	_, ok := s.rules.Abbreviations[string(lower(buf[:0], s.text[start:end]))]
	return ok
}

// lower appends the lower case of s to buf; bytes beyond ASCII stay as they are
// unless the whole needs Unicode's mapping.
func lower(buf []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			return append(buf[:0], strings.ToLower(s)...)
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf = append(buf, c)
	}
	return buf
}

// clitic returns where a clitic at the end of the word begins, or end.
func (s *scanner) clitic(start, end int) int {
	w := s.text[start:end]
	if !strings.ContainsAny(w, "'’") {
		return end
	}
	for _, c := range s.rules.Clitics {
		for _, form := range [...]string{c, strings.Replace(c, "'", "’", 1)} {
			if len(w) > len(form) && strings.EqualFold(w[len(w)-len(form):], form) {
				return end - len(form)
			}
		}
	}
	return end
}

// domain returns the end of a name such as "rivertimes.example.com" whose first full
// stop is at end, or end where none is there.
func (s *scanner) domain(end int) int {
	last := end
	for i := end; i+2 < len(s.text) && s.text[i] == '.' && s.text[i+1] >= 'a' && s.text[i+1] <= 'z'; {
		j := i + 1
		for j < len(s.text) && (s.text[j] >= 'a' && s.text[j] <= 'z' || s.text[j] == '-') {
			j++
		}
		switch s.text[i+1 : j] {
		case "com", "org", "net", "gov", "edu", "info", "news", "co", "io", "uk", "eu", "de", "fr", "es", "ru", "au", "ca", "in", "tv", "example":
			last = j
		}
		i = j
	}
	return last
}

func (s *scanner) isAddress() bool {
	rest := s.text[s.at:]
	if len(rest) > 8 && (rest[0]|0x20 == 'h' && (hasFold(rest, "http://") || hasFold(rest, "https://")) || rest[0]|0x20 == 'w' && hasFold(rest, "www.")) {
		return true
	}
	for i := 0; i < len(rest) && i < 64; i++ {
		c := rest[i]
		if c == '@' {
			return i > 0 && i+1 < len(rest) && isLetter(rune(rest[i+1]))
		}
		if !(c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-' || c == '+') {
			return false
		}
	}
	return false
}

func hasFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// address takes everything up to white space, without the punctuation at its end.
func (s *scanner) address() {
	end := s.at
	for end < len(s.text) {
		r, n := s.rune(end)
		if unicode.IsSpace(r) || strings.ContainsRune("<>\"“”«»", r) || (s.text[s.at] == '@' || s.text[s.at] == '#') && end > s.at && !isLetter(r) && !isDigit(r) && r != '_' {
			break
		}
		end += n
	}
	for end > s.at+1 && strings.IndexByte(".,;:!?)]'", s.text[end-1]) >= 0 {
		end--
	}
	s.emit(s.at, end, Address)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	return r != utf8.RuneError && unicode.IsLetter(r)
}

// isInvisible reports characters that are neither space nor ink.
func isInvisible(r rune) bool {
	return r == '\ufeff' || r == '\u200b' || r == '\u200c' || r == '\u200e' || r == '\u200f' || r == '\u2060' || r == 0 || r == '\u00ad'
}

func isQuoteMark(r rune) bool {
	switch r {
	case '"', '“', '”', '„', '‟', '«', '»', '‹', '›', '‘', '’', '‚', '‛', '\'', '`', '´', '＂', '「', '」':
		return true
	}
	return false
}
