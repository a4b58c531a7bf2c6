package claim

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"hearsay"
	"hearsay/lang"
	"hearsay/lang/detect"
	"hearsay/nlp"
)

// Version names the rules; it changes whenever a reading could.
const Version = "rules-4"

// Reader reads documents of one language with one model. It is safe for
// concurrent use.
type Reader struct {
	Comments  bool             // read comments too; what is found there is marked as such
	Others    []*lang.Language // by whose rules pages in these languages are cut into sentences; nothing else is read in them
	lang      *lang.Language
	model     *nlp.Model
	workshops *sync.Pool // of *workshop
}

// NewReader returns a reader for a language and a model trained on it.
func NewReader(l *lang.Language, m *nlp.Model) *Reader {
	return &Reader{lang: l, model: m, workshops: new(sync.Pool)}
}

// Model names the model and the rules that readings are made with.
func (r *Reader) Model() hearsay.Model {
	return hearsay.Model{Name: r.lang.Code, Version: Version, SHA256: r.model.SHA256()}
}

// Read finds what is said in a document and by whom. It never fails: text it
// cannot make sense of yields fewer findings. A document in another language than
// the reader's is cut into sentences; nothing is looked for in it, and Problems and
// Unread say so.
func (r *Reader) Read(doc *hearsay.Document) *hearsay.Reading {
	out := &hearsay.Reading{Document: doc, Problems: slices.Clone(doc.Problems),
		Model: r.Model()}
	code := detect.Page(doc)
	if why := r.foreign(code); why != "" {
		r.leave(doc, code, why, out)
		return out
	}
	if declared := doc.Language; code == "" && declared != "" && detect.Name(declared) != detect.Name(r.lang.Code) {
		out.Problems = append(out.Problems, fmt.Sprintf("the page says it is in %s, and its text is too short or too mixed to tell: it is read as %s", cmp.Or(detect.Name(declared), strconv.Quote(declared)), detect.Name(r.lang.Code)))
	}
	sections := sections(doc)
	if len(sections) > 1 {
		out.Problems = append(out.Problems, fmt.Sprintf("long page: read in %d sections; a name is not followed from one to the next", len(sections)))
	}
	for _, section := range sections {
		r.readSection(doc, section, out)
	}
	return out
}

// readSection reads some parts of a document and adds what it finds to out.
func (r *Reader) readSection(doc *hearsay.Document, parts []hearsay.Part, out *hearsay.Reading) {
	p := r.open(doc, parts)
	ts := p.nest(p.tellings())
	b := &builder{cast: newCast(p, ts), out: out, first: firsts{len(out.Claims), len(out.Figures), len(out.Dates), len(out.Places), len(out.Flags)}}
	b.entities = out.Entities
	b.claims()
	b.quantities()
	b.told()
	b.flags()
	b.finish()
}

// longestSection is the most text, in bytes, that is held in tokens at once.
const longestSection = 1 << 18

// sections groups the parts of a document so that none is much longer than
// longestSection; a longer part is cut at a blank line, a line or a space.
func sections(doc *hearsay.Document) [][]hearsay.Part {
	if len(doc.Text) <= longestSection {
		return [][]hearsay.Part{doc.Parts}
	}
	var out [][]hearsay.Part
	var section []hearsay.Part
	size := 0
	for _, part := range doc.Parts {
		for part.Span.Len() > 0 {
			piece := part
			piece.Span.End = part.Span.Start + cut(part.Span.In(doc.Text), longestSection-size)
			part.Span.Start = piece.Span.End
			section = append(section, piece)
			if size += piece.Span.Len(); size >= longestSection/2 {
				out, section, size = append(out, section), nil, 0
			}
		}
	}
	if len(section) > 0 {
		out = append(out, section)
	}
	return out
}

