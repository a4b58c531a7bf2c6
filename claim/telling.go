package claim

import (
	"cmp"
	"slices"

	"hearsay"
	"hearsay/lang"
)

// telling is one cue with its source and content, before tellings are nested
// into chains. Ranges are of tokens; a zero range stands for "not expressed".
type telling struct {
	sentence int
	cue      hearsay.Range
	entry    *lang.Cue
	source   hearsay.Range
	content  []hearsay.Range
	via      venue
	further  []link        // who passed it on, said in the same construction
	extent   hearsay.Range // of the whole construction, where it is more than cue and source
	negated  bool
	nobody   bool // nobody is expressed, by construction
	report   bool // the cue only hands on: "according to", "quoted"
	rule     string
	parent   int // the telling in whose content this one stands, or -1
}

// link is a further link of a chain inside one construction: "quoted by B".
type link struct {
	source, cue hearsay.Range
	via         venue
}

// venue is where a telling happened.
type venue struct {
	hearsay.Range
	kind hearsay.ViaKind
}

// group is the hull of cue and source.
func (t *telling) group() hearsay.Range {
	switch {
	case !t.extent.IsZero():
		return t.extent
	case t.source.IsZero():
		return t.cue
	case t.cue.IsZero():
		return t.source
	}
	return hearsay.Range{Start: min(t.source.Start, t.cue.Start), End: max(t.source.End, t.cue.End)}
}

// hull is the smallest range over the content.
func (t *telling) hull() hearsay.Range {
	h := t.content[0]
	for _, c := range t.content[1:] {
		h = hearsay.Range{Start: min(h.Start, c.Start), End: max(h.End, c.End)}
	}
	return h
}

func (t *telling) holds(r hearsay.Range) bool {
	return slices.ContainsFunc(t.content, func(c hearsay.Range) bool { return c.Contains(r) })
}

// finder collects the tellings of a page.
type finder struct {
	*page
	tellings []telling
	taken    []bool // tokens that are part of a cue already
}

func (p *page) tellings() []telling {
	f := &finder{page: p, taken: make([]bool, len(p.tokens))}
	for i := range p.sentences {
		f.inSentence(i)
	}
	f.giveQuotes()
	f.dropOrphaned()
	f.settleContents()
	slices.SortStableFunc(f.tellings, func(a, b telling) int {
		return cmp.Or(cmp.Compare(a.hull().Start, b.hull().Start), cmp.Compare(b.hull().End, a.hull().End), cmp.Compare(a.cue.Start, b.cue.Start))
	})
	return f.tellings
}

// dropOrphaned drops what is told inside a quotation that has no speaker: nothing
// inside an orphan quotation is marked.
func (f *finder) dropOrphaned() {
	f.tellings = slices.DeleteFunc(f.tellings, func(t telling) bool {
		at := t.group().Start
		q := f.outer(at)
		return q >= 0 && !t.holds(f.quotes[q].Range) && f.quotes[q].Len() > 0 && !f.isSpoken(q, &t)
	})
}

// settleContents puts the pieces of every content in order, joins those that
// overlap, and drops tellings of which nothing is left.
func (f *finder) settleContents() {
	f.tellings = slices.DeleteFunc(f.tellings, func(t telling) bool {
		return !slices.ContainsFunc(t.content, func(c hearsay.Range) bool { return c.Len() > 0 })
	})
	for i := range f.tellings {
		t := &f.tellings[i]
		pieces := slices.DeleteFunc(slices.Clone(t.content), func(c hearsay.Range) bool { return c.Len() <= 0 })
		slices.SortFunc(pieces, func(a, b hearsay.Range) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
		t.content = pieces[:1]
		for _, p := range pieces[1:] {
			if last := &t.content[len(t.content)-1]; p.Start < last.End {
				last.End = max(last.End, p.End)
			} else {
				t.content = append(t.content, p)
			}
		}
	}
}

// isSpoken reports whether quotation q is part of another telling's content.
func (f *finder) isSpoken(q int, t *telling) bool {
	return slices.ContainsFunc(f.tellings, func(o telling) bool {
		return !(o.cue == t.cue && o.source == t.source) && f.outer(o.group().Start) != q &&
			slices.ContainsFunc(o.content, func(c hearsay.Range) bool { return c.Overlaps(f.quotes[q].Range) })
	})
}

// inSentence finds the cues of sentence i, from left to right, and then what each
// presents. Sources come first: where a later source begins, an earlier content ends.
func (f *finder) inSentence(i int) {
	s := &f.sentences[i]
	cues := f.cues(i)
	for k := range cues {
		f.findSource(s, cues, k)
	}
	first := len(f.tellings)
	for k := range cues {
		if t, ok := f.present(s, cues, k); ok {
			t.sentence = i
			f.tellings = append(f.tellings, t)
		}
	}
	for k := range cues {
		if cues[k].form == citing && !cues[k].dead {
			credit(f.tellings[first:], &cues[k])
		}
	}
}

// credit gives what "citing X" stands beside to X: X's words they are, and the
// telling's own source handed them on.
func credit(tellings []telling, m *cueMatch) {
	var best *telling
	for i := range tellings {
		t := &tellings[i]
		if t.source.IsZero() || t.holds(m.cue) && !t.holds(t.group()) && t.hull().Start > m.cue.Start {
			continue
		}
		if best == nil || gap(t.group(), m.cue) < gap(best.group(), m.cue) {
			best = t
		}
	}
	if best == nil || best.source.Overlaps(m.source) {
		return
	}
	best.further = append([]link{{source: best.source, cue: best.cue, via: best.via}}, best.further...)
	best.source, best.cue, best.via, best.rule, best.report = m.source, m.cue, m.via, "citing", true
	for i, c := range best.content { // the credit itself is no content
		if c.Contains(m.cue) && c.End == m.source.End && m.cue.Start-1 > c.Start {
			best.content[i].End = m.cue.Start - 1
		}
	}
}

func gap(a, b hearsay.Range) int { return max(a.Start-b.End, b.Start-a.End, 0) }

// cueMatch is a cue in a sentence, with its source once that is found.
type cueMatch struct {
	telling
	chunk    int // index into the sentence's chunks
	form     form
	inverted bool // the source follows the cue
	shared   bool // the source is that of an earlier verb
	gap      bool // a relative clause: "which officials say is unsafe"
	dead     bool // no claim after all
}

// form is the construction in which a cue stands.
type form byte

const (
	active form = iota
	passive
	saying    // participle: ", adding that"
	according // "according to X"
	asPut     // "as X put it"
	nounCue   // "X’s claim that"
	adverbCue // "reportedly"
	colon     // "X: the bridge is safe"
	quotedAs  // "B quoted A as saying"
	citing    // "citing A"
)

func (f *finder) add(cues []cueMatch, c cueMatch) []cueMatch {
	for i := c.cue.Start; i < c.cue.End; i++ {
		f.taken[i] = true
	}
	c.parent = -1
	return append(cues, c)
}
