package storetest

import (
	"testing"

	"hearsay/store"
)

// Run runs the suite over a backend; open returns an empty store.
func Run(t *testing.T, open func(t *testing.T) store.Store) {
	for _, test := range []struct {
		name string
		run  func(t *testing.T, s store.Store)
	}{
		{"add", testAdd}, {"round trip", testRoundTrip}, {"batches", testBatches},
		{"words", testWords}, {"facets", testFacets}, {"order", testOrder}, {"documents", testDocuments}, {"bad queries", testBadQueries},
		{"speakers", testSpeakers}, {"marks", testMarks}, {"reread", testReread}, {"outdated", testOutdated},
		{"feeds", testFeeds}, {"jobs", testJobs}, {"lease together", testLeaseTogether},
		{"counts", testCounts}, {"verify", testVerify}, {"readers beside a writer", testReaders}, {"cancelled", testCancelled},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, open(t)) })
	}
}
