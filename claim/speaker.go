package claim

import (
	"fmt"
	"strings"

	"hearsay"
	"hearsay/lang"
	"hearsay/nlp"
)

// cast is everybody whom the page lets speak, and how sources resolve to them.
type cast struct {
	*page
	tellings []telling
	beings   []*being
	byName   map[string]*being   // named ones, by their whole name in lower case
	byWord   map[string][]*being // and by its first and its last word
	at       map[int]*being      // by the first token of a mention
	resolved map[hearsay.Range]*resolution
	entities []hearsay.Entity
	last     []spoken // who has spoken so far, in text order
}

// spoken is one resolved source and where it stands.
type spoken struct {
	*being
	at     int  // token
	nested bool // inside what somebody else said
}

// resolution is what a source stands for.
type resolution struct {
	being    *being // nil when not certain
	standing hearsay.Standing
	rule     string
}

func newCast(p *page, ts []telling) *cast {
	c := &cast{page: p, tellings: ts, at: map[int]*being{}, byName: map[string]*being{}, byWord: map[string][]*being{}, resolved: map[hearsay.Range]*resolution{}}
	c.names()
	return c
}

// resolve says whom the source r of telling t stands for.
func (c *cast) resolve(r hearsay.Range, t int) *resolution {
	if known := c.resolved[r]; known != nil {
		return known
	}
	res := c.look(r, t)
	c.resolved[r] = res
	if res.being != nil {
		c.last = append(c.last, spoken{res.being, r.Start, t >= 0 && c.tellings[t].parent >= 0})
	}
	return res
}

func (c *cast) look(r hearsay.Range, t int) *resolution {
	if r.IsZero() {
		return &resolution{standing: hearsay.None, rule: "no source expressed"}
	}
	head := c.headOf(r)
	switch {
	case c.tags[head] == nlp.WP || c.tags[head] == nlp.WDT:
		return c.antecedent(r, head, t)
	case c.isAny(head, "i", "we", "me", "us", "my", "our") && r.Len() == 1:
		return c.firstPerson(t)
	case (c.tags[head] == nlp.PRP || c.tags[head] == nlp.PRPS) && r.Len() == 1:
		return c.pronoun(head, t)
	}
	if res := c.called(r); res != nil {
		return res
	}
	if res := c.named(r, head); res != nil {
		return res
	}
	if res := c.described(r, head); res != nil {
		return res
	}
	return c.undescribed(r, head)
}

// called resolves "a user called pinout" and "the blogger known as Captain Sever"
// to the name given.
func (c *cast) called(r hearsay.Range) *resolution {
	for i := r.Start + 1; i < r.End-1; i++ {
		if !c.isCalled(i) && !(c.is(i, "name") && c.is(i+1, "of")) {
			continue
		}
		from := i + 1
		if c.isAny(from, "as", "of") {
			from++
		}
		end := from
		for end < r.End && !c.is(end, ",") && c.tags[end] != nlp.IN && !c.tags[end].IsFinite() {
			end++
		}
		if end == from || c.tags[from] == nlp.DT {
			return nil
		}
		words := c.lower[from:end]
		b := c.find(words, isAllCaps(c.word[from]))
		if b == nil {
			b = &being{kind: hearsay.Person, name: c.span(hearsay.Range{Start: from, End: end}).In(c.text), words: words, named: true, standing: hearsay.Named, about: map[string]bool{}}
			c.add(b)
		}
		b.mentions = append(b.mentions, r)
		c.learnAll(b, r)
		return &resolution{being: b, standing: hearsay.Named, rule: "a name the page gives"}
	}
	return nil
}

// named resolves a source that holds a name: a person before a body, a name at
// the head or in apposition before one inside a phrase.
func (c *cast) named(r hearsay.Range, head int) *resolution {
	var best *being
	bestScore := 0
	for i := r.Start; i < r.End; i++ {
		b := c.at[i]
		if b == nil {
			continue
		}
		if score := c.fitness(b, r, i, head); score > bestScore {
			best, bestScore = b, score
		}
	}
	if best == nil {
		return nil
	}
	if best.kind == hearsay.Person && c.namesTwo(r, best) {
		return &resolution{standing: hearsay.Named, rule: "two persons in one source"}
	}
	if class := c.class[head]; best.kind == hearsay.Person && c.at[head] != best && class.Is(lang.Body|lang.Outlet) && !class.Is(lang.Role|lang.OneOfMany) {
		best.kind, best.sex = hearsay.BodyOrg, 0 // "the company, Tobe Tuz"
	}
	if class := c.class[head]; best.kind == hearsay.OtherEntity && len(best.words) > 1 && !class.Is(lang.Body|lang.Outlet) &&
		(class.Is(lang.Role|lang.Title|lang.LeaderNoun|lang.OneOfMany) || c.isPersonNoun(head) || c.roleBefore(c.firstOf(best, r))) {
		best.kind = hearsay.Person // "the head of the board, Rosa Pine"
	}
	if best.kind != hearsay.Person {
		return c.namedBody(best, r, head)
	}
	best.mentions = append(best.mentions, r)
	c.learnAll(best, r)
	return &resolution{being: best, standing: hearsay.Named, rule: "name in the source"}
}

