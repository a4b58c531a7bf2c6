package hearsay_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// lattice says which room may import which: whatever stands left of a < may be
// imported by whatever stands right of it, over any number of steps. A room that
// is not in it does not exist. Test files are free, but nothing imports cmd.
const lattice = `
	NONE    < hearsay, models
	hearsay < text < lang < nlp < claim
	lang    < lang/en, lang/de
	hearsay < lang/detect < ingest, claim
	hearsay < ingest/plain < ingest
	hearsay < ingest/feed
	ingest  < ingest/polite
	hearsay < store, queue
	store   < export
	hearsay < samples
	store   < store/storegen < store/storetest
	store   < store/sqlite
	queue   < queue/local, queue/queuetest
	ingest/feed, ingest/polite, claim, store, queue < work
	export, store, queue < desk
	NONE    < testweb < cmd/testweb
	claim, ingest < train
	train   < train/neural
	train/neural, work, desk, store/sqlite, queue/local, samples, models, lang/en, lang/de < cmd/hearsay
`

// modules are the direct requirements of go.mod and the rooms that may import
// each; "tests" stands for the test files of any room. Why each is there:
// docs/decisions/0005-dependencies.md.
const modules = `
	github.com/clipperhouse/uax29/v2        export
	github.com/google/go-cmp                store/storetest, tests
	github.com/klauspost/compress           store/sqlite, train, tests
	github.com/chromedp/cdproto             tests
	github.com/chromedp/chromedp            tests
	github.com/ledongthuc/pdf               ingest
	github.com/mmcdole/gofeed               ingest/feed
	github.com/pressly/goose/v3             store/sqlite
	modernc.org/sqlite                      store/sqlite
	github.com/markusmobius/go-trafilatura  ingest
	github.com/schollz/progressbar/v3       cmd/hearsay
	github.com/spf13/cobra                  cmd/hearsay
	golang.org/x/net                        ingest, ingest/feed, ingest/polite, tests
	golang.org/x/sys                        nlp, train/neural
	golang.org/x/term                       cmd/hearsay
	golang.org/x/text                       export, ingest, ingest/feed
	golang.org/x/tools                      samples, train, tests
	pgregory.net/rapid                      tests
`

// outsideOnly are the packages of the standard library through which a program
// touches the world, with the rooms that may.
const outsideOnly = `
	os            ingest, store/sqlite, train, train/neural, cmd/hearsay, cmd/testweb
	os/exec       NONE
	os/signal     cmd/hearsay, cmd/testweb
	net           desk, ingest, ingest/polite, testweb, cmd/hearsay, cmd/testweb
	net/http      ingest, ingest/polite, desk, testweb, cmd/hearsay, cmd/testweb
	database/sql  store/sqlite
	plugin        NONE
	log           NONE
	log/slog      work, desk, cmd/hearsay
`

// source is one Go file of the module.
type source struct {
	path, room string
	test       bool
	file       *ast.File
	imports    []string
	lines      int
}

func readSources(t *testing.T) (*token.FileSet, []source) {
	t.Helper()
	set := token.NewFileSet()
	var all []source
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && isApart(name):
			return filepath.SkipDir
		case d.IsDir() || filepath.Ext(name) != ".go":
			return nil
		}
		f, err := parser.ParseFile(set, name, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		s := source{path: name, room: filepath.ToSlash(filepath.Dir(name)), test: strings.HasSuffix(name, "_test.go"), file: f, lines: set.File(f.FileStart).LineCount()}
		if s.room == "." {
			s.room = "hearsay"
		}
		for _, i := range f.Imports {
			s.imports = append(s.imports, strings.Trim(i.Path.Value, `"`))
		}
		all = append(all, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return set, all
}

// isApart reports folders that are no part of the module.
func isApart(name string) bool {
	base := filepath.Base(name)
	if strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") || base == "testdata" || name == "bin" {
		return true
	}
	_, err := os.Stat(filepath.Join(name, "go.mod"))
	return err == nil
}

