package store_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"hearsay"
	"hearsay/store"
	"hearsay/store/storegen"
	"hearsay/store/storetest"
)

var update = flag.Bool("update", false, "write the files that the tests compare with")

// like are the options under which what is read is what was written: lists have no
// empty form of their own, and the wire carries neither text nor model.
func like() cmp.Options { return cmp.Options{cmpopts.EquateEmpty(), cmpopts.EquateNaNs()} }

// TestReadingComesBack writes and reads arbitrary readings, lawful or not.
func TestReadingComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.Make[hearsay.Reading]().Draw(t, "reading")
		mend(&want)
		var got hearsay.Reading
		if err := store.DecodeReading(store.EncodeReading(&want), &got); err != nil {
			t.Fatal(err)
		}
		want.Document, want.Model = nil, hearsay.Model{}
		if diff := cmp.Diff(want, got, like()...); diff != "" {
			t.Fatal(diff)
		}
	})
}

// mend makes the spans of an arbitrary reading spans: not negative, not backward.
func mend(r *hearsay.Reading) {
	for i := range r.Sentences {
		spans(&r.Sentences[i].Span)
	}
	for i := range r.Entities {
		each(r.Entities[i].Mentions)
	}
	for i := range r.Claims {
		c := &r.Claims[i]
		each(c.Content)
		spans(&c.Antecedent)
		for k := range c.Chain {
			l := &c.Chain[k]
			if spans(&l.Source, &l.Cue, &l.Reason); l.Via != nil {
				spans(&l.Via.Span)
			}
		}
	}
	for i := range r.Figures {
		spans(&r.Figures[i].Span)
	}
	for i := range r.Places {
		spans(&r.Places[i].Span)
	}
	for i := range r.Dates {
		spans(&r.Dates[i].Span)
	}
	for i := range r.Events {
		spans(&r.Events[i].Span)
	}
	for i := range r.Flags {
		spans(&r.Flags[i].Span)
	}
}

func each(all []hearsay.Span) {
	for i := range all {
		spans(&all[i])
	}
}

func spans(all ...*hearsay.Span) {
	for _, s := range all {
		a, b := max(s.Start, -(s.Start+1)), max(s.End, -(s.End+1))
		s.Start, s.End = min(a, b), max(a, b)
	}
}

func TestDocumentComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.Make[hearsay.Document]().Draw(t, "document")
		text := rapid.IntRange(0, 5000).Draw(t, "bytes of text")
		within := func(s *hearsay.Span) {
			spans(s)
			s.Start, s.End = s.Start%(text+1), s.End%(text+1)
			spans(s)
		}
		for i := range want.Parts {
			within(&want.Parts[i].Span)
		}
		for i := range want.Anchors {
			within(&want.Anchors[i].Span)
		}
		for i := range want.Credits {
			within(&want.Credits[i].Span)
		}
		for i := range want.Corrections {
			within(&want.Corrections[i])
		}
		got := hearsay.Document{Text: string(make([]byte, text))}
		if err := store.DecodeDocument(store.EncodeDocument(&want), &got); err != nil {
			t.Fatal(err)
		}
		bare := hearsay.Document{Input: want.Input, Authors: want.Authors, Parts: want.Parts, Anchors: want.Anchors, Credits: want.Credits, Corrections: want.Corrections, Problems: want.Problems, Text: got.Text}
		if diff := cmp.Diff(bare, got, like()...); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestSameBytes: a reading is packed into the same bytes each time.
func TestSameBytes(t *testing.T) {
	for e := range storegen.Pages(1, 50) {
		once, again := store.EncodeReading(e.Reading), store.EncodeReading(e.Reading)
		if string(once) != string(again) {
			t.Error("the same reading gives other bytes")
		}
	}
}

// TestCutShort reads every beginning of a reading and of a document, and each with
// more at its end.
func TestCutShort(t *testing.T) {
	for e := range storegen.Pages(2, 3) {
		reading, document := store.EncodeReading(e.Reading), store.EncodeDocument(e.Reading.Document)
		for n := range reading {
			refused(t, "reading", n, store.DecodeReading(reading[:n], &hearsay.Reading{Document: e.Reading.Document}))
		}
		for n := range document {
			refused(t, "document", n, store.DecodeDocument(document[:n], &hearsay.Document{Text: e.Reading.Document.Text}))
		}
		refused(t, "reading", len(reading)+1, store.DecodeReading(append(reading, 0), &hearsay.Reading{Document: e.Reading.Document}))
		refused(t, "document", len(document)+1, store.DecodeDocument(append(document, 0), &hearsay.Document{Text: e.Reading.Document.Text}))
	}
}

func refused(t *testing.T, what string, n int, err error) {
	t.Helper()
	if !errors.Is(err, hearsay.ErrInvalid) {
		t.Fatalf("%s of %d bytes: error %v, want %v", what, n, err, hearsay.ErrInvalid)
	}
}

