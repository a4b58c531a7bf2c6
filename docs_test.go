package hearsay_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestEveryRoomHasItsDoc: what a room does, how it is used and what it
// guarantees stands in its doc.go.
func TestEveryRoomHasItsDoc(t *testing.T) {
	_, sources := readSources(t)
	rooms := map[string]string{} // room to folder
	for _, s := range sources {
		rooms[s.room] = filepath.Dir(s.path)
	}
	for room, folder := range rooms {
		i := slices.IndexFunc(sources, func(s source) bool { return s.path == filepath.Join(folder, "doc.go") })
		if i < 0 || sources[i].file.Doc.Text() == "" {
			t.Errorf("%s has no doc.go, or one without a comment", room)
		}
		for _, s := range sources {
			if s.room == room && s.file.Doc != nil && filepath.Base(s.path) != "doc.go" && !s.test {
				t.Errorf("%s has a package comment: it belongs in doc.go", s.path)
			}
		}
	}
}

func documents(t *testing.T) map[string]string {
	t.Helper()
	names := []string{"README.md"}
	err := filepath.WalkDir("docs", func(name string, _ fs.DirEntry, err error) error {
		if filepath.Ext(name) == ".md" {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	cards, err := filepath.Glob(filepath.Join("models", "*", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, name := range append(names, cards...) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = string(data)
	}
	return out
}

var (
	command  = regexp.MustCompile("(?m)(?:^ {4}|`|\\| )make ([a-z0-9-]+)")
	rule     = regexp.MustCompile(`(?m)^([a-z0-9-]+):`)
	location = regexp.MustCompile(`\]\(([^)#:]+)\)`)
)

// TestDocumentedCommands: what the documents tell people to call is there.
func TestDocumentedCommands(t *testing.T) {
	data, err := os.ReadFile("Makefile")
	if err != nil {
		t.Fatal(err)
	}
	var rules []string
	for _, m := range rule.FindAllStringSubmatch(string(data), -1) {
		rules = append(rules, m[1])
	}
	named := map[string]bool{}
	for name, text := range documents(t) {
		for _, m := range command.FindAllStringSubmatch(text, -1) {
			named[m[1]] = true
			if !slices.Contains(rules, m[1]) {
				t.Errorf("%s names make %s; the Makefile has no such rule", name, m[1])
			}
		}
	}
	for _, must := range []string{"run", "test"} {
		if !named[must] {
			t.Errorf("no document names make %s", must)
		}
	}
}

// TestDocumentedPlaces: links between documents lead somewhere.
func TestDocumentedPlaces(t *testing.T) {
	for name, text := range documents(t) {
		for _, m := range location.FindAllStringSubmatch(text, -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(name), m[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", name, m[1])
			}
		}
	}
}

// TestNoPlacesOfOneMachine: no file of the project holds a path of the machine it
// was written on, nor the host of a package registry.
func TestNoPlacesOfOneMachine(t *testing.T) {
	folders := []string{"/work" + "/", "/tmp" + "/", "/root" + "/", "/home" + "/"}
	hosts := []string{"proxy.golang" + ".org", "sum.golang" + ".org", "registry.npmjs" + ".org", "pypi" + ".org", "crates" + ".io", "deb.debian" + ".org"}
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (name == ".git" || name == "bin" || d.Name() == "node_modules"):
			return filepath.SkipDir
		case d.IsDir() || !d.Type().IsRegular() || name == ".git": // a file where the tree is a worktree
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0 {
			return nil // no text
		}
		for _, host := range hosts {
			if at := bytes.Index(data, []byte(host)); at >= 0 {
				t.Errorf("%s:%d: %s", name, lineOf(data, at), host)
			}
		}
		for _, folder := range folders {
			if at := rooted(data, folder); at >= 0 {
				t.Errorf("%s:%d: %s", name, lineOf(data, at), folder)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// rooted finds a folder that is not below another, as in ../work/ or a.example/tmp/.
func rooted(data []byte, folder string) int {
	for at := 0; ; at++ {
		i := bytes.Index(data[at:], []byte(folder))
		if i < 0 {
			return -1
		}
		at += i
		if at == 0 || bytes.IndexByte([]byte(" \t\n\"'`(=:["), data[at-1]) >= 0 {
			return at
		}
	}
}

func lineOf(data []byte, at int) int { return 1 + bytes.Count(data[:at], []byte("\n")) }

// TestModelCards: a card speaks of the file beside it.
func TestModelCards(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("models", "*", "model.bin"))
	if err != nil || len(files) == 0 {
		t.Fatal("no model: ", err)
	}
	texts := documents(t)
	for _, name := range files {
		file, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		card := texts[filepath.Join(filepath.Dir(name), "card.md")]
		sum := sha256.Sum256(file)
		if !strings.Contains(card, hex.EncodeToString(sum[:])) || !strings.Contains(card, thousands(len(file))+" bytes") {
			t.Errorf("the card of %s does not say: %s bytes, sha256 %x", name, thousands(len(file)), sum)
		}
		if len(file) > 24<<20 {
			t.Errorf("%s is larger than 24 MB", name)
		}
	}
}

// thousands writes 1234567 as 1,234,567.
func thousands(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return thousands(n/1000) + fmt.Sprintf(",%03d", n%1000)
}
