package ingest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"hearsay"
)

// hostileSuites are collections of odd and hostile bytes beside the repository.
var hostileSuites = []string{"html5lib-tests", "fuzz-corpus", "blns", "JSONTestSuite"}

// The limits of one extraction, and of the heap that is held from the system.
const (
	longestExtract = 2 * time.Second
	largestHeap    = 512 << 20
)

// disguises are the ways in which bytes are handed over: as each format, and inside
// sound files of the formats that hold others.
var disguises = []struct {
	name   string
	format hearsay.Format
	dress  func([]byte) []byte
}{
	{"text", hearsay.PlainText, asIs},
	{"html", hearsay.HTMLPage, asIs},
	{"document line", hearsay.DocumentLine, asIs},
	{"document line around", hearsay.DocumentLine, func(b []byte) []byte { return inJSON(map[string]any{"text": string(b)}) }},
	{"telegram", hearsay.TelegramEntry, asIs},
	{"telegram around", hearsay.TelegramEntry, func(b []byte) []byte {
		return inJSON(map[string]any{"id": 1, "type": "message", "text": []any{map[string]string{"type": "bold", "text": string(b)}, string(b)}})
	}},
	{"pdf", hearsay.PDFPage, asIs},
	{"pdf after its mark", hearsay.AnyFormat, func(b []byte) []byte { return append([]byte("%PDF-1.4\n"), b...) }},
	{"pdf around", hearsay.AnyFormat, aroundPage},
}

func asIs(b []byte) []byte { return b }

func inJSON(v any) []byte {
	out, err := json.Marshal(v)
	if err != nil {
		panic(err) // of a test's own strings
	}
	return out
}

// aroundPage makes a PDF file of which the bytes are an object, the content of its
// page and what its font's codes mean.
func aroundPage(b []byte) []byte {
	page := "<</Type/Page/Parent 2 0 R/Contents[5 0 R 7 0 R]/Resources<</Font<</F1 3 0 R/F2 8 0 R>>>>>>"
	return tinyPDF{}.file([]string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[4 0 R]>>", "<</Type/Font/Subtype/Type1/ToUnicode 6 0 R>>", page,
		tinyPDF{}.stream("", "/F1 9 Tf (Pier nine) Tj (is safe) '"), tinyPDF{}.stream("", string(b)),
		tinyPDF{compress: true}.stream("", "/F2 9 Tf (Pier) Tj "+string(b)), "<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[9 0 R]>>", string(b),
	})
}

// outcome counts what came of the extractions in one disguise.
type outcome struct {
	read, refused int
	slowest       time.Duration
	slowestFile   string
}

// TestHostileSuites: whatever the bytes, extraction ends in a document that obeys
// the laws or in an error of a known kind, soon and in little memory.
func TestHostileSuites(t *testing.T) {
	for _, name := range hostileSuites {
		dir := filepath.Join("..", "..", "shared", "suites", name)
		if _, err := os.Stat(dir); err != nil {
			t.Logf("the suite %s is not beside the repository", name)
			continue
		}
		t.Run(name, func(t *testing.T) { hostileSuite(t, dir) })
	}
}

func hostileSuite(t *testing.T, dir string) {
	debug.FreeOSMemory() // what other tests have held does not count
	results := map[string]*outcome{}
	files, heap := 0, uint64(0)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if files++; raced && files%5 > 0 {
			return nil // all of them where nothing slows them down
		}
		for _, disguise := range disguises {
			if results[disguise.name] == nil {
				results[disguise.name] = &outcome{}
			}
			c := &hearsay.Capture{Input: path, Format: disguise.format, Data: disguise.dress(data)}
			results[disguise.name].extract(t, disguise.name, c)
			heap = max(heap, heldHeap())
		}
		return nil
	})
	if err != nil || files == 0 {
		t.Fatal("no files: ", err)
	}
	for _, disguise := range disguises {
		o := results[disguise.name]
		t.Logf("%-20s of %d files %d read, %d refused; slowest %v (%s)", disguise.name, files, o.read, o.refused, o.slowest.Round(time.Millisecond), o.slowestFile)
	}
	t.Logf("heap held from the system: at most %d MB", heap>>20)
	if heap > largestHeap {
		t.Errorf("%d MB of heap, more than %d", heap>>20, largestHeap>>20)
	}
}

