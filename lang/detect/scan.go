package detect

import "unicode/utf8"

// tally is what a text has of each language. It lives on the stack.
type tally struct {
	left    int // bytes that may still be looked at
	words   int
	scripts [scripts]int // letters
	of      [maxLanguages]score
	letters [markLetters]int32 // of each letter below markLetters
	seen    [maxWords / 64]uint64
}

// score is what stands in a text of one language.
type score struct {
	weight   int // of all its function words
	hits     int // function words that count
	distinct int // different ones among them
}

// markLetters bounds the letters that languages are told apart by.
const markLetters = 0x700

// lower is a letter of ASCII in lower case, 0 for what parts words.
var lower = func() (t [utf8.RuneSelf]byte) {
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = c, c
	}
	return t
}()

// add counts the words of a text.
func (t *tally) add(text string) {
	if len(text) > t.left {
		text = text[:t.left]
	}
	t.left -= len(text)
	h := uint64(hashSeed)
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			i++
			if l := lower[c]; l != 0 {
				h = hashStep(h, rune(l))
				t.scripts[latin]++
			} else if h != hashSeed {
				t.word(h)
				h = hashSeed
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if r == 0xAD { // a soft hyphen is no letter and parts nothing
			continue
		}
		if l := fold(r); l != 0 {
			h = hashStep(h, l)
			t.letter(l)
		} else if h != hashSeed {
			t.word(h)
			h = hashSeed
		}
	}
	if h != hashSeed {
		t.word(h)
	}
}

// letter counts a letter beyond ASCII.
func (t *tally) letter(r rune) {
	if r < markLetters {
		t.letters[r]++
	}
	if s := scriptOf(r); s != noScript {
		t.scripts[s]++
	}
}

// word counts a word for the languages that have it.
func (t *tally) word(h uint64) {
	t.words++
	s := known.find(hashEnd(h))
	if s == nil {
		return
	}
	first := t.seen[s.id/64]&(1<<(s.id%64)) == 0
	t.seen[s.id/64] |= 1 << (s.id % 64)
	for _, sh := range known.shares[s.from:s.to] {
		of := &t.of[sh.language]
		of.weight += int(sh.weight)
		if sh.counts {
			of.hits++
			if first {
				of.distinct++
			}
		}
	}
}
