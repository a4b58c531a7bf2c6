package ingest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearsay"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

// TestCases reads the pages in testdata. A case has a sentence that says why it
// exists, the page, and two expectations: what is known of it, and its parts.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { runCase(t, file) })
	}
}

func runCase(t *testing.T, file string) {
	c, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	page := c.Files[0]
	d, err := Read(page.Name, page.Data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	checkLaws(t, d)
	got := map[string]string{"about": about(d), "parts": parts(d)}
	if *update {
		c.Files = append(c.Files[:1], txtar.File{Name: "about", Data: []byte(got["about"])}, txtar.File{Name: "parts", Data: []byte(got["parts"])})
		if err := os.WriteFile(file, txtar.Format(c), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, want := range c.Files[1:] {
		if string(want.Data) != got[want.Name] {
			t.Errorf("%s:\ngot:\n%s\nwant:\n%s", want.Name, got[want.Name], want.Data)
		}
	}
}

func about(d *hearsay.Document) string {
	var s strings.Builder
	for _, f := range [][2]string{
		{"title", d.Title}, {"url", d.URL}, {"outlet", d.Outlet}, {"authors", strings.Join(d.Authors, "; ")},
		{"published", d.Published}, {"language", d.Language}, {"problems", strings.Join(d.Problems, "; ")},
	} {
		s.WriteString(strings.TrimRight(f[0]+": "+f[1], " ") + "\n")
	}
	for _, a := range d.Anchors {
		fmt.Fprintf(&s, "link: %s %q\n", a.URL, a.Text)
	}
	return s.String()
}

func parts(d *hearsay.Document) string {
	var s strings.Builder
	for _, p := range d.Parts {
		fmt.Fprintf(&s, "[%s]\n%s\n", strings.TrimSpace(string(p.Kind)+" "+p.Author), p.Span.In(d.Text))
	}
	return s.String()
}

// checkLaws checks what holds of every document.
func checkLaws(t *testing.T, d *hearsay.Document) {
	t.Helper()
	end := 0
	for _, p := range d.Parts {
		if !p.Span.IsValid(d.Text) || p.Span.Start < end {
			t.Fatalf("part %v is out of order, out of bounds or cuts a character; the one before ends at %d of %d", p, end, len(d.Text))
		}
		end = p.Span.End
	}
	for _, breach := range hearsay.Check(&hearsay.Reading{Document: d}) {
		t.Errorf("a law is broken: %v", breach)
	}
	if d.ID != hearsay.DocumentID(d.Text, d.URL, d.Outlet) {
		t.Errorf("id %s is not that of the document", d.ID)
	}
}

func TestHTMLIsReadTheSameTwice(t *testing.T) {
	c, err := txtar.ParseFile("testdata/report.txtar")
	if err != nil {
		t.Fatal(err)
	}
	page := string(c.Files[0].Data)
	want := fmt.Sprint(*HTML("a", page, Options{}))
	for range 20 {
		if got := fmt.Sprint(*HTML("a", page, Options{})); got != want {
			t.Fatalf("got %s, then %s", want, got)
		}
	}
}

// TestIntricatePages gives the reader pages made to be expensive. Their words
// must survive; the time is watched by the test's own limit.
func TestIntricatePages(t *testing.T) {
	words := strings.Repeat("The town held its meeting. ", 8)
	for name, page := range map[string]string{
		"a million nested tags":   strings.Repeat("<div>", 1_000_000) + words,
		"nested a bit too deeply": strings.Repeat("<div>", 400) + words,
		"nested formatting":       "<p>" + strings.Repeat("<b>", 100_000) + words,
		"formatting never closed": formatting(120) + strings.Repeat("<p>x", 20_000) + words,
		"lists in lists":          strings.Repeat("<ul><li>", 120) + strings.Repeat("<li><a href=x>y</a>", 30_000) + "</ul>" + words,
		"tables in tables":        strings.Repeat("<table><tr><td>", 20_000) + words,
		"a tag of many marks":     "<div " + strings.Repeat("a=1 ", 1_250_000) + ">" + words + "</div>",
		"many siblings":           strings.Repeat("<br>x", 400_000) + words,
	} {
		t.Run(name, func(t *testing.T) {
			d := HTML("page.html", "<html><body>"+page, Options{})
			checkLaws(t, d)
			if !strings.Contains(squash(d.Text), strings.TrimSpace(words)) {
				t.Errorf("words lost; %d bytes left, problems %q", len(d.Text), d.Problems)
			}
			if len(d.Problems) == 0 {
				t.Error("no problem named")
			}
		})
	}
}

func formatting(n int) string {
	var s strings.Builder
	for i := range n {
		fmt.Fprintf(&s, "<b id=%d>", i)
	}
	return "<div>" + s.String() + "</div>"
}

func FuzzHTML(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		if c, err := txtar.ParseFile(file); err == nil {
			f.Add(string(c.Files[0].Data))
		}
	}
	f.Add("<div class=comment><div class=comment-text>a<b></div><table><li>")
	f.Add("\ufdd00\ufdd1<figure><figcaption>\ufdd099\ufdd1")
	f.Fuzz(func(t *testing.T, page string) {
		d := HTML("page.html", strings.ToValidUTF8(page, "\ufffd"), Options{})
		checkLaws(t, d)
		if again := HTML("page.html", strings.ToValidUTF8(page, "\ufffd"), Options{}); again.ID != d.ID {
			t.Fatal("read differently the second time")
		}
	})
}
