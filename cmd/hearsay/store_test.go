package main

import (
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay/claim"
	"hearsay/ingest"
	"hearsay/store"
)

// shelf calls the program with a store of its own.
type shelf struct {
	t    *testing.T
	path string
}

func newShelf(t *testing.T) shelf { return shelf{t, filepath.Join(t.TempDir(), "a store.db")} }

func (s shelf) call(args ...string) outcome {
	s.t.Helper()
	return invoke(s.t, "", nil, append([]string{"--store", "sqlite:" + s.path}, args...)...)
}

// must is a call that ends well.
func (s shelf) must(args ...string) string {
	s.t.Helper()
	o := s.call(args...)
	if o.code != 0 {
		s.t.Fatalf("%q: exit code %d\n%s%s", args, o.code, o.stdout, o.stderr)
	}
	return o.stdout
}

// rows are the lines of an export.
func (s shelf) rows(what string) []map[string]any {
	s.t.Helper()
	var out []map[string]any
	for line := range strings.Lines(s.must("export", "--what", what)) {
		row := map[string]any{}
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			s.t.Fatal(err)
		}
		out = append(out, row)
	}
	return out
}

const kept = "Quay closed for a month\n\nThe quay will be closed for a month from Monday, harbour master Ilse Varga told the Island Gazette. At least 40 berths are lost, she said. An official denied that money was short.\n"

// TestAdd: each input is reported, twice changes nothing, failures are named and all
// others done.
func TestAdd(t *testing.T) {
	dir := files(t, map[string]string{"a.txt": kept, "sub/b.html": "<html><head><title>Ferry late</title></head><body><p>The ferry will be late, the captain said on Friday, and nobody on the island was surprised to hear it.</p></body></html>", "c.txt": "\x7fELF\x02\x01\x01"})
	s := newShelf(t)
	first := s.call("add", "--date", "2031-05-02", "--outlet", "Island Gazette", dir)
	if first.code != 1 || strings.Count(first.stdout, "added") != 2 || !strings.Contains(first.stderr, "c.txt") || !strings.Contains(first.stderr, "added 2 pages") {
		t.Errorf("%d\n%s%s", first.code, first.stdout, first.stderr)
	}
	if again := s.call("add", "--date", "2031-05-02", "--outlet", "Island Gazette", dir); strings.Count(again.stdout, "known") != 2 || !strings.Contains(again.stderr, "2 there already") {
		t.Errorf("again: %s%s", again.stdout, again.stderr)
	}
	documents := s.rows("documents")
	if len(documents) != 2 || documents[0]["outlet"] != "Island Gazette" || documents[0]["published"] != "2031-05-02" || documents[0]["captured"] == nil || len(documents[0]["sha256"].(string)) != 64 {
		t.Errorf("documents: %v", documents)
	}
	claims := s.rows("claims")
	if len(claims) < 3 {
		t.Fatalf("claims: %v", claims)
	}
	chain := claims[0]["chain"].([]any)[0].(map[string]any)
	if claims[0]["stance"] == nil || claims[0]["sentence"] == "" || chain["source"].(map[string]any)["text"] == "" || claims[0]["review"] == nil || claims[0]["document"] != documents[0]["id"] {
		t.Errorf("claim: %v", claims[0])
	}
	figures := s.rows("figures")
	if i := slices.IndexFunc(figures, func(f map[string]any) bool { return f["value"] == 40.0 }); i < 0 || figures[i]["low"] != 40.0 || figures[i]["stance"] != "asserts" || len(figures[i]["chain"].([]any)) == 0 {
		t.Errorf("figures: %v", figures)
	}
	if out := s.must("verify"); !strings.Contains(out, "all well: 2 pages") {
		t.Error(out)
	}
}

// TestExportCSV: a table with its head, in which no cell is a formula.
func TestExportCSV(t *testing.T) {
	s := newShelf(t)
	s.must("add", "--documents", filepath.Join(files(t, map[string]string{"d.jsonl": `{"text":"+40 berths are lost, the mayor of Elm, Ilse Varga, said on Monday.","title":"=HYPERLINK(\"x\")","outlet":"@outlet","url":"https://a.example/1"}` + "\n"}), "d.jsonl"))
	for _, what := range []string{"documents", "claims", "figures"} {
		table, err := csv.NewReader(strings.NewReader(s.must("export", "--what", what, "--format", "csv"))).ReadAll()
		if err != nil || len(table) < 2 && what != "figures" {
			t.Fatalf("%s: %v, %v", what, table, err)
		}
		for _, row := range table[1:] {
			for _, cell := range row {
				if cell != "" && strings.ContainsAny(cell[:1], "=+@") {
					t.Errorf("%s: a formula: %q", what, cell)
				}
			}
		}
	}
	if o := s.call("export", "--what", "rumours"); o.code != 2 || !strings.Contains(o.stderr, "documents, claims, figures") {
		t.Errorf("%d %s", o.code, o.stderr)
	}
}

