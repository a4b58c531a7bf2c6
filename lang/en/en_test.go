package en

import (
	"strings"
	"testing"

	"hearsay"
	"hearsay/lang"
	"hearsay/text"
)

func TestNew(t *testing.T) {
	l := New()
	if l.Code != "en" {
		t.Errorf("code %q", l.Code)
	}
	for name, n := range map[string]int{"verbs": len(l.Verbs), "nouns": len(l.Nouns), "adverbs": len(l.Adverbs), "classes": len(l.Classes), "forenames": len(l.Forenames), "countries": len(l.Countries), "demonyms": len(l.Demonyms),
		"abbreviations": len(l.Text.Abbreviations), "clitics": len(l.Text.Clitics), "starters": len(l.Text.Starters), "elisions": len(l.Text.Elisions), "no-initials": len(l.Text.NoInitials)} {
		if n == 0 {
			t.Errorf("no %s", name)
		}
	}
	sizes := map[lang.Class]int{}
	for _, c := range l.Classes {
		for k := lang.Title; k <= lang.BodyName; k <<= 1 {
			if c.Is(k) {
				sizes[k]++
			}
		}
	}
	for k := lang.Title; k <= lang.BodyName; k <<= 1 {
		if sizes[k] == 0 {
			t.Errorf("list %b is empty", k)
		}
	}
	if sizes[lang.Month] != 12 || sizes[lang.Weekday] != 7 {
		t.Errorf("%d months, %d weekdays", sizes[lang.Month], sizes[lang.Weekday])
	}
}

// TestLowerCase holds the room to its promise that all words are in lower case.
func TestLowerCase(t *testing.T) {
	l := New()
	check := func(w string) {
		if w == "" || w != strings.ToLower(w) || strings.ContainsAny(w, " \t’") && l.Countries[w] == nil && l.Demonyms[w] == nil {
			t.Errorf("%q", w)
		}
	}
	for w := range l.Verbs {
		check(w)
	}
	for w := range l.Nouns {
		check(w)
	}
	for w := range l.Classes {
		check(w)
	}
	for w := range l.Forenames {
		check(w)
	}
	for w := range l.Countries {
		check(w)
	}
	for w := range l.Demonyms {
		check(w)
	}
	for w := range l.Text.Abbreviations {
		if check(w); !strings.HasSuffix(w, ".") {
			t.Errorf("abbreviation %q without its full stop", w)
		}
	}
}

func TestCuesAreOfTheVocabulary(t *testing.T) {
	l := New()
	for form, c := range l.Verbs {
		switch c.Act {
		case hearsay.Says, hearsay.Thinks, hearsay.Documents:
		default:
			t.Errorf("%s: act %q", form, c.Act)
		}
		switch c.Stance {
		case hearsay.Asserts, hearsay.Denies, hearsay.Doubts, hearsay.Asks, hearsay.Demands, hearsay.Expects, hearsay.Wishes, hearsay.Promises, hearsay.Threatens, hearsay.Declines:
		default:
			t.Errorf("%s: stance %q", form, c.Stance)
		}
	}
	for form, lemma := range map[string]string{"told": "tell", "wrote": "write", "written": "write", "denied": "deny", "admitted": "admit", "argued": "argue", "agreed": "agree", "saying": "say", "warns": "warn", "begged": "beg"} {
		if c := l.Verbs[form]; c == nil || c.Lemma != lemma {
			t.Errorf("%s is a form of %+v, not of %s", form, c, lemma)
		}
	}
}

func TestCountries(t *testing.T) {
	l := New()
	for name, c := range l.Countries {
		if len(c.Code) != 2 || c.Code != strings.ToUpper(c.Code) || c.Lat < -90 || c.Lat > 90 || c.Lon < -180 || c.Lon > 180 || c.GazetteerID == "" {
			t.Errorf("%s: %+v", name, c)
		}
	}
	if c := l.Demonyms["afghan"]; c == nil || c.Code != "AF" {
		t.Errorf("afghan: %+v", c)
	}
}

func TestRules(t *testing.T) {
	r := New().Text
	if r.Abbreviations["gen."] != text.Binds || r.Abbreviations["inc."] != text.MayEnd || !r.Starters["the"] {
		t.Error("the rules of English are not as the rules of text take them")
	}
}
