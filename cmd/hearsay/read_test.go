package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// page has something of everything: a headline, chains of one link and of two, a
// venue, figures, a place, dates, flags and a comment.
const page = `Ferry Fares To Rise Again, Says Harbour Chief

The harbour board will raise fares by at least 8 percent on May 2, its director Ilse Varga told the Brenmark Courier on Tuesday.

“We have no choice,” she said in a statement. The council’s “master plan” was reportedly drawn up in Malta.

According to the Courier, an official said on condition of anonymity that about 40 sailors would leave by May. The claims that the board is broke were repeated.

“Nobody asked the sailors before all this was decided, and nobody will ask them now.”


Nigel
Great article! You should all be ashamed, lol. Nigel said 500 boats sank!!


harbour_rat
@Nigel I totally agree with you, thanks for this.
`

// The shapes of the JSON that export promises: the keys of each object, all of them
// always there. A key that ends in ? may be null, one in [] is a list; the rest
// are neither null nor left out.
var shapes = map[string][]string{
	"":          {"schema", "input", "id", "url?", "outlet?", "authors[]", "published?", "language?", "title?", "text", "problems[]", "parts[]", "sentences[]", "entities[]", "claims[]", "figures[]", "places[]", "dates[]", "events[]", "flags[]", "model"},
	"parts":     {"kind", "span", "author?"},
	"sentences": {"span", "told"},
	"entities":  {"id", "name", "kind", "country?", "mentions[]"},
	"claims":    {"id", "kind", "act", "stance", "content[]", "antecedent?", "chain[]", "said_on?", "figures[]", "places[]", "dates[]", "events[]", "reading_confidence"},
	"chain":     {"source?", "cue?", "speaker?", "standing", "reason?", "via?"},
	"via":       {"span", "kind"},
	"figures":   {"span", "value?", "low?", "high?", "open?", "approx", "hedge?", "unit?", "of?", "role?", "as_of?"},
	"places":    {"span", "name", "country?", "lat?", "lon?", "precision", "gazetteer_id?"},
	"dates":     {"span", "kind", "from?", "to?", "grain", "role", "relative_to?"},
	"flags":     {"kind", "span", "claims[]"},
	"model":     {"name", "version", "sha256"},
}

// shaped checks an object and all inside it against the shapes, and counts the
// objects of each. More lists keys that may come on top.
type shaped struct {
	t    *testing.T
	seen map[string]int
	more map[string]string
}

func (s *shaped) object(name string, v map[string]any) {
	s.t.Helper()
	s.seen[name]++
	want := map[string]bool{}
	for _, key := range shapes[name] {
		plain := strings.TrimRight(key, "?[]")
		want[plain] = true
		value, ok := v[plain]
		_, list := value.([]any)
		switch {
		case !ok:
			s.t.Errorf("%q has no %q", name, plain)
		case strings.HasSuffix(key, "[]") && !list:
			s.t.Errorf("%q in %q is no list: %v", plain, name, value)
		case !strings.HasSuffix(key, "?") && value == nil:
			s.t.Errorf("%q in %q is null", plain, name)
		case value == "" && plain != "text":
			s.t.Errorf("%q in %q is empty, not null", plain, name)
		}
		s.inside(plain, value)
	}
	for key := range v {
		if !want[key] && s.more[name] != key {
			s.t.Errorf("%q has %q too", name, key)
		}
	}
}

func (s *shaped) inside(name string, v any) {
	if shapes[name] == nil {
		return
	}
	switch v := v.(type) {
	case map[string]any:
		s.object(name, v)
	case []any:
		for _, x := range v {
			if o, ok := x.(map[string]any); ok {
				s.object(name, o)
			}
		}
	}
}

