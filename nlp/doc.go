// Package nlp holds the trained layers: pure functions of a text and a model.
//
// A Splitter cuts text into the words and sentences of Universal Dependencies; an
// Annotator gives each word its part of speech, its head and relation, and marks
// names. Both come with a model file.
//
//	model, err := nlp.Load(models.English)
//	var text nlp.Segmentation
//	model.Splitter().Split(&text, page)          // byte spans, sentences
//	var found nlp.Annotation
//	annotator := model.Annotator()               // one a goroutine
//	annotator.Annotate(&found, words, ends)      // ends of sentences, in words
//	fmt.Println(model.Labels().UPOS[found.UPOS[0]], found.Heads[0])
//
// In the order of a sentence's way: words.go (vectors from rows of a table),
// encoder.go (memory cells in both directions), heads.go (tags, trees, names), over
// the arithmetic of kernel.go, which has one outcome with the kernels of amd64 and
// arm64 and without.
//
// Invariants: the outcome of a sentence hangs on its own words only, bit for bit, on
// any machine, in any company; every sentence has a tree with one root; a damaged,
// truncated, foreign or future model is an error, never a panic; a loaded model is
// read-only and safe for concurrent use; no memory is taken once warm.
package nlp
