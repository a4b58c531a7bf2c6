package sqlite

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"hearsay"
	"hearsay/store"
)

// maxValues is how many values a facet shows.
const maxValues = 12

// facets counts the values of each field over the candidates.
func (s snapshot) facets(ctx context.Context, found []candidate) ([]store.Facet, error) {
	standing, stance, flag, month := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	speaker, outlet := map[int64]int{}, map[int64]int{}
	for _, c := range found {
		standing[string(c.standing)]++
		stance[string(c.stance)]++
		speaker[c.speaker]++
		outlet[c.outlet]++
		if c.day != 0 {
			month[dayOf(c.day)[:len("2006-01")]]++
		}
		for i, k := range flagKinds() {
			if c.flags&(1<<i) != 0 {
				flag[string(k)]++
			}
		}
	}
	speakers, err := s.labelled(ctx, `SELECT id, name FROM speakers WHERE `+isShown+` AND id IN `, speaker)
	if err != nil {
		return nil, err
	}
	outlets, err := s.labelled(ctx, `SELECT id, name FROM outlets WHERE id IN `, outlet)
	if err != nil {
		return nil, err
	}
	for i := range outlets {
		outlets[i].Value = outlets[i].Label // a Query takes the name
	}
	return []store.Facet{{Field: store.ByStanding, Values: words(standing)}, {Field: store.ByStance, Values: words(stance)}, {Field: store.BySpeaker, Values: speakers},
		{Field: store.ByOutletOf, Values: outlets}, {Field: store.ByMonth, Values: latest(month)}, {Field: store.ByFlag, Values: words(flag)}}, nil
}

// words are the values of a field of words, most frequent first.
func words(counts map[string]int) []store.FacetValue {
	var out []store.FacetValue
	for v, n := range counts {
		out = append(out, store.FacetValue{Value: v, Label: v, Count: n})
	}
	slices.SortFunc(out, byCount)
	return out[:min(len(out), maxValues)]
}

// latest are months, the latest first.
func latest(counts map[string]int) []store.FacetValue {
	var out []store.FacetValue
	for _, m := range slices.Backward(slices.Sorted(maps.Keys(counts))) {
		out = append(out, store.FacetValue{Value: m, Label: m, Count: counts[m]})
	}
	return out[:min(len(out), maxValues)]
}

func byCount(a, b store.FacetValue) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Label, b.Label), cmp.Compare(a.Value, b.Value))
}

// labelled are the values of a field of rows, with their names. More are looked up
// than shown, since not every speaker is.
func (s snapshot) labelled(ctx context.Context, query string, counts map[int64]int) ([]store.FacetValue, error) {
	delete(counts, 0)
	ids := slices.SortedFunc(maps.Keys(counts), func(a, b int64) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	ids = ids[:min(len(ids), 4*maxValues)]
	if len(ids) == 0 {
		return nil, nil
	}
	args := mapped(ids, func(id int64) any { return id })
	rows, err := s.read.QueryContext(ctx, query+`(?`+strings.Repeat(", ?", len(ids)-1)+`)`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []store.FacetValue
	for rows.Next() {
		var id int64
		v := store.FacetValue{}
		if err := rows.Scan(&id, &v.Label); err != nil {
			return nil, err
		}
		v.Value, v.Count = strconv.FormatInt(id, 10), counts[id]
		out = append(out, v)
	}
	slices.SortFunc(out, byCount)
	return out[:min(len(out), maxValues)], rows.Err()
}

// isShown says which speakers are shown across pages: bodies, persons of whom a
// page states an office, and persons whom two outlets or more report. All others
// are private, and stay on their pages. docs/decisions/0009.
const isShown = `claims > 0 AND (kind <> '` + string(hearsay.Person) + `' OR office > 0 OR (SELECT count(*) FROM speaker_outlets o WHERE o.speaker = speakers.id AND o.outlet <> 0 AND o.claims > 0) >= 2)`
