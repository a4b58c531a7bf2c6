package ingest

import (
	"math"
	"strings"
	"time"

	"github.com/ledongthuc/pdf"
)

// The drawings on a page may hold one another so deeply, and be drawn so often.
const (
	maxFormDepth = 4
	maxForms     = 2000
)

// matrix is a place and scale on a page, as PDF writes it: a b c d e f.
type matrix [6]float64

// times is what m does, and then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

var upright = matrix{1, 0, 0, 1, 0, 0}

// graphics is the state that a page's operators change.
type graphics struct {
	ctm                    matrix
	font                   *pdfFont
	size, char, word, lead float64
	stretch, rise          float64
}

// painter follows the operators of a page and gathers its lines.
type painter struct {
	graphics
	saved    []graphics
	at, line matrix // of the next character, of the line's beginning
	lines    lineMaker
	fonts    map[string]*pdfFont // of the page or form that is being read
	deadline time.Time
	forms    int // drawn so far
	depth    int // of the form that is being read
	ops      int
}

// readPage reads one page, as far as it can be read.
func (p *painter) readPage(page pdf.Value, deadline time.Time) (lines []pdfLine, damaged bool) {
	*p = painter{graphics: graphics{ctm: upright, stretch: 1}, at: upright, line: upright, deadline: deadline}
	damaged = p.read(page.Key("Contents"), inherited(page, "Resources"))
	return p.lines.finish(), damaged
}

// inherited is an entry of a page or of the groups of pages above it.
func inherited(page pdf.Value, key string) pdf.Value {
	for range maxPageDepth {
		if v := page.Key(key); v.Kind() != pdf.Null {
			return v
		}
		page = page.Key("Parent")
	}
	return pdf.Value{}
}

func (p *painter) read(content, resources pdf.Value) (damaged bool) {
	if k := content.Kind(); k != pdf.Stream && k != pdf.Array {
		return false
	}
	before := p.fonts
	p.fonts = map[string]*pdfFont{}
	defer func() { p.fonts = before }()
	return quietly(func() {
		pdf.Interpret(content, func(stack *pdf.Stack, op string) {
			args := make([]pdf.Value, stack.Len())
			for i := len(args) - 1; i >= 0; i-- {
				args[i] = stack.Pop()
			}
			p.watch()
			p.do(op, arguments(args), resources)
		})
	})
}

// watch ends the reading when the time is up.
func (p *painter) watch() {
	if p.ops++; p.ops%1024 == 0 && time.Now().After(p.deadline) {
		panic(tooLate{})
	}
}

// arguments are those of an operator; missing ones are null.
type arguments []pdf.Value

func (a arguments) at(i int) pdf.Value {
	if i < len(a) {
		return a[i]
	}
	return pdf.Value{}
}

func (a arguments) number(i int) float64 {
	if n := a.at(i).Float64(); !math.IsNaN(n) && !math.IsInf(n, 0) {
		return n
	}
	return 0
}

func (a arguments) matrix() (m matrix) {
	for i := range m {
		m[i] = a.number(i)
	}
	return m
}

// do follows one operator; those that draw no text are passed over.
func (p *painter) do(op string, a arguments, resources pdf.Value) {
	switch op {
	case "q":
		if len(p.saved) < 1000 {
			p.saved = append(p.saved, p.graphics)
		}
	case "Q":
		if n := len(p.saved); n > 0 {
			p.graphics, p.saved = p.saved[n-1], p.saved[:n-1]
		}
	case "cm":
		p.ctm = a.matrix().times(p.ctm)
	case "Do":
		p.form(resources.Key("XObject").Key(a.at(0).Name()), resources)
	case "Tf":
		p.font, p.size = p.fontNamed(a.at(0).Name(), resources), a.number(1)
	case "Tc":
		p.char = a.number(0)
	case "Tw":
		p.word = a.number(0)
	case "Tz":
		p.stretch = a.number(0) / 100
	case "TL":
		p.lead = a.number(0)
	case "Ts":
		p.rise = a.number(0)
	default:
		p.text(op, a)
	}
}

// text follows the operators that move and show text.
func (p *painter) text(op string, a arguments) {
	switch op {
	case "BT":
		p.at, p.line = upright, upright
	case "Tm":
		p.line = a.matrix()
		p.at = p.line
	case "TD":
		p.lead = -a.number(1)
		p.move(a.number(0), a.number(1))
	case "Td":
		p.move(a.number(0), a.number(1))
	case "T*":
		p.move(0, -p.lead)
	case "Tj":
		p.show(a.at(0).RawString())
	case "'":
		p.move(0, -p.lead)
		p.show(a.at(0).RawString())
	case "\"":
		p.word, p.char = a.number(0), a.number(1)
		p.move(0, -p.lead)
		p.show(a.at(2).RawString())
	case "TJ":
		p.showList(a.at(0))
	}
}

func (p *painter) move(x, y float64) {
	p.line = matrix{1, 0, 0, 1, x, y}.times(p.line)
	p.at = p.line
}

// showList shows strings with small moves between them.
func (p *painter) showList(list pdf.Value) {
	for i := range list.Len() {
		if v := list.Index(i); v.Kind() == pdf.String {
			p.show(v.RawString())
		} else {
			p.advance(-v.Float64() / 1000 * p.size * p.stretch)
		}
	}
}

func (p *painter) advance(x float64) { p.at = matrix{1, 0, 0, 1, x, 0}.times(p.at) }

// show adds a string to the lines, character by character: where one stands far
// from the one before it, a space or a line's end lies between them.
func (p *painter) show(raw string) {
	if p.font == nil {
		return
	}
	p.font.each(raw, func(s string, width float64, space bool) {
		p.watch()
		m := p.at.times(p.ctm)
		x := width/1000*p.size + p.char
		if space {
			x += p.word
		}
		x *= p.stretch
		size := math.Abs(p.size) * math.Hypot(m[2], m[3])
		p.lines.add(s, m[4], m[5], x*math.Hypot(m[0], m[1]), size)
		p.advance(x)
	})
}

// form reads a drawing that the page holds, with the state as it was afterwards.
func (p *painter) form(form, outer pdf.Value) {
	if form.Key("Subtype").Name() != "Form" || p.depth >= maxFormDepth || p.forms >= maxForms {
		return
	}
	p.forms++
	p.depth++
	before, at, line := p.graphics, p.at, p.line
	if m := form.Key("Matrix"); m.Len() == 6 {
		var a arguments
		for i := range 6 {
			a = append(a, m.Index(i))
		}
		p.ctm = a.matrix().times(p.ctm)
	}
	resources := form.Key("Resources")
	if resources.Kind() == pdf.Null {
		resources = outer
	}
	p.read(form, resources)
	p.graphics, p.at, p.line = before, at, line
	p.depth--
}

func (p *painter) fontNamed(name string, resources pdf.Value) *pdfFont {
	f, seen := p.fonts[name]
	if !seen {
		quietly(func() {
			if v := resources.Key("Font").Key(strings.Clone(name)); v.Kind() == pdf.Dict {
				f = readPDFFont(v)
			}
		})
		p.fonts[name] = f
	}
	return f
}
