// Package queuetest is the suite that every backend of package queue passes.
//
//	func TestQueue(t *testing.T) {
//		queuetest.Run(t, func(t *testing.T) queue.Queue { return local.New() })
//	}
package queuetest
