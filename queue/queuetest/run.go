package queuetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"hearsay/queue"
)

// patience is how long a message may take to arrive.
const patience = 10 * time.Second

// Run runs the suite over a backend.
func Run(t *testing.T, open func(t *testing.T) queue.Queue) {
	t.Run("each kind arrives", func(t *testing.T) { testArrives(t, open(t)) })
	t.Run("publishing does not wait", func(t *testing.T) { testPublish(t, open(t)) })
	t.Run("what fails comes again", func(t *testing.T) { testAgain(t, open(t)) })
	t.Run("receiving ends", func(t *testing.T) { testEnds(t, open(t)) })
}

// testArrives: what many publish arrives at one of those who receive.
func testArrives(t *testing.T, q queue.Queue) {
	ctx, stop := context.WithTimeout(t.Context(), patience)
	defer stop()
	var mutex sync.Mutex
	seen := map[string]bool{}
	var all sync.WaitGroup
	for range 2 {
		all.Go(func() {
			_ = q.Receive(ctx, func(_ context.Context, m queue.Message) error { // it ends with ctx
				mutex.Lock()
				defer mutex.Unlock()
				if seen[m.Kind] = true; len(seen) == 50 {
					stop()
				}
				return nil
			})
		})
	}
	for i := range 50 {
		all.Go(func() {
			if err := q.Publish(t.Context(), queue.Message{Kind: fmt.Sprint(i)}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if len(seen) != 50 {
		t.Errorf("%d of 50 messages arrived", len(seen))
	}
}

// testPublish: nobody receives, and publishing ends all the same.
func testPublish(t *testing.T, q queue.Queue) {
	done := make(chan error)
	go func() {
		for i := range 1000 {
			if err := q.Publish(t.Context(), queue.Message{Kind: fmt.Sprint(i % 7)}); err != nil {
				done <- err
				return
			}
		}
		close(done)
	}()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(patience):
		t.Error("publishing waits for a worker")
	}
}

// testAgain: a message whose handling fails comes again, with the next at the latest.
func testAgain(t *testing.T, q queue.Queue) {
	ctx, stop := context.WithTimeout(t.Context(), patience)
	defer stop()
	tries := 0
	publish := func() {
		if err := q.Publish(t.Context(), queue.Message{Kind: "k"}); err != nil {
			t.Error(err)
		}
	}
	publish()
	_ = q.Receive(ctx, func(context.Context, queue.Message) error { // it ends with ctx
		if tries++; tries == 1 {
			go publish()
			return errors.New("not now")
		}
		stop()
		return nil
	})
	if tries < 2 {
		t.Errorf("tried %d times", tries)
	}
}

func testEnds(t *testing.T, q queue.Queue) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := q.Receive(ctx, func(context.Context, queue.Message) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
}
