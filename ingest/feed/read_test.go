package feed

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"hearsay"
)

const rssFeed = `<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
 <title>Harbour   Courier</title><link>https://courier.example/</link><language>en</language>
 <item><title>Ferry fares rise</title><link>/news/1</link><guid isPermaLink="false">a1</guid>
  <pubDate>Mon, 03 Mar 2031 08:00:00 +0100</pubDate><description>Short.</description>
  <content:encoded><![CDATA[<p>The harbour board said fares would rise by a tenth.</p>]]></content:encoded>
  <source url="https://agency.example/feed">Coast Agency</source></item>
 <item><title>Second</title><link>javascript:alert(1)</link><guid>https://courier.example/news/2</guid></item>
</channel></rss>`

func TestRead(t *testing.T) {
	ch, err := Read([]byte(rssFeed), "application/rss+xml", "https://courier.example/feed.xml")
	if err != nil {
		t.Fatal(err)
	}
	if ch.Title != "Harbour Courier" || ch.Kind != "rss" || len(ch.Items) != 2 || len(ch.Problems) != 0 {
		t.Fatalf("got %+v", ch)
	}
	first := ch.Items[0]
	if first.Link != "https://courier.example/news/1" || first.ID != "a1" || !first.Published.Equal(time.Date(2031, 3, 3, 7, 0, 0, 0, time.UTC)) ||
		first.Publisher != (Publisher{"Coast Agency", "https://agency.example/feed"}) || !strings.Contains(first.Content, "by a tenth") {
		t.Errorf("got %+v", first)
	}
	if second := ch.Items[1]; second.Link != "https://courier.example/news/2" {
		t.Errorf("a link that is no address: got %q", second.Link)
	}
}

func TestReadBroken(t *testing.T) {
	cut := rssFeed[:strings.Index(rssFeed, "<item><title>Second")+30]
	ch, err := Read([]byte(cut), "", "https://courier.example/feed.xml")
	if err != nil || len(ch.Items) == 0 || ch.Items[0].ID != "a1" {
		t.Errorf("got %+v, %v", ch, err)
	}
	for _, none := range []string{"", "plain words", "<html><body>no feed</body></html>", "{}", "[1,2]", "<rss", strings.Repeat("<a>", 100_000)} {
		if ch, err := Read([]byte(none), "", ""); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("%.20q: got %+v, %v", none, ch, err)
		}
	}
}

// TestReadBombs: a million items give the first of them, entities that multiply
// multiply nothing.
func TestReadBombs(t *testing.T) {
	million := `<rss version="2.0"><channel><title>Many</title>` + strings.Repeat("<item><title>x</title></item>", 1_000_000) + `</channel></rss>`
	ch, err := Read([]byte(million), "", "")
	if err != nil || len(ch.Items) != maxItems || len(ch.Problems) != 1 {
		t.Errorf("million items: %v", err)
	}
	laughs := `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">`
	for i := 1; i < 10; i++ {
		laughs += fmt.Sprintf(`<!ENTITY lol%d "%s">`, i, strings.Repeat(fmt.Sprintf("&lol%d;", i-1), 10))
	}
	laughs += `]><rss version="2.0"><channel><title>&lol9;</title><item><title>&lol9;</title></item></channel></rss>`
	if ch, err := Read([]byte(laughs), "", ""); err == nil && len(ch.Title) > 100 {
		t.Errorf("entities were expanded to %d bytes", len(ch.Title))
	}
	many := `{"version":"https://jsonfeed.org/version/1","items":[` + strings.Repeat("{},", 1_000_000) + `{}]}`
	if _, err := Read([]byte(many), "application/feed+json", ""); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("a million objects: %v", err)
	}
}

func TestDiscover(t *testing.T) {
	page := `<html><head><base href="https://courier.example/en/"><link rel="alternate" type="application/atom+xml" title="All news" href="all.atom">
	<link rel=alternate type="text/html" href="/de/"></head><body><a href="/sport/feed/">Sport</a> <a href="/about">About</a> <a href="all.atom">again</a></body></html>`
	got := Discover([]byte(page), "https://courier.example/")
	want := []Link{{URL: "https://courier.example/en/all.atom", Title: "All news"}, {URL: "https://courier.example/sport/feed/"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
	if got := Discover([]byte("<p>none</p>"), "https://courier.example/x"); len(got) == 0 || !got[0].Guess || got[0].URL != "https://courier.example/feed" {
		t.Errorf("guesses: %+v", got)
	}
}

func TestOPML(t *testing.T) {
	feeds := []hearsay.Feed{{URL: "https://courier.example/feed.xml?a=1&b=2", Page: "https://courier.example/", Title: `A "title" <b>`, Outlet: "Harbour Courier", Country: "NO", Kind: hearsay.Paper, Owner: "Board & Sons", Interval: 90 * time.Minute},
		{URL: "https://blog.example/atom", Title: "Blog", Outlet: "Blog"}}
	var out strings.Builder
	if err := WriteOPML(&out, feeds); err != nil {
		t.Fatal(err)
	}
	got, problems, err := ReadOPML(strings.NewReader(out.String()))
	if err != nil || len(problems) != 0 || !reflect.DeepEqual(got, feeds) {
		t.Errorf("got %+v, %v, %v from\n%s", got, problems, err, out.String())
	}
	foreign := `<opml version="1.0"><body><outline text="News"><outline text="Coast" xmlUrl="https://coast.example/rss" htmlUrl="https://coast.example"/>
	<outline text="Bad" type="rss" xmlUrl="ftp://x"/></outline></body></opml>`
	got, problems, err = ReadOPML(strings.NewReader(foreign))
	if err != nil || len(got) != 1 || got[0].Title != "Coast" || len(problems) != 1 || !strings.Contains(problems[0], "Bad") {
		t.Errorf("foreign: %+v, %v, %v", got, problems, err)
	}
	if _, _, err := ReadOPML(strings.NewReader("nothing")); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("no OPML: %v", err)
	}
}

func FuzzReadFeed(f *testing.F) {
	f.Add([]byte(rssFeed), "text/xml; charset=utf-8")
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","title":"T","items":[{"id":"1","url":"https://a.example/1"}]}`), "application/feed+json")
	f.Fuzz(func(t *testing.T, data []byte, contentType string) {
		ch, err := Read(data, contentType, "https://feed.example/")
		if err != nil && !errors.Is(err, hearsay.ErrInvalid) {
			t.Error(err)
		}
		if ch != nil {
			for _, i := range ch.Items {
				if i.Link != "" && !isWeb(i.Link) {
					t.Errorf("link %q", i.Link)
				}
			}
		}
		Discover(data, "https://feed.example/")
	})
}
