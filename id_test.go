package hearsay_test

import (
	"strings"
	"testing"

	"hearsay"
)

func TestDocumentIDTellsFieldsApart(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range [][3]string{
		{"text", "url", "outlet"}, {"textu", "rl", "outlet"}, {"text", "urlo", "utlet"},
		{"text", "", "urloutlet"}, {"", "text", "urloutlet"}, {"", "", ""}, {"\x00", "", ""},
	} {
		id := hearsay.DocumentID(f[0], f[1], f[2])
		if seen[id] || !strings.HasPrefix(id, "sha256:") || len(id) != len("sha256:")+64 {
			t.Errorf("DocumentID%q = %q: seen before or not a hash", f, id)
		}
		seen[id] = true
	}
}
