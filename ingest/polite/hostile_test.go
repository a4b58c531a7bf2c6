package polite

import (
	"fmt"
	"strings"
	"testing"
)

// hostileFiles are written to cost as much as they can, each with a path to match.
func hostileFiles() map[string]struct{ file, path string } {
	star := strings.Repeat("*a", 200)
	long := "/" + strings.Repeat("a", maxPath-1)
	all := "User-agent: *\n"
	return map[string]struct{ file, path string }{
		"many stars":       {all + strings.Repeat("Disallow: "+star+"b\n", 1200), long},
		"many rules":       {all + strings.Repeat("allow:*b\n", 9_000), long},
		"more rules":       {all + strings.Repeat("allow:*b\n", 50_000), long},
		"long rules":       {all + strings.Repeat("Disallow: *"+strings.Repeat("a", 4000)+"b\n", 120), long},
		"stars in a row":   {all + "Disallow: /" + strings.Repeat("*", 400_000) + "b\n", long},
		"codes":            {all + strings.Repeat("Disallow: *%61%61%2\n", 9_000), "/" + strings.Repeat("%61", maxPath/3-1)},
		"many agents":      {strings.Repeat("User-agent: hearsay\n", 12_000) + strings.Repeat("Disallow: /b*c\n", 9_000), long},
		"many groups":      {strings.Repeat("User-agent: hearsay\nDisallow: /b*c\n", 9_000), long},
		"one long line":    {all + "Disallow: /" + strings.Repeat("a", 490_000), long},
		"one long agent":   {"User-agent: " + strings.Repeat("a", 490_000) + "\nDisallow: /", long},
		"characters":       {all + strings.Repeat("Disallow: *\xff\xfe\n", 9_000), "/" + strings.Repeat("\xff", maxPath-1)},
		"too long to read": {all + strings.Repeat("# nothing to see\n", 100_000) + "Disallow: /", long},
	}
}

// TestHostileRobots: whatever a file holds, weighing a path looks at so many bytes and
// no more, takes allocates no more for more rules, and what is kept is bounded.
func TestHostileRobots(t *testing.T) {
	for name, c := range hostileFiles() {
		r := parseRobots(c.file, "hearsay")
		if r.room > maxRoom || len(r.rules) > maxRules {
			t.Errorf("%s: %d rules in %d bytes", name, len(r.rules), r.room)
		}
		allowed, looked := r.weigh(c.path)
		if most := maxLooked + 8*maxPath; looked > most {
			t.Errorf("%s: %d bytes were looked at", name, looked)
		}
		if allocs := testing.AllocsPerRun(1, func() { r.weigh(c.path) }); allocs > 8 {
			t.Errorf("%s: %v allocations", name, allocs)
		}
		t.Logf("%s: %d rules, %d bytes kept, %d looked at, allowed %v", name, len(r.rules), r.room, looked, allowed)
	}
}

// TestTooManyRules: what is not weighed keeps us out, for everybody or for us alone.
func TestTooManyRules(t *testing.T) {
	many := strings.Repeat("Allow: /b\n", maxRules+1)
	for file, want := range map[string]bool{
		"User-agent: *\n" + many: false,
		"User-agent: *\n" + many + "\nUser-agent: hearsay\nDisallow: /b\n":          true,
		"User-agent: *\nAllow: /\n\nUser-agent: hearsay\n" + many:                   false,
		"User-agent: *\nAllow: /\n\nUser-agent: another\n" + many:                   true,
		"User-agent: *\n" + strings.Repeat("Allow: /b\n", maxRules):                 true,
		"User-agent: *\nDisallow: /a\n" + strings.Repeat("Allow: /b\n", maxRules-1): false,
	} {
		r := parseRobots(file, "hearsay")
		if got := r.allow("/a"); got != want {
			t.Errorf("%.60q…: %v", file, got)
		}
		if r.over && r.rules != nil {
			t.Error("rules are kept that are not weighed")
		}
	}
}

// TestReadAsFarAs: the whole lines within the first 500 KiB are read, and a rule that
// is cut in two is none.
func TestReadAsFarAs(t *testing.T) {
	head := "User-agent: *\nDisallow: /private\n"
	rule := "\nAllow: /private/b\n"
	fill := func(n int) string { return "#" + strings.Repeat("x", n-1) }
	for at, want := range map[int]bool{
		maxRobots - len(head) - len(rule):     true,  // it ends with what is read
		maxRobots - len(head) - len(rule) + 1: false, // its end is missing
		maxRobots - len(head) - 9:             false, // "Allow: /" is left, which would allow all
		maxRobots - len(head):                 false,
	} {
		if got := parseRobots(head+fill(at)+rule, "hearsay").allow("/private/b"); got != want {
			t.Errorf("a rule behind %d bytes: %v", at, got)
		}
	}
	if !parseRobots(strings.Repeat("x", 2*maxRobots), "hearsay").allow("/a") {
		t.Error("one endless line keeps out")
	}
}