// namesTwo reports a second person beside b in a source: "Rosa Pine and Tom Rusk".
func (c *cast) namesTwo(r hearsay.Range, b *being) bool {
	for i := r.Start; i < r.End; i++ {
		if o := c.at[i]; o != nil && o != b && (o.kind == hearsay.Person || o.kind == hearsay.OtherEntity && len(o.words) > 1) && c.isAny(i-1, "and", "&") && i > r.Start {
			return true
		}
		if c.at[i] == b && c.isAny(i-1, "and", "&") && i > r.Start && c.beingIn(hearsay.Range{Start: r.Start, End: i - 1}) != nil {
			return true
		}
	}
	return false
}

// firstOf is the token at which b is named inside r.
func (c *cast) firstOf(b *being, r hearsay.Range) int {
	for i := r.Start; i < r.End; i++ {
		if c.at[i] == b {
			return i
		}
	}
	return r.Start
}

// learnAll keeps every describing word of a source for the person named in it.
func (c *cast) learnAll(b *being, r hearsay.Range) {
	for i := r.Start; i < r.End; i++ {
		c.note(b, i)
	}
}

// fitness ranks the name at token i as what the source r stands for.
func (c *cast) fitness(b *being, r hearsay.Range, i, head int) int {
	inPhrase := i > r.Start && c.insidePhrase(r, i)
	runEnd := c.runEnd(r, i)
	apposed := b.kind != hearsay.PlaceEntity && c.commaInside(r, i) && !c.goesOnWithPlace(r, i) && (c.is(i-1, ",") || c.tags[i-1].IsNoun() || c.class[i-1].Is(lang.Title)) && (runEnd == r.End || c.is(runEnd, ","))
	switch {
	case runEnd < r.End && (c.tags[runEnd] == nlp.POS && runEnd < r.End-1 || c.nounSoon(runEnd, r.End)): // "Varga’s lawyer", "Nsomo captain"
		return 0
	case c.commaInside(r, i) && inRelative(c, r, i):
		return 0
	case c.isAny(i-1, "of", "for", "at", "in", "from", "with", "by") && i > head && !c.commaInside(r, i):
		return 0
	case (b.kind == hearsay.Person || b.kind == hearsay.OtherEntity && len(b.words) > 1) && !inPhrase:
		return 5
	case apposed && !inPhrase:
		return 4
	case b.kind == hearsay.BodyOrg && !inPhrase && i <= head:
		return 3
	case !inPhrase && i <= head:
		return 2
	}
	return 0
}

// insidePhrase reports whether token i stands after a preposition of the source
// that opened since the last comma.
func (c *cast) insidePhrase(r hearsay.Range, i int) bool {
	for j := i - 1; j >= r.Start; j-- {
		if c.is(j, ",") {
			return false
		}
		if c.tags[j] == nlp.IN { // "the head of the board Tom Rusk": the name after a noun is a person again
			first := c.headOf(r)
			leads := c.tags[first] != nlp.NNS && c.class[first].Is(lang.Role|lang.Title|lang.LeaderNoun)
			return !(leads && i-1 > j && (c.tags[i-1].IsNoun() || c.is(i-1, ")")))
		}
		if c.tags[j] == nlp.WP {
			return true
		}
	}
	return false
}

func (c *cast) commaInside(r hearsay.Range, i int) bool {
	for j := r.Start; j < i; j++ {
		if c.is(j, ",") {
			return true
		}
	}
	return false
}

// goesOnWithPlace reports a name after a comma that goes on with the place before
// it: "a judge in Port Halloran, Nova Scotia".
func (c *cast) goesOnWithPlace(r hearsay.Range, i int) bool {
	if !c.is(i-1, ",") {
		return false
	}
	j := i - 2
	for j > r.Start && c.isNameToken(j) {
		j--
	}
	return j < i-2 && c.isAny(j, "in", "at", "near", "outside", "from")
}

