package desk

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"hearsay"
)

var (
	errNoPage   = fmt.Errorf("there is no such page on this desk: %w", hearsay.ErrNotFound)
	errTooLarge = fmt.Errorf("it is too large, or not whole: %w", hearsay.ErrInvalid)
)

// statuses are the root's kinds of failure as HTTP has them, with what to say.
var statuses = []struct {
	kind   error
	status int
	title  string
}{
	{hearsay.ErrNotFound, http.StatusNotFound, "Not in this store"},
	{hearsay.ErrInvalid, http.StatusBadRequest, "That cannot be asked for"},
	{hearsay.ErrConflict, http.StatusConflict, "That is no longer so"},
	{hearsay.ErrUnsupported, http.StatusUnprocessableEntity, "That is not known here"},
	{hearsay.ErrUnavailable, http.StatusServiceUnavailable, "The store does not answer"},
	{context.Canceled, 499, "Cancelled"},
}

// failed is the page that says what went wrong: in the words of the failure where
// it is the caller's, in few where it is the desk's own.
func (d *desk) failed(r *http.Request, err error) view {
	for _, s := range statuses {
		if errors.Is(err, s.kind) {
			return view{Name: "failed", Title: s.title, Data: err.Error(), Status: s.status}
		}
	}
	d.log(r, err)
	return view{Name: "failed", Title: "Something went wrong", Data: "The desk failed at this. What is stored is not affected; its log says more.", Status: http.StatusInternalServerError}
}
