package work

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"

	"hearsay"
	"hearsay/ingest"
	"hearsay/ingest/polite"
	"hearsay/queue"
	"hearsay/store"
)

// one does a job and says in words what came of it.
func (w *Worker) one(ctx context.Context, j store.Job) (string, error) {
	switch j.Kind {
	case queue.VisitFeed:
		return w.visitFeed(ctx, j.Key)
	case queue.FetchPage:
		return payload(j, func(p queue.PagePayload) (string, error) { return w.fetchPage(ctx, p) })
	case queue.AddText:
		return payload(j, func(p queue.TextPayload) (string, error) { return w.addText(ctx, p) })
	case queue.FollowFeed:
		return payload(j, func(p queue.FeedPayload) (string, error) { return w.followFeed(ctx, p) })
	case queue.AddSamples:
		return w.addSamples(ctx)
	}
	return "", errKind(j.Kind)
}

func payload[P any](j store.Job, do func(P) (string, error)) (string, error) {
	var p P
	if err := json.Unmarshal(j.Payload, &p); err != nil {
		return "", fmt.Errorf("payload of %s: %v: %w", j.Kind, err, hearsay.ErrInvalid)
	}
	return do(p)
}

// outcome is what a job's end means for it: done, not to be done, or to be tried
// again later, each time after a longer while.
func outcome(j store.Job, result string, err error, now time.Time) store.Finish {
	var status *ingest.StatusError
	again := errors.Is(err, hearsay.ErrUnavailable)
	wait := time.Minute << min(j.Tries, 10)
	if errors.As(err, &status) {
		wait = max(wait, status.RetryAfter)
	}
	switch {
	case j.Kind == queue.VisitFeed: // its failures are in the feed's health
		return store.Finish{State: store.JobDone, Result: result, Forget: true}
	case err == nil:
		return store.Finish{State: store.JobDone, Result: result}
	case errors.Is(err, polite.ErrRefused):
		return store.Finish{State: store.JobDone, Result: "left alone: " + err.Error()}
	case again && j.Tries < maxTries:
		return store.Finish{State: store.JobQueued, Due: now.Add(wait), Error: err.Error()}
	}
	return store.Finish{State: store.JobFailed, Error: err.Error()}
}

func (w *Worker) visitFeed(ctx context.Context, address string) (string, error) {
	feeds, err := w.Store.Followed(ctx)
	if err != nil {
		return "", err
	}
	for _, f := range feeds {
		if f.URL == address {
			return w.visit(ctx, f)
		}
	}
	return "no longer followed", nil
}

// fetchPage fetches a page and keeps it. What the user calls the outlet stands;
// what the feed says stands in where the page says nothing.
func (w *Worker) fetchPage(ctx context.Context, p queue.PagePayload) (string, error) {
	c, err := w.Visitor.Get(ctx, ingest.Request{Address: p.URL})
	if err != nil {
		return "", err
	}
	c.Known.Outlet = p.Outlet
	c.Hint = hearsay.Known{Outlet: p.Publisher, Title: p.Title, Published: p.Published, Authors: p.Authors}
	return w.keep(ctx, p.Feed, c)
}

func (w *Worker) addText(ctx context.Context, p queue.TextPayload) (string, error) {
	c := &hearsay.Capture{Input: "pasted text", Format: hearsay.PlainText, Data: []byte(p.Text), Time: w.now().UTC().Truncate(time.Millisecond),
		Known: hearsay.Known{URL: p.URL, Outlet: p.Outlet, Title: p.Title, Published: p.Published}}
	if p.HTML {
		c.Format = hearsay.HTMLPage
	}
	if p.Feed != "" {
		c.Input = p.Feed
	}
	return w.keep(ctx, p.Feed, c.Seal())
}

func (w *Worker) followFeed(ctx context.Context, p queue.FeedPayload) (string, error) {
	if _, err := Describe(hearsay.Feed{}, p); err != nil {
		return "", err
	}
	found, err := Find(ctx, w.Visitor, p.Address)
	if err != nil {
		return "", err
	}
	f, err := Describe(found, p)
	if err != nil {
		return "", err
	}
	fresh, err := w.Store.PutFeed(ctx, f)
	if err != nil {
		return "", err
	}
	w.announce(ctx, queue.VisitFeed)
	if !fresh {
		return "followed already: " + f.URL, nil
	}
	return "follows " + f.URL, nil
}

func (w *Worker) addSamples(ctx context.Context) (string, error) {
	if w.Samples == nil {
		return "", fmt.Errorf("this program has no samples: %w", hearsay.ErrUnsupported)
	}
	var all []*hearsay.Capture
	for c, err := range w.Samples() {
		if err != nil {
			return "", err
		}
		all = append(all, c)
	}
	return w.keep(ctx, "", all...)
}

// keep reads captures and keeps them.
func (w *Worker) keep(ctx context.Context, feed string, captures ...*hearsay.Capture) (string, error) {
	var inputs iter.Seq[Input] = func(yield func(Input) bool) {
		for _, c := range captures {
			if !yield(Input{Name: c.Input, Feed: feed, Capture: func() (*hearsay.Capture, error) { return c, nil }}) {
				return
			}
		}
	}
	added, claims, known, document, unread := 0, 0, 0, "", ""
	for r := range w.Intake.Add(ctx, inputs) {
		switch {
		case r.Err != nil:
			return "", r.Err
		case r.Outcome == store.Added:
			added, claims = added+1, claims+r.Claims
		default:
			known++
		}
		document, unread = r.Document, r.Unread
	}
	switch {
	case len(captures) > 1:
		return fmt.Sprintf("%d added, %d there already", added, known), nil
	case added == 0:
		return "there already: " + document, nil
	case unread != "":
		return fmt.Sprintf("added, not read (%s): %s", unread, document), nil
	}
	return fmt.Sprintf("added with %d claims: %s", claims, document), nil
}
