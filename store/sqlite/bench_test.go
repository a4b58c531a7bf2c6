package sqlite_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/store"
	"hearsay/store/sqlite"
	"hearsay/store/storegen"
)

var (
	benchClaims = flag.Int("store-claims", 20_000, "how many claims the store of BenchmarkStore holds")
	benchDir    = flag.String("store-dir", "", "where BenchmarkStore keeps its store, to build it once; a temporary folder when empty")
)

// BenchmarkStore builds a store of generated pages, or finds it built, and asks it
// all that desk and command line ask. Times are in milliseconds.
func BenchmarkStore(b *testing.B) {
	dir := *benchDir
	if dir == "" {
		dir = b.TempDir()
	}
	path := filepath.Join(dir, fmt.Sprintf("made-%d.db", *benchClaims))
	s := open(b, path)
	build(b, s, path)
	w := newWanted(b, s)
	for _, group := range []struct {
		name  string
		cases []ask
	}{{"Words", w.words()}, {"Facets", w.facets()}, {"Pages", w.pages()}} {
		for _, c := range group.cases {
			b.Run(group.name+"/"+c.name, func(b *testing.B) { measure(b, s, c) })
		}
	}
}

// build adds generated pages until there are enough claims, and indexes them.
func build(b *testing.B, s *sqlite.Store, path string) {
	ctx := b.Context()
	n, err := s.Counts(ctx)
	if err != nil {
		b.Fatal(err)
	}
	if int(n.Claims) < *benchClaims || n.Waiting > 0 {
		fill(b, s, n)
		if err := s.Index(ctx, rated("indexed", 5000)); err != nil {
			b.Fatal(err)
		}
	}
	if n, err = s.Counts(ctx); err != nil {
		b.Fatal(err)
	}
	if info, err := os.Stat(path); err == nil {
		say("%d pages, %d claims, %d speakers, %d MB", n.Pages, n.Claims, n.Speakers, info.Size()>>20)
	}
}

func fill(b *testing.B, s *sqlite.Store, have store.Counts) {
	batch, pages, claims := []store.Entry(nil), int(have.Pages), int(have.Claims)
	began, adding := time.Now(), time.Duration(0)
	flush := func() {
		start := time.Now()
		if _, err := s.Add(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
		adding += time.Since(start)
		batch = batch[:0]
		if pages%10_000 < 100 || claims >= *benchClaims {
			say("added %d pages, %d claims; %.0f pages/s in Add, %.0f with making them; %s", pages, claims, float64(pages-int(have.Pages))/adding.Seconds(), float64(pages-int(have.Pages))/time.Since(began).Seconds(), memory())
		}
	}
	for e := range storegen.From(1, pages, 1<<30) {
		if claims >= *benchClaims {
			break
		}
		batch, pages, claims = append(batch, e), pages+1, claims+len(e.Reading.Claims)
		if len(batch) == 100 {
			flush()
		}
	}
	flush()
}

// rated says how fast something gets done.
func rated(what string, every int64) func(left int64) {
	var first, said int64
	began := time.Now()
	return func(left int64) {
		if first == 0 {
			first, said = left, left
		}
		if done := first - left; done > 0 && (said-left >= every || left == 0) {
			said = left
			say("%s %d pages, %.0f pages/s; %s", what, done, float64(done)/time.Since(began).Seconds(), memory())
		}
	}
}

func say(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }

// memory is what the process holds: SQLite's memory is none of Go's heap.
func memory() string {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	out := fmt.Sprintf("Go heap %d MB", m.HeapAlloc>>20)
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if name, rest, _ := strings.Cut(line, ":"); name == "VmRSS" || name == "VmHWM" {
			out += ", " + name + " " + strings.TrimSpace(rest)
		}
	}
	return out
}

// ask is a question, asked in a number of ways.
type ask struct {
	name string
	do   func(ctx context.Context, s *sqlite.Store, i int) error
}

// rounds is how often each question is asked, of which the first are not counted.
const rounds, warm = 43, 3

func measure(b *testing.B, s *sqlite.Store, c ask) {
	var took []float64
	for b.Loop() {
		for i := range rounds {
			start := time.Now()
			if err := c.do(b.Context(), s, i); err != nil {
				b.Fatal(err)
			}
			if i >= warm {
				took = append(took, float64(time.Since(start).Microseconds())/1000)
			}
		}
	}
	slices.Sort(took)
	b.ReportMetric(0, "ns/op")
	for name, part := range map[string]int{"p50-ms": 50, "p95-ms": 95, "p99-ms": 99} {
		b.ReportMetric(took[min(len(took)*part/100, len(took)-1)], name)
	}
}

