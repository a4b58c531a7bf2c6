package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"hearsay"
	"hearsay/queue"
	"hearsay/store"
)

// sourceView is a feed as the list of sources shows it.
type sourceView struct {
	store.Followed
	Name, Link, Every string
}

type sourcesView struct {
	Sources []sourceView
	Kinds   []hearsay.OutletKind
}

func (d *desk) sources(r *http.Request) (view, error) {
	feeds, err := d.Store.Followed(r.Context())
	if err != nil {
		return view{}, err
	}
	v := sourcesView{Kinds: hearsay.OutletKinds()}
	for _, f := range feeds {
		v.Sources = append(v.Sources, sourceView{f, printable(cmpOr(f.Outlet, cmpOr(f.Title, f.URL))), webAddress(cmpOr(f.Feed.Page, f.URL)), every(f.Interval)})
	}
	return view{Name: "sources", Title: "Sources", Nav: "sources", Data: v}, nil
}

// every is an interval in words.
func every(d time.Duration) string {
	switch {
	case d >= 48*time.Hour && d%(24*time.Hour) == 0:
		return fmt.Sprintf("every %d days", d/(24*time.Hour))
	case d >= 2*time.Hour && d%time.Hour == 0:
		return fmt.Sprintf("every %d hours", d/time.Hour)
	}
	return fmt.Sprintf("every %d minutes", d/time.Minute)
}

func (d *desk) addSource(r *http.Request) (string, error) {
	p := queue.FeedPayload{Address: strings.TrimSpace(r.PostFormValue("address")), Outlet: strings.TrimSpace(r.PostFormValue("outlet")), Country: strings.TrimSpace(r.PostFormValue("country")),
		Kind: r.PostFormValue("kind"), Owner: strings.TrimSpace(r.PostFormValue("owner")), Interval: strings.TrimSpace(r.PostFormValue("interval"))}
	if !strings.Contains(p.Address, "://") && p.Address != "" {
		p.Address = "https://" + p.Address
	}
	if webAddress(p.Address) == "" {
		return "", fmt.Errorf("%q is no http or https address: %w", p.Address, hearsay.ErrInvalid)
	}
	return d.enqueue(r.Context(), queue.FollowFeed, p.Address, p)
}

func (d *desk) askRemoveSource(r *http.Request) (view, error) {
	url := r.URL.Query().Get("url")
	feeds, err := d.Store.Followed(r.Context())
	if err != nil {
		return view{}, err
	}
	i := slices.IndexFunc(feeds, func(f store.Followed) bool { return f.URL == url })
	if i < 0 {
		return view{}, fmt.Errorf("%s is not followed: %w", url, hearsay.ErrNotFound)
	}
	return view{Name: "remove", Title: "Follow this source no longer?", Nav: "sources", Data: feeds[i]}, nil
}

func (d *desk) removeSource(r *http.Request) (string, error) {
	return "/sources", d.Store.RemoveFeed(r.Context(), r.PostFormValue("url"))
}

func (d *desk) add(*http.Request) (view, error) {
	return view{Name: "add", Title: "Add a page", Nav: "add"}, nil
}

func (d *desk) addPage(r *http.Request) (string, error) {
	address := strings.TrimSpace(r.PostFormValue("address"))
	if !strings.Contains(address, "://") && address != "" {
		address = "https://" + address
	}
	if webAddress(address) == "" {
		return "", fmt.Errorf("%q is no http or https address: %w", address, hearsay.ErrInvalid)
	}
	return d.enqueue(r.Context(), queue.FetchPage, address, queue.PagePayload{URL: address})
}

func (d *desk) addText(r *http.Request) (string, error) {
	p := queue.TextPayload{Text: strings.ReplaceAll(r.PostFormValue("text"), "\r\n", "\n"), URL: strings.TrimSpace(r.PostFormValue("address")), Outlet: strings.TrimSpace(r.PostFormValue("outlet")),
		Published: strings.TrimSpace(r.PostFormValue("published"))}
	switch {
	case strings.TrimSpace(p.Text) == "":
		return "", fmt.Errorf("there is no text to add: %w", hearsay.ErrInvalid)
	case p.URL != "" && webAddress(p.URL) == "":
		return "", fmt.Errorf("%q is no http or https address: %w", p.URL, hearsay.ErrInvalid)
	}
	if p.Published != "" {
		if _, err := time.Parse(time.DateOnly, p.Published); err != nil {
			return "", fmt.Errorf("%q is no day: write it as YYYY-MM-DD: %w", p.Published, hearsay.ErrInvalid)
		}
	}
	sum := sha256.Sum256([]byte(p.Text))
	return d.enqueue(r.Context(), queue.AddText, "text "+hex.EncodeToString(sum[:8]), p)
}

