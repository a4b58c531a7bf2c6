package work

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"time"

	"hearsay"
	"hearsay/ingest"
	"hearsay/ingest/feed"
	"hearsay/ingest/polite"
	"hearsay/queue"
	"hearsay/store"
)

// visit sees what is new at a feed, and keeps what came of it.
func (w *Worker) visit(ctx context.Context, f store.Followed) (string, error) {
	now := w.now()
	c, err := w.Visitor.Get(ctx, ingest.Request{Address: f.URL, Accept: ingest.Feed, ETag: f.ETag, LastModified: f.LastModified})
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	h := f.Health
	h.Checked = now
	var jobs []store.Job
	var ch *feed.Channel
	if err == nil && c.Status != 304 {
		ch, err = feed.Read(c.Data, contentType(c), c.URL())
	}
	if err != nil {
		h = ailing(h, f.Interval, err, now)
	} else {
		h = well(h, f.Interval, c, now)
	}
	if ch != nil {
		h.Items = len(ch.Items)
		jobs = w.jobsOf(f.Feed, ch, now)
	}
	fresh, saveErr := w.Store.SaveVisit(ctx, f.URL, h, jobs)
	if errors.Is(saveErr, hearsay.ErrNotFound) {
		return "no longer followed", nil
	}
	if saveErr != nil {
		return "", saveErr
	}
	if fresh > 0 {
		w.announce(ctx, queue.FetchPage)
	}
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d new of %d items", fresh, h.Items), nil
}

// well is the health of a feed after a visit that went well.
func well(h store.Health, interval time.Duration, c *hearsay.Capture, now time.Time) store.Health {
	h.Succeeded, h.Status, h.Failures, h.Error = now, c.Status, 0, ""
	if c.Status != 304 {
		h.ETag, h.LastModified = header(c, "Etag"), header(c, "Last-Modified")
	}
	h.Due = now.Add(spread(cmp.Or(interval, DefaultInterval), now))
	return h
}

// ailing is the health of a feed after a visit that failed: each failure doubles
// the time to the next visit, up to a day; a site that says how long it wants to be
// left alone is.
func ailing(h store.Health, interval time.Duration, err error, now time.Time) store.Health {
	h.Failures++
	h.Error = err.Error()
	h.Status = 0
	wait := min(cmp.Or(interval, DefaultInterval)<<min(h.Failures, 10), 24*time.Hour)
	var status *ingest.StatusError
	if errors.As(err, &status) {
		h.Status = status.Status
		wait = max(wait, status.RetryAfter)
	}
	if errors.Is(err, polite.ErrRefused) {
		wait = 24 * time.Hour
	}
	h.Due = now.Add(spread(wait, now))
	return h
}

// spread is d and up to a tenth more, by a hash of the time, so that feeds which
// were added together are not visited together for ever.
func spread(d time.Duration, now time.Time) time.Duration {
	h := fnv.New32a()
	fmt.Fprint(h, now.UnixNano())
	return d + d/10*time.Duration(h.Sum32()%256)/256
}

func header(c *hearsay.Capture, name string) string {
	if values := c.Header[name]; len(values) > 0 {
		return values[0]
	}
	return ""
}

// jobsOf are the jobs for the items of a feed: fetch the page, or where an item has
// none, keep its own words.
func (w *Worker) jobsOf(f hearsay.Feed, ch *feed.Channel, now time.Time) []store.Job {
	var jobs []store.Job
	for _, it := range ch.Items {
		published := ""
		if !it.Published.IsZero() {
			published = it.Published.Format(time.DateOnly)
		}
		j := store.Job{Kind: queue.FetchPage, Key: cmp.Or(it.Link, f.URL+"#"+it.ID), Due: now, Created: now}
		if it.Link != "" {
			j.Payload = encode(queue.PagePayload{URL: it.Link, Feed: f.URL, Outlet: f.Outlet, Publisher: cmp.Or(it.Publisher.Name, ch.Title),
				Title: it.Title, Published: published, Authors: it.Authors})
			if it.Publisher.Name != "" { // it gathers others' news: they are not the outlet's
				j.Payload = encode(queue.PagePayload{URL: it.Link, Feed: f.URL, Publisher: it.Publisher.Name, Title: it.Title, Published: published, Authors: it.Authors})
			}
		} else if it.Content != "" {
			j.Kind = queue.AddText
			j.Payload = encode(queue.TextPayload{Text: it.Content, HTML: true, Feed: f.URL, Outlet: cmp.Or(it.Publisher.Name, f.Outlet, ch.Title), Title: it.Title, Published: published})
		} else {
			continue
		}
		jobs = append(jobs, j)
	}
	return jobs
}

// encode makes JSON of a payload; the shapes of package queue hold nothing that
// cannot be encoded.
func encode(payload any) []byte {
	data, _ := json.Marshal(payload)
	return data
}
