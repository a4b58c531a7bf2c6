package desk

import (
	"context"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"

	"hearsay"
	"hearsay/claim"
	"hearsay/ingest"
	"hearsay/lang/en"
	"hearsay/models"
	"hearsay/nlp"
	"hearsay/queue/local"
	"hearsay/samples"
	"hearsay/store/sqlite"
	"hearsay/work"
)

// bench is a desk over a real store, with somebody who does its jobs.
type bench struct {
	*httptest.Server
	store  *sqlite.Store
	intake *work.Intake
}

func newBench(t testing.TB, change func(*Config)) *bench {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "desk.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	model, err := nlp.Load(models.English)
	if err != nil {
		t.Fatal(err)
	}
	q := local.New()
	in := &work.Intake{Store: s, Reader: claim.NewReader(en.New(), model), Now: time.Now}
	worker := &work.Worker{Store: s, Queue: q, Intake: in, Visitor: &ingest.Fetcher{AllowPrivate: true, Timeout: 10 * time.Second}, Samples: samples.Captures, Now: time.Now, Watch: true}
	server := httptest.NewUnstartedServer(nil)
	c := Config{Store: s, Queue: q, Now: time.Now, Hosts: Hosts(server.Listener.Addr().String())}
	if change != nil {
		change(&c)
	}
	server.Config.Handler = New(c)
	server.Start()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = worker.Run(ctx) }()
	t.Cleanup(func() { server.Close(); stop(); <-done; s.Close() })
	return &bench{server, s, in}
}