// cut returns where to cut text so that at most limit bytes come before.
func cut(text string, limit int) int {
	if len(text) <= limit {
		return len(text)
	}
	for _, at := range []string{"\n\n", "\n", ". ", " "} {
		if i := strings.LastIndex(text[:limit], at); i > limit/2 {
			return i + len(at)
		}
	}
	for limit > 0 && !utf8.RuneStart(text[limit]) {
		limit--
	}
	return max(limit, 1)
}

// builder turns what the rules found into a Reading.
type builder struct {
	*cast
	out   *hearsay.Reading
	index []int // the claim made of each telling
	first firsts
}

// firsts are the lengths of the reading's lists before a section is added.
type firsts struct{ claims, figures, dates, places, flags int }

func (b *builder) claims() {
	order := make([]int, len(b.tellings))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { // the headline last: the report says who is meant
		s, t := &b.tellings[x], &b.tellings[y]
		if h, g := b.sentences[s.sentence].headline, b.sentences[t.sentence].headline; h != g {
			if h {
				return 1
			}
			return -1
		}
		return s.group().Start - t.group().Start
	})
	for _, i := range order { // sources resolve in the order in which a reader meets them
		for _, l := range links(b.tellings, i) {
			b.resolve(l.source, i)
		}
	}
	b.index = make([]int, len(b.tellings))
	seen := map[string]int{}
	for i := range b.tellings {
		claim := b.claim(i)
		if at, ok := seen[claim.ID]; ok { // the same words by the same cue
			b.index[i] = at
			continue
		}
		b.index[i] = len(b.out.Claims)
		seen[claim.ID] = b.index[i]
		b.out.Claims = append(b.out.Claims, claim)
	}
}

func (b *builder) claim(i int) hearsay.Claim {
	t := &b.tellings[i]
	stance, why := b.stance(t)
	c := hearsay.Claim{Kind: b.kindOf(t.content), Act: b.act(t), Stance: stance, SaidOn: -1, Part: b.sentences[t.sentence].part}
	for _, r := range t.content {
		c.Content = append(c.Content, b.span(r))
	}
	slices.SortFunc(c.Content, hearsay.Span.Compare)
	c.Why = append(c.Why, hearsay.Why{Field: "cue", Rule: t.rule}, hearsay.Why{Field: "stance", Rule: why})
	owner := i
	for n, l := range links(b.tellings, i) {
		c.Chain = append(c.Chain, b.link(l, owner))
		c.Why = append(c.Why, hearsay.Why{Field: fmt.Sprintf("chain[%d].speaker", n), Rule: b.resolve(l.source, owner).rule})
	}
	c.Antecedent = b.antecedentOf(t)
	c.Confidence = b.confidence(t, &c)
	c.ID = claimID(b.doc, &c)
	return c
}

func (b *builder) link(l link, owner int) hearsay.Link {
	res := b.resolve(l.source, owner)
	k := hearsay.Link{Source: b.span(l.source), Cue: b.span(l.cue), Standing: res.standing}
	if res.being != nil && res.standing != hearsay.Unnamed { // one of many is nobody to name: the page's words stand in Source
		k.Speaker = b.entity(res.being)
	}
	if res.standing == hearsay.Unnamed && b.tags[b.headOf(l.source)] != nlp.PRP {
		k.Reason = b.span(b.reasonFor(l.source, &b.tellings[owner]))
	}
	if !l.via.IsZero() {
		k.Via = &hearsay.Via{Span: b.span(l.via.Range), Kind: l.via.kind}
	}
	return k
}

// act is the cue's, but a document that says something speaks as a document.
func (b *builder) act(t *telling) hearsay.Act {
	if t.entry.Act == hearsay.Says && !t.source.IsZero() {
		if head := b.headOf(t.source); b.class[head].Is(lang.DocumentNoun) && !b.isAny(head, "reports", "rumours", "rumors") {
			return hearsay.Documents
		}
	}
	if t.entry.Act == hearsay.Documents && !t.source.IsZero() {
		if head := b.headOf(t.source); b.tags[head] == nlp.PRP || b.class[head].Is(lang.Role|lang.OneOfMany) && !b.class[head].Is(lang.DocumentNoun) {
			return hearsay.Says
		}
	}
	return t.entry.Act
}

