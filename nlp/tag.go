package nlp

import (
	"encoding/binary"
	"unicode"
	"unicode/utf8"
)

// Tag is a part of speech of the Penn treebank.
type Tag uint8

// The tags (Marcus et al. 1993), in the order of model files. Punctuation and
// symbols share Punct: the tokeniser knows them better than a tagger.
const (
	Punct Tag = iota
	CC
	CD
	DT
	EX
	FW
	IN
	JJ
	JJR
	JJS
	MD
	NN
	NNP
	NNPS
	NNS
	PDT
	POS
	PRP
	PRPS // PRP$
	RB
	RBR
	RBS
	RP
	TO
	UH
	VB
	VBD
	VBG
	VBN
	VBP
	VBZ
	WDT
	WP
	WPS // WP$
	WRB
	tagCount
)

var labels = [tagCount]string{"PUNCT", "CC", "CD", "DT", "EX", "FW", "IN", "JJ", "JJR", "JJS", "MD", "NN", "NNP", "NNPS", "NNS", "PDT", "POS",
	"PRP", "PRP$", "RB", "RBR", "RBS", "RP", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB"}

// String is the Penn name of the tag.
func (t Tag) String() string { return labels[t] }

// ParseTag returns the tag with a Penn name.
func ParseTag(name string) (Tag, bool) {
	for i, l := range labels {
		if l == name {
			return Tag(i), true
		}
	}
	return 0, false
}

// NearestTag maps what treebanks add to the Penn tags to the nearest tag; what is
// no tag of a word is Punct.
func NearestTag(name string) Tag {
	if t, ok := ParseTag(name); ok {
		return t
	}
	switch name {
	case "ADD", "GW":
		return NNP
	case "AFX":
		return JJ
	case "LS":
		return CD
	}
	return Punct
}

// IsNoun reports common and proper nouns.
func (t Tag) IsNoun() bool { return t >= NN && t <= NNS }

// IsName reports proper nouns.
func (t Tag) IsName() bool { return t == NNP || t == NNPS }

// IsVerb reports every verb form; modals are not among them.
func (t Tag) IsVerb() bool { return t >= VB && t <= VBZ }

// IsFinite reports verb forms that can head a clause.
func (t Tag) IsFinite() bool { return t == VBD || t == VBP || t == VBZ || t == MD }

// IsAdjective reports adjectives of every degree.
func (t Tag) IsAdjective() bool { return t >= JJ && t <= JJS }

// IsAdverb reports adverbs of every degree.
func (t Tag) IsAdverb() bool { return t >= RB && t <= RBS }

// features is how many weight rows one decision adds up.
const features = 19

// tagger is the averaged perceptron (Collins 2002) over hashed features.
type tagger struct {
	mask uint32
	rows []byte // one row of stride signed bytes for each bucket, tagCount of them weights
}

// stride is the length of a row: tagCount, filled up to whole words of 64 bits.
const stride = (int(tagCount) + 7) / 8 * 8

// look is what the features need of one word, computed once.
type look struct {
	word, suffix3, suffix4, prefix, shape uint32
	fixed                                 Tag // Punct when the word is no word
	isFixed                               bool
}

var edge = look{word: 0x9e3779b9, suffix3: 0x85ebca6b, suffix4: 7, prefix: 11, shape: 13}

// Tags appends one tag for each word of a sentence to dst. Words are Penn-style
// tokens, as text.Tokens makes them. Only a model of format 1, which has no layers,
// has tags of its own.
func (m *Model) Tags(dst []Tag, words []string) []Tag {
	var stack [128]look
	looks := append(stack[:0], edge, edge)
	for _, w := range words {
		looks = append(looks, lookAt(w))
	}
	looks = append(looks, edge, edge)
	previous, before := tagCount, tagCount
	var buckets [features]uint32
	for i := range words {
		window := looks[i : i+5]
		tag := window[2].fixed
		if !window[2].isFixed {
			fill(&buckets, window, previous, before)
			tag = m.tags.best(&buckets)
		}
		dst = append(dst, written(tag, words[i]))
		previous, before = tag, previous
	}
	return dst
}

// best returns the tag with the highest sum of weights; ties go to the lower tag.
// Eight weights are added at a time: with 128 added to each, so that none is
// negative, the sum of all features fits the 16 bits that every second byte has
// to itself.
func (t *tagger) best(buckets *[features]uint32) Tag {
	const signs, even = 0x8080808080808080, 0x00ff00ff00ff00ff
	var sums [2 * stride / 8]uint64 // by turns the even and the odd bytes of a word
	for _, b := range buckets {
		row := t.rows[int(b&t.mask)*stride:][:stride]
		for w := 0; w < stride/8; w++ {
			v := binary.LittleEndian.Uint64(row[8*w:]) ^ signs
			sums[2*w] += v & even
			sums[2*w+1] += v >> 8 & even
		}
	}
	best, most := Tag(1), uint64(0)
	for k := Tag(1); k < tagCount; k++ {
		if v := sums[k/8*2+k%2] >> (k % 8 / 2 * 16) & 0xffff; v > most {
			best, most = k, v
		}
	}
	return best
}

func fill(b *[features]uint32, w []look, previous, before Tag) {
	this, left, right := &w[2], &w[1], &w[3]
	p := uint32(previous) + 1
	pp := p*64 + uint32(before) + 1
	*b = [features]uint32{
		mix(0, this.word), mix(1, this.suffix3), mix(2, this.suffix4), mix(3, this.prefix), mix(4, this.shape),
		mix(5, left.word), mix(6, right.word), mix(7, w[0].word), mix(8, w[4].word),
		mix(9, p), mix(10, pp), mix(11, this.word+p*0x1000193), mix(12, left.suffix3), mix(13, right.suffix3),
		mix(14, this.shape+31*right.shape+977*left.shape), mix(15, left.word^this.word*3), mix(16, this.word*5^right.word),
		mix(17, this.suffix3+p*0x1000193), mix(18, right.word+p*0x1000193),
	}
}

func mix(kind, v uint32) uint32 {
	v = (v ^ kind*0x9e3779b1) * 0x85ebca6b
	v ^= v >> 13
	v *= 0xc2b2ae35
	return v ^ v>>16
}

func lookAt(word string) look {
	var buf [24]byte
	l, shape, hasLetter := lowered(buf[:0], word)
	n := len(l)
	if !hasLetter {
		if n > 0 && isDigit(l[0]) {
			return look{word: 0xd161, suffix3: 0xd161, suffix4: uint32(min(len(word), 6)), prefix: 0xd161, shape: 5, fixed: CD, isFixed: true}
		}
		return look{word: fnv(l), suffix3: fnv(l), suffix4: 3, prefix: 3, shape: 6, fixed: Punct, isFixed: true}
	}
	return look{word: fnv(l), suffix3: fnv(l[max(0, n-3):]), suffix4: fnv(l[max(0, n-4):]) + 1, prefix: fnv(l[:min(3, n)]) + 2, shape: shape}
}

// lowered appends the lower case of word to buf and tells its shape: 1 lower, 2
// capitalised, 3 all capitals, 4 with digits, plus 8 for a hyphen inside.
func lowered(buf []byte, word string) (out []byte, shape uint32, hasLetter bool) {
	upper, letters, digits := 0, 0, 0
	var hyphen uint32
	for i, r := range word {
		switch {
		case r == '’':
			buf = append(buf, '\'')
			continue
		case r < utf8.RuneSelf:
			if r >= 'A' && r <= 'Z' {
				r += 'a' - 'A'
				upper++
				letters++
			} else if r >= 'a' && r <= 'z' {
				letters++
			} else if r >= '0' && r <= '9' {
				digits++
			} else if r == '-' && i > 0 {
				hyphen = 8
			}
			buf = append(buf, byte(r))
			continue
		case unicode.IsUpper(r):
			upper++
			r = unicode.ToLower(r)
			letters++
		case unicode.IsLetter(r):
			letters++
		}
		buf = utf8.AppendRune(buf, r)
	}
	switch {
	case digits > 0:
		shape = 4
	case upper == 0:
		shape = 1
	case upper == letters && letters > 1:
		shape = 3
	default:
		shape = 2
	}
	return buf, shape + hyphen, letters > 0
}

func fnv(b []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range b {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// written makes CD of a number such as ".5". Its neighbours see it as Punct: so
// it was when feature version 1 was trained.
func written(tag Tag, word string) Tag {
	if tag == Punct && len(word) > 1 && word[0] == '.' && isDigit(word[1]) {
		return CD
	}
	return tag
}

// FixedTag is the tag by which its neighbours see a word that needs no model: CD
// for what begins with a digit, Punct for any other without a letter.
func FixedTag(word string) Tag { return lookAt(word).fixed }

// IsFixed reports whether the word's tag needs no model.
func IsFixed(word string) bool { return lookAt(word).isFixed }