func TestJSONShape(t *testing.T) {
	folder := files(t, map[string]string{"page.txt": page, "none.html": "<html><body></body></html>", "word.txt": "Hm"})
	o, read := readJSON(t, "--date", "2031-03-04", folder)
	if o.code != exitDone || len(read) != 3 {
		t.Fatalf("exit code %d, %d lines, %s", o.code, len(read), o.stderr)
	}
	s := shaped{t: t, seen: map[string]int{}}
	for _, r := range read {
		s.object("", r)
		if r["schema"] != "hearsay/1" {
			t.Errorf("schema %v", r["schema"])
		}
	}
	for name := range shapes {
		if s.seen[name] == 0 {
			t.Errorf("the page has no %s to check", name)
		}
	}
	spans(t, read[1])
	for _, key := range []string{`"part"`, `"why"`} {
		if strings.Contains(o.stdout, key) {
			t.Errorf("%s without being asked for", key)
		}
	}
}

// spans checks all spans of a reading: two numbers, in bounds, not empty, on
// character boundaries.
func spans(t *testing.T, v any) {
	t.Helper()
	text := v.(map[string]any)["text"].(string)
	var walk func(key string, v any)
	check := func(key string, v any) {
		s, ok := v.([]any)
		if v == nil && (key == "antecedent" || key == "source" || key == "cue" || key == "reason") {
			return
		}
		if !ok || len(s) != 2 {
			t.Errorf("%s: %v is no span", key, v)
			return
		}
		a, z := int(s[0].(float64)), int(s[1].(float64))
		if a < 0 || a >= z || z > len(text) || !utf8.ValidString(text[a:z]) {
			t.Errorf("%s: [%d,%d]", key, a, z)
		}
	}
	walk = func(key string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, x := range v {
				switch k {
				case "span", "source", "cue", "reason", "antecedent":
					check(k, x)
				case "content", "mentions":
					for _, y := range x.([]any) {
						check(k, y)
					}
				default:
					walk(k, x)
				}
			}
		case []any:
			for _, x := range v {
				walk(key, x)
			}
		}
	}
	walk("", v)
}

// TestComments takes nothing from comments unless asked to, and then marks it.
func TestComments(t *testing.T) {
	path := filepath.Join(files(t, map[string]string{"page.txt": page}), "page.txt")
	for _, comments := range []bool{false, true} {
		_, read := readJSON(t, fmt.Sprintf("--comments=%v", comments), path)
		s := shaped{t: t, seen: map[string]int{}, more: map[string]string{"claims": "part", "figures": "part", "places": "part", "dates": "part", "flags": "part"}}
		s.object("", read[0])
		marked := 0
		for _, list := range []string{"claims", "figures", "places", "dates", "flags"} {
			for _, x := range read[0][list].([]any) {
				if part, ok := x.(map[string]any)["part"]; ok {
					marked++
					if part != "comment" {
						t.Errorf("part %v", part)
					}
				}
			}
		}
		if comments != (marked > 0) {
			t.Errorf("--comments=%v: %d marked", comments, marked)
		}
		comment := 0
		for _, p := range read[0]["parts"].([]any) {
			if p := p.(map[string]any); p["kind"] == "comment" {
				comment++
				if p["author"] != nil && p["author"] != fmt.Sprintf("c%d", comment) {
					t.Errorf("author %v", p["author"])
				}
			} else if p["author"] != nil {
				t.Errorf("author of a %v: %v", p["kind"], p["author"])
			}
		}
		if comment != 2 {
			t.Errorf("%d comments, want 2: %v", comment, read[0]["parts"])
		}
		for key, v := range read[0] {
			if data, _ := json.Marshal(v); key != "text" && strings.Contains(string(data), "harbour_rat") {
				t.Errorf("%s names a commenter: %s", key, data)
			}
		}
	}
}

