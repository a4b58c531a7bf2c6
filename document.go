package hearsay

// Document is the text taken from one capture, with what is known of the page.
// Text never changes after the document is made; every Span points into it.
type Document struct {
	ID        string // "sha256:" and the hash of text, address and outlet
	Input     string // the name by which the caller gave it
	URL       string
	Outlet    string
	Title     string
	Authors   []string
	Published string // ISO 8601 day, "" when unknown; never the time of fetching
	Language  string // BCP 47, as the text shows it or the page says; "" when unknown
	Text      string
	Parts     []Part // in text order, not overlapping
	Anchors   []Anchor
	Problems  []string // what was odd about the input, for a person to read

	Credits     []Credit // in text order
	Corrections []Span   // where the page says what was wrong or is new in it; in text order, apart
}

// Anchor is a link out of the page with the words it stands on. Span is where
// those stand in the text, zero when that is not certain.
type Anchor struct {
	URL, Text string
	Span      Span
}

// Credit names an agency of which the page says that its text came from there:
// "(Reuters)", "With AP". What a sentence of the report attributes is none.
type Credit struct {
	Span Span   // of the agency's name as the page writes it
	Name string // of the agency, one for all ways to write it
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
