package local

import (
	"testing"

	"hearsay/queue"
	"hearsay/queue/queuetest"
)

func TestQueue(t *testing.T) {
	queuetest.Run(t, func(*testing.T) queue.Queue { return New() })
}
