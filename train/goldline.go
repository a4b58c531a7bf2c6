package train

import (
	"fmt"
	"strconv"
	"strings"

	"hearsay"
)

// goldLine is one line of a section while it is being read.
type goldLine struct {
	gold *Gold
	rest string
}

func (l *goldLine) word() string {
	l.rest = strings.TrimLeft(l.rest, " \t")
	end := strings.IndexAny(l.rest, " \t")
	if end < 0 {
		end = len(l.rest)
	}
	w := l.rest[:end]
	l.rest = l.rest[end:]
	return w
}

func (l *goldLine) peek(prefix string) bool {
	l.rest = strings.TrimLeft(l.rest, " \t")
	if !strings.HasPrefix(l.rest, prefix) {
		return false
	}
	l.rest = l.rest[len(prefix):]
	return true
}

func (l *goldLine) done() bool { return strings.TrimSpace(l.rest) == "" }

// quoted reads "words" or `words`, and the occurrence after # (0 when not given).
func (l *goldLine) quoted() (string, int, error) {
	l.rest = strings.TrimLeft(l.rest, " \t")
	q, err := strconv.QuotedPrefix(l.rest)
	if err != nil {
		return "", 0, fmt.Errorf("%w: expected quoted words at %q", hearsay.ErrInvalid, l.rest)
	}
	l.rest = l.rest[len(q):]
	words, err := strconv.Unquote(q)
	if err != nil {
		return "", 0, fmt.Errorf("%w: %s", hearsay.ErrInvalid, q)
	}
	n := 0
	if strings.HasPrefix(l.rest, "#") {
		l.rest = l.rest[1:]
		if n, err = strconv.Atoi(l.word()); err != nil {
			return "", 0, fmt.Errorf("%w: occurrence of %s: %v", hearsay.ErrInvalid, q, err)
		}
	}
	return words, n, nil
}

// span reads a span: "words", "words"#2, or "first words" .. "last words".
// Without an occurrence it is the one nearest to near (the first if near is zero).
func (l *goldLine) span(near hearsay.Span) (hearsay.Span, error) {
	words, n, err := l.quoted()
	if err != nil {
		return hearsay.Span{}, err
	}
	s, err := locate(l.gold.Text, words, n, near)
	if err != nil {
		return s, err
	}
	if !l.peek("..") {
		return s, nil
	}
	last, n, err := l.quoted()
	if err != nil {
		return s, err
	}
	tail, err := locate(l.gold.Text[s.Start:], last, n, hearsay.Span{})
	if err != nil {
		return s, err
	}
	return hearsay.Span{Start: s.Start, End: s.Start + tail.End}, nil
}

func locate(text, words string, n int, near hearsay.Span) (hearsay.Span, error) {
	best, bestGap, seen := hearsay.Span{}, -1, 0
	for at := 0; words != ""; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			break
		}
		s := hearsay.Span{Start: at + i, End: at + i + len(words)}
		at = s.Start + 1
		if !onWordEdges(text, s) {
			continue
		}
		if seen++; n > 0 {
			if seen == n {
				return s, nil
			}
			continue
		}
		gap := max(near.Start-s.End, s.Start-near.End, 0)
		if bestGap < 0 || gap < bestGap {
			best, bestGap = s, gap
		}
	}
	if bestGap < 0 {
		return best, fmt.Errorf("%w: the page does not have %q (occurrence %d)", hearsay.ErrNotFound, words, max(n, 1))
	}
	return best, nil
}

