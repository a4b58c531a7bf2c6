package testweb

import (
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Web plays the sites. It is safe for concurrent use.
type Web struct {
	mux    *http.ServeMux
	mutex  sync.Mutex
	visits []Visit
	turns  map[string]int // of pages that change from one visit to the next
}

// Visit is a request that came.
type Visit struct {
	Path, Agent string
	At          time.Time
	Header      http.Header
}

// Place is something that can be visited.
type Place struct{ Path, What string }

// place is a Place with what serves it.
type place struct {
	Place
	serve func(w *Web, rw http.ResponseWriter, r *http.Request)
}

// New returns a web that nobody has visited yet.
func New() *Web {
	w := &Web{mux: http.NewServeMux(), turns: map[string]int{}}
	for _, p := range slices.Concat(goodPlaces(), badPlaces()) {
		w.mux.HandleFunc("GET "+p.Path, func(rw http.ResponseWriter, r *http.Request) { p.serve(w, rw, r) })
	}
	return w
}

// Places lists what there is, the good first.
func Places() []Place {
	var out []Place
	for _, p := range slices.Concat(goodPlaces(), badPlaces()) {
		out = append(out, p.Place)
	}
	return out
}

// ServeHTTP implements http.Handler.
func (w *Web) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	w.mutex.Lock()
	w.visits = append(w.visits, Visit{r.URL.Path, r.UserAgent(), time.Now(), r.Header.Clone()})
	w.mutex.Unlock()
	w.mux.ServeHTTP(rw, r)
}

// Visits are the requests for a path, all for "", in the order in which they came.
func (w *Web) Visits(path string) []Visit {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	var out []Visit
	for _, v := range w.visits {
		if path == "" || v.Path == path {
			out = append(out, v)
		}
	}
	return out
}

// turn counts the visits of a page that changes, from 0.
func (w *Web) turn(path string) int {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.turns[path]++
	return w.turns[path] - 1
}

// static serves the same words each time; HOST in them is this web's address.
func static(path, what, kind, body string) place {
	return place{Place{path, what}, func(_ *Web, rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", kind)
		fmt.Fprint(rw, here(r, body))
	}}
}

// status answers with a status and nothing else.
func status(path, what string, code int, headers ...string) place {
	return place{Place{path, what}, func(_ *Web, rw http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			rw.Header().Set(headers[i], headers[i+1])
		}
		rw.WriteHeader(code)
	}}
}
