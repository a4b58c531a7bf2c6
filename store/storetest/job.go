package storetest

import (
	"fmt"
	"testing"
	"time"

	"hearsay"
	"hearsay/store"
)

func jobTests() map[string]func(*testing.T, Open) {
	return map[string]func(*testing.T, Open){"RoundTrip": jobRoundTrip, "OneOfAKey": jobOneOfAKey, "Order": jobOrder, "Kinds": jobKinds, "Expiry": jobExpiry, "Finish": jobFinish, "Listed": jobListed, "Old": jobOld}
}

func enqueue(t *testing.T, s store.Store, jobs ...store.Job) {
	t.Helper()
	must(t, s.Enqueue(t.Context(), jobs))
}

func lease(t *testing.T, s store.Store, limit int, now time.Time, kinds ...string) []store.Job {
	t.Helper()
	jobs, err := s.Lease(t.Context(), store.LeaseRequest{Kinds: kinds, Limit: limit, Now: now, For: 10 * time.Minute})
	must(t, err)
	return jobs
}

func listed(t *testing.T, s store.Store, state store.JobState) []store.Job {
	t.Helper()
	jobs, err := s.Listed(t.Context(), state, 100)
	must(t, err)
	return jobs
}

func keys(jobs []store.Job) []string {
	var out []string
	for _, j := range jobs {
		out = append(out, j.Key)
	}
	return out
}

func jobRoundTrip(t *testing.T, open Open) {
	s := opened(t, open)
	j := item("https://a.example/ü?x=1")
	j.Created = moment(-5)
	enqueue(t, s, j)
	got := lease(t, s, 5, moment(1))
	if len(got) != 1 || got[0].ID == 0 {
		t.Fatalf("leased %+v", got)
	}
	want := j
	want.ID, want.State, want.Due, want.Tries, want.Changed = got[0].ID, store.JobLeased, moment(11), 1, moment(1)
	same(t, "leased", got[0], want)
	same(t, "listed", listed(t, s, store.AnyState), []store.Job{want})
	enqueue(t, s)
	enqueue(t, s, store.Job{Kind: "bare", Key: ""})
	same(t, "bare", len(lease(t, s, 5, moment(2))), 1)
}

// jobOneOfAKey enqueues again what waits or is leased: nothing changes. What is
// done may be done again.
func jobOneOfAKey(t *testing.T, open Open) {
	s := opened(t, open)
	enqueue(t, s, item("a"), item("a"), item("b"), store.Job{Kind: "visit-feed", Key: "a"})
	same(t, "jobs", len(listed(t, s, store.JobQueued)), 3)
	a := lease(t, s, 1, moment(1), "fetch-page")[0]
	enqueue(t, s, item("a"))
	same(t, "while leased", len(listed(t, s, store.AnyState)), 3)
	must(t, s.Finish(t.Context(), a.ID, store.Finish{State: store.JobDone, At: moment(2)}))
	enqueue(t, s, item("a"))
	same(t, "when done", len(listed(t, s, store.AnyState)), 4)
}

// jobOrder leases the oldest first, whatever the order in which they came.
func jobOrder(t *testing.T, open Open) {
	s := opened(t, open)
	for i, minutes := range []int{5, 1, 9, 3, 7, 99} {
		j := item(fmt.Sprint(minutes))
		j.Due, j.Created = moment(minutes), moment(-i)
		enqueue(t, s, j)
	}
	same(t, "first", keys(lease(t, s, 2, moment(10))), []string{"1", "3"})
	same(t, "then", keys(lease(t, s, 10, moment(10))), []string{"5", "7", "9"})
	same(t, "not due", lease(t, s, 10, moment(10)), nil)
	same(t, "none", lease(t, s, 0, moment(500)), nil)
}

