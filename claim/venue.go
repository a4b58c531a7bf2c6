package claim

import (
	"hearsay"
	"hearsay/lang"
	"hearsay/nlp"
)

// venueKinds says what kind of venue a noun is; other venue nouns are "other".
var venueKinds = map[string]hearsay.ViaKind{
	"statement": hearsay.ViaStatement, "release": hearsay.ViaStatement, "communique": hearsay.ViaStatement, "communiqué": hearsay.ViaStatement,
	"interview": hearsay.ViaInterview, "podcast": hearsay.ViaBroadcast,
	"conference": hearsay.ViaBriefing, "briefing": hearsay.ViaBriefing,
	"post": hearsay.ViaPost, "tweet": hearsay.ViaPost, "thread": hearsay.ViaPost, "blog": hearsay.ViaPost, "channel": hearsay.ViaPost, "twitter": hearsay.ViaPost,
	"facebook": hearsay.ViaPost, "telegram": hearsay.ViaPost, "instagram": hearsay.ViaPost, "youtube": hearsay.ViaPost, "x": hearsay.ViaPost, "reddit": hearsay.ViaPost, "linkedin": hearsay.ViaPost, "tiktok": hearsay.ViaPost, "whatsapp": hearsay.ViaPost,
	"radio": hearsay.ViaBroadcast, "television": hearsay.ViaBroadcast, "tv": hearsay.ViaBroadcast, "broadcast": hearsay.ViaBroadcast, "show": hearsay.ViaBroadcast, "programme": hearsay.ViaBroadcast, "program": hearsay.ViaBroadcast, "video": hearsay.ViaBroadcast,
	"letter": hearsay.ViaDocument, "email": hearsay.ViaDocument, "e-mail": hearsay.ViaDocument, "memo": hearsay.ViaDocument, "report": hearsay.ViaDocument, "filing": hearsay.ViaDocument, "book": hearsay.ViaDocument, "note": hearsay.ViaDocument, "article": hearsay.ViaDocument, "column": hearsay.ViaDocument, "op-ed": hearsay.ViaDocument, "editorial": hearsay.ViaDocument, "affidavit": hearsay.ViaCourt, "testimony": hearsay.ViaCourt, "court": hearsay.ViaCourt, "paper": hearsay.ViaDocument, "study": hearsay.ViaDocument, "memoir": hearsay.ViaDocument, "newsletter": hearsay.ViaDocument, "bulletin": hearsay.ViaDocument, "document": hearsay.ViaDocument, "hearing": hearsay.ViaOther,
}

// venueIn reads a phrase such as "in his Telegram channel" or "at a briefing in
// Wellington": a preposition and a noun that is a place for words.
func (f *finder) venueIn(r hearsay.Range) (venue, bool) {
	if r.Len() < 2 || !f.isAny(r.Start, "in", "at", "on", "during", "to", "via", "through", "by") {
		return venue{}, false
	}
	for i := r.Start + 1; i < r.End; i++ {
		if i > r.Start+1 && f.tags[i] == nlp.IN && !f.is(i, "on") {
			break
		}
		if !f.class[i].Is(lang.VenueNoun) || f.is(r.Start, "to") && !f.class[i].Is(lang.Outlet) {
			continue
		}
		if f.is(r.Start, "by") && !f.isAny(i, "phone", "telephone", "email", "e-mail", "letter", "text", "video") {
			continue
		}
		kind, ok := venueKinds[f.lower[i]]
		if !ok {
			kind = hearsay.ViaOther
		}
		if f.is(i+1, "conference") && i+1 < r.End { // news conference
			kind = hearsay.ViaBriefing
		}
		if f.is(i, "press") && kind == hearsay.ViaOther && f.is(i+1, "release") {
			kind = hearsay.ViaStatement
		}
		if f.is(i, "conference") && !f.isAny(i-1, "news", "press") {
			kind = hearsay.ViaBriefing
		}
		end := r.End
		for j := i + 1; j < r.End; j++ {
			if f.class[j].Is(lang.Weekday) || f.tags[j].IsVerb() {
				end = j
				if f.is(j-1, "on") {
					end--
				}
				break
			}
		}
		return venue{hearsay.Range{Start: r.Start, End: end}, kind}, true
	}
	return venue{}, false
}

// splitVenue cuts a venue off the end of a source: "the mayor in a statement".
func (f *finder) splitVenue(m *cueMatch) {
	for i := m.source.Start + 1; i < m.source.End; i++ {
		if f.tags[i] != nlp.IN {
			continue
		}
		if v, ok := f.venueIn(hearsay.Range{Start: i, End: m.source.End}); ok && !f.is(i, "to") && !f.class[m.source.Start].Is(lang.DocumentNoun) {
			m.via = v
			m.source = f.trimSource(hearsay.Range{Start: m.source.Start, End: i})
			return
		}
	}
}

// outletVenue reads an addressee that is a paper, an agency or a broadcaster:
// "told the Brenmark Courier", "told El Faro’s reporters".
func (f *finder) outletVenue(r hearsay.Range) (venue, bool) {
	named := false
	for i := r.Start; i < r.End; i++ {
		if f.tags[i].IsName() {
			named = true
		}
	}
	for i := r.Start; i < r.End; i++ {
		c := f.class[i]
		if c.Is(lang.Outlet) && named || f.isAny(i, "newspaper", "broadcaster", "magazine") {
			return venue{r, hearsay.ViaOutlet}, true
		}
		if f.isAny(i, "reporters", "journalists", "reporter") && named {
			return venue{r, hearsay.ViaOutlet}, true
		}
		if f.isAny(i, "court", "jurors", "jury", "inquest", "tribunal") {
			return venue{r, hearsay.ViaCourt}, true
		}
		if f.is(i, "conference") || f.is(i, "briefing") {
			return venue{r, hearsay.ViaBriefing}, true
		}
	}
	if f.isOutletName(r) {
		return venue{r, hearsay.ViaOutlet}, true
	}
	return venue{}, false
}

// isOutletName reports names that look like outlets without saying so: "El Faro",
// names in capitals ("NTV7"), when they are the whole addressee.
func (f *finder) isOutletName(r hearsay.Range) bool {
	if r.Len() > 4 || !isUpper(f.word[r.End-1]) {
		return false
	}
	w := f.word[r.Start]
	return r.Len() == 1 && isAllCaps(w) && len(w) > 2 || f.isAny(r.Start, "el", "la", "le", "il", "die", "der", "al", "o")
}
