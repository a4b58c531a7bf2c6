package de

import (
	"slices"
	"strings"
	"testing"

	"hearsay"
	"hearsay/lang"
	"hearsay/text"
)

func TestNew(t *testing.T) {
	l := New()
	if l.Code != "de" || len(l.Forenames) != 0 || len(l.Countries) != 0 {
		t.Errorf("code %q, %d forenames, %d countries", l.Code, len(l.Forenames), len(l.Countries))
	}
	lemmas := map[string]bool{}
	for _, of := range []map[string]*lang.Cue{l.Verbs, l.Nouns, l.Adverbs} {
		for form, cue := range of {
			lemmas[cue.Lemma] = true
			if form != strings.ToLower(form) || strings.HasSuffix(form, "ing") || strings.HasSuffix(form, "ened") {
				t.Errorf("%s of %s is no German form in lower case", form, cue.Lemma)
			}
		}
	}
	if len(lemmas) < 20 {
		t.Errorf("%d cues", len(lemmas))
	}
	for form, want := range map[string]hearsay.Stance{"sagte": hearsay.Asserts, "erklärte": hearsay.Asserts, "bestritt": hearsay.Denies, "forderten": hearsay.Demands, "drohte": hearsay.Threatens, "angekündigt": hearsay.Promises} {
		if c := l.Verbs[form]; c == nil || c.Stance != want {
			t.Errorf("%s: %+v", form, c)
		}
	}
	if !l.Classes["sprecherin"].Is(lang.Role) || !l.Classes["märz"].Is(lang.Month) || !l.Classes["nicht"].Is(lang.Negation) {
		t.Error("the word lists are not as they are read")
	}
}

// TestSentence reads German as far as the seam reaches: through the same rules of
// text into sentences and tokens, and the cues among them.
func TestSentence(t *testing.T) {
	const words = "Laut Dr. Ilse Varga wird die Brücke im März gesperrt. „Wir haben z. B. Risse gefunden“, sagte sie. Der Rat bestritt, dass etwas bekannt war."
	l := New()
	tokens := text.Tokens(words, l.Text)
	var got []string
	for _, s := range text.Sentences(words, tokens, l.Text) {
		var cues []string
		for _, tok := range tokens[s.Start:s.End] {
			w := strings.ToLower(tok.In(words))
			for _, of := range []map[string]*lang.Cue{l.Verbs, l.Nouns, l.Adverbs} {
				if c := of[w]; c != nil {
					cues = append(cues, w+" "+c.Lemma+" "+string(c.Stance))
				}
			}
		}
		got = append(got, strings.Join(cues, ", "))
	}
	if want := []string{"laut laut asserts", "sagte sagen asserts", "bestritt bestreiten denies"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
