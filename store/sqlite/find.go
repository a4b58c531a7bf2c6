package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"hearsay"
	"hearsay/store"
)

// candidate is a claim that a query finds, as far as it must be known to be
// counted and put in order.
type candidate struct {
	claim, page, ordinal, speaker, day, outlet int64
	flags                                      int
	standing                                   hearsay.Standing
	stance                                     hearsay.Stance
	rank                                       int // place among the best matches, 0 first
}

// Claims implements store.Finder.
func (s *Store) Claims(ctx context.Context, q store.Query) (hits *store.Hits, err error) {
	err = s.search(ctx, q, func(s snapshot) error {
		hits, err = s.claims(ctx, q)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("search claims: %w", err)
	}
	return hits, nil
}

// search runs do on one state of the store, in which what was just added is found.
func (s *Store) search(ctx context.Context, q store.Query, do func(snapshot) error) error {
	if err := checkQuery(q); err != nil {
		return err
	}
	if err := s.catchUp(ctx); err != nil {
		return err
	}
	return s.snapshot(ctx, do)
}

func (s snapshot) claims(ctx context.Context, q store.Query) (*store.Hits, error) {
	found, more, err := s.candidates(ctx, q)
	if err != nil {
		return nil, err
	}
	sortCandidates(found, q.Sort)
	hits := &store.Hits{Total: len(found), More: more}
	if hits.Facets, err = s.facets(ctx, found); err != nil {
		return nil, err
	}
	hits.Claims, err = s.hits(ctx, pageOf(found, q))
	return hits, err
}

// candidates finds up to store.Window claims: by words and facets those added last,
// by nothing but time the newest.
func (s snapshot) candidates(ctx context.Context, q store.Query) (found []candidate, more bool, err error) {
	facets, none, err := s.matchFacets(ctx, q)
	words := matchWords(q.Words)
	if err != nil || none || words == "" && strings.TrimSpace(q.Words) != "" {
		return nil, false, err
	}
	if words == "" && onlyTime(q) {
		return s.byTime(ctx, q)
	}
	return s.byMatch(ctx, q, words, facets)
}

// expression asks each column for what it holds.
func expression(words string, facets []string) string {
	var terms []string
	if words != "" {
		terms = append(terms, "words : ("+words+")")
	}
	if len(facets) > 0 {
		terms = append(terms, "facets : ("+strings.Join(facets, " AND ")+")")
	}
	return strings.Join(terms, " AND ")
}

// onlyTime reports a query that narrows by days alone.
func onlyTime(q store.Query) bool {
	return q.Standing == "" && q.Stance == "" && q.Flag == "" && q.Speaker == 0 && q.Outlet == ""
}

const candidateColumns = `SELECT c.id, c.page, c.ordinal, ifnull(c.speaker, 0), ifnull(p.day, 0), ifnull(p.outlet, 0), c.flags, c.standing, c.stance `

// byMatch takes the claims added last that match. The subquery is walked from its
// end, so that what it costs is bounded however much matches.
func (s snapshot) byMatch(ctx context.Context, q store.Query, words string, facets []string) ([]candidate, bool, error) {
	rows, err := s.read.QueryContext(ctx, candidateColumns+`FROM (SELECT rowid AS id FROM claim_words WHERE claim_words MATCH ? ORDER BY rowid DESC LIMIT ?) f
		CROSS JOIN claims c ON c.id = f.id JOIN pages p ON p.id = c.page`, expression(words, facets), store.Window+1)
	if err != nil {
		return nil, false, err
	}
	found, err := scanCandidates(rows)
	if err != nil {
		return nil, false, err
	}
	more := len(found) > store.Window
	found = found[:min(len(found), store.Window)]
	if q.Sort == store.Best {
		err = s.rank(ctx, q.Words, facets, found)
	}
	return found, more, err
}

// rank gives the candidates their places among the best matches: first those in
// which the words stand together. BM25 would walk all postings of each word to weigh
// it, which for common words in a large store takes a second.
func (s snapshot) rank(ctx context.Context, typed string, facets []string, found []candidate) error {
	phrase := together(typed)
	if phrase == "" || len(found) == 0 {
		return nil
	}
	first := slices.MinFunc(found, func(a, b candidate) int { return cmp.Compare(a.claim, b.claim) }).claim
	rows, err := s.read.QueryContext(ctx, `SELECT rowid FROM claim_words WHERE claim_words MATCH ? AND rowid >= ?`, expression(phrase, facets), first)
	if err != nil {
		return err
	}
	best, err := scanIDs(rows)
	if err != nil {
		return err
	}
	for i := range found {
		if !best[found[i].claim] {
			found[i].rank = 1
		}
	}
	return nil
}

func scanIDs(rows *sql.Rows) (map[int64]bool, error) {
	defer rows.Close()
	out := map[int64]bool{}
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		out[id] = true
	}
	return out, rows.Err()
}

