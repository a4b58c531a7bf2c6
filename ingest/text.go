package ingest

import "hearsay"

// Text makes a Document of a plain text, which it keeps byte for byte. The title
// is the headline's text.
func Text(input, text string, opt Options) *hearsay.Document {
	d := &hearsay.Document{Input: input, Text: text, Parts: splitParts(text)}
	for _, p := range d.Parts {
		if p.Kind == hearsay.Headline {
			d.Title = p.Span.In(text)
			break
		}
	}
	return finish(d, opt)
}
