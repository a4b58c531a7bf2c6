package desk

import (
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"testing"
	"time"

	"hearsay"
	"hearsay/queue/local"
	"hearsay/store"
	"hearsay/store/sqlite"
)

var deskStore = flag.String("desk-store", "", "store of the benchmarks: a file that make bench-store has made")

// BenchmarkDesk asks a desk over a large store for its pages, on loopback, and
// reports the quantiles of the time to the whole answer, in milliseconds.
func BenchmarkDesk(b *testing.B) {
	if *deskStore == "" {
		b.Skip("no store: -desk-store FILE")
	}
	s, err := sqlite.Open(b.Context(), *deskStore, sqlite.Options{MustExist: true})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	server := httptest.NewUnstartedServer(nil)
	server.Config.Handler = New(Config{Store: s, Queue: local.New(), Now: time.Now, Hosts: Hosts(server.Listener.Addr().String())})
	server.Start()
	defer server.Close()
	d := &bench{Server: server, store: s}
	hits := sampleHits(b, s)
	word := func(i int) string { return hits[i%len(hits)].words[i%len(hits[i%len(hits)].words)] }
	for _, group := range []struct {
		name string
		path func(i int) string
	}{
		{"search-words", func(i int) string { return "/?" + values("q", word(i)) }},
		{"search-two-words", func(i int) string { return "/?sort=best&" + values("q", word(i)+" "+word(i+7)) }},
		{"search-words-facets", func(i int) string {
			return "/?standing=named&from=2023-01-01&to=2024-06-30&" + values("q", word(i))
		}},
		{"search-newest", func(i int) string { return fmt.Sprintf("/?page=%d", 1+i%5) }},
		{"search-facet", func(i int) string {
			return []string{"/?standing=role", "/?stance=denies", "/?flag=unnamed-source", "/?" + values("outlet", hits[i%len(hits)].outlet)}[i%4]
		}},
		{"search-facets", func(i int) string {
			return []string{"/?standing=named&stance=denies", "/?standing=unnamed&stance=asserts&flag=unnamed-source", "/?stance=promises&" + values("outlet", hits[i%len(hits)].outlet), "/?standing=role&from=2022-03-05&to=2025-02-11"}[i%4]
		}},
		{"page", func(i int) string { return "/pages/" + hits[i%len(hits)].document }},
		{"claim", func(i int) string { return "/claims/" + hits[i%len(hits)].claim }},
		{"speaker", func(i int) string { return fmt.Sprintf("/speakers/%d", hits[i%len(hits)].speaker) }},
		{"speakers", func(i int) string { return "/speakers?" + url.Values{"q": {word(i)[:2]}}.Encode() }},
		{"documents", func(i int) string { return "/documents?" + values("q", word(i)) }},
	} {
		b.Run(group.name, func(b *testing.B) {
			for b.Loop() {
				d.quantiles(b, group.path)
			}
		})
	}
}

// quantiles asks for forty pages and reports how long they took.
func (d *bench) quantiles(b *testing.B, path func(i int) string) {
	var times []time.Duration
	for i := range 40 {
		start := time.Now()
		resp, _ := d.get(b, path(i))
		times = append(times, time.Since(start))
		if resp.StatusCode != http.StatusOK {
			b.Fatalf("%s: %s", path(i), resp.Status)
		}
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[20].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(times[38].Microseconds())/1000, "p95-ms")
}

// sampled is a hit to ask about.
type sampled struct {
	document, claim, outlet string
	speaker                 int64
	words                   []string
}

// sampleHits are hits from all over the store, with words of theirs.
func sampleHits(b *testing.B, s *sqlite.Store) (out []sampled) {
	speakers, err := s.Speakers(b.Context(), "", 20)
	if err != nil {
		b.Fatal(err)
	}
	for i := range 20 {
		found, err := s.Claims(b.Context(), store.Query{Limit: 1, Offset: i * 150, Standing: hearsay.Named, From: fmt.Sprintf("20%d-01-01", 21+i%8), To: "2030-12-31"})
		if err != nil || len(found.Claims) == 0 {
			continue
		}
		h := &found.Claims[0]
		one := sampled{document: h.Page.Document().ID, claim: h.Claim().ID, outlet: h.Page.Document().Outlet, speaker: speakers[i%len(speakers)].ID,
			words: longWords(h.Claim().Content[0].In(h.Page.Document().Text))}
		if len(one.words) > 0 {
			out = append(out, one)
		}
	}
	if len(out) == 0 {
		b.Fatal("nothing to ask about")
	}
	return out
}

func longWords(s string) (out []string) {
	start := -1
	for i, r := range s + " " {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if letter && start < 0 {
			start = i
		}
		if !letter && start >= 0 {
			if i-start > 2 {
				out = append(out, s[start:i])
			}
			start = -1
		}
	}
	return out
}
