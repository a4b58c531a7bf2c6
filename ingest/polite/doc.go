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
// asks and for whatever feed; a host that is slow keeps no other waiting; what is
// remembered is bounded, however many hosts are visited.
package polite
