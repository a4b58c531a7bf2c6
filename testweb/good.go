package testweb

import (
	"fmt"
	"net/http"
	"strings"
)

func here(r *http.Request, s string) string { return strings.ReplaceAll(s, "HOST", "http://"+r.Host) }

// article is a page of an outlet.
func article(outlet, title, day string, paragraphs ...string) string {
	return `<!doctype html><html lang="en"><head><title>` + title + ` | ` + outlet + `</title><meta property="og:site_name" content="` + outlet + `"><meta property="article:published_time" content="` + day + `T08:00:00Z"></head>` +
		`<body><nav><a href="HOST/courier/">Home</a></nav><article><h1>` + title + `</h1><p>` + strings.Join(paragraphs, "</p><p>") + `</p></article><footer>All rights reserved</footer></body></html>`
}

const (
	quay = "The quay will stay closed for two weeks, harbour master Odd Nilsen said on Friday. At least 40 berths are lost for the season, according to the harbour board."
	more = "Fishermen denied that they had been asked. “Nobody has come to see us,” said one of them, who would not give his name because he rents his berth from the board."
	fare = "Ferry fares will rise by a tenth in May, the transport committee announced in a statement. Islanders fear that fewer visitors will come."
)

// goodPlaces are outlets as they should be.
func goodPlaces() []place {
	item := func(path, title, day string) string {
		return `<item><title>` + title + `</title><link>HOST` + path + `</link><guid>` + path + `</guid><pubDate>` + day + `</pubDate></item>`
	}
	rss := func(title string, items ...string) string {
		return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>` + title + `</title><link>HOST/courier/</link>` + strings.Join(items, "") + `</channel></rss>`
	}
	return []place{
		static("/courier/", "a front page that declares its feed", "text/html", `<html><head><title>Harbour Courier</title><link rel="alternate" type="application/rss+xml" title="News" href="/courier/feed.xml"></head><body><h1>Harbour Courier</h1></body></html>`),
		static("/courier/feed.xml", "RSS 2.0", "application/rss+xml", rss("Harbour Courier", item("/courier/quay", "Quay closed", "Fri, 02 May 2031 08:00:00 GMT"), item("/courier/fares", "Ferry fares to rise", "Sat, 03 May 2031 08:00:00 GMT"))),
		static("/courier/quay", "an article", "text/html", article("Harbour Courier", "Quay closed for two weeks", "2031-05-02", quay, more)),
		static("/courier/fares", "an article", "text/html", article("Harbour Courier", "Ferry fares to rise in May", "2031-05-03", fare, more)),
		static("/atom.xml", "Atom", "application/atom+xml", `<feed xmlns="http://www.w3.org/2005/Atom"><title>Coast Today</title><entry><title>Fares</title><id>f1</id><link href="HOST/courier/fares"/><updated>2031-05-03T09:00:00Z</updated></entry></feed>`),
		static("/feed.json", "JSON Feed", "application/feed+json", `{"version":"https://jsonfeed.org/version/1.1","title":"Island Notes","items":[{"id":"1","url":"HOST/courier/quay","title":"Quay"},{"id":"2","title":"No page","content_text":"`+fare+`","date_published":"2031-05-04T08:00:00Z"}]}`),
		static("/gathered.xml", "a feed whose items name another publisher", "application/rss+xml", `<rss version="2.0"><channel><title>All The News</title><item><title>Quay</title><link>HOST/plain/quay</link><source url="https://true.example/feed">True Wire</source></item></channel></rss>`),
		static("/plain/quay", "plain text", "text/plain; charset=utf-8", "Quay closed\n\n"+quay+"\n"),
		{Place{"/conditional.xml", "a feed with ETag and Last-Modified"}, func(_ *Web, rw http.ResponseWriter, r *http.Request) {
			rw.Header().Set("ETag", `"v1"`)
			rw.Header().Set("Last-Modified", "Fri, 02 May 2031 08:00:00 GMT")
			if r.Header.Get("If-None-Match") == `"v1"` {
				rw.WriteHeader(http.StatusNotModified)
				return
			}
			rw.Header().Set("Content-Type", "application/rss+xml")
			fmt.Fprint(rw, here(r, rss("Conditional", item("/courier/quay", "Quay", ""))))
		}},
		{Place{"/changing", "an article that is corrected after its first visit"}, func(w *Web, rw http.ResponseWriter, r *http.Request) {
			rw.Header().Set("Content-Type", "text/html")
			if w.turn("/changing") == 0 {
				fmt.Fprint(rw, here(r, article("Harbour Courier", "Storm damage", "2031-05-05", "The storm has sunk 12 boats, the coastguard said on Monday morning, and the search for others goes on.", more)))
				return
			}
			fmt.Fprint(rw, here(r, article("Harbour Courier", "Storm damage", "2031-05-05", "The storm has sunk 9 boats, the coastguard said on Monday, and the search for others goes on.", more, "Correction: An earlier version of this article gave a higher number of boats.")))
		}},
		{Place{"/flapping.xml", "a feed that answers 503 every other time"}, func(w *Web, rw http.ResponseWriter, r *http.Request) {
			if w.turn("/flapping.xml")%2 == 0 {
				rw.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			rw.Header().Set("Content-Type", "application/rss+xml")
			fmt.Fprint(rw, here(r, rss("Flapping", item("/courier/fares", "Fares", ""))))
		}},
	}
}
