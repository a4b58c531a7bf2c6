package store

import (
	"time"

	"hearsay"
)

// Maker names what a reading was made with: the extractor that made the document
// and the model, with its rules, that read it.
type Maker struct {
	Extractor string
	Model     hearsay.Model
}

// Entry is a page to be kept.
type Entry struct {
	Capture   *hearsay.Capture
	Reading   *hearsay.Reading // with its Document
	Extractor string           // what made the document of the capture
	Feed      string           // the feed that led to it, "" for none
	Made      time.Time        // when it was read
}

// Maker is what the entry's reading was made with.
func (e *Entry) Maker() Maker { return Maker{e.Extractor, e.Reading.Model} }

// Again is a new reading of a page that is kept.
type Again struct {
	Page      int64
	Reading   *hearsay.Reading
	Extractor string
	Made      time.Time
}

// Maker is what the new reading was made with.
func (a *Again) Maker() Maker { return Maker{a.Extractor, a.Reading.Model} }

// Outcome says what became of an entry.
type Outcome string

// The outcomes of Add.
const (
	Added     Outcome = "added"
	Known     Outcome = "known"     // the same capture, or one with the same document, is kept
	Recapture Outcome = "recapture" // other bytes with the same document: the bytes were kept
)

// Page is a capture as it is kept, with one reading of it.
type Page struct {
	ID        int64
	ReadingID int64            // of this reading, within the store
	Reading   *hearsay.Reading // with its Document
	Capture   *hearsay.Capture // without Data
	Extractor string           // what made the document
	Added     time.Time        // when the page came into the store
	Made      time.Time        // when the reading was made
	Feed      string           // the feed that led to it, "" for none
	Shown     bool             // this reading is the one that is shown
	Proposed  bool             // a newer reading waits to be accepted
	Marks     []Mark           // on claims of this page, by claim and kind
}

// Document is the document that the reading was made of.
func (p *Page) Document() *hearsay.Document { return p.Reading.Document }

// MarksOf are the marks on one claim.
func (p *Page) MarksOf(claim string) []Mark {
	var of []Mark
	for _, m := range p.Marks {
		if m.Claim == claim {
			of = append(of, m)
		}
	}
	return of
}

// Cited is what the id of a claim resolves to.
type Cited struct {
	Page    *Page // with the reading the claim belongs to
	Claim   *hearsay.Claim
	Current bool // the reading that is shown has this claim
}

// Mark is what a person has said of a claim.
type Mark struct {
	Claim string // id
	Kind  MarkKind
	Note  string
	At    time.Time
}

// MarkKind is what a mark says.
type MarkKind string

// The kinds of marks.
const (
	MarkCited   MarkKind = "cited"   // quoted or referred to by its id
	MarkChecked MarkKind = "checked" // compared with the page and found right
	MarkMisread MarkKind = "misread" // compared with the page and found wrong
)

// MarkKinds lists them in the order in which they are shown.
func MarkKinds() []MarkKind { return []MarkKind{MarkCited, MarkChecked, MarkMisread} }

// Proposal is a page with the reading that waits to be accepted.
type Proposal struct {
	Page *Page            // with the reading that is shown
	New  *hearsay.Reading // with its Document
}

// Counts says how much is kept.
type Counts struct {
	Pages, Claims, Speakers, Feeds, Captures int64
	Waiting                                  int64  // pages not yet in the search index
	From, To                                 string // first and last day of publication, "" for none
}
