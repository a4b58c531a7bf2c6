package text

// Rules is what splitting needs to know of a language. All words are in lower
// case; abbreviations stand with their final full stop.
type Rules struct {
	// Abbreviations keep their full stop. One that Binds never ends a sentence
	// ("gen." stands before a name); the others may.
	Abbreviations map[string]Binding
	// Clitics are split off the end of a word: "'s", "n't".
	Clitics []string
	// Starters are words that, capitalised after an abbreviation, show that a new
	// sentence begins ("the", "he", "but").
	Starters map[string]bool
	// Elisions are words written with a leading apostrophe, which opens no
	// quotation: "'em", "'til".
	Elisions map[string]bool
	// NoInitials are words of one letter that, as capitals before a full stop, are
	// no initials: "so do I."
	NoInitials map[string]bool
}

// Binding says whether an abbreviation can end a sentence.
type Binding byte

// An abbreviation that Binds is always followed by what it belongs to.
const (
	MayEnd Binding = iota + 1
	Binds
)
