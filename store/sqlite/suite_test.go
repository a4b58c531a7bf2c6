package sqlite_test

import (
	"path/filepath"
	"testing"

	"hearsay/store"
	"hearsay/store/sqlite"
	"hearsay/store/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store { return reopener{open(t, filepath.Join(t.TempDir(), "hearsay.db"))} })
}

// reopener is a store of which storetest can open a copy.
type reopener struct{ *sqlite.Store }

func (reopener) Reopen(t *testing.T, path string) store.Store { return open(t, path) }

// open opens a store for the length of a test.
func open(t testing.TB, path string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}
