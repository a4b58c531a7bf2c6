package ingest

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"hearsay"
)

// What a PDF file may hold. Statements have some dozen pages and some thousand
// objects.
const (
	maxPDFObjects = 200_000
	maxPDFDecoded = 64 << 20 // bytes of all streams together, decompressed
)

// pdfObject is an object of a PDF file: what is written, and its stream decoded.
type pdfObject struct {
	generation int
	value      []byte
	stream     []byte
	isStream   bool
}

// pdfFile gathers the objects of a PDF file by going over its bytes, without its
// tables of contents. Those of damaged files are wrong, and those of hostile ones
// lead the PDF library in circles that nothing can stop. write lays down the same
// objects as a plain file: one table, no compression, no objects inside streams.
type pdfFile struct {
	data    []byte
	objects map[int]pdfObject
	trailer rawDict
	decoded int
	marks   [2]int // where "obj" and "trailer" come next
}

func readPDFFile(data []byte) (*pdfFile, error) {
	f := &pdfFile{data: data, objects: map[int]pdfObject{}, trailer: rawDict{}}
	for at := 0; at < len(data); {
		next, err := f.next(at)
		if err != nil {
			return nil, err
		}
		at = next
	}
	switch {
	case f.trailer["Encrypt"] != nil:
		return nil, fmt.Errorf("the PDF file is encrypted: %w", hearsay.ErrUnsupported)
	case f.trailer["Root"] == nil && !f.findRoot():
		return nil, fmt.Errorf("damaged PDF file: it has no catalogue: %w", hearsay.ErrInvalid)
	}
	return f, nil
}

// next reads the object or the trailer that comes first from at on, and returns
// where it ends.
func (f *pdfFile) next(at int) (int, error) {
	object, trailer := f.find(0, "obj", at), f.find(1, "trailer", at)
	if trailer < object {
		trailer += len("trailer")
		window := f.data[trailer:min(len(f.data), trailer+16<<10)]
		f.seeTrailer(readRawDict(window))
		return trailer + endOfValue(window, 0), nil
	}
	body := min(object+len("obj"), len(f.data))
	number, generation, ok := numbersBefore(f.data[at:object])
	if !ok || number > maxPDFObjects {
		return body, nil
	}
	return f.object(number, generation, body)
}

// find is where a mark comes next from at on, the end where it does not. It is
// remembered, so that the file is gone over once.
func (f *pdfFile) find(i int, mark string, at int) int {
	if f.marks[i] < at || f.marks[i] == 0 {
		f.marks[i] = max(endAfter(f.data, at, mark)-len(mark), at)
		if !bytes.HasPrefix(f.data[f.marks[i]:], []byte(mark)) {
			f.marks[i] = len(f.data)
		}
	}
	return f.marks[i]
}

// numbersBefore reads the two numbers b ends with.
func numbersBefore(b []byte) (number, generation int, ok bool) {
	words := bytes.Fields(b[max(0, len(b)-24):])
	if len(words) < 2 {
		return 0, 0, false
	}
	first := words[len(words)-2]
	first = first[bytes.LastIndexFunc(first, func(r rune) bool { return r < '0' || r > '9' })+1:]
	number, err1 := strconv.Atoi(string(first))
	generation, err2 := strconv.Atoi(string(words[len(words)-1]))
	return number, generation, err1 == nil && err2 == nil && number >= 0 && 0 <= generation && generation < 1<<16
}

