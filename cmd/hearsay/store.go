package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"hearsay"
	"hearsay/store/sqlite"
)

// storeFlag is the global --store.
type storeFlag struct{ url string }

func (f *storeFlag) add(root *cobra.Command) {
	root.PersistentFlags().StringVar(&f.url, "store", "", "where pages are kept: sqlite:`PATH` (default "+shortPath(defaultStore())+", or $HEARSAY_STORE)")
}

// open opens the store. With mustExist a store that is not there is an error that
// says how to make one.
func (f *storeFlag) open(ctx context.Context, mustExist bool) (*sqlite.Store, error) {
	path, err := f.path()
	if err != nil {
		return nil, err
	}
	s, err := sqlite.Open(ctx, path, sqlite.Options{MustExist: mustExist})
	switch {
	case mustExist && errors.Is(err, hearsay.ErrNotFound):
		return nil, failure{fmt.Errorf("there is no store at %s yet: hearsay add makes one", path)}
	case err != nil:
		return nil, failure{err}
	}
	return s, nil
}

// with makes a command's run of what it does with a store that is there.
func (f *storeFlag) with(do func(cmd *cobra.Command, args []string, s *sqlite.Store) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) (err error) {
		s, err := f.open(cmd.Context(), true)
		if err != nil {
			return err
		}
		defer closing(s, &err)
		return do(cmd, args, s)
	}
}

// path is the file of the store.
func (f *storeFlag) path() (string, error) {
	url := f.url
	if url == "" {
		url = os.Getenv("HEARSAY_STORE")
	}
	if url == "" {
		url = "sqlite:" + defaultStore()
	}
	kind, path, ok := strings.Cut(url, ":")
	switch {
	case ok && (kind == "postgres" || kind == "postgresql"):
		return "", errors.New("--store postgres://…: this version keeps pages in SQLite only: sqlite:PATH")
	case !ok || kind != "sqlite" || path == "":
		return "", fmt.Errorf("--store %q: write it as sqlite:PATH", url)
	}
	return strings.TrimPrefix(path, "//"), nil
}

// defaultStore is a file in the folder where the system's users keep the data of
// their programs (XDG Base Directory Specification; Apple's and Microsoft's own).
func defaultStore() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return "hearsay.db"
	}
	folder := filepath.Join(home, ".local", "share")
	switch data := os.Getenv("XDG_DATA_HOME"); {
	case runtime.GOOS == "darwin":
		folder = filepath.Join(home, "Library", "Application Support")
	case runtime.GOOS == "windows":
		if local := os.Getenv("LocalAppData"); local != "" {
			folder = local
		}
	case filepath.IsAbs(data):
		folder = data
	}
	return filepath.Join(folder, "hearsay", "hearsay.db")
}

// shortPath writes the home folder as ~.
func shortPath(path string) string {
	if home, err := os.UserHomeDir(); err == nil && home != "/" {
		if rest, ok := strings.CutPrefix(path, home); ok {
			return "~" + rest
		}
	}
	return path
}

// closing closes the store and adds to err what that came to.
func closing(s *sqlite.Store, err *error) {
	if closed := s.Close(); closed != nil && *err == nil {
		*err = failure{fmt.Errorf("close the store: %w", closed)}
	}
}
