package detect

import "unicode"

// script is a way of writing; the numbers are positions in scripts.
type script uint8

// The scripts that more than one language of words.txt is written in come first.
const (
	noScript script = iota
	latin
	cyrillic
	arabic
	devanagari
	han
	kana
	hangul
	single // from here on each stands for one language
)

// block is a range of letters of one script; code is the language where there is
// one only (The Unicode Standard, Blocks.txt).
type block struct {
	from, to rune
	script   script
	code     string
}

// blocks are in order.
var blocks = [...]block{
	{'A', 'Z', latin, ""}, {'a', 'z', latin, ""}, {0xC0, 0x24F, latin, ""},
	{0x370, 0x3FF, single, "el"}, {0x400, 0x52F, cyrillic, ""}, {0x531, 0x587, single + 1, "hy"}, {0x5D0, 0x5EA, single + 2, "he"},
	{0x620, 0x77F, arabic, ""}, {0x900, 0x97F, devanagari, ""}, {0x980, 0x9FF, single + 3, "bn"}, {0xA00, 0xA7F, single + 4, "pa"},
	{0xA80, 0xAFF, single + 5, "gu"}, {0xB00, 0xB7F, single + 6, "or"}, {0xB80, 0xBFF, single + 7, "ta"}, {0xC00, 0xC7F, single + 8, "te"},
	{0xC80, 0xCFF, single + 9, "kn"}, {0xD00, 0xD7F, single + 10, "ml"}, {0xD80, 0xDFF, single + 11, "si"}, {0xE00, 0xE7F, single + 12, "th"},
	{0xE80, 0xEFF, single + 13, "lo"}, {0xF00, 0xFFF, single + 14, "bo"}, {0x1000, 0x109F, single + 15, "my"}, {0x10A0, 0x10FF, single + 16, "ka"},
	{0x1100, 0x11FF, hangul, ""}, {0x1200, 0x139F, single + 17, "am"}, {0x1780, 0x17FF, single + 18, "km"}, {0x1E00, 0x1EFF, latin, ""},
	{0x1F00, 0x1FFF, single, "el"}, {0x3041, 0x30FF, kana, ""}, {0x3400, 0x4DBF, han, ""}, {0x4E00, 0x9FFF, han, ""},
	{0xAC00, 0xD7A3, hangul, ""}, {0xFB50, 0xFEFC, arabic, ""},
}

const scripts = single + 19

// scriptOf is the script of a letter, noScript for one of none that is known.
func scriptOf(r rune) script {
	lo, hi := 0, len(blocks)
	for lo < hi {
		mid := (lo + hi) / 2
		if blocks[mid].to < r {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(blocks) && blocks[lo].from <= r {
		return blocks[lo].script
	}
	return noScript
}

// codeOf is the language of a script that is written for one only, "" for others.
func codeOf(s script) string {
	for i := range blocks {
		if blocks[i].script == s {
			return blocks[i].code
		}
	}
	return ""
}

// fold is a letter or sign of a word beyond ASCII in lower case, 0 for what parts words.
func fold(r rune) rune {
	switch {
	case r == 0xD7 || r == 0xF7:
		return 0
	case r >= 0xC0 && r <= 0xDE, r >= 0x410 && r <= 0x42F:
		return r + 0x20
	case r >= 0xDF && r <= 0xFF, r >= 0x430 && r <= 0x44F, r >= 0x4E00 && r <= 0x9FFF, r >= 0x620 && r <= 0x65F:
		return r
	case r < 0xC0:
		return 0
	case unicode.IsLetter(r):
		return unicode.ToLower(r)
	case unicode.IsMark(r):
		return r
	}
	return 0
}
