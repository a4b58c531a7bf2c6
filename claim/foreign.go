package claim

import (
	"fmt"

	"hearsay"
	"hearsay/lang/detect"
	"hearsay/text"
)

// foreign says why a document is not read: because it is in another language than
// the reader's; "" where it is not, or where one cannot be sure.
func (r *Reader) foreign(code string) string {
	if code == "" || code == r.lang.Code {
		return ""
	}
	name := detect.Name(code)
	if name == "" {
		name = "a language that is not known"
	}
	return fmt.Sprintf("the page is in %s: claims are looked for in %s only", name, detect.Name(r.lang.Code))
}

// leave cuts a document in another language into sentences, by the rules of that
// language where there are some, and says of each why it was not read.
func (r *Reader) leave(doc *hearsay.Document, code, why string, out *hearsay.Reading) {
	out.Problems = append(out.Problems, why)
	rules := r.lang.Text
	for _, l := range r.Others {
		if l.Code == code {
			rules = l.Text
		}
	}
	for _, section := range sections(doc) {
		for _, part := range section {
			if !part.Kind.IsReport() {
				continue
			}
			words := part.Span.In(doc.Text)
			tokens := text.Tokens(words, rules)
			for _, s := range text.Sentences(words, tokens, rules) {
				span := hearsay.Span{Start: tokens[s.Start].Start, End: tokens[s.End-1].End}
				out.Sentences = append(out.Sentences, hearsay.Sentence{Span: shift(span, part.Span.Start), Why: why})
			}
		}
	}
}
