package desk

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"hearsay"
	"hearsay/ingest"
	"hearsay/samples"
)

var (
	e2e   = flag.Bool("e2e", false, "run the tests in a real browser (Debian's chromium)")
	shots = flag.String("shots", "", "folder for screenshots")
	oneOf = flag.Int("hostile-every", 12, "one of so many of the suites' vectors is opened; 1 for all")
)

// browser is a tab of a real browser that writes down what must not happen.
type browser struct {
	ctx      context.Context
	mutex    sync.Mutex
	scripts  []string // dialogs opened: a script of somebody else's ran
	reports  []string // what the policy forbade, and errors of the console
	received float64  // bytes over the wire
}

func newBrowser(t *testing.T) *browser {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if !*e2e || err != nil {
		t.Skip("tests in a browser: make e2e, with chromium installed")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("disable-quic", true), chromedp.Flag("no-first-run", true))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 30*time.Minute)
	t.Cleanup(cancel)
	b := &browser{ctx: ctx}
	chromedp.ListenTarget(ctx, b.listen)
	b.run(t, network.Enable(), log.Enable(), page.Enable())
	return b
}

func (b *browser) listen(event any) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	switch e := event.(type) {
	case *page.EventJavascriptDialogOpening:
		b.scripts = append(b.scripts, e.URL+": "+e.Message)
		go func() { _ = chromedp.Run(b.ctx, page.HandleJavaScriptDialog(true)) }()
	case *log.EventEntryAdded:
		if e.Entry.Level == log.LevelError && !strings.Contains(e.Entry.Text, "404") {
			b.reports = append(b.reports, e.Entry.URL+": "+e.Entry.Text)
		}
	case *runtime.EventExceptionThrown:
		b.reports = append(b.reports, e.ExceptionDetails.Error())
	case *network.EventLoadingFinished:
		b.received += e.EncodedDataLength
	}
}

