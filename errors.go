package hearsay

import "errors"

// The kinds of failure every room reports. Errors wrap one of them with the
// verb and the object that failed; one table each maps them to exit codes, HTTP
// statuses and queue outcomes.
var (
	ErrNotFound    = errors.New("not found")
	ErrInvalid     = errors.New("invalid")
	ErrConflict    = errors.New("conflict")
	ErrUnavailable = errors.New("unavailable")
	ErrUnsupported = errors.New("unsupported")
)
