package export

import (
	"slices"
	"strings"

	"hearsay"
)

// The words in which a telling is told of, in the terminal and the desk alike. They
// are in the past: that somebody said it is all that the page has seen.

// Verb is what a source did with a content.
func Verb(a hearsay.Act, s hearsay.Stance) string {
	switch s {
	case hearsay.Denies:
		return "denied"
	case hearsay.Promises:
		return "promised"
	case hearsay.Declines:
		return "declined"
	case hearsay.Wishes:
		return "wished"
	case hearsay.Asks, hearsay.Doubts, hearsay.Demands, hearsay.Expects, hearsay.Threatens:
		return strings.TrimSuffix(string(s), "s") + "ed"
	}
	switch a {
	case hearsay.Thinks:
		return "thought"
	case hearsay.Documents:
		return "stated"
	}
	return "said"
}

// Passing is how a later link of a chain passed the words on, by its cue.
func Passing(cue string) string {
	cue = strings.ToLower(cue)
	switch {
	case strings.Contains(cue, "quot"):
		return "quoted by"
	case strings.Contains(cue, "citing"), strings.Contains(cue, "cite"):
		return "cited by"
	}
	return "told by"
}

// Venue is where it was told, in the words of the page, with a preposition before
// them where they have none.
func Venue(k hearsay.ViaKind, where string) string {
	first, _, _ := strings.Cut(strings.ToLower(where), " ")
	if slices.Contains([]string{"in", "on", "at", "to", "by", "via", "with", "during", "through", "from", "over"}, first) {
		return first + where[len(first):]
	}
	return preposition(k) + " " + where
}

func preposition(k hearsay.ViaKind) string {
	switch k {
	case hearsay.ViaOutlet, hearsay.ViaInterview:
		return "to"
	case hearsay.ViaPost, hearsay.ViaBroadcast:
		return "on"
	case hearsay.ViaStatement, hearsay.ViaDocument, hearsay.ViaCourt:
		return "in"
	case hearsay.ViaBriefing:
		return "at"
	}
	return "through"
}
