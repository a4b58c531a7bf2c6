package export

import (
	"bytes"
	"flag"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"hearsay"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// termCases are the readings of testdata/term: the page stands in the file, what
// was found on it stands here.
var termCases = map[string]func(*builder){"reservoir": reservoir, "recipe": recipe, "wide": wide}

func reservoir(b *builder) {
	d := b.reading.Document
	d.Outlet, d.Published, d.Language, d.Authors = "Hallow Messenger", "2031-03-04", "en", []string{"Berta Quill"}
	b.part(hearsay.Headline, "Reservoir To Be..Says")
	b.part(hearsay.Dateline, "RIVERMOUTH —")
	b.part(hearsay.Body, "The reservoir above..were many.")
	b.part(hearsay.Caption, "The wall of the..safe.")
	b.part(hearsay.Comment, "Old Angler..Drain it.")
	b.part(hearsay.Comment, "Nobody asked the trout!")

	b.claim("Reservoir To Be Drained").by("Board", "Hallow water board", hearsay.Role)
	b.claim("that about 40..moved").by("Ilse Varga, head of the Hallow water board", "Ilse Varga", hearsay.Named).figure("about 40 tonnes")
	b.claim("“We have no choice,”", "“The wall is tired.”").by("she", "Ilse Varga", hearsay.Named).via(hearsay.ViaOutlet, "the Brenmark Courier")
	b.claim("Almost half..hollow").by("the director", "Ilse Varga", hearsay.Named).
		by("the engineer Tomas Reck", "Tomas Reck", hearsay.Named).cue("quoted").via(hearsay.ViaPost, "in his Lowland channel")
	b.claim("the report").by("An official", "", hearsay.Unnamed).reason("not allowed to speak to the press").
		stance(hearsay.Says, hearsay.Denies).antecedent("Almost half..hollow")
	b.claim("that the wall leaks").by("A study of the university", "", hearsay.Role).stance(hearsay.Documents, hearsay.Asserts)
	b.claim("The valley is", "to get a new road").by("", "", hearsay.None).stance(hearsay.Says, hearsay.Expects)
	b.claim("“She told me..lost,”").by("the guard", "the guard", hearsay.Unnamed)
	b.claim("that the keys were lost").by("She", "", hearsay.Unnamed).by("the guard", "the guard", hearsay.Unnamed)
	b.claim("is safe").by("the board", "Hallow water board", hearsay.Role).stance(hearsay.Thinks, hearsay.Wishes)

	b.told(hearsay.Attributed, "Reservoir To..Says", "On Monday..moved.", "“We have..Courier.", "Almost half..said.", "An official..report.", "A study..leaks.",
		"The valley..road.", "“She told..said.", "The wall of..safe.")
	b.told(hearsay.ByOutlet, "The reservoir..fishermen.", "The claims..many.")
	b.told(hearsay.Evaluation, "Such “gifts”..cheap.")
	b.told(hearsay.CarriedOver, "It will cost..million.")
	b.told(hearsay.FirstHand, "Our reporter..gate.")
	b.told("", "“Nobody asked..spring.”")
	b.figure("3 million")
	b.flag(hearsay.UnnamedSource, "An official", 5)
	b.flag(hearsay.ScareQuote, "“gifts”")
	b.flag(hearsay.OrphanQuote, "“Nobody asked..spring.”")
	b.flag(hearsay.ClaimMentioned, "The claims", 8, 9)
	b.reading.Problems = []string{"3 bytes were not UTF-8 and were replaced"}
}

func recipe(b *builder) {
	b.part(hearsay.Headline, "Barley soup..six")
	b.part(hearsay.Body, "Soak..stock")
	b.told(hearsay.ByOutlet, "Soak..part of it.")
}

func wide(b *builder) {
	b.reading.Document.Language = "ja"
	b.part(hearsay.Headline, "港の..発表")
	b.part(hearsay.Body, "市長の..wrote.")
	b.claim("港の堤防は春まで閉鎖").by("市長", "春野ひかり", hearsay.Named)
	b.claim("「堤防は..道はない」").by("市長の春野ひかり", "春野ひかり", hearsay.Named)
	b.claim("“The harbour..🌸,”").by("Mayor Haruno", "春野ひかり", hearsay.Named).via(hearsay.ViaPost, "in 𝗮 post")
	b.claim("“Read the plan..спасибо,”").by("she", "春野ひかり", hearsay.Named).stance(hearsay.Says, hearsay.Demands)
}

func TestTerm(t *testing.T) {
	for name, build := range termCases {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("testdata", "term", name+".txtar")
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			b := newBuilder(t, name, string(archive.Files[0].Data))
			build(b)
			checkGolden(t, path, archive, map[string]string{
				"width 60":      written(t, b.done(), TermOptions{Width: 60}),
				"width 80":      written(t, b.done(), TermOptions{}),
				"width 80, why": written(t, b.done(), TermOptions{Explain: true}),
			})
		})
	}
}

