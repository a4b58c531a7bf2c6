package ingest

import (
	"strings"

	"hearsay"
	"hearsay/lang/detect"
)

// languageOf is the language of a page, a BCP 47 tag or "": what its text shows
// goes before what the page says of itself, which many take over from a template.
// What the page says stays where it says more (en-GB, nb), and where the text is
// too short or in a language that cannot be told from others.
func languageOf(d *hearsay.Document) string {
	said, _, _ := strings.Cut(d.Language, "-")
	seen := detect.Page(d)
	switch {
	case seen == "" || seen == said || kin(seen, said):
		return d.Language
	case seen == detect.Undetermined:
		if said == "en" {
			return ""
		}
		return d.Language
	case seen != "en" && said != "" && detect.Name(said) == "" && len(said) == 2:
		return d.Language
	}
	return seen
}

// kinds of one language, or languages that are written alike.
var kindred = []string{"no nb nn", "hr sr bs sh", "id ms in", "tl fil", "zh yue cmn", "fa prs tg", "he iw", "ro mo"}

// kin reports whether two codes stand for the same or nearly the same language.
func kin(a, b string) bool {
	for _, group := range kindred {
		group = " " + group + " "
		if strings.Contains(group, " "+a+" ") && b != "" && strings.Contains(group, " "+b+" ") {
			return true
		}
	}
	return false
}
