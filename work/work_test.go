package work_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/claim"
	"hearsay/ingest"
	"hearsay/ingest/polite"
	"hearsay/lang/en"
	"hearsay/models"
	"hearsay/nlp"
	"hearsay/queue"
	"hearsay/queue/local"
	"hearsay/samples"
	"hearsay/store"
	"hearsay/store/sqlite"
	"hearsay/testweb"
	"hearsay/work"
)

// bench is a store with somebody who works for it, and a web to work on.
type bench struct {
	t      *testing.T
	store  *sqlite.Store
	worker *work.Worker
	web    *testweb.Web
	url    string
	busy   string // the same web at another host: of the one that serves /busy nobody asks anything else
	now    time.Time
}

func newBench(t *testing.T) *bench {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "work.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	model, err := nlp.Load(models.English)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, store: s, web: testweb.New(), now: time.Date(2031, 5, 6, 8, 0, 0, 0, time.UTC)}
	server, busy := httptest.NewServer(b.web), httptest.NewServer(b.web)
	t.Cleanup(func() { server.Close(); busy.Close(); s.Close() })
	b.url, b.busy = server.URL, busy.URL
	now := func() time.Time { return b.now }
	visitor := &polite.Visitor{Fetcher: &ingest.Fetcher{AllowPrivate: true, Timeout: 2 * time.Second}, Pause: time.Microsecond}
	in := &work.Intake{Store: s, Reader: claim.NewReader(en.New(), model), Now: now}
	b.worker = &work.Worker{Store: s, Queue: local.New(), Intake: in, Visitor: visitor, Samples: samples.Captures, Now: now, Watch: true}
	return b
}

// at is the address of a path.
func (b *bench) at(path string) string {
	if path == "/busy" {
		return b.busy + path
	}
	return b.url + path
}

// follow puts a feed of the web into the store.
func (b *bench) follow(path, outlet string) {
	b.t.Helper()
	if _, err := b.store.PutFeed(b.t.Context(), hearsay.Feed{URL: b.at(path), Outlet: outlet, Interval: time.Hour}); err != nil {
		b.t.Fatal(err)
	}
}