// add keeps captures.
func (b *bench) add(t testing.TB, captures iter.Seq2[*hearsay.Capture, error]) {
	t.Helper()
	for r := range b.intake.Add(t.Context(), work.Captures(captures)) {
		if r.Err != nil {
			t.Fatal(r.Err)
		}
	}
	if err := b.store.Index(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
}

// get fetches a page of the desk.
func (b *bench) get(t testing.TB, path string) (*http.Response, string) {
	t.Helper()
	resp, err := b.Client().Get(b.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

// post sends a form as the desk's own page would, without following on.
func (b *bench) post(t testing.TB, path string, form url.Values, headers ...string) *http.Response {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, b.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	return resp
}

// first is the first match of a pattern in a page, for addresses.
func first(t testing.TB, page, pattern string) string {
	t.Helper()
	found := regexp.MustCompile(pattern).FindString(page)
	if found == "" {
		t.Fatalf("no %s in\n%.2000s", pattern, page)
	}
	return found
}

const (
	documentPattern = `/pages/sha256:[0-9a-f]{64}`
	claimPattern    = `/claims/c:[0-9a-f]{24}`
)

// TestPages opens every page of a desk that holds the samples: each is shown, whole
// HTML, under the strict policy, with the footer that says what it is.
func TestPages(t *testing.T) {
	b := newBench(t, nil)
	_, empty := b.get(t, "/")
	if !strings.Contains(empty, "This store is empty") {
		t.Errorf("first run: %.500s", empty)
	}
	b.add(t, samples.Captures())
	_, list := b.get(t, "/documents")
	_, found := b.get(t, "/?q=water")
	_, speakers := b.get(t, "/speakers")
	paths := []string{"/", "/?q=water&standing=named&sort=best", "/?from=2031-01-01&to=2031-12-31&stance=denies", "/?page=3", "/documents?q=mine", "/speakers?q=tobe",
		first(t, list, documentPattern), first(t, found, claimPattern), first(t, speakers, `/speakers/\d+`), "/sources", "/add", "/jobs", "/proposals", "/help"}
	for _, path := range paths {
		resp, page := b.get(t, path)
		if resp.StatusCode != http.StatusOK || resp.Header.Get("Content-Security-Policy") != policy || resp.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %s, %v", path, resp.Status, resp.Header)
		}
		if !strings.Contains(page, "What pages say, not what is so") || !strings.Contains(page, "</html>") {
			t.Errorf("%s: not whole, or no footer", path)
		}
		if strings.Contains(page, " style=") || strings.Contains(page, "<script>") || strings.Contains(page, "onclick") {
			t.Errorf("%s: something inline, which the policy forbids", path)
		}
	}
	for path, status := range map[string]int{"/none": 404, "/pages/sha256:00": 404, "/claims/c:00": 404, "/speakers/99999": 404, "/speakers/x": 404, "/?from=yesterday": 400, "/sources/remove?url=x": 404} {
		if resp, page := b.get(t, path); resp.StatusCode != status || !strings.Contains(page, "</html>") {
			t.Errorf("%s: %s, not %d", path, resp.Status, status)
		}
	}
}

// TestClaimAndStance: what was said never stands without its stance and speaker:
// every hit has a verb before its quotation, and a denial says so.
func TestClaimAndStance(t *testing.T) {
	b := newBench(t, nil)
	b.add(t, samples.Captures())
	_, page := b.get(t, "/?stance=denies")
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	hits := 0
	for n := range root.Descendants() {
		if n.Data == "li" && class(n) == "hit" {
			hits++
			if text := textOf(n); !strings.Contains(text, "denied") {
				t.Errorf("a denial without its stance: %s", text)
			}
		}
	}
	if hits == 0 {
		t.Error("no denial was found")
	}
	_, sheet := b.get(t, first(t, page, claimPattern))
	if title := first(t, sheet, `<title>[^<]*</title>`); !strings.Contains(title, "denied") {
		t.Errorf("the title of a denial: %s", title)
	}
}

func class(n *html.Node) string {
	for _, a := range n.Attr {
		if a.Key == "class" {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// TestMarks: a mark is kept, shown and taken off again.
func TestMarks(t *testing.T) {
	b := newBench(t, nil)
	b.add(t, samples.Captures())
	_, page := b.get(t, "/?q=water")
	claim := first(t, page, claimPattern)
	if resp := b.post(t, claim+"/marks", url.Values{"kind": {"checked"}, "note": {"seen on the page"}}); resp.StatusCode != http.StatusSeeOther {
		t.Errorf("mark: %s", resp.Status)
	}
	if _, sheet := b.get(t, claim); !strings.Contains(sheet, "seen on the page") || !strings.Contains(sheet, "checked against the page</strong>") {
		t.Error("the mark is not shown")
	}
	if resp := b.post(t, claim+"/marks", url.Values{"kind": {"true"}}); resp.StatusCode != http.StatusBadRequest {
		t.Errorf("a mark that is none: %s", resp.Status)
	}
	b.post(t, claim+"/unmark", url.Values{"kind": {"checked"}})
	if _, sheet := b.get(t, claim); strings.Contains(sheet, "seen on the page") {
		t.Error("the mark is still there")
	}
}

// TestAdd: what is asked for by form is done, and what makes no sense is refused in
// words.
func TestAdd(t *testing.T) {
	b := newBench(t, nil)
	text := "Harbour fares will rise, board says\n\nThe ferry will cost a tenth more from May, harbour master Ilse Varga said on Monday. Islanders’ groups denied that they had agreed to it."
	if resp := b.post(t, "/add/text", url.Values{"text": {text}, "outlet": {"Harbour Courier"}, "published": {"2031-03-04"}}); resp.StatusCode != http.StatusSeeOther || resp.Header.Get("Location") != "/jobs" {
		t.Fatalf("add: %s", resp.Status)
	}
	wait(t, func() bool { _, page := b.get(t, "/jobs"); return strings.Contains(page, "see the page") })
	if _, page := b.get(t, "/?q=ferry"); !strings.Contains(page, "Ilse Varga") || !strings.Contains(page, "Harbour Courier") {
		t.Errorf("not found: %.3000s", page)
	}
	for _, bad := range []url.Values{{"text": {" "}}, {"text": {"x"}, "published": {"soon"}}, {"text": {"x"}, "address": {"javascript:alert(1)"}}} {
		if resp := b.post(t, "/add/text", bad); resp.StatusCode != http.StatusBadRequest {
			t.Errorf("%v: %s", bad, resp.Status)
		}
	}
	for _, bad := range []string{"", "ftp://x.example/", "http://user:pass@x.example/", "javascript:alert(1)"} {
		if resp := b.post(t, "/add/page", url.Values{"address": {bad}}); resp.StatusCode != http.StatusBadRequest {
			t.Errorf("page %q: %s", bad, resp.Status)
		}
	}
}

// wait waits until something is so, and fails when it is not within ten seconds.
func wait(t testing.TB, is func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if is() {
			return
		}
	}
	t.Fatal("it did not come to be in ten seconds")
}

// TestGuard: other sites' forms, other names and callers without the token are
// refused.
func TestGuard(t *testing.T) {
	b := newBench(t, nil)
	if resp := b.post(t, "/add/samples", nil, "Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"); resp.StatusCode != http.StatusForbidden {
		t.Errorf("a form of another site: %s", resp.Status)
	}
	req, _ := http.NewRequest(http.MethodGet, b.URL, nil)
	req.Host = "evil.example"
	if resp, err := b.Client().Do(req); err != nil || resp.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("another name: %v %v", resp, err)
	}
	locked := newBench(t, func(c *Config) { c.Token = "a-long-enough-token" })
	if resp, page := locked.get(t, "/"); resp.StatusCode != http.StatusUnauthorized || strings.Contains(page, "samples") {
		t.Errorf("without a token: %s", resp.Status)
	}
	if resp := locked.post(t, "/add/samples", nil); resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("a form without a token: %s", resp.Status)
	}
	if resp := locked.post(t, "/login", url.Values{"token": {"wrong"}}); len(resp.Cookies()) != 0 {
		t.Error("a wrong token was let in")
	}
	resp := locked.post(t, "/login", url.Values{"token": {"a-long-enough-token"}})
	if len(resp.Cookies()) != 1 || !resp.Cookies()[0].HttpOnly || resp.Cookies()[0].SameSite != http.SameSiteStrictMode || strings.Contains(resp.Cookies()[0].Value, "token") {
		t.Fatalf("cookies %v", resp.Cookies())
	}
	req, _ = http.NewRequest(http.MethodGet, locked.URL+"/help", nil)
	req.AddCookie(resp.Cookies()[0])
	if resp, err := locked.Client().Do(req); err != nil || resp.StatusCode != http.StatusOK {
		t.Errorf("with the cookie: %v %v", resp, err)
	}
	req, _ = http.NewRequest(http.MethodGet, locked.URL+"/help", nil)
	req.Header.Set("Authorization", "Bearer a-long-enough-token")
	if resp, err := locked.Client().Do(req); err != nil || resp.StatusCode != http.StatusOK {
		t.Errorf("with the token as bearer: %v %v", resp, err)
	}
}

// hostile are strings that must come out as text wherever they go in.
var hostile = []string{`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='alert(1)`, `javascript:alert(1)`, `</title><svg onload=alert(1)>`, `{{.}}<a href="javascript:alert(1)">x</a>`,
	"\u202egnirts\u202c \u2066x\u2069", `]]><!--<script>`, `<iframe srcdoc="<script>alert(1)</script>">`, `<style>@import'//evil.example'</style>`, `&lt;script&gt;alert(1)&lt;/script&gt;`, "<base href=//evil.example>"}

// pageOf is a capture with a string in all its fields, which people say things in.
func pageOf(i int, s string) *hearsay.Capture {
	text := fmt.Sprintf("Harbour fares: %s\n\nThe fares will rise by %d per cent, %s said on Monday. “%s,” harbour master Ilse Varga told %s. Officials denied that %s was to blame.", s, i, s, s, s, s)
	return (&hearsay.Capture{Input: s, Format: hearsay.PlainText, Data: []byte(text), Known: hearsay.Known{URL: s, Outlet: s, Title: s, Authors: []string{s}}}).Seal()
}

// TestHostile: strings of markup come out as text in every field of every page.
func TestHostile(t *testing.T) {
	b := newBench(t, nil)
	b.add(t, func(yield func(*hearsay.Capture, error) bool) {
		for i, s := range hostile {
			if !yield(pageOf(i, s), nil) {
				return
			}
		}
	})
	if _, err := b.store.PutFeed(t.Context(), hearsay.Feed{URL: hostile[1], Page: "javascript:alert(1)", Title: hostile[0], Outlet: hostile[0], Owner: hostile[2]}); err != nil {
		t.Fatal(err)
	}
	_, list := b.get(t, "/documents")
	_, found := b.get(t, "/")
	paths := []string{"/", "/documents", "/speakers", "/sources", "/?q=" + url.QueryEscape(hostile[1]), "/?outlet=" + url.QueryEscape(hostile[0]), "/sources/remove?url=" + url.QueryEscape(hostile[1])}
	paths = append(paths, regexp.MustCompile(documentPattern).FindAllString(list, -1)...)
	paths = append(paths, regexp.MustCompile(claimPattern).FindAllString(found, -1)...)
	for _, path := range paths {
		resp, page := b.get(t, path)
		if resp.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", path, resp.Status)
		}
		checkHarmless(t, path, page)
	}
}

// checkHarmless holds a page against what the desk's own pages are made of.
func checkHarmless(t testing.TB, path, page string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script":
			if len(n.Attr) == 0 || n.FirstChild != nil {
				t.Errorf("%s: a script", path)
			}
		case "iframe", "img", "object", "embed", "base", "style":
			t.Errorf("%s: <%s>", path, n.Data)
		}
		for _, a := range n.Attr {
			value := strings.ToLower(strings.TrimSpace(a.Val))
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" || (a.Key == "href" || a.Key == "action" || a.Key == "src") && !strings.HasPrefix(value, "/") && !strings.HasPrefix(value, "#") && !strings.HasPrefix(value, "http") {
				t.Errorf("%s: %s=%q on <%s>", path, a.Key, a.Val, n.Data)
			}
		}
	}
	if i := strings.IndexAny(page, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"); i >= 0 {
		t.Errorf("%s: a character that turns lines around: %q", path, page[max(0, i-40):i+20])
	}
}

