package ingest

import (
	"slices"
	"testing"
)

// TestNotices: agencies that are credited, and notices of changes; an agency that is
// merely spoken of is no credit.
func TestNotices(t *testing.T) {
	for name, c := range map[string]struct {
		text        string
		credits     []string
		corrections []string
	}{
		"dateline": {"Quay closed\n\nPORT ELM, May 3 (Reuters) - The quay was closed on Friday, officials said. It will stay so for a week, they said.", []string{"Reuters"}, nil},
		"foot":     {"Quay closed\n\nThe quay was closed on Friday, officials said, and will stay closed.\n\n— With files from The Canadian Press", []string{"Canadian Press"}, nil},
		"with":     {"Quay closed\n\nThe quay was closed on Friday, officials said, and will stay closed.\n\nWith AP", []string{"AP"}, nil},
		"source":   {"Quay closed\n\nThe quay was closed on Friday, officials said, and will stay closed.\n\nSource: Xinhua", []string{"Xinhua"}, nil},
		"end":      {"Quay closed\n\nThe quay was closed on Friday, officials said. It will stay closed. (AFP)", []string{"AFP"}, nil},
		"also by":  {"Quay closed\n\nThe quay was closed on Friday, officials said.\n\nAdditional reporting by Ana Ruud in Port Elm, AFP", []string{"AFP"}, nil},
		"spoken":   {"Quay closed\n\nThe quay was closed on Friday, Reuters reported, citing an official. AP could not confirm it.", nil, nil},
		"correct":  {"Quay closed\n\nThe quay was closed on Friday, officials said.\n\nCorrection (May 4): An earlier version of this article gave the wrong day.", nil, []string{"Correction (May 4): An earlier version of this article gave the wrong day."}},
		"updated":  {"Quay closed\n\nThe quay was closed on Friday.\n\nThis story was updated to add the mayor’s reply.", nil, []string{"This story was updated to add the mayor’s reply."}},
		"editor":   {"Quay closed\n\nEditor’s note: the name of the boat has been changed.\n\nThe quay was closed on Friday.", nil, []string{"Editor’s note: the name of the boat has been changed."}},
		"plain":    {"Quay closed\n\nThe minister asked for a correction of the figures. The story is not over.", nil, nil},
	} {
		d, err := Read(name, []byte(c.text), Options{Format: "text"})
		if err != nil {
			t.Fatal(err)
		}
		var credits, corrections []string
		for _, a := range d.Credits {
			credits = append(credits, a.Span.In(d.Text))
		}
		for _, s := range d.Corrections {
			corrections = append(corrections, s.In(d.Text))
		}
		if !slices.Equal(credits, c.credits) || !slices.Equal(corrections, c.corrections) {
			t.Errorf("%s: credits %q, corrections %q", name, credits, corrections)
		}
	}
	page := `<html><head><title>Quay closed</title></head><body><article><h1>Quay closed</h1><p>PORT ELM (Reuters) — The quay was closed on Friday, officials said, after the storm had broken two of its piers. It will stay closed for weeks.</p>
	<p>Fishermen said that they would go to court, and the board answered that it had no choice in the matter.</p><p><em>Correction: An earlier version of this article gave the wrong number of piers.</em></p></article></body></html>`
	d, err := Read("page.html", []byte(page), Options{})
	if err != nil || len(d.Credits) != 1 || len(d.Corrections) != 1 {
		t.Errorf("HTML: %+v, %v", d, err)
	}
}
