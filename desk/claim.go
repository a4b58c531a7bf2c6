package desk

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"hearsay"
	"hearsay/store"
)

// claimView is what the claim sheet shows.
type claimView struct {
	telling
	Excerpt   []stretch
	Links     []linkView
	Document  string
	PagePath  string
	Title     string
	Outlet    string
	Published string
	Link      string
	Captured  string
	SHA256    string
	Current   bool // the reading that is shown has this claim
	Shown     bool // it belongs to the reading that is shown
	Citation  string
	MarkKinds []markChoice
	Maker     string
}

// linkView is a link of the chain in full.
type linkView struct {
	teller
	Source, Cue string
	ViaKind     hearsay.ViaKind
}

// markChoice is a mark with whether the claim has it.
type markChoice struct {
	Kind store.MarkKind
	Set  bool
	Note string
	At   string
}

func (d *desk) claim(r *http.Request) (view, error) {
	cited, err := d.Store.Claim(r.Context(), r.PathValue("id"))
	if err != nil {
		return view{}, err
	}
	v := viewClaim(cited)
	return view{Name: "claim", Title: v.Line() + ": a claim in " + cmpOr(v.Outlet, v.Title), Nav: "search", Data: v}, nil
}

func viewClaim(cited *store.Cited) claimView {
	p, doc := cited.Page, cited.Page.Document()
	i := slices.IndexFunc(p.Reading.Claims, func(c hearsay.Claim) bool { return c.ID == cited.Claim.ID })
	v := claimView{telling: tell(p, i), Excerpt: excerpt(p.Reading, cited.Claim), Document: doc.ID, PagePath: pagePath(doc.ID, i+1), Title: titleOf(doc), Outlet: printable(doc.Outlet),
		Published: doc.Published, Link: webAddress(doc.URL), Captured: moment(p.Capture.Time), SHA256: p.Capture.SHA256, Current: cited.Current, Shown: p.Shown,
		Maker: p.Extractor + ", " + p.Reading.Model.Name + " " + p.Reading.Model.Version}
	for k, l := range cited.Claim.Chain {
		one := linkView{teller: tellerOf(p.Reading, l), Source: words(doc.Text, l.Source), Cue: words(doc.Text, l.Cue)}
		if k > 0 {
			one.How = v.Passed[k-1].How
		}
		if l.Via != nil {
			one.ViaKind = l.Via.Kind
		}
		v.Links = append(v.Links, one)
	}
	for _, kind := range store.MarkKinds() {
		choice := markChoice{Kind: kind}
		for _, m := range v.Marks {
			if m.Kind == kind {
				choice = markChoice{kind, true, printable(m.Note), moment(m.At)}
			}
		}
		v.MarkKinds = append(v.MarkKinds, choice)
	}
	v.Citation = citation(&v)
	return v
}

// citation is the claim as one cites it: sentence, speaker and chain, outlet, day,
// address, time with zone and hash of the capture.
func citation(v *claimView) string {
	var sentence strings.Builder
	for _, s := range v.Excerpt {
		sentence.WriteString(s.Text)
	}
	out := fmt.Sprintf("%s: “%s” In: %s, %s", v.Line(), strings.TrimSpace(sentence.String()), cmpOr(v.Outlet, "outlet not known"), cmpOr(v.Title, "without a headline"))
	if v.Published != "" {
		out += ", " + longDay(v.Published)
	}
	if v.Link != "" {
		out += ", " + v.Link
	}
	return out + fmt.Sprintf(". Captured %s, SHA-256 %s, claim %s. As reported, not as verified.", v.Captured, v.SHA256, v.ID)
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// maxNote is the longest note, in bytes.
const maxNote = 4000

func (d *desk) mark(r *http.Request) (string, error) {
	kind, note := store.MarkKind(r.PostFormValue("kind")), strings.TrimSpace(r.PostFormValue("note"))
	if !slices.Contains(store.MarkKinds(), kind) {
		return "", fmt.Errorf("a mark is one of %v: %w", store.MarkKinds(), hearsay.ErrInvalid)
	}
	if len(note) > maxNote {
		return "", fmt.Errorf("a note has %d bytes at most: %w", maxNote, hearsay.ErrInvalid)
	}
	id := r.PathValue("id")
	return claimPath(id), d.Store.Mark(r.Context(), store.Mark{Claim: id, Kind: kind, Note: note, At: d.Now()})
}

func (d *desk) unmark(r *http.Request) (string, error) {
	id := r.PathValue("id")
	return claimPath(id), d.Store.Unmark(r.Context(), id, store.MarkKind(r.PostFormValue("kind")))
}
