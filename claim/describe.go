package claim

import (
	"hearsay"
	"hearsay/lang"
	"hearsay/nlp"
	"slices"
)

// described resolves "the general", "the ferry union chief", "the ministry" to the one
// being that the page has described so before.
func (c *cast) described(r hearsay.Range, head int) *resolution {
	definite := c.isAny(r.Start, "the", "its", "his", "her", "their", "this", "that") || c.tags[r.Start] != nlp.DT && c.class[head].Is(lang.LeaderNoun|lang.Role)
	if !definite || c.tags[head] == nlp.NNS && !c.class[head].Is(lang.Body) {
		return nil
	}
	var found *being
	inHeadline := c.sentences[c.sentence[head]].headline
	for _, b := range c.beings {
		if b.kind == hearsay.OtherEntity && !c.hasSpoken(b) || !inHeadline && c.lastMention(b, r.Start) < 0 || !c.isDescribedBy(b, r, head) {
			continue
		}
		if inHeadline && found == nil {
			found = b
			continue
		}
		if found != nil && found.named != b.named { // a name is more than a description
			if b.named {
				found = b
			}
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

// hasSpoken reports whether b has been a source already.
func (c *cast) hasSpoken(b *being) bool {
	for _, s := range c.last {
		if s.being == b {
			return true
		}
	}
	return false
}

// theCompany resolves "the company" and its like to the one named body of the
// page that can be it: the only one, or the only one that has spoken.
func (c *cast) theCompany(r hearsay.Range, head int) *being {
	if !c.isAny(head, "company", "firm", "group", "operator", "producer", "maker", "retailer", "developer", "manufacturer", "supplier", "provider") || c.tags[head] == nlp.NNS {
		return nil
	}
	var only, speaker *being
	bodies, speakers := 0, 0
	for _, b := range c.beings {
		if !b.named || b.kind != hearsay.BodyOrg && !(b.kind == hearsay.OtherEntity && len(b.mentions) > 1) || c.lastMention(b, r.Start) < 0 || c.isOutlet(b) || c.isOffice(b) {
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
		case "ministry", "council", "court", "police", "government", "parliament", "department", "commission", "senate", "university", "army", "committee", "authority", "association", "federation", "school", "hospital", "charity", "agency", "board", "office", "party", "institute":
			return true
		}
	}
	return false
}

// isDescribedBy reports whether all the describing words of the source have been
// said of b.
func (c *cast) isDescribedBy(b *being, r hearsay.Range, head int) bool {
	w := c.lower[head]
	isHead := b.about[w] || b.kind == hearsay.DocumentEnt && isStudy(w) && (b.about["study"] || b.about["paper"] || b.about["research"]) || isOutletNoun(w) && c.isOutlet(b) || b.named && b.kind == hearsay.BodyOrg && slices.Contains(b.words, w)
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
		if !b.about[c.lower[i]] && !slices.Contains(b.words, c.lower[i]) {
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
	case c.tags[r.Start] == nlp.PRPS && !c.class[head].Is(lang.FemaleWord|lang.MaleWord) && (class.Is(lang.Body|lang.DocumentNoun) || c.tags[head] == nlp.NNS):
		return true // "its members", "their report": whose?
	case isOutletNoun(c.lower[head]) && c.namesAnOutlet():
		return true
	case class.Is(lang.Role|lang.LeaderNoun) && c.tags[head] != nlp.NNS && c.isHeldByName(head):
		return true // "a judge", and a Judge Pine named below
	case c.sentences[c.sentence[head]].headline:
		return true
	case bare && c.isAny(head, "company", "firm", "group", "club", "operator", "developer", "manufacturer", "supplier", "client", "team", "statement"):
		return true
	case c.isAny(head, "statement", "client"):
		return true
	}
	return bare && c.tags[head] != nlp.NNS && (class.Is(lang.Role|lang.LeaderNoun) && !class.Is(lang.Body) || c.isPersonNoun(head) || class.Is(lang.FemaleWord|lang.MaleWord))
}

func (c *cast) namesAnOutlet() bool {
	for _, b := range c.beings {
		if c.isOutlet(b) {
			return true
		}
	}
	return false
}

// isHeldByName reports whether the page says of a named person that he holds the
// office that the word at head names.
func (c *cast) isHeldByName(head int) bool {
	for _, b := range c.beings {
		if b.named && b.kind == hearsay.Person && b.about[c.lower[head]] {
			return true
		}
	}
	return false
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

// ownedIn reports a possessive in a source: "the Rhine Board's press office".
func (p *page) ownedIn(r hearsay.Range) bool {
	for i := r.Start; i < r.End; i++ {
		if p.tags[i] == nlp.POS {
			return true
		}
	}
	return false
}

// namesIn reports a proper name anywhere in a source, before any comma.
func (p *page) namesIn(r hearsay.Range) bool {
	for i := r.Start; i < r.End && !p.is(i, ","); i++ {
		if p.isNameToken(i) && (i > r.Start || p.tokens[i].Start == 0) {
			return true
		}
	}
	return false
}

// standingOf says how far a source without a name can be told from others.
func (c *cast) standingOf(r hearsay.Range, head int) hearsay.Standing {
	class, indefinite := c.class[head], c.isAny(r.Start, "a", "an", "one", "some", "another", "several", "many", "two", "three", "most")
	plural := c.tags[head] == nlp.NNS
	switch {
	case c.is(head, "police"), c.isAny(head, "prosecutors", "firefighters", "authorities"):
		return hearsay.Role
	case class.Is(lang.DocumentNoun):
		if !plural && !c.isAny(head, "memo", "letter", "email", "e-mail", "note") && c.namesIn(r) {
			return hearsay.Named // "a survey by the polling firm Tidemark"
		}
		if plural && !c.isAny(r.Start, "the", "its", "their") && r.Len() == 1 || c.isAny(head, "rumours", "rumors") {
			return hearsay.Unnamed
		}
		return hearsay.Role
	case c.isAny(head, "spokesman", "spokeswoman", "spokesperson"):
		return hearsay.Role
	case plural && !class.Is(lang.Body):
		return hearsay.Unnamed
	case class.Is(lang.Body|lang.Outlet) && c.is(r.Start, "the") && c.namesIn(r) && !c.ownedIn(r):
		return hearsay.Named // "the Meridian news agency": a body by name
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