func TestPlainTextIsKept(t *testing.T) {
	for name, text := range map[string]string{
		"page": page, "no end": "No line end", "spaces": "  \n\t Edges \u00a0\n\n\n", "CRLF": "A headline\r\n\r\nThe report, said Dole.\r\n", "CR": "Lines\rend\rso",
		"html inside": "<b>Not</b> a page & no entity &amp;", "NULs": "Some\x00 NULs in\x00 it, said Dole.", "odd": "e\u0301 👩‍🚒 \u2028 \u200b \ufffd \x1b[31m red \u202e",
		"two marks": "\ufeffA mark inside", "separators": "\v\fx\u0085y",
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(files(t, map[string]string{"page.txt": text}), "page.txt")
			o, read := readJSON(t, path)
			if o.code != exitDone || len(read) != 1 {
				t.Fatalf("exit code %d: %s", o.code, o.stderr)
			}
			if got, want := read[0]["text"], strings.TrimPrefix(text, "\ufeff"); got != want {
				t.Errorf("text %q, want %q", got, want)
			}
			spans(t, read[0])
		})
	}
}

func TestOrderOfInputs(t *testing.T) {
	contents := map[string]string{"b.txt": "Bread was cheap.", "a.txt": "Apples were not.", "c/d.txt": "Dates are dear.", "c/c.txt": page, "z.txt": "Zinc.", "c.txt": "Corn."}
	for i := range 60 {
		contents[fmt.Sprintf("many/%02d.txt", i)] = strings.Repeat("Corn, said Dole. ", 1+(i*37)%50)
	}
	folder := files(t, contents)
	in := func(name string) string { return filepath.Join(folder, name) }
	o, read := readJSON(t, in("z.txt"), in("c"), in("none.txt"), in("a.txt"), in("a.txt"), in("b.txt"))
	if want := []string{"z.txt", "c.txt", "d.txt", "a.txt", "a.txt", "b.txt"}; !slices.Equal(inputs(read), want) || o.code != exitInputs {
		t.Errorf("exit code %d, inputs %q, want %q", o.code, inputs(read), want)
	}
	_, read = readJSON(t, in("many"))
	if got := inputs(read); len(got) != 60 || !slices.IsSorted(got) {
		t.Errorf("not in name order: %q", got)
	}
	first := read0(t, folder)
	if again := read0(t, folder); first != again {
		t.Error("not the same output twice")
	}
}

func read0(t *testing.T, folder string) string {
	t.Helper()
	return read(t, "--format", "json", folder).stdout
}

func TestStandardInput(t *testing.T) {
	o := invoke(t, page, nil, "read", "--format", "json", "-")
	got := objects(t, o.stdout)
	if o.code != exitDone || len(got) != 1 || got[0]["text"] != page || got[0]["input"] != "-" {
		t.Errorf("exit code %d, %.200q, %s", o.code, o.stdout, o.stderr)
	}
	o = invoke(t, "<p>Fares rise, said Dole.</p>", nil, "read", "--format", "json", "--input", "html", "-")
	if got := objects(t, o.stdout); o.code != exitDone || len(got) != 1 || strings.Contains(got[0]["text"].(string), "<p>") {
		t.Errorf("exit code %d, %.200q, %s", o.code, o.stdout, o.stderr)
	}
	if o := invoke(t, "", nil, "read", "-"); o.code != exitInputs || !strings.Contains(o.stderr, "empty") {
		t.Errorf("nothing on standard input: exit code %d, %q", o.code, o.stderr)
	}
}

