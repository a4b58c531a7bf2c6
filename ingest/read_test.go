package ingest

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"hearsay"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

func encode(t *testing.T, e encoding.Encoding, s string) []byte {
	t.Helper()
	out, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestReadDecodes(t *testing.T) {
	const text = "Bürgermeister tritt zurück\n\nDas teilte die Stadt am Montag mit: “Es reicht”.\n"
	for name, c := range map[string]struct {
		data    []byte
		want    string
		problem string
	}{
		"UTF-8":                 {[]byte(text), text, ""},
		"UTF-8 with mark":       {[]byte("\ufeff" + text), text, ""},
		"two marks":             {[]byte("\ufeff\ufeff" + text), "\ufeff" + text, ""},
		"carriage returns":      {[]byte("A\r\n\r\nB\rC\x0b\x1b"), "A\r\n\r\nB\rC\x0b\x1b", ""},
		"some NULs":             {[]byte("A line\x00 of text\n\nand more of it\x00"), "A line\x00 of text\n\nand more of it\x00", "NUL"},
		"UTF-16LE with mark":    {encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), text), text, "UTF-16LE"},
		"UTF-16BE with mark":    {encode(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), text), text, "UTF-16BE"},
		"UTF-16LE without mark": {encode(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), text), text, "UTF-16LE"},
		"UTF-16BE without mark": {encode(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), text), text, "UTF-16BE"},
		"UTF-32LE with mark":    {encode(t, utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), text), text, "UTF-32LE"},
		"UTF-32BE with mark":    {encode(t, utf32.UTF32(utf32.BigEndian, utf32.UseBOM), text), text, "UTF-32BE"},
		"windows-1252":          {encode(t, charmap.Windows1252, text), text, "windows-1252"},
		"damaged UTF-8":         {[]byte("Bürgermeister trítt z\xffurück"), "Bürgermeister trítt z\ufffdurück", "1 broken"},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := Read("page.txt", c.data, Options{})
			if err != nil {
				t.Fatal(err)
			}
			checkLaws(t, d)
			if d.Text != c.want {
				t.Errorf("text %q, want %q", d.Text, c.want)
			}
			if got := strings.Join(d.Problems, "; "); (c.problem == "") != (got == "") || !strings.Contains(got, c.problem) {
				t.Errorf("problems %q, want %q", got, c.problem)
			}
		})
	}
}

func TestReadDecodesDeclaredHTML(t *testing.T) {
	const body = "<p>Градоначальник ушёл в отставку, сообщили в понедельник в городской управе, и это всё.</p>"
	page := "<html><head><meta charset=windows-1251></head><body><article>" + body + "</article></body></html>"
	d, err := Read("page.html", encode(t, charmap.Windows1251, page), Options{})
	if err != nil || !strings.Contains(d.Text, "Градоначальник ушёл") {
		t.Errorf("by meta: %v, %v", d, err)
	}
	bare := "<html><body><article>" + body + "</article></body></html>"
	d, err = Read("page", encode(t, charmap.KOI8R, bare), Options{ContentType: "text/html; charset=koi8-r"})
	if err != nil || !strings.Contains(d.Text, "Градоначальник ушёл") {
		t.Errorf("by content type: %v, %v", d, err)
	}
	jp := "<html><head><meta charset=iso-2022-jp></head><body><p>市長は月曜日に辞任したと市が発表した。</p></body></html>"
	d, err = Read("page.html", encode(t, japanese.ISO2022JP, jp), Options{})
	if err != nil || !strings.Contains(d.Text, "市長は月曜日に") {
		t.Errorf("iso-2022-jp: %v, %v", d, err)
	}
}

func TestReadRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		opt  Options
		kind error
		say  string
	}{
		"nothing":         {nil, Options{}, hearsay.ErrInvalid, "empty"},
		"white space":     {[]byte(" \r\n\t\u00a0"), Options{}, hearsay.ErrInvalid, "empty"},
		"a mark":          {[]byte("\ufeff"), Options{}, hearsay.ErrInvalid, "empty"},
		"too much":        {[]byte("12345"), Options{MaxBytes: 4}, hearsay.ErrInvalid, "--max-size"},
		"a zip":           {[]byte("PK\x03\x04abcdefgh"), Options{}, hearsay.ErrUnsupported, "zip"},
		"a damaged PDF":   {[]byte("%PDF-1.7 text"), Options{}, hearsay.ErrInvalid, "PDF"},
		"a program":       {[]byte("\x7fELF\x02\x01"), Options{}, hearsay.ErrUnsupported, "program"},
		"noise":           {noise(4096), Options{}, hearsay.ErrUnsupported, "binary"},
		"sparse noise":    {sparseNoise(), Options{}, hearsay.ErrUnsupported, "binary"},
		"NULs":            {make([]byte, 4096), Options{}, hearsay.ErrUnsupported, "binary"},
		"unknown format":  {[]byte("text"), Options{Format: "rtf"}, hearsay.ErrInvalid, "rtf"},
		"a date not one":  {[]byte("text"), Options{Published: "2019-02-30"}, hearsay.ErrInvalid, "2019-02-30"},
		"a day of no age": {[]byte("text"), Options{Published: "yesterday"}, hearsay.ErrInvalid, "yesterday"},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := Read("input", c.data, c.opt)
			if d != nil || !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.say) || !strings.Contains(err.Error(), "input") {
				t.Errorf("got %v, %v; want %v that names the input and says %q", d, err, c.kind, c.say)
			}
		})
	}
}

