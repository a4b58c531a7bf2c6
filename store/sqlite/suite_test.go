package sqlite_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"hearsay/store"
	"hearsay/store/sqlite"
	"hearsay/store/storetest"
)

func TestStore(t *testing.T) {
	empty := sync.OnceValues(emptyStore)
	storetest.Run(t, func(t *testing.T) store.Store {
		path := filepath.Join(t.TempDir(), "hearsay.db")
		data, err := empty()
		if err = errors.Join(err, os.WriteFile(path, data, 0o644)); err != nil {
			t.Fatal(err)
		}
		return reopener{open(t, path)}
	})
}

// emptyStore is the file of a new store: to copy one takes less than to make one.
func emptyStore() ([]byte, error) {
	folder, err := os.MkdirTemp("", "hearsay")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "empty.db")
	s, err := sqlite.Open(context.Background(), path, sqlite.Options{})
	if err == nil {
		err = s.Close()
	}
	if err != nil {
		return nil, err
	}
	return os.ReadFile(path)
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