func TestDocuments(t *testing.T) {
	lines := `{"text":"The board said no.","url":"https://brenmark.example/1","outlet":"Brenmark Courier","published":"2031-03-04","title":"No","authors":["Ann Dole"],"links":[{"url":"https://a.example/","text":"board"}]}
{"text":"Fares rise, <b>said</b> Dole."}

{"title":"no text"}
not json
{"text":""}
{"text":"The last one, said Dole.","url":null,"authors":null,"links":null}`
	path := filepath.Join(files(t, map[string]string{"pages.jsonl": lines}), "pages.jsonl")
	o, got := readJSON(t, "--documents", path)
	if o.code != exitInputs || len(got) != 3 {
		t.Fatalf("exit code %d, %d lines, %s", o.code, len(got), o.stderr)
	}
	for _, line := range []string{":4", ":5", ":6"} {
		if !strings.Contains(o.stderr, path+line) {
			t.Errorf("standard error does not name line %s: %s", line, o.stderr)
		}
	}
	s := shaped{t: t, seen: map[string]int{}}
	for _, r := range got {
		s.object("", r)
	}
	first := got[0]
	if first["url"] != "https://brenmark.example/1" || first["outlet"] != "Brenmark Courier" || first["published"] != "2031-03-04" || first["title"] != "No" || fmt.Sprint(first["authors"]) != "[Ann Dole]" {
		t.Errorf("what is known is lost: %v", first)
	}
	if got[1]["text"] != "Fares rise, <b>said</b> Dole." {
		t.Errorf("text %q", got[1]["text"])
	}
	o = invoke(t, lines, nil, "read", "--format", "json", "--documents", "-")
	if n := len(objects(t, o.stdout)); n != 3 {
		t.Errorf("from standard input: %d lines, %s", n, o.stderr)
	}
}

// TestBadInputs has each bad input between two good ones, which are read all the
// same; the bad one is named with the reason.
func TestBadInputs(t *testing.T) {
	server := httptest.NewServer(site())
	defer server.Close()
	folder := files(t, map[string]string{"a.txt": "Bread is dear, said Dole.", "z.txt": page, "empty.txt": "", "blank.txt": " \n\t\n", "large.txt": strings.Repeat("Corn, said Dole. ", 1<<12),
		"picture.txt": "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "noise.txt": strings.Repeat("\x00\x01\x02\x03\x04\xff\xfe", 500), "nothing/x.png": "\x89PNG\r\n"})
	in := func(name string) string { return filepath.Join(folder, name) }
	for name, c := range map[string]struct {
		input, why string
		flags      []string
	}{
		"missing":               {in("none.txt"), "no", nil},
		"folder without pages":  {in("nothing"), "", nil},
		"empty":                 {in("empty.txt"), "empty", nil},
		"blank":                 {in("blank.txt"), "empty", nil},
		"binary":                {in("picture.txt"), "PNG", nil},
		"noise":                 {in("noise.txt"), "binary", nil},
		"over the cap":          {in("large.txt"), "2000", []string{"--max-size", "2000"}},
		"over the cap, fetched": {server.URL + "/large", "2000", []string{"--max-size", "2000", "--allow-private"}},
		"not there":             {server.URL + "/none", "404", []string{"--allow-private"}},
		"broken site":           {server.URL + "/broken", "500", []string{"--allow-private"}},
		"hangs":                 {server.URL + "/hang", "no complete answer", []string{"--allow-private", "--timeout", "300ms"}},
		"hangs halfway":         {server.URL + "/half", "no complete answer", []string{"--allow-private", "--timeout", "300ms"}},
		"redirects for ever":    {server.URL + "/loop", "redirects", []string{"--allow-private"}},
		"a picture":             {server.URL + "/picture", "image/png", []string{"--allow-private"}},
		"private address":       {server.URL + "/page", "private", nil},
		"other scheme":          {server.URL + "/file", "http", []string{"--allow-private"}},
		"a file's address":      {"file:///etc/hostname", "only http and https addresses can be fetched", nil},
		"FTP":                   {"FTP://archive.example/page", "only http and https addresses can be fetched", nil},
		"nobody there":          {"http://nobody.invalid/page", "", nil},
		"no host":               {"http:///page", "address", nil},
	} {
		t.Run(name, func(t *testing.T) {
			args := append(slices.Clone(c.flags), in("a.txt"), c.input, in("z.txt"))
			o, got := readJSON(t, args...)
			if want := []string{"a.txt", "z.txt"}; o.code != exitInputs || !slices.Equal(inputs(got), want) {
				t.Errorf("exit code %d, inputs %q, want %q", o.code, inputs(got), want)
			}
			if strings.Count(o.stderr, "\n") != 1 || !strings.Contains(o.stderr, c.input) || !strings.Contains(o.stderr, c.why) {
				t.Errorf("standard error %q, want one line with %q and %q", o.stderr, c.input, c.why)
			}
			o = read(t, args...)
			if o.code != exitInputs || !strings.Contains(o.stdout, "Bread is dear") || !strings.Contains(o.stdout, "Ferry Fares") {
				t.Errorf("as text: exit code %d, %.300q", o.code, o.stdout)
			}
		})
	}
}

// site is a server of bad answers, and a good one.
func site() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/page", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<html><head><title>Fares</title></head><body><article><p>“Fares rise,” said Ilse Varga, the director of the harbour board, on Tuesday.</p></article></body></html>")
	})
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/page", http.StatusFound) })
	mux.HandleFunc("/large", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, strings.Repeat("Corn, said Dole. ", 1<<12))
	})
	mux.HandleFunc("/broken", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	mux.HandleFunc("/hang", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.HandleFunc("/half", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "<html><p>Fares ")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "file:///etc/hostname")
		w.WriteHeader(http.StatusFound)
	})
	mux.HandleFunc("/picture", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/png")
		fmt.Fprint(w, "\x89PNG\r\n")
	})
	return mux
}