func (b *browser) run(t testing.TB, actions ...chromedp.Action) {
	t.Helper()
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// text is the text of the page, or of what a selector finds.
func (b *browser) text(t testing.TB, selector string) string {
	t.Helper()
	var out string
	b.run(t, chromedp.Text(selector, &out, chromedp.ByQuery))
	return out
}

func (b *browser) clean(t testing.TB) {
	t.Helper()
	b.mutex.Lock()
	defer b.mutex.Unlock()
	for _, s := range b.scripts {
		t.Errorf("a script ran: %s", s)
	}
	for _, s := range b.reports {
		t.Errorf("the browser reports: %s", s)
	}
}

// paper is a small outlet: a site with a feed and two articles.
func paper(t *testing.T) *httptest.Server {
	mux := http.NewServeMux()
	serve := func(path, kind, body string) {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", kind)
			fmt.Fprint(w, strings.ReplaceAll(body, "HOST", "http://"+r.Host))
		})
	}
	article := func(title, text string) string {
		return `<html lang="en"><head><title>` + title + `</title><meta property="og:site_name" content="Island Gazette"><meta property="article:published_time" content="2031-05-02T08:00:00Z"></head><body><article><h1>` + title + `</h1><p>` + text + `</p>` +
			`<p>The council met for three hours on Thursday evening in the old customs house, and the gallery was full until the end.</p></article></body></html>`
	}
	serve("/{$}", "text/html", `<html><head><title>Island Gazette</title><link rel="alternate" type="application/rss+xml" title="All news" href="/feed.xml"></head><body>Front page</body></html>`)
	serve("/feed.xml", "application/rss+xml", `<rss version="2.0"><channel><title>Island Gazette</title><link>HOST/</link><item><title>Lighthouse to be sold</title><link>HOST/lighthouse</link><guid>1</guid></item></channel></rss>`)
	serve("/lighthouse", "text/html", article("Lighthouse to be sold", "The lighthouse will be sold before winter, council leader Petra Lindqvist told the Island Gazette. At least 40 islanders have signed a petition against it, according to the petitioners."))
	serve("/quay", "text/html", article("Quay closed after storm", "The quay will stay closed for two weeks, harbour master Odd Nilsen said on Friday. He denied that the repair had been put off for lack of money."))
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// TestE2E goes the way of a first user: samples, search, page, claim, speaker; adds
// a page and a feed; all of it on a phone too, and without JavaScript.
func TestE2E(t *testing.T) {
	b := newBrowser(t)
	d := newBench(t, nil)
	site := paper(t)
	b.run(t, emulation.SetDeviceMetricsOverride(1280, 900, 1, false), chromedp.Navigate(d.URL), chromedp.WaitVisible(`.first`, chromedp.ByQuery))
	b.shoot(t, "first-run")
	if b.received > 250_000 {
		t.Errorf("first view: %.0f bytes", b.received)
	}
	t.Logf("first view in a cold browser: %.1f kB", b.received/1000)
	b.run(t, chromedp.Click(`form[action="/add/samples"] button`, chromedp.ByQuery), chromedp.WaitVisible(`.hits`, chromedp.ByQuery))
	b.run(t, chromedp.SendKeys(`#q`, "water\n", chromedp.ByQuery), chromedp.WaitVisible(`.hit mark`, chromedp.ByQuery))
	if got := b.text(t, ".summary"); !strings.Contains(got, "reported") {
		t.Errorf("summary %q", got)
	}
	b.shoot(t, "search")
	b.axe(t, "search")
	b.run(t, chromedp.Click(`.hit .from a`, chromedp.ByQuery), chromedp.WaitVisible(`.prose .claim`, chromedp.ByQuery))
	b.axe(t, "page")
	_, mine := d.get(t, "/documents?q=surveyor")
	b.run(t, chromedp.Navigate(d.URL+first(t, mine, documentPattern)), chromedp.WaitVisible(`.prose .claim`, chromedp.ByQuery))
	b.shoot(t, "page")
	b.run(t, chromedp.Click(`.note a.n`, chromedp.ByQuery), chromedp.WaitVisible(`.claim-sheet`, chromedp.ByQuery))
	b.shoot(t, "claim")
	b.axe(t, "claim")
	b.run(t, chromedp.SendKeys(`#note`, "compared", chromedp.ByQuery), chromedp.Click(`form[action$="/marks"] button`, chromedp.ByQuery), chromedp.WaitVisible(`form[action$="/unmark"]`, chromedp.ByQuery))
	b.run(t, chromedp.Navigate(d.URL+"/speakers"), chromedp.Click(`.speakers a`, chromedp.ByQuery), chromedp.WaitVisible(`.hit`, chromedp.ByQuery))
	b.axe(t, "speaker")
	b.addPageAndFeed(t, d, site)
	b.phone(t, d)
	b.clean(t)
}

func (b *browser) addPageAndFeed(t *testing.T, d *bench, site *httptest.Server) {
	t.Helper()
	b.run(t, chromedp.Navigate(d.URL+"/add"), chromedp.SendKeys(`#address`, site.URL+"/quay\n", chromedp.ByQuery), chromedp.WaitVisible(`.jobs`, chromedp.ByQuery))
	wait(t, func() bool { return strings.Contains(b.text(t, "main"), "added with") })
	b.axe(t, "jobs")
	b.run(t, chromedp.Navigate(d.URL+"/?q=quay"), chromedp.WaitVisible(`.hit`, chromedp.ByQuery))
	if got := b.text(t, ".hits"); !strings.Contains(got, "Odd Nilsen") || !strings.Contains(got, "Island Gazette") {
		t.Errorf("the page added: %q", got)
	}
	b.run(t, chromedp.Navigate(d.URL+"/sources"), chromedp.SendKeys(`#address`, site.URL+"/\n", chromedp.ByQuery), chromedp.WaitVisible(`.jobs`, chromedp.ByQuery))
	wait(t, func() bool {
		b.run(t, chromedp.Navigate(d.URL+"/?q=lighthouse"))
		return strings.Contains(b.text(t, "main"), "Petra Lindqvist")
	})
	b.run(t, chromedp.Navigate(d.URL+"/sources"), chromedp.WaitVisible(`table`, chromedp.ByQuery))
	if got := b.text(t, "table"); !strings.Contains(got, "Island Gazette") || !strings.Contains(got, "well") {
		t.Errorf("sources: %q", got)
	}
	b.shoot(t, "sources")
	b.axe(t, "sources")
}

