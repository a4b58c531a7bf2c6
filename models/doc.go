// Package models embeds the trained models that ship with the binary. Each has a
// folder of its own, named for its language and day, with the weights, a card
// (data, licences, scores, how it was made, what it is bad at) and its licence.
//
//	model, err := nlp.Load(models.English)
//	fmt.Println(model.SHA256())          // as in the card
//
// Invariants: this room imports nothing; a model file is never changed in place,
// a new one gets a new folder; none is larger than 24 MB.
package models
