package ingest

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hearsay"
)

// tinyPDF writes PDF files: a page is a list of lines, the first character of a
// line says how it stands: "#" large, "^" at the top, "_" at the foot, "" below
// the line before, "+" after a gap.
type tinyPDF struct {
	pages            [][]string
	title            string
	compress, packed bool
	trailer          string
}

func (f tinyPDF) bytes() []byte {
	var kids []string
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>", "<</Title(" + f.title + ")>>"}
	for _, lines := range f.pages {
		n := len(objects) + 1
		kids = append(kids, fmt.Sprintf("%d 0 R", n))
		objects = append(objects,
			fmt.Sprintf("<</Type/Page/Parent 2 0 R/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>", n+1), f.stream("", drawn(lines)))
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(kids), strings.Join(kids, " "))
	if f.packed {
		objects = f.pack(objects)
	}
	return f.file(objects)
}

// stream makes a stream, compressed if so wished.
func (f tinyPDF) stream(keys, data string) string {
	if f.compress {
		var b bytes.Buffer
		w := zlib.NewWriter(&b)
		w.Write([]byte(data))
		w.Close()
		keys, data = keys+"/Filter/FlateDecode", b.String()
	}
	return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", keys, len(data), data)
}

// pack puts all objects but streams into an object stream.
func (f tinyPDF) pack(objects []string) []string {
	var head, body strings.Builder
	n := 0
	for i, o := range objects {
		if strings.Contains(o, "endstream") {
			continue
		}
		fmt.Fprintf(&head, "%d %d ", i+1, body.Len())
		body.WriteString(o + " ")
		objects[i] = ""
		n++
	}
	return append(objects, f.stream(fmt.Sprintf("/Type/ObjStm/N %d/First %d", n, head.Len()), head.String()+body.String()))
}

func (f tinyPDF) file(objects []string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n")
	for i, o := range objects {
		if o != "" {
			fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
		}
	}
	fmt.Fprintf(&b, "trailer\n<</Root 1 0 R/Info 4 0 R%s>>\nstartxref\n0\n%%%%EOF\n", f.trailer)
	return b.Bytes()
}

func drawn(lines []string) string {
	var b strings.Builder
	y := 740
	for _, l := range lines {
		size, at := 10, 0
		switch {
		case strings.HasPrefix(l, "#"):
			l, size, y = l[1:], 20, y-24
		case strings.HasPrefix(l, "^"):
			l, at = l[1:], 790
		case strings.HasPrefix(l, "_"):
			l, at = l[1:], 30
		case strings.HasPrefix(l, "+"):
			l, y = l[1:], y-24
		default:
			y -= 12
		}
		if at == 0 {
			at = y
		}
		l = strings.NewReplacer("(", `\(`, ")", `\)`, "“", `\223`, "”", `\224`, "’", `\222`).Replace(l)
		fmt.Fprintf(&b, "BT /F1 %d Tf 1 0 0 1 60 %d Tm (%s) Tj ET\n", size, at, l)
	}
	return b.String()
}

var statement = [][]string{{
	"^Harbour Board of Veldmark - Statement 14",
	"#Board confirms the closure of pier nine",
	"+8 May 2021",
	"+The Harbour Board said on Monday that pier nine would remain closed after an inspec-",
	"tion found cracks. “We will not put anyone at risk,” said its chair, Odile Marwick.",
	"+The repair is expected to take",
	"_Page 1 of 2",
}, {
	"^Harbour Board of Veldmark - Statement 14",
	"until the autumn, the board’s engineers estimate.",
	"_Page 2 of 2",
}}

func TestPDF(t *testing.T) {
	for name, f := range map[string]tinyPDF{
		"plain": {}, "compressed": {compress: true}, "packed": {compress: true, packed: true},
	} {
		f.pages = statement
		d, err := Extract(Options{}.capture("statement.pdf", f.bytes()), Options{})
		if err != nil {
			t.Fatal(name, err)
		}
		checkLaws(t, d)
		want := []string{
			"Board confirms the closure of pier nine",
			"8 May 2021",
			"The Harbour Board said on Monday that pier nine would remain closed after an inspection found cracks. “We will not put anyone at risk,” said its chair, Odile Marwick.",
			"The repair is expected to take until the autumn, the board’s engineers estimate.",
		}
		if got := strings.Split(d.Text, "\n\n"); !slices.Equal(got, want) {
			t.Errorf("%s: got %q", name, got)
		}
		if d.Title != want[0] || d.Published != "2021-05-08" || d.Parts[0].Kind != hearsay.Headline || d.Parts[1].Kind != hearsay.Byline {
			t.Errorf("%s: title %q, day %q, parts %v", name, d.Title, d.Published, d.Parts)
		}
	}
}

func TestPDFTitle(t *testing.T) {
	page := [][]string{{"Pier nine: a notice", "+The pier will remain closed until the autumn, the", "board said.", "It gave no reason."}}
	for title, want := range map[string]string{"": "Pier nine: a notice", "Pier Nine - A Notice": "Pier nine: a notice", "note.docx": "Pier nine: a notice"} {
		d, err := PDF("a.pdf", tinyPDF{pages: page, title: title}.bytes(), Options{})
		if err != nil || d.Title != want {
			t.Errorf("%q: got %v, %v", title, d, err)
		}
	}
	short := [][]string{{"The pier will remain closed until the autumn, the board said."}}
	if d, err := PDF("a.pdf", tinyPDF{pages: short, title: "Pier nine remains closed"}.bytes(), Options{}); err != nil || d.Title != "Pier nine remains closed" {
		t.Errorf("the title a file gives itself: %v, %v", d, err)
	}
	if got := pdfTitle("Microsoft Word - note.docx"); got != "" {
		t.Errorf("a file's name is no title: %q", got)
	}
}