// phone looks at the pages in a narrow window: nothing sticks out of it.
func (b *browser) phone(t *testing.T, d *bench) {
	t.Helper()
	_, list := d.get(t, "/documents")
	_, found := d.get(t, "/?q=water")
	for name, path := range map[string]string{"search": "/?q=water", "page": first(t, list, documentPattern), "claim": first(t, found, claimPattern), "sources": "/sources", "help": "/help"} {
		var over bool
		b.run(t, emulation.SetDeviceMetricsOverride(360, 800, 2, true), chromedp.Navigate(d.URL+path), chromedp.WaitVisible(`main`, chromedp.ByQuery),
			chromedp.Evaluate(`document.documentElement.scrollWidth > document.documentElement.clientWidth`, &over))
		if over {
			t.Errorf("%s is wider than a phone", name)
		}
		b.shoot(t, name+"-phone")
		b.axe(t, name+" on a phone")
	}
	b.run(t, emulation.SetDeviceMetricsOverride(1280, 900, 1, false), emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}),
		chromedp.Navigate(d.URL+first(t, list, documentPattern)), chromedp.WaitVisible(`main`, chromedp.ByQuery))
	b.shoot(t, "page-dark")
	b.axe(t, "page in the dark")
}

// TestE2EWithoutScript: with JavaScript switched off, search, page and forms work.
func TestE2EWithoutScript(t *testing.T) {
	b := newBrowser(t)
	d := newBench(t, nil)
	d.add(t, samples.Captures())
	b.run(t, emulation.SetScriptExecutionDisabled(true), chromedp.Navigate(d.URL), chromedp.SendKeys(`#q`, "water\n", chromedp.ByQuery), chromedp.Sleep(300*time.Millisecond))
	b.run(t, chromedp.WaitReady(`.hit mark`, chromedp.ByQuery), chromedp.Click(`.facet a`, chromedp.ByQuery), chromedp.WaitReady(`.chosen`, chromedp.ByQuery))
	b.run(t, chromedp.Click(`.hit .from a`, chromedp.ByQuery), chromedp.WaitReady(`.prose`, chromedp.ByQuery), chromedp.Click(`.note a.n`, chromedp.ByQuery), chromedp.WaitReady(`#kind`, chromedp.ByQuery))
	b.run(t, chromedp.Click(`form[action$="/marks"] button`, chromedp.ByQuery), chromedp.WaitReady(`form[action$="/unmark"]`, chromedp.ByQuery))
	b.clean(t)
}

// TestE2EKeys: / goes to the search box, j to the next claim.
func TestE2EKeys(t *testing.T) {
	b := newBrowser(t)
	d := newBench(t, nil)
	d.add(t, samples.Captures())
	if _, err := os.Stat(filepath.Join("dist", "desk.js")); err != nil {
		t.Skip("the bundle is not built: make web")
	}
	var focus, item string
	b.run(t, chromedp.Navigate(d.URL+"/?q=water"), chromedp.WaitVisible(`.hit`, chromedp.ByQuery), chromedp.KeyEvent("j"), chromedp.Evaluate(`document.activeElement.closest("[data-item]")?.className ?? ""`, &item),
		chromedp.KeyEvent("/"), chromedp.Evaluate(`document.activeElement.id`, &focus))
	if item != "hit" || focus != "q" {
		t.Errorf("j led to %q, / to %q", item, focus)
	}
	b.clean(t)
}

