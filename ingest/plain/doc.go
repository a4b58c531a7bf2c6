// Package plain tells the parts of a plain text apart: headline, byline, report,
// captions and the comments below it, as scraping leaves them.
//
//	for _, p := range plain.Parts(text) {
//		fmt.Println(p.Kind, p.Span.In(text))
//	}
//
// Invariants: parts are in order, in bounds, on character boundaries and do not
// overlap; text is never changed; what belongs to no part is furniture of the page.
package plain
