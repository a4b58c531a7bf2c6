// Package nlp holds the trained layers: pure functions of a text and a model.
//
// Today that is one layer, part-of-speech tags by an averaged perceptron; names,
// parses and claim labels join it behind the same seam.
//
//	model, err := nlp.Load(models.English)
//	var tags []nlp.Tag
//	tags = model.Tags(tags, words)       // one Penn tag a word
//
// Invariants: integers only, so the same words give the same tags on every
// machine; a damaged, truncated or foreign model is an error, never a panic; a
// loaded model is read-only and safe for concurrent use.
package nlp
