package hearsay

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Check reports every breach of the laws of a reading and of its document. Where
// it reports none, whoever shows or stores the reading may rely on them:
//
//   - the text is UTF-8 and the document's id is that of its content;
//   - every span that is expressed is valid in the text: in bounds, on character
//     boundaries, not empty; a content piece, a mention, a part, a sentence, a
//     figure, a place, a date and a flag always are expressed;
//   - credits and corrections are in order and do not overlap; a credit has a
//     name; none of them and no anchor is in a comment;
//   - parts are in order and do not overlap; each sentence lies in one part of
//     the report, sentences are in order and do not overlap; the pieces of a
//     content, the mentions of an entity and the lists of figures, places, dates
//     and flags are in order;
//   - a claim has content and a chain; its indexes are in bounds; a speaker and a
//     flag's claims are there; ids are unique; nobody is known where nobody is
//     expressed;
//   - kinds, acts, stances and all other closed lists hold only their words;
//   - how sentences are told is known of all or none, and of none only where nothing
//     was taken from the page;
//   - nothing is taken from a comment that does not say so (Part).
func Check(r *Reading) []error {
	if r == nil || r.Document == nil {
		return []error{fmt.Errorf("check reading: %w: no document", ErrInvalid)}
	}
	c := checker{r: r, text: r.Document.Text}
	c.document()
	c.sentences()
	c.entities()
	c.claims()
	c.quantities()
	c.flags()
	return c.breaches
}

// checker collects breaches.
type checker struct {
	r        *Reading
	text     string
	comments []Span // parts, in order
	report   []Span
	known    map[string]bool // ids of entities
	breaches []error
}

func (c *checker) breach(format string, args ...any) {
	c.breaches = append(c.breaches, fmt.Errorf("%w: "+format, append([]any{ErrInvalid}, args...)...))
}

// holds adds a breach unless ok.
func (c *checker) holds(ok bool, format string, args ...any) {
	if !ok {
		c.breach(format, args...)
	}
}

func (c *checker) document() {
	d := c.r.Document
	c.holds(utf8.ValidString(d.Text), "text is not UTF-8")
	c.holds(d.ID == DocumentID(d.Text, d.URL, d.Outlet), "document id %q is not that of its content", d.ID)
	spans := make([]Span, 0, len(d.Parts))
	for i, p := range d.Parts {
		word(c, "kind of part", p.Kind, Headline, Byline, Dateline, Body, Caption, Comment)
		c.holds(p.Author == "" || p.Kind == Comment && isAlias(p.Author), "part %d (%s): author %q", i, p.Kind, p.Author)
		spans = append(spans, p.Span)
		switch {
		case p.Kind == Comment:
			c.comments = append(c.comments, p.Span)
		case p.Kind.IsReport():
			c.report = append(c.report, p.Span)
		}
	}
	c.apart("part", spans)
	c.origins(d)
}

// origins checks where a page says its words come from; no comment counts.
func (c *checker) origins(d *Document) {
	credits := make([]Span, 0, len(d.Credits))
	for _, x := range d.Credits {
		c.holds(x.Name != "", "credit %v has no name", x.Span)
		c.inPart("credit", "", x.Span)
		credits = append(credits, x.Span)
	}
	c.apart("credit", credits)
	for _, s := range d.Corrections {
		c.inPart("correction", "", s)
	}
	c.apart("correction", d.Corrections)
	for _, a := range d.Anchors {
		c.taken("anchor", "", a.Span)
	}
}

// isAlias reports names of commenters as they may be shown: c1, c2 …
func isAlias(s string) bool {
	digits, ok := strings.CutPrefix(s, "c")
	return ok && digits != "" && digits[0] != '0' && strings.Trim(digits, "0123456789") == ""
}

func (c *checker) sentences() {
	spans := make([]Span, 0, len(c.r.Sentences))
	var read, unread bool
	for i, s := range c.r.Sentences {
		word(c, "told of a sentence", s.Told, "", Attributed, FirstHand, ByOutlet, Evaluation, CarriedOver)
		unread = unread || s.Told == ""
		read = read || s.Told != ""
		c.holds(within(c.report, s.Span), "sentence %d %v is in no part of the report", i, s.Span)
		spans = append(spans, s.Span)
	}
	c.apart("sentence", spans)
	c.holds(!unread || !read && !c.takes(), "of a page that was not read something is known")
}

// takes reports whether anything was taken from the page.
func (c *checker) takes() bool {
	r := c.r
	return len(r.Entities)+len(r.Claims)+len(r.Figures)+len(r.Places)+len(r.Dates)+len(r.Events)+len(r.Flags) > 0
}

