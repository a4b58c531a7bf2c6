package ingest

import (
	"strings"
	"testing"
)

// TestLanguage: what the text shows goes before what the page says, unless that
// says more or the text shows too little.
func TestLanguage(t *testing.T) {
	const (
		english  = "The council said on Tuesday that the bridge would be closed, and that it had not been told of the report before."
		german   = "Der Stadtrat hat am Dienstag beschlossen, die alte Brücke zu sperren. Nach Angaben der Verwaltung ist sie nicht mehr sicher und wird erneuert."
		danish   = "Byrådet har besluttet, at den gamle bro over åen skal lukkes. Den er ikke længere sikker, siger en talsmand, og arbejdet ventes at tage tre år."
		galician = "O concello decidiu o martes pechar a ponte vella sobre o río. Segundo os técnicos non é segura e as obras van durar polo menos tres anos, como dixo a alcaldesa."
	)
	for _, c := range []struct{ said, text, want string }{
		{"", english, "en"}, {"en-GB", english, "en-GB"}, {"de", english, "en"},
		{"", german, "de"}, {"en", german, "de"}, {"de-AT", german, "de-AT"},
		{"en", danish, "da"}, {"gl", galician, "gl"},
		{"", "Wien, 12:30", ""}, {"de", "Wien, 12:30", "de"}, {"en", "Ferry Fares Rise", "en"},
		{"en", strings.Repeat("Ыуъ фжэ щдюв ", 20), ""}, {"kv", strings.Repeat("Ыуъ фжэ щдюв ", 20), "kv"},
	} {
		lang := ""
		if c.said != "" {
			lang = ` lang="` + c.said + `"`
		}
		page := "<html" + lang + "><body><article><h1>1</h1><p>" + c.text + "</p><p>" + c.text + "</p></article></body></html>"
		d, err := Read("page.html", []byte(page), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if d.Language != c.want {
			t.Errorf("a page that says %q, %.40s…: %q, want %q", c.said, c.text, d.Language, c.want)
		}
	}
}