// object reads an object whose value begins at at. Of two with the same number
// the later counts: it is a revision.
func (f *pdfFile) object(number, generation, at int) (int, error) {
	end := endOfValue(f.data, at)
	o := pdfObject{generation: generation, value: f.data[at:end]}
	after := skipSpace(f.data, end)
	if !bytes.HasPrefix(f.data[after:], []byte("stream")) {
		if next := bytes.Index(f.data[end:min(len(f.data), end+70)], []byte("endobj")); next >= 0 {
			o.value = f.data[at : end+next] // "12 0 R" is more than one token
		}
		f.objects[number] = o
		return max(end, at+1), nil
	}
	d := readRawDict(o.value)
	raw, end := f.rawStream(d, after+len("stream"))
	o.isStream = true
	if d.is("Type", "XRef") {
		f.seeTrailer(d)
		return end, nil
	}
	if err := f.decode(d, raw, &o); err != nil {
		return 0, err
	}
	f.objects[number] = o
	if d.is("Type", "ObjStm") {
		return end, f.unpack(d, o.stream)
	}
	return end, nil
}

// seeTrailer keeps what trailers say, the last word counting. Once encrypted,
// always encrypted.
func (f *pdfFile) seeTrailer(d rawDict) {
	for _, key := range []string{"Root", "Info", "Encrypt"} {
		if d[key] != nil {
			f.trailer[key] = d[key]
		}
	}
}

// rawStream takes the bytes of a stream, by its length where that is right.
func (f *pdfFile) rawStream(d rawDict, at int) (raw []byte, end int) {
	if at < len(f.data) && f.data[at] == '\r' {
		at++
	}
	if at < len(f.data) && f.data[at] == '\n' {
		at++
	}
	mark := []byte("endstream")
	if n := d.number("Length"); n > 0 && n <= len(f.data)-at {
		rest := f.data[at+n:]
		if bytes.HasPrefix(bytes.TrimLeft(rest[:min(len(rest), 16)], "\r\n "), mark) {
			return f.data[at : at+n], at + n
		}
	}
	if i := bytes.Index(f.data[at:], mark); i >= 0 {
		return f.data[at : at+i], at + i
	}
	return f.data[at:], len(f.data)
}

// decode undoes the compression of a stream. Pictures and fonts stay empty, and so
// does what cannot be undone: a page with a hole is better than none.
func (f *pdfFile) decode(d rawDict, raw []byte, o *pdfObject) error {
	if d.is("Subtype", "Image") || d["Length1"] != nil || d.is("Type", "Metadata") || d["Subtype"] != nil && bytes.HasSuffix(bytes.TrimSpace(d["Subtype"]), []byte("C")) {
		return nil
	}
	filters := bytes.Fields(bytes.Trim(bytes.ReplaceAll(d["Filter"], []byte("/"), []byte(" ")), "[] "))
	for _, filter := range filters[:min(len(filters), 3)] {
		raw = unfilter(string(filter), raw, maxPDFDecoded-f.decoded)
	}
	if err := f.spend(len(raw)); err != nil {
		return err
	}
	o.stream = unpredict(d, raw)
	return nil
}

func (f *pdfFile) spend(n int) error {
	if f.decoded += n; f.decoded > maxPDFDecoded {
		return fmt.Errorf("the PDF file grows beyond %d bytes when decompressed: %w", maxPDFDecoded, hearsay.ErrInvalid)
	}
	return nil
}

// unfilter undoes one filter, up to a byte more than limit. What is damaged is read
// as far as it goes.
func unfilter(name string, raw []byte, limit int) []byte {
	var r io.Reader
	switch name {
	case "FlateDecode", "Fl":
		z, err := zlib.NewReader(bytes.NewReader(raw))
		if err != nil {
			return nil
		}
		r = z
	case "ASCII85Decode", "A85":
		r = ascii85.NewDecoder(bytes.NewReader(bytes.TrimSuffix(bytes.TrimSpace(raw), []byte("~>"))))
	case "ASCIIHexDecode", "AHx":
		r = hex.NewDecoder(bytes.NewReader(bytes.TrimSuffix(bytes.Join(bytes.Fields(raw), nil), []byte(">"))))
	default:
		return nil
	}
	out, _ := io.ReadAll(io.LimitReader(r, int64(limit)+1)) // damage ends it
	return out
}

