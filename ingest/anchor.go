package ingest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// maxSearch is how many bytes are searched for the words of a page's anchors.
const maxSearch = 256 << 20

// unplaced are the anchors that somebody gave, without places in another text.
func unplaced(given []hearsay.Anchor) []hearsay.Anchor {
	given = slices.Clone(given)
	for i := range given {
		given[i].Span = hearsay.Span{}
	}
	return given
}

// placeAnchors finds where the words of the anchors stand. Words that stand in as
// many places as there are anchors on them belong to these in order; with any
// other number it is not certain which is which, and none gets a place.
func placeAnchors(d *hearsay.Document) {
	text := beforeComments(d)
	same := map[string][]int{}
	for i, a := range d.Anchors {
		if a.Span.IsZero() {
			same[a.Text] = append(same[a.Text], i)
		}
	}
	if len(same)*len(text) > maxSearch {
		return
	}
	for words, anchors := range same {
		places := wholeWords(text, words, len(anchors))
		for k, i := range anchors {
			if len(places) == len(anchors) {
				d.Anchors[i].Span = places[k]
			}
		}
	}
}

// beforeComments is the text up to the first comment.
func beforeComments(d *hearsay.Document) string {
	for _, p := range d.Parts {
		if p.Kind == hearsay.Comment {
			return d.Text[:p.Span.Start]
		}
	}
	return d.Text
}

// wholeWords are the places where words stand that no letter or digit adjoins; one
// more than limit at most.
func wholeWords(text, words string, limit int) (places []hearsay.Span) {
	for at := 0; words != "" && len(places) <= limit; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			break
		}
		s := hearsay.Span{Start: at + i, End: at + i + len(words)}
		if standsAlone(text, s) && s.IsValid(text) {
			places = append(places, s)
		}
		at = s.End
	}
	return places
}

// standsAlone reports that no letter or digit adjoins s.
func standsAlone(text string, s hearsay.Span) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:s.Start])
	after, _ := utf8.DecodeRuneInString(text[s.End:])
	return !isWordRune(before) && !isWordRune(after)
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