func (d *desk) addSamples(r *http.Request) (string, error) {
	to, err := d.enqueue(r.Context(), queue.AddSamples, "samples", struct{}{})
	if err == nil {
		to = "/"
	}
	return to, err
}

// enqueue keeps a job, says so to whoever works, and leads to the list of jobs.
func (d *desk) enqueue(ctx context.Context, kind, key string, payload any) (string, error) {
	data, err := json.Marshal(payload)
	if err != nil {
		return "", err
	}
	now := d.Now()
	if err := d.Store.Enqueue(ctx, []store.Job{{Kind: kind, Key: key, Payload: data, Due: now, Created: now}}); err != nil {
		return "", err
	}
	return "/jobs", d.Queue.Publish(ctx, queue.Message{Kind: kind})
}

// jobView is a job in words.
type jobView struct {
	What, Key, State, Said string
	Link                   string // to the page that came of it
	When                   string
	Waits                  bool
}

const maxJobs = 100

func (d *desk) jobs(r *http.Request) (view, error) {
	jobs, err := d.Store.Listed(r.Context(), store.AnyState, maxJobs)
	if err != nil {
		return view{}, err
	}
	v := view{Name: "jobs", Title: "What was asked for", Nav: "add", Data: jobsOf(jobs)}
	for _, j := range jobsOf(jobs) {
		if j.Waits {
			v.Refresh = 2
		}
	}
	return v, nil
}

func jobsOf(jobs []store.Job) []jobView {
	kinds := map[string]string{queue.FetchPage: "fetch a page", queue.AddText: "add a pasted text", queue.FollowFeed: "follow a source", queue.AddSamples: "add the samples"}
	var out []jobView
	for _, j := range jobs {
		what, ok := kinds[j.Kind]
		if !ok {
			continue
		}
		v := jobView{What: what, Key: printable(j.Key), Said: printable(j.Result), When: moment(j.Changed)}
		switch j.State {
		case store.JobDone:
			v.State = "done"
		case store.JobFailed:
			v.State, v.Said = "failed", printable(j.Error)
		default:
			v.State, v.Waits = "waiting", true
			if j.Error != "" {
				v.State, v.Said = "to be tried again", printable(j.Error)
				v.Waits = false // for minutes, not seconds
			}
		}
		if i := strings.LastIndex(j.Result, "sha256:"); i >= 0 && j.State == store.JobDone {
			v.Link, v.Said = pagePath(j.Result[i:], 0), strings.TrimRight(printable(j.Result[:i]), ": ")
		}
		out = append(out, v)
	}
	return out
}

// proposalView is a page with what its newer reading would change.
type proposalView struct {
	Page      int64
	Path      string
	Title     string
	Gone, New []telling
	Kept      int
	Marks     int
}

func (d *desk) proposals(r *http.Request) (view, error) {
	var out []proposalView
	for p, err := range d.Store.Proposals(r.Context()) {
		if err != nil {
			return view{}, err
		}
		out = append(out, viewProposal(p))
		if len(out) == maxJobs {
			break
		}
	}
	return view{Name: "proposals", Title: "Newer readings", Nav: "proposals", Data: out}, nil
}

func viewProposal(p *store.Proposal) proposalView {
	v := proposalView{Page: p.Page.ID, Path: pagePath(p.Page.Document().ID, 0), Title: titleOf(p.Page.Document()), Marks: len(p.Page.Marks)}
	next := &store.Page{Reading: p.New, Capture: p.Page.Capture, Marks: p.Page.Marks}
	for i := range p.Page.Reading.Claims {
		if p.New.Claim(p.Page.Reading.Claims[i].ID) == nil {
			v.Gone = append(v.Gone, tell(p.Page, i))
		} else {
			v.Kept++
		}
	}
	for i := range p.New.Claims {
		if p.Page.Reading.Claim(p.New.Claims[i].ID) == nil {
			v.New = append(v.New, tell(next, i))
		}
	}
	return v
}

func (d *desk) accept(r *http.Request) (string, error) {
	page, err := strconv.ParseInt(r.PathValue("page"), 10, 64)
	if err != nil {
		return "", errNoPage
	}
	return "/proposals", d.Store.Accept(r.Context(), page)
}