func TestPDFRefuses(t *testing.T) {
	whole := tinyPDF{pages: statement}.bytes()
	for _, c := range []struct {
		name, says string
		data       []byte
		kind       error
	}{
		{"encrypted", "encrypted", tinyPDF{pages: statement, trailer: "/Encrypt 9 0 R"}.bytes(), hearsay.ErrUnsupported},
		{"scanned", "no text", tinyPDF{pages: [][]string{{}}}.bytes(), hearsay.ErrUnsupported},
		{"no pages", "no pages", tinyPDF{}.bytes(), hearsay.ErrInvalid},
		{"beginning only", "damaged", whole[:60], hearsay.ErrInvalid},
		{"mark only", "damaged", []byte("%PDF-1.4\n"), hearsay.ErrInvalid},
		{"bomb", "decompressed", tinyPDF{compress: true}.file([]string{tinyPDF{compress: true}.stream("", strings.Repeat(" ", maxPDFDecoded+1))}), hearsay.ErrInvalid},
	} {
		_, err := Read(c.name, c.data, Options{})
		if !errors.Is(err, c.kind) || !strings.Contains(fmt.Sprint(err), c.says) {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
	if _, err := Read("text", []byte("no such file"), Options{Format: pdfPage}); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("not a PDF file: %v", err)
	}
}

// TestPDFCircles: what leads in a circle or is cut off comes to an end.
func TestPDFCircles(t *testing.T) {
	page := "<</Type/Page/Parent 2 0 R/Contents 5 0 R/Resources<</Font<</F1 3 0 R>>/XObject<</X 5 0 R>>>>>>"
	for name, objects := range map[string][]string{
		"kids":      {"<</Pages 2 0 R>>", "<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>"},
		"parents":   {"<</Pages 2 0 R>>", "<</Parent 2 0 R/Kids[4 0 R]>>", "", "<</Type/Page/Parent 4 0 R/Contents 5 0 R>>", tinyPDF{}.stream("", "/F1 9 Tf (a) Tj")},
		"forms":     {"<</Pages 2 0 R>>", "<</Kids[4 0 R]>>", "", page, tinyPDF{}.stream("/Subtype/Form", "/X Do /X Do")},
		"open end":  {"<</Pages 2 0 R>>", "<</Kids[4 0 R]>>", "<</Subtype/Type1>>", page, tinyPDF{}.stream("", "/F1 9 Tf (Pier nine) Tj <41")},
		"deep":      {"<</Pages 2 0 R>>", "<</Kids" + strings.Repeat("[", 200_000)},
		"reference": {"<</Pages 2 0 R>>", "2 0 R"},
		"length":    {"<</Pages 2 0 R>>", "<</Kids[4 0 R]>>", "", page, "<</Length 5 0 R>>stream\n(a) Tj\nendstream"},
	} {
		d, err := Read(name, tinyPDF{}.file(objects), Options{})
		if name == "open end" && (err != nil || d.Text != "Pier nine") || name != "open end" && err == nil {
			t.Errorf("%s: got %v, %v", name, d, err)
		}
	}
}

func TestPDFPageCap(t *testing.T) {
	var pages [][]string
	for i := range maxPDFPages + 5 {
		pages = append(pages, []string{fmt.Sprintf("+Entry %s stands alone.", strings.Repeat("x", i+1))})
	}
	d, err := Read("long.pdf", tinyPDF{pages: pages}.bytes(), Options{})
	if err != nil || len(d.Problems) != 1 || !strings.Contains(d.Problems[0], "200 pages") {
		t.Fatalf("got %v, %v", d, err)
	}
}

func TestJoin(t *testing.T) {
	for _, c := range [][3]string{{"an inspec-", "tion", "an inspection"}, {"the Anti-", "Doping Office", "the Anti-Doping Office"}, {"in 2020-", "21", "in 2020-21"}, {"he said -", "and left", "he said - and left"}, {"a", "b", "a b"}} {
		if got := string(join([]byte(c[0]), c[1])); got != c[2] {
			t.Errorf("got %q, want %q", got, c[2])
		}
	}
}

// TestPDFDamaged changes bytes of sound files at random, the same each time: none
// may panic, and what is read obeys the laws.
func TestPDFDamaged(t *testing.T) {
	sound := [][]byte{tinyPDF{pages: statement}.bytes(), tinyPDF{pages: statement, compress: true, packed: true}.bytes()}
	random := rand.New(rand.NewPCG(1, 2))
	read := 0
	for i := range 3000 {
		data := slices.Clone(sound[i%2])
		for range 1 + random.IntN(6) {
			at, from := 5+random.IntN(len(data)-50), 5+random.IntN(len(data)-50)
			switch random.IntN(3) {
			case 0:
				data[at] = byte(random.IntN(256))
			case 1:
				data = slices.Delete(data, at, at+random.IntN(20))
			default:
				data = slices.Insert(data, at, slices.Clone(data[from:from+20])...)
			}
		}
		if d, err := Read("a.pdf", data, Options{}); err == nil {
			checkLaws(t, d)
			read++
		}
	}
	t.Logf("%d of 3000 damaged files could be read", read)
}
