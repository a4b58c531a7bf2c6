package ingest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hearsay"
)

func creditNames(d *hearsay.Document) (names []string) {
	for _, c := range d.Credits {
		names = append(names, c.Name)
	}
	return names
}

func corrections(d *hearsay.Document) (texts []string) {
	for _, s := range d.Corrections {
		texts = append(texts, s.In(d.Text))
	}
	return texts
}

func TestCredits(t *testing.T) {
	for line, want := range map[string][]string{
		"VELDMARK (AP) — The pier is closed.":                   {"Associated Press"},
		"VELDMARK, May 8 (Reuters) - The pier is closed.":       {"Reuters"},
		"The pier will stay closed until autumn. (dpa)":         {"Deutsche Presse-Agentur"},
		"The pier will stay closed until autumn (AFP/Reuters).": {"Agence France-Presse", "Reuters"},
		"With AP":                              {"Associated Press"},
		"with AFP and Reuters":                 {"Agence France-Presse", "Reuters"},
		"Source: Xinhua":                       {"Xinhua"},
		"Sources: TASS, Interfax":              {"TASS", "Interfax"},
		"Quelle: dpa":                          {"Deutsche Presse-Agentur"},
		"© 2021 AFP":                           {"Agence France-Presse"},
		"- Reuters":                            {"Reuters"},
		"(With files from The Canadian Press)": {"Canadian Press"},
		"Additional reporting by Olga Brandt, AFP":                         {"Agence France-Presse"},
		"(Reporting by Olga Brandt; editing by Piet Ros for Reuters)":      {"Reuters"},
		"Reuters reported that the pier is closed.":                        nil,
		"With AP reporters at the gate, the board said nothing.":           nil,
		"Pupils of Advanced Planning (AP) courses met the board on Friday": nil,
		"Additional reporting by Olga Brandt":                              nil,
		"The board met in the APPA room.":                                  nil,
	} {
		d := Text("a", "A headline of the day\n\nThe board met on Monday and said little.\n\n"+line+"\n", Options{})
		checkLaws(t, d)
		if got := creditNames(d); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", line, got, want)
		}
	}
}

func TestCorrections(t *testing.T) {
	for text, want := range map[string][]string{
		"Correction: the pier has nine berths, not eight.":                                            {"Correction: the pier has nine berths, not eight."},
		"Clarification (May 9): the board met twice.":                                                 {"Clarification (May 9): the board met twice."},
		"Editor’s note: this interview was held by letter.":                                           {"Editor’s note: this interview was held by letter."},
		"This story was updated to add the board’s answer.":                                           {"This story was updated to add the board’s answer."},
		"The gate is shut. An earlier version of this article said otherwise.":                        {"An earlier version of this article said otherwise."},
		"(Corrects spelling of name in paragraph 2)":                                                  {"(Corrects spelling of name in paragraph 2)"},
		"Correction\n\nThe pier has nine berths.\n\nMore soon.":                                       {"Correction\n\nThe pier has nine berths."},
		"Correction: the pier that the board closed on Monday has\nnine berths, not eight.\nThe end.": {"Correction: the pier that the board closed on Monday has\nnine berths, not eight."},
		"Korrektur: Der Pier hat neun Plätze.":                                                        {"Korrektur: Der Pier hat neun Plätze."},
		"The report was updated in May, the minister said.":                                           nil,
		"An earlier version of the report was leaked, she said.":                                      nil,
		"Correction of the channel’s bed will take years, he added.":                                  nil,
	} {
		d := Text("a", "A headline of the day\n\nThe board met on Monday and said little.\n\n"+text+"\n", Options{})
		checkLaws(t, d)
		if got := corrections(d); !slices.Equal(got, want) {
			t.Errorf("%q: got %q", text, got)
		}
	}
}

// TestOriginsOfComments: what readers write is no word of the page.
func TestOriginsOfComments(t *testing.T) {
	page := `<html><body><article><h1>Board closes pier nine at Veldmark</h1>` + strings.Repeat("<p>The harbour board of Veldmark met on Monday and closed the ninth pier until the autumn.</p>", 4) +
		`</article><section id="comments"><ol><li class="comment"><p>Correction: the pier has nine berths.</p></li><li class="comment"><p>Source: Xinhua</p></li></ol></section></body></html>`
	d := HTML("a.html", page, Options{})
	checkLaws(t, d)
	if !strings.Contains(d.Text, "Source: Xinhua") || len(d.Credits) > 0 || len(d.Corrections) > 0 {
		t.Errorf("got %v and %v in %q", d.Credits, d.Corrections, d.Text)
	}
}

// TestOriginsOfPages: the search for the main text loses none of these lines.
func TestOriginsOfPages(t *testing.T) {
	prose := strings.Repeat("<p>The harbour board of Veldmark met on Monday, and its chair said that the ninth pier would stay closed until the autumn.</p>", 5)
	for _, lines := range []string{
		`<p>Source: Xinhua</p><p class="correction">Correction: the pier has nine berths.</p>`,
		`<div class="credit">Source: Xinhua</div><footer><em>Correction: the pier has nine berths.</em></footer>`,
		`<aside class="note"><p>Correction: the pier has nine berths.</p></aside><p><small>Source: Xinhua</small></p>`,
	} {
		for _, page := range []string{"<article><h1>Board closes pier nine</h1>" + prose + lines + "</article>", "<main><h1>Board closes pier nine</h1><div>" + prose + lines + "</div></main>"} {
			d := HTML("a.html", "<html><head><title>Board closes pier nine</title></head><body><nav><a href=/>Home</a></nav>"+page+"<footer>© 2021 AFP</footer></body></html>", Options{})
			checkLaws(t, d)
			if got := fmt.Sprint(creditNames(d), corrections(d)); got != "[Xinhua] [Correction: the pier has nine berths.]" {
				t.Errorf("%s: got %s\n%s", page[len(page)-200:], got, d.Text)
			}
		}
	}
}

func TestAnchorsHavePlaces(t *testing.T) {
	d := &hearsay.Document{Text: "The Post wrote. The Post lied, the Gazette and the Postman said. Gazette!"}
	d.Anchors = []hearsay.Anchor{{Text: "The Post"}, {Text: "the Gazette"}, {Text: "The Post"}, {Text: "Gazette"}, {Text: "gone"}, {Text: ""}}
	placeAnchors(d)
	var got []hearsay.Span
	for _, a := range d.Anchors {
		got = append(got, a.Span)
	}
	if want := []hearsay.Span{{Start: 0, End: 8}, {Start: 31, End: 42}, {Start: 16, End: 24}, {}, {}, {}}; !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	given := []hearsay.Anchor{{URL: "https://a.example/", Text: "pier", Span: hearsay.Span{Start: 90, End: 99}}}
	e := Text("a", "The pier is closed.", Options{Known: hearsay.Known{Anchors: given}})
	if want := (hearsay.Span{Start: 4, End: 8}); e.Anchors[0].Span != want || given[0].Span.Start != 90 {
		t.Errorf("got %v, given %v", e.Anchors, given)
	}
}
