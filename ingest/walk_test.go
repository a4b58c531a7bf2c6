package ingest

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearsay"
)

// tree makes files, and links where a value begins with "->".
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		err := error(nil)
		if target, ok := strings.CutPrefix(content, "->"); ok {
			err = os.Symlink(target, path)
		} else {
			err = os.WriteFile(path, []byte(content), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestFiles(t *testing.T) {
	dir := tree(t, map[string]string{
		"b.txt": "x", "a/z.HTML": "x", "a/y.xhtml": "x", "a/picture.png": "x", "c.htm": "x", "d.text": "x", "notes.md": "x", "e.PDF": "x",
		"a/circle": "->..", "itself": "->itself", "nowhere.txt": "->gone", "also.txt": "->b.txt",
	})
	got, err := Files(dir)
	want := []string{"a/y.xhtml", "a/z.HTML", "also.txt", "b.txt", "c.htm", "d.text", "e.PDF"}
	for i := range want {
		want[i] = filepath.Join(dir, want[i])
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestFilesRefuses(t *testing.T) {
	dir := tree(t, map[string]string{"readme.md": "x", "sub/a.png": "x", "loop": "->."})
	if _, err := Files(dir); !errors.Is(err, hearsay.ErrNotFound) || !strings.Contains(err.Error(), dir) {
		t.Errorf("no pages: %v", err)
	}
	if _, err := Files(filepath.Join(dir, "none")); !errors.Is(err, hearsay.ErrNotFound) || !strings.Contains(err.Error(), "none") {
		t.Errorf("no folder: %v", err)
	}
}

func TestReadFile(t *testing.T) {
	dir := tree(t, map[string]string{"a.txt": "Words\n\nmore words", "big.txt": strings.Repeat("x", 100)})
	d, err := ReadFile(filepath.Join(dir, "a.txt"), Options{})
	if err != nil || d.Text != "Words\n\nmore words" || d.Input != filepath.Join(dir, "a.txt") {
		t.Errorf("got %v, %v", d, err)
	}
	if _, err := ReadFile(filepath.Join(dir, "big.txt"), Options{MaxBytes: 99}); !errors.Is(err, hearsay.ErrInvalid) || !strings.Contains(err.Error(), "99 bytes") {
		t.Errorf("too large: %v", err)
	}
	if _, err := ReadFile(filepath.Join(dir, "none.txt"), Options{}); !errors.Is(err, hearsay.ErrNotFound) {
		t.Errorf("missing: %v", err)
	}
	if _, err := ReadFile(dir, Options{}); err == nil {
		t.Error("a folder was read as a file")
	}
}

func TestDocuments(t *testing.T) {
	lines := strings.Join([]string{
		`{"text":"First\n\nBody of it.","url":"https://a.example/1","outlet":"A","published":"2020-02-03","title":"T","authors":["X","Y"],"links":[{"url":"https://b.example/","text":"b"}]}`,
		``,
		`{"text":`,
		`{"url":"https://a.example/2"}`,
		`{"text":"  "}`,
		`{"text":"` + strings.Repeat("long ", 40_000) + `"}`,
		`{"text":"<!doctype html> is how a page begins"}`,
	}, "\r\n")
	var docs []*hearsay.Document
	var errs []string
	for d, err := range Documents("in.jsonl", strings.NewReader(lines), Options{MaxBytes: 1000}) {
		if err != nil {
			if !errors.Is(err, hearsay.ErrInvalid) {
				t.Errorf("error of no kind: %v", err)
			}
			errs = append(errs, err.Error())
			continue
		}
		checkLaws(t, d)
		docs = append(docs, d)
	}
	if len(docs) != 2 || len(errs) != 4 {
		t.Fatalf("%d documents, errors %q", len(docs), errs)
	}
	for i, want := range []string{"in.jsonl:3: ", "in.jsonl:4: no \"text\"", "in.jsonl:5: empty", "in.jsonl:6: more than"} {
		if !strings.Contains(errs[i], want) {
			t.Errorf("error %q does not say %q", errs[i], want)
		}
	}
	d := docs[0]
	if d.Input != "in.jsonl:1" || d.URL != "https://a.example/1" || d.Outlet != "A" || d.Published != "2020-02-03" || d.Title != "T" ||
		!slices.Equal(d.Authors, []string{"X", "Y"}) || len(d.Anchors) != 1 || d.Text != "First\n\nBody of it." {
		t.Errorf("got %+v", d)
	}
	if docs[1].Text != "<!doctype html> is how a page begins" {
		t.Errorf("text of a line was read as HTML: %q", docs[1].Text)
	}
}
