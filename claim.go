package hearsay

// Claim is text that the page presents as coming from somebody other than its
// own author.
type Claim struct {
	ID         string // hash of document, cue and content
	Kind       Kind
	Act        Act
	Stance     Stance
	Content    []Span // the longest attributed stretch, in pieces, in text order
	Antecedent Span   // what a content that only points back stands for, or zero
	Chain      []Link // Chain[0]: whose words they are; each later link passed it on
	SaidOn     int    // index into Reading.Dates, or -1
	Figures    []int  // indexes into Reading.Figures
	Places     []int
	Dates      []int
	Events     []int
	Confidence float64 // of the reading, 0 to 1; not of what is claimed
	Part       PartKind
	Why        []Why
}

// Link is one telling in a chain.
type Link struct {
	Source   Span   // the noun phrase or pronoun, or zero when none is expressed
	Cue      Span   // the words that mark the telling, or zero for an uncued quotation
	Speaker  string // Entity.ID, "" when there is none or it is not certain
	Standing Standing
	Reason   Span // the words that say why the source is not named, or zero
	Via      *Via // the venue, or nil
}

// Via is the venue of a telling: the channel, paper, statement or briefing.
type Via struct {
	Span Span
	Kind ViaKind
}

// Why records which rule set a field.
type Why struct{ Field, Rule string }

// Kind says how much of a claim's content stands inside quotation marks.
type Kind string

// Act says what the source does with the content.
type Act string

// Stance is the source's attitude to the content.
type Stance string

// Standing says how far a source can be told from others.
type Standing string

// ViaKind is the kind of venue.
type ViaKind string

// The closed vocabularies of a claim.
const (
	Direct   Kind = "direct"
	Mixed    Kind = "mixed"
	Indirect Kind = "indirect"

	Says      Act = "says"
	Thinks    Act = "thinks"
	Documents Act = "document"

	Asserts   Stance = "asserts"
	Denies    Stance = "denies"
	Doubts    Stance = "doubts"
	Asks      Stance = "asks"
	Demands   Stance = "demands"
	Expects   Stance = "expects"
	Wishes    Stance = "wishes"
	Promises  Stance = "promises"
	Threatens Stance = "threatens"
	Declines  Stance = "declines"

	Named   Standing = "named"
	Role    Standing = "role"
	Unnamed Standing = "unnamed"
	None    Standing = "none"

	ViaOutlet    ViaKind = "outlet"
	ViaStatement ViaKind = "statement"
	ViaPost      ViaKind = "post"
	ViaBriefing  ViaKind = "briefing"
	ViaInterview ViaKind = "interview"
	ViaBroadcast ViaKind = "broadcast"
	ViaDocument  ViaKind = "document"
	ViaCourt     ViaKind = "court"
	ViaOther     ViaKind = "other"
)