// all are the matches of a pattern in a page.
func all(page, pattern string) []string { return regexp.MustCompile(pattern).FindAllString(page, -1) }

// values is one pair of a query.
func values(name, value string) string { return url.Values{name: {value}}.Encode() }

// TestExcerptOfOneWord: a sentence without a space in it is cut all the same, at a
// character.
func TestExcerptOfOneWord(t *testing.T) {
	text := strings.Repeat("å", 500) + "said" + strings.Repeat("ø", 500)
	r := &hearsay.Reading{Document: &hearsay.Document{Text: text}, Sentences: []hearsay.Sentence{{Span: hearsay.Span{End: len(text)}}}}
	c := &hearsay.Claim{Content: []hearsay.Span{{Start: 1000, End: 1004}}}
	var out strings.Builder
	for _, s := range excerpt(r, c) {
		out.WriteString(s.Text)
	}
	if got := out.String(); !utf8.ValidString(got) || len(got) > 2*longestContext+40 || !strings.Contains(got, "said") {
		t.Errorf("%d bytes: %q", len(got), got)
	}
}

// TestForeign: a page that is not in English says in which language it is, and why
// it has no claims.
func TestForeign(t *testing.T) {
	b := newBench(t, nil)
	c := (&hearsay.Capture{Input: "bruecke.txt", Format: hearsay.PlainText, Data: []byte("Die Brücke bleibt gesperrt\n\nDer Stadtrat hat am Dienstag beschlossen, die alte Brücke zu sperren. Nach Angaben der Verwaltung ist sie nicht mehr sicher, sagte eine Sprecherin, und die Sanierung wird drei Jahre dauern.\n")}).Seal()
	b.add(t, func(yield func(*hearsay.Capture, error) bool) { yield(c, nil) })
	_, found := b.get(t, "/documents?q=Verwaltung")
	_, page := b.get(t, first(t, found, documentPattern))
	for _, want := range []string{"No claim was looked for: the page is in German: claims are looked for in English only.", `lang="de"`, "not read"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(page, "no claim was found") || strings.Contains(page, `class="told told-"`) {
		t.Error("the page speaks of claims that were looked for")
	}
}
