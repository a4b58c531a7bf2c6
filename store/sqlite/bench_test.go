package sqlite

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hearsay"
	"hearsay/store"
	"hearsay/store/storegen"
)

var (
	benchClaims = flag.Int("store-claims", 20_000, "claims in the store of the benchmarks")
	benchDir    = flag.String("store-dir", "", "folder in which that store is kept from run to run")
)

// benchStore opens a store of made pages, making it if it is not there.
func benchStore(b *testing.B) *Store {
	b.Helper()
	dir := *benchDir
	if dir == "" {
		dir = b.TempDir()
	}
	path := filepath.Join(dir, fmt.Sprintf("made-%d.db", *benchClaims))
	_, missing := os.Stat(path)
	s, err := Open(b.Context(), path, Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	if missing != nil {
		makeStore(b, s)
	}
	return s
}

func makeStore(b *testing.B, s *Store) {
	pages := *benchClaims / claimsPerPage
	var batch []store.Entry
	var adding, indexing time.Duration
	start := time.Now()
	flush := func() {
		t := time.Now()
		if _, err := s.Add(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
		adding += time.Since(t)
		t = time.Now()
		if err := s.Index(b.Context(), nil); err != nil {
			b.Fatal(err)
		}
		indexing += time.Since(t)
		batch = nil
	}
	n := 0
	for e := range storegen.Pages(1, pages) {
		if batch = append(batch, e); len(batch) == 2*indexBatch {
			flush()
		}
		if n++; n%(pages/10+1) == 0 {
			b.Logf("%d of %d pages after %v: added %.0f pages/s, indexed %.0f pages/s, %s", n, pages, time.Since(start).Round(time.Second), float64(n)/adding.Seconds(), float64(n)/indexing.Seconds(), peak())
		}
	}
	flush()
	info, err := os.Stat(s.path)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d pages, %d MB, %s", pages, info.Size()>>20, peak())
}

// peak is the most memory this process has held so far.
func peak() string {
	data, _ := os.ReadFile("/proc/self/status")
	var kb int
	for _, line := range slices.Collect(lines(string(data))) {
		if n, _ := fmt.Sscanf(line, "VmHWM: %d kB", &kb); n == 1 {
			return fmt.Sprintf("peak memory %d MB", kb>>10)
		}
	}
	return "peak memory unknown"
}

func lines(s string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		start := 0
		for i := range s {
			if s[i] == '\n' {
				if !yield(s[start:i]) {
					return
				}
				start = i + 1
			}
		}
	}
}

// claimsPerPage is how many claims a made page has, on average.
const claimsPerPage = 12

// rounds is how often each question is asked.
const rounds = 40

// BenchmarkStore asks a store of made pages what a desk asks, and reports the
// quantiles of the time to an answer, in milliseconds.
func BenchmarkStore(b *testing.B) {
	s := benchStore(b)
	ctx := b.Context()
	words := vocabularyOf(b, s)
	for _, group := range []struct {
		name string
		ask  func(i int) error
	}{
		{"words", func(i int) error { return ask(ctx, s, store.Query{Words: words(i)}) }},
		{"words-two", func(i int) error {
			return ask(ctx, s, store.Query{Words: words(i) + " " + words(i+1), Sort: store.Best})
		}},
		{"words-phrase", func(i int) error { return ask(ctx, s, store.Query{Words: `"` + words(3*i) + " " + words(3*i+1) + `"`}) }},
		{"words-facets", func(i int) error {
			return ask(ctx, s, store.Query{Words: words(i), Standing: hearsay.Unnamed, Stance: hearsay.Denies})
		}},
		{"words-period", func(i int) error {
			return ask(ctx, s, store.Query{Words: words(i), From: "2024-02-10", To: "2025-03-20"})
		}},
		{"words-oldest", func(i int) error { return ask(ctx, s, store.Query{Words: words(i), Sort: store.Oldest, Offset: 200}) }},
		{"words-prefix", func(i int) error { return ask(ctx, s, store.Query{Words: words(i)[:min(3, len(words(i)))] + "*"}) }},
		{"facets-none", func(i int) error { return ask(ctx, s, store.Query{Offset: 20 * (i % 10)}) }},
		{"facets-one", func(i int) error { return ask(ctx, s, oneFacet(i)) }},
		{"facets-two", func(i int) error {
			q := oneFacet(i)
			q.Standing = hearsay.Named
			return ask(ctx, s, q)
		}},
		{"facets-period", func(i int) error {
			return ask(ctx, s, store.Query{From: "2023-01-01", To: fmt.Sprintf("2023-%02d-28", i%12+1), Stance: hearsay.Denies})
		}},
		{"period", func(i int) error {
			return ask(ctx, s, store.Query{From: fmt.Sprintf("2022-%02d-01", i%12+1), To: fmt.Sprintf("2022-%02d-15", i%12+1)})
		}},
		{"page", func(i int) error { _, err := s.Page(ctx, nthPage(b, s, i)); return err }},
		{"claim", func(i int) error { _, err := s.Claim(ctx, nthClaim(b, s, i)); return err }},
		{"speaker", func(i int) error {
			id := int64(3*i + 1)
			if _, err := s.Speaker(ctx, id); err != nil {
				return nil // not shown across pages
			}
			return ask(ctx, s, store.Query{Speaker: id})
		}},
		{"speakers", func(i int) error { _, err := s.Speakers(ctx, words(i)[:2], 200); return err }},
		{"documents", func(i int) error { _, err := s.Documents(ctx, store.Query{Words: words(i)}); return err }},
		{"counts", func(int) error { _, err := s.Counts(ctx); return err }},
	} {
		b.Run(group.name, func(b *testing.B) {
			for b.Loop() {
				report(b, group.ask)
			}
		})
	}
}

func ask(ctx context.Context, s *Store, q store.Query) error {
	_, err := s.Claims(ctx, q)
	return err
}

func report(b *testing.B, ask func(i int) error) {
	var times []time.Duration
	for i := range rounds {
		start := time.Now()
		if err := ask(i); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	for _, q := range []int{50, 95, 99} {
		b.ReportMetric(float64(times[len(times)*q/100].Microseconds())/1000, fmt.Sprintf("p%d-ms", q))
	}
}

func oneFacet(i int) store.Query {
	switch i % 5 {
	case 0:
		return store.Query{Stance: hearsay.Threatens}
	case 1:
		return store.Query{Flag: hearsay.UnnamedSource}
	case 2:
		return store.Query{Stance: hearsay.Asserts}
	case 3:
		return store.Query{Standing: hearsay.Role}
	}
	return store.Query{Speaker: int64(i%7 + 1)}
}

// vocabularyOf picks words of claims: every third is a common one.
func vocabularyOf(b *testing.B, s *Store) func(i int) string {
	var all []string
	for i := range 64 {
		p, err := s.Page(b.Context(), nthPage(b, s, 7*i))
		if err != nil {
			b.Fatal(err)
		}
		c := p.Reading.Claims[0].Content[0].In(p.Document().Text)
		all = append(all, fields(c)...)
	}
	common := []string{"the", "water", "minister", "to", "and", "ferry"}
	return func(i int) string {
		if i%3 == 0 {
			return common[i/3%len(common)]
		}
		return all[(i*31+5)%len(all)]
	}
}

func fields(s string) (out []string) {
	word := ""
	for _, r := range s + " " {
		if r != ' ' {
			word += string(r)
			continue
		}
		if len(word) > 3 {
			out = append(out, word)
		}
		word = ""
	}
	return out
}

func nthPage(b *testing.B, s *Store, i int) string {
	var hash []byte
	if err := s.read.QueryRow(`SELECT hash FROM documents WHERE id = 1 + ? % (SELECT max(id) FROM documents)`, i*7919).Scan(&hash); err != nil {
		b.Fatal(err)
	}
	return documentID(hash)
}

func nthClaim(b *testing.B, s *Store, i int) string {
	var hash []byte
	if err := s.read.QueryRow(`SELECT hash FROM claims WHERE id = 1 + ? % (SELECT max(id) FROM claims)`, i*104729).Scan(&hash); err != nil {
		b.Fatal(err)
	}
	return claimID(hash)
}
