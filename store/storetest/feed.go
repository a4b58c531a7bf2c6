package storetest

import (
	"testing"
	"time"

	"hearsay"
	"hearsay/store"
)

func feedTests() map[string]func(*testing.T, Open) {
	return map[string]func(*testing.T, Open){"Put": feedPut, "Visit": feedVisit, "Remove": feedRemove, "Pages": feedPages}
}

func aFeed() hearsay.Feed {
	return hearsay.Feed{URL: "https://a.example/feed?x=1", Page: "https://a.example/", Title: "A’s news", Outlet: "A Post", Country: "MT", Kind: hearsay.Paper, Owner: "A Holding", Interval: 15 * time.Minute}
}

func followed(t *testing.T, s store.Store) []store.Followed {
	t.Helper()
	all, err := s.Followed(t.Context())
	must(t, err)
	return all
}

func put(t *testing.T, s store.Store, f hearsay.Feed) bool {
	t.Helper()
	fresh, err := s.PutFeed(t.Context(), f)
	must(t, err)
	return fresh
}

func feedPut(t *testing.T, open Open) {
	s := opened(t, open)
	f := aFeed()
	other := hearsay.Feed{URL: "https://0.example/feed", Outlet: "Zeta"}
	same(t, "fresh", []bool{put(t, s, other), put(t, s, f), put(t, s, f)}, []bool{true, true, false})
	same(t, "by outlet", followed(t, s), []store.Followed{{Feed: f}, {Feed: other}})
	f.Title, f.Outlet = "New", "Zz"
	put(t, s, f)
	same(t, "changed", followed(t, s), []store.Followed{{Feed: other}, {Feed: f}})
}

func item(key string) store.Job {
	return store.Job{Kind: "fetch-page", Key: key, Payload: []byte(`{"url":"` + key + `"}`), Due: moment(0), Created: moment(0)}
}

func feedVisit(t *testing.T, open Open) {
	s := opened(t, open)
	put(t, s, aFeed())
	h := store.Health{Checked: moment(1), Succeeded: moment(1), Due: moment(16), Status: 200, ETag: `"e"`, LastModified: "Fri", Items: 2}
	visit := func(url string, h store.Health, jobs ...store.Job) int {
		t.Helper()
		n, err := s.SaveVisit(t.Context(), url, h, jobs)
		must(t, err)
		return n
	}
	same(t, "first visit", visit(aFeed().URL, h, item("a"), item("b")), 2)
	same(t, "health", followed(t, s)[0].Health, h)
	h.Failures, h.Error, h.Status, h.Checked = 3, "timeout", 0, moment(20)
	same(t, "second visit", visit(aFeed().URL, h, item("b"), item("c"), item("c")), 1)
	same(t, "health", followed(t, s)[0].Health, h)
	for _, j := range lease(t, s, 10, moment(30)) {
		must(t, s.Finish(t.Context(), j.ID, store.Finish{State: store.JobDone, At: moment(31)}))
	}
	same(t, "listed before and done", visit(aFeed().URL, h, item("a"), item("b"), item("c")), 0)
	same(t, "jobs", len(lease(t, s, 10, moment(90))), 0)
	put(t, s, aFeed())
	same(t, "health after a change of the feed", followed(t, s)[0].Health, h)
	_, err := s.SaveVisit(t.Context(), "https://gone.example/", h, []store.Job{item("z")})
	wants(t, "no such feed", err, hearsay.ErrNotFound)
	same(t, "jobs of no feed", len(lease(t, s, 10, moment(90))), 0)
}

func feedRemove(t *testing.T, open Open) {
	s := opened(t, open)
	put(t, s, aFeed())
	_, err := s.SaveVisit(t.Context(), aFeed().URL, store.Health{}, []store.Job{item("a")})
	must(t, err)
	must(t, s.RemoveFeed(t.Context(), aFeed().URL))
	same(t, "feeds", len(followed(t, s)), 0)
	wants(t, "again", s.RemoveFeed(t.Context(), aFeed().URL), hearsay.ErrNotFound)
	same(t, "fresh", put(t, s, aFeed()), true)
	n, err := s.SaveVisit(t.Context(), aFeed().URL, store.Health{}, []store.Job{item("a"), item("b")})
	must(t, err)
	same(t, "what a new feed has not listed", n, 2)
}

// feedPages counts the pages that came through a feed; other bytes of one of them
// make no other page.
func feedPages(t *testing.T, open Open) {
	s := opened(t, open)
	put(t, s, aFeed())
	a, b, again := ferry().Entry(), bridge().Entry(), ferry().Of("other bytes")
	a.Feed, again.Feed = aFeed().URL, aFeed().URL
	add(t, s, a, b, again)
	same(t, "pages", followed(t, s)[0].Pages, 1)
	same(t, "feed of a page", []string{shown(t, s, a).Feed, shown(t, s, b).Feed}, []string{aFeed().URL, ""})
}
