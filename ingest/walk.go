package ingest

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hearsay"
)

// Extensions are the endings of the files Files picks.
func extensions() []string { return []string{".txt", ".text", ".html", ".htm", ".xhtml", ".pdf"} }

// Files lists the pages and the exports of chats in a folder and the folders below it, in name order. A
// folder reached twice through links is listed once; a folder without a page is
// hearsay.ErrNotFound.
func Files(dir string) ([]string, error) {
	w := walker{}
	if err := w.walk(dir); err != nil {
		return nil, fmt.Errorf("list %s: %w", dir, err)
	}
	if len(w.files) == 0 {
		return nil, fmt.Errorf("list %s: no page in it (%s): %w", dir, strings.Join(extensions(), " "), hearsay.ErrNotFound)
	}
	return w.files, nil
}

type walker struct {
	files []string
	seen  []fs.FileInfo // folders, to stop at links that lead in a circle
}

func (w *walker) walk(dir string) error {
	info, err := os.Stat(dir)
	if err != nil {
		return notFound(err)
	}
	if slices.ContainsFunc(w.seen, func(s fs.FileInfo) bool { return os.SameFile(s, info) }) {
		return nil
	}
	w.seen = append(w.seen, info)
	entries, err := os.ReadDir(dir) // in name order
	if err != nil {
		return err
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		info, err := os.Stat(path)
		switch {
		case err != nil: // a link to nowhere
		case info.IsDir():
			if err := w.walk(path); err != nil {
				return err
			}
		case info.Mode().IsRegular() && (slices.Contains(extensions(), strings.ToLower(filepath.Ext(path))) || e.Name() == ExportName && isExport(path)):
			w.files = append(w.files, path)
		}
	}
	return nil
}

// ReadFile reads the page in a file. It stops at the cap, however large the file.
func ReadFile(path string, opt Options) (*hearsay.Document, error) {
	c, err := OpenFile(path, opt)
	if err != nil {
		return nil, err
	}
	return Extract(c, opt)
}

// OpenFile takes the page in a file as a capture. It stops at the cap, however
// large the file.
func OpenFile(path string, opt Options) (*hearsay.Capture, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, notFound(err))
	}
	defer f.Close()
	return OpenFrom(path, f, opt)
}

// OpenFrom takes a page from r, standard input for example, as a capture.
func OpenFrom(input string, r io.Reader, opt Options) (*hearsay.Capture, error) {
	data, err := io.ReadAll(io.LimitReader(r, opt.maxBytes()+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", input, err)
	}
	return opt.capture(input, data), nil
}

func notFound(err error) error {
	if os.IsNotExist(err) {
		return fmt.Errorf("no such file or folder: %w", hearsay.ErrNotFound)
	}
	return err
}
