// Package local is a queue within one process: whoever publishes wakes whoever
// receives.
//
//	q := local.New()
//	go q.Receive(ctx, func(ctx context.Context, m queue.Message) error { return nil })
//	err := q.Publish(ctx, queue.Message{Kind: queue.FetchPage})
//
// It holds one message a kind: two that say the same are one.
package local