func (c *checker) entities() {
	c.known = map[string]bool{}
	taken := c.takesFromComments()
	for _, e := range c.r.Entities {
		c.holds(e.ID != "" && !c.known[e.ID], "entity id %q is empty or not unique", e.ID)
		c.known[e.ID] = true
		c.holds(e.Name != "", "entity %s has no name", e.ID)
		word(c, "kind of entity", e.Kind, Person, BodyOrg, Group, Office, PlaceEntity, DocumentEnt, OtherEntity)
		for i, m := range e.Mentions {
			c.valid("mention of "+e.ID, m)
			c.holds(i == 0 || e.Mentions[i-1].Compare(m) < 0, "mention %v of %s is out of order", m, e.ID)
			c.holds(taken || !meets(c.comments, m), "mention %v of %s is in a comment", m, e.ID)
		}
	}
}

// takesFromComments reports whether comments were read at all.
func (c *checker) takesFromComments() bool {
	return slices.ContainsFunc(c.r.Claims, func(x Claim) bool { return x.Part == Comment })
}

func (c *checker) claims() {
	seen := map[string]bool{}
	for i := range c.r.Claims {
		x := &c.r.Claims[i]
		c.holds(x.ID != "" && !seen[x.ID], "claim id %q is empty or not unique", x.ID)
		seen[x.ID] = true
		word(c, "kind of claim", x.Kind, Direct, Mixed, Indirect)
		word(c, "act", x.Act, Says, Thinks, Documents)
		word(c, "stance", x.Stance, Asserts, Denies, Doubts, Asks, Demands, Expects, Wishes, Promises, Threatens, Declines)
		c.holds(x.Confidence >= 0 && x.Confidence <= 1, "confidence %v of claim %s", x.Confidence, x.ID)
		c.content(x)
		c.taken("antecedent of "+x.ID, x.Part, x.Antecedent)
		c.holds(len(x.Chain) > 0, "claim %s has no chain", x.ID)
		for k := range x.Chain {
			c.link(x, &x.Chain[k])
		}
		c.indexes(x)
	}
}

func (c *checker) content(x *Claim) {
	c.holds(len(x.Content) > 0, "claim %s has no content", x.ID)
	for _, s := range x.Content {
		c.inPart("content of "+x.ID, x.Part, s)
	}
	c.apart("content of "+x.ID, x.Content)
}

func (c *checker) link(x *Claim, l *Link) {
	word(c, "standing", l.Standing, Named, Role, Unnamed, None)
	c.taken("source of "+x.ID, x.Part, l.Source)
	c.taken("cue of "+x.ID, x.Part, l.Cue)
	c.taken("reason of "+x.ID, x.Part, l.Reason)
	c.holds(l.Speaker == "" || c.known[l.Speaker], "claim %s: there is no speaker %q", x.ID, l.Speaker)
	c.holds(l.Standing != None || l.Speaker == "", "claim %s: speaker %q where nobody is expressed", x.ID, l.Speaker)
	if v := l.Via; v != nil {
		word(c, "kind of venue", v.Kind, ViaOutlet, ViaStatement, ViaPost, ViaBriefing, ViaInterview, ViaBroadcast, ViaDocument, ViaCourt, ViaOther)
		c.inPart("venue of "+x.ID, x.Part, v.Span)
	}
}

func (c *checker) indexes(x *Claim) {
	c.index("said_on", x, x.SaidOn, len(c.r.Dates))
	for _, list := range []struct {
		name    string
		indexes []int
		length  int
	}{{"figures", x.Figures, len(c.r.Figures)}, {"places", x.Places, len(c.r.Places)}, {"dates", x.Dates, len(c.r.Dates)}, {"events", x.Events, len(c.r.Events)}} {
		for k, i := range list.indexes {
			c.holds(0 <= i && i < list.length, "claim %s: %s[%d] is %d of %d", x.ID, list.name, k, i, list.length)
			c.holds(k == 0 || list.indexes[k-1] < i, "claim %s: %s is out of order at %d", x.ID, list.name, k)
		}
	}
}

// index checks an index of which -1 stands for none.
func (c *checker) index(name string, x *Claim, i, length int) {
	c.holds(-1 <= i && i < length, "claim %s: %s is %d of %d", x.ID, name, i, length)
}

