package storetest

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"hearsay"
	"hearsay/store"
)

// testFeeds: feeds come back as they were put, with their health; an item is
// enqueued once.
func testFeeds(t *testing.T, s store.Store) {
	f := hearsay.Feed{URL: "https://a.example/feed", Page: "https://a.example/", Title: "A", Outlet: "The A", Country: "NO", Kind: hearsay.Paper, Owner: "Board", Interval: 90 * time.Minute}
	if fresh, err := s.PutFeed(t.Context(), f); err != nil || !fresh {
		t.Errorf("put: %v, %v", fresh, err)
	}
	h := store.Health{Checked: noon, Succeeded: noon, Due: noon.Add(time.Hour), Status: 200, ETag: `"1"`, LastModified: "Fri", Items: 3}
	job := func(key string) store.Job { return store.Job{Kind: "fetch", Key: key, Due: noon, Created: noon} }
	if n, err := s.SaveVisit(t.Context(), f.URL, h, []store.Job{job("1"), job("2")}); err != nil || n != 2 {
		t.Errorf("first visit: %d, %v", n, err)
	}
	if n, err := s.SaveVisit(t.Context(), f.URL, h, []store.Job{job("1"), job("2"), job("3")}); err != nil || n != 1 {
		t.Errorf("second visit: %d, %v", n, err)
	}
	f.Owner = "Nobody"
	if fresh, err := s.PutFeed(t.Context(), f); err != nil || fresh {
		t.Errorf("put again: %v, %v", fresh, err)
	}
	all, err := s.Followed(t.Context())
	if err != nil || len(all) != 1 || all[0].Feed != f || all[0].Health != h {
		t.Errorf("followed: %+v, %v", all, err)
	}
	e := page("quay", "The A", "2031-05-01", mayor)
	e.Feed = f.URL
	mustAdd(t, s, e)
	if all, _ := s.Followed(t.Context()); all[0].Pages != 1 || mustPage(t, s, e.Reading.Document.ID).Feed != f.URL {
		t.Errorf("pages of the feed: %+v", all)
	}
	if err := s.RemoveFeed(t.Context(), f.URL); err != nil {
		t.Error(err)
	}
	if err := s.RemoveFeed(t.Context(), f.URL); !errors.Is(err, hearsay.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	if _, err := s.SaveVisit(t.Context(), f.URL, h, nil); !errors.Is(err, hearsay.ErrNotFound) {
		t.Errorf("a visit of what is not followed: %v", err)
	}
}

// testJobs: a job waits once, is leased for a while, and comes again when it is not
// finished.
func testJobs(t *testing.T, s store.Store) {
	put := func(kind, key string) {
		t.Helper()
		if err := s.Enqueue(t.Context(), []store.Job{{Kind: kind, Key: key, Payload: []byte(`{"a":1}`), Due: noon, Created: noon}}); err != nil {
			t.Fatal(err)
		}
	}
	lease := func(at time.Time, kinds ...string) []store.Job {
		t.Helper()
		jobs, err := s.Lease(t.Context(), store.LeaseRequest{Kinds: kinds, Limit: 10, Now: at, For: time.Minute})
		if err != nil {
			t.Fatal(err)
		}
		return jobs
	}
	finish := func(id int64, f store.Finish) {
		t.Helper()
		if err := s.Finish(t.Context(), id, f); err != nil {
			t.Fatal(err)
		}
	}
	put("fetch", "x")
	put("fetch", "x") // which waits already
	put("read", "x")
	if jobs := lease(noon.Add(-time.Second)); len(jobs) != 0 {
		t.Errorf("leased before they were due: %v", jobs)
	}
	jobs := lease(noon, "fetch")
	if len(jobs) != 1 || jobs[0].Kind != "fetch" || string(jobs[0].Payload) != `{"a":1}` || jobs[0].Tries != 1 {
		t.Fatalf("leased: %+v", jobs)
	}
	if again := lease(noon.Add(30*time.Second), "fetch"); len(again) != 0 {
		t.Errorf("leased twice: %v", again)
	}
	if again := lease(noon.Add(2*time.Minute), "fetch"); len(again) != 1 || again[0].Tries != 2 {
		t.Errorf("not leased again: %v", again)
	}
	finish(jobs[0].ID, store.Finish{State: store.JobQueued, Due: noon.Add(time.Hour), Error: "busy", At: noon})
	if again := lease(noon.Add(3*time.Minute), "fetch"); len(again) != 0 {
		t.Errorf("leased before its time: %v", again)
	}
	finish(lease(noon.Add(2*time.Hour), "fetch")[0].ID, store.Finish{State: store.JobDone, Result: "added", At: noon})
	put("fetch", "x") // done, so it may be asked for again
	if again := lease(noon.Add(3 * time.Hour)); len(again) != 2 {
		t.Errorf("after all: %v", again)
	}
	done, err := s.Listed(t.Context(), store.JobDone, 10)
	if err != nil || len(done) != 1 || done[0].Result != "added" {
		t.Errorf("done: %+v, %v", done, err)
	}
	finish(done[0].ID, store.Finish{State: store.JobDone, Forget: true, At: noon})
	if err := s.Finish(t.Context(), done[0].ID, store.Finish{State: store.JobDone, At: noon}); !errors.Is(err, hearsay.ErrNotFound) {
		t.Errorf("a forgotten job: %v", err)
	}
}

// testLeaseTogether: of several who lease at once each job goes to one.
func testLeaseTogether(t *testing.T, s store.Store) {
	var jobs []store.Job
	for i := range 60 {
		jobs = append(jobs, store.Job{Kind: "k", Key: fmt.Sprint(i), Due: noon, Created: noon})
	}
	if err := s.Enqueue(t.Context(), jobs); err != nil {
		t.Fatal(err)
	}
	var mutex sync.Mutex
	var got []string
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for {
				leased, err := s.Lease(t.Context(), store.LeaseRequest{Limit: 3, Now: noon, For: time.Hour})
				if err != nil || len(leased) == 0 {
					if err != nil {
						t.Error(err)
					}
					return
				}
				mutex.Lock()
				for _, j := range leased {
					got = append(got, j.Key)
				}
				mutex.Unlock()
			}
		})
	}
	all.Wait()
	slices.Sort(got)
	if len(got) != 60 || len(slices.Compact(got)) != 60 {
		t.Errorf("%d jobs leased", len(got))
	}
}
