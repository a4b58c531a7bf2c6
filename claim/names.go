package claim

import (
	"slices"
	"strings"

	"hearsay"
	"hearsay/lang"
	"hearsay/nlp"
)

// being is somebody or something that a source can stand for: a candidate entity.
type being struct {
	id       string // set once it is an entity of the reading
	kind     hearsay.EntityKind
	name     string
	words    []string // of the name, in lower case, without titles
	sex      lang.Sex
	plural   bool
	named    bool
	standing hearsay.Standing
	about    map[string]bool // words of titles and appositions
	mentions []hearsay.Range
}

// last is the last word of the name.
func (b *being) last() string { return b.words[len(b.words)-1] }

// nameRun is a run of proper nouns: leading titles, and the name itself.
type nameRun struct {
	whole, name hearsay.Range
	titled      bool
}

// names finds the persons and bodies that the report names, full names first, so
// that a later "Varga" finds "Ilse Varga".
func (c *cast) names() {
	runs := c.nameRuns()
	for _, r := range runs {
		if r.name.Len() > 1 {
			c.introduce(r)
		}
	}
	for _, r := range runs {
		if r.name.Len() == 1 {
			c.introduce(r)
		}
	}
}

func (c *cast) nameRuns() []nameRun {
	var runs []nameRun
	for _, s := range c.sentences {
		for i := s.Start; i < s.End; {
			if !c.isNameToken(i) {
				i++
				continue
			}
			end := i + 1
			for end < s.End && (c.isNameToken(end) || c.isParticle(end) && end+1 < s.End && c.isNameToken(end+1)) {
				end++
			}
			if r := (hearsay.Range{Start: i, End: end}); !c.isTitles(r) && !c.endsInOffice(r) {
				runs = append(runs, c.split(hearsay.Range{Start: i, End: end}))
			}
			i = end
		}
	}
	return runs
}

func (p *page) isNameToken(i int) bool {
	return p.tags[i].IsName() && isUpper(p.word[i]) && !p.class[i].Is(lang.Month|lang.Weekday)
}

func (p *page) isParticle(i int) bool {
	return p.isAny(i, "de", "da", "di", "del", "della", "van", "von", "der", "den", "bin", "al", "el", "la", "le", "dos", "&", "of") && (!p.is(i, "of") || p.class[i-1].Is(lang.Body|lang.Outlet|lang.Title|lang.Role))
}

// isTitles reports a run that is nothing but titles: "Deputy Chief Inspector".
func (p *page) isTitles(r hearsay.Range) bool {
	for i := r.Start; i < r.End; i++ {
		if p.class[i].Is(lang.Body|lang.BodyName) || !p.class[i].Is(lang.Title|lang.Role|lang.LeaderNoun) && !p.isRank(i) && !p.isAny(i, "acting", "deputy", "former", "first", "vice") {
			return false
		}
	}
	return true
}

// endsInOffice reports a run that names an office rather than a person: "Rowing
// Chief", "Fleet Commander".
func (p *page) endsInOffice(r hearsay.Range) bool {
	class := p.class[r.End-1]
	return r.Len() > 1 && class.Is(lang.Role|lang.LeaderNoun) && !class.Is(lang.Body)
}

// split parts leading titles from a name. "Deputy Harbour Master Rosa Pine".
func (p *page) split(r hearsay.Range) nameRun {
	run := nameRun{whole: r, name: r}
	for i := r.Start; i < r.End-1; i++ {
		switch {
		case p.class[i].Is(lang.Title|lang.Role) || p.isRank(i) || p.isAny(i, "acting", "former"):
			run.name.Start, run.titled = i+1, true
		case p.is(i, "of") && run.name.Start == i && r.End-i > 3: // "Secretary of State Rosa Pine": the name is the last two words
			run.name.Start = r.End - 2
		}
	}
	if p.is(run.name.Start, "of") || p.class[r.End-1].Is(lang.Body) && !p.class[r.End-1].Is(lang.Role|lang.Title) { // Ministry of …: all of it is the name
		run.name, run.titled = r, false
	}
	return run
}

