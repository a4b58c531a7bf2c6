package work

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"time"

	"hearsay"
	"hearsay/queue"
	"hearsay/store"
)

// Worker does the jobs of a store. All fields but Samples and Log must be set.
type Worker struct {
	Store interface {
		store.Adder
		store.Feeds
		store.Jobs
	}
	Queue   queue.Queue
	Intake  *Intake
	Visitor Getter
	Samples func() iter.Seq2[*hearsay.Capture, error] // what AddSamples adds; none when nil
	Now     func() time.Time
	Log     *slog.Logger // what was done, a line a job; nothing when nil
	Watch   bool         // visit feeds when they are due

	mutex sync.Mutex
	lanes map[string]chan store.Job // by host
	busy  sync.WaitGroup
}

// How jobs are handed out.
const (
	sweep    = 2 * time.Second  // between two looks into the store
	lease    = 15 * time.Minute // how long a job may take, with its waiting
	leased   = 64               // jobs a look
	laneLong = leased           // jobs that may wait for one host
	maxTries = 6
)

// Run does jobs until ctx ends, and then returns when those under way are done.
func (w *Worker) Run(ctx context.Context) error {
	w.lanes = map[string]chan store.Job{}
	defer w.busy.Wait()
	wake := make(chan struct{}, 1)
	w.busy.Go(func() {
		_ = w.Queue.Receive(ctx, func(context.Context, queue.Message) error { // it returns when ctx ends
			select {
			case wake <- struct{}{}:
			default:
			}
			return nil
		})
	})
	tick := time.NewTicker(sweep)
	defer tick.Stop()
	for {
		if err := w.round(ctx); err != nil && ctx.Err() == nil {
			w.log("store does not answer", "error", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-wake:
		case <-tick.C:
		}
	}
}

// Drain does what is due until nothing is, and returns.
func (w *Worker) Drain(ctx context.Context) error {
	w.lanes = map[string]chan store.Job{}
	for {
		if err := w.schedule(ctx); err != nil {
			return err
		}
		jobs, err := w.Store.Lease(ctx, store.LeaseRequest{Limit: leased, Now: w.now(), For: lease})
		if err != nil || len(jobs) == 0 {
			return err
		}
		for _, j := range jobs {
			w.give(ctx, j)
		}
		w.busy.Wait()
	}
}

// round hands out what is due.
func (w *Worker) round(ctx context.Context) error {
	if err := w.schedule(ctx); err != nil {
		return err
	}
	for {
		jobs, err := w.Store.Lease(ctx, store.LeaseRequest{Limit: leased, Now: w.now(), For: lease})
		if err != nil {
			return err
		}
		for _, j := range jobs {
			w.give(ctx, j)
		}
		if len(jobs) < leased {
			break
		}
	}
	return w.Store.Index(ctx, nil)
}

// schedule enqueues a visit for each feed that is due.
func (w *Worker) schedule(ctx context.Context) error {
	if !w.Watch {
		return nil
	}
	feeds, err := w.Store.Followed(ctx)
	if err != nil {
		return err
	}
	now := w.now()
	var jobs []store.Job
	for _, f := range feeds {
		if !f.Due.After(now) {
			jobs = append(jobs, store.Job{Kind: queue.VisitFeed, Key: f.URL, Due: now, Created: now})
		}
	}
	if len(jobs) == 0 {
		return nil
	}
	return w.Store.Enqueue(ctx, jobs)
}

// give hands a job to the lane of its host, in which one is done after the other: a
// host that is slow, or whose turn is long in coming, holds up no other. What finds
// its lane full goes back for a minute.
func (w *Worker) give(ctx context.Context, j store.Job) {
	host := hostOf(j)
	w.mutex.Lock()
	defer w.mutex.Unlock()
	lane := w.lanes[host]
	if lane == nil {
		lane = make(chan store.Job, laneLong)
		w.lanes[host] = lane
		w.busy.Go(func() { w.work(ctx, host, lane) })
	}
	select {
	case lane <- j:
	default:
		w.busy.Go(func() {
			w.finish(ctx, j, store.Finish{State: store.JobQueued, Due: w.now().Add(time.Minute), Again: true})
		})
	}
}

// hostOf is the host a job is about, "" for none.
func hostOf(j store.Job) string {
	if u, err := url.Parse(j.Key); err == nil {
		return strings.ToLower(u.Host)
	}
	return ""
}

// work does the jobs of a lane until it is empty.
func (w *Worker) work(ctx context.Context, host string, lane chan store.Job) {
	for {
		select {
		case j := <-lane:
			w.do(ctx, j)
			continue
		default:
		}
		w.mutex.Lock()
		if len(lane) == 0 {
			delete(w.lanes, host)
			w.mutex.Unlock()
			return
		}
		w.mutex.Unlock()
	}
}

// do does one job and keeps what came of it. A job whose doing is cut short stays
// leased, and comes again.
func (w *Worker) do(ctx context.Context, j store.Job) {
	result, err := w.one(ctx, j)
	if ctx.Err() != nil {
		w.finish(context.WithoutCancel(ctx), j, store.Finish{State: store.JobQueued, Due: w.now(), Again: true})
		return
	}
	f := outcome(j, result, err, w.now())
	w.log(j.Kind, "key", j.Key, "state", f.State, "result", f.Result, "error", f.Error)
	w.finish(ctx, j, f)
}

func (w *Worker) finish(ctx context.Context, j store.Job, f store.Finish) {
	f.At = w.now()
	if err := w.Store.Finish(ctx, j.ID, f); err != nil && !errors.Is(err, hearsay.ErrNotFound) {
		w.log("job not finished", "id", j.ID, "error", err)
	}
}

func (w *Worker) now() time.Time { return w.Now() }

func (w *Worker) log(what string, args ...any) {
	if w.Log != nil {
		w.Log.Info(what, args...)
	}
}

// announce says that jobs may be waiting; where that fails, the next sweep finds
// them.
func (w *Worker) announce(ctx context.Context, kind string) {
	if err := w.Queue.Publish(ctx, queue.Message{Kind: kind}); err != nil {
		w.log("not announced", "kind", kind, "error", err)
	}
}

// errKind says that there is no job of this kind.
func errKind(kind string) error {
	return fmt.Errorf("no job %q is known: %w", kind, hearsay.ErrUnsupported)
}