// wanted is what there is to be asked for.
type wanted struct {
	common, middle, rare, phrases []string
	outlets                       []string
	speakers                      []store.Speaker
	documents, claims             []string
}

func newWanted(b *testing.B, s *sqlite.Store) *wanted {
	w := &wanted{}
	times := map[string]int{}
	for e := range storegen.Pages(1, 1000) {
		r := e.Reading
		w.documents, w.claims, w.outlets = append(w.documents, r.Document.ID), append(w.claims, r.Claims[0].ID), append(w.outlets, r.Document.Outlet)
		for i := range r.Claims {
			said := strings.Fields(strings.Trim(r.Claims[i].Content[0].In(r.Document.Text), "“”"))
			for _, word := range said {
				times[word]++
			}
			w.phrases = append(w.phrases, `"`+strings.Join(said[1:3], " ")+`"`)
		}
	}
	var all []string
	for word := range times {
		all = append(all, word)
	}
	slices.SortFunc(all, func(x, y string) int { return 100*(times[y]-times[x]) + strings.Compare(x, y) })
	w.common, w.middle, w.rare = all[:40], all[300:600], all[len(all)-300:]
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(w.phrases), func(i, j int) { w.phrases[i], w.phrases[j] = w.phrases[j], w.phrases[i] })
	var err error
	if w.speakers, err = s.Speakers(b.Context(), "", 50); err != nil {
		b.Fatal(err)
	}
	return w
}

func at[T any](of []T, i int) T { return of[i%len(of)] }

// claims is a question for claims.
func claims(name string, q func(i int) store.Query) ask {
	return ask{name, func(ctx context.Context, s *sqlite.Store, i int) error {
		_, err := s.Claims(ctx, q(i))
		return err
	}}
}

// words are questions with free text.
func (w *wanted) words() (out []ask) {
	for _, kind := range []struct {
		name string
		of   []string
	}{{"common", w.common}, {"middle", w.middle}, {"rare", w.rare}, {"phrase", w.phrases}} {
		for _, sort := range []store.Sort{store.Newest, store.Oldest, store.Best} {
			out = append(out, claims(kind.name+"/"+string(sort), func(i int) store.Query { return store.Query{Words: at(kind.of, i), Sort: sort} }))
		}
		out = append(out,
			claims(kind.name+"/standing", func(i int) store.Query {
				return store.Query{Words: at(kind.of, i), Standing: hearsay.Named, Sort: store.Best}
			}),
			claims(kind.name+"/stance+outlet", func(i int) store.Query {
				return store.Query{Words: at(kind.of, i), Stance: hearsay.Denies, Outlet: at(w.outlets, i)}
			}),
			claims(kind.name+"/days", func(i int) store.Query {
				return store.Query{Words: at(kind.of, i), From: day(i * 50), To: day(i*50 + 1000)}
			}),
			claims(kind.name+"/best+days", func(i int) store.Query {
				return store.Query{Words: at(kind.of, i), From: day(i * 50), Sort: store.Best}
			}))
	}
	return append(out,
		claims("two", func(i int) store.Query { return store.Query{Words: at(w.common, i) + " " + at(w.middle, i)} }),
		claims("two/best", func(i int) store.Query {
			return store.Query{Words: at(w.common, i) + " " + at(w.middle, i), Sort: store.Best}
		}),
		claims("beginning", func(i int) store.Query { return store.Query{Words: at(w.middle, i)[:2] + "*"} }),
		claims("beginning/best", func(i int) store.Query { return store.Query{Words: at(w.middle, i)[:2] + "*", Sort: store.Best} }))
}

func day(n int) string { return storegen.FirstDay().AddDate(0, 0, n).Format(time.DateOnly) }

