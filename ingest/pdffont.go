package ingest

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding/charmap"
)

// pdfFont says what the codes of a font mean and how wide they are.
type pdfFont struct {
	wide    bool // two bytes a code
	unicode map[int]string
	widths  map[int]float64 // thousandths of the size
	missing float64         // width of codes without one
	simple  [256]string     // what single bytes mean where unicode says nothing
}

// maxCodes bounds what a font can map: there are 65,536 codes of two bytes.
const maxCodes = 1 << 16

func readPDFFont(v pdf.Value) *pdfFont {
	f := &pdfFont{wide: v.Key("Subtype").Name() == "Type0", unicode: map[int]string{}, widths: map[int]float64{}, missing: 500}
	if cmap := v.Key("ToUnicode"); cmap.Kind() == pdf.Stream {
		quietly(func() { f.readUnicode(cmap) })
	}
	if f.wide {
		f.readWideWidths(v.Key("DescendantFonts").Index(0))
		return f
	}
	first, widths := int(v.Key("FirstChar").Int64()), v.Key("Widths")
	for i := range min(widths.Len(), 256) {
		f.widths[first+i] = widths.Index(i).Float64()
	}
	if len(f.unicode) == 0 || v.Key("Encoding").Kind() != pdf.Null {
		f.readSimple(v)
	}
	return f
}

// readSimple asks the library what single bytes mean. It takes no account of the
// base of an encoding with differences, which is Windows-1252 nearly always.
func (f *pdfFont) readSimple(v pdf.Value) {
	font := pdf.Font{V: v}
	if v.Key("Encoding").Name() == "Identity-H" {
		return
	}
	var encoder pdf.TextEncoding // none where the library would read ToUnicode
	if v.Key("Encoding").Kind() != pdf.Null {
		encoder = font.Encoder()
	}
	for i := range 256 {
		s := string(charmap.Windows1252.DecodeByte(byte(i)))
		if encoder != nil {
			if r, _ := utf8.DecodeRuneInString(encoder.Decode(string([]byte{byte(i)}))); r >= 0xa0 || r >= ' ' && r < 0x7f {
				s = string(r)
			}
		}
		f.simple[i] = s
	}
}

// readUnicode reads the map from codes to characters.
func (f *pdfFont) readUnicode(cmap pdf.Value) {
	pdf.Interpret(cmap, func(stack *pdf.Stack, op string) {
		switch op {
		case "endbfchar":
			for stack.Len() >= 2 {
				to, from := stack.Pop(), stack.Pop()
				f.maps(from.RawString(), to.RawString(), 0)
			}
		case "endbfrange":
			for stack.Len() >= 3 {
				to, high, low := stack.Pop(), stack.Pop(), stack.Pop()
				f.mapsRange(low.RawString(), high.RawString(), to)
			}
		case "endcodespacerange":
			if high := stack.Pop().RawString(); high != "" {
				f.wide = len(high) > 1
			}
		}
		for stack.Len() > 0 && strings.HasPrefix(op, "begin") {
			stack.Pop()
		}
	})
}

func (f *pdfFont) mapsRange(low, high string, to pdf.Value) {
	first, last := code(low), code(high)
	for c := first; c <= last && c-first < maxCodes; c++ {
		if to.Kind() == pdf.Array {
			f.mapsCode(c, to.Index(c-first).RawString(), 0)
		} else {
			f.mapsCode(c, to.RawString(), c-first)
		}
	}
}

func (f *pdfFont) maps(from, to string, plus int) { f.mapsCode(code(from), to, plus) }

// mapsCode maps a code to UTF-16, the last character of it plus so many.
func (f *pdfFont) mapsCode(c int, to string, plus int) {
	if len(to) < 2 || len(to) > 64 || len(f.unicode) > maxCodes {
		return
	}
	units := make([]uint16, len(to)/2)
	for i := range units {
		units[i] = uint16(to[2*i])<<8 | uint16(to[2*i+1])
	}
	units[len(units)-1] += uint16(plus)
	f.unicode[c] = string(utf16.Decode(units))
}

// code is a code of one or two bytes as a number.
func code(s string) (n int) {
	for i := range min(len(s), 2) {
		n = n<<8 | int(s[i])
	}
	return n
}

// readWideWidths reads "first [w w w] first last w" of a font with two-byte codes.
func (f *pdfFont) readWideWidths(v pdf.Value) {
	f.missing = 1000
	if w := v.Key("DW"); w.Kind() != pdf.Null {
		f.missing = w.Float64()
	}
	list := v.Key("W")
	for i := 0; i+1 < list.Len() && len(f.widths) < maxCodes; {
		first, next := int(list.Index(i).Int64()), list.Index(i+1)
		if next.Kind() == pdf.Array {
			for k := range min(next.Len(), maxCodes) {
				f.widths[first+k] = next.Index(k).Float64()
			}
			i += 2
			continue
		}
		for c := first; c <= int(next.Int64()) && c-first < maxCodes; c++ {
			f.widths[c] = list.Index(i + 2).Float64()
		}
		i += 3
	}
}

// each calls do with the meaning and the width of every code of a string.
func (f *pdfFont) each(raw string, do func(s string, width float64, space bool)) {
	size := 1
	if f.wide {
		size = 2
	}
	for ; len(raw) >= size; raw = raw[size:] {
		c := code(raw[:size])
		width, ok := f.widths[c]
		if !ok {
			width = f.missing
		}
		s, ok := f.unicode[c]
		if !ok && !f.wide {
			s = f.simple[c]
		}
		do(s, width, size == 1 && c == ' ')
	}
}

// quietly drops what fails inside of do: part of a page is better than none.
func quietly(do func()) (failed bool) {
	defer func() {
		if r := recover(); r != nil {
			if late, ok := r.(tooLate); ok {
				panic(late)
			}
			failed = true
		}
	}()
	do()
	return false
}

// tooLate is the panic that ends the reading of a file that takes too long.
type tooLate struct{}
