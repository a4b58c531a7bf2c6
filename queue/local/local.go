package local

import (
	"context"
	"sync"

	"hearsay/queue"
)

// Queue is a queue within one process. It is safe for concurrent use.
type Queue struct {
	mutex   sync.Mutex
	waiting map[queue.Message]bool
	bell    chan struct{}
}

// New returns an empty queue.
func New() *Queue { return &Queue{waiting: map[queue.Message]bool{}, bell: make(chan struct{}, 1)} }

// Publish implements queue.Queue.
func (q *Queue) Publish(ctx context.Context, m queue.Message) error {
	q.mutex.Lock()
	q.waiting[m] = true
	q.mutex.Unlock()
	q.ring()
	return ctx.Err()
}

func (q *Queue) ring() {
	select {
	case q.bell <- struct{}{}:
	default: // it has been rung already
	}
}

// Receive implements queue.Queue. Several may receive; each message goes to one.
func (q *Queue) Receive(ctx context.Context, handle func(context.Context, queue.Message) error) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-q.bell:
		}
		for m, ok := q.take(); ok; m, ok = q.take() {
			if err := handle(ctx, m); err != nil && ctx.Err() == nil {
				q.mutex.Lock()
				q.waiting[m] = true // it comes again with the next that is published
				q.mutex.Unlock()
				break
			}
		}
	}
}

func (q *Queue) take() (queue.Message, bool) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	for m := range q.waiting {
		delete(q.waiting, m)
		return m, true
	}
	return queue.Message{}, false
}