func (c *checker) quantities() {
	r := c.r
	figures, places, dates := make([]Span, 0, len(r.Figures)), make([]Span, 0, len(r.Places)), make([]Span, 0, len(r.Dates))
	for i, f := range r.Figures {
		c.inPart("figure", f.Part, f.Span)
		word(c, "open bound", f.Open, "", "low", "high")
		word(c, "role of a figure", f.Role, "", "total", "subset", "additional", "cumulative", "rate", "change")
		c.holds(-1 <= f.AsOf && f.AsOf < len(r.Dates), "figure %d: as_of is %d of %d", i, f.AsOf, len(r.Dates))
		c.holds(f.Low == nil || f.High == nil || *f.Low <= *f.High, "figure %d: low is above high", i)
		figures = append(figures, f.Span)
	}
	for _, p := range r.Places {
		c.inPart("place", p.Part, p.Span)
		word(c, "precision", p.Precision, "point", "city", "district", "region", "country", "area")
		places = append(places, p.Span)
	}
	for i, d := range r.Dates {
		c.inPart("date", d.Part, d.Span)
		word(c, "kind of date", d.Kind, "point", "range", "duration", "set")
		word(c, "grain", d.Grain, "minute", "hour", "day", "week", "month", "season", "year", "decade", "century")
		word(c, "role of a date", d.Role, "said", "event", "as_of", "deadline", "other")
		word(c, "relative_to", d.RelativeTo, "", "published", "text")
		c.holds(d.From == "" || d.To == "" || d.From <= d.To, "date %d: from %s is after to %s", i, d.From, d.To)
		dates = append(dates, d.Span)
	}
	c.ordered("figure", figures)
	c.ordered("place", places)
	c.ordered("date", dates)
	for _, e := range r.Events {
		c.valid("event", e.Span)
	}
}

func (c *checker) flags() {
	spans := make([]Span, 0, len(c.r.Flags))
	ids := map[string]bool{}
	for i := range c.r.Claims {
		ids[c.r.Claims[i].ID] = true
	}
	for _, f := range c.r.Flags {
		word(c, "kind of flag", f.Kind, OrphanQuote, ScareQuote, UnnamedSource, ClaimMentioned)
		c.inPart(string(f.Kind), f.Part, f.Span)
		for _, id := range f.Claims {
			c.holds(ids[id], "%s %v: there is no claim %q", f.Kind, f.Span, id)
		}
		spans = append(spans, f.Span)
	}
	c.ordered("flag", spans)
}

// word checks a word against its closed list.
func word[T ~string](c *checker, what string, got T, list ...T) {
	c.holds(slices.Contains(list, got), "%s %q", what, got)
}

func (c *checker) valid(what string, s Span) bool {
	ok := s.IsValid(c.text)
	c.holds(ok, "%s %v is empty, out of bounds or off a character boundary", what, s)
	return ok
}

// taken checks a span that may be zero, for "not expressed".
func (c *checker) taken(what string, part PartKind, s Span) {
	if !s.IsZero() {
		c.inPart(what, part, s)
	}
}

// inPart checks that a span lies where its part says: in comments if it says so,
// else outside of them.
func (c *checker) inPart(what string, part PartKind, s Span) {
	word(c, "part", part, "", Headline, Byline, Dateline, Body, Caption, Comment)
	switch {
	case !c.valid(what, s):
	case part == Comment:
		c.holds(within(c.comments, s), "%s %v says it is from a comment and is not", what, s)
	default:
		c.holds(!meets(c.comments, s), "%s %v is from a comment and does not say so", what, s)
	}
}

// apart checks that spans are valid, in order and do not overlap.
func (c *checker) apart(what string, spans []Span) {
	for i, s := range spans {
		c.valid(what, s)
		c.holds(i == 0 || spans[i-1].End <= s.Start, "%s %v overlaps the one before or is out of order", what, s)
	}
}

// ordered checks that spans are in order; they may overlap.
func (c *checker) ordered(what string, spans []Span) {
	for i, s := range spans {
		c.holds(i == 0 || spans[i-1].Compare(s) <= 0, "%s %v is out of order", what, s)
	}
}

// meets reports whether s overlaps one of spans, which are in order and apart.
func meets(spans []Span, s Span) bool {
	i := after(spans, s.Start)
	return i < len(spans) && spans[i].Start < s.End
}

// within reports whether s lies inside one of spans, which are in order and apart.
func within(spans []Span, s Span) bool {
	i := after(spans, s.Start)
	return i < len(spans) && spans[i].Contains(s)
}

// after is the index of the first span that ends after byte at.
func after(spans []Span, at int) int {
	i, _ := slices.BinarySearchFunc(spans, at, func(s Span, at int) int { return cmp.Compare(s.End, at+1) })
	return i
}
