// Package desk is the web desk: what the store holds, for a person with a browser.
//
//	h := desk.New(desk.Config{Store: s, Queue: q, Hosts: []string{"127.0.0.1:8080"}, Now: time.Now})
//	err := http.ListenAndServe("127.0.0.1:8080", h)
//
// It reads the store and enqueues jobs; it analyses nothing. Pages are rendered on
// the server and complete without JavaScript.
//
// Invariants: ingested HTML is never shown, stored text only through html/template;
// nothing on a page is inline, so the Content-Security-Policy forbids all that is;
// what was said never stands without its stance and its speaker beside it; nothing
// changes but by POST from the desk's own pages.
package desk
