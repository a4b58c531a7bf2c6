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
	at       map[int]*being // by the first token of a mention
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
	c := &cast{page: p, tellings: ts, at: map[int]*being{}, resolved: map[hearsay.Range]*resolution{}}
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
	if res := c.named(r, head); res != nil {
		return res
	}
	if res := c.described(r, head); res != nil {
		return res
	}
	return c.undescribed(r, head)
}

// firstPerson is the speaker of the quotation around: whoever says "I".
func (c *cast) firstPerson(t int) *resolution {
	if t >= 0 && c.tellings[t].parent >= 0 {
		outer := c.tellings[t].parent
		res := *c.resolve(c.tellings[outer].source, outer)
		res.rule = "first person of the quotation's speaker"
		return &res
	}
	return &resolution{standing: hearsay.Unnamed, rule: "first person outside a quotation"}
}

// antecedent resolves a relative pronoun to the noun phrase before it.
func (c *cast) antecedent(r hearsay.Range, head, t int) *resolution {
	s := c.sentences[c.sentence[head]]
	for k := len(s.chunks) - 1; k >= 0; k-- {
		if g := s.chunks[k]; g.kind == noun && g.End <= head {
			start := k
			for start > 1 && s.chunks[start-1].kind == preposition && s.chunks[start-2].kind == noun {
				start -= 2
			}
			return c.resolve(hearsay.Range{Start: s.chunks[start].Start, End: g.End}, t)
		}
	}
	return &resolution{standing: hearsay.Unnamed, rule: "relative pronoun without antecedent"}
}

// pronoun resolves he, she, it and they to the nearest fitting speaker, or to the
// one fitting person named in between; two that fit leave it open.
func (c *cast) pronoun(head, t int) *resolution {
	w := c.lower[head]
	plural := w == "they" || w == "their" || w == "them"
	thing := w == "it" || w == "its"
	sex := sexOfWord(c.class[head])
	here := c.sentence[head]
	fits := func(b *being) bool {
		switch {
		case plural:
			return b.plural || b.kind == hearsay.BodyOrg || b.kind == hearsay.Group
		case thing:
			return !b.plural && (b.kind == hearsay.BodyOrg || b.kind == hearsay.DocumentEnt)
		}
		return !b.plural && (b.kind == hearsay.Person || b.kind == hearsay.Office) && (b.sex == 0 || sex == 0 || b.sex&sex != 0)
	}
	outer := c.outerSpeaker(t)
	quoted := outer != nil && c.quoteAt[head] >= 0
	if outer != nil && !quoted && fits(outer) {
		return c.settle(outer, sex, "pronoun: the speaker around it")
	}
	if quoted {
		return &resolution{standing: hearsay.Unnamed, rule: "pronoun inside a quotation"}
	}
	subject := c.subjectBefore(head, fits)
	for i := len(c.last) - 1; i >= 0; i-- {
		s := c.last[i]
		if s.at >= head || c.sentences[c.sentence[s.at]].paragraph < c.sentences[here].paragraph-2 || c.sentence[s.at] < here-4 {
			continue
		}
		if !fits(s.being) || s.nested && c.hasTopBefore(head, i, fits) {
			continue
		}
		if subject != nil && subject != s.being && c.lastMention(subject, head) > s.at {
			if c.sentence[c.lastMention(subject, head)] >= here-1 {
				return c.settle(subject, sex, "pronoun: nearest subject")
			}
			return &resolution{standing: hearsay.Unnamed, rule: "pronoun: two persons fit"}
		}
		return c.settle(s.being, sex, "pronoun: last speaker")
	}
	if subject != nil {
		return c.settle(subject, sex, "pronoun: nearest subject")
	}
	return &resolution{standing: hearsay.Unnamed, rule: "pronoun: nobody fits"}
}

// outerSpeaker is who says the telling around telling t, or nil.
func (c *cast) outerSpeaker(t int) *being {
	if t >= 0 && len(c.tellings[t].further) > 0 && !c.tellings[t].report {
		if f := c.tellings[t].further[0]; !f.source.IsZero() { // "Varga said she felt": one claim, both links
			return c.resolve(f.source, -1).being
		}
	}
	if t < 0 || c.tellings[t].parent < 0 {
		return nil
	}
	outer := c.tellings[t].parent
	if c.tellings[outer].source.IsZero() {
		return nil
	}
	return c.resolve(c.tellings[outer].source, outer).being
}

// hasTopBefore reports whether somebody who fits has spoken for himself not long
// before the nested speaker at i.
func (c *cast) hasTopBefore(head, i int, fits func(*being) bool) bool {
	for j := i - 1; j >= 0 && c.sentence[c.last[j].at] >= c.sentence[head]-2; j-- {
		if !c.last[j].nested && fits(c.last[j].being) {
			return true
		}
	}
	return false
}

