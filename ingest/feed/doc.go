// Package feed reads what sites publish for programs to follow: RSS 0.9x, 1.0 and
// 2.0, Atom, JSON Feed; it finds the feeds of a page, and reads and writes lists of
// feeds (OPML).
//
//	ch, err := feed.Read(data, "application/rss+xml", "https://courier.example/feed.xml")
//	for _, item := range ch.Items {
//		fmt.Println(item.Published, item.Title, item.Link)
//	}
//	for _, link := range feed.Discover(page, "https://courier.example/") {
//		fmt.Println(link.URL, link.Title)
//	}
//	err = feed.WriteOPML(w, feeds)
//
// Invariants: links are absolute http or https addresses; the publisher that an
// item names as its source is kept; a feed that is broken somewhere gives what
// stands before; what it costs is bounded, and no input makes it panic.
package feed
