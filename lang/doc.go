// Package lang is what the reading rooms need to know of a language: data, and
// the little code that loads it. Each language has a folder of its own.
//
//	english := en.New()
//	for _, cue := range english.Verbs["said"] {
//		fmt.Println(cue.Lemma, cue.Stance, cue.Has(lang.ThatClause))
//	}
//
// Invariants: all words are in lower case; a Language is read-only once made.
package lang
