package polite

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRobotsSuite holds the rules against the vectors of the reference parser.
func TestRobotsSuite(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "suites", "robotstxt", "vectors.json"))
	if err != nil {
		t.Skip("the robots.txt suite is not beside the repository")
	}
	var vectors []struct {
		Test, Robots, Agent, URL string
		Allowed                  bool
	}
	if err := json.Unmarshal(data, &vectors); err != nil {
		t.Fatal(err)
	}
	right := 0
	for _, v := range vectors {
		if got := parseRobots(v.Robots, v.Agent).allow(rawPath(v.URL)); got != v.Allowed {
			t.Errorf("%s: %q for %q at %q: got %v", v.Test, v.Robots[:min(200, len(v.Robots))], v.Agent, v.URL, got)
			continue
		}
		right++
	}
	t.Logf("%d of %d vectors", right, len(vectors))
}

// rawPath is path and query of an address as the vectors write them, in which
// characters may stand that an address must not have.
func rawPath(address string) string {
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		rest = address
	}
	at := strings.IndexAny(rest, "/?;")
	if at < 0 {
		return "/"
	}
	path, _, _ := strings.Cut(rest[at:], "#")
	if path[0] != '/' {
		path = "/" + path
	}
	return path
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nAllow: /", "hearsay", "/a/b")
	f.Fuzz(func(t *testing.T, file, agent, path string) {
		r := parseRobots(file, agent)
		if _, looked := r.weigh(path); looked > len(path)+len(r.rules)*6*(len(path)+len(file)) {
			t.Errorf("%d bytes were looked at", looked)
		}
		if !r.allow("/robots.txt") {
			t.Error("robots.txt itself is kept out")
		}
		if r.delay < 0 {
			t.Error("a delay below nothing")
		}
	})
}