// isRank reports compounds of ranks: Colonel-General, vice-president.
func (p *page) isRank(i int) bool {
	w := p.lower[i]
	k := strings.LastIndexByte(w, '-')
	return k > 0 && p.lang.Classes[w[k+1:]].Is(lang.Title|lang.Role)
}

// introduce adds a name run to the being it names, or makes a new one.
func (c *cast) introduce(r nameRun) {
	if class := c.class[r.name.Start]; r.name.Len() == 1 && !r.titled && class.Is(lang.Body|lang.BodyName|lang.Role) {
		return // "the Ministry", "Brewery" in a headline: no name of its own
	}
	words := c.lower[r.name.Start:r.name.End]
	if b := c.find(words, isAllCaps(c.word[r.name.Start])); b != nil {
		c.mention(b, r)
		return
	}
	kind := c.kindOfName(r)
	b := &being{kind: kind, name: c.span(r.name).In(c.text), words: words, named: true, standing: hearsay.Named, about: map[string]bool{}}
	b.sex = c.sexOf(r)
	c.add(b)
	c.mention(b, r)
}

func (c *cast) mention(b *being, r nameRun) {
	b.mentions = append(b.mentions, r.name)
	c.at[r.name.Start] = b
	if b.sex == 0 {
		b.sex = c.sexOf(r)
	}
	if r.titled && b.kind == hearsay.OtherEntity {
		b.kind = hearsay.Person
	}
	c.learn(b, r.whole)
}

// find returns the being with the name, or the one whose last word, first word or
// initials it is. Two of one surname leave it open.
func (c *cast) find(words []string, caps bool) *being {
	if b := c.byName[strings.Join(words, " ")]; b != nil {
		return b
	}
	if len(words) != 1 {
		return nil
	}
	var found *being
	for _, b := range c.byWord[words[0]] {
		switch {
		case len(b.words) < 2 || b.kind == hearsay.BodyOrg:
		case b.last() == words[0] || b.kind == hearsay.OtherEntity:
			if found != nil && found.kind == b.kind {
				return nil // two of that name: neither is certain
			}
			found = b
		case b.kind == hearsay.Person && found == nil:
			found = b
		}
	}
	if found == nil && caps {
		found = c.byInitials(words[0])
	}
	return found
}

// byInitials finds the body that capitals stand for: by its initials, or because the
// page has put them beside its name.
func (c *cast) byInitials(w string) *being {
	for _, b := range c.beings {
		if b.named && b.kind == hearsay.BodyOrg && len(b.words) > 1 && (w == initialsOf(b.words) || b.about[w] && len(w) > 2) {
			return b
		}
	}
	return nil
}

// add makes b known by its name and by the first and last word of it.
func (c *cast) add(b *being) {
	c.beings = append(c.beings, b)
	c.know(b)
}

// know files b under its name as it is now.
func (c *cast) know(b *being) {
	if !b.named || len(b.words) == 0 {
		return
	}
	if name := strings.Join(b.words, " "); c.byName[name] == nil {
		c.byName[name] = b
	}
	for _, w := range []string{b.words[0], b.last()} {
		if !slices.Contains(c.byWord[w], b) {
			c.byWord[w] = append(c.byWord[w], b)
		}
	}
}

func initialsOf(words []string) string {
	var b strings.Builder
	for _, w := range words {
		if w != "of" && w != "the" && w != "for" && w != "and" {
			b.WriteByte(w[0])
		}
	}
	return b.String()
}

// kindOfName guesses what a name means from its words and its neighbours.
func (c *cast) kindOfName(r nameRun) hearsay.EntityKind {
	for i := r.name.Start; i < r.name.End; i++ {
		if c.class[i].Is(lang.Body|lang.Outlet|lang.BodyName) && !(i == r.name.End-1 && r.titled && r.name.Len() > 1) {
			return hearsay.BodyOrg
		}
	}
	first := c.lower[r.name.Start]
	switch {
	case r.titled || c.lang.Forenames[first] != 0 && r.name.Len() > 1 || c.roleBefore(r.whole.Start):
		return hearsay.Person
	case c.lang.Countries[first] != nil || c.lang.Countries[c.phrase(r.name)] != nil:
		return hearsay.PlaceEntity
	case isAllCaps(c.word[r.name.Start]) || c.is(r.whole.Start-1, "the"):
		return hearsay.BodyOrg
	case c.is(r.whole.End, ",") && c.tagAt(r.whole.End+1) == nlp.CD && c.is(r.whole.End+2, ","): // "Rosa Pine, 47, …"
		return hearsay.Person
	}
	return hearsay.OtherEntity // a person or a firm: the page will tell
}

