package main

import (
	"encoding/json"
	"strings"
	"testing"
)

const foreignPage = "Die Brücke bleibt gesperrt\n\nDer Stadtrat hat am Dienstag beschlossen, die alte Brücke zu sperren. Nach Angaben der Verwaltung ist sie nicht mehr sicher, sagte eine Sprecherin, und die Sanierung wird drei Jahre dauern.\n"

const foreignWhy = "the page is in German: claims are looked for in English only"

// TestForeign: read and add pass a page that is not English, name its language and
// say that it was not read; the exit code is 0.
func TestForeign(t *testing.T) {
	dir := files(t, map[string]string{"a.txt": foreignPage, "b.txt": kept})
	o := invoke(t, "", nil, "read", "--format", "json", dir)
	lines := strings.Split(strings.TrimSpace(o.stdout), "\n")
	if o.code != 0 || len(lines) != 2 {
		t.Fatalf("exit code %d\n%s%s", o.code, o.stdout, o.stderr)
	}
	var got struct {
		Language  string
		Problems  []string
		Parts     []any
		Claims    []any
		Sentences []struct{ Told *string }
	}
	if err := json.Unmarshal([]byte(lines[0]), &got); err != nil {
		t.Fatal(err)
	}
	if got.Language != "de" || len(got.Problems) != 1 || got.Problems[0] != foreignWhy || len(got.Parts) != 2 || len(got.Claims) != 0 || len(got.Sentences) != 3 || got.Sentences[0].Told != nil {
		t.Errorf("%+v", got)
	}
	if text := invoke(t, "", nil, "read", dir+"/a.txt").stdout; !strings.Contains(text, "the page is in German") {
		t.Errorf("the terminal does not say why:\n%s", text)
	}
	s := newShelf(t)
	added := s.call("add", dir)
	if added.code != 0 || !strings.Contains(added.stdout, "not read") || !strings.Contains(added.stdout, foreignWhy) || !strings.Contains(added.stderr, "1 of them not in English") {
		t.Errorf("add: exit code %d\n%s%s", added.code, added.stdout, added.stderr)
	}
	if rows := s.rows("documents"); len(rows) != 2 || rows[0]["language"] == rows[1]["language"] {
		t.Errorf("documents %v", rows)
	}
	s.must("verify")
}
