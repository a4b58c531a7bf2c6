package en

import (
	_ "embed"

	"hearsay/lang"
)

//go:embed cues.txt
var cues string

//go:embed words.txt
var words string

//go:embed forenames.txt
var forenames string

//go:embed countries.txt
var countries string

// New loads English. It panics on a mistake in the embedded files, which the
// package's test would have shown.
func New() *lang.Language {
	l, err := lang.Load("en", lang.Data{Cues: cues, Words: words, Forenames: forenames, Countries: countries})
	if err != nil {
		panic(err)
	}
	return l
}
