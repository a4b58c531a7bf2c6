package export

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// flow lays words out in lines of at most width columns. It holds one line and
// one word and no more of the text.
type flow struct {
	out    *bytes.Buffer
	color  bool
	width  int
	lead   strip // stands before the first line
	hang   int   // columns before every other line
	margin bool  // lines begin with their signs instead
	line   strip
	word   strip
	gap    bool  // whether white space came before the word
	space  style // of that white space
	lines  int   // written so far
}

// room is the number of columns that words may take on the line in hand.
func (f *flow) room() int {
	switch {
	case f.margin:
		return f.width - marginCells
	case f.lines == 0:
		return f.width - f.lead.cells
	}
	return f.width - f.hang
}

// text adds words; a line may end at any of their spaces.
func (f *flow) text(s string, st style) {
	for c := range clusters(s) {
		f.put(c, st)
	}
}

// item adds words that stay together on one line if they can.
func (f *flow) item(s string, st style) {
	for c := range clusters(s) {
		f.glyph(c, st)
	}
}

// dot sets a dot between items, unless the line is empty.
func (f *flow) dot() {
	f.endWord()
	if f.line.cells > 0 {
		f.text(" · ", style{dim: true})
	}
}

// put adds one character. Scripts that write no spaces may be broken before any
// letter.
func (f *flow) put(c cluster, st style) {
	if c.isSpace() {
		f.endWord()
		f.gap, f.space = true, st
		return
	}
	if f.word.cells > 0 && isSpacelessLetter(c) {
		f.endWord()
	}
	f.glyph(c, st)
}

// glyph adds one character to the word in hand and breaks a word that no line
// could hold.
func (f *flow) glyph(c cluster, st style) {
	if n := f.word.cells + c.cells; f.word.cells > 0 && (n > f.room() || !f.margin && n > f.width-f.hang) {
		broke := f.word.trim()
		f.endWord()
		f.gap = broke
	}
	if c.isSpace() && f.word.cells == 0 {
		f.gap = true
		return
	}
	f.word.add(c.text, c.cells, st)
}

// endWord puts the word in hand on the line, or on the next if it is full.
func (f *flow) endWord() {
	if len(f.word.text) == 0 {
		return
	}
	gap := 0
	if f.gap && f.line.cells > 0 {
		gap = 1
	}
	if f.line.cells > 0 && f.line.cells+gap+f.word.cells > f.room() {
		f.newLine()
		gap = 0
	}
	if gap > 0 {
		f.line.add(" ", 1, f.space)
	}
	f.line.join(&f.word)
	f.word.clear()
	f.gap = false
}

// newLine writes the line in hand.
func (f *flow) newLine() {
	switch {
	case f.line.cells == 0 && !f.margin:
		f.lead.trim()
		f.lead.write(f.out, f.color)
	case f.margin:
		margin := f.line.signs.strip()
		margin.write(f.out, f.color)
	case f.lines == 0:
		f.lead.write(f.out, f.color)
	default:
		f.out.WriteString(strings.Repeat(" ", f.hang))
	}
	f.line.write(f.out, f.color)
	f.out.WriteByte('\n')
	f.line.clear()
	f.lines++
}

// end writes what is in hand.
func (f *flow) end() {
	f.breakLine()
	if f.lines == 0 && f.lead.cells > 0 {
		f.newLine()
	}
}

// breakLine ends the line in hand, if there is anything on it.
func (f *flow) breakLine() {
	f.endWord()
	f.gap = false
	if len(f.line.text) > 0 {
		f.newLine()
	}
}

// left is the number of columns that a further word may take on the line.
func (f *flow) left() int {
	f.endWord()
	if f.line.cells == 0 {
		return f.room()
	}
	return f.room() - f.line.cells - 1
}

func isSpacelessLetter(c cluster) bool {
	if len(c.text) == 1 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(c.text)
	return c.cells == 2 && unicode.IsLetter(r)
}
