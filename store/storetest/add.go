package storetest

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"hearsay"
	"hearsay/store"
)

// testAdd: the same capture again, the same text from elsewhere, other bytes with
// the same document.
func testAdd(t *testing.T, s store.Store) {
	e := page("quay", "Courier", "2031-05-01", mayor, denial)
	if got, err := s.Seen(t.Context(), e.Capture); err != nil || got != "" {
		t.Errorf("seen before it was added: %q, %v", got, err)
	}
	if got := mustAdd(t, s, e); got[0] != store.Added {
		t.Errorf("first: %v", got)
	}
	if got, err := s.Seen(t.Context(), e.Capture); err != nil || got != e.Reading.Document.ID {
		t.Errorf("seen: %q, %v", got, err)
	}
	again := e
	moved := *e.Capture
	moved.Input, moved.Time = "elsewhere.txt", noon.AddDate(0, 0, 1)
	again.Capture = &moved
	other := e
	bytes := *e.Capture
	bytes.Data = append([]byte("\ufeff"), e.Capture.Data...)
	other.Capture = bytes.Seal()
	if got := mustAdd(t, s, e, again, other, other); !slices.Equal(got, []store.Outcome{store.Known, store.Known, store.Recapture, store.Known}) {
		t.Errorf("again: %v", got)
	}
	counts, err := s.Counts(t.Context())
	if err != nil || counts.Pages != 1 || counts.Claims != 2 || counts.Captures != 2 {
		t.Errorf("counts %+v, %v", counts, err)
	}
}

// testRoundTrip: every field of page, reading and capture comes back.
func testRoundTrip(t *testing.T, s store.Store) {
	own := page("quay", "Courier", "2031-05-01", mayor, unnamed, denial)
	apart := page("mine", "", "", private)
	apart.Capture.Data = []byte("<p>" + apart.Reading.Document.Text) // the text is not the capture's bytes
	apart.Capture.Seal()
	entries := append(made(5), own, apart)
	mustAdd(t, s, entries...)
	same := cmp.Options{cmpopts.EquateEmpty()}
	var all []*store.Page
	for p, err := range s.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if len(all) != len(entries) {
		t.Fatalf("%d pages of %d", len(all), len(entries))
	}
	for i, e := range entries {
		for _, p := range []*store.Page{all[i], mustPage(t, s, e.Reading.Document.ID)} {
			if diff := cmp.Diff(e.Reading, p.Reading, same); diff != "" {
				t.Errorf("%s: reading (-put +got):\n%s", e.Capture.Input, diff)
			}
			if diff := cmp.Diff(e.Capture, p.Capture, same, cmpopts.IgnoreFields(hearsay.Capture{}, "Data")); diff != "" {
				t.Errorf("%s: capture (-put +got):\n%s", e.Capture.Input, diff)
			}
			if p.Extractor != e.Extractor || !p.Made.Equal(e.Made) || !p.Shown || p.Proposed {
				t.Errorf("%s: %+v", e.Capture.Input, p)
			}
		}
		c, err := s.Capture(t.Context(), all[i].ID)
		if err != nil || string(c.Data) != string(e.Capture.Data) || c.SHA256 != e.Capture.SHA256 {
			t.Errorf("%s: bytes differ, %v", e.Capture.Input, err)
		}
		for k := range e.Reading.Claims {
			cited, err := s.Claim(t.Context(), e.Reading.Claims[k].ID)
			if err != nil || !cited.Current || cited.Page.ID != all[i].ID || cited.Claim.ID != e.Reading.Claims[k].ID {
				t.Errorf("claim %d of %s: %+v, %v", k, e.Capture.Input, cited, err)
			}
		}
	}
	for _, id := range []string{"", "sha256:00", own.Reading.Claims[0].ID, hearsay.DocumentID("no", "", "")} {
		if p, err := s.Page(t.Context(), id); !errors.Is(err, hearsay.ErrNotFound) {
			t.Errorf("page %q: %v, %v", id, p, err)
		}
	}
	for _, id := range []string{"", "c:00", "c:000000000000000000000000", "x"} {
		if c, err := s.Claim(t.Context(), id); !errors.Is(err, hearsay.ErrNotFound) {
			t.Errorf("claim %q: %v, %v", id, c, err)
		}
	}
}

func mustPage(t *testing.T, s store.Store, id string) *store.Page {
	t.Helper()
	p, err := s.Page(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// testBatches: an empty batch does nothing; one with a bad entry is kept as a whole
// or not at all.
func testBatches(t *testing.T, s store.Store) {
	if got, err := s.Add(t.Context(), nil); err != nil || len(got) != 0 {
		t.Errorf("empty: %v, %v", got, err)
	}
	good, bad := page("quay", "Courier", "2031-05-01", mayor), page("mine", "Courier", "2031-05-01", mayor)
	bad.Capture.SHA256 = "none"
	if _, err := s.Add(t.Context(), []store.Entry{good, bad}); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("a bad entry: %v", err)
	}
	if counts, err := s.Counts(t.Context()); err != nil || counts.Pages != 0 {
		t.Errorf("half a batch: %+v, %v", counts, err)
	}
}
