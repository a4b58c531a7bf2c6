// Package polite visits sites with manners: one request at a time to a host and a
// pause between, robots.txt and reservations of text and data mining honoured.
//
//	v := &polite.Visitor{Fetcher: &ingest.Fetcher{Agent: "newsdesk/1.0 (+https://example.org/bot)"}}
//	c, err := v.Get(ctx, ingest.Request{Address: "https://courier.example/feed.xml", Accept: ingest.Feed})
//	if errors.Is(err, polite.ErrRefused) {
//		… the site does not want to be read by programs …
//	}
//
// Invariants: between two requests to one host lies at least the pause, whoever
// asks, for whatever feed and by whatever redirect; no host is asked for what its own
// rules keep out, nor before the time at which it said that it may be asked again; a
// visit has one host's turn at a time, so none waits for another that waits for it,
// and a host that is slow keeps no other waiting; what is remembered, and the work of
// weighing a path and of forgetting a host, is bounded, whatever sites send and
// however many are visited. Where a bound is met, the site is left alone.
package polite
