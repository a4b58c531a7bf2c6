package ingest

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"hearsay"
)

// StatusError is an answer that brings no page.
type StatusError struct {
	Status     int
	RetryAfter time.Duration // how long the site asks to be left alone, MaxRetryAfter at most; 0 when it does not say
}

// Error names the status, and says where the site asked for longer than is kept to.
func (e *StatusError) Error() string {
	s := fmt.Sprintf("the site answers %d %s", e.Status, http.StatusText(e.Status))
	if e.RetryAfter >= MaxRetryAfter {
		s += fmt.Sprintf(" and asks to be left alone for %d days or more: it is for %[1]d", MaxRetryAfter/(24*time.Hour))
	}
	return s
}

// Unwrap is hearsay.ErrNotFound for a page that is not there, else ErrUnavailable.
func (e *StatusError) Unwrap() error {
	if e.Status == http.StatusNotFound || e.Status == http.StatusGone {
		return hearsay.ErrNotFound
	}
	return hearsay.ErrUnavailable
}

// MaxRetryAfter is the longest that a site is left alone for the asking.
const MaxRetryAfter = 7 * 24 * time.Hour

// retryAfter reads a Retry-After header (RFC 9110, section 10.2.3): seconds, or a
// date. What is longer than MaxRetryAfter, however many digits it has, is
// MaxRetryAfter; what is over, negative or no such thing is 0.
func retryAfter(s string, now time.Time) time.Duration {
	s = strings.TrimSpace(s)
	if s != "" && strings.Trim(s, "0123456789") == "" {
		seconds := time.Duration(0)
		for i := 0; i < len(s) && seconds*time.Second < MaxRetryAfter; i++ {
			seconds = 10*seconds + time.Duration(s[i]-'0')
		}
		return min(seconds*time.Second, MaxRetryAfter)
	}
	if t, err := http.ParseTime(s); err == nil {
		return min(max(t.Sub(now), 0), MaxRetryAfter) // Sub does not overflow: it stops at its longest
	}
	return 0
}