func checkGolden(t *testing.T, path string, archive *txtar.Archive, got map[string]string) {
	want := map[string]string{}
	for _, f := range archive.Files {
		want[f.Name] = string(f.Data)
	}
	if *update {
		archive.Files = archive.Files[:1]
		for _, name := range []string{"width 60", "width 80", "width 80, why"} {
			archive.Files = append(archive.Files, txtar.File{Name: name, Data: []byte(got[name])})
		}
		writeFile(t, path, txtar.Format(archive))
		return
	}
	for name, text := range got {
		if text != want[name] {
			t.Errorf("%s, %s:\n%s\nwant\n%s", path, name, text, want[name])
		}
	}
}

func written(t *testing.T, r *hearsay.Reading, opt TermOptions) string {
	t.Helper()
	var out bytes.Buffer
	once := &countingWriter{w: &out}
	if err := NewTerm(once, opt).Write(r); err != nil {
		t.Fatal(err)
	}
	if once.n != 1 {
		t.Errorf("%d writes, want 1", once.n)
	}
	return out.String()
}

func TestTermStance(t *testing.T) {
	for want, c := range map[string]struct {
		act    hearsay.Act
		stance hearsay.Stance
	}{
		"said": {hearsay.Says, hearsay.Asserts}, "thought": {hearsay.Thinks, hearsay.Asserts}, "stated": {hearsay.Documents, hearsay.Asserts},
		"denied": {hearsay.Says, hearsay.Denies}, "doubted": {hearsay.Thinks, hearsay.Doubts}, "asked": {hearsay.Says, hearsay.Asks},
		"demanded": {hearsay.Documents, hearsay.Demands}, "expected": {hearsay.Thinks, hearsay.Expects}, "wished": {hearsay.Says, hearsay.Wishes},
		"promised": {hearsay.Says, hearsay.Promises}, "threatened": {hearsay.Says, hearsay.Threatens}, "declined": {hearsay.Says, hearsay.Declines},
	} {
		if got := Verb(c.act, c.stance); got != want {
			t.Errorf("%s %s = %q, want %q", c.act, c.stance, got, want)
		}
	}
}

// TestTermOwnAccount: nobody is shown as told by himself.
func TestTermOwnAccount(t *testing.T) {
	b := newBuilder(t, "own", "Bo Lind said in a letter he had told the board the wall was unsafe. Ada Reyes heard him.")
	b.claim("the wall was unsafe").by("he", "Bo Lind", hearsay.Named).by("Bo Lind", "Bo Lind", hearsay.Named).via(hearsay.ViaDocument, "in a letter").by("Ada Reyes", "Ada Reyes", hearsay.Named)
	got := written(t, b.done(), TermOptions{Width: 120})
	if want := "Bo Lind, by their own account in a letter, told by Ada Reyes, said:"; !strings.Contains(got, want) {
		t.Errorf("no %q in\n%s", want, got)
	}
}

func TestTermHarmless(t *testing.T) {
	text := "A \x1b[31mred\x1b[0m\a word\u009b2J and\u202e back\x00. \x7f End\r\n"
	r := &hearsay.Reading{Document: &hearsay.Document{Input: "in\x1b]0;put", Title: "A \x1btitle", Outlet: "\u0090outlet", Text: text}, Problems: []string{"odd \x1b[1m"}}
	r.Entities = []hearsay.Entity{{ID: "e1", Name: "Na\x1bme"}}
	r.Claims = []hearsay.Claim{{ID: "c1", Content: []hearsay.Span{{Start: 0, End: 20}}, Chain: []hearsay.Link{{Speaker: "e1"}}, Why: []hearsay.Why{{Field: "a\x1b", Rule: "b\x1b"}}}}
	got := written(t, r, TermOptions{Explain: true})
	if strings.ContainsAny(got, "\x1b\x00\a\r\x7f\u0090\u009b\u202e") {
		t.Errorf("a control code is left in %q", got)
	}
	for _, want := range []string{"␛[31mred␛[0m␇", "in␛]0;put", "Na␛me said:", "odd ␛[1m", "back␀."} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}
