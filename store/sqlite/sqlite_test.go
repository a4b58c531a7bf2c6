package sqlite

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hearsay"
	"hearsay/store"
	"hearsay/store/storegen"
	"hearsay/store/storetest"
)

func openNew(t testing.TB) *Store {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "store.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store { return openNew(t) })
}

// TestSettings: the version of SQLite is one without the write-ahead log's bug, and
// what is acknowledged is on disk.
func TestSettings(t *testing.T) {
	s := openNew(t)
	var version, journal string
	var synchronous int
	if err := s.write.QueryRow(`SELECT sqlite_version()`).Scan(&version); err != nil {
		t.Fatal(err)
	}
	var a, b, c int
	if fmt.Sscanf(version, "%d.%d.%d", &a, &b, &c); a*1_000_000+b*1000+c < 3_051_003 {
		t.Errorf("SQLite %s: one before 3.51.3 can corrupt a store", version)
	}
	if err := errors.Join(s.write.QueryRow(`PRAGMA synchronous`).Scan(&synchronous), s.write.QueryRow(`PRAGMA journal_mode`).Scan(&journal)); err != nil || synchronous != 2 || journal != "wal" {
		t.Errorf("synchronous %d, journal %s, %v", synchronous, journal, err)
	}
	if _, err := s.read.Exec(`DELETE FROM pages`); err == nil {
		t.Error("a connection that reads may write")
	}
}

// TestOpen: what is no store is told from one, and no path is too odd.
func TestOpen(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(text, []byte("no database, but words enough to be taken for one"), 0o644); err != nil {
		t.Fatal(err)
	}
	for path, c := range map[string]struct {
		opt  Options
		kind error
	}{dir: {Options{}, hearsay.ErrInvalid}, text: {Options{}, hearsay.ErrInvalid}, filepath.Join(dir, "none.db"): {Options{MustExist: true}, hearsay.ErrNotFound}} {
		if s, err := Open(t.Context(), path, c.opt); !errors.Is(err, c.kind) {
			t.Errorf("%s: %v, %v", path, s, err)
		}
	}
	for _, name := range []string{"a b.db", "a?b.db", "a#b.db", "100%.db", "æøå.db", "a&_pragma=x.db", filepath.Join("new", "folder", "s.db")} {
		path := filepath.Join(dir, name)
		s, err := Open(t.Context(), path, Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		s.Close()
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%s is elsewhere: %v", name, err)
		}
	}
	newer := openNew(t)
	if _, err := newer.write.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`); err != nil {
		t.Fatal(err)
	}
	newer.Close()
	if _, err := Open(t.Context(), newer.path, Options{}); !errors.Is(err, hearsay.ErrUnsupported) {
		t.Errorf("a store of a newer program: %v", err)
	}
}

// TestOpenTogether: several that open a new store at once all get it.
func TestOpenTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			s, err := Open(t.Context(), path, Options{})
			if err != nil {
				t.Error(err)
				return
			}
			s.Close()
		})
	}
	all.Wait()
}

// TestVerifyFindsDamage: each kind of damage is found and named.
func TestVerifyFindsDamage(t *testing.T) {
	for name, damage := range map[string]string{
		"bytes of a capture":      `UPDATE blobs SET data = substr(data, 1, length(data) - 1) || x'00' WHERE id = 3`,
		"bytes not packed":        `UPDATE blobs SET packing = 9 WHERE id = 2`,
		"a claim's stance":        `UPDATE claims SET stance = 'wishes' WHERE id = 5`,
		"a claim too few":         `DELETE FROM claims WHERE id = 4`,
		"words of no claim":       `INSERT INTO claim_words (rowid, words, facets) VALUES (999999, 'x', 'y')`,
		"claim without words":     `DELETE FROM claim_words WHERE rowid = 3`,
		"layers cut short":        `UPDATE readings SET layers = substr(layers, 1, 40) WHERE id = 2`,
		"layers of another":       `UPDATE readings SET layers = (SELECT layers FROM readings WHERE id = 1) WHERE id = 2`,
		"an id of another text":   `UPDATE documents SET hash = randomblob(32) WHERE id = 2`,
		"a row that is not there": `UPDATE readings SET document = 999 WHERE id = 1`,
	} {
		t.Run(name, func(t *testing.T) {
			s := openNew(t)
			if _, err := s.Add(t.Context(), slices.Collect(storegen.Pages(5, 8))); err != nil {
				t.Fatal(err)
			}
			if err := s.Index(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
			if _, err := s.write.Exec(damage); err != nil {
				t.Fatal(err)
			}
			found := 0
			for breach := range s.Verify(t.Context(), nil) {
				found++
				if breach.Error() == "" {
					t.Error("a breach without words")
				}
			}
			if found == 0 {
				t.Error("the damage was not found")
			}
		})
	}
}

// TestCutFile: a file that was cut gives errors, never a panic.
func TestCutFile(t *testing.T) {
	s := openNew(t)
	if _, err := s.Add(t.Context(), slices.Collect(storegen.Pages(5, 30))); err != nil {
		t.Fatal(err)
	}
	if err := s.Index(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	s.Close()
	whole, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []int{2, 3, 5} {
		path := filepath.Join(t.TempDir(), "cut.db")
		if err := os.WriteFile(path, whole[:len(whole)/part], 0o644); err != nil {
			t.Fatal(err)
		}
		cut, err := Open(t.Context(), path, Options{})
		if err != nil {
			continue // refused when opened
		}
		found := 0
		for range cut.Verify(t.Context(), nil) {
			found++
		}
		cut.Close()
		if found == 0 {
			t.Errorf("cut to a %dth: nothing found", part)
		}
	}
}

// TestBackup: a copy taken while somebody writes is a sound store.
func TestBackup(t *testing.T) {
	s := openNew(t)
	var writer sync.WaitGroup
	writer.Go(func() {
		for batch := range slices.Chunk(slices.Collect(storegen.Pages(5, 200)), 10) {
			if _, err := s.Add(t.Context(), batch); err != nil {
				t.Error(err)
			}
		}
	})
	path := filepath.Join(t.TempDir(), "backup.db")
	if err := s.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	writer.Wait()
	if err := s.Backup(t.Context(), path); !errors.Is(err, hearsay.ErrConflict) {
		t.Errorf("a backup over another: %v", err)
	}
	copied, err := Open(t.Context(), path, Options{MustExist: true})
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close()
	for breach := range copied.Verify(t.Context(), nil) {
		t.Error(breach)
	}
}

// TestPeriodTokens: the tokens of a period cover each of its days once, and no other.
func TestPeriodTokens(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n) }
	for from := 0; from < 800; from += 13 {
		for length := 0; length < 900; length += 37 {
			first, last := day(from).Format(time.DateOnly), day(from+length).Format(time.DateOnly)
			tokens := periodTokens(first, last)
			for n := from - 40; n <= from+length+40; n++ {
				iso := day(n).Format(time.DateOnly)
				covered := 0
				for _, token := range []string{dayToken(iso), monthToken(iso), yearToken(iso)} {
					if slices.Contains(tokens, token) {
						covered++
					}
				}
				if want := n >= from && n <= from+length; covered > 1 || (covered == 1) != want {
					t.Fatalf("%s to %s: %s is covered %d times by %s", first, last, iso, covered, strings.Join(tokens, " "))
				}
			}
		}
	}
}
