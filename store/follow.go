package store

import (
	"time"

	"hearsay"
)

// Followed is a feed with what came of visiting it.
type Followed struct {
	hearsay.Feed
	Health
	Pages int // kept that came through it
}

// Health is what came of visiting a feed.
type Health struct {
	Checked      time.Time // last visit; zero for never
	Succeeded    time.Time // last visit that brought an answer
	Due          time.Time // next visit
	Status       int       // of the last answer
	Failures     int       // in a row
	Error        string    // of the last visit, in words; "" when it went well
	ETag         string
	LastModified string
	Items        int // in the last answer
}

// State sums up the health of a feed in a word.
func (h *Health) State() string {
	switch {
	case h.Checked.IsZero():
		return "new"
	case h.Failures == 0:
		return "well"
	case h.Failures < 4:
		return "ailing"
	}
	return "failing"
}
