package ingest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
)

// commentSuite holds 71 news and blog pages with reader comments, and for each
// some pieces of its text by the place they belong to.
const commentSuite = "../../shared/suites/comments"

// marked is a page of the suite: pieces that belong to its body, to its
// boilerplate, to its comments.
type marked struct {
	File, Date              string
	With, Without, Comments []string
}

func readSuite(t testing.TB) (pages []marked) {
	data, err := os.ReadFile(filepath.Join(commentSuite, "gold.json"))
	if err != nil {
		t.Skip("no comment suite beside the repository: ", err)
	}
	var gold map[string]marked
	if err := json.Unmarshal(data, &gold); err != nil {
		t.Fatal(err)
	}
	for _, p := range gold {
		pages = append(pages, p)
	}
	slices.SortFunc(pages, func(a, b marked) int { return strings.Compare(a.File, b.File) })
	return pages
}

func (p marked) bytes(t testing.TB) []byte {
	data, err := os.ReadFile(filepath.Join(commentSuite, "html", p.File))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// tally counts pieces over the suite.
type tally struct{ body, boilerplate, comments, present, leaked, dates int }

// libraryBody is how many body pieces go-trafilatura finds by itself.
const libraryBody = 202

// TestCommentSuite measures how well body and comments are told apart. With
// SUITE=1 in the environment it measures go-trafilatura as well, and lists the
// counts of each page.
func TestCommentSuite(t *testing.T) {
	var got, all tally
	library := 0
	var times []time.Duration
	for _, p := range readSuite(t) {
		data := p.bytes(t)
		start := time.Now()
		d, err := Read(p.File, data, Options{})
		times = append(times, time.Since(start))
		if err != nil {
			t.Fatal(err)
		}
		checkLaws(t, d)
		got.add(t, p, d)
		if os.Getenv("SUITE") != "" {
			library += count(libraryText(data), p.With)
		}
		all.body, all.boilerplate, all.comments = all.body+len(p.With), all.boilerplate+len(p.Without), all.comments+len(p.Comments)
		got.present += count(squash(words(mustParse(t, data))), p.Comments)
		if p.Date != "" {
			all.dates++
		}
	}
	slices.Sort(times)
	t.Logf("body pieces in the body: %d of %d; with go-trafilatura alone: %d", got.body, all.body, max(library, libraryBody))
	t.Logf("boilerplate pieces in the text: %d of %d", got.boilerplate, all.boilerplate)
	t.Logf("comment pieces in comments: %d of %d, of which the pages hold %d; in headline, body or caption: %d", got.comments, all.comments, got.present, got.leaked)
	t.Logf("dates right: %d of %d", got.dates, all.dates)
	t.Logf("time a page: median %v, nine in ten below %v", times[len(times)/2], times[len(times)*9/10])
	if got.comments*100 < all.comments*70 || got.leaked*100 > all.comments*2 || got.body < max(library, libraryBody) {
		t.Error("want 70 % of comment pieces in comments, at most 2 % elsewhere, and a body as full as go-trafilatura's")
	}
}

func (c *tally) add(t *testing.T, p marked, d *hearsay.Document) {
	report := partText(d, hearsay.Headline, hearsay.Body, hearsay.Caption)
	n := [4]int{
		count(partText(d, hearsay.Body, hearsay.Caption), p.With), count(squash(d.Text), p.Without),
		count(partText(d, hearsay.Comment), p.Comments), count(report, p.Comments),
	}
	c.body, c.boilerplate, c.comments, c.leaked = c.body+n[0], c.boilerplate+n[1], c.comments+n[2], c.leaked+n[3]
	if p.Date != "" && d.Published == p.Date {
		c.dates++
	}
	if os.Getenv("SUITE") != "" {
		t.Logf("%-50s body %d of %d, boilerplate %d, comments %d of %d, leaked %d", p.File, n[0], len(p.With), n[1], n[2], len(p.Comments), n[3])
	}
}

// libraryText is the body that go-trafilatura finds with its comment extraction
// and its fallbacks at work.
func libraryText(data []byte) string {
	text, _ := decode(data, "", true)
	r, err := trafilatura.Extract(strings.NewReader(text), trafilatura.Options{EnableFallback: true, HtmlDateMode: trafilatura.Disabled})
	if err != nil {
		return ""
	}
	return squash(r.ContentText)
}

func mustParse(t *testing.T, data []byte) *html.Node {
	text, _ := decode(data, "", true)
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func squash(s string) string { return strings.Join(strings.Fields(s), " ") }

func partText(d *hearsay.Document, kinds ...hearsay.PartKind) string {
	var out []string
	for _, p := range d.Parts {
		if slices.Contains(kinds, p.Kind) {
			out = append(out, p.Span.In(d.Text))
		}
	}
	return squash(strings.Join(out, " "))
}

// count is the number of pieces that text holds.
func count(text string, pieces []string) (n int) {
	for _, p := range pieces {
		if strings.Contains(text, squash(p)) {
			n++
		}
	}
	return n
}

func BenchmarkHTML(b *testing.B) {
	var pages []string
	for _, p := range readSuite(b) {
		text, _ := decode(p.bytes(b), "", true)
		pages = append(pages, text)
	}
	for b.Loop() {
		for _, p := range pages {
			HTML("page.html", p, Options{})
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N*len(pages)), "ms/page")
}
