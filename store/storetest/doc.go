// Package storetest holds every backend of package store to its contract.
//
//	func TestStore(t *testing.T) {
//		storetest.Run(t, func(t *testing.T) store.Store { return open(t, t.TempDir()) })
//	}
//
// Invariants:
//   - The stores that open returns are empty and the test's own; Run closes them.
//   - Nothing is asserted that store's contract does not say.
//   - The pages are invented: by hand, with what is read in them named by quoted
//     words (Draft), or by package storegen, with a filter over all of them to say
//     what a search must find.
package storetest
