package store_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"hearsay"
	"hearsay/store"
	"hearsay/store/storegen"
)

var update = flag.Bool("update", false, "write the files of testdata anew")

// full is a reading in which every field that can be set is.
func full() *hearsay.Reading {
	one, two := 1.5, -2e300
	span := hearsay.Span{Start: 3, End: 9}
	return &hearsay.Reading{
		Sentences: []hearsay.Sentence{{Span: span, Told: hearsay.FirstHand, Why: "w"}},
		Entities:  []hearsay.Entity{{ID: "e1", Name: "Ilse Varga", Kind: hearsay.Person, Country: "NO", Office: true, Mentions: []hearsay.Span{span, {Start: 20, End: 30}}}},
		Claims: []hearsay.Claim{{ID: "c:1", Kind: hearsay.Mixed, Act: hearsay.Thinks, Stance: hearsay.Doubts, Content: []hearsay.Span{span}, Antecedent: span,
			Chain:  []hearsay.Link{{Source: span, Cue: span, Speaker: "e1", Standing: hearsay.Role, Reason: span, Via: &hearsay.Via{Span: span, Kind: hearsay.ViaCourt}}, {Standing: hearsay.None}},
			SaidOn: -1, Figures: []int{0, 4}, Places: []int{1}, Dates: []int{2}, Events: []int{3}, Confidence: 0.25, Part: hearsay.Comment, Why: []hearsay.Why{{Field: "f", Rule: "r"}}}},
		Figures:  []hearsay.Figure{{Span: span, Value: &one, Low: &two, High: nil, Open: "low", Approx: true, Hedge: "about", Unit: "%", Of: "boats", Role: "subset", AsOf: 7, Part: hearsay.Comment}},
		Places:   []hearsay.Place{{Span: span, Name: "Elm", Country: "NO", Lat: 61.5, Lon: -7.25, Precision: "city", GazetteerID: "g", Part: hearsay.Comment}},
		Dates:    []hearsay.Date{{Span: span, Kind: "range", From: "2031-01-01", To: "2031-02-01", Grain: "month", Role: "said", RelativeTo: "text", Part: hearsay.Comment}},
		Events:   []hearsay.Event{{Span: span}},
		Flags:    []hearsay.Flag{{Kind: hearsay.ScareQuote, Span: span, Claims: []string{"c:1"}, Part: hearsay.Comment, Why: "w"}},
		Problems: []string{"odd", ""},
	}
}

func fullDocument() *hearsay.Document {
	span := hearsay.Span{Start: 3, End: 9}
	return &hearsay.Document{Input: "in", Authors: []string{"A", "B"}, Parts: []hearsay.Part{{Kind: hearsay.Comment, Span: span, Author: "c1"}}, Anchors: []hearsay.Anchor{{URL: "u", Text: "t", Span: span}},
		Credits: []hearsay.Credit{{Span: span, Name: "AFP"}}, Corrections: []hearsay.Span{span}, Problems: []string{"p"}}
}

// TestRoundTrip: what is packed comes back, every field of it.
func TestRoundTrip(t *testing.T) {
	var got hearsay.Reading
	if err := store.DecodeReading(store.EncodeReading(full()), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(full(), &got); diff != "" {
		t.Error(diff)
	}
	var doc hearsay.Document
	if err := store.DecodeDocument(store.EncodeDocument(fullDocument()), &doc); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(fullDocument(), &doc); diff != "" {
		t.Error(diff)
	}
	for e := range storegen.Pages(9, 20) {
		var got hearsay.Reading
		if err := store.DecodeReading(store.EncodeReading(e.Reading), &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(e.Reading, &got, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(hearsay.Reading{}, "Document", "Model")); diff != "" {
			t.Error(diff)
		}
	}
}

// TestDamage: what is cut short, longer than it should be, or of a format to come is
// refused in words.
func TestDamage(t *testing.T) {
	whole := store.EncodeReading(full())
	for n := range whole {
		if err := store.DecodeReading(whole[:n], &hearsay.Reading{}); !errors.Is(err, hearsay.ErrInvalid) {
			t.Fatalf("cut to %d of %d bytes: %v", n, len(whole), err)
		}
	}
	longer, later := append(whole[:len(whole):len(whole)], 0), append([]byte{99}, whole[1:]...)
	for name, data := range map[string][]byte{"longer": longer, "later": later} {
		if err := store.DecodeReading(data, &hearsay.Reading{}); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestOldFormats: what earlier versions packed is read as it was.
func TestOldFormats(t *testing.T) {
	for name, data := range map[string][]byte{"reading-1.bin": store.EncodeReading(full()), "document-1.bin": store.EncodeDocument(fullDocument())} {
		path := filepath.Join("testdata", "backcompat", name)
		if *update {
			if err := os.WriteFile(path, data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	data, err := os.ReadFile(filepath.Join("testdata", "backcompat", "reading-1.bin"))
	if err != nil {
		t.Fatal(err)
	}
	var r hearsay.Reading
	if err := store.DecodeReading(data, &r); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(full(), &r); diff != "" {
		t.Error(diff)
	}
	var d hearsay.Document
	if data, err = os.ReadFile(filepath.Join("testdata", "backcompat", "document-1.bin")); err == nil {
		err = store.DecodeDocument(data, &d)
	}
	if diff := cmp.Diff(fullDocument(), &d); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(store.EncodeReading(full()))
	f.Add(store.EncodeDocument(fullDocument()))
	f.Fuzz(func(t *testing.T, data []byte) {
		var r hearsay.Reading
		if err := store.DecodeReading(data, &r); err == nil {
			var again hearsay.Reading
			if err := store.DecodeReading(store.EncodeReading(&r), &again); err != nil {
				t.Error(err)
			}
		} else if !errors.Is(err, hearsay.ErrInvalid) {
			t.Error(err)
		}
		_ = store.DecodeDocument(data, &hearsay.Document{}) // no panic, whatever it is
	})
}