// TestLattice holds every import between rooms against the lattice.
func TestLattice(t *testing.T) {
	below := readLattice(t)
	_, sources := readSources(t)
	for _, s := range sources {
		if _, ok := below[s.room]; !ok {
			t.Errorf("%s: the lattice has no room %q", s.path, s.room)
			continue
		}
		for _, i := range s.imports {
			room, ok := roomOf(i)
			switch {
			case !ok:
			case strings.HasPrefix(room, "cmd/") && room != s.room:
				t.Errorf("%s imports %s: nothing imports a command", s.path, i)
			case !s.test && !below[s.room][room]:
				t.Errorf("%s imports %s: the lattice has %s not below %s", s.path, i, room, s.room)
			}
		}
	}
}

// roomOf returns the room of an import path of this module.
func roomOf(path string) (string, bool) {
	if path == "hearsay" {
		return "hearsay", true
	}
	return strings.CutPrefix(path, "hearsay/")
}

// readLattice returns for each room all rooms below it.
func readLattice(t *testing.T) map[string]map[string]bool {
	below := map[string]map[string]bool{}
	for line := range strings.Lines(strings.TrimSpace(lattice)) {
		steps := strings.Split(line, "<")
		for i := 1; i < len(steps); i++ {
			for _, high := range list(steps[i]) {
				if below[high] == nil {
					below[high] = map[string]bool{}
				}
				for _, low := range list(steps[i-1]) {
					if low != "NONE" {
						below[high][low] = true
					}
				}
			}
		}
	}
	for grew := true; grew; {
		grew = false
		for _, lows := range below {
			for low := range lows {
				for lower := range below[low] {
					grew = grew || !lows[lower]
					lows[lower] = true
				}
			}
		}
	}
	for room, lows := range below {
		if lows[room] {
			t.Fatalf("the lattice goes in a circle through %s", room)
		}
	}
	return below
}

// list splits names at commas.
func list(s string) []string {
	names := strings.Split(s, ",")
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
	}
	return names
}

// table reads lines of a name and what is allowed for it.
func table(s string) map[string][]string {
	out := map[string][]string{}
	for line := range strings.Lines(strings.TrimSpace(s)) {
		name, rooms, _ := strings.Cut(strings.TrimSpace(line), " ")
		out[name] = list(rooms)
	}
	return out
}

// TestModules holds go.mod against the list of modules, and every import of one
// against the rooms that may.
func TestModules(t *testing.T) {
	allowed := table(modules)
	direct := directModules(t)
	for _, m := range direct {
		if allowed[m] == nil {
			t.Errorf("go.mod requires %s, which is not in the list of modules", m)
		}
	}
	for m := range allowed {
		if !slices.Contains(direct, m) {
			t.Errorf("go.mod no longer requires %s: take it off the list", m)
		}
	}
	_, sources := readSources(t)
	for _, s := range sources {
		for _, i := range s.imports {
			if first, _, _ := strings.Cut(i, "/"); !strings.Contains(first, ".") {
				continue // the standard library, or ours
			}
			m := moduleOf(i, direct)
			ok := slices.Contains(allowed[m], s.room) || s.test && slices.Contains(allowed[m], "tests")
			if !ok {
				t.Errorf("%s imports %s: module %q is not for this room", s.path, i, m)
			}
		}
	}
}

func moduleOf(path string, modules []string) string {
	longest := ""
	for _, m := range modules {
		if (path == m || strings.HasPrefix(path, m+"/")) && len(m) > len(longest) {
			longest = m
		}
	}
	return longest
}

// directModules lists what go.mod requires without "// indirect".
func directModules(t *testing.T) []string {
	data, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	inside := false
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		rest, single := strings.CutPrefix(line, "require ")
		switch {
		case line == "require (":
			inside = true
		case line == ")":
			inside = false
		case (inside || single) && line != "" && !strings.Contains(line, "// indirect"):
			name, _, _ := strings.Cut(rest, " ")
			out = append(out, name)
		}
	}
	return out
}