func TestAddress(t *testing.T) {
	server := httptest.NewServer(site())
	defer server.Close()
	o, got := readJSON(t, "--allow-private", server.URL+"/moved")
	if o.code != exitDone || len(got) != 1 {
		t.Fatalf("exit code %d: %s", o.code, o.stderr)
	}
	if got[0]["url"] != server.URL+"/page" || got[0]["input"] != server.URL+"/moved" || !strings.Contains(got[0]["text"].(string), "Fares rise") {
		t.Errorf("url %v, input %v, text %v", got[0]["url"], got[0]["input"], got[0]["text"])
	}
}

// TestOddInputs reads what is odd but no failure, and says what was odd.
func TestOddInputs(t *testing.T) {
	wide := func(s string) string {
		b := []byte{0xff, 0xfe}
		for _, u := range utf16.Encode([]rune(s)) {
			b = append(b, byte(u), byte(u>>8))
		}
		return string(b)
	}
	for name, c := range map[string]struct{ file, data, text, problem string }{
		"UTF-16":            {"a.txt", wide("Café prices rise, said Dole."), "Café prices rise, said Dole.", "UTF-16"},
		"windows-1252":      {"a.txt", "Caf\xe9 prices rise, \x93no,\x94 said Dole.", "Café prices rise, “no,” said Dole.", "windows-1252"},
		"declared":          {"a.html", "<html><head><meta charset=koi8-r></head><body><article><p>" + "\xe7\xcf\xd2\xcf\xc4 \xd0\xcf\xcd\xcf\xcc\xde\xc1\xcc, said Dole, and there was nothing more to be had from him that day.</p></article></body></html>", "Город помолчал", "koi8-r"},
		"invalid bytes":     {"a.txt", "Café “prices” rise\xff, said Dole.", "Café “prices” rise\ufffd, said Dole.", "1 broken"},
		"NULs in a page":    {"a.html", "<html><body><article><p>Fares\x00 rise, said Ilse Varga, the director of the board.</p></article></body></html>", "said Ilse Varga", ""},
		"page without body": {"a.html", "<html><head><title>Fares</title></head></html>", "", "no main text"},
		"page cut short":    {"a.html", "<html><body><p>Fares rise, said Ilse Varga, the director of the boa", "said Ilse Varga", ""},
		"nested tags":       {"a.html", "<html><body>" + strings.Repeat("<div>", 1_000_000) + "<p>Fares rise, said Ilse Varga.</p>", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			o, got := readJSON(t, filepath.Join(files(t, map[string]string{c.file: c.data}), c.file))
			if o.code != exitDone || len(got) != 1 {
				t.Fatalf("exit code %d: %s", o.code, o.stderr)
			}
			if text := got[0]["text"].(string); !strings.Contains(text, c.text) || strings.HasSuffix(c.file, ".txt") && text != c.text {
				t.Errorf("text %q, want %q", text, c.text)
			}
			if problems := fmt.Sprint(got[0]["problems"]); !strings.Contains(problems, c.problem) {
				t.Errorf("problems %s, want %q", problems, c.problem)
			}
			spans(t, got[0])
		})
	}
}

