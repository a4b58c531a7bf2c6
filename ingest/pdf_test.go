package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"hearsay"
)

// typed is a line of a test's PDF page.
type typed struct {
	y    int
	size int
	text string
}

// makePDF writes a PDF file with lines of Helvetica on its pages, and a title if
// one is given.
func makePDF(title string, pages ...[]typed) []byte {
	var out bytes.Buffer
	var at []int
	object := func(format string, args ...any) {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n"+format+"\nendobj\n", append([]any{len(at)}, args...)...)
	}
	out.WriteString("%PDF-1.4\n")
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 4+2*i)
	}
	widths := strings.Repeat("500 ", 224)
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object("<< /Type /Pages /Kids [%s] /Count %d >>", kids, len(pages))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 /Widths [%s] >>", widths)
	for i, lines := range pages {
		var stream strings.Builder
		for _, l := range lines {
			fmt.Fprintf(&stream, "BT /F1 %d Tf 72 %d Td (%s) Tj ET\n", l.size, l.y, l.text)
		}
		object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>", 5+2*i)
		object("<< /Length %d >>\nstream\n%s\nendstream", stream.Len(), stream.String())
	}
	object("<< /Title (%s) >>", title)
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, a := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, len(at), start)
	return out.Bytes()
}

// TestPDF: lines become paragraphs, hyphens are undone, what repeats at the foot of
// pages is dropped.
func TestPDF(t *testing.T) {
	foot := func(n int) typed { return typed{40, 9, fmt.Sprintf("Harbour Board, Page %d of 3", n)} }
	data := makePDF("Statement",
		[]typed{{720, 18, "Statement on the ferry quay"}, {690, 11, "The Harbour Board said on Monday that the quay will be re-"}, {676, 11, "paired before the summer and that at least 40 berths will"}, {662, 11, "stay open."}, {630, 11, "Director Ilse Varga denied that money was short."}, foot(1)},
		[]typed{{720, 11, "A second page goes on with what the board has decided in"}, {706, 11, "its last meeting."}, foot(2)},
		[]typed{{720, 11, "The third page is short."}, foot(3)})
	d, err := Read("statement.pdf", data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := "Statement on the ferry quay\n\nThe Harbour Board said on Monday that the quay will be repaired before the summer and that at least 40 berths will stay open.\n\n" +
		"Director Ilse Varga denied that money was short.\n\nA second page goes on with what the board has decided in its last meeting.\n\nThe third page is short."
	if d.Text != want || d.Title != "Statement on the ferry quay" || d.Parts[0].Kind != hearsay.Headline {
		t.Errorf("title %q, parts %v, text:\n%s", d.Title, d.Parts, d.Text)
	}
}

// TestPDFRefuses: what cannot be read says why.
func TestPDFRefuses(t *testing.T) {
	good := makePDF("T", []typed{{700, 11, "Some words."}})
	encrypted := bytes.Replace(good, []byte("/Root 1 0 R"), []byte("/Encrypt << /Filter /Standard /V 1 /R 2 /O (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) /U (bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb) /P -4 >> /ID [(a)(b)] /Root 1 0 R"), 1)
	for name, data := range map[string][]byte{"no text": makePDF("T", nil), "cut": good[:len(good)/2], "encrypted": encrypted, "noise": append([]byte("%PDF-1.4\n"), bytes.Repeat([]byte("x<</[("), 5000)...)} {
		d, err := Read(name, data, Options{})
		if err == nil || !errors.Is(err, hearsay.ErrInvalid) && !errors.Is(err, hearsay.ErrUnsupported) || !strings.Contains(err.Error(), "PDF") {
			t.Errorf("%s: %v, %v", name, d, err)
		}
	}
}

func FuzzReadPDF(f *testing.F) {
	f.Add(makePDF("T", []typed{{700, 11, "Some words."}}))
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, err := PDF("x", data, Options{}); err == nil && isBlank(d.Text) {
			t.Error("no text and no error")
		}
	})
}
