package sqlite

import (
	"strconv"
	"strings"

	"hearsay"
)

// The facets of a claim stand in the full-text index as words of a column of their
// own, so that a search by words and facets is one intersection of posting lists:
// "zs" standing, "zt" stance, "zp" speaker, "zo" outlet, "zf" flag, "zd" day,
// "zm" month, "zy" year. "zclaim" stands for all.
func tokens(standing hearsay.Standing, stance hearsay.Stance, speaker, outlet int64, flags int, published string) string {
	var b strings.Builder
	b.WriteString("zclaim zs" + string(standing) + " zt" + string(stance))
	if speaker != 0 {
		b.WriteString(" " + idToken("zp", speaker))
	}
	if outlet != 0 {
		b.WriteString(" " + idToken("zo", outlet))
	}
	for i := range flagKinds() {
		if flags&(1<<i) != 0 {
			b.WriteString(" " + flagToken(i))
		}
	}
	if dayNumber(published) != nil {
		b.WriteString(" " + dayToken(published) + " " + monthToken(published) + " " + yearToken(published))
	}
	return b.String()
}

func idToken(prefix string, id int64) string { return prefix + strconv.FormatInt(id, 10) }
func flagToken(i int) string                 { return "zf" + strconv.Itoa(i) }
func dayToken(day string) string             { return "zd" + day[:4] + day[5:7] + day[8:] }
func monthToken(day string) string           { return "zm" + day[:4] + day[5:7] }
func yearToken(day string) string            { return "zy" + day[:4] }

// flagKinds are the flags that can concern a claim, in the order of their bits;
// new ones go at the end.
func flagKinds() []hearsay.FlagKind {
	return []hearsay.FlagKind{hearsay.UnnamedSource, hearsay.ScareQuote, hearsay.ClaimMentioned, hearsay.OrphanQuote}
}

// flagsOf are the flags of each claim, a bit a kind: those that name the claim,
// and those that stand in its content.
func flagsOf(r *hearsay.Reading) []int {
	out := make([]int, len(r.Claims))
	for _, f := range r.Flags {
		bit := 0
		for i, k := range flagKinds() {
			if k == f.Kind {
				bit = 1 << i
			}
		}
		for i := range r.Claims {
			if concerns(&f, &r.Claims[i]) {
				out[i] |= bit
			}
		}
	}
	return out
}

func concerns(f *hearsay.Flag, c *hearsay.Claim) bool {
	for _, id := range f.Claims {
		if id == c.ID {
			return true
		}
	}
	for _, piece := range c.Content {
		if piece.Contains(f.Span) {
			return true
		}
	}
	return false
}

// standingOf is the standing of whose words a claim is.
func standingOf(c *hearsay.Claim) hearsay.Standing {
	if len(c.Chain) == 0 {
		return hearsay.None
	}
	return c.Chain[0].Standing
}