// sparseNoise is noise with a little fewer control characters than chance gives,
// as a third of all random files have.
func sparseNoise() []byte {
	data := noise(4096)
	for i := range data {
		if i%8 == 0 {
			data[i] |= 0x80
		}
	}
	return data
}

// noise is bytes of every value, the same each time.
func noise(n int) []byte {
	out, x := make([]byte, n), uint32(1)
	for i := range out {
		x = x*1664525 + 1013904223
		out[i] = byte(x >> 24)
	}
	return out
}

func TestReadTellsFormats(t *testing.T) {
	for _, c := range []struct {
		input, data string
		opt         Options
		html        bool
	}{
		{"a.txt", "Plain text about <b> tags", Options{}, false},
		{"a.html", "words only", Options{}, true},
		{"a.HTM", "words only", Options{}, true},
		{"-", "<!-- x --> <!DOCTYPE html><p>words", Options{}, true},
		{"a.txt", "<!doctype html><html><p>words", Options{}, true},
		{"a.txt", "<!doctype html><html><p>words", Options{Format: plainText}, false},
		{"-", "words", Options{Format: htmlPage}, true},
		{"-", "<?xml version='1.0'?>\n<html xmlns='x'>", Options{}, true},
		{"-", "<div class=x>words</div>", Options{}, true},
		{"-", "a < b and c > d", Options{}, false},
		{"-", "words", Options{ContentType: "text/html; charset=utf-8"}, true},
		{"https://a.example/b.html", "words", Options{ContentType: "text/plain"}, false},
		{"-", "<3 this town", Options{}, false},
	} {
		if got := isHTML(c.input, []byte(c.data), c.opt); got != c.html {
			t.Errorf("isHTML(%q, %q, %+v) = %v", c.input, c.data, c.opt, got)
		}
	}
}

func TestReadLaysKnownOverFound(t *testing.T) {
	page := []byte(`<html lang=en><head><meta property="og:site_name" content="Page Outlet"><meta property="article:published_time" content="2020-01-02">
<title>A title of the page</title></head><body><article><p>` + strings.Repeat("The town held a meeting about it. ", 20) + `</p></article></body></html>`)
	d, err := Read("p.html", page, Options{Published: "2021-05-06", Known: hearsay.Known{
		URL: "https://a.example/x", Outlet: "Known Outlet", Authors: []string{"A. Writer"}, Anchors: []hearsay.Anchor{{URL: "https://b.example/", Text: "b"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if d.URL != "https://a.example/x" || d.Outlet != "Known Outlet" || d.Published != "2021-05-06" || !slices.Equal(d.Authors, []string{"A. Writer"}) || len(d.Anchors) != 1 || d.Language != "en" {
		t.Errorf("got %+v", d)
	}
	if d, _ = Read("p.html", page, Options{}); d.Published != "2020-01-02" || d.Outlet != "Page Outlet" {
		t.Errorf("got %+v", d)
	}
	d, _ = Read("p.html", page, Options{Published: "2021-05-06", Known: hearsay.Known{Published: "Fri, 3 May 2019 10:00:00 +0200"}})
	if d.Published != "2019-05-03" {
		t.Errorf("published %s", d.Published)
	}
	d, _ = Read("p.html", page, Options{Known: hearsay.Known{Published: "last week"}})
	if d.Published != "2020-01-02" || len(d.Problems) != 1 {
		t.Errorf("published %s, problems %q", d.Published, d.Problems)
	}
}

func TestDay(t *testing.T) {
	for in, want := range map[string]string{
		"2019-04-19": "2019-04-19", "2019-4-9": "2019-04-09", "2019-04-19T23:30:00-05:00": "2019-04-19", " 2019-04-19 10:00": "2019-04-19",
		"20190419": "2019-04-19", "Fri, 19 Apr 2019 08:00:00 GMT": "2019-04-19", "April 19, 2019": "2019-04-19", "19.04.2019": "2019-04-19",
		"": "", "2019": "", "2019-13-01": "", "2019-02-29": "", "0000-01-01": "", "yesterday": "", "2019-04-19x": "",
	} {
		if got := day(in); got != want {
			t.Errorf("day(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"A headline\n\nA body.\n", "\ufeffx", "a\x00b", "\xff\xfea\x00", "é\xe9", "\n\n \n", "one line", "a\r\nb"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Read("page.txt", data, Options{Format: plainText})
		if err != nil {
			return
		}
		checkLaws(t, d)
		want, valid := strings.CutPrefix(string(data), "\ufeff")
		if _, wide := wideEncoding(data); !wide && strings.ToValidUTF8(want, "") == want && d.Text != want {
			t.Fatalf("valid UTF-8 changed: %q to %q (mark cut: %v)", want, d.Text, valid)
		}
	})
}

func TestWrittenDay(t *testing.T) {
	for in, want := range map[string]string{
		"Monday, 8 August 2009, 10:12": "2009-08-08", "Veröffentlicht am 8. August 2009": "2009-08-08", "August 8th, 2009": "2009-08-08",
		"8.8.2009": "2009-08-08", "le 1er mars 2021": "2021-03-01", "3 de febrero de 2022": "2022-02-03", "12 juillet 2019": "2019-07-12",
		"8/9/2009": "", "Room 12 block 2009": "", "12 monkeys 2009": "", "31 June 2009": "", "": "",
	} {
		if got := writtenDay(in); got != want {
			t.Errorf("writtenDay(%q) = %q, want %q", in, got, want)
		}
	}
}
