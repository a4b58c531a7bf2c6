package hearsay

// Document is the text taken from one capture, with what is known of the page.
// Text never changes after the document is made; every Span points into it.
type Document struct {
	ID          string // "sha256:" and the hash of text, address and outlet
	Input       string // the name by which the caller gave it
	URL         string
	Outlet      string
	Title       string
	Authors     []string
	Published   string // ISO 8601 day, "" when unknown; never the time of fetching
	Language    string // BCP 47, "" when unknown
	Text        string
	Parts       []Part   // in text order, not overlapping
	Anchors     []Anchor // links out of the body, in text order
	Credits     []Credit // agencies that the page credits, in text order
	Corrections []Span   // notices that the page was changed, in text order
	Problems    []string // what was odd about the input, for a person to read
}

// Anchor is a link out of the page with the words it stands on.
type Anchor struct {
	URL, Text string
	Span      Span // of the words, zero where their place is not certain
}

// Credit is an agency or partner that the page says its words come from: "(Reuters)",
// "With AP".
type Credit struct {
	Span Span
	Name string
}

// Part is a stretch of the text with one function on the page.
type Part struct {
	Kind   PartKind
	Span   Span
	Author string // comments only: "c1", "c2" … in order of first appearance, or ""
}

// PartKind says what a part does on the page.
type PartKind string

// The kinds of parts. Boilerplate is not in the text of a page read from HTML;
// in plain text it is whatever no part covers.
const (
	Headline PartKind = "headline"
	Byline   PartKind = "byline"
	Dateline PartKind = "dateline"
	Body     PartKind = "body"
	Caption  PartKind = "caption"
	Comment  PartKind = "comment"
)

// IsReport reports whether sentences of the part belong to the report itself.
func (k PartKind) IsReport() bool { return k == Headline || k == Body || k == Caption }
