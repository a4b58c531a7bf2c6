package export

import (
	"bytes"
	"strconv"
	"strings"

	"hearsay"
)

// The colours are of middling lightness: each keeps a contrast of about 4 to 1
// against both black and white.
const (
	blue    uint8 = 32
	green   uint8 = 28
	orange  uint8 = 130
	magenta uint8 = 162
	red     uint8 = 160
)

// standingInk is the colour of a claim by the standing of whose words it holds.
func standingInk(s hearsay.Standing) uint8 {
	switch s {
	case hearsay.Named:
		return blue
	case hearsay.Role:
		return green
	case hearsay.Unnamed:
		return orange
	}
	return magenta
}

// style is how a stretch is set. The zero style is the terminal's own.
type style struct {
	ink                  uint8 // one of the 256 colours; 0 is the terminal's own
	bold, dim, underline bool
}

func (s style) code() string {
	out := "\x1b["
	for _, c := range []struct {
		on   bool
		code string
	}{{s.bold, "1"}, {s.dim, "2"}, {s.underline, "4"}, {s.ink != 0, "38;5;" + strconv.Itoa(int(s.ink))}} {
		if c.on {
			out += c.code + ";"
		}
	}
	return strings.TrimSuffix(out, ";") + "m"
}

// strip is a piece of a line with its styles.
type strip struct {
	text  []byte
	runs  []run
	cells int
	signs signs
}

// run is a stretch of a strip in one style, up to the byte end.
type run struct {
	end   int
	style style
}

func (s *strip) add(text string, cells int, st style) {
	s.text = append(s.text, text...)
	s.cells += cells
	if n := len(s.runs); n > 0 && s.runs[n-1].style == st {
		s.runs[n-1].end = len(s.text)
		return
	}
	s.runs = append(s.runs, run{len(s.text), st})
}

func (s *strip) join(t *strip) {
	from := len(s.text)
	s.text = append(s.text, t.text...)
	s.cells += t.cells
	s.signs |= t.signs
	for _, r := range t.runs {
		if n := len(s.runs); n > 0 && s.runs[n-1].style == r.style {
			s.runs[n-1].end = from + r.end
		} else {
			s.runs = append(s.runs, run{from + r.end, r.style})
		}
	}
}

// trim cuts the spaces off the end and reports whether there were any.
func (s *strip) trim() bool {
	n := len(s.text)
	s.text = bytes.TrimRight(s.text, " ")
	s.cells -= n - len(s.text)
	for i := range s.runs {
		s.runs[i].end = min(s.runs[i].end, len(s.text))
	}
	return n > len(s.text)
}

func (s *strip) clear() { *s = strip{text: s.text[:0], runs: s.runs[:0]} }

// write writes the strip. Every code it opens it closes.
func (s *strip) write(out *bytes.Buffer, color bool) {
	from := 0
	for _, r := range s.runs {
		if r.end == from {
			continue
		}
		if !color || r.style == (style{}) {
			out.Write(s.text[from:r.end])
		} else {
			out.WriteString(r.style.code())
			out.Write(s.text[from:r.end])
			out.WriteString("\x1b[m")
		}
		from = r.end
	}
}
