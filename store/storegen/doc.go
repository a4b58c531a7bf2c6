// Package storegen makes invented pages with their readings, for tests and
// measurements of stores: no page is fetched and no model reads it.
//
//	for e := range storegen.Pages(1, 1000) {
//		batch = append(batch, e)
//	}
//
// Invariants:
//   - The same seed and number give the same page, whatever stands before it.
//   - Every reading passes hearsay.Check.
//   - What is skewed in the news is skewed here: a few outlets print most pages, a
//     few speakers make most claims, a few words fill most sentences. What is
//     measured on even data says little of a store in use.
package storegen