func (c *cast) settle(b *being, sex lang.Sex, rule string) *resolution {
	if b.sex == 0 && b.kind == hearsay.Person {
		b.sex = sex
	}
	return &resolution{being: b, standing: b.standing, rule: rule}
}

// subjectBefore is the being named last as a subject in this or the two sentences
// before, or nil.
func (c *cast) subjectBefore(head int, fits func(*being) bool) *being {
	here := c.sentence[head]
	for at := here; at >= max(0, here-2); at-- {
		s := c.sentences[at]
		if s.paragraph < c.sentences[here].paragraph-1 {
			break
		}
		for k := range s.chunks {
			g := s.chunks[k]
			if g.kind != verb || !g.finite || k == 0 || g.Start > head {
				continue
			}
			n := k - 1
			for n > 0 && (s.chunks[n].kind == adverb || s.chunks[n].kind == comma) {
				n--
			}
			if b := c.beingIn(s.chunks[n].Range); b != nil && s.chunks[n].kind == noun && s.chunks[n].Start < head && fits(b) && (n == 0 || s.chunks[n-1].kind != preposition) {
				return b
			}
		}
	}
	return nil
}

func (c *cast) beingIn(r hearsay.Range) *being {
	for i := r.Start; i < r.End; i++ {
		if b := c.at[i]; b != nil {
			return b
		}
	}
	return nil
}