// antecedentOf is the clause before that a content such as "the closure" or
// "this" points back to: the sentence before it, when that is short and plain.
func (b *builder) antecedentOf(t *telling) hearsay.Span {
	if len(t.content) != 1 || t.content[0].Len() > 3 || b.hasFinite(t.content[0].Start, t.content[0].End) || b.quoteAt[t.content[0].Start] >= 0 {
		return hearsay.Span{}
	}
	at := b.sentence[t.content[0].Start] - 1
	if !b.isAny(t.content[0].Start, "the", "this", "that", "it", "so") || at < 0 || b.sentences[at].partStart != b.sentences[at+1].partStart {
		return hearsay.Span{}
	}
	r := b.sentences[at].Range
	for i := r.Start; i < r.Start+3 && i < r.End; i++ {
		if b.is(i, ",") {
			r.Start = i + 1
			break
		}
	}
	for r.End > r.Start && b.tags[r.End-1] == nlp.Punct {
		r.End--
	}
	return b.span(r)
}

// confidence is a coarse guess of how often readings of this construction are
// right, by rule: the surer the cue and the source, the higher.
func (b *builder) confidence(t *telling, c *hearsay.Claim) float64 {
	v := 0.9
	if t.entry.Class != 'v' && !t.report {
		v = 0.75
	}
	if t.entry.Act == hearsay.Thinks {
		v -= 0.1
	}
	if c.Chain[0].Speaker == "" && c.Chain[0].Standing != hearsay.None {
		v -= 0.15
	}
	if t.cue.IsZero() {
		v -= 0.1
	}
	return v
}

// claimID is the hash of document, cues and content.
func claimID(doc *hearsay.Document, c *hearsay.Claim) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n", doc.ID)
	for _, l := range c.Chain {
		fmt.Fprintf(h, "%d %d\n", l.Cue.Start, l.Cue.End)
	}
	for _, s := range c.Content {
		fmt.Fprintf(h, "%d %d\n", s.Start, s.End)
	}
	return "c:" + hex.EncodeToString(h.Sum(nil)[:12])
}

// finish fills in the names and mentions of the entities that speak.
func (b *builder) finish() {
	place := map[string]int{}
	for i := range b.entities {
		place[b.entities[i].ID] = i
	}
	for _, being := range b.beings {
		if i, ok := place[being.id]; ok {
			b.entities[i].Name, b.entities[i].Kind = being.name, being.kind
		}
	}
	touched := map[int]bool{}
	for _, c := range b.out.Claims[b.first.claims:] {
		for _, l := range c.Chain {
			if i, ok := place[l.Speaker]; ok && !l.Source.IsZero() {
				b.entities[i].Mentions = append(b.entities[i].Mentions, l.Source)
				touched[i] = true
			}
		}
	}
	for i := range touched {
		e := &b.entities[i]
		slices.SortFunc(e.Mentions, hearsay.Span.Compare)
		e.Mentions = slices.Compact(e.Mentions)
	}
	b.out.Entities = b.entities // those of earlier sections first
}

// CueRules lists the names of the rules that the entries of the cue lexicon stand
// for, in order.
func (r *Reader) CueRules() []string {
	seen := map[string]bool{}
	for _, entries := range []struct {
		kind string
		of   map[string]*lang.Cue
	}{{"verb ", r.lang.Verbs}, {"noun ", r.lang.Nouns}} {
		for _, e := range entries.of {
			seen[entries.kind+e.Lemma] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// workshop lends what a goroutine needs of the model.
func (r *Reader) workshop() *workshop {
	if w, ok := r.workshops.Get().(*workshop); ok {
		return w
	}
	if !r.model.HasLayers() {
		return &workshop{tags: r.model}
	}
	return &workshop{annotator: r.model.Annotator(), splitter: r.model.Splitter()}
}