// byTime takes the newest claims of a period, page by page.
func (s snapshot) byTime(ctx context.Context, q store.Query) ([]candidate, bool, error) {
	var args []any
	where := `p.indexed IS NOT NULL`
	if q.From != "" {
		where, args = where+` AND p.day >= ?`, append(args, dayNumber(q.From))
	}
	if q.To != "" {
		where, args = where+` AND p.day <= ?`, append(args, dayNumber(q.To))
	}
	order := `p.day DESC, p.id DESC`
	if q.Sort == store.Oldest {
		order = `p.day NULLS LAST, p.id`
	}
	rows, err := s.read.QueryContext(ctx, candidateColumns+`FROM pages p CROSS JOIN claims c ON c.page = p.id WHERE `+where+` ORDER BY `+order+` LIMIT ?`, append(args, store.Window+1)...)
	if err != nil {
		return nil, false, err
	}
	found, err := scanCandidates(rows)
	return found[:min(len(found), store.Window)], len(found) > store.Window, err
}

func scanCandidates(rows *sql.Rows) ([]candidate, error) {
	defer rows.Close()
	var out []candidate
	for rows.Next() {
		var c candidate
		if err := rows.Scan(&c.claim, &c.page, &c.ordinal, &c.speaker, &c.day, &c.outlet, &c.flags, &c.standing, &c.stance); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, rows.Err()
}

func sortCandidates(found []candidate, by store.Sort) {
	slices.SortFunc(found, func(a, b candidate) int {
		inPage := cmp.Or(cmp.Compare(b.page, a.page), cmp.Compare(a.ordinal, b.ordinal))
		switch by {
		case store.Best:
			return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(b.day, a.day), inPage)
		case store.Oldest:
			if (a.day == 0) != (b.day == 0) { // days that are not known come last
				return cmp.Compare(b.day, a.day)
			}
			return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.page, b.page), cmp.Compare(a.ordinal, b.ordinal))
		}
		return cmp.Or(cmp.Compare(b.day, a.day), inPage)
	})
}

// pageOf is the part of what was found that the query asks to see.
func pageOf(found []candidate, q store.Query) []candidate {
	limit := q.Limit
	if limit == 0 {
		limit = defaultLimit
	}
	start := min(q.Offset, len(found))
	return found[start:min(start+limit, len(found))]
}

const defaultLimit = 20

// hits loads the pages of the candidates, each once.
func (s snapshot) hits(ctx context.Context, found []candidate) ([]store.Hit, error) {
	pages := map[int64]*store.Page{}
	var ids []any
	for _, c := range found {
		if _, ok := pages[c.page]; !ok {
			pages[c.page] = nil
			ids = append(ids, c.page)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	loaded, err := s.load(ctx, s.read, shownPages+`WHERE p.id IN (?`+strings.Repeat(", ?", len(ids)-1)+`)`, ids...)
	if err != nil {
		return nil, err
	}
	for _, p := range loaded {
		pages[p.ID] = p
	}
	var out []store.Hit
	for _, c := range found {
		if p := pages[c.page]; p != nil && int(c.ordinal) < len(p.Reading.Claims) {
			out = append(out, store.Hit{Page: p, Index: int(c.ordinal)})
		}
	}
	return out, nil
}
