package feed

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func suite(t *testing.T, names ...string) string {
	t.Helper()
	dir := filepath.Join(append([]string{"..", "..", "..", "shared", "suites"}, names...)...)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the suite %s is not beside the repository", filepath.Join(names...))
	}
	return dir
}

// expected is what the suite's own parser makes of a feed: of the common shape in
// the translator's folder, of each format's in the parser's.
type expected struct {
	Title, Link string
	Items       []expectedItem
	Entries     []expectedItem
}

type expectedItem struct {
	Title, Link, Content, Description string
	PublishedParsed, PubDateParsed    *time.Time
}

// TestFeedSuite reads every feed of the suite that it does not call invalid, and
// holds title, link, date and content of feed and items against what it expects,
// where it expects any: links only where they are addresses of the web, dates where
// it could read them, texts but for white space.
func TestFeedSuite(t *testing.T) {
	dir := suite(t, "gofeed-testdata", "testdata")
	all, right := 0, 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(path, "invalid") || strings.Contains(path, "empty_feed") || strings.Contains(path, "unknown_feed") {
			return err // the last two hold no feed at all
		}
		want := strings.TrimSuffix(path, ".xml") + ".json"
		if filepath.Base(filepath.Dir(path)) == "json" {
			if want = strings.TrimSuffix(path, ".json") + "_expected.json"; strings.HasSuffix(path, "_expected.json") {
				return nil
			}
		} else if filepath.Ext(path) != ".xml" {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		expectation, _ := os.ReadFile(want)
		all++
		if miss := compare(data, expectation); miss != "" {
			t.Logf("%s: %s", strings.TrimPrefix(path, dir), miss)
			return nil
		}
		right++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d of %d feeds read right", right, all)
	if all == 0 || right*100 < all*98 {
		t.Errorf("%d of %d feeds read right: less than 98 %%", right, all)
	}
}

// compare says what is not as expected, "" when all is.
func compare(data, expectation []byte) string {
	ch, err := Read(data, "", "")
	if err != nil {
		return err.Error()
	}
	var want expected
	if json.Unmarshal(expectation, &want) != nil {
		return "" // nothing is expected of it but to be read
	}
	items := append(want.Items, want.Entries...)
	switch {
	case want.Title != "" && ch.Title != clean(want.Title):
		return "title " + ch.Title + ", not " + want.Title
	case isWeb(want.Link) && ch.Link != want.Link:
		return "link " + ch.Link + ", not " + want.Link
	case len(items) != len(ch.Items):
		return "not as many items"
	}
	for i, w := range items {
		got := ch.Items[i]
		date := w.PublishedParsed
		if date == nil {
			date = w.PubDateParsed
		}
		content := w.Content
		if len(w.Description) > len(content) {
			content = w.Description
		}
		switch {
		case w.Title != "" && got.Title != clean(w.Title):
			return "item title " + got.Title + ", not " + w.Title
		case isWeb(w.Link) && got.Link != w.Link:
			return "item link " + got.Link + ", not " + w.Link
		case date != nil && !got.Published.Equal(*date):
			return "item date " + got.Published.String() + ", not " + date.String()
		case content != "" && clean(got.Content) != clean(content):
			return "item content " + got.Content + ", not " + content
		}
	}
	return ""
}

func isWeb(s string) bool { return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") }

// TestReaderSuite reads the feeds that another reader keeps as hard cases: they
// have a title in right characters, and items where there are any.
func TestReaderSuite(t *testing.T) {
	dir := suite(t, "miniflux-testdata", "internal", "reader")
	files, err := filepath.Glob(filepath.Join(dir, "*", "testdata", "*.xml"))
	if err != nil {
		t.Fatal(err)
	}
	right, all := 0, 0
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(data, []byte("<rss")) && !bytes.Contains(data, []byte("<feed")) && !bytes.Contains(data, []byte("<rdf:RDF")) {
			continue // an XML file of the encoding tests, no feed
		}
		all++
		ch, err := Read(data, "", "https://feed.example/")
		if err != nil || ch.Title == "" || len(ch.Items) == 0 && scan(string(data)).items > 0 || strings.Contains(ch.Title, "\ufffd") {
			t.Errorf("%s: %v %v", path, ch, err)
			continue
		}
		right++
	}
	t.Logf("%d of %d feeds", right, all)
}

// TestHostileSuite gives every byte of the hostile suites to every reader here.
func TestHostileSuite(t *testing.T) {
	files := 0
	var slowest time.Duration
	for _, name := range []string{"html5lib-tests", "fuzz-corpus", "blns", "JSONTestSuite", "bluemonday-tests"} {
		err := filepath.WalkDir(suite(t, name), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			start := time.Now()
			_, _ = Read(data, "", "https://feed.example/")
			_, _, _ = ReadOPML(bytes.NewReader(data))
			Discover(data, "https://feed.example/")
			if took := time.Since(start); took > slowest {
				slowest = took
			}
			files++
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.Logf("%d files, the slowest %v, %d MB from the system", files, slowest, m.Sys>>20)
	if m.Sys > 512<<20 {
		t.Errorf("%d MB", m.Sys>>20)
	}
}
