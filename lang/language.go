package lang

import (
	"strings"

	"hearsay"
	"hearsay/text"
)

// Language is the data of one language.
type Language struct {
	Code      string // BCP 47
	Text      *text.Rules
	Verbs     map[string]*Cue // by inflected form
	Nouns     map[string]*Cue
	Adverbs   map[string]*Cue
	Classes   map[string]Class // what words.txt says of a word
	Forenames map[string]Sex
	Countries map[string]*Country // by name, in lower case
	Demonyms  map[string]*Country
}

// Class is a set of the word lists that a word stands in.
type Class uint32

// The word lists of words.txt.
const (
	Title        Class = 1 << iota // stands before a name: general, mr
	Role                           // one accountable office: minister, spokesman
	Body                           // an organisation: ministry, council
	OneOfMany                      // a source that nobody could ring up: officials, witnesses
	DocumentNoun                   // speaks without a person: report, survey
	Outlet                         // part of the name of a paper or broadcaster
	FemaleWord
	MaleWord
	Month
	Weekday
	Subordinator // begins a clause: because, while
	Evaluative   // the outlet judges: unlikely, looming
	Negation
	TimeNoun   // week, morning
	LeaderNoun // head, chief: stands for whoever leads a body
	VenueNoun  // statement, interview, channel: where something was said
	BodyName   // in a name, shows that it is no person's: brewery, holdings
)

var classNames = map[string]Class{
	"titles": Title, "roles": Role, "bodies": Body, "one-of-many": OneOfMany, "documents": DocumentNoun, "outlets": Outlet,
	"female": FemaleWord, "male": MaleWord, "months": Month, "weekdays": Weekday, "subordinators": Subordinator,
	"evaluative": Evaluative, "negations": Negation, "time": TimeNoun,
	"leaders": LeaderNoun, "body-names": BodyName, "venues": VenueNoun,
}

// Is reports whether c has any of the classes of d.
func (c Class) Is(d Class) bool { return c&d != 0 }

// Cue is an entry of the cue lexicon: a word that can present others' words.
type Cue struct {
	Lemma  string
	Class  byte // 'v' verb, 'n' noun, 'r' adverb; 'p' phrase, in entries made in code only
	Frames Frame
	Act    hearsay.Act
	Stance hearsay.Stance
}

// Has reports whether the cue licenses every frame of f.
func (c *Cue) Has(f Frame) bool { return c.Frames&f == f }

// Frame is a set of constructions that a cue licenses.
type Frame uint16

// The constructions, with the letters that stand for them in cues.txt.
const (
	ThatClause Frame = 1 << iota // t
	BareClause                   // z
	Beside                       // q: a quotation or clause beside "X said"
	Question                     // w
	Infinitive                   // i
	Addressee                    // a
	Object                       // o
	Phrase                       // f
	Called                       // c
	Passive                      // p
	Manner                       // m
	Gerund                       // g
	About                        // r: of, for, about, against
)

const frameLetters = "tzqwiaofcpmgr"

// ParseFrames reads a word of frame letters; "x" stands for none.
func ParseFrames(s string) (Frame, bool) {
	var f Frame
	for _, r := range s {
		if r == 'x' {
			continue
		}
		i := strings.IndexRune(frameLetters, r)
		if i < 0 {
			return 0, false
		}
		f |= 1 << i
	}
	return f, true
}

// Sex is the sex a forename is given to.
type Sex byte

// A name can be given to both.
const (
	Female Sex = 1 << iota
	Male
)

// Country is a country as a place.
type Country struct {
	Code, Name  string
	Lat, Lon    float64 // degrees, WGS 84; both 0 when not known
	GazetteerID string
}
