// Package en is English: its cue words, titles, roles, names and abbreviations,
// as data in the text files beside this one.
//
//	english := en.New()
//	reader := claim.NewReader(english, model)
//
// cues.txt and words.txt are written by hand; forenames.txt and countries.txt
// are made by "hearsay train tables" and name their sources on top.
//
// Invariants: New loads what is embedded and nothing else; a mistake in the files
// is found by the package's test, not by a user.
package en
