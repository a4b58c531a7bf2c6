package store

import (
	"fmt"
	"math"
	"slices"

	"hearsay"
)

// wireFormat is the version of what EncodeReading and EncodeDocument write; it is
// the first byte. Older ones stay readable: testdata/backcompat, whose files of a
// format that stores may hold are never written again. What each brought:
//
//	1  the first
//	2  of a document the spans of anchors, credits, corrections
const wireFormat = 2

// EncodeReading packs the layers of a reading into bytes: all but its document and
// its model, which a store keeps once for many readings.
func EncodeReading(r *hearsay.Reading) []byte {
	w := newWriter()
	w.buf = append(w.buf, w.format)
	wireReading(w, r)
	return w.buf
}

// DecodeReading unpacks what EncodeReading packed into r. What is damaged or of a
// version to come is hearsay.ErrInvalid. Where r has its Document and nothing is
// reported, spans lie within the text, indexes within their lists, and claims have
// content and chain: whoever shows them meets no panic. Whether all is lawful,
// hearsay.Check says.
func DecodeReading(data []byte, r *hearsay.Reading) error {
	return decode("reading", data, r.Document, func(w *wire) {
		if wireReading(w, r); r.Document != nil {
			bound(w, r)
		}
	})
}

// EncodeDocument packs what is known of a document besides its text, id, address,
// outlet, title, day and language, which a store keeps where it can search them.
func EncodeDocument(d *hearsay.Document) []byte {
	w := newWriter()
	w.buf = append(w.buf, w.format)
	wireDocument(w, d)
	return w.buf
}

// DecodeDocument unpacks what EncodeDocument packed into d, which has its text. Errors
// are those of DecodeReading.
func DecodeDocument(data []byte, d *hearsay.Document) error {
	return decode("document", data, d, func(w *wire) { wireDocument(w, d) })
}

func decode(what string, data []byte, d *hearsay.Document, shape func(*wire)) error {
	switch {
	case len(data) == 0:
		return fmt.Errorf("decode %s: empty: %w", what, hearsay.ErrInvalid)
	case data[0] < 1 || data[0] > wireFormat:
		return fmt.Errorf("decode %s: format %d, this program reads 1 to %d: %w", what, data[0], wireFormat, hearsay.ErrInvalid)
	}
	w := &wire{buf: data[1:], format: data[0], reading: true, limit: math.MaxInt}
	if d != nil {
		w.limit = len(d.Text)
	}
	shape(w)
	if w.err == nil && len(w.buf) > 0 {
		w.fail("more than there should be")
	}
	return w.err
}

func wireDocument(w *wire, d *hearsay.Document) {
	word(w, &d.Input)
	list(w, &d.Authors, word[string])
	list(w, &d.Parts, func(w *wire, p *hearsay.Part) {
		word(w, &p.Kind)
		w.span(&p.Span)
		word(w, &p.Author)
	})
	list(w, &d.Anchors, func(w *wire, a *hearsay.Anchor) {
		word(w, &a.URL)
		word(w, &a.Text)
		if w.format >= 2 {
			w.span(&a.Span)
		}
	})
	list(w, &d.Problems, word[string])
	if w.format < 2 {
		return
	}
	list(w, &d.Credits, func(w *wire, c *hearsay.Credit) {
		w.span(&c.Span)
		word(w, &c.Name)
	})
	list(w, &d.Corrections, (*wire).span)
}

func wireReading(w *wire, r *hearsay.Reading) {
	list(w, &r.Sentences, func(w *wire, s *hearsay.Sentence) {
		w.span(&s.Span)
		word(w, &s.Told)
		word(w, &s.Why)
	})
	list(w, &r.Entities, wireEntity)
	list(w, &r.Claims, wireClaim)
	list(w, &r.Figures, wireFigure)
	list(w, &r.Places, wirePlace)
	list(w, &r.Dates, wireDate)
	list(w, &r.Events, func(w *wire, e *hearsay.Event) { w.span(&e.Span) })
	list(w, &r.Flags, wireFlag)
	list(w, &r.Problems, word[string])
}