func (o *outcome) extract(t *testing.T, disguise string, c *hearsay.Capture) {
	t.Helper()
	defer func() {
		if r := recover(); r != nil {
			t.Errorf("%s as %s: panic: %v\n%s", c.Input, disguise, r, debug.Stack())
		}
	}()
	var d *hearsay.Document
	var err error
	took := fastest(t, c.Input+" as "+disguise, longestExtract, func() { d, err = Extract(c, Options{}) })
	if took > o.slowest {
		o.slowest, o.slowestFile = took, filepath.Base(c.Input)
	}
	if took > longestExtract && !raced {
		t.Errorf("%s as %s took %v", c.Input, disguise, took)
	}
	if err != nil {
		o.refused++
		if !errors.Is(err, hearsay.ErrInvalid) && !errors.Is(err, hearsay.ErrUnsupported) {
			t.Errorf("%s as %s: an error of no kind: %v", c.Input, disguise, err)
		}
		return
	}
	o.read++
	for _, breach := range hearsay.Check(&hearsay.Reading{Document: d}) {
		t.Errorf("%s as %s: %v", c.Input, disguise, breach)
	}
}

// fastest does something that takes the same work each time, again where it took
// longer than limit: a busy machine slows some tries down, costly bytes all three.
func fastest(t *testing.T, what string, limit time.Duration, do func()) (took time.Duration) {
	t.Helper()
	for try := range 3 {
		start := time.Now()
		do()
		if now := time.Since(start); try == 0 || now < took {
			took = now
		}
		if took <= limit || raced {
			break
		}
		t.Logf("%s took %v", what, took)
	}
	return took
}

// heldHeap is the heap's memory that the system cannot use for anything else.
func heldHeap() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapSys - m.HeapReleased
}

// TestPDFOfManyParts gives the reader files made to be expensive.
func TestPDFOfManyParts(t *testing.T) {
	page := "<</Type/Page/Contents 5 0 R/Resources<</Font<</F1 3 0 R>>/XObject<</X 5 0 R>>>>>>"
	head := []string{"<</Pages 2 0 R>>", "<</Kids[4 0 R]>>", "<</Subtype/Type1>>", page}
	packed := tinyPDF{compress: true}
	for name, data := range map[string][]byte{
		"trailers":       []byte("%PDF-1.4\n" + strings.Repeat("trailer<</A<", 500_000)),
		"objects":        []byte("%PDF-1.4\n" + strings.Repeat("1 0 obj", 1_000_000)),
		"open streams":   []byte("%PDF-1.4\n" + strings.Repeat("1 0 obj<<>>stream ", 400_000)),
		"open strings":   []byte("%PDF-1.4\n" + strings.Repeat("1 0 obj(", 1_000_000)),
		"open arrays":    []byte("%PDF-1.4\n" + strings.Repeat("1 0 obj[", 1_000_000)),
		"forms in forms": packed.file(append(head, packed.stream("/Subtype/Form", strings.Repeat("/X Do ", 50)))),
		"characters":     packed.file(append(head, packed.stream("", "/F1 9 Tf "+strings.Repeat("(pier nine) Tj ", 400_000)))),
		"lines":          packed.file(append(head, packed.stream("", "/F1 9 Tf "+strings.Repeat("0 -9 Td (pier nine) Tj ", 200_000)))),
		"saved states":   packed.file(append(head, packed.stream("", strings.Repeat("q ", 3_000_000)))),
		"a deep array":   packed.file(append(head, packed.stream("", strings.Repeat("[", 3_000_000)))),
	} {
		var d *hearsay.Document
		var err error
		took := fastest(t, name, 2*longestExtract, func() { d, err = Read(name, data, Options{}) })
		if err == nil {
			checkLaws(t, d)
		}
		t.Logf("%-15s %8d bytes: %v, %.70s", name, len(data), took.Round(time.Millisecond), fmt.Sprint(err))
		if took > 2*longestExtract && !raced {
			t.Errorf("%s took %v", name, took)
		}
	}
}
