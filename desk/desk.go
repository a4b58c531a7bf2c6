package desk

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"hearsay/queue"
	"hearsay/store"
)

//go:embed templates/*.html
var templates embed.FS

//go:embed static
var static embed.FS

//go:embed all:dist
var dist embed.FS // what Vite makes of web/; empty but for a placeholder until it has

// Config is what a desk needs. Store, Queue and Now must be set.
type Config struct {
	Store interface {
		store.Pages
		store.Finder
		store.Reviewer
		store.Feeds
		store.Jobs
	}
	Queue queue.Queue
	Now   func() time.Time
	Hosts []string     // by which the desk may be called: host:port; any when there is a Token
	Token string       // must be given to be let in, when not ""
	Log   *slog.Logger // failures of the desk itself; nothing when nil
}

// desk serves the pages.
type desk struct {
	Config
	pages  *template.Template
	script bool // the bundle is there

	counted struct { // the last counts, and when they were made
		sync.Mutex
		store.Counts
		at time.Time
	}
}

// New returns the handler of a desk.
func New(c Config) http.Handler {
	d := &desk{Config: c}
	d.pages = template.Must(template.New("").Funcs(functions()).ParseFS(templates, "templates/*.html"))
	_, err := fs.Stat(dist, "dist/desk.js")
	d.script = err == nil
	return d.guard(d.routes())
}

func (d *desk) routes() http.Handler {
	mux := http.NewServeMux()
	get := func(pattern string, h func(*http.Request) (view, error)) { mux.Handle("GET "+pattern, d.show(h)) }
	post := func(pattern string, h func(*http.Request) (string, error)) { mux.Handle("POST "+pattern, d.change(h)) }
	get("/{$}", d.search)
	get("/documents", d.searchDocuments)
	get("/speakers", d.searchSpeakers)
	get("/speakers/{id}", d.speaker)
	get("/pages/{document}", d.page)
	mux.HandleFunc("GET /pages/{document}/reading.json", d.pageJSON)
	get("/claims/{id}", d.claim)
	post("/claims/{id}/marks", d.mark)
	post("/claims/{id}/unmark", d.unmark)
	get("/sources", d.sources)
	get("/sources/remove", d.askRemoveSource)
	post("/sources", d.addSource)
	post("/sources/remove", d.removeSource)
	get("/add", d.add)
	post("/add/page", d.addPage)
	post("/add/text", d.addText)
	post("/add/samples", d.addSamples)
	get("/jobs", d.jobs)
	get("/proposals", d.proposals)
	post("/proposals/{page}/accept", d.accept)
	get("/help", func(*http.Request) (view, error) { return view{Name: "help", Title: "What the words mean"}, nil })
	mux.HandleFunc("GET /healthz", d.health)
	mux.Handle("GET /static/", http.FileServerFS(static))
	mux.Handle("GET /dist/", http.FileServerFS(dist))
	mux.Handle("GET /", d.show(func(*http.Request) (view, error) { return view{}, errNoPage }))
	return mux
}

// view is a page to be shown: a template's name and what it shows.
type view struct {
	Name    string // of the template
	Title   string
	Data    any
	Nav     string // the entry of the navigation it belongs to
	Refresh int    // seconds after which to look again, 0 for never
	Query   string // what the search box holds
	Status  int    // http.StatusOK when 0
	Script  bool   // set by show
	Index   bool
}

// show renders what a handler has found.
func (d *desk) show(h func(*http.Request) (view, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v, err := h(r)
		if err != nil {
			v = d.failed(r, err)
		}
		d.render(w, r, v)
	})
}

func (d *desk) render(w http.ResponseWriter, r *http.Request, v view) {
	v.Script = d.script
	var page bytes.Buffer // whole before the first byte is sent
	if err := d.pages.ExecuteTemplate(&page, v.Name, v); err != nil {
		d.log(r, err)
		http.Error(w, "this page could not be shown", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if v.Status != 0 {
		w.WriteHeader(v.Status)
	}
	_, _ = page.WriteTo(w) // nobody is left to be told
}

// change does what a form asks for and sends on to the page that shows it.
func (d *desk) change(h func(*http.Request) (string, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		if err := r.ParseForm(); err != nil {
			d.render(w, r, d.failed(r, fmt.Errorf("the form: %w", errTooLarge)))
			return
		}
		to, err := h(r)
		if err != nil {
			d.render(w, r, d.failed(r, err))
			return
		}
		http.Redirect(w, r, to, http.StatusSeeOther)
	})
}

// maxForm is the most that a form may bring: a pasted page.
const maxForm = 4 << 20

func (d *desk) health(w http.ResponseWriter, r *http.Request) {
	if _, err := d.Store.Counts(r.Context()); err != nil {
		d.log(r, err)
		http.Error(w, "the store does not answer", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintln(w, "ok")
}

func (d *desk) log(r *http.Request, err error) {
	if d.Log != nil {
		d.Log.Error("desk", "path", r.URL.Path, "error", err)
	}
}
