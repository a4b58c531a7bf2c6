package storetest

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"hearsay"
	"hearsay/store"
)

// kept is a claim that a test has added, as a filter over all of them sees it.
type kept struct {
	entry   int // in the order added
	ordinal int
	page    *hearsay.Reading
	claim   *hearsay.Claim
	words   []string
}

// keptOf are the claims of entries, in the order added.
func keptOf(entries []store.Entry) []kept {
	var out []kept
	for i, e := range entries {
		for k := range e.Reading.Claims {
			c := &e.Reading.Claims[k]
			out = append(out, kept{i, k, e.Reading, c, wordsOf(e.Reading, c)})
		}
	}
	return out
}

// wordsOf are the words by which a claim is found: those of its content, and those
// that name who said it and passed it on.
func wordsOf(r *hearsay.Reading, c *hearsay.Claim) []string {
	var texts []string
	for _, piece := range c.Content {
		texts = append(texts, piece.In(r.Document.Text))
	}
	for _, l := range c.Chain {
		if !l.Source.IsZero() {
			texts = append(texts, l.Source.In(r.Document.Text))
		}
		if e := r.Entity(l.Speaker); e != nil && l.Standing != hearsay.Unnamed {
			texts = append(texts, e.Name)
		}
	}
	return fields(strings.Join(texts, " "))
}

func fields(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

// has reports whether the claim is one that the query asks for.
func (k *kept) has(q store.Query, speaker string) bool {
	d := k.page.Document
	switch l := k.claim.Chain[0]; {
	case q.Standing != "" && l.Standing != q.Standing, q.Stance != "" && k.claim.Stance != q.Stance, q.Outlet != "" && d.Outlet != q.Outlet,
		q.From != "" && d.Published < q.From, q.To != "" && (d.Published == "" || d.Published > q.To),
		q.Flag != "" && !slices.Contains(k.flags(), q.Flag), speaker != "" && k.speaker() != speaker:
		return false
	}
	return k.hasWords(q.Words)
}

// speaker is the name of whose words the claim is, "" where nobody is named.
func (k *kept) speaker() string {
	l := k.claim.Chain[0]
	if e := k.page.Entity(l.Speaker); e != nil && l.Standing == hearsay.Named {
		return e.Name
	}
	return ""
}

// flags are the kinds of flags that concern the claim: that name it, or stand in
// its content.
func (k *kept) flags() []hearsay.FlagKind {
	var out []hearsay.FlagKind
	for _, f := range k.page.Flags {
		inside := slices.ContainsFunc(k.claim.Content, func(s hearsay.Span) bool { return s.Contains(f.Span) })
		if inside || slices.Contains(f.Claims, k.claim.ID) {
			out = append(out, f.Kind)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// hasWords reports whether all words occur; those in quotation marks next to each
// other, one that ends in * as a beginning.
func (k *kept) hasWords(typed string) bool {
	for i, part := range strings.Split(typed, `"`) {
		if i%2 == 1 {
			if !k.hasPhrase(fields(part)) {
				return false
			}
			continue
		}
		for _, w := range strings.Fields(part) {
			beginning, isBeginning := strings.CutSuffix(strings.ToLower(w), "*")
			if !slices.ContainsFunc(k.words, func(x string) bool { return x == beginning || isBeginning && strings.HasPrefix(x, beginning) }) {
				return false
			}
		}
	}
	return true
}

func (k *kept) hasPhrase(phrase []string) bool {
	for i := range k.words {
		if i+len(phrase) <= len(k.words) && slices.Equal(k.words[i:i+len(phrase)], phrase) {
			return true
		}
	}
	return len(phrase) == 0
}

// filter are the claims that a query asks for, in the order it asks for.
func filter(all []kept, q store.Query, speaker string) []kept {
	var out []kept
	for i := range all {
		if all[i].has(q, speaker) {
			out = append(out, all[i])
		}
	}
	slices.SortStableFunc(out, func(a, b kept) int {
		x, y := a.page.Document.Published, b.page.Document.Published
		unknown := cmp.Compare(btoi(x == ""), btoi(y == ""))
		if q.Sort == store.Oldest {
			return cmp.Or(unknown, cmp.Compare(x, y), cmp.Compare(a.entry, b.entry), cmp.Compare(a.ordinal, b.ordinal))
		}
		return cmp.Or(unknown, cmp.Compare(y, x), cmp.Compare(b.entry, a.entry), cmp.Compare(a.ordinal, b.ordinal))
	})
	return out
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func keptIDs(of []kept) []string {
	var out []string
	for _, k := range of {
		out = append(out, k.claim.ID)
	}
	return out
}
