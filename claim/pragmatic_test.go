package claim_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearsay/ingest"
)

// unsplit are the golden rules that are not met, each with the reason.
var unsplit = map[string]string{
	"Alphabetical list #039":                                 "a letter with a stop ends a sentence as often as it numbers one",
	"Errant newlines in the middle of sentences #041":        "so short a line is no hard-wrapped one: most such lines are headings or verse",
	"Geo Coordinates #043":                                   "\"N°.\" is not among the abbreviations that go on with a number",
	"I as a sentence boundary and I as an abbreviation #045": "\"I.\" before a capital word: the pronoun at the end is the commoner case",
	"Ellipsis as non sentence boundary #050":                 "spaced dots before a pronoun that is always a capital",
	"4-dot ellipsis #051":                                    "the rule puts the dots of an omission before the next sentence; treebanks put them after the last",
	"correctly segments text #087":                           "a C in brackets is read as the sign of a copyright, whose line is no part of the report",
}

// TestPragmaticSuite reads the English golden rules of the pragmatic segmenter as a
// page each. What fails is listed above with the reason, and nothing else may.
func TestPragmaticSuite(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "shared", "suites", "pragmatic-segmenter", "vectors.json"))
	if err != nil {
		t.Skip("the suite does not stand beside the repository: ", err)
	}
	var rules []struct {
		Lang, Name, Text string
		Segments         []string
	}
	if err := json.Unmarshal(data, &rules); err != nil {
		t.Fatal(err)
	}
	r := newReader(t)
	right, of := 0, 0
	for _, c := range rules {
		if c.Lang != "en" {
			continue
		}
		of++
		doc := ingest.Text(c.Name, c.Text, ingest.Options{})
		var got []string
		for _, s := range r.Read(doc).Sentences {
			got = append(got, strings.Join(strings.Fields(s.Span.In(doc.Text)), " "))
		}
		isRight := slices.Equal(got, c.Segments)
		if isRight {
			right++
		}
		if reason := unsplit[c.Name]; isRight == (reason != "") {
			t.Errorf("%s: right %v, listed as %q\nwant %q\ngot  %q", c.Name, isRight, reason, c.Segments, got)
		}
	}
	t.Logf("%d of %d golden rules", right, of)
}