func (p *page) tagAt(i int) nlp.Tag {
	if i < 0 || i >= len(p.tags) {
		return nlp.Punct
	}
	return p.tags[i]
}

// roleBefore reports a role or person noun right before token i: "spokesman Orr".
func (p *page) roleBefore(i int) bool {
	return i > 0 && p.tags[i-1].IsNoun() && (p.class[i-1].Is(lang.Role|lang.OneOfMany|lang.Title) || p.isPersonNoun(i-1))
}

func (c *cast) sexOf(r nameRun) lang.Sex {
	for i := r.whole.Start; i < r.name.Start; i++ {
		if s := sexOfWord(c.class[i]); s != 0 {
			return s
		}
	}
	if i := r.whole.Start - 1; i >= 0 && sexOfWord(c.class[i]) != 0 && c.tags[i].IsNoun() {
		return sexOfWord(c.class[i])
	}
	if r.name.Len() > 1 {
		if s := c.lang.Forenames[c.lower[r.name.Start]]; s != lang.Female|lang.Male {
			return s
		}
	}
	return 0
}

func sexOfWord(c lang.Class) lang.Sex {
	switch {
	case c.Is(lang.FemaleWord):
		return lang.Female
	case c.Is(lang.MaleWord):
		return lang.Male
	}
	return 0
}

// learn keeps the words that titles and appositions around a name say of it.
func (c *cast) learn(b *being, r hearsay.Range) {
	s := c.sentences[c.sentence[r.Start]]
	for i := r.Start; i < r.End; i++ {
		c.note(b, i)
	}
	for i := r.Start - 1; i >= s.Start && i > r.Start-14; i-- { // "the head of the board, Rosa Pine" and "board chairman Rosa Pine"
		if tag := c.tags[i]; tag.IsVerb() || tag == nlp.MD || c.isMark(i) || tag == nlp.CC || tag == nlp.WP || c.is(i, ",") && i != r.Start-1 || tag == nlp.Punct && !c.is(i, ",") || tag == nlp.IN && i == r.Start-1 {
			break
		}
		c.note(b, i)
	}
	if !(r.End < s.End && c.is(r.End, ",")) || r.End+1 >= s.End {
		return
	}
	if tag := c.tags[r.End+1]; tag != nlp.DT && !tag.IsNoun() && !tag.IsAdjective() && tag != nlp.PRPS {
		return
	}
	c.learnApposition(b, r.End+1, s.End)
}

// learnApposition keeps the words from token i to the comma that closes them, or,
// where no comma does, to the verb, if they begin with an office: "Rosa Pine,
// chairman of the board said".
func (c *cast) learnApposition(b *being, i, end int) {
	bare := c.class[i].Is(lang.Role|lang.Title) && c.tags[i] != nlp.DT
	stop := i
	for ; stop < end && stop < i+18; stop++ {
		if tag := c.tags[stop]; c.is(stop, ",") || c.isMark(stop) || tag == nlp.WP || tag.IsFinite() || tag == nlp.Punct {
			break
		}
	}
	if stop < end && !c.is(stop, ",") && !c.is(stop, ".") && !bare {
		return
	}
	for ; i < stop; i++ {
		c.note(b, i)
	}
}

func (c *cast) note(b *being, i int) {
	if tag := c.tags[i]; tag.IsNoun() || tag.IsAdjective() {
		w := c.lower[i]
		b.about[w] = true
		if k := strings.LastIndexByte(w, '-'); k > 0 {
			b.about[w[k+1:]] = true
		}
		if b.sex == 0 && b.kind == hearsay.Person && c.class[i].Is(lang.Role|lang.Title) {
			b.sex = sexOfWord(c.class[i])
		}
	}
}
