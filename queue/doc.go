// Package queue is the contract of how work is handed over, and the names of the
// jobs. A queue is transport only: jobs live in the store, a message says that
// one of a kind may be waiting, and whatever a queue loses is found again there.
//
//	q := local.New()
//	go q.Receive(ctx, func(ctx context.Context, m queue.Message) error { … lease from the store … })
//	err := q.Publish(ctx, queue.Message{Kind: queue.FetchPage})
//
// Invariants, which queuetest holds every backend to: a message published while
// somebody receives arrives at least once; publishing never waits for a worker.
package queue