// facets are questions without free text.
func (w *wanted) facets() []ask {
	standing := func(i int) hearsay.Standing {
		return at([]hearsay.Standing{hearsay.Named, hearsay.Role, hearsay.Unnamed, hearsay.None}, i)
	}
	stance := func(i int) hearsay.Stance {
		return at([]hearsay.Stance{hearsay.Asserts, hearsay.Denies, hearsay.Declines}, i)
	}
	flag := func(i int) hearsay.FlagKind {
		return at([]hearsay.FlagKind{hearsay.UnnamedSource, hearsay.ScareQuote, hearsay.OrphanQuote}, i)
	}
	return []ask{
		claims("none", func(i int) store.Query { return store.Query{} }),
		claims("oldest", func(i int) store.Query { return store.Query{Sort: store.Oldest} }),
		claims("offset", func(i int) store.Query { return store.Query{Offset: 3900} }),
		claims("standing", func(i int) store.Query { return store.Query{Standing: standing(i)} }),
		claims("stance", func(i int) store.Query { return store.Query{Stance: stance(i)} }),
		claims("flag", func(i int) store.Query { return store.Query{Flag: flag(i)} }),
		claims("outlet", func(i int) store.Query { return store.Query{Outlet: at(w.outlets, i)} }),
		claims("speaker", func(i int) store.Query { return store.Query{Speaker: at(w.speakers, i).ID} }),
		claims("days", func(i int) store.Query { return store.Query{From: day(i * 60), To: day(i*60 + 900)} }),
		claims("from", func(i int) store.Query { return store.Query{From: day(i * 60)} }),
		claims("standing+stance", func(i int) store.Query { return store.Query{Standing: standing(i), Stance: stance(i / 4)} }),
		claims("speaker+stance", func(i int) store.Query { return store.Query{Speaker: at(w.speakers, i).ID, Stance: stance(i)} }),
		claims("outlet+days", func(i int) store.Query {
			return store.Query{Outlet: at(w.outlets, i), From: day(i * 60), To: day(i*60 + 777)}
		}),
		claims("standing+days", func(i int) store.Query {
			return store.Query{Standing: standing(i), From: day(i*60 + 3), To: day(i*60 + 888)}
		}),
		claims("standing+stance+flag", func(i int) store.Query {
			return store.Query{Standing: hearsay.Unnamed, Stance: stance(i), Flag: hearsay.UnnamedSource}
		}),
		claims("standing+outlet+days", func(i int) store.Query {
			return store.Query{Standing: standing(i), Outlet: at(w.outlets, i), From: day(i * 60)}
		}),
	}
}

// pages are questions for pages, speakers and counts.
func (w *wanted) pages() []ask {
	documents := func(name string, q func(i int) store.Query) ask {
		return ask{"documents/" + name, func(ctx context.Context, s *sqlite.Store, i int) error {
			_, err := s.Documents(ctx, q(i))
			return err
		}}
	}
	return []ask{
		{"page", func(ctx context.Context, s *sqlite.Store, i int) error {
			_, err := s.Page(ctx, at(w.documents, i))
			return err
		}},
		{"claim", func(ctx context.Context, s *sqlite.Store, i int) error {
			_, err := s.Claim(ctx, at(w.claims, i))
			return err
		}},
		{"speaker", func(ctx context.Context, s *sqlite.Store, i int) error {
			sp, err := s.Speaker(ctx, at(w.speakers, i).ID)
			if err == nil {
				_, err = s.Claims(ctx, store.Query{Speaker: sp.ID})
			}
			return err
		}},
		{"speakers", func(ctx context.Context, s *sqlite.Store, i int) error {
			_, err := s.Speakers(ctx, "", 20)
			return err
		}},
		{"speakers/beginning", func(ctx context.Context, s *sqlite.Store, i int) error {
			_, err := s.Speakers(ctx, at(w.speakers, i).Name[:1+i%3], 20)
			return err
		}},
		{"counts", func(ctx context.Context, s *sqlite.Store, i int) error { _, err := s.Counts(ctx); return err }},
		documents("all", func(i int) store.Query { return store.Query{} }),
		documents("oldest", func(i int) store.Query { return store.Query{Sort: store.Oldest} }),
		documents("offset", func(i int) store.Query { return store.Query{Offset: 3900} }),
		documents("outlet", func(i int) store.Query { return store.Query{Outlet: at(w.outlets, i)} }),
		documents("days", func(i int) store.Query { return store.Query{From: day(i * 60), To: day(i*60 + 777)} }),
		documents("outlet+days", func(i int) store.Query {
			return store.Query{Outlet: at(w.outlets, i), From: day(i * 60), To: day(i*60 + 777)}
		}),
		documents("common", func(i int) store.Query { return store.Query{Words: at(w.common, i)} }),
		documents("middle", func(i int) store.Query { return store.Query{Words: at(w.middle, i)} }),
		documents("phrase", func(i int) store.Query { return store.Query{Words: at(w.phrases, i)} }),
	}
}