// TestOutside keeps the world outside of the rooms that are pure functions.
func TestOutside(t *testing.T) {
	allowed := table(outsideOnly)
	_, sources := readSources(t)
	for _, s := range sources {
		if s.test {
			continue
		}
		for _, i := range s.imports {
			if rooms, ok := allowed[i]; ok && !slices.Contains(rooms, s.room) {
				t.Errorf("%s imports %s, which is for: %s", s.path, i, strings.Join(rooms, ", "))
			}
			if first, _, _ := strings.Cut(i, "/"); s.room == "hearsay" && strings.Contains(first, ".") {
				t.Errorf("%s imports %s: the root has the standard library only", s.path, i)
			}
		}
	}
}

// TestEnvironment: only the command reads the environment; the others are told.
func TestEnvironment(t *testing.T) {
	set, sources := readSources(t)
	readers := []string{"Getenv", "LookupEnv", "Environ", "ExpandEnv"}
	for _, s := range sources {
		if s.test || strings.HasPrefix(s.room, "cmd/") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if from, ok := call.X.(*ast.Ident); ok && (from.Name == "os" || from.Name == "syscall") && slices.Contains(readers, call.Sel.Name) {
				t.Errorf("%s reads the environment", set.Position(n.Pos()))
			}
			return true
		})
	}
}

// TestNoInit: nothing happens before main.
func TestNoInit(t *testing.T) {
	set, sources := readSources(t)
	for _, s := range sources {
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s: init()", set.Position(f.Pos()))
			}
		}
	}
}

// TestNoChangingState: no package-level variable is assigned to, in whole or in
// part, after its declaration. What is changed through a pointer or a method is
// not seen here.
func TestNoChangingState(t *testing.T) {
	set, sources := readSources(t)
	variables := map[string]map[string]bool{} // by room
	for _, s := range sources {
		if !s.test {
			addVariables(variables, s)
		}
	}
	for _, s := range sources {
		if s.test {
			continue
		}
		check := func(e ast.Expr) {
			if id := rootOf(e); id != nil && variables[s.room][id.Name] && isOfPackage(s.file, id) {
				t.Errorf("%s: %s of the package changes", set.Position(e.Pos()), id.Name)
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				if n.Tok != token.DEFINE {
					for _, e := range n.Lhs {
						check(e)
					}
				}
			case *ast.IncDecStmt:
				check(n.X)
			}
			return true
		})
	}
}

func addVariables(to map[string]map[string]bool, s source) {
	if to[s.room] == nil {
		to[s.room] = map[string]bool{}
	}
	for _, d := range s.file.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR {
			continue
		}
		for _, spec := range g.Specs {
			for _, name := range spec.(*ast.ValueSpec).Names {
				to[s.room][name.Name] = true
			}
		}
	}
}

// rootOf is the variable that an assignment to e changes.
func rootOf(e ast.Expr) *ast.Ident {
	switch e := e.(type) {
	case *ast.Ident:
		return e
	case *ast.IndexExpr:
		return rootOf(e.X)
	case *ast.SelectorExpr:
		return rootOf(e.X)
	case *ast.StarExpr:
		return rootOf(e.X)
	case *ast.ParenExpr:
		return rootOf(e.X)
	}
	return nil
}

// isOfPackage reports a name that no function of the file declares: the parser
// finds it at the file's outermost level or not at all.
func isOfPackage(f *ast.File, id *ast.Ident) bool {
	if id.Obj == nil {
		return true
	}
	spec, ok := id.Obj.Decl.(*ast.ValueSpec)
	if !ok {
		return false
	}
	for _, d := range f.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Pos() <= spec.Pos() && spec.End() <= g.End() {
			return true
		}
	}
	return false
}

// Where to look again: no limits, for a long table of cases may be right as it is.
const (
	longFunction = 40  // lines
	longFile     = 400 // lines
)

// TestSizes prints what is long; it never fails.
func TestSizes(t *testing.T) {
	set, sources := readSources(t)
	for _, s := range sources {
		if s.test {
			continue
		}
		if s.lines > longFile {
			t.Logf("%s: %d lines", s.path, s.lines)
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := set.Position(f.End()).Line - set.Position(f.Pos()).Line + 1; n > longFunction {
				t.Logf("%s: %s: %d lines", path.Clean(filepath.ToSlash(s.path)), f.Name.Name, n)
			}
		}
	}
}