// TestLongRobots: of a robots.txt of any size the beginning is read over the wire too.
func TestLongRobots(t *testing.T) {
	s := newSite(t, map[string]string{"/robots.txt": "User-agent: *\nDisallow: /a\n" + strings.Repeat("# and so on\n", 1<<20), "/a": "a", "/b": "b"})
	v := s.visitor()
	if err := s.get(t, v, "/a"); err == nil {
		t.Error("/a is kept out")
	}
	if err := s.get(t, v, "/b"); err != nil {
		t.Error(err)
	}
}

// TestMatches: as before, and each byte is looked at once.
func TestMatches(t *testing.T) {
	for _, c := range []struct {
		pattern, path string
		want          bool
	}{
		{"", "/a", true}, {"/", "/a", true}, {"/a", "/ab", true}, {"/ab", "/a", false}, {"/a$", "/a", true}, {"/a$", "/ab", false}, {"$", "", true}, {"$", "/", false},
		{"*", "/a", true}, {"*$", "/a", true}, {"/*b", "/aab", true}, {"/*b$", "/abab", true}, {"/*b$", "/aba", false}, {"/a*a$", "/a", false}, {"/a*a$", "/aa", true},
		{"/*.php$", "/x.php.php", true}, {"/*a*b*c", "/cbabc", true}, {"/*a*b*c", "/cba", false}, {"/*aab", "/aaaab", true}, {"/a*$", "/a", true}, {"/a$b", "/a$bc", true},
	} {
		got, looked := matches(c.pattern, c.path)
		if got != c.want || looked > len(c.pattern)+len(c.path) {
			t.Errorf("%q at %q: %v, having looked at %d", c.pattern, c.path, got, looked)
		}
	}
}

// TestLongestWins: the longest pattern decides, wherever it stands; of two as long the
// one that allows (RFC 9309, section 2.2.2).
func TestLongestWins(t *testing.T) {
	for file, want := range map[string]bool{
		"Disallow: /a\nAllow: /a":       true,
		"Allow: /a\nDisallow: /a":       true,
		"Disallow: /a/b\nAllow: /a":     false,
		"Allow: /a/b\nDisallow: /a":     true,
		"Allow: /a\nDisallow: /*b":      false,
		"Allow: /*b\nDisallow: /a":      true,
		"Allow: /a/\nDisallow: /*b":     true,
		"Disallow: /****b\nAllow: /a/b": false, // stars are counted as written
	} {
		if got := parseRobots("User-agent: *\n"+file, "hearsay").allow("/a/b"); got != want {
			t.Errorf("%q: %v", file, got)
		}
	}
}

// TestHostileReservations: as for robots.txt.
func TestHostileReservations(t *testing.T) {
	entry := func(location string) string { return fmt.Sprintf(`{"location":%q,"tdm-reservation":0}`, location) }
	for name, c := range map[string]struct {
		entries []string
		want    bool
	}{
		"few":    {[]string{entry("/a*"), `{"location":"/","tdm-reservation":1}`}, false},
		"enough": {repeat(entry("/b"), maxRules), false},
		"many":   {repeat(entry("/b"), maxRules+1), true},
		"long":   {repeat(entry("/b"+strings.Repeat("b", 5000)), 400), false},
		"longer": {repeat(entry("/b"+strings.Repeat("b", 5000)), 500), true},
		"dear":   {repeat(entry("*b"), 9000), true},
	} {
		var r rules
		r.reserve([]byte("[" + strings.Join(c.entries, ",") + "]"))
		path := "/a"
		if name == "dear" {
			path += strings.Repeat("a", maxPath-2)
		}
		if got := r.reserved(path); got != c.want || r.room > maxRoom+6000 || len(r.tdm) > maxRules+1 {
			t.Errorf("%s: %v, %d entries in %d bytes", name, got, len(r.tdm), r.room)
		}
	}
}

func repeat(s string, n int) []string { return strings.Split(strings.Repeat(s+"\n", n-1)+s, "\n") }

func BenchmarkHostileRobots(b *testing.B) {
	for name, c := range hostileFiles() {
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			for b.Loop() {
				parseRobots(c.file, "hearsay").allow(c.path)
			}
		})
	}
}