// lastMention is the last token before head at which b is named, or -1.
func (c *cast) lastMention(b *being, head int) int {
	at := -1
	for _, m := range b.mentions {
		if m.Start < head {
			at = max(at, m.Start)
		}
	}
	return at
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
	if class := c.class[head]; best.kind == hearsay.Person && c.at[head] != best && class.Is(lang.Body|lang.Outlet) && !class.Is(lang.Role|lang.OneOfMany) {
		best.kind, best.sex = hearsay.BodyOrg, 0 // "the company, Tobe Tuz"
	}
	if best.kind != hearsay.Person {
		return c.namedBody(best, r, head)
	}
	best.mentions = append(best.mentions, r)
	c.learnAll(best, r)
	return &resolution{being: best, standing: hearsay.Named, rule: "name in the source"}
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
	apposed := c.commaInside(r, i) && (c.is(i-1, ",") || c.tags[i-1].IsNoun() || c.class[i-1].Is(lang.Title)) && (runEnd == r.End || c.is(runEnd, ","))
	switch {
	case runEnd < r.End && (c.tags[runEnd] == nlp.POS && runEnd < r.End-1 || c.nounSoon(runEnd, r.End)): // "Varga’s lawyer", "Nsomo captain"
		return 0
	case c.commaInside(r, i) && inRelative(c, r, i):
		return 0
	case c.isAny(i-1, "of", "for", "at", "in", "from", "with", "by") && i > head && !c.commaInside(r, i):
		return 0
	case b.kind == hearsay.Person && !inPhrase:
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
		if c.tags[j] == nlp.IN { // "the head of the board Oleg Rusk": the name after a noun is a person again
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
	case isName:
		full := c.bodyName(r, head)
		if len(full) > len(b.name) && b.kind != hearsay.PlaceEntity {
			b.name, b.words = full, strings.Fields(strings.ToLower(full))
		}
		b.mentions = append(b.mentions, r)
		if b.kind == hearsay.OtherEntity {
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

// described resolves "the general", "the CSTO head", "the ministry" to the one
// being that the page has described so before.
func (c *cast) described(r hearsay.Range, head int) *resolution {
	definite := c.isAny(r.Start, "the", "its", "his", "her", "their", "this", "that") || c.tags[r.Start] != nlp.DT && c.class[head].Is(lang.LeaderNoun|lang.Role)
	if !definite || c.tags[head] == nlp.NNS && !c.class[head].Is(lang.Body) {
		return nil
	}
	var found *being
	inHeadline := c.sentences[c.sentence[head]].headline
	for _, b := range c.beings {
		if !inHeadline && c.lastMention(b, r.Start) < 0 || !c.isDescribedBy(b, r, head) {
			continue
		}
		if inHeadline && found == nil {
			found = b
			continue
		}
		if found != nil && found != b {
			a, z := c.lastMention(found, r.Start), c.lastMention(b, r.Start)
			if z > a && c.sentence[z] >= c.sentence[head]-3 {
				found = b
			} else if a < z || a < 0 || c.sentence[a] < c.sentence[head]-3 {
				return &resolution{standing: c.standingOf(r, head), rule: "description fits two"}
			}
			continue
		}
		found = b
	}
	if found == nil {
		found = c.theCompany(r, head)
	}
	if found == nil {
		return nil
	}
	found.mentions = append(found.mentions, r)
	standing := found.standing
	if inHeadline { // a headline's reader knows the office only
		standing = c.standingOf(r, head)
	}
	return &resolution{being: found, standing: standing, rule: "description of " + found.name}
}

// theCompany resolves "the company" and its like to the one named body of the
// page that can be it: the only one, or the only one that has spoken.
func (c *cast) theCompany(r hearsay.Range, head int) *being {
	if !c.isAny(head, "company", "firm", "group", "club", "bank", "airline", "charity", "organisation", "organization", "operator", "retailer", "developer", "manufacturer", "supplier", "provider") || c.tags[head] == nlp.NNS {
		return nil
	}
	var only, speaker *being
	bodies, speakers := 0, 0
	for _, b := range c.beings {
		if !b.named || b.kind != hearsay.BodyOrg || c.lastMention(b, r.Start) < 0 || c.isOutlet(b) || c.isOffice(b) {
			continue
		}
		only = b
		bodies++
		for _, s := range c.last {
			if s.being == b && s.at < r.Start {
				speaker = b
				speakers++
				break
			}
		}
	}
	switch {
	case bodies == 1:
		return only
	case speakers == 1:
		return speaker
	}
	return nil
}

// isOffice reports bodies of state, which nobody calls a company.
func (c *cast) isOffice(b *being) bool {
	for _, w := range b.words {
		switch w {
		case "ministry", "council", "court", "police", "government", "parliament", "department", "commission", "senate", "university", "army", "committee":
			return true
		}
	}
	return false
}

// isDescribedBy reports whether all the describing words of the source have been
// said of b.
func (c *cast) isDescribedBy(b *being, r hearsay.Range, head int) bool {
	w := c.lower[head]
	isHead := b.about[w] || b.kind == hearsay.DocumentEnt && isStudy(w) && (b.about["study"] || b.about["paper"] || b.about["research"]) || isOutletNoun(w) && c.isOutlet(b) || b.named && b.kind == hearsay.BodyOrg && contains(b.words, w)
	leads := false
	if !isHead && c.class[head].Is(lang.LeaderNoun) && b.kind == hearsay.Person && c.isLeader(b) {
		isHead, leads = true, true
	}
	if !isHead || b.kind == hearsay.Person && c.class[head].Is(lang.Body) {
		return false
	}
	if sex := sexOfWord(c.class[head]); sex != 0 && b.sex != 0 && b.sex&sex == 0 {
		return false
	}
	if (b.kind == hearsay.DocumentEnt) != c.class[head].Is(lang.DocumentNoun) {
		return false
	}
	said := 0
	for i := r.Start; i < r.End && !c.is(i, ","); i++ {
		if i == head || !c.tags[i].IsNoun() && !c.tags[i].IsAdjective() {
			continue
		}
		if !b.about[c.lower[i]] && !contains(b.words, c.lower[i]) {
			return false
		}
		said++
	}
	return !leads || said > 0
}

func isStudy(w string) bool { return w == "study" || w == "paper" || w == "research" || w == "authors" }

func isOutletNoun(w string) bool {
	switch w {
	case "newspaper", "paper", "daily", "weekly", "broadcaster", "agency", "magazine", "station", "outlet", "website", "channel":
		return true
	}
	return false
}

// isOutlet reports a named paper, agency or broadcaster.
func (c *cast) isOutlet(b *being) bool {
	if !b.named || b.kind == hearsay.Person {
		return false
	}
	for _, w := range b.words {
		if c.lang.Classes[w].Is(lang.Outlet) {
			return true
		}
	}
	for _, w := range []string{"newspaper", "daily", "agency", "broadcaster", "magazine", "weekly", "radio", "paper"} {
		if b.about[w] {
			return true
		}
	}
	return false
}

func contains(words []string, w string) bool {
	for _, v := range words {
		if v == w {
			return true
		}
	}
	return false
}

// isLeader reports whether the page has called b something that heads a body.
func (c *cast) isLeader(b *being) bool {
	for _, w := range []string{"secretary", "general", "chairman", "chairwoman", "chair", "president", "director", "chief", "head", "leader", "executive", "commander", "boss", "ceo"} {
		if b.about[w] {
			return true
		}
	}
	return false
}

// undescribed makes a being of a source that is nobody known: an office, or one
// of many.
func (c *cast) undescribed(r hearsay.Range, head int) *resolution {
	standing := c.standingOf(r, head)
	start := r.Start
	if c.isAny(start, "the") && start < head {
		start++
	}
	b := &being{name: c.span(hearsay.Range{Start: start, End: r.End}).In(c.text), standing: standing, about: map[string]bool{}, mentions: []hearsay.Range{r}}
	b.plural = c.tags[head] == nlp.NNS || c.tags[head] == nlp.NNPS || c.isAny(head, "people", "police", "some", "many", "others", "those")
	b.sex = sexOfWord(c.class[head])
	b.kind = c.kindOfSource(head, standing)
	if standing == hearsay.Unnamed && r.Len() == 1 && c.isAny(head, "reports", "sources", "media", "rumours", "rumors") {
		return &resolution{standing: standing, rule: "nobody in particular"}
	}
	if c.pointsBack(r, head) {
		return &resolution{standing: standing, rule: "description of somebody the page does not settle"}
	}
	c.learnAll(b, r)
	if standing != hearsay.Unnamed || c.tags[r.Start] == nlp.DT && !c.is(r.Start, "the") {
		c.beings = append(c.beings, b)
	}
	return &resolution{being: b, standing: standing, rule: "description only"}
}

// pointsBack reports a description that takes up somebody named elsewhere, though
// it is not certain whom: "the company", "the judge", and in headlines every
// office, for the report below names its holder.
func (c *cast) pointsBack(r hearsay.Range, head int) bool {
	class := c.class[head]
	bare := r.Len() == 2 && c.isAny(r.Start, "the", "this", "that", "my", "his", "her", "their")
	switch {
	case c.is(head, "police"):
		return false
	case c.sentences[c.sentence[head]].headline:
		return !class.Is(lang.Body) || r.Len() > 1
	case bare && c.isAny(head, "company", "firm", "group", "club", "operator", "developer", "manufacturer", "supplier", "client", "team", "statement"):
		return true
	case c.isAny(head, "statement", "client"):
		return true
	}
	return bare && c.tags[head] != nlp.NNS && (class.Is(lang.Role|lang.LeaderNoun|lang.DocumentNoun) && !class.Is(lang.Body) || c.isPersonNoun(head) || class.Is(lang.FemaleWord|lang.MaleWord))
}

func (c *cast) kindOfSource(head int, standing hearsay.Standing) hearsay.EntityKind {
	switch class := c.class[head]; {
	case class.Is(lang.DocumentNoun):
		return hearsay.DocumentEnt
	case class.Is(lang.Body|lang.Outlet) && !class.Is(lang.Role):
		return hearsay.BodyOrg
	case c.tags[head] == nlp.NNS:
		return hearsay.Group
	case standing == hearsay.Role:
		return hearsay.Office
	}
	return hearsay.Person
}

// standingOf says how far a source without a name can be told from others.
func (c *cast) standingOf(r hearsay.Range, head int) hearsay.Standing {
	class, indefinite := c.class[head], c.isAny(r.Start, "a", "an", "one", "some", "another", "several", "many", "two", "three", "most")
	plural := c.tags[head] == nlp.NNS
	switch {
	case c.is(head, "police"), c.isAny(head, "prosecutors", "firefighters", "authorities"):
		return hearsay.Role
	case class.Is(lang.DocumentNoun):
		if plural && !c.isAny(r.Start, "the", "its", "their") && r.Len() == 1 || c.isAny(head, "rumours", "rumors") {
			return hearsay.Unnamed
		}
		return hearsay.Role
	case c.isAny(head, "spokesman", "spokeswoman", "spokesperson"):
		return hearsay.Role
	case plural && !class.Is(lang.Body):
		return hearsay.Unnamed
	case class.Is(lang.Body | lang.Outlet):
		if indefinite {
			return hearsay.Unnamed
		}
		return hearsay.Role
	case c.isAny(head, "wife", "husband", "mother", "father", "brother", "sister", "son", "daughter", "friend", "neighbour", "neighbor", "colleague", "boss", "cousin", "uncle", "aunt", "grandmother", "grandfather", "partner", "widow", "client", "relative"):
		return hearsay.Unnamed
	case indefinite || class.Is(lang.OneOfMany) && !class.Is(lang.Role):
		return hearsay.Unnamed
	case c.isAny(r.Start, "the", "its", "their", "our"):
		return hearsay.Role
	case class.Is(lang.Role | lang.LeaderNoun | lang.Title), c.is(head, "representative"):
		return hearsay.Role
	}
	return hearsay.Unnamed
}

// entity returns the id of the reading's entity for b, making it at first use.
func (c *cast) entity(b *being) string {
	if b.id == "" {
		b.id = fmt.Sprintf("e%d", len(c.entities)+1)
		e := hearsay.Entity{ID: b.id, Name: b.name, Kind: b.kind}
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
