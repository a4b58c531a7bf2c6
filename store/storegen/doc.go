// Package storegen makes pages for measurements: invented news in any number, with
// the readings that a reader would make of them, without one.
//
//	for e := range storegen.Pages(1, 80_000) {
//		_, err := s.Add(ctx, []store.Entry{e})
//	}
//
// The same seed gives the same pages. Every reading keeps the laws of readings
// (hearsay.Check); words, outlets, speakers, stances and standings are as unevenly
// spread as in real news.
package storegen
