package sqlite_test

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"hearsay"
	"hearsay/store"
	"hearsay/store/sqlite"
	"hearsay/store/storegen"
)

// raw opens the file of a store past the store.
func raw(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	return db
}

func exe(t testing.TB, path string, queries ...string) {
	t.Helper()
	db := raw(t, path)
	for _, q := range queries {
		if _, err := db.Exec(q); err != nil {
			t.Fatalf("%s: %v", q, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// filled is the path of a store, closed, of n generated pages that are indexed.
func filled(t testing.TB, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hearsay.db")
	s := open(t, path)
	var entries []store.Entry
	for e := range storegen.Pages(1, n) {
		entries = append(entries, e)
	}
	if _, err := s.Add(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Index(t.Context(), nil), s.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestOpenRefuses opens what is no store, or one of a program to come.
func TestOpenRefuses(t *testing.T) {
	folder := t.TempDir()
	put := func(name, data string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	other, newer := filepath.Join(folder, "other.db"), filled(t, 1)
	exe(t, other, `CREATE TABLE bookmarks (url TEXT)`, `INSERT INTO bookmarks VALUES ('https://a.example/')`)
	exe(t, newer, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)`)
	for _, c := range []struct {
		what, path string
		opt        sqlite.Options
		kind       error
	}{
		{"a folder", folder, sqlite.Options{}, hearsay.ErrInvalid},
		{"a text", put("notes.txt", "These are notes, and many of them."), sqlite.Options{}, hearsay.ErrInvalid},
		{"a short text", put("short.txt", "x"), sqlite.Options{}, hearsay.ErrInvalid},
		{"a header and no more", put("header.db", "SQLite format 3\x00"), sqlite.Options{}, hearsay.ErrInvalid},
		{"another program's database", other, sqlite.Options{}, hearsay.ErrInvalid},
		{"a newer schema", newer, sqlite.Options{}, hearsay.ErrUnsupported},
		{"none, and it must exist", filepath.Join(folder, "none.db"), sqlite.Options{MustExist: true}, hearsay.ErrNotFound},
		{"an empty one, and it must exist", put("empty.db", ""), sqlite.Options{MustExist: true}, hearsay.ErrNotFound},
	} {
		s, err := sqlite.Open(t.Context(), c.path, c.opt)
		if err == nil {
			s.Close()
		}
		if !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.path) {
			t.Errorf("%s: error %v, want %v and the path", c.what, err, c.kind)
		}
	}
	if _, err := os.Stat(filepath.Join(folder, "none.db")); err == nil {
		t.Error("a store was made that should have been there")
	}
	var mode string
	if err := raw(t, other).QueryRow(`SELECT group_concat(name) FROM sqlite_schema`).Scan(&mode); err != nil || mode != "bookmarks" {
		t.Errorf("the other program's database has now tables %s: %v", mode, err)
	}
}

// TestOpenPaths opens stores whatever characters their paths have, in folders that
// are not there yet.
func TestOpenPaths(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, path := range []string{"a b.db", "q?x=1&mode=ro.db", "h#1.db", "p%20%.db", "ü/北京/ж.db", "c:d's.db", "file:x.db", "./a//b+"} {
		e := oneEntry()
		s := open(t, path)
		if _, err := s.Add(t.Context(), []store.Entry{e}); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		s.Close()
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%s: the file has another name: %v", path, err)
		}
		again, err := sqlite.Open(t.Context(), path, sqlite.Options{MustExist: true})
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if _, err := again.Page(t.Context(), e.Reading.Document.ID); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		again.Close()
	}
}

func oneEntry() store.Entry {
	for e := range storegen.Pages(1, 1) {
		return e
	}
	panic("no page")
}

func TestOpenAbsoluteSlashes(t *testing.T) {
	path := "/" + filepath.Join(t.TempDir(), "x.db") // two slashes, as scripts write them
	open(t, path).Close()
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

// TestOpenAtOnce opens a store that is not there from many at once.
func TestOpenAtOnce(t *testing.T) {
	t.Parallel()
	for i := range 3 {
		path := filepath.Join(t.TempDir(), fmt.Sprintf("%d.db", i))
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
				if err != nil {
					t.Error(err)
					return
				}
				defer s.Close()
				if _, err := s.Add(t.Context(), []store.Entry{oneEntry()}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n, err := open(t, path).Counts(t.Context()); err != nil || n.Pages != 1 {
			t.Errorf("%d pages: %v", n.Pages, err)
		}
	}
}

// TestTwoProcesses has two programs make and fill one new store at once.
func TestTwoProcesses(t *testing.T) {
	if path := os.Getenv("HEARSAY_TEST_STORE"); path != "" {
		s := open(t, path)
		for e := range storegen.Pages(1, 10) {
			if _, err := s.Add(t.Context(), []store.Entry{e}); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Index(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		return
	}
	path := filepath.Join(t.TempDir(), "two.db")
	var all sync.WaitGroup
	for range 2 {
		all.Go(func() {
			c := exec.Command(os.Args[0], "-test.run", "^TestTwoProcesses$")
			c.Env = append(os.Environ(), "HEARSAY_TEST_STORE="+path)
			if out, err := c.CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	all.Wait()
	s := open(t, path)
	if n, err := s.Counts(t.Context()); err != nil || n.Pages != 10 || n.Captures != 10 || n.Waiting != 0 {
		t.Errorf("%+v: %v", n, err)
	}
	sound(t, s)
}

// sound reports what Verify finds.
func sound(t *testing.T, s store.Store) {
	t.Helper()
	for breach := range s.Verify(t.Context(), nil) {
		t.Error(breach)
	}
}
