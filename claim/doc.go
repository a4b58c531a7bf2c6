// Package claim finds who said what: claims with their chains, speakers, standing
// and stance, how each sentence is told, flags, figures, dates and places.
//
//	model, err := nlp.Load(models.English)
//	reader := claim.NewReader(en.New(), model)
//	reading := reader.Read(doc)
//	for _, c := range reading.Claims { … }
//
// The way of a page: page.go tokenises and tags its parts; chunk.go groups tokens
// into phrases; cue.go and frame_*.go find the words that mark a telling, its
// source and its content; quote.go gives every quotation to its speaker; chain.go
// nests claims into chains; speaker.go resolves sources; told.go and flag.go look
// at what is left.
//
// Invariants: a Reader is safe for concurrent use; the same document gives the
// same reading; every span lies inside a part of the report, on character
// boundaries (hearsay.Check); a source that is not certain has no speaker.
package claim