// unpredict undoes the PNG prediction "up" and "none", which is what tables use.
func unpredict(d rawDict, data []byte) []byte {
	params := readRawDict(bytes.TrimLeft(d["DecodeParms"], "[ "))
	if params.number("Predictor") < 10 {
		return data
	}
	columns := max(1, params.number("Columns"))
	var out, before []byte
	for len(data) > columns {
		row := slices.Clone(data[1 : columns+1])
		for i := range row {
			if data[0] == 2 && before != nil {
				row[i] += before[i]
			}
		}
		out, before, data = append(out, row...), row, data[columns+1:]
	}
	return out
}

// unpack takes the objects out of an object stream: pairs of number and place
// first, then the objects.
func (f *pdfFile) unpack(d rawDict, data []byte) error {
	first, n := d.number("First"), d.number("N")
	if first <= 0 || first > len(data) {
		return nil
	}
	var pairs []int
	for _, w := range bytes.Fields(data[:first]) {
		v, err := strconv.Atoi(string(w))
		if err != nil || len(pairs) >= 2*n {
			break
		}
		pairs = append(pairs, v)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		start, end := first+pairs[i+1], len(data)
		if i+3 < len(pairs) {
			end = first + pairs[i+3]
		}
		if pairs[i] < 0 || pairs[i] > maxPDFObjects || start < first || end < start || end > len(data) {
			continue
		}
		f.objects[pairs[i]] = pdfObject{value: data[start:end]}
		if err := f.spend(end - start); err != nil { // stretches may overlap
			return err
		}
	}
	return nil
}

// findRoot looks for the catalogue of a file that has lost its trailer.
func (f *pdfFile) findRoot() bool {
	for _, number := range slices.Backward(slices.Sorted(maps.Keys(f.objects))) {
		o := f.objects[number]
		if bytes.Contains(o.value, []byte("/Catalog")) && readRawDict(o.value).is("Type", "Catalog") {
			f.trailer["Root"] = fmt.Appendf(nil, "%d %d R", number, o.generation)
			return true
		}
	}
	return false
}

// write lays the objects down as a plain file.
func (f *pdfFile) write() []byte {
	var out, table bytes.Buffer
	fmt.Fprintf(&out, "%%PDF-1.7\n%%%100s\n", "") // the library wants 100 bytes
	largest := 0
	for number, o := range f.objects {
		fmt.Fprintf(&table, "%d 1\n%010d %05d n \n", number, out.Len(), o.generation)
		fmt.Fprintf(&out, "%d %d obj\n", number, o.generation)
		o.write(&out)
		out.WriteString("\nendobj\n")
		largest = max(largest, number)
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n%strailer\n<< /Size %d", table.Bytes(), largest+1)
	for _, key := range []string{"Root", "Info"} {
		if v := f.trailer[key]; v != nil {
			fmt.Fprintf(&out, " /%s %s", key, v)
		}
	}
	fmt.Fprintf(&out, " >>\nstartxref\n%d\n%%%%EOF\n", start)
	return out.Bytes()
}

func (o pdfObject) write(out *bytes.Buffer) {
	if !o.isStream {
		out.Write(o.value)
		return
	}
	data := closed(o.stream)
	out.WriteString("<<")
	for key, v := range readRawDict(o.value) {
		if !slices.Contains([]string{"Length", "Filter", "DecodeParms", "F", "FFilter", "FDecodeParms"}, key) {
			fmt.Fprintf(out, " /%s %s", key, v)
		}
	}
	fmt.Fprintf(out, " /Length %d >>\nstream\n", len(data))
	out.Write(data)
	out.WriteString("\nendstream")
}

// closed closes a string of hexadecimal digits that a cut stream leaves open: the
// library would look for its end for ever.
func closed(stream []byte) []byte {
	if bytes.LastIndexByte(stream, '<') > bytes.LastIndexByte(stream, '>') {
		return append(slices.Clip(stream), '>')
	}
	return stream
}
