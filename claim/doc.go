// Package claim finds who said what: claims with their chains, speakers, standing
// and stance, how each sentence is told, flags, figures, dates and places.
//
//	model, err := nlp.Load(models.English)
//	reader := claim.NewReader(en.New(), model)
//	reading := reader.Read(doc)
//	for _, c := range reading.Claims { … }
//
// The way of a page: page.go tokenises and tags its parts, retag.go mends what the
// tagger cannot see, chunk.go groups tokens into phrases. cue.go and quoted.go find
// the words that mark a telling; source.go, subject.go and phrase.go find whose it
// is; content.go, clause.go, beside.go and limit.go find what was said and where
// that ends; venue.go and reason.go find through what and why unnamed. quote.go
// gives every quotation to its speaker, chain.go nests tellings into chains.
// names.go, speaker.go, pronoun.go and describe.go say who a source is. reader.go
// makes claims of all that; told.go, flag.go, quantity.go, figure.go and date.go
// look at the rest.
//
// Invariants: a Reader is safe for concurrent use; the same document gives the
// same reading; every span lies inside a part of the report, on character
// boundaries (hearsay.Check); a source that is not certain has no speaker.
package claim
