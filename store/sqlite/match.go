package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"hearsay"
	"hearsay/store"
)

// matchWords turns what a person typed into an expression of FTS5 in which nothing
// is an operator: every word is quoted, words in quotation marks are a phrase, and
// a word that ends in * stands for all that begin so. "" where no word is left.
func matchWords(typed string) string {
	var terms []string
	for i, part := range strings.Split(strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`).Replace(typed), `"`) {
		if i%2 == 1 {
			if hasWord(part) {
				terms = append(terms, quoted(part))
			}
			continue
		}
		for _, word := range strings.Fields(part) {
			begins := strings.HasSuffix(word, "*")
			if word = strings.TrimRight(word, "*"); !hasWord(word) {
				continue
			}
			term := quoted(word)
			if begins {
				term += " *"
			}
			terms = append(terms, term)
		}
	}
	return strings.Join(terms, " AND ")
}

// together is the expression for the words of a search standing next to each other,
// in their order; "" for a single word.
func together(typed string) string {
	var words []string
	for _, w := range strings.FieldsFunc(typed, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("\"“”„«»*", r) }) {
		if hasWord(w) {
			words = append(words, quoted(w))
		}
	}
	if len(words) < 2 {
		return ""
	}
	return strings.Join(words, " + ")
}

// hasWord reports whether the tokenizer will find something in s.
func hasWord(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) >= 0
}

func quoted(s string) string {
	return `"` + strings.ReplaceAll(strings.ReplaceAll(s, `"`, " "), "\x00", " ") + `"`
}

// matchFacets is the expression for the facets of a query; none when one of them
// is not in the store, so that nothing can be found.
func (s snapshot) matchFacets(ctx context.Context, q store.Query) (terms []string, none bool, err error) {
	if q.Standing != "" {
		terms = append(terms, quoted("zs"+string(q.Standing)))
	}
	if q.Stance != "" {
		terms = append(terms, quoted("zt"+string(q.Stance)))
	}
	if q.Speaker != 0 {
		if _, err := s.speaker(ctx, q.Speaker); err != nil {
			return nil, true, unlessNone(err) // nobody, or somebody private
		}
		terms = append(terms, idToken("zp", q.Speaker))
	}
	if q.Flag != "" {
		none = true
		for i, k := range flagKinds() {
			if k == q.Flag {
				terms, none = append(terms, flagToken(i)), false
			}
		}
	}
	if q.Outlet != "" {
		var id int64
		if err := s.read.QueryRowContext(ctx, `SELECT id FROM outlets WHERE name = ?`, q.Outlet).Scan(&id); err != nil {
			return nil, true, unlessNone(err)
		}
		terms = append(terms, idToken("zo", id))
	}
	period, err := s.matchPeriod(ctx, q.From, q.To)
	if err != nil {
		return nil, false, err
	}
	if period != nil {
		terms, none = append(terms, "("+strings.Join(period, " OR ")+")"), none || len(period) == 0
	}
	return terms, none, nil
}

// unlessNone is nil where an error says that there is no such row.
func unlessNone(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return err
}

// matchPeriod covers a period exactly with as few days, months and years as it
// takes; nil when none is asked for. An open end is that of what the store holds.
func (s snapshot) matchPeriod(ctx context.Context, from, to string) ([]string, error) {
	if from == "" && to == "" {
		return nil, nil
	}
	var first, last sql.NullInt64
	if err := s.read.QueryRowContext(ctx, `SELECT (SELECT min(day) FROM pages), (SELECT max(day) FROM pages)`).Scan(&first, &last); err != nil {
		return nil, err
	}
	if !first.Valid {
		return []string{}, nil
	}
	return periodTokens(max(from, dayOf(first.Int64)), min(cmp.Or(to, dayOf(last.Int64)), dayOf(last.Int64))), nil
}

// periodTokens are the tokens of the years, months and days that make up the
// period from one ISO day to another.
func periodTokens(from, to string) []string {
	day, err := time.Parse(time.DateOnly, from)
	end, err2 := time.Parse(time.DateOnly, to)
	out := []string{}
	if err != nil || err2 != nil {
		return out
	}
	for !day.After(end) {
		iso := day.Format(time.DateOnly)
		year, month := day.AddDate(1, 0, 0), day.AddDate(0, 1, 0)
		switch {
		case day.YearDay() == 1 && !year.AddDate(0, 0, -1).After(end):
			out, day = append(out, yearToken(iso)), year
		case day.Day() == 1 && !month.AddDate(0, 0, -1).After(end):
			out, day = append(out, monthToken(iso)), month
		default:
			out, day = append(out, dayToken(iso)), day.AddDate(0, 0, 1)
		}
	}
	return out
}

// checkQuery refuses what makes no sense, in words.
func checkQuery(q store.Query) error {
	for _, day := range []string{q.From, q.To} {
		if day != "" && dayNumber(day) == nil {
			return fmt.Errorf("%q is no day: write it as YYYY-MM-DD: %w", day, hearsay.ErrInvalid)
		}
	}
	switch {
	case q.Limit < 0 || q.Offset < 0:
		return fmt.Errorf("limit %d and offset %d must not be negative: %w", q.Limit, q.Offset, hearsay.ErrInvalid)
	case len(q.Words) > maxWords:
		return fmt.Errorf("a search of more than %d bytes: %w", maxWords, hearsay.ErrInvalid)
	}
	return nil
}

// maxWords is the longest search, in bytes.
const maxWords = 2000
