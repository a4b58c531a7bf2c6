package desk

import (
	"net/http"
	"slices"
	"strings"

	"hearsay"
	"hearsay/export"
	"hearsay/store"
)

// pageView is what the page view shows.
type pageView struct {
	Document   string
	Title      string
	Headline   bool // it stands in the text, too
	Outlet     string
	Authors    string
	Published  string
	Captured   string
	Link       string // the original, where it may be linked to
	SHA256     string
	Language   string
	Maker      string
	Proposed   bool
	Shown      bool
	Paragraphs []paragraph
	Comments   []comment
	Problems   []string
	Figures    []reading // those of the whole page
	Dates      []reading
	Places     []reading
	Sentences  []told       // how each is told, and why
	Flags      []flagNote   // those of the whole page
	Counts     []facetValue // claims by standing
	Told       []facetValue // sentences by how they are told
	Claims     int
	Credits    string   // agencies that the page credits
	Notices    []string // that it was changed
	Unread     string   // why the page was not read
	Cut        bool     // the text is longer than what is shown
}

// paragraph is a paragraph with what is noted beside it.
type paragraph struct {
	Kind      hearsay.PartKind
	Sentences []sentence
	Claims    []telling // that begin in it
	Flags     []flagNote
}

// sentence is a sentence, or what stands between two.
type sentence struct {
	Told     hearsay.Told // "" for what is no sentence
	ToldWord string
	ToldLong string
	Why      string
	Segments []segment
}

// segment is a stretch of text of which the same is known throughout.
type segment struct {
	Text   string
	Starts []int // numbers of claims that begin here
	Claim  int   // the innermost claim that covers it, 0 for none
	Inside int   // how many claims cover it
	Class  string
	Tip    string // a figure, date or place as it was read
	TipIs  string
}

type flagNote struct{ Words, Text, Why string }

// told is a sentence in the list of how sentences are told.
type told struct{ Text, Word, Why string }

type comment struct{ Author, Text string }

func (d *desk) page(r *http.Request) (view, error) {
	p, err := d.Store.Page(r.Context(), r.PathValue("document"))
	if err != nil {
		return view{}, err
	}
	return view{Name: "page", Title: titleOf(p.Document()), Nav: "search", Data: viewPage(p)}, nil
}

func (d *desk) pageJSON(w http.ResponseWriter, r *http.Request) {
	p, err := d.Store.Page(r.Context(), r.PathValue("document"))
	if err != nil {
		d.render(w, r, d.failed(r, err))
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if err := export.NewJSON(w, true).Write(p.Reading); err != nil {
		d.log(r, err)
	}
}

func viewPage(p *store.Page) pageView {
	r, doc := p.Reading, p.Document()
	v := pageView{Document: doc.ID, Title: titleOf(doc), Outlet: printable(doc.Outlet), Authors: printable(strings.Join(doc.Authors, ", ")), Published: doc.Published,
		Captured: moment(p.Capture.Time), Link: webAddress(doc.URL), SHA256: p.Capture.SHA256, Language: doc.Language, Maker: p.Extractor + ", " + r.Model.Name + " " + r.Model.Version,
		Proposed: p.Proposed, Shown: p.Shown, Problems: r.Problems, Claims: len(r.Claims), Unread: r.Unread(), Cut: len(doc.Text) > maxShown}
	v.Paragraphs = paragraphs(p)
	v.Headline = len(v.Paragraphs) > 0 && v.Paragraphs[0].Kind == hearsay.Headline
	v.list(r)
	v.notices(doc)
	v.Counts, v.Told = countStandings(r), countTold(r)
	return v
}

// list fills in the lists below the text: what was read, and why sentences and
// flags are as they are.
func (v *pageView) list(r *hearsay.Reading) {
	doc := r.Document
	for _, sentence := range r.Sentences[:min(len(r.Sentences), maxListed)] {
		short, _ := toldWords(sentence.Told)
		v.Sentences = append(v.Sentences, told{shorten(words(doc.Text, sentence.Span)), short, sentence.Why})
	}
	for _, f := range r.Flags[:min(len(r.Flags), maxListed)] {
		v.Flags = append(v.Flags, flagNote{flagWords(f.Kind), words(doc.Text, f.Span), f.Why})
	}
	for i := range r.Figures {
		v.Figures = append(v.Figures, reading{printable(r.Figures[i].Span.In(doc.Text)), figureWords(&r.Figures[i])})
	}
	for i := range r.Dates {
		v.Dates = append(v.Dates, reading{printable(r.Dates[i].Span.In(doc.Text)), dateWords(&r.Dates[i])})
	}
	for i := range r.Places {
		v.Places = append(v.Places, reading{printable(r.Places[i].Span.In(doc.Text)), placeWords(&r.Places[i])})
	}
}

// notices fills in what the page says of itself, and the comments below it.
func (v *pageView) notices(doc *hearsay.Document) {
	var credits []string
	for _, c := range doc.Credits {
		if name := printable(c.Name); !slices.Contains(credits, name) {
			credits = append(credits, name)
		}
	}
	v.Credits = strings.Join(credits, ", ")
	for _, s := range doc.Corrections {
		v.Notices = append(v.Notices, words(doc.Text, s))
	}
	for _, part := range doc.Parts {
		if part.Kind == hearsay.Comment {
			v.Comments = append(v.Comments, comment{part.Author, printable(part.Span.In(doc.Text))})
		}
	}
}

// maxListed is how many sentences and flags are listed below a page.
const maxListed = 2000

// shorten is the beginning of a sentence, as much as tells it from others.
func shorten(s string) string {
	const most = 90
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:most]) + "…"
}