func onWordEdges(text string, s hearsay.Span) bool {
	letter := func(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' || b >= '0' && b <= '9' }
	before := s.Start > 0 && letter(text[s.Start-1]) && letter(text[s.Start])
	after := s.End < len(text) && letter(text[s.End-1]) && letter(text[s.End])
	return !before && !after
}

// readClaim reads a line of the claims section. A line at the margin begins a
// claim with its content; indented lines say the rest of it.
func (g *Gold) readClaim(l *goldLine) error {
	if !strings.HasPrefix(l.rest, " ") && !strings.HasPrefix(l.rest, "\t") {
		var c GoldClaim
		for {
			s, err := l.span(hearsay.Hull(c.Content))
			if err != nil {
				return err
			}
			c.Content = append(c.Content, s)
			if !l.peek("+") {
				break
			}
		}
		g.Claims = append(g.Claims, c)
		return l.end()
	}
	if len(g.Claims) == 0 {
		return fmt.Errorf("%w: indented line before any claim", hearsay.ErrInvalid)
	}
	c := &g.Claims[len(g.Claims)-1]
	if l.peek("<") {
		return l.link(c)
	}
	for !l.done() {
		switch w := l.word(); w {
		case "direct", "mixed", "indirect":
			c.Kind = hearsay.Kind(w)
		case "says", "thinks", "document":
			c.Act = hearsay.Act(w)
		case "asserts", "denies", "doubts", "asks", "demands", "expects", "wishes", "promises", "threatens", "declines":
			c.Stance = hearsay.Stance(w)
		case "optional":
			c.Optional = true
		case "antecedent":
			s, err := l.span(hearsay.Span{})
			if err != nil {
				return err
			}
			c.Antecedent = s
		default:
			return fmt.Errorf("%w: unknown word %q", hearsay.ErrInvalid, w)
		}
	}
	return nil
}

// link reads: "source"|- cue "words"|- speaker "Name"|- standing [reason "words"] [via kind "words"]
func (l *goldLine) link(c *GoldClaim) error {
	var k hearsay.Link
	speaker, near := "", hearsay.Hull(c.Content)
	optionalSpan := func(to *hearsay.Span, near hearsay.Span) (err error) {
		if !l.peek("-") {
			*to, err = l.span(near)
		}
		return err
	}
	if err := optionalSpan(&k.Source, near); err != nil {
		return err
	}
	for !l.done() {
		var err error
		switch w := l.word(); w {
		case "cue":
			if k.Source.IsZero() {
				err = optionalSpan(&k.Cue, near)
			} else {
				err = optionalSpan(&k.Cue, k.Source)
			}
		case "speaker":
			if !l.peek("-") {
				speaker, _, err = l.quoted()
			}
		case "named", "role", "unnamed", "none":
			k.Standing = hearsay.Standing(w)
		case "reason":
			k.Reason, err = l.span(near)
		case "via":
			k.Via = &hearsay.Via{Kind: hearsay.ViaKind(l.word())}
			k.Via.Span, err = l.span(near)
		default:
			err = fmt.Errorf("%w: unknown word %q in a link", hearsay.ErrInvalid, w)
		}
		if err != nil {
			return err
		}
	}
	if k.Standing == "" {
		return fmt.Errorf("%w: a link without named, role, unnamed or none", hearsay.ErrInvalid)
	}
	c.Chain = append(c.Chain, k)
	c.Speakers = append(c.Speakers, speaker)
	return nil
}

func (g *Gold) readFlag(l *goldLine) error {
	f := GoldFlag{Kind: hearsay.FlagKind(l.word())}
	switch f.Kind {
	case hearsay.OrphanQuote, hearsay.ScareQuote, hearsay.UnnamedSource, hearsay.ClaimMentioned:
	default:
		return fmt.Errorf("%w: unknown flag %q", hearsay.ErrInvalid, f.Kind)
	}
	var err error
	if f.Span, err = l.span(hearsay.Span{}); err != nil {
		return err
	}
	g.Flags = append(g.Flags, f)
	return l.end()
}

func (g *Gold) readTold(l *goldLine) error {
	t := GoldTold{Told: hearsay.Told(l.word())}
	switch t.Told {
	case hearsay.Attributed, hearsay.FirstHand, hearsay.ByOutlet, hearsay.Evaluation, hearsay.CarriedOver:
	default:
		return fmt.Errorf("%w: unknown way to be told %q", hearsay.ErrInvalid, t.Told)
	}
	var err error
	if t.Span, err = l.span(hearsay.Span{}); err != nil {
		return err
	}
	g.Told = append(g.Told, t)
	return l.end()
}

func (g *Gold) readPart(l *goldLine) error {
	p := hearsay.Part{Kind: hearsay.PartKind(l.word())}
	switch p.Kind {
	case hearsay.Headline, hearsay.Byline, hearsay.Dateline, hearsay.Body, hearsay.Caption, hearsay.Comment:
	default:
		return fmt.Errorf("%w: unknown part %q", hearsay.ErrInvalid, p.Kind)
	}
	var err error
	if p.Span, err = l.span(hearsay.Span{}); err != nil {
		return err
	}
	g.Parts = append(g.Parts, p)
	return l.end()
}

// readFigure reads: "span" [value=N] [low=N] [high=N] [open=low|high] [approx] [unit=U] [role=R] [of="words"]
func (g *Gold) readFigure(l *goldLine) error {
	f := hearsay.Figure{AsOf: -1}
	var err error
	if f.Span, err = l.span(hearsay.Span{}); err != nil {
		return err
	}
	number := func(to **float64) error {
		w := l.word()
		v, err := strconv.ParseFloat(w, 64)
		if err != nil {
			return fmt.Errorf("%w: number %q", hearsay.ErrInvalid, w)
		}
		*to = &v
		return nil
	}
	for err == nil && !l.done() {
		switch {
		case l.peek("value="):
			err = number(&f.Value)
		case l.peek("low="):
			err = number(&f.Low)
		case l.peek("high="):
			err = number(&f.High)
		case l.peek("open="):
			f.Open = l.word()
		case l.peek("unit="):
			f.Unit = l.word()
		case l.peek("role="):
			f.Role = l.word()
		case l.peek("of="):
			f.Of, _, err = l.quoted()
		case l.peek("approx"):
			f.Approx = true
		default:
			err = fmt.Errorf("%w: unknown words %q", hearsay.ErrInvalid, l.rest)
		}
	}
	if err != nil {
		return fmt.Errorf("figure: %w", err)
	}
	g.Figures = append(g.Figures, f)
	return nil
}

func (l *goldLine) end() error {
	if !l.done() {
		return fmt.Errorf("%w: unexpected %q", hearsay.ErrInvalid, l.rest)
	}
	return nil
}
