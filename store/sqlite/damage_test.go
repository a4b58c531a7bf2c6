package sqlite_test

import (
	"compress/gzip"
	"context"
	"errors"
	"flag"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/store"
	"hearsay/store/sqlite"
	"hearsay/store/storegen"
	"hearsay/store/storetest"
)

var update = flag.Bool("update", false, "write the store of today's schema to testdata/backcompat")

// TestVerifyFinds damages a store in one place at a time.
func TestVerifyFinds(t *testing.T) {
	t.Parallel()
	whole := filled(t, 7)
	for what, damage := range map[string]struct{ query, says string }{
		"a byte of a capture":           {`UPDATE blobs SET data = substr(data, 1, 40) || x'00' || substr(data, 42) WHERE id = 3`, "bytes"},
		"bytes of no packing":           {`UPDATE blobs SET packing = 7 WHERE id = 3`, "no packing 7"},
		"a capture cut short":           {`UPDATE blobs SET data = substr(data, 1, 100) WHERE id = 3`, "bytes"},
		"a text":                        {`UPDATE documents SET text = CAST(printf('%.9999c', 'x') AS BLOB), packing = 0 WHERE id = 4`, "document id"},
		"a text cut short":              {`UPDATE documents SET text = x'41', packing = 0 WHERE id = 4`, "a span outside of the text"},
		"a title's page":                {`UPDATE documents SET url = 'https://other.example/' WHERE id = 2`, "document id"},
		"a claim's stance":              {`UPDATE claims SET stance = CASE stance WHEN 'denies' THEN 'asserts' ELSE 'denies' END WHERE id = 5`, "says something else"},
		"a claim's standing":            {`UPDATE claims SET standing = CASE standing WHEN 'named' THEN 'none' ELSE 'named' END WHERE id = 5`, "says something else"},
		"a claim's id":                  {`UPDATE claims SET hash = x'000102030405060708090a0b' WHERE id = 5`, "says something else"},
		"a claim's place on its page":   {`UPDATE claims SET ordinal = 77 WHERE id = 5`, "a row of claim 77"},
		"a claim that is gone":          {`DELETE FROM claims WHERE id = 5`, "to be searched"},
		"words of a claim":              {`DELETE FROM claim_words WHERE rowid = 5`, "cannot be searched by words"},
		"words of a page":               {`DELETE FROM page_words WHERE rowid = 5`, "page 5 cannot be searched by words"},
		"words of a speaker":            {`DELETE FROM speaker_words WHERE rowid = 3`, "speaker 3 cannot be found by name"},
		"a speaker's count":             {`UPDATE speakers SET claims = claims + 1 WHERE id = 3`, "speaker 3"},
		"a speaker's outlet":            {`DELETE FROM speaker_outlets WHERE speaker = 3`, "speaker 3"},
		"the layers of a reading":       {`UPDATE readings SET layers = substr(layers, 1, length(layers) - 3) WHERE id = 6`, "cut short"},
		"layers of a format to come":    {`UPDATE readings SET layers = x'63' || substr(layers, 2) WHERE id = 6`, "format 99"},
		"layers of another page":        {`UPDATE readings SET layers = (SELECT layers FROM readings WHERE id = 7) WHERE id = 6`, "page 6"},
		"a page that is gone":           {`DELETE FROM pages WHERE id = 4`, "is not there"},
		"a maker that is gone":          {`DELETE FROM makers`, "makers"},
		"a page searched as it was not": {`UPDATE pages SET indexed = 1 WHERE id = 4`, "another reading is searched than shown"},
		"block of the full-text index":  {`DELETE FROM claim_words_data WHERE id = (SELECT max(id) FROM claim_words_data)`, ""},
	} {
		t.Run(what, func(t *testing.T) {
			path := copyOf(t, whole)
			exe(t, path, damage.query)
			breaches := breachesOf(t, path)
			if len(breaches) == 0 || !strings.Contains(errors.Join(breaches...).Error(), damage.says) {
				t.Errorf("verify finds %v, want words %q", breaches, damage.says)
			}
		})
	}
	if breaches := breachesOf(t, copyOf(t, whole)); len(breaches) > 0 {
		t.Errorf("of a sound copy: %v", breaches)
	}
}

func copyOf(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "copy.db")
	if err := os.WriteFile(to, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return to
}

// breachesOf are what opening and verifying a store finds wrong with it; also then
// it can be used.
func breachesOf(t *testing.T, path string, also ...func(*sqlite.Store)) (out []error) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{MustExist: true})
	if err != nil {
		return []error{err}
	}
	defer s.Close()
	for _, do := range also {
		do(s)
	}
	for breach := range s.Verify(t.Context(), nil) {
		out = append(out, breach)
	}
	return out
}

