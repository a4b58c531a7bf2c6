package lang

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"hearsay"
	"hearsay/text"
)

func TestParseFrames(t *testing.T) {
	for _, c := range []struct {
		letters string
		want    Frame
		ok      bool
	}{
		{"t", ThatClause, true}, {"tzq", ThatClause | BareClause | Beside, true}, {"x", 0, true}, {"", 0, true},
		{frameLetters, About<<1 - 1, true}, {"rgm", About | Gerund | Manner, true}, {"tk", 0, false}, {"T", 0, false}, {"é", 0, false},
	} {
		if got, ok := ParseFrames(c.letters); got != c.want || ok != c.ok {
			t.Errorf("ParseFrames(%q) = %b, %v", c.letters, got, ok)
		}
	}
	cue := &Cue{Frames: ThatClause | Beside}
	if !cue.Has(ThatClause) || !cue.Has(ThatClause|Beside) || cue.Has(ThatClause|Infinitive) || !cue.Has(0) {
		t.Error("Has wants every frame")
	}
}

func TestVerbForms(t *testing.T) {
	for _, c := range []struct{ lemma, irregular, want string }{
		{"say", "said", "say says saying said"}, {"tell", "told", "tell tells telling told"}, {"write", "wrote,written", "write writes writing wrote written"},
		{"deny", "", "deny denies denying denied"}, {"admit", "", "admit admits admitting admitted"}, {"beg", "", "beg begs begging begged"},
		{"quip", "", "quip quips quipping quipped"}, {"argue", "", "argue argues arguing argued"}, {"agree", "", "agree agrees agreeing agreed"},
		{"rebut", "", "rebut rebuts rebutting rebutted"}, {"confess", "", "confess confesses confessing confessed"}, {"preach", "", "preach preaches preaching preached"},
		{"answer", "", "answer answers answering answered"}, {"report", "", "report reports reporting reported"}, {"claim", "", "claim claims claiming claimed"},
		{"add", "", "add adds adding added"}, {"vow", "", "vow vows vowing vowed"}, {"convey", "", "convey conveys conveying conveyed"}, {"relay", "", "relay relays relaying relayed"},
		{"tweet", "", "tweet tweets tweeting tweeted"}, {"disclose", "", "disclose discloses disclosing disclosed"}, {"threaten", "", "threaten threatens threatening threatened"},
		{"go", "went,gone", "go goes going went gone"}, {"veto", "", "veto vetoes vetoing vetoed"}, {"refer", "", "refer refers referring referred"}, {"concur", "", "concur concurs concurring concurred"},
		{"buzz", "", "buzz buzzes buzzing buzzed"}, {"fax", "", "fax faxes faxing faxed"}, {"lie", "lied", "lie lies lying lied"},
	} {
		if got := strings.Join(verbForms(c.lemma, c.irregular), " "); got != c.want {
			t.Errorf("%s: %s, want %s", c.lemma, got, c.want)
		}
	}
	for _, lemma := range []string{"ab", "ee", "qu", "yy", "xo"} { // no verbs, and no panic
		verbForms(lemma, "")
	}
}

const (
	goodCues      = "# cues\n\nsay(said) v tzq says asserts\nclaim n t says asserts\nreportedly r x says asserts"
	goodWords     = "[binds]\ngen. dr.\n[abbreviations]\ninc.\n[clitics]\nn't 's\n[starters]\nthe\n[elisions]\n'em\n[no-initials]\ni\n[titles]\ngeneral\n[roles]\ngeneral"
	goodForenames = "anna f\nkim fm\npeter m"
	goodCountries = "ML|Mali|17.5|-4.0|2453866|Malian,Malians"
)

func TestLoad(t *testing.T) {
	l, err := Load("xx", Data{Cues: goodCues, Words: goodWords, Forenames: goodForenames, Countries: goodCountries})
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{"say", "says", "saying", "said"} {
		if c := l.Verbs[form]; c == nil || c.Lemma != "say" || c.Act != hearsay.Says || c.Stance != hearsay.Asserts || !c.Has(ThatClause|BareClause|Beside) {
			t.Errorf("%s: %+v", form, c)
		}
	}
	if l.Nouns["claims"] == nil || l.Adverbs["reportedly"] == nil || l.Verbs["claim"] != nil {
		t.Error("classes are mixed up")
	}
	if !l.Classes["general"].Is(Title) || !l.Classes["general"].Is(Role) || l.Classes["general"].Is(Body) {
		t.Errorf("general is %b", l.Classes["general"])
	}
	if l.Forenames["kim"] != Female|Male || l.Forenames["anna"] != Female || l.Forenames["peter"] != Male {
		t.Errorf("forenames %v", l.Forenames)
	}
	if c := l.Countries["mali"]; c == nil || c.Code != "ML" || c.Lat != 17.5 || c.Lon != -4 || l.Demonyms["malians"] != c {
		t.Errorf("Mali is %+v", c)
	}
	r := l.Text
	if r.Abbreviations["gen."] != text.Binds || r.Abbreviations["inc."] != text.MayEnd || !slices.Equal(r.Clitics, []string{"n't", "'s"}) || !r.Starters["the"] || !r.Elisions["'em"] || !r.NoInitials["i"] {
		t.Errorf("rules %+v", r)
	}
	if _, err := Load("xx", Data{}); err != nil {
		t.Error("a language without files:", err)
	}
}

// TestLoadNamesTheLine breaks each file once; the error names file and line.
func TestLoadNamesTheLine(t *testing.T) {
	for name, c := range map[string]struct {
		data Data
		want string
	}{
		"fields":        {Data{Cues: goodCues + "\nsay v tzq says"}, "cues: line 6"},
		"frames":        {Data{Cues: "\nsay v k says asserts"}, "cues: line 2"},
		"class":         {Data{Cues: "say q t says asserts"}, "cues: line 1"},
		"long class":    {Data{Cues: "say verb t says asserts"}, "cues: line 1"},
		"act":           {Data{Cues: "say v t sings asserts"}, "cues: line 1"},
		"stance":        {Data{Cues: "say v t says nods"}, "cues: line 1"},
		"unknown list":  {Data{Words: goodWords + "\n[heroes]\nann"}, "words: line 18"},
		"no list":       {Data{Words: "word"}, "words: line 1"},
		"sex":           {Data{Forenames: "anna f\nkim x"}, "forenames: line 2"},
		"sex twice":     {Data{Forenames: "kim mf"}, "forenames: line 1"},
		"no sex":        {Data{Forenames: "anna"}, "forenames: line 1"},
		"few columns":   {Data{Countries: "ML|Mali"}, "countries: line 1"},
		"latitude":      {Data{Countries: goodCountries + "\nNE|Niger|north|8|1|Nigerien"}, "countries: line 2"},
		"longitude":     {Data{Countries: "NE|Niger|16|181|1|Nigerien"}, "countries: line 1"},
		"no lemma":      {Data{Cues: "(said) v t says asserts"}, "cues: line 1"},
		"one letter":    {Data{Cues: "a v t says asserts"}, "cues: line 1"},
		"a long line":   {Data{Words: strings.Repeat("x", 2<<20)}, "words"},
		"not a bracket": {Data{Cues: "say(said v t says asserts"}, "cues: line 1"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Load("xx", c.data)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want it to name %q", err, c.want)
			}
			if name != "a long line" && !errors.Is(err, hearsay.ErrInvalid) {
				t.Errorf("%v is not ErrInvalid", err)
			}
		})
	}
}