// TestBackupRestore: a backup makes the same store again, and the one that was there
// is kept; what is no backup changes nothing.
func TestBackupRestore(t *testing.T) {
	s := newShelf(t)
	dir := files(t, map[string]string{"a.txt": kept, "b.txt": "Nothing is a store here."})
	s.must("add", filepath.Join(dir, "a.txt"))
	backup := filepath.Join(t.TempDir(), "b.db")
	s.must("backup", backup)
	if o := s.call("backup", backup); o.code != 1 {
		t.Errorf("over another: %d %s", o.code, o.stderr)
	}
	before := s.must("export", "--what", "claims")
	s.must("add", filepath.Join(dir, "b.txt"))
	if o := s.call("restore", filepath.Join(dir, "b.txt")); o.code != 1 || len(s.rows("documents")) != 2 {
		t.Errorf("restored from a text: %d %s", o.code, o.stderr)
	}
	if o := s.call("restore", backup); o.code != 0 || !strings.Contains(o.stderr, "is now") {
		t.Errorf("%d %s%s", o.code, o.stdout, o.stderr)
	}
	if after := s.must("export", "--what", "claims"); after != before {
		t.Error("the restored store is another")
	}
	s.must("verify")
}

// TestStoreErrors: what is wrong with a store or a call is said in words that help.
func TestStoreErrors(t *testing.T) {
	dir := files(t, map[string]string{"a.txt": kept})
	for name, c := range map[string]struct {
		args []string
		code int
		say  string
	}{
		"none yet":     {[]string{"--store", "sqlite:" + filepath.Join(dir, "none.db"), "export", "--what", "claims"}, 1, "hearsay add"},
		"no store":     {[]string{"--store", "sqlite:" + filepath.Join(dir, "a.txt"), "verify"}, 1, "no SQLite database"},
		"a folder":     {[]string{"--store", "sqlite:" + dir, "add", dir}, 1, "folder"},
		"postgres":     {[]string{"--store", "postgres://x/y", "add", dir}, 2, "sqlite:PATH"},
		"no kind":      {[]string{"--store", "news.db", "add", dir}, 2, "sqlite:PATH"},
		"nothing":      {[]string{"add"}, 2, "nothing to read"},
		"bad interval": {[]string{"--store", "sqlite:" + filepath.Join(dir, "s.db"), "source", "add", "--interval", "1s", "https://x.example"}, 2, "interval"},
		"bad kind":     {[]string{"--store", "sqlite:" + filepath.Join(dir, "s.db"), "source", "add", "--kind", "rag", "https://x.example"}, 2, "agency"},
		"open desk":    {[]string{"serve", "--address", "0.0.0.0:0"}, 2, "--token"},
	} {
		if o := invoke(t, "", nil, c.args...); o.code != c.code || !strings.Contains(o.stderr, c.say) {
			t.Errorf("%s: exit code %d, %s", name, o.code, o.stderr)
		}
	}
}

// TestSources: a site's feed is found, listed, exported, imported again, visited and
// removed.
func TestSources(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<link rel="alternate" type="application/rss+xml" href="/feed.xml">`)
	})
	mux.HandleFunc("GET /feed.xml", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>Gazette</title><item><title>Quay</title><link>http://%s/quay</link><source url="https://true.example/">True Wire</source></item></channel></rss>`, r.Host)
	})
	mux.HandleFunc("GET /quay", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		fmt.Fprint(w, kept)
	})
	site := httptest.NewServer(mux)
	defer site.Close()
	s := newShelf(t)
	quick := []string{"--allow-private", "--pause", "1ms"}
	s.must(append([]string{"source", "add", site.URL + "/", "--country", "no", "--kind", "paper"}, quick...)...)
	var listed map[string]any
	if err := json.Unmarshal([]byte(s.must("source", "list", "--format", "json")), &listed); err != nil || listed["url"] != site.URL+"/feed.xml" || listed["country"] != "NO" || listed["state"] != "new" {
		t.Fatalf("%v, %v", listed, err)
	}
	s.must(append([]string{"watch", "--once"}, quick...)...)
	if documents := s.rows("documents"); len(documents) != 1 || documents[0]["outlet"] != "True Wire" || documents[0]["url"] != site.URL+"/quay" {
		t.Errorf("documents: %v", documents)
	}
	list := s.must("source", "list")
	if !strings.Contains(list, "well") {
		t.Error(list)
	}
	file := filepath.Join(t.TempDir(), "feeds.opml")
	if err := os.WriteFile(file, []byte(s.must("source", "export")), 0o644); err != nil {
		t.Fatal(err)
	}
	other := newShelf(t)
	if out := other.must("source", "import", file); !strings.Contains(out, "follows 1 feeds more") {
		t.Error(out)
	}
	if a, b := s.must("source", "export"), other.must("source", "export"); a != b {
		t.Errorf("%s\n%s", a, b)
	}
	s.must("source", "remove", site.URL+"/feed.xml")
	if o := s.call("source", "remove", site.URL+"/feed.xml"); o.code != 1 || !strings.Contains(o.stderr, "not followed") {
		t.Errorf("%d %s", o.code, o.stderr)
	}
}

