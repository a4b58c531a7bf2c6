package lang

import (
	"bufio"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"hearsay"
	"hearsay/text"
)

// Data is the content of a language's files.
type Data struct {
	Cues, Words, Forenames, Countries string
	// Listed says that cues.txt gives every form of a cue in its brackets. Otherwise
	// the regular ones are made as English makes them.
	Listed bool
}

// Load makes a Language of its files. A mistake in them is an error that names
// the line.
func Load(code string, d Data) (*Language, error) {
	l := &Language{Code: code, Verbs: map[string]*Cue{}, Nouns: map[string]*Cue{}, Adverbs: map[string]*Cue{},
		Classes: map[string]Class{}, Forenames: map[string]Sex{}, Countries: map[string]*Country{}, Demonyms: map[string]*Country{}}
	rules := &text.Rules{Abbreviations: map[string]text.Binding{}, Starters: map[string]bool{}, Elisions: map[string]bool{}, NoInitials: map[string]bool{}}
	words := wordReader{language: l, rules: rules}
	for _, part := range []struct {
		name, data string
		read       func(string) error
	}{
		{"cues", d.Cues, func(line string) error { return l.readCue(line, d.Listed) }},
		{"words", d.Words, words.read},
		{"forenames", d.Forenames, l.readForename},
		{"countries", d.Countries, l.readCountry},
	} {
		if err := eachLine(part.data, part.read); err != nil {
			return nil, fmt.Errorf("load language %s: %s: %w", code, part.name, err)
		}
	}
	l.Text = rules
	return l, nil
}

func eachLine(data string, read func(string) error) error {
	lines := bufio.NewScanner(strings.NewReader(data))
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := read(line); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return lines.Err()
}

// cueWord is a lemma of two letters or more, with its irregular forms.
var cueWord = regexp.MustCompile(`^([^()]{2,})(?:\(([^()]+)\))?$`)

var (
	acts    = []hearsay.Act{hearsay.Says, hearsay.Thinks, hearsay.Documents}
	stances = []hearsay.Stance{hearsay.Asserts, hearsay.Denies, hearsay.Doubts, hearsay.Asks, hearsay.Demands, hearsay.Expects, hearsay.Wishes,
		hearsay.Promises, hearsay.Threatens, hearsay.Declines}
)

// readCue reads "write(wrote,written) v tzq says asserts".
func (l *Language) readCue(line string, listed bool) error {
	f := strings.Fields(line)
	if len(f) != 5 {
		return fmt.Errorf("%w: %d fields, not 5", hearsay.ErrInvalid, len(f))
	}
	frames, ok := ParseFrames(f[2])
	if !ok {
		return fmt.Errorf("%w: frames %q", hearsay.ErrInvalid, f[2])
	}
	m := cueWord.FindStringSubmatch(f[0])
	if m == nil {
		return fmt.Errorf("%w: word %q", hearsay.ErrInvalid, f[0])
	}
	lemma, irregular := m[1], m[2]
	if len(f[1]) != 1 {
		return fmt.Errorf("%w: class %q", hearsay.ErrInvalid, f[1])
	}
	cue := &Cue{Lemma: lemma, Class: f[1][0], Frames: frames, Act: hearsay.Act(f[3]), Stance: hearsay.Stance(f[4])}
	if !slices.Contains(acts, cue.Act) || !slices.Contains(stances, cue.Stance) {
		return fmt.Errorf("%w: act %q, stance %q", hearsay.ErrInvalid, f[3], f[4])
	}
	return l.enter(cue, irregular, listed)
}

// enter files a cue under each of its forms.
func (l *Language) enter(cue *Cue, irregular string, listed bool) error {
	var to map[string]*Cue
	forms := []string{cue.Lemma}
	switch cue.Class {
	case 'v':
		to = l.Verbs
		if !listed {
			forms = verbForms(cue.Lemma, irregular)
		}
	case 'n':
		to = l.Nouns
		if !listed {
			forms = append(forms, withS(cue.Lemma))
		}
	case 'r':
		to = l.Adverbs
	default:
		return fmt.Errorf("%w: class %q", hearsay.ErrInvalid, string(cue.Class))
	}
	if listed && irregular != "" {
		forms = append(forms, strings.Split(irregular, ",")...)
	}
	for _, form := range forms {
		to[form] = cue
	}
	return nil
}

// wordReader reads words.txt: "[name]" or words of the list begun last.
type wordReader struct {
	language *Language
	rules    *text.Rules
	list     string
}

func (r *wordReader) read(line string) error {
	if strings.HasPrefix(line, "[") {
		r.list = strings.Trim(line, "[]")
		return nil
	}
	for _, w := range strings.Fields(line) {
		if err := r.add(w); err != nil {
			return err
		}
	}
	return nil
}

