package storegen

import (
	"fmt"
	"slices"

	"hearsay"
)

// How often each comes, in thousandths.
func tellings() []weighted[hearsay.Told] {
	return []weighted[hearsay.Told]{{hearsay.ByOutlet, 780}, {hearsay.Evaluation, 120}, {hearsay.CarriedOver, 70}, {hearsay.FirstHand, 30}}
}

func standings() []weighted[hearsay.Standing] {
	return []weighted[hearsay.Standing]{{hearsay.Named, 600}, {hearsay.Role, 220}, {hearsay.Unnamed, 110}, {hearsay.None, 70}}
}

func kinds() []weighted[hearsay.Kind] {
	return []weighted[hearsay.Kind]{{hearsay.Indirect, 620}, {hearsay.Direct, 270}, {hearsay.Mixed, 110}}
}

func acts() []weighted[hearsay.Act] {
	return []weighted[hearsay.Act]{{hearsay.Says, 880}, {hearsay.Thinks, 80}, {hearsay.Documents, 40}}
}

// telling is a stance with a cue that stands for it.
type telling struct {
	stance hearsay.Stance
	cue    string
}

func stances() []weighted[telling] {
	return []weighted[telling]{{telling{hearsay.Asserts, "said that"}, 500}, {telling{hearsay.Asserts, "added that"}, 270}, {telling{hearsay.Expects, "expects that"}, 60},
		{telling{hearsay.Denies, "denied that"}, 45}, {telling{hearsay.Demands, "demanded that"}, 45}, {telling{hearsay.Promises, "promised that"}, 30},
		{telling{hearsay.Doubts, "doubted that"}, 20}, {telling{hearsay.Wishes, "hoped that"}, 12}, {telling{hearsay.Asks, "asked whether"}, 10},
		{telling{hearsay.Threatens, "threatened that"}, 5}, {telling{hearsay.Declines, "would not say whether"}, 3}}
}

// claim writes a sentence that tells what somebody said.
func (p *page) claim() {
	start := len(p.text)
	t := pick(p.rng, stances())
	c := hearsay.Claim{Kind: pick(p.rng, kinds()), Act: pick(p.rng, acts()), Stance: t.stance, SaidOn: -1, Confidence: float64(50+p.rng.IntN(50)) / 100, Part: hearsay.Body}
	l := hearsay.Link{Standing: pick(p.rng, standings())}
	p.source(&l)
	l.Cue = p.put(t.cue)
	p.put(" ")
	p.content(&c)
	c.Chain = []hearsay.Link{l}
	if p.rng.IntN(20) == 0 {
		p.passedOn(&c)
	}
	p.put(".")
	p.sentenceAt(start, hearsay.Attributed)
	p.put(" ")
	c.Why = []hearsay.Why{{Field: "content", Rule: "storegen"}}
	p.reading.Claims = append(p.reading.Claims, c)
}

// source writes whose words they are.
func (p *page) source(l *hearsay.Link) {
	switch l.Standing {
	case hearsay.Named:
		s := p.cast[p.rng.IntN(len(p.cast))]
		l.Source = p.put(p.world.speakers[s].name)
		l.Speaker = p.entity(s, l.Source)
		if office := p.world.speakers[s].office; office != "" {
			p.put(", " + office + ",")
		}
	case hearsay.Role:
		role := p.rng.IntN(len(roles()))
		l.Source = p.put(roles()[role])
		l.Speaker = p.entity(-1-role, l.Source)
	case hearsay.Unnamed:
		l.Source = p.put("officials")
		p.put(" who ")
		l.Reason = p.put("asked not to be named")
	default:
		p.put("it is")
	}
	p.put(" ")
}

func roles() []string {
	return []string{"The police chief", "The finance minister", "A spokesman for the army", "The head of the union", "The harbour master"}
}

// entity is the id of a speaker on this page, with one more mention.
func (p *page) entity(who int, mention hearsay.Span) string {
	id, known := p.entities[who]
	if !known {
		id = fmt.Sprintf("e%d", len(p.entities)+1)
		p.entities[who] = id
		e := hearsay.Entity{ID: id, Kind: hearsay.Person, Office: true}
		if who < 0 {
			e.Name = roles()[-1-who]
		} else {
			s := p.world.speakers[who]
			e.Name, e.Kind, e.Office = s.name, s.kind, s.office != ""
		}
		p.reading.Entities = append(p.reading.Entities, e)
	}
	e := p.reading.Entity(id)
	e.Mentions = append(e.Mentions, mention)
	return id
}

// passedOn adds a second link: who told the outlet of it.
func (p *page) passedOn(c *hearsay.Claim) {
	p.put(", ")
	via := p.put("a channel on the network")
	p.put(" ")
	cue := p.put("reported")
	c.Chain = append(c.Chain, hearsay.Link{Source: via, Cue: cue, Standing: hearsay.Role, Via: &hearsay.Via{Span: via, Kind: hearsay.ViaPost}})
}

// finish gives the claims their ids and the page its flags.
func (p *page) finish(d *hearsay.Document) {
	r := p.reading
	r.Document = d
	for i := range r.Claims {
		c := &r.Claims[i]
		c.ID = ClaimID(d, c)
		var f *hearsay.Flag
		switch l := c.Chain[0]; {
		case l.Standing == hearsay.Unnamed:
			f = &hearsay.Flag{Kind: hearsay.UnnamedSource, Span: l.Source, Claims: []string{c.ID}}
		case l.Standing == hearsay.None && c.Kind == hearsay.Direct:
			f = &hearsay.Flag{Kind: hearsay.OrphanQuote, Span: c.Content[0], Claims: []string{c.ID}}
		case c.Kind == hearsay.Mixed && p.rng.IntN(3) == 0:
			f = &hearsay.Flag{Kind: hearsay.ScareQuote, Span: c.Content[0]} // concerns the claim it stands in
		case p.rng.IntN(30) == 0:
			f = &hearsay.Flag{Kind: hearsay.ClaimMentioned, Span: l.Cue, Claims: []string{c.ID}}
		}
		if f != nil {
			f.Part, f.Why = hearsay.Body, "storegen"
			r.Flags = append(r.Flags, *f)
		}
	}
	slices.SortStableFunc(r.Flags, func(a, b hearsay.Flag) int { return a.Span.Compare(b.Span) })
}
