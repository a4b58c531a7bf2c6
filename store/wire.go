package store

import (
	"encoding/binary"
	"fmt"
	"math"

	"hearsay"
)

// wire writes values to a row of bytes, or reads them back. One description of a
// shape serves both ways, so the two cannot differ. Integers are varints, words
// that come again are written once.
type wire struct {
	buf     []byte // written so far, or still to be read
	format  byte
	reading bool
	words   []string       // in the order in which they first came
	places  map[string]int // of words, when writing
	limit   int            // no span that is read ends after it
	err     error          // the first that was wrong with what is read
}

// newWriter returns a wire that writes.
func newWriter() *wire {
	return &wire{format: wireFormat, buf: make([]byte, 0, 4096), places: map[string]int{}}
}

// fail keeps the first thing that was wrong; reading goes on with zeros.
func (w *wire) fail(what string) {
	if w.err == nil {
		w.err = fmt.Errorf("decode: %s: %w", what, hearsay.ErrInvalid)
	}
	w.buf = nil
}

func (w *wire) number(v *int) {
	if !w.reading {
		w.buf = binary.AppendVarint(w.buf, int64(*v))
		return
	}
	n, size := binary.Varint(w.buf)
	if size <= 0 || int64(int(n)) != n {
		w.fail("cut short in a number")
		n, size = 0, 0
	}
	*v, w.buf = int(n), w.buf[size:]
}

func (w *wire) bit(v *bool) {
	n := 0
	if *v {
		n = 1
	}
	w.number(&n)
	*v = n != 0
}

func (w *wire) float(v *float64) {
	if !w.reading {
		w.buf = binary.LittleEndian.AppendUint64(w.buf, math.Float64bits(*v))
		return
	}
	if len(w.buf) < 8 {
		w.fail("cut short in a fraction")
		*v = 0
		return
	}
	*v, w.buf = math.Float64frombits(binary.LittleEndian.Uint64(w.buf)), w.buf[8:]
}

// span writes start and length.
func (w *wire) span(s *hearsay.Span) {
	length := s.End - s.Start
	w.number(&s.Start)
	w.number(&length)
	s.End = s.Start + length
	if w.reading && (s.Start < 0 || length < 0 || s.End < s.Start || s.End > w.limit) {
		w.fail("a span outside of the text")
		*s = hearsay.Span{}
	}
}

// word writes a string: -1 and the string when it is new, else its number.
func word[T ~string](w *wire, s *T) {
	if !w.reading {
		w.writeWord(string(*s))
		return
	}
	at := 0
	w.number(&at)
	switch {
	case at == -1:
		*s = T(w.readWord())
	case at >= 0 && at < len(w.words):
		*s = T(w.words[at])
	default:
		w.fail("no such word")
		*s = ""
	}
}

func (w *wire) writeWord(s string) {
	at, known := w.places[s]
	if !known {
		at = -1
	}
	w.number(&at)
	if !known {
		size := len(s)
		w.number(&size)
		w.buf = append(w.buf, s...)
		w.places[s] = len(w.places)
	}
}

func (w *wire) readWord() string {
	size := 0
	w.number(&size)
	if size < 0 || size > len(w.buf) {
		w.fail("cut short in a word")
		return ""
	}
	s := string(w.buf[:size])
	w.buf = w.buf[size:]
	w.words = append(w.words, s)
	return s
}

// list writes the length of a list, then its items; an empty list is read as nil.
func list[T any](w *wire, items *[]T, item func(*wire, *T)) {
	n := len(*items)
	w.number(&n)
	if w.reading {
		readList(w, items, n, item)
		return
	}
	for i := range *items {
		item(w, &(*items)[i])
	}
}

// readList grows the list as its items come: a length that is damaged asks for no
// more memory than what is left can fill.
func readList[T any](w *wire, items *[]T, n int, item func(*wire, *T)) {
	*items = nil
	if n < 0 || n > len(w.buf) { // an item is a byte at least
		w.fail("a list longer than what is left")
		return
	}
	if n > 0 {
		*items = make([]T, 0, min(n, 64))
	}
	for range n {
		var v T
		if item(w, &v); w.err != nil {
			return
		}
		*items = append(*items, v)
	}
}

// maybe writes whether a value is there, then the value.
func maybe[T any](w *wire, p **T, item func(*wire, *T)) {
	there := *p != nil
	w.bit(&there)
	if w.reading {
		*p = nil
		if there {
			*p = new(T)
		}
	}
	if *p != nil {
		item(w, *p)
	}
}
