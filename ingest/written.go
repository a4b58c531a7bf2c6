package ingest

import (
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// months are the first letters of month names, by which those of English,
// German, French, Spanish, Italian, Portuguese and Dutch can be told.
var months = [][]string{
	{"jan", "jän", "ene", "gen"}, {"feb", "fév", "fev"}, {"mar", "mär", "mrz", "maa"}, {"apr", "avr", "abr"}, {"may", "mai", "mag", "mei"},
	{"jun", "juin", "giu"}, {"jul", "juil", "lug"}, {"aug", "aoû", "ago"}, {"sep", "set"}, {"oct", "okt", "ott", "out"}, {"nov"}, {"dec", "dez", "déc", "dic"},
}

var (
	dayFirst   = regexp.MustCompile(`\b(\d{1,2})(?:\.|er|º)?\s+(?:de\s+)?(\p{L}{3,10})\.?,?\s+(?:de\s+)?((?:19|20)\d\d)\b`)
	monthFirst = regexp.MustCompile(`\b(\p{L}{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b`)
	dotted     = regexp.MustCompile(`\b(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)\b`)
)

// writtenDay reads the first date written out in a short text: "Monday, 8 August
// 2009, 10:12", "veröffentlicht am 8. August 2009", "August 8, 2009", "8.8.2009".
// Dates of numbers and slashes are not read: they differ between countries.
func writtenDay(s string) string {
	s = strings.ToLower(s)
	if m := dayFirst.FindStringSubmatch(s); m != nil {
		return numbersDay(m[3], month(m[2]), m[1])
	}
	if m := monthFirst.FindStringSubmatch(s); m != nil {
		return numbersDay(m[3], month(m[1]), m[2])
	}
	if m := dotted.FindStringSubmatch(s); m != nil {
		return day(m[3] + "-" + m[2] + "-" + m[1])
	}
	return ""
}

func numbersDay(year string, month int, dayOfMonth string) string {
	return day(fmt.Sprintf("%s-%d-%s", year, month, dayOfMonth))
}

// month is 1 to 12, or 0 for a word that is no month.
func month(name string) int {
	for i, starts := range months {
		for _, s := range starts {
			if strings.HasPrefix(name, s) {
				return i + 1
			}
		}
	}
	return 0
}

// dateWords mark the element in which a page shows its date.
var dateWords = set("date datum fecha published posted publish pubdate dateline timestamp time")

// shownDay is the date a page shows above or below its report, in an element
// marked as that. Dates of comments, teasers and margins are passed over.
func shownDay(root *html.Node) string {
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || !isDated(n) || proseLen(n) > 200 {
			continue
		}
		if iso := writtenDay(words(n)); iso != "" && !inComment(n) {
			return iso
		}
	}
	return ""
}

func isDated(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Body, atom.Html, atom.Head, atom.Script, atom.Style, atom.Meta, atom.Link, atom.A:
		return false
	}
	return hasAny(splitWords(attr(n, "class")), dateWords) || hasAny(splitWords(attr(n, "id")), dateWords)
}
