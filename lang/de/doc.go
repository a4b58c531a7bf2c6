// Package de is the beginning of German: the cues that news has most often, and
// what is needed to cut sentences, in the same files and by the same loader as
// English.
//
//	german := de.New()
//	cue := german.Verbs["erklärte"]
//	fmt.Println(cue.Lemma, cue.Stance) // erklären asserts
//
// No claims are found with it, and none must be until there is a tagger for German
// and gold to judge it by: the rules of package claim look for English frames
// (subject before verb, "that"), and in "Laut Polizei wies der Anwalt die Vorwürfe
// zurück, sagte die Sprecherin" they would name the wrong speaker. A wrong speaker
// is worse than none. A claim.Reader of English cuts German pages into sentences by
// these rules and says that it did not read them.
//
// What the seam carries today: cues with all their forms, word classes, clitics,
// abbreviations. What it does not: verbs in two parts ("teilte … mit"), and
// prepositions as cues, so that "laut" and "zufolge" stand with the adverbs; nor
// ordinals, so that "am 3. März" is taken for the end of a sentence.
//
// Invariants: New loads what is embedded and nothing else; a mistake in the files
// is found by the package's test, not by a user.
package de
