package claim_test

import (
	"strings"
	"testing"

	"hearsay"
	"hearsay/lang"
	"hearsay/lang/de"
)

const german = "Die Sprecherin der Stadt sagte am Dienstag, dass die alte Brücke nicht mehr sicher ist. „Wir haben im März z. B. Risse gefunden“, erklärte sie. Laut Dr. Ilse Varga wird die Sanierung etwa 40 Millionen Euro kosten und drei Jahre dauern.\n\nDer Rat bestritt, dass er davon gewusst hat."

// TestForeign: of a page in another language nothing is taken, it says so, and its
// sentences are cut by that language's rules where there are some.
func TestForeign(t *testing.T) {
	reader := newReader(t)
	reader.Others = []*lang.Language{de.New()}
	r := reader.Read(asBody(german))
	for _, err := range hearsay.Check(r) {
		t.Error(err)
	}
	const why = "the page is in German: claims are looked for in English only"
	if len(r.Problems) != 1 || r.Problems[0] != why || r.Unread() != why {
		t.Errorf("problems %q, unread %q", r.Problems, r.Unread())
	}
	if n := len(r.Claims) + len(r.Entities) + len(r.Figures) + len(r.Dates) + len(r.Places) + len(r.Flags); n > 0 {
		t.Errorf("%d things were taken from it", n)
	}
	var got []string
	for _, s := range r.Sentences {
		got = append(got, strings.Fields(s.Span.In(german))[0])
	}
	if want := "Die „Wir Laut Der"; strings.Join(got, " ") != want {
		t.Errorf("sentences begin with %q, want %q", got, want)
	}
}

// TestForeignUnknown: a page that is surely not English, in no language that is known.
func TestForeignUnknown(t *testing.T) {
	r := newReader(t).Read(asBody(strings.Repeat("Ыуъ фжэ щдюв. ", 20)))
	if why := "the page is in a language that is not known: claims are looked for in English only"; r.Unread() != why || len(r.Sentences) == 0 {
		t.Errorf("unread %q, %d sentences", r.Unread(), len(r.Sentences))
	}
}

// TestDeclaredForeign: a page too short to tell, that says it is not in English.
func TestDeclaredForeign(t *testing.T) {
	for declared, want := range map[string]string{"de": "German", "eo-XX": "\"eo-XX\"", "en-GB": "", "": ""} {
		page := asBody("Nordhafen gesperrt.")
		page.Language = declared
		problems := strings.Join(newReader(t).Read(page).Problems, "\n")
		if (want == "") != (problems == "") || !strings.Contains(problems, want) {
			t.Errorf("declared %q: problems %q", declared, problems)
		}
	}
}

// TestQuotedForeign: an English page that quotes another language is read.
func TestQuotedForeign(t *testing.T) {
	r := newReader(t).Read(asBody("“" + german + "” the spokeswoman wrote in German on Tuesday. The council said that it had not been told of the report, and that it would ask the minister for it. The engineer said that the bridge was safe when she saw it last, and that she had told the council so. The mayor denied that he knew of it. Nobody else was asked, according to the union, which said it would take the matter to court if the board did not answer by Friday."))
	if r.Unread() != "" || len(r.Claims) < 3 {
		t.Errorf("unread %q, %d claims", r.Unread(), len(r.Claims))
	}
}
