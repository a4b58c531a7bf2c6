// Package hearsay is the vocabulary of the whole project: what a page is, what
// a claim is, who passed it on, and where in the text each word of that stands.
//
// It holds types and their laws and nothing else: no I/O, no analysis, standard
// library only. Every other room speaks in these words (docs/terms.md).
//
//	doc, err := ingest.ReadFile("article.txt", ingest.Options{})
//	r := reader.Read(doc)                    // claim.Reader
//	for _, c := range r.Claims {
//		who := r.Entity(c.Chain[0].Speaker)  // whose words; nil where not certain
//		fmt.Println(who, c.Stance, c.Content[0].In(doc.Text))
//	}
//
// Invariants:
//   - The only offset unit is the byte; a Span is half-open and lies on character
//     boundaries of Document.Text.
//   - Whatever states something about the world carries the span that justifies it.
//   - Check reports every breach of these laws; a Reading that fails it is a bug.
package hearsay
