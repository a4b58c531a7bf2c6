package storegen_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/store"
	"hearsay/store/storegen"
)

func TestPagesAreLawful(t *testing.T) {
	for e := range storegen.Pages(1, 500) {
		for _, breach := range hearsay.Check(e.Reading) {
			t.Fatalf("%s: %v", e.Capture.Input, breach)
		}
		if e.Capture.SHA256 == "" || e.Reading.Document.Published == "" && e.Reading.Document.Outlet == "" && len(e.Reading.Claims) == 0 {
			t.Fatalf("%s is empty", e.Capture.Input)
		}
	}
}

func TestPagesComeAgain(t *testing.T) {
	all := slices.Collect(storegen.Pages(7, 20))
	if diff := cmp.Diff(all, slices.Collect(storegen.Pages(7, 20))); diff != "" {
		t.Error("the same seed made other pages:", diff)
	}
	if diff := cmp.Diff(all[15:], slices.Collect(storegen.From(7, 15, 20))); diff != "" {
		t.Error("a page depends on those before it:", diff)
	}
	if cmp.Equal(all[:1], slices.Collect(storegen.Pages(8, 1))) {
		t.Error("another seed made the same page")
	}
}

// TestPagesAreSkewed prints what the pages hold, and holds the sizes to what the
// package says.
func TestPagesAreSkewed(t *testing.T) {
	const n = 2000
	var text, claims int
	outlets, speakers, standings := map[string]int{}, map[string]int{}, map[hearsay.Standing]int{}
	for e := range storegen.Pages(1, n) {
		count(e, outlets, speakers, standings)
		text, claims = text+len(e.Reading.Document.Text), claims+len(e.Reading.Claims)
	}
	t.Logf("a page: %d bytes, %.1f claims; %d outlets, %d speakers; standings %v", text/n, float64(claims)/n, len(outlets), len(speakers), standings)
	if text/n < 3000 || text/n > 5000 || claims/n < 10 || claims/n > 14 {
		t.Errorf("a page has %d bytes and %d claims", text/n, claims/n)
	}
	top := slices.Max(slices.Collect(mapValues(speakers)))
	if len(speakers) < 2000 || top < 10*claims/len(speakers) {
		t.Errorf("%d speakers, of whom the first makes %d of %d claims", len(speakers), top, claims)
	}
}

func count(e store.Entry, outlets, speakers map[string]int, standings map[hearsay.Standing]int) {
	outlets[e.Reading.Document.Outlet]++
	for _, c := range e.Reading.Claims {
		standings[c.Chain[0].Standing]++
		if s := e.Reading.Entity(c.Chain[0].Speaker); s != nil && c.Chain[0].Standing == hearsay.Named {
			speakers[s.Name]++
		}
	}
}

func mapValues(m map[string]int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for _, v := range m {
			if !yield(v) {
				return
			}
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	all := slices.Collect(storegen.Pages(1, 100))
	for i := 0; b.Loop(); i++ {
		hearsay.Check(all[i%len(all)].Reading)
	}
}
