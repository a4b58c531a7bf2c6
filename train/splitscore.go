package train

import (
	"fmt"

	"hearsay"
	"hearsay/nlp"
)

// SpanScore counts spans that are exactly right.
type SpanScore struct{ Right, Found, Gold int }

// F1 is the harmonic mean of precision and recall, in percent.
func (s SpanScore) F1() float64 {
	return 200 * float64(s.Right) / float64(max(s.Found+s.Gold, 1))
}

// Add counts the spans of one text; both lists are in order.
func (s *SpanScore) Add(gold, found []hearsay.Span) {
	s.Gold += len(gold)
	s.Found += len(found)
	i := 0
	for _, f := range found {
		for i < len(gold) && gold[i].Compare(f) < 0 {
			i++
		}
		if i < len(gold) && gold[i] == f {
			s.Right++
		}
	}
}

// SplitScore is how well texts are divided: tokens and sentences by byte spans.
type SplitScore struct{ Tokens, Sentences SpanScore }

// String is one line of both F1.
func (s SplitScore) String() string {
	return fmt.Sprintf("tokens %.2f, sentences %.2f of %d", s.Tokens.F1(), s.Sentences.F1(), s.Sentences.Gold)
}

// ScoreSplit divides the text of each document and compares.
func ScoreSplit(s *nlp.Splitter, docs []TreebankDoc) SplitScore {
	var score SplitScore
	var seg nlp.Segmentation
	var spans []hearsay.Span
	for i := range docs {
		doc := docs[i].Raw()
		s.Split(&seg, doc.Text)
		score.Tokens.Add(doc.Tokens, seg.Tokens)
		spans = spans[:0]
		for _, r := range seg.Sentences {
			spans = append(spans, hearsay.Span{Start: seg.Tokens[r.Start].Start, End: seg.Tokens[r.End-1].End})
		}
		score.Sentences.Add(doc.Sentences, spans)
	}
	return score
}

// ScoreGiven divides the given tokens of each document, or of each paragraph, and
// compares the ranges of tokens.
func ScoreGiven(s *nlp.Splitter, docs []TreebankDoc, byParagraph bool) SpanScore {
	var score SpanScore
	var seg nlp.Segmentation
	for i := range docs {
		var words []string
		var gold []hearsay.Span
		flush := func() {
			s.Sentences(&seg, words)
			var found []hearsay.Span
			for _, r := range seg.Sentences {
				found = append(found, hearsay.Span(r))
			}
			score.Add(gold, found)
			words, gold = nil, nil
		}
		for k, sentence := range docs[i].sentences {
			if k > 0 && sentence.begins && byParagraph {
				flush()
			}
			start := len(words)
			words = sentence.appendGiven(words, false)
			gold = append(gold, hearsay.Span{Start: start, End: len(words)})
		}
		flush()
	}
	return score
}
