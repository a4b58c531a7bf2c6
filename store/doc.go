// Package store is the contract of where it all lives: captures, documents and
// their readings, what people have marked, the feeds that are followed, the jobs
// that are to be done. Backends stand in folders below and pass storetest.
//
//	s, err := sqlite.Open(ctx, "hearsay.db", sqlite.Options{})
//	outcomes, err := s.Add(ctx, []store.Entry{{Capture: c, Reading: r, Extractor: ingest.Extractor}})
//	hits, err := s.Claims(ctx, store.Query{Words: "ferry fares", Standing: "unnamed"})
//	for _, h := range hits.Claims {
//		fmt.Println(h.Claim().Stance, h.Page.Title)
//	}
//
// The units: a Capture holds bytes; a Page is a capture with the reading of it
// that is shown; a Reading is what one extractor and one model made of it.
//
// Invariants, which storetest holds every backend to:
//   - What Add has returned is on disk, whole, and survives a crash at any moment;
//     what it has not returned is there whole or not at all.
//   - Adding a capture again changes nothing.
//   - The id of a claim resolves for ever. Marked, it resolves to the reading on
//     which it was marked; a newer reading is then a proposal, until accepted.
//   - Reads see one state of the store, and wait for no writer; but a search puts the
//     few pages that were just added into the index before it answers.
package store
