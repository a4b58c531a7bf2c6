package desk

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"hearsay"
	"hearsay/export"
	"hearsay/store"
)

// telling is a claim as it is told of in one line: who said it, through whom it
// came, with what stance. It never stands without what was said, nor that without
// it.
type telling struct {
	ID         string
	N          int // its number on the page, from 1
	Root       teller
	Passed     []teller // each later link of the chain
	Before     string   // what stands before the verb
	Verb       string   // "said", "denied"
	Stance     hearsay.Stance
	Act        hearsay.Act
	Kind       hearsay.Kind
	Standing   hearsay.Standing
	Sure       string
	SaidOn     string
	Figures    []reading
	Dates      []reading
	Places     []reading
	Content    string
	Antecedent string
	Why        []hearsay.Why
	Marks      []store.Mark
}

// teller is one who told, as a line names them.
type teller struct {
	Name     string
	Standing hearsay.Standing
	Reason   string // why they are not named, as the page says
	Via      string // where it was told, with its preposition
	How      string // "quoted by", for those who passed it on
	Same     bool   // the one before, by their own account
}

// reading is something as written with what it was read as.
type reading struct{ Written, Read string }

const nobody = "nobody named"

// tell makes a telling of a claim.
func tell(p *store.Page, i int) telling {
	r, c := p.Reading, &p.Reading.Claims[i]
	text := r.Document.Text
	t := telling{ID: c.ID, N: i + 1, Verb: export.Verb(c.Act, c.Stance), Stance: c.Stance, Act: c.Act, Kind: c.Kind, Standing: hearsay.None, Sure: sureness(c), Why: c.Why, Marks: p.MarksOf(c.ID), Content: contentOf(c, text)}
	if !c.Antecedent.IsZero() {
		t.Antecedent = printable(c.Antecedent.In(text))
	}
	for k, l := range c.Chain {
		one := tellerOf(r, l)
		if k == 0 {
			t.Root, t.Standing = one, l.Standing
			continue
		}
		one.How, one.Same = export.Passing(words(text, l.Cue)), l.Speaker != "" && l.Speaker == c.Chain[k-1].Speaker
		t.Passed = append(t.Passed, one)
	}
	switch {
	case t.Root.Name == nobody:
		t.Before = "; it was"
	case len(t.Passed) > 0 || t.Root.Via != "":
		t.Before = ","
	}
	if c.SaidOn >= 0 {
		t.SaidOn = dayWords(&r.Dates[c.SaidOn])
	}
	for _, k := range c.Figures {
		t.Figures = append(t.Figures, reading{printable(r.Figures[k].Span.In(text)), figureWords(&r.Figures[k])})
	}
	for _, k := range c.Dates {
		t.Dates = append(t.Dates, reading{printable(r.Dates[k].Span.In(text)), dateWords(&r.Dates[k])})
	}
	for _, k := range c.Places {
		t.Places = append(t.Places, reading{printable(r.Places[k].Span.In(text)), placeWords(&r.Places[k])})
	}
	return t
}

// tellerOf names a link: in full where it is certain who it is, else in the words
// of the page, else as nobody.
func tellerOf(r *hearsay.Reading, l hearsay.Link) teller {
	text := r.Document.Text
	t := teller{Name: nobody, Standing: l.Standing, Reason: words(text, l.Reason)}
	if e := r.Entity(l.Speaker); e != nil && e.Name != "" {
		t.Name = printable(e.Name)
	} else if w := words(text, l.Source); w != "" {
		t.Name = w
	}
	if l.Via != nil {
		if w := words(text, l.Via.Span); w != "" {
			t.Via = export.Venue(l.Via.Kind, w)
		}
	}
	return t
}

// Line is the telling in plain words, as titles and lists of other programs show
// it.
func (t telling) Line() string {
	var b strings.Builder
	b.WriteString(t.Root.Name)
	if t.Root.Standing != hearsay.Named && t.Root.Name != nobody {
		b.WriteString(" (" + standingWord(string(t.Root.Standing)) + ")")
	}
	if t.Root.Via != "" {
		b.WriteString(", " + t.Root.Via)
	}
	for _, p := range t.Passed {
		if p.Same {
			b.WriteString(", by their own account")
		} else {
			b.WriteString(", " + p.How + " " + p.Name)
		}
		if p.Via != "" {
			b.WriteString(" " + p.Via)
		}
	}
	b.WriteString(t.Before + " " + t.Verb)
	return b.String()
}

// words are the words of a span on one line, "" for none.
func words(text string, s hearsay.Span) string {
	if s.IsZero() {
		return ""
	}
	return strings.Join(strings.Fields(printable(s.In(text))), " ")
}

// contentOf is what was said, pieces joined.
func contentOf(c *hearsay.Claim, text string) string {
	var pieces []string
	for _, s := range c.Content {
		pieces = append(pieces, words(text, s))
	}
	return strings.Join(pieces, " … ")
}

// stretch is a stretch of text that is, or is not, what was said.
type stretch struct {
	Text   string
	Marked bool
}

// longestContext is how many bytes of a sentence are shown around what was said.
const longestContext = 240

// excerpt is the sentence, or sentences, in which a claim stands, its words marked.
func excerpt(r *hearsay.Reading, c *hearsay.Claim) []stretch {
	text := r.Document.Text
	hull := hearsay.Hull(c.Content)
	whole := hull
	for _, s := range r.Sentences {
		if s.Span.Overlaps(hull) {
			whole = hearsay.Hull([]hearsay.Span{whole, s.Span})
		}
	}
	before, after := "", ""
	if hull.Start-whole.Start > longestContext {
		whole.Start, before = boundary(text, hull.Start-longestContext, hull.Start), "… "
	}
	if whole.End-hull.End > longestContext {
		whole.End, after = boundary(text, hull.End+longestContext, whole.End), " …"
	}
	out := []stretch{{Text: before}}
	at := whole.Start
	for _, s := range c.Content {
		out = append(out, stretch{Text: printable(text[at:s.Start])}, stretch{printable(s.In(text)), true})
		at = s.End
	}
	return append(out, stretch{Text: printable(text[at:whole.End]) + after})
}

// boundary is the next place from i on where a word ends or begins, before limit;
// in a word that is too long, where a character begins.
func boundary(text string, i, limit int) int {
	if space := strings.IndexAny(text[i:min(limit, i+60)], " \n"); space >= 0 {
		return i + space
	}
	for i < limit && !utf8.RuneStart(text[i]) {
		i++
	}
	return i
}

// claimPath and pagePath are where a claim's sheet, and its place on its page, are.
func claimPath(id string) string { return "/claims/" + id }

func pagePath(document string, claim int) string {
	p := "/pages/" + document
	if claim > 0 {
		p += "#c" + strconv.Itoa(claim)
	}
	return p
}
