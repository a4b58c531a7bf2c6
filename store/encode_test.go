package store

import (
	"errors"
	"reflect"
	"testing"

	"hearsay"
)

// TestDocumentRoundTrip: what is known of a document survives packing, to the last
// field; cut off anywhere it is an error.
func TestDocumentRoundTrip(t *testing.T) {
	want := hearsay.Document{
		Input: "ferry.txt", Authors: []string{"O. Brandt"}, Problems: []string{"odd"},
		Parts:       []hearsay.Part{{Kind: hearsay.Body, Span: hearsay.Span{Start: 1, End: 90}}, {Kind: hearsay.Comment, Span: hearsay.Span{Start: 90, End: 99}, Author: "c1"}},
		Anchors:     []hearsay.Anchor{{URL: "https://a.example/", Text: "the board", Span: hearsay.Span{Start: 4, End: 13}}, {URL: "https://b.example/", Text: "b"}},
		Credits:     []hearsay.Credit{{Span: hearsay.Span{Start: 20, End: 27}, Name: "Reuters"}},
		Corrections: []hearsay.Span{{Start: 40, End: 60}, {Start: 61, End: 80}},
	}
	packed := EncodeDocument(&want)
	var got hearsay.Document
	if err := DecodeDocument(packed, &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	for n := range packed {
		if err := DecodeDocument(packed[:n], &hearsay.Document{}); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("cut off at %d: %v", n, err)
		}
	}
}