// drain does all that is due.
func (b *bench) drain() {
	b.t.Helper()
	if err := b.worker.Drain(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
}

// ask enqueues a job.
func (b *bench) ask(kind, key string, payload any) {
	b.t.Helper()
	data, err := json.Marshal(payload)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := b.store.Enqueue(b.t.Context(), []store.Job{{Kind: kind, Key: key, Payload: data, Due: b.now, Created: b.now}}); err != nil {
		b.t.Fatal(err)
	}
}

// documents are the pages kept, by address.
func (b *bench) documents() map[string]*hearsay.Document {
	b.t.Helper()
	out := map[string]*hearsay.Document{}
	for p, err := range b.store.All(b.t.Context()) {
		if err != nil {
			b.t.Fatal(err)
		}
		out[strings.TrimPrefix(p.Document().URL, b.url)] = p.Document()
	}
	return out
}

func (b *bench) health(path string) store.Followed {
	b.t.Helper()
	all, err := b.store.Followed(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	for _, f := range all {
		if f.URL == b.at(path) {
			return f
		}
	}
	b.t.Fatalf("%s is not followed", path)
	return store.Followed{}
}

// TestFollow: what is new at a feed is added once, under the name the user gave its
// outlet; the next visit asks for changes only.
func TestFollow(t *testing.T) {
	b := newBench(t)
	b.follow("/courier/feed.xml", "Courier")
	b.drain()
	got := b.documents()
	if len(got) != 2 || got["/courier/quay"] == nil || got["/courier/quay"].Outlet != "Courier" || got["/courier/quay"].Published != "2031-05-02" || len(got["/courier/quay"].Text) < 100 {
		t.Fatalf("kept: %v", got)
	}
	f := b.health("/courier/feed.xml")
	if f.State() != "well" || f.Pages != 2 || f.Items != 2 || !f.Due.After(b.now.Add(time.Hour-time.Second)) {
		t.Errorf("health: %+v", f)
	}
	b.drain() // not due
	b.now = f.Due
	b.drain()
	if n := len(b.web.Visits("/courier/feed.xml")); n != 2 {
		t.Errorf("the feed was visited %d times", n)
	}
	if n := len(b.web.Visits("/courier/quay")); n != 1 {
		t.Errorf("the page was fetched %d times", n)
	}
}

// TestConditional: a feed that has not changed is not sent again.
func TestConditional(t *testing.T) {
	b := newBench(t)
	b.follow("/conditional.xml", "")
	b.drain()
	b.now = b.health("/conditional.xml").Due
	b.drain()
	visits := b.web.Visits("/conditional.xml")
	if len(visits) != 2 || visits[1].Header.Get("If-None-Match") != `"v1"` || visits[1].Header.Get("If-Modified-Since") == "" {
		t.Errorf("%v", visits)
	}
	if f := b.health("/conditional.xml"); f.State() != "well" || f.Status != 304 || f.ETag != `"v1"` {
		t.Errorf("%+v", f)
	}
}

// TestPublishers: an item's own source is the true publisher; an item without a page
// is kept in its own words.
func TestPublishers(t *testing.T) {
	b := newBench(t)
	b.follow("/gathered.xml", "All The News")
	b.follow("/feed.json", "Island Notes")
	b.drain()
	got := b.documents()
	if d := got["/plain/quay"]; d == nil || d.Outlet != "True Wire" {
		t.Errorf("gathered: %+v", d)
	}
	if d := got[""]; d == nil || d.Outlet != "Island Notes" || d.Published != "2031-05-04" || !strings.Contains(d.Text, "Ferry fares") {
		t.Errorf("without a page: %+v", d)
	}
}

// TestBackOff: a site that is busy is left alone for as long as it says, one that
// fails for longer each time; what fails says why.
func TestBackOff(t *testing.T) {
	b := newBench(t)
	for _, path := range []string{"/busy", "/forbidden", "/down"} {
		b.follow(path, "")
	}
	var waits []time.Duration
	for range 4 {
		b.drain()
		f := b.health("/down")
		waits = append(waits, f.Due.Sub(b.now))
		if busy := b.health("/busy"); busy.Due.Before(b.now) || busy.Status != 429 && busy.Status != 0 {
			t.Errorf("busy: %+v", busy)
		}
		b.now = f.Due
	}
	for i := 1; i < len(waits); i++ {
		if waits[i] < waits[i-1]*3/2 {
			t.Errorf("waits %v do not grow", waits)
		}
	}
	if f := b.health("/forbidden"); f.State() == "well" || f.Failures == 0 || !strings.Contains(f.Error, "403") {
		t.Errorf("forbidden: %+v", f)
	}
	if wait := b.health("/busy").Due.Sub(b.health("/busy").Checked); wait < time.Hour {
		t.Errorf("busy asked for an hour, got %v", wait)
	}
}

// TestJobs: pages that cannot be had are tried again or given up, in words; those
// that do not want to be read are left alone.
func TestJobs(t *testing.T) {
	b := newBench(t)
	for path := range map[string]bool{"/courier/quay": true, "/reserved": true, "/none": true, "/down": true, "/busy": true, "/loop": true, "/hostile": true, "/changing": true} {
		b.ask(queue.FetchPage, b.at(path), queue.PagePayload{URL: b.at(path)})
	}
	b.ask(queue.AddText, "t", queue.TextPayload{Text: "The mayor of Elm said on Monday that the bridge was safe.", Outlet: "Notes"})
	b.ask(queue.FollowFeed, "f", queue.FeedPayload{Address: b.url + "/courier/", Outlet: "Courier"})
	b.ask(queue.AddSamples, "s", struct{}{})
	b.ask("dance", "d", struct{}{})
	b.drain()
	jobs, err := b.store.Listed(t.Context(), store.AnyState, 100)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"/courier/quay": "done added with", "/reserved": "done left alone", "/none": "failed", "/down": "queued", "/busy": "queued", "/loop": "failed", "/hostile": "done added with", "/changing": "done added with",
		"t": "done added with", "f": "done follows", "s": "done 13 added", "d": "failed"}
	for _, j := range jobs {
		key := strings.TrimPrefix(strings.TrimPrefix(j.Key, b.url), b.busy)
		if expect, ok := want[key]; ok && !strings.HasPrefix(string(j.State)+" "+j.Result, expect) {
			t.Errorf("%s: %s %q %q, want %s", key, j.State, j.Result, j.Error, expect)
		}
		if j.State == store.JobFailed && j.Error == "" || j.State == store.JobQueued && (j.Error == "" || !j.Due.After(b.now)) {
			t.Errorf("%s: %+v", key, j)
		}
	}
	if d := b.documents()["/hostile"]; d == nil || strings.Contains(d.Text, "<img") {
		t.Errorf("hostile: %+v", d)
	}
}

// TestHostileHosts: bombs, endless feeds and bodies each end soon and in little
// memory, and the sources beside them are not held up.
func TestHostileHosts(t *testing.T) {
	b := newBench(t)
	for _, path := range []string{"/bomb", "/nested", "/wrapped", "/drip", "/hang", "/loop"} {
		start := time.Now()
		c, err := b.worker.Visitor.Get(t.Context(), ingest.Request{Address: b.url + path})
		if took := time.Since(start); took > 10*time.Second || err == nil && path != "/wrapped" {
			t.Errorf("%s: %v, %v after %v", path, c != nil, err, took)
		} else {
			t.Logf("%s ended after %v: %v", path, took.Round(time.Millisecond), err)
		}
	}
	for _, path := range []string{"/million.xml", "/laughs.xml", "/broken.xml", "/courier/feed.xml"} {
		b.follow(path, "")
	}
	start := time.Now()
	b.drain()
	t.Logf("feeds ended after %v", time.Since(start).Round(time.Millisecond))
	if f := b.health("/million.xml"); f.State() == "new" || f.Items > 10_000 || f.State() != "well" && f.Error == "" {
		t.Errorf("a million items: %+v", f)
	}
	if f := b.health("/broken.xml"); f.Items != 1 {
		t.Errorf("broken: %+v", f)
	}
	if b.documents()["/courier/quay"] == nil {
		t.Error("the good source was held up")
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.Logf("%d MB from the system", m.Sys>>20)
	if m.Sys > 512<<20 {
		t.Errorf("%d MB", m.Sys>>20)
	}
}

// TestRestart: a worker that is stopped in the middle leaves what another finishes.
func TestRestart(t *testing.T) {
	b := newBench(t)
	for i := range 30 {
		b.ask(queue.AddText, fmt.Sprint(i), queue.TextPayload{Text: fmt.Sprintf("The mayor said on Monday that bridge %d was safe.", i)})
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- b.worker.Run(ctx) }()
	for counts, err := b.store.Counts(t.Context()); err == nil && counts.Pages < 3; counts, err = b.store.Counts(t.Context()) {
		time.Sleep(time.Millisecond)
	}
	stop()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("run ended with %v", err)
	}
	b.now = b.now.Add(time.Hour)
	b.drain()
	counts, err := b.store.Counts(t.Context())
	if err != nil || counts.Pages != 30 {
		t.Errorf("%+v, %v", counts, err)
	}
}

// TestIntake: results come in the order of the inputs; one that fails is named and
// the others done; a call that is cancelled ends.
func TestIntake(t *testing.T) {
	b := newBench(t)
	inputs := func(n int) iter.Seq[work.Input] {
		return func(yield func(work.Input) bool) {
			for i := range n {
				in := work.Input{Name: fmt.Sprint(i), Capture: func() (*hearsay.Capture, error) {
					if i%10 == 3 {
						return nil, fmt.Errorf("input %d: %w", i, hearsay.ErrInvalid)
					}
					return (&hearsay.Capture{Input: fmt.Sprint(i), Data: []byte(fmt.Sprintf("The mayor said on Monday that bridge %d was safe.", i))}).Seal(), nil
				}}
				if !yield(in) {
					return
				}
			}
		}
	}
	n := 0
	for r := range b.worker.Intake.Add(t.Context(), inputs(300)) {
		if r.Input != fmt.Sprint(n) && r.Err == nil {
			t.Fatalf("result %d is of input %s", n, r.Input)
		}
		if (r.Err != nil) != (n%10 == 3) {
			t.Errorf("input %d: %v", n, r.Err)
		}
		n++
	}
	if n != 300 {
		t.Errorf("%d results", n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n = 0
	for range b.worker.Intake.Add(ctx, inputs(100_000)) {
		if n++; n == 10 {
			cancel()
		}
	}
	if n == 100_000 {
		t.Error("it was not cancelled")
	}
}

// TestFind: a feed, a page that leads to one, and what leads to none.
func TestFind(t *testing.T) {
	b := newBench(t)
	for _, path := range []string{"/courier/", "/courier/feed.xml"} {
		f, err := work.Find(t.Context(), b.worker.Visitor, b.url+path)
		if err != nil || f.URL != b.url+"/courier/feed.xml" || f.Title != "Harbour Courier" {
			t.Errorf("%s: %+v, %v", path, f, err)
		}
	}
	bare := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<p>No feed here.</p>")
	}))
	defer bare.Close()
	if f, err := work.Find(t.Context(), b.worker.Visitor, bare.URL+"/"); !errors.Is(err, hearsay.ErrNotFound) {
		t.Errorf("a page without a feed: %+v, %v", f, err)
	}
}

// TestReread: pages that another version has read are read again from their bytes,
// and come out the same.
func TestReread(t *testing.T) {
	b := newBench(t)
	b.ask(queue.AddSamples, "s", struct{}{})
	b.drain()
	before := b.documents()
	var again []store.Again
	for p, err := range b.store.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		r := *p.Reading
		r.Model.Version, r.Claims, r.Flags = "older", nil, nil
		again = append(again, store.Again{Page: p.ID, Reading: &r, Extractor: "older", Made: b.now})
	}
	if err := b.store.Reread(t.Context(), again); err != nil {
		t.Fatal(err)
	}
	n := 0
	for r := range b.worker.Intake.Reread(t.Context(), b.store) {
		if r.Err != nil {
			t.Errorf("%+v", r)
		}
		n++
	}
	if n != len(again) {
		t.Errorf("%d of %d pages were read again", n, len(again))
	}
	for address, d := range b.documents() {
		if before[address] == nil || before[address].ID != d.ID {
			t.Errorf("%s is another document", d.Title)
		}
	}
	for breach := range b.store.Verify(t.Context(), nil) {
		t.Error(breach)
	}
}