// axe finds nothing serious (axe-core, WCAG 2.1 A and AA).
func (b *browser) axe(t testing.TB, what string) {
	t.Helper()
	script, err := os.ReadFile(filepath.Join("web", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Log("axe-core is not installed: make web")
		return
	}
	var found string
	b.run(t, chromedp.Evaluate(string(script)+";0", nil), chromedp.Evaluate(`axe.run().then(r => JSON.stringify(r.violations.filter(v => v.impact === "serious" || v.impact === "critical").map(v => v.id + ": " + v.nodes.map(n => n.html.slice(0, 120) + " " + (n.any[0]?.message ?? "")).slice(0, 3).join(" | "))))`,
		&found, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
	if found != "[]" {
		t.Errorf("%s: axe: %s", what, found)
	}
}

// shoot takes a screenshot, where somebody wants them.
func (b *browser) shoot(t testing.TB, name string) {
	t.Helper()
	if *shots == "" {
		return
	}
	var image []byte
	b.run(t, chromedp.CaptureScreenshot(&image))
	if err := os.MkdirAll(*shots, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*shots, name+".png"), image, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestE2EHostile puts every vector of two suites, and our own, into every field of
// a page and a source, and opens every view of them in a real browser: no script
// runs, and the policy has nothing to forbid.
func TestE2EHostile(t *testing.T) {
	b := newBrowser(t)
	d := newBench(t, nil)
	vectors := hostile[:len(hostile):len(hostile)]
	for i, s := range suiteVectors(t) {
		if i%*oneOf == 0 {
			vectors = append(vectors, s)
		}
	}
	d.add(t, func(yield func(*hearsay.Capture, error) bool) {
		for i, s := range vectors {
			c := pageOf(i, s)
			if _, err := ingest.Extract(c, ingest.Options{}); err != nil {
				continue // control characters alone, which are taken for binary data
			}
			if !yield(c, nil) {
				return
			}
		}
	})
	for i, s := range vectors {
		f := hearsay.Feed{URL: fmt.Sprintf("https://feed.example/%d?%s", i, s), Page: s, Title: s, Outlet: s, Owner: s}
		if _, err := d.store.PutFeed(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	views := 0
	visit := func(path string) {
		views++
		b.run(t, chromedp.Navigate(d.URL+path), chromedp.WaitReady(`footer`, chromedp.ByQuery))
	}
	seen := map[string]bool{}
	for n := 1; n <= len(vectors)/perPage+1; n++ {
		for _, path := range []string{fmt.Sprintf("/documents?page=%d", n), fmt.Sprintf("/?page=%d", n)} {
			visit(path)
			_, list := d.get(t, path)
			for _, pattern := range []string{documentPattern, claimPattern} {
				for _, found := range all(list, pattern) {
					if !seen[found] {
						seen[found] = true
						visit(found)
					}
				}
			}
		}
	}
	for _, path := range []string{"/sources", "/speakers", "/jobs", "/proposals"} {
		visit(path)
	}
	for i, s := range vectors {
		if i%5 == 0 {
			visit("/?" + values("q", s))
		}
	}
	t.Logf("%d vectors in every field, %d views opened", len(vectors), views)
	b.clean(t)
}

// suiteVectors are the vectors of the suites beside the repository.
func suiteVectors(t *testing.T) (out []string) {
	dir := filepath.Join("..", "..", "shared", "suites")
	var marked []struct{ In string }
	for file, into := range map[string]any{filepath.Join("bluemonday-tests", "vectors.json"): &marked, filepath.Join("blns", "blns.json"): &out} {
		data, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Logf("%s is not beside the repository: own vectors only", file)
			continue
		}
		if err := json.Unmarshal(data, into); err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range marked {
		out = append(out, m.In)
	}
	return out
}
