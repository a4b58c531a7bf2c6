package storegen

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"math/rand/v2"
	"time"

	"hearsay"
	"hearsay/store"
)

// What the world of the generated pages holds.
const (
	Outlets  = 300
	Speakers = 20_000
	Days     = 3652 // ten years
)

// FirstDay is the earliest day of publication.
func FirstDay() time.Time { return time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC) }

// Extractor and Model are what the generated readings say they were made with.
const Extractor = "storegen 1"

// Model is what the generated readings say they were made with.
func Model() hearsay.Model { return hearsay.Model{Name: "storegen", Version: "1"} }

// Pages yields n pages of about 4 kB with about twelve claims each.
func Pages(seed uint64, n int) iter.Seq[store.Entry] { return From(seed, 0, n) }

// From yields the pages numbered from first to before end.
func From(seed uint64, first, end int) iter.Seq[store.Entry] {
	return func(yield func(store.Entry) bool) {
		w := newWorld(seed)
		for i := first; i < end; i++ {
			if !yield(w.page(seed, i)) {
				return
			}
		}
	}
}

// page makes the page of a number.
func (w *world) page(seed uint64, i int) store.Entry {
	rng := rand.New(rand.NewPCG(seed, uint64(i)))
	p := &page{world: w, rng: rng, entities: map[int]string{}}
	p.write()
	d := p.document(i)
	p.finish(d)
	c := &hearsay.Capture{Input: d.URL, URLs: []string{d.URL}, Time: w.taken(d, i), Status: 200, Format: hearsay.PlainText, Data: []byte(d.Text)}
	c.Header = map[string][]string{"Content-Type": {"text/plain; charset=utf-8"}}
	if rng.IntN(10) < 8 {
		c.Format, c.Data, c.Header = hearsay.HTMLPage, markUp(d), map[string][]string{"Content-Type": {"text/html"}, "Server": {"invented"}}
	}
	return store.Entry{Capture: c.Seal(), Reading: p.reading, Extractor: Extractor, Made: c.Time.Add(time.Second)}
}

// document is what is known of the page beside its words: one in fifty has no day,
// one in fifty no outlet.
func (p *page) document(i int) *hearsay.Document {
	outlet, day := p.world.outletZipf.pick(p.rng), p.rng.IntN(Days)
	d := &hearsay.Document{Title: p.title, Language: "en", Text: string(p.text), Parts: p.parts, Outlet: p.world.outlets[outlet]}
	d.URL = fmt.Sprintf("https://outlet%d.example/news/%d", outlet, i)
	if p.rng.IntN(50) > 0 {
		d.Published = FirstDay().AddDate(0, 0, day).Format(time.DateOnly)
	}
	if p.rng.IntN(50) == 0 {
		d.Outlet = ""
	}
	d.Input, d.ID = d.URL, hearsay.DocumentID(d.Text, d.URL, d.Outlet)
	return d
}

// taken is when the page was fetched: in the order of the numbers.
func (w *world) taken(d *hearsay.Document, i int) time.Time {
	return FirstDay().AddDate(0, 0, Days).Add(time.Duration(i) * time.Second)
}

// markUp is the page as a site might send it.
func markUp(d *hearsay.Document) []byte {
	return fmt.Appendf(nil, "<!doctype html><html lang=en><head><title>%s</title></head><body><nav>Home | News | Sport</nav><article>%s</article><footer>%s</footer></body></html>", d.Title, d.Text, d.Outlet)
}

// ClaimID is the id of a claim: a hash of its document, cues and content.
func ClaimID(d *hearsay.Document, c *hearsay.Claim) string {
	h := sha256.New()
	fmt.Fprintln(h, d.ID)
	for _, l := range c.Chain {
		fmt.Fprintln(h, l.Cue.Start, l.Cue.End)
	}
	for _, s := range c.Content {
		fmt.Fprintln(h, s.Start, s.End)
	}
	return "c:" + hex.EncodeToString(h.Sum(nil)[:12])
}