// use reads from a store, sound or not, as its users do.
func use(ctx context.Context, s *sqlite.Store) {
	show := func(p *store.Page) {
		for _, c := range p.Reading.Claims {
			for _, piece := range c.Content {
				_ = piece.In(p.Document().Text)
			}
			_ = c.Chain[0].Source.In(p.Document().Text)
		}
	}
	for p, err := range s.All(ctx) {
		if err == nil {
			show(p)
			_, _ = s.Capture(ctx, p.ID)
		}
	}
	for _, q := range []store.Query{{}, {Words: "the", Sort: store.Best}, {Standing: hearsay.Named, From: "2022-01-01"}} {
		if hits, err := s.Claims(ctx, q); err == nil {
			for i := range hits.Claims {
				show(hits.Claims[i].Page)
				_ = hits.Claims[i].Claim()
			}
		}
		_, _ = s.Documents(ctx, q)
	}
	_, _ = s.Speakers(ctx, "a", 5)
}

// TestCutFile cuts a store at many lengths, and flips bytes of it: opening, reading
// and verifying never panic, and a cut is always found.
func TestCutFile(t *testing.T) {
	t.Parallel()
	whole, err := os.ReadFile(filled(t, 3))
	if err != nil {
		t.Fatal(err)
	}
	try := func(data []byte) []error {
		path := filepath.Join(t.TempDir(), "x.db")
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		return breachesOf(t, path, func(s *sqlite.Store) { use(t.Context(), s) })
	}
	rng := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{10, 16, 100, 1000, 4096, 4097, len(whole) / 3, len(whole) / 2, len(whole) - 4096, len(whole) - 1} {
		if breaches := try(whole[:n]); len(breaches) == 0 {
			t.Errorf("cut to %d of %d bytes: nothing found", n, len(whole))
		}
	}
	found := 0
	const flips = 12
	for range flips {
		data := append([]byte(nil), whole...)
		for range 8 {
			data[rng.IntN(len(data))] ^= byte(1 + rng.IntN(255))
		}
		if len(try(data)) > 0 {
			found++
		}
	}
	t.Logf("%d of %d stores with eight flipped bytes each were found damaged", found, flips)
	if found < flips/2 {
		t.Error("too few")
	}
}

// TestBackCompat opens stores that older programs made.
func TestBackCompat(t *testing.T) {
	if *update {
		writeStore(t, filepath.Join("testdata", "backcompat", "schema-3-wire-2.db.gz"))
	}
	names, err := filepath.Glob("testdata/backcompat/*.db.gz")
	if err != nil || len(names) == 0 {
		t.Fatalf("no stores: %v", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			s := open(t, unzip(t, name))
			sound(t, s)
			holdsOld(t, s)
			if err := s.Index(t.Context(), nil); err != nil {
				t.Error(err)
			}
			sound(t, s)
		})
	}
}

// oldPages are those of the stores in testdata/backcompat.
func oldPages() []store.Entry {
	entries := []store.Entry{storetest.Full()}
	for e := range storegen.Pages(1, 5) {
		entries = append(entries, e)
	}
	return entries
}

func writeStore(t *testing.T, to string) {
	path := filepath.Join(t.TempDir(), "new.db")
	s := open(t, path)
	ctx := t.Context()
	full := storetest.Full()
	_, err := s.Add(ctx, oldPages())
	_, err2 := s.PutFeed(ctx, hearsay.Feed{URL: "https://a.example/feed", Outlet: "A"})
	err = errors.Join(err, err2, s.Mark(ctx, store.Mark{Claim: full.Reading.Claims[0].ID, Kind: store.MarkCited, Note: "memo", At: time.UnixMilli(1e12)}),
		s.Enqueue(ctx, []store.Job{{Kind: "fetch-page", Key: "https://a.example/1"}}), s.Index(ctx, nil), s.Close())
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	_, err = z.Write(data)
	if err = errors.Join(err, z.Close(), os.MkdirAll(filepath.Dir(to), 0o755), os.WriteFile(to, []byte(b.String()), 0o644)); err != nil {
		t.Fatal(err)
	}
}

func unzip(t *testing.T, name string) string {
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "old.db")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// holdsOld asks an old store for all that was put into it. Page by page: the pages
// that storegen makes may change, so only the one made by hand is compared.
func holdsOld(t *testing.T, s *sqlite.Store) {
	ctx := t.Context()
	full := storetest.Full()
	p, err := s.Page(ctx, full.Reading.Document.ID)
	if err != nil {
		t.Fatal(err)
	}
	if p.Document().Text != full.Reading.Document.Text || len(p.Marks) != 1 || len(p.Reading.Claims) != 2 {
		t.Errorf("page %d: %d marks, %d claims", p.ID, len(p.Marks), len(p.Reading.Claims))
	}
	hits, err := s.Claims(ctx, store.Query{Words: "boats sail", Standing: hearsay.Role, From: "2031-05-01"})
	if err != nil || hits.Total != 1 {
		t.Errorf("%v: %v", hits, err)
	}
	n, err := s.Counts(ctx)
	if err != nil || n.Pages != 6 || n.Feeds != 1 || n.Waiting != 0 {
		t.Errorf("%+v: %v", n, err)
	}
	jobs, err := s.Lease(ctx, store.LeaseRequest{Limit: 5, Now: time.Now(), For: time.Minute})
	if err != nil || len(jobs) != 1 {
		t.Errorf("%v: %v", jobs, err)
	}
}