func jobKinds(t *testing.T, open Open) {
	s := opened(t, open)
	for _, kind := range []string{"x", "y", "z"} {
		enqueue(t, s, store.Job{Kind: kind, Key: kind, Due: moment(0)})
	}
	same(t, "y", keys(lease(t, s, 9, moment(1), "y")), []string{"y"})
	same(t, "no such", lease(t, s, 9, moment(1), "no such"), nil)
	same(t, "x, y", keys(lease(t, s, 9, moment(1), "x", "y")), []string{"x"})
	same(t, "all", keys(lease(t, s, 9, moment(1))), []string{"z"})
}

func jobExpiry(t *testing.T, open Open) {
	s := opened(t, open)
	enqueue(t, s, item("a"))
	same(t, "first", lease(t, s, 1, moment(1))[0].Tries, 1)
	same(t, "while leased", lease(t, s, 1, moment(10)), nil)
	again := lease(t, s, 1, moment(11))
	if len(again) != 1 || again[0].Tries != 2 {
		t.Errorf("after expiry: %+v", again)
	}
}

func jobFinish(t *testing.T, open Open) {
	s := opened(t, open)
	ctx := t.Context()
	enqueue(t, s, item("a"))
	j := lease(t, s, 1, moment(1))[0]
	must(t, s.Finish(ctx, j.ID, store.Finish{State: store.JobQueued, Due: moment(20), Error: "timeout", At: moment(2)}))
	same(t, "before its time", lease(t, s, 1, moment(19)), nil)
	j = lease(t, s, 1, moment(20))[0]
	same(t, "tries, error", []any{j.Tries, j.Error}, []any{2, "timeout"})
	must(t, s.Finish(ctx, j.ID, store.Finish{State: store.JobQueued, Due: moment(40), At: moment(21), Again: true}))
	j = lease(t, s, 1, moment(40))[0]
	same(t, "tries where one does not count", j.Tries, 2)
	must(t, s.Finish(ctx, j.ID, store.Finish{State: store.JobFailed, Error: "404", Result: "gone", At: moment(41)}))
	got := listed(t, s, store.JobFailed)[0]
	same(t, "failed", []any{got.Error, got.Result, got.Changed}, []any{"404", "gone", moment(41)})
	same(t, "never again", lease(t, s, 1, moment(9999)), nil)
	wants(t, "no such job", s.Finish(ctx, 99, store.Finish{State: store.JobDone}), hearsay.ErrNotFound)
	enqueue(t, s, item("b"))
	j = lease(t, s, 1, moment(50))[0]
	must(t, s.Finish(ctx, j.ID, store.Finish{State: store.JobDone, At: moment(51), Forget: true}))
	same(t, "forgotten", keys(listed(t, s, store.AnyState)), []string{"a"})
}

func jobListed(t *testing.T, open Open) {
	s := opened(t, open)
	enqueue(t, s, item("a"), item("b"), item("c"))
	lease(t, s, 1, moment(1))
	same(t, "newest first", keys(listed(t, s, store.AnyState)), []string{"c", "b", "a"})
	same(t, "queued", keys(listed(t, s, store.JobQueued)), []string{"c", "b"})
	same(t, "leased", keys(listed(t, s, store.JobLeased)), []string{"a"})
	jobs, err := s.Listed(t.Context(), store.AnyState, 2)
	must(t, err)
	same(t, "limit", keys(jobs), []string{"c", "b"})
}

// jobOld finishes jobs for a month: what was done long ago is not listed for ever.
func jobOld(t *testing.T, open Open) {
	s := opened(t, open)
	for day := range 30 {
		at := moment(day * 24 * 60)
		enqueue(t, s, store.Job{Kind: "k", Key: fmt.Sprint(day), Due: at})
		j := lease(t, s, 1, at)[0]
		must(t, s.Finish(t.Context(), j.ID, store.Finish{State: store.JobDone, At: at}))
	}
	if n := len(listed(t, s, store.JobDone)); n < 1 || n > 20 {
		t.Errorf("%d jobs of 30 days are listed", n)
	}
}
