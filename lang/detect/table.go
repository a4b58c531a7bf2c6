package detect

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

//go:embed words.txt
var words string

// known is what words.txt says; it never changes.
var known = newTable(words)

const (
	maxLanguages = 80
	maxWords     = 1 << 12 // different ones, of all languages
	slots        = 1 << 13
	noLanguage   = -1
)

// table is words.txt, made ready to be looked up.
type table struct {
	languages []language
	slots     [slots]slot // words by hash, the next free one where taken
	shares    []share
	words     int // different ones
	english   int
}

type language struct {
	code, name string
	scripts    uint64 // those of its words, a bit each
	marks      []rune // letters by which it is told from languages of the same words
}

// slot is a word and the languages that have it: shares[from:to].
type slot struct {
	hash     uint64 // 0 where free
	from, to uint16
	id       uint16
}

// share is what a word says for one language.
type share struct {
	language uint8
	weight   uint8
	counts   bool // as evidence; others only weigh
}

// weights are those of a word by the number of languages that have it: 6 for one
// alone, 4 for two.
const weights = "\x06\x04\x03\x02\x01"

// newTable reads words.txt. What is wrong in it the package's test finds.
func newTable(data string) *table {
	t := &table{english: noLanguage}
	var order []string
	of := map[string][]share{}
	for line := range strings.Lines(data) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
			continue
		case line[0] == '[':
			t.begin(line)
			continue
		}
		for _, w := range strings.Fields(line) {
			at := uint8(len(t.languages) - 1)
			if letters, ok := strings.CutPrefix(w, "="); ok {
				t.languages[at].marks = append(t.languages[at].marks, []rune(letters)...)
				continue
			}
			w, weak := strings.CutPrefix(w, "~")
			if of[w] == nil {
				order = append(order, w)
			}
			of[w] = append(of[w], share{language: at, counts: !weak})
			first, _ := utf8.DecodeRuneInString(w)
			t.languages[at].scripts |= 1 << scriptOf(first)
		}
	}
	for _, w := range order {
		t.put(w, of[w])
	}
	return t
}

// begin reads "[de German]".
func (t *table) begin(line string) {
	code, name, _ := strings.Cut(strings.Trim(line, "[]"), " ")
	if code == "en" {
		t.english = len(t.languages)
	}
	t.languages = append(t.languages, language{code: code, name: name})
}

// put files a word with the languages that have it.
func (t *table) put(w string, of []share) {
	s := slot{hash: hashOf(w), from: uint16(len(t.shares)), id: uint16(t.words)}
	weight := weights[min(len(of), len(weights))-1]
	for _, sh := range of {
		if sh.weight = weight; !sh.counts {
			sh.weight = 1
		}
		t.shares = append(t.shares, sh)
	}
	s.to = uint16(len(t.shares))
	t.words++
	i := s.hash % slots
	for t.slots[i].hash != 0 {
		i = (i + 1) % slots
	}
	t.slots[i] = s
}

// find returns the slot of a word, or nil.
func (t *table) find(hash uint64) *slot {
	for i := hash % slots; t.slots[i].hash != 0; i = (i + 1) % slots {
		if t.slots[i].hash == hash {
			return &t.slots[i]
		}
	}
	return nil
}

// index is the number of the language with this code, or noLanguage.
func (t *table) index(code string) int {
	for i := range t.languages {
		if t.languages[i].code == code {
			return i
		}
	}
	return noLanguage
}

// The hash of a word is FNV-1a over its letters in lower case, a step a letter
// (http://www.isthe.com/chongo/tech/comp/fnv), mixed at the end.
const (
	hashSeed  = 14695981039346656037
	hashPrime = 1099511628211
)

func hashStep(h uint64, r rune) uint64 { return (h ^ uint64(r)) * hashPrime }

func hashEnd(h uint64) uint64 { return h ^ h>>29 }

func hashOf(w string) uint64 {
	h := uint64(hashSeed)
	for _, r := range w {
		h = hashStep(h, r)
	}
	return hashEnd(h)
}