// bound fails where an index points past its list, or a claim says nothing.
func bound(w *wire, r *hearsay.Reading) {
	within := func(n int, indexes ...int) bool {
		return !slices.ContainsFunc(indexes, func(i int) bool { return i < 0 || i >= n })
	}
	for i := range r.Claims {
		c := &r.Claims[i]
		if len(c.Content) == 0 || len(c.Chain) == 0 {
			w.fail("a claim without content or chain")
		}
		if c.SaidOn < -1 || c.SaidOn >= len(r.Dates) || !within(len(r.Figures), c.Figures...) || !within(len(r.Places), c.Places...) || !within(len(r.Dates), c.Dates...) || !within(len(r.Events), c.Events...) {
			w.fail("an index outside of its list")
		}
	}
	for i := range r.Figures {
		if f := &r.Figures[i]; f.AsOf < -1 || f.AsOf >= len(r.Dates) {
			w.fail("an index outside of its list")
		}
	}
}

func wireEntity(w *wire, e *hearsay.Entity) {
	word(w, &e.ID)
	word(w, &e.Name)
	word(w, &e.Kind)
	word(w, &e.Country)
	w.bit(&e.Office)
	list(w, &e.Mentions, (*wire).span)
}

func wireClaim(w *wire, c *hearsay.Claim) {
	word(w, &c.ID)
	word(w, &c.Kind)
	word(w, &c.Act)
	word(w, &c.Stance)
	list(w, &c.Content, (*wire).span)
	w.span(&c.Antecedent)
	list(w, &c.Chain, wireLink)
	w.number(&c.SaidOn)
	list(w, &c.Figures, (*wire).number)
	list(w, &c.Places, (*wire).number)
	list(w, &c.Dates, (*wire).number)
	list(w, &c.Events, (*wire).number)
	w.float(&c.Confidence)
	word(w, &c.Part)
	list(w, &c.Why, func(w *wire, y *hearsay.Why) {
		word(w, &y.Field)
		word(w, &y.Rule)
	})
}

func wireLink(w *wire, l *hearsay.Link) {
	w.span(&l.Source)
	w.span(&l.Cue)
	word(w, &l.Speaker)
	word(w, &l.Standing)
	w.span(&l.Reason)
	maybe(w, &l.Via, func(w *wire, v *hearsay.Via) {
		w.span(&v.Span)
		word(w, &v.Kind)
	})
}

func wireFigure(w *wire, f *hearsay.Figure) {
	w.span(&f.Span)
	maybe(w, &f.Value, (*wire).float)
	maybe(w, &f.Low, (*wire).float)
	maybe(w, &f.High, (*wire).float)
	word(w, &f.Open)
	w.bit(&f.Approx)
	word(w, &f.Hedge)
	word(w, &f.Unit)
	word(w, &f.Of)
	word(w, &f.Role)
	w.number(&f.AsOf)
	word(w, &f.Part)
}

func wirePlace(w *wire, p *hearsay.Place) {
	w.span(&p.Span)
	word(w, &p.Name)
	word(w, &p.Country)
	w.float(&p.Lat)
	w.float(&p.Lon)
	word(w, &p.Precision)
	word(w, &p.GazetteerID)
	word(w, &p.Part)
}

func wireDate(w *wire, d *hearsay.Date) {
	w.span(&d.Span)
	word(w, &d.Kind)
	word(w, &d.From)
	word(w, &d.To)
	word(w, &d.Grain)
	word(w, &d.Role)
	word(w, &d.RelativeTo)
	word(w, &d.Part)
}

func wireFlag(w *wire, f *hearsay.Flag) {
	word(w, &f.Kind)
	w.span(&f.Span)
	list(w, &f.Claims, word[string])
	word(w, &f.Part)
	word(w, &f.Why)
}
