package testweb

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// badPlaces are slow, hostile and broken.
func badPlaces() []place {
	return []place{
		status("/busy", "429 with Retry-After", http.StatusTooManyRequests, "Retry-After", "3600"),
		status("/forbidden", "403", http.StatusForbidden),
		status("/down", "500", http.StatusInternalServerError),
		status("/loop", "a redirect to itself", http.StatusFound, "Location", "/loop"),
		status("/inside", "a redirect to an address that is not public", http.StatusFound, "Location", "http://127.0.0.2:9/secret"),
		static("/broken.xml", "a feed that is cut short", "application/rss+xml", `<rss version="2.0"><channel><title>Broken</title><item><title>Whole</title><link>HOST/courier/quay</link></item><item><title>Half`),
		static("/laughs.xml", "entities that multiply", "application/rss+xml", laughs()),
		static("/reserved", "a page that reserves text and data mining", "text/html", `<html><head><title>Reserved</title><meta name="tdm-reservation" content="1"></head><body><p>`+quay+`</p></body></html>`),
		static("/hostile", "a page of hostile markup", "text/html", `<html><head><title><script>alert(1)</script>Hostile</title></head><body><article><h1 onclick="alert(2)">Hostile <img src=x onerror=alert(3)></h1><p>`+quay+`</p><p><a href="javascript:alert(4)">here</a> “&lt;script&gt;alert(5)&lt;/script&gt;,” the mayor said.</p></article></body></html>`),
		{Place{"/drip", "a body that never ends"}, func(_ *Web, rw http.ResponseWriter, r *http.Request) {
			rw.Header().Set("Content-Type", "text/html")
			for r.Context().Err() == nil {
				fmt.Fprint(rw, "<p>")
				rw.(http.Flusher).Flush()
				time.Sleep(50 * time.Millisecond)
			}
		}},
		{Place{"/hang", "no answer"}, func(_ *Web, _ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }},
		{Place{"/bomb", "ten gigabytes in a small gzip"}, func(_ *Web, rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", "text/html")
			rw.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(rw)
			zeros := make([]byte, 1<<20)
			for range 10 << 10 {
				if _, err := z.Write(zeros); err != nil {
					return // whoever asked has had enough
				}
			}
			z.Close()
		}},
		{Place{"/nested", "gzip in gzip"}, func(_ *Web, rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", "text/html")
			rw.Header().Set("Content-Encoding", "gzip, gzip")
			rw.Write(zipped(zipped(make([]byte, 64<<20))))
		}},
		{Place{"/wrapped", "gzip in gzip, called one"}, func(_ *Web, rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", "text/html")
			rw.Header().Set("Content-Encoding", "gzip")
			rw.Write(zipped(zipped([]byte("<p>" + quay + "</p>"))))
		}},
		{Place{"/million.xml", "a feed of a million items"}, func(_ *Web, rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", "application/rss+xml")
			io.WriteString(rw, `<rss version="2.0"><channel><title>Many</title>`)
			chunk := strings.Repeat("<item><title>x</title></item>", 1000)
			for range 1000 {
				if _, err := io.WriteString(rw, chunk); err != nil {
					return
				}
			}
			io.WriteString(rw, `</channel></rss>`)
		}},
	}
}

func zipped(data []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	z.Write(data)
	z.Close()
	return out.Bytes()
}

// laughs is a document whose entities would come to a thousand million.
func laughs() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol0 "lol">`)
	for i := 1; i < 10; i++ {
		fmt.Fprintf(&b, `<!ENTITY lol%d "%s">`, i, strings.Repeat(fmt.Sprintf("&lol%d;", i-1), 10))
	}
	b.WriteString(`]><rss version="2.0"><channel><title>&lol9;</title><item><title>&lol9;</title><link>HOST/courier/quay</link></item></channel></rss>`)
	return b.String()
}