func countStandings(r *hearsay.Reading) (out []facetValue) {
	for _, s := range []hearsay.Standing{hearsay.Named, hearsay.Role, hearsay.Unnamed, hearsay.None} {
		n := 0
		for i := range r.Claims {
			if len(r.Claims[i].Chain) > 0 && r.Claims[i].Chain[0].Standing == s {
				n++
			}
		}
		if n > 0 {
			out = append(out, facetValue{Label: standingWord(string(s)), Count: n, Link: string(s)})
		}
	}
	return out
}

func countTold(r *hearsay.Reading) (out []facetValue) {
	for _, t := range []hearsay.Told{hearsay.Attributed, hearsay.ByOutlet, hearsay.FirstHand, hearsay.Evaluation, hearsay.CarriedOver} {
		n := 0
		for _, s := range r.Sentences {
			if s.Told == t {
				n++
			}
		}
		if n > 0 {
			short, _ := toldWords(t)
			out = append(out, facetValue{Label: short, Count: n, Link: string(t)})
		}
	}
	return out
}

// maxShown is how much of a text is shown, in bytes: a book in one page would be no
// page. The JSON holds all.
const maxShown = 500_000

// paragraphs are the paragraphs of the report, cut at blank lines. In plain text
// what no part covers is shown too, as furniture of the page.
func paragraphs(p *store.Page) []paragraph {
	text := p.Document().Text
	c := newCutter(p)
	var out []paragraph
	for _, part := range wholeParts(p.Document()) {
		if part.Kind == hearsay.Comment {
			continue
		}
		for _, span := range blocks(text, part.Span) {
			if span.Start > maxShown {
				return out
			}
			one := paragraph{Kind: part.Kind, Sentences: c.sentences(span)}
			for i := range p.Reading.Claims {
				if first := p.Reading.Claims[i].Content[0]; span.Start <= first.Start && first.Start < span.End {
					one.Claims = append(one.Claims, tell(p, i))
				}
			}
			for _, f := range p.Reading.Flags {
				if span.Start <= f.Span.Start && f.Span.Start < span.End && f.Part != hearsay.Comment {
					one.Flags = append(one.Flags, flagNote{flagWords(f.Kind), words(text, f.Span), f.Why})
				}
			}
			out = append(out, one)
		}
	}
	return out
}

// wholeParts are the parts and what lies between them.
func wholeParts(d *hearsay.Document) []hearsay.Part {
	var out []hearsay.Part
	at := 0
	for _, p := range append(slices.Clone(d.Parts), hearsay.Part{Kind: "end", Span: hearsay.Span{Start: len(d.Text), End: len(d.Text)}}) {
		if strings.TrimSpace(d.Text[at:p.Span.Start]) != "" {
			out = append(out, hearsay.Part{Kind: "furniture", Span: hearsay.Span{Start: at, End: p.Span.Start}})
		}
		if p.Kind != "end" {
			out = append(out, p)
		}
		at = p.Span.End
	}
	return out
}

// blocks cuts a stretch at its blank lines, and at line ends where lines are
// paragraphs.
func blocks(text string, within hearsay.Span) []hearsay.Span {
	var out []hearsay.Span
	open := false
	for at := within.Start; at < within.End; {
		end := within.End
		if i := strings.IndexByte(text[at:end], '\n'); i >= 0 {
			end = at + i
		}
		line := strings.TrimSpace(text[at:end])
		switch {
		case line == "":
			open = false
		case open && end-at < 110:
			out[len(out)-1].End = end
		default:
			out = append(out, hearsay.Span{Start: at, End: end})
			open = end-at < 110
		}
		at = end + 1
	}
	return out
}