// runEnd is the end of the run of name tokens that holds token i.
func (c *cast) runEnd(r hearsay.Range, i int) int {
	for i < r.End && (c.isNameToken(i) || c.isParticle(i)) {
		i++
	}
	return i
}

// inRelative reports a token inside a relative clause or a participle phrase of
// the source: "the letter, seen by El Faro".
func inRelative(c *cast, r hearsay.Range, i int) bool {
	for j := i - 1; j > r.Start; j-- {
		if c.is(j, ",") {
			return false
		}
		if tag := c.tags[j]; tag == nlp.WP || tag == nlp.WDT || tag == nlp.VBN || tag.IsFinite() {
			return true
		}
	}
	return false
}

// namedBody resolves a source whose name is no person's. "The Rhine Board" is
// the body; "Rhine Board officials" are some of its officials.
func (c *cast) namedBody(b *being, r hearsay.Range, head int) *resolution {
	isName := c.tags[head].IsName()
	switch {
	case isName && c.class[head].Is(lang.Role|lang.Title) && !c.class[head].Is(lang.Body):
		return nil
	case c.isApposed(b, r):
		return &resolution{being: b, standing: hearsay.Named, rule: "name in apposition"}
	case isName && b.kind == hearsay.OtherEntity && len(b.words) > 1 && c.at[r.Start] == b:
		b.mentions = append(b.mentions, r)
		return &resolution{being: b, standing: hearsay.Named, rule: "name in the source"}
	case isName:
		full := c.bodyName(r, head)
		if len(full) > len(b.name) && b.kind != hearsay.PlaceEntity {
			b.name, b.words = full, strings.Fields(strings.ToLower(full))
			c.know(b)
		}
		b.mentions = append(b.mentions, r)
		if b.kind == hearsay.OtherEntity && c.tags[r.Start] == nlp.DT {
			b.kind = hearsay.BodyOrg
		}
		return &resolution{being: b, standing: hearsay.Named, rule: "body named in the source"}
	case c.class[head].Is(lang.Body|lang.Outlet) && !c.tags[head].IsName() && c.tags[head] != nlp.NNS:
		return nil
	}
	return nil
}

// isApposed reports that the name of b stands after a comma of the source: "the grid
// company, Lumen".
func (c *cast) isApposed(b *being, r hearsay.Range) bool {
	for i := c.headOf(r) + 1; i < r.End; i++ {
		if c.at[i] == b {
			b.mentions = append(b.mentions, r)
			if b.kind == hearsay.OtherEntity || b.kind == hearsay.Person && c.class[c.headOf(r)].Is(lang.Body) {
				b.kind = hearsay.BodyOrg
			}
			c.learnAll(b, r)
			return true
		}
	}
	return false
}

// bodyName is the source up to the end of the run of names at its head, without
// an article.
func (c *cast) bodyName(r hearsay.Range, head int) string {
	start := r.Start
	if c.tags[start] == nlp.DT && start < head {
		start++
	}
	end := head + 1
	for end+1 < r.End && c.isAny(end, "of", "for") && (c.isNameToken(end+1) || c.is(end+1, "the")) {
		end += 2
		for end < r.End && c.isNameToken(end) {
			end++
		}
	}
	return c.span(hearsay.Range{Start: start, End: end}).In(c.text)
}

// entity returns the id of the reading's entity for b, making it at first use.
func (c *cast) entity(b *being) string {
	if b.id == "" {
		b.id = fmt.Sprintf("e%d", len(c.entities)+1)
		e := hearsay.Entity{ID: b.id, Name: b.name, Kind: b.kind, Office: c.holdsOffice(b)}
		if country := c.countryOf(b); country != nil {
			e.Country = country.Code
		}
		c.entities = append(c.entities, e)
	}
	return b.id
}

// countryOf is the country whose adjective or name begins a body's name.
func (c *cast) countryOf(b *being) *lang.Country {
	if b.kind != hearsay.BodyOrg || len(b.words) == 0 {
		return nil
	}
	if d := c.lang.Demonyms[b.words[0]]; d != nil {
		return d
	}
	return c.lang.Countries[b.words[0]]
}

// holdsOffice reports a named person of whom the page states an office: "Mayor
// Ilse Varga", "Ilse Varga, who leads the harbour board as its director".
func (c *cast) holdsOffice(b *being) bool {
	if !b.named || b.kind != hearsay.Person {
		return false
	}
	for w := range b.about {
		if c.lang.Classes[w].Is(lang.Role | lang.LeaderNoun) {
			return true
		}
	}
	return false
}
