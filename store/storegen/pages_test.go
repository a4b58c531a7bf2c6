package storegen

import (
	"reflect"
	"testing"

	"hearsay"
)

// TestPages: the pages keep the laws, differ from each other, and are the same for
// the same seed.
func TestPages(t *testing.T) {
	seen := map[string]bool{}
	claims := 0
	for e := range Pages(1, 200) {
		for _, breach := range hearsay.Check(e.Reading) {
			t.Errorf("%s: %v", e.Capture.Input, breach)
		}
		if id := e.Reading.Document.ID; seen[id] {
			t.Errorf("%s comes twice", id)
		} else {
			seen[id] = true
		}
		claims += len(e.Reading.Claims)
	}
	if claims < 200*(ClaimsPerPage-3) || claims > 200*(ClaimsPerPage+3) {
		t.Errorf("%d claims on 200 pages", claims)
	}
	for a := range Pages(2, 1) {
		for b := range Pages(2, 1) {
			if !reflect.DeepEqual(a, b) {
				t.Error("the same seed gives another page")
			}
		}
	}
}