// TestRereadCommand: what this version has read is not read again.
func TestRereadCommand(t *testing.T) {
	s := newShelf(t)
	s.must("add", files(t, map[string]string{"a.txt": kept}))
	if out := s.must("reread"); !strings.Contains(out, "read 0 pages again") {
		t.Error(out)
	}
	if out := s.must("reread", "--accept"); !strings.Contains(out, "accepted 0") {
		t.Error(out)
	}
	if ingest.Extractor == "" || claim.Version == "" || store.Added == "" {
		t.Error("versions without names")
	}
}

var (
	killPages = flag.Int("kill-pages", 200, "pages of the kill test")
	killTimes = flag.Int("kill-times", 4, "how often the kill test kills")
)

// TestKill kills add at random moments, over and over: in the end the store is that
// of an undisturbed run, and nothing that was reported as added was lost on the way.
func TestKill(t *testing.T) {
	dir := t.TempDir()
	r := rand.New(rand.NewPCG(11, 3))
	all := paragraphsOf(t)
	for i := range *killPages {
		var page strings.Builder
		for n := 0; n < 300; {
			p := all[r.IntN(len(all))]
			n += len(strings.Fields(p))
			page.WriteString(p + "\n\n")
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%05d.txt", i)), []byte(fmt.Sprintf("Page %d of many\n\n%s", i, page.String())), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	calm := newShelf(t)
	start := time.Now()
	calm.must("add", dir)
	whole := time.Since(start)
	killed := 0
	for round := 0; killed < *killTimes; round++ {
		s := newShelf(t)
		reported := map[string]bool{}
		for killed < *killTimes {
			o, dead := s.addAndKill(dir, time.Duration(r.Float64()*float64(whole)*0.7))
			for line := range strings.Lines(o) {
				if strings.HasPrefix(line, "added") && strings.HasSuffix(line, ".txt\n") {
					reported[line[strings.LastIndex(line, " ")+1:]] = true
				}
			}
			if !dead {
				break
			}
			killed++
			s.must("verify")
			if n := len(s.rows("documents")); n < len(reported) {
				t.Fatalf("after kill %d: %d pages were reported as added, %d are there", killed, len(reported), n)
			}
		}
		s.must("add", "-q", dir)
		s.must("verify")
		for _, what := range []string{"documents", "claims", "figures"} {
			if a, b := sorted(t, calm, what), sorted(t, s, what); !slices.Equal(a, b) {
				t.Errorf("round %d: %s differ from an undisturbed run's: %d and %d", round, what, len(b), len(a))
			}
		}
	}
	t.Logf("%d kills over %d pages; an undisturbed run takes %v", killed, *killPages, whole.Round(time.Millisecond))
}

// addAndKill starts add and kills it after a while; dead reports that it was still
// running.
func (s shelf) addAndKill(dir string, after time.Duration) (stdout string, dead bool) {
	s.t.Helper()
	cmd := exec.Command(os.Args[0], "--store", "sqlite:"+s.path, "add", dir)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	var out strings.Builder
	cmd.Stdout = &out
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	err := cmd.Wait()
	timer.Stop()
	return out.String(), err != nil
}

// sorted are the lines of an export in order, without when their pages were
// captured.
func sorted(t *testing.T, s shelf, what string) []string {
	t.Helper()
	var out []string
	for _, row := range s.rows(what) {
		delete(row, "captured")
		line, err := json.Marshal(row)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(line))
	}
	slices.Sort(out)
	return out
}

// paragraphsOf are the paragraphs of the sample pages.
func paragraphsOf(t *testing.T) (all []string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("..", "..", "samples", "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, text, _ := strings.Cut(string(data), "-- page --\n")
		text, _, _ = strings.Cut(text, "\n-- ")
		all = append(all, strings.Split(strings.TrimSpace(text), "\n\n")...)
	}
	return all
}
