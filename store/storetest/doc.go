// Package storetest is the suite that every backend of package store passes.
//
//	func TestStore(t *testing.T) {
//		storetest.Run(t, func(t *testing.T) store.Store { … an empty store … })
//	}
//
// A backend is opened empty for each test. What the suite holds it to is what
// package store promises.
package storetest
