package hearsay

// Reading is what one model made of one document. Lists are in text order.
type Reading struct {
	Document  *Document
	Sentences []Sentence
	Entities  []Entity
	Claims    []Claim
	Figures   []Figure
	Places    []Place
	Dates     []Date
	Events    []Event
	Flags     []Flag
	Problems  []string // the document's problems and those of reading it
	Model     Model
}

// Entity returns the entity with the given id, or nil.
func (r *Reading) Entity(id string) *Entity {
	for i := range r.Entities {
		if r.Entities[i].ID == id {
			return &r.Entities[i]
		}
	}
	return nil
}

// Claim returns the claim with the given id, or nil.
func (r *Reading) Claim(id string) *Claim {
	for i := range r.Claims {
		if r.Claims[i].ID == id {
			return &r.Claims[i]
		}
	}
	return nil
}

// Unread says in a sentence why nothing was looked for in the page: because of its
// language. It is "" for a page that was read, and for one without sentences.
func (r *Reading) Unread() string {
	for i := range r.Sentences {
		if r.Sentences[i].Told == "" {
			return r.Sentences[i].Why
		}
	}
	return ""
}

// Sentence is one sentence of headline, body or caption.
type Sentence struct {
	Span Span
	Told Told   // "" where the page was not read
	Why  string // the rule that decided how it is told, or why the page was not read
}

// Told says how a sentence is told.
type Told string

// How a sentence is told. Told plainly by the outlet is normal, not a fault.
const (
	Attributed  Told = "attributed"   // a claim covers its assertion
	FirstHand   Told = "first-hand"   // the outlet's own reporter saw or received it
	ByOutlet    Told = "outlet"       // plainly, by the outlet itself
	Evaluation  Told = "evaluation"   // the outlet judges or forecasts
	CarriedOver Told = "carried-over" // goes on with what a source said before
)

// Entity is what one or more mentions of the page resolve to.
type Entity struct {
	ID       string // "e1", "e2" … within the page
	Name     string // the fullest name or description on the page
	Kind     EntityKind
	Country  string // ISO 3166-1 alpha-2, or ""
	Office   bool   // a person of whom the page states an office
	Mentions []Span
}

// EntityKind is the kind of thing an entity is.
type EntityKind string

// The kinds of entities.
const (
	Person      EntityKind = "person"
	BodyOrg     EntityKind = "body"
	Group       EntityKind = "group"
	Office      EntityKind = "office"
	PlaceEntity EntityKind = "place"
	DocumentEnt EntityKind = "document"
	OtherEntity EntityKind = "other"
)

// Figure is a number of things, people, money, percent, size or duration: as
// written (Span, Hedge) and as read (the rest). Nil pointers stand for unknown.
type Figure struct {
	Span   Span // hedge, number and unit, without the thing counted
	Value  *float64
	Low    *float64
	High   *float64
	Open   string // "low" or "high" where that bound itself is excluded
	Approx bool
	Hedge  string // the hedging words as written, in lower case
	Unit   string // ISO 4217, "%", "pp", SI symbol, or the word in the singular
	Of     string // the noun counted with its modifiers
	Role   string // total, subset, additional, cumulative, rate, change
	AsOf   int    // index into Reading.Dates, or -1
	Part   PartKind
}

// Place is a place name as written (Span) and as read.
type Place struct {
	Span        Span
	Name        string
	Country     string  // ISO 3166-1 alpha-2
	Lat, Lon    float64 // degrees, WGS 84; both 0 when not known
	Precision   string  // point, city, district, region, country, area
	GazetteerID string
	Part        PartKind
}

// Date is a date expression as written (Span) and as read. From and To are
// ISO 8601 and both inclusive; "" when the page does not let one tell.
type Date struct {
	Span       Span
	Kind       string // point, range, duration, set
	From, To   string
	Grain      string // minute, hour, day, week, month, season, year, decade, century
	Role       string // said, event, as_of, deadline, other
	RelativeTo string // published, text, or ""
	Part       PartKind
}

// Event is who did what to whom, where and when.
type Event struct{ Span Span }

// Flag is something a reader should be warned of.
type Flag struct {
	Kind   FlagKind
	Span   Span
	Claims []string // ids of the claims it concerns
	Part   PartKind
	Why    string
}

// FlagKind is the kind of warning.
type FlagKind string

// The kinds of flags.
const (
	OrphanQuote    FlagKind = "orphan-quote"
	ScareQuote     FlagKind = "scare-quote"
	UnnamedSource  FlagKind = "unnamed-source"
	ClaimMentioned FlagKind = "claim-mentioned"
)

// Model names the model and rules that made a reading.
type Model struct{ Name, Version, SHA256 string }