// TestFlippedBits changes each byte of a reading: what still decodes can be shown
// without a panic.
func TestFlippedBits(t *testing.T) {
	decoded := 0
	for e := range storegen.Pages(3, 2) {
		data := store.EncodeReading(e.Reading)
		for at := range data {
			for _, bit := range []byte{1, 0x80} {
				data[at] ^= bit
				r := &hearsay.Reading{Document: e.Reading.Document}
				if err := store.DecodeReading(data, r); err == nil {
					decoded++
					show(r)
				} else {
					refused(t, "reading", at, err)
				}
				data[at] ^= bit
			}
		}
	}
	if decoded == 0 {
		t.Error("no change went unseen: show was never tried")
	}
}

// show takes the words of everything in a reading.
func show(r *hearsay.Reading) (n int) {
	text := r.Document.Text
	for _, s := range r.Sentences {
		n += len(s.Span.In(text))
	}
	for _, e := range r.Entities {
		for _, m := range e.Mentions {
			n += len(m.In(text))
		}
	}
	for _, c := range r.Claims {
		n += len(c.Content[0].In(text)) + len(c.Chain[0].Cue.In(text)) + len(hearsay.Hull(c.Content).In(text))
		for _, i := range c.Figures {
			n += len(r.Figures[i].Span.In(text))
		}
		for _, i := range c.Dates {
			n += len(r.Dates[i].Span.In(text))
		}
		for _, i := range c.Places {
			n += len(r.Places[i].Span.In(text))
		}
	}
	for _, f := range r.Flags {
		n += len(f.Span.In(text))
	}
	return n
}

// TestBoundedMemory reads a few bytes that promise long lists.
func TestBoundedMemory(t *testing.T) {
	data := append([]byte{1}, make([]byte, 1<<20)...) // lists within lists, all of zeros
	for i := 1; i < len(data); i += 2 {
		data[i], data[min(i+1, len(data)-1)] = 0xfe, 0x7e
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_ = store.DecodeReading(data, &hearsay.Reading{})
	_ = store.DecodeDocument(data, &hearsay.Document{})
	promised := append([]byte{1, 0, 0}, 0x80, 0x80, 0x80, 0x01) // no sentences, no entities, a million claims
	_ = store.DecodeReading(append(promised, make([]byte, 1<<20)...), &hearsay.Reading{})
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 32<<20 {
		t.Errorf("%d bytes of memory for 3 MB of damage", used)
	}
}

func FuzzDecodeReading(f *testing.F) {
	var doc *hearsay.Document
	for e := range storegen.Pages(4, 3) {
		doc = e.Reading.Document
		f.Add(store.EncodeReading(e.Reading))
	}
	f.Add([]byte{})
	f.Add([]byte{2, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		r := &hearsay.Reading{Document: doc}
		if err := store.DecodeReading(data, r); err != nil {
			refused(t, "reading", len(data), err)
			return
		}
		show(r)
		again := &hearsay.Reading{Document: doc}
		if err := store.DecodeReading(store.EncodeReading(r), again); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r, again, like()...); diff != "" {
			t.Error(diff)
		}
	})
}

func FuzzDecodeDocument(f *testing.F) {
	for e := range storegen.Pages(5, 3) {
		f.Add(store.EncodeDocument(e.Reading.Document))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, again := &hearsay.Document{Text: string(make([]byte, 4096))}, &hearsay.Document{Text: string(make([]byte, 4096))}
		if err := store.DecodeDocument(data, d); err != nil {
			refused(t, "document", len(data), err)
			return
		}
		if err := store.DecodeDocument(store.EncodeDocument(d), again); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(d, again, like()...); diff != "" {
			t.Error(diff)
		}
	})
}

// TestBackCompat reads what each format wrote: a page of which every field says
// something. -update writes the files of the format of today.
func TestBackCompat(t *testing.T) {
	want := storetest.Full().Reading
	if *update {
		write(t, "reading", store.EncodeReading(want))
		write(t, "document", store.EncodeDocument(want.Document))
	}
	for _, data := range files(t, "reading-*") {
		r := hearsay.Reading{Document: want.Document, Model: want.Model}
		if err := store.DecodeReading(data, &r); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(*want, r, like()...); diff != "" {
			t.Error(diff)
		}
	}
	for _, data := range files(t, "document-*") {
		was := *want.Document
		if data[0] < 2 {
			was.Anchors, was.Credits, was.Corrections = slices.Clone(was.Anchors), nil, nil
			for i := range was.Anchors {
				was.Anchors[i].Span = hearsay.Span{}
			}
		}
		d := was
		d.Input, d.Authors, d.Parts, d.Anchors, d.Problems, d.Credits, d.Corrections = "", nil, nil, nil, nil, nil, nil
		if err := store.DecodeDocument(data, &d); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(was, d, like()...); diff != "" {
			t.Error(diff)
		}
	}
}

const backcompat = "testdata/backcompat"

// write keeps data under a name that tells its format.
func write(t *testing.T, what string, data []byte) {
	if err := os.WriteFile(filepath.Join(backcompat, fmt.Sprintf("%s-%d", what, data[0])), data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func files(t *testing.T, pattern string) (out [][]byte) {
	names, err := filepath.Glob(filepath.Join(backcompat, pattern))
	if err != nil || len(names) == 0 {
		t.Fatalf("no files %s: %v", pattern, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, data)
	}
	return out
}
