// Package lang is what the reading rooms need to know of a language: data, and
// the little code that loads it. Each language has a folder of its own.
//
//	english := en.New()
//	if cue := english.Verbs["said"]; cue.Has(lang.ThatClause) {
//		fmt.Println(cue.Lemma, cue.Stance) // say asserts
//	}
//
// Invariants: all words are in lower case; a Language is read-only once made.
package lang