func (r *wordReader) add(w string) error {
	switch r.list {
	case "abbreviations":
		r.rules.Abbreviations[w] = text.MayEnd
	case "binds":
		r.rules.Abbreviations[w] = text.Binds
	case "clitics":
		r.rules.Clitics = append(r.rules.Clitics, w)
	case "starters":
		r.rules.Starters[w] = true
	case "elisions":
		r.rules.Elisions[w] = true
	case "no-initials":
		r.rules.NoInitials[w] = true
	default:
		class, ok := classNames[r.list]
		if !ok {
			return fmt.Errorf("%w: unknown list %q", hearsay.ErrInvalid, r.list)
		}
		r.language.Classes[w] |= class
	}
	return nil
}

func (l *Language) readForename(line string) error {
	name, sex, _ := strings.Cut(line, " ")
	if sex != "f" && sex != "m" && sex != "fm" {
		return fmt.Errorf("%w: sex %q", hearsay.ErrInvalid, sex)
	}
	if strings.Contains(sex, "f") {
		l.Forenames[name] |= Female
	}
	if strings.Contains(sex, "m") {
		l.Forenames[name] |= Male
	}
	return nil
}

// readCountry reads "ML|Mali|17.3|-3.5|2453866|Malian,Malinese"; where the place is
// not known its two fields are empty.
func (l *Language) readCountry(line string) error {
	f := strings.Split(line, "|")
	if len(f) != 6 {
		return fmt.Errorf("%w: %d fields, not 6", hearsay.ErrInvalid, len(f))
	}
	c := &Country{Code: f[0], Name: strings.TrimSpace(f[1]), GazetteerID: f[4]}
	for i, to := range []*float64{&c.Lat, &c.Lon} {
		if f[2] == "" && f[3] == "" {
			break
		}
		v, err := strconv.ParseFloat(f[2+i], 64)
		if err != nil || math.Abs(v) > float64(90+90*i) {
			return fmt.Errorf("%w: coordinate %q", hearsay.ErrInvalid, f[2+i])
		}
		*to = v
	}
	l.Countries[strings.ToLower(c.Name)] = c
	for _, d := range strings.Split(f[5], ",") {
		if d != "" {
			l.Demonyms[strings.ToLower(d)] = c
		}
	}
	return nil
}

// verbForms inflects a verb: the lemma, -s, -ing, -ed, and the irregular past
// and participle where they are given.
func verbForms(lemma, irregular string) []string {
	forms := []string{lemma, withS(lemma)}
	stem := lemma
	switch {
	case strings.HasSuffix(lemma, "ee") || strings.HasSuffix(lemma, "oe"):
	case strings.HasSuffix(lemma, "ie") && irregular != "": // lie, lying
		return append(append(forms, lemma[:len(lemma)-2]+"ying"), strings.Split(irregular, ",")...)
	case strings.HasSuffix(lemma, "e"):
		stem = lemma[:len(lemma)-1]
	case doubles(lemma):
		stem = lemma + lemma[len(lemma)-1:]
	}
	forms = append(forms, stem+"ing")
	if irregular != "" {
		return append(forms, strings.Split(irregular, ",")...)
	}
	if n := len(lemma); lemma[n-1] == 'y' && !isVowel(lemma[n-2]) {
		return append(forms, lemma[:n-1]+"ied")
	}
	if strings.HasSuffix(lemma, "ee") {
		return append(forms, lemma+"d")
	}
	return append(forms, stem+"ed")
}

// withS is the third person of a verb and the plural of a noun.
func withS(lemma string) string {
	n := len(lemma)
	switch {
	case lemma[n-1] == 'y' && !isVowel(lemma[n-2]):
		return lemma[:n-1] + "ies"
	case strings.HasSuffix(lemma, "s") || strings.HasSuffix(lemma, "sh") || strings.HasSuffix(lemma, "ch") || strings.HasSuffix(lemma, "x") || strings.HasSuffix(lemma, "z"),
		lemma[n-1] == 'o' && !isVowel(lemma[n-2]):
		return lemma + "es"
	}
	return lemma + "s"
}

// stressed are verbs of more than one syllable whose last one bears the stress.
var stressed = []string{"admit", "rebut", "submit", "permit", "commit", "refer", "infer", "prefer", "defer", "concur", "demur", "regret"}

// doubles reports verbs whose last consonant is doubled: those of one syllable
// that end in one vowel and one consonant (beg, slam, tip, quip), and the stressed.
func doubles(lemma string) bool {
	lemma = strings.Replace(lemma, "qu", "q", 1)
	n := len(lemma)
	if n < 2 {
		return false
	}
	last, before := lemma[n-1], lemma[n-2]
	if isVowel(last) || strings.IndexByte("wxy", last) >= 0 || !isVowel(before) || n > 2 && isVowel(lemma[n-3]) {
		return false
	}
	vowels := 0
	for i := range n {
		if isVowel(lemma[i]) {
			vowels++
		}
	}
	return vowels == 1 || slices.Contains(stressed, lemma)
}

func isVowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }
