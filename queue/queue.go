package queue

import "context"

// Message says that a job of a kind may be waiting in the store.
type Message struct{ Kind string }

// Queue hands messages from those who enqueue to those who work.
type Queue interface {
	// Publish tells the receivers. It does not wait for them.
	Publish(ctx context.Context, m Message) error
	// Receive calls handle for each message until ctx ends, and returns then. A
	// message whose handling fails may come again.
	Receive(ctx context.Context, handle func(context.Context, Message) error) error
}
