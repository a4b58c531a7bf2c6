package de

import (
	_ "embed"

	"hearsay/lang"
)

//go:embed cues.txt
var cues string

//go:embed words.txt
var words string

// New loads German. It panics on a mistake in the embedded files, which the
// package's test would have shown.
func New() *lang.Language {
	l, err := lang.Load("de", lang.Data{Cues: cues, Words: words, Listed: true})
	if err != nil {
		panic(err)
	}
	return l
}
