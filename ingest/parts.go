package ingest

import (
	"hearsay"
	"hearsay/ingest/plain"
)

// splitParts tells the parts of a plain text apart.
func splitParts(text string) []hearsay.Part { return plain.Parts(text) }
