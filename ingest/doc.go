// Package ingest turns bytes into Documents: plain text, HTML pages, PDF files,
// folders, JSON Lines and addresses on the web.
//
//	d, err := ingest.ReadFile("page.html", ingest.Options{})
//	for _, p := range d.Parts {
//		fmt.Println(p.Kind, p.Span.In(d.Text)) // headline, body, caption, comment
//	}
//	var f ingest.Fetcher                       // safe as it is: public addresses only
//	c, err := f.Fetch(ctx, "https://courier.example/news")
//	d, err = ingest.Read(c.Input, c.Data, c.Options(ingest.Options{}))
//	for d, err := range ingest.Documents("pages.jsonl", r, ingest.Options{}) { … }
//
// Invariants:
//   - Valid UTF-8 plain text is kept byte for byte, less one leading byte order mark.
//   - Parts are in text order, in bounds, on character boundaries, not overlapping.
//   - The text of an HTML page is headline, body with captions in reading order,
//     then comments; comments are never in the body, commenters are only c1, c2 …
//   - Credits of agencies and corrections are found in text and HTML, never in
//     comments; the search for the main text loses none of them.
//   - Odd input is read as far as it can be, and Document.Problems says what was
//     odd. Empty, binary, over-large and unreachable input is an error.
//   - What a page will cost is estimated before it is parsed and searched; structure
//     is given up where that is too much. An estimate, not a proof: budget.go.
//   - A date is what the page or the caller says, never the time of fetching.
//   - The Fetcher connects to no private address unless told to, on any hop.
package ingest