func TestLongLine(t *testing.T) {
	size := 15 << 20
	if raced {
		size /= 32
	}
	text := strings.Repeat("Ferry fares will rise, said Ilse Varga, and “nobody” was asked. ", size/64)
	o, got := readJSON(t, filepath.Join(files(t, map[string]string{"long.txt": text}), "long.txt"))
	if o.code != exitDone || len(got) != 1 || got[0]["text"] != text || len(got[0]["problems"].([]any)) == 0 {
		t.Errorf("exit code %d, %d lines: %s", o.code, len(got), o.stderr)
	}
}

// TestText checks the printed text: what is said with its speaker, no colour
// where there is no terminal, no line wider than asked for.
func TestText(t *testing.T) {
	path := filepath.Join(files(t, map[string]string{"page.txt": page}), "page.txt")
	for _, c := range []struct {
		env   []string
		flags []string
		width int
	}{
		{nil, nil, 80}, {[]string{"NO_COLOR=1"}, nil, 80}, {nil, []string{"--no-color"}, 80}, {[]string{"CLICOLOR_FORCE=1", "FORCE_COLOR=1", "TERM=xterm-256color"}, nil, 80},
		{nil, []string{"--width", "40"}, 40}, {nil, []string{"--width", "120"}, 120}, {nil, []string{"--explain", "--width", "60"}, 60},
	} {
		o := invoke(t, "", c.env, append(append([]string{"read"}, c.flags...), path)...)
		if o.code != exitDone || o.stderr != "" || !strings.Contains(o.stdout, "Varga") {
			t.Errorf("%q: exit code %d, %q", c.flags, o.code, o.stderr)
		}
		if strings.ContainsRune(o.stdout, '\x1b') {
			t.Errorf("%q: colour without a terminal", c.flags)
		}
		widest := 0
		for line := range strings.Lines(o.stdout) {
			widest = max(widest, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")))
		}
		if widest > c.width || widest < c.width/2 {
			t.Errorf("%q: lines up to %d wide, want %d", c.flags, widest, c.width)
		}
	}
}

// TestExplain adds the rules that set each field, in both formats, and nothing
// else.
func TestExplain(t *testing.T) {
	path := filepath.Join(files(t, map[string]string{"page.txt": page}), "page.txt")
	_, plain := readJSON(t, path)
	_, explained := readJSON(t, "--explain", path)
	whys := 0
	for _, list := range []string{"claims", "sentences", "flags"} {
		for _, x := range explained[0][list].([]any) {
			if x := x.(map[string]any); x["why"] != nil {
				whys++
				delete(x, "why")
			}
		}
	}
	if a, z := fmt.Sprint(plain), fmt.Sprint(explained); a != z || whys == 0 {
		t.Errorf("%d explained; else the same: %v", whys, a == z)
	}
	if a, z := read(t, path).stdout, read(t, "--explain", path).stdout; len(z) <= len(a) {
		t.Error("nothing explained in the printed text")
	}
}

// TestFullDisk fails when its output cannot be written.
func TestFullDisk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer full.Close()
	path := filepath.Join(files(t, map[string]string{"page.txt": page}), "page.txt")
	f := readFlags{format: "json", inputs: inputFlags{input: "auto", maxSize: 1 << 20}}
	if err := f.run(t.Context(), nil, full, os.Stderr, []string{path}); err == nil {
		t.Error("no error")
	}
}
