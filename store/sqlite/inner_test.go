package sqlite

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestSettings asks the connection that writes what it was opened with. Versions
// of SQLite before 3.51.3 can damage a file in WAL mode.
func TestSettings(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "x.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ask := func(db querier, query string) (answer string) {
		if err := db.QueryRowContext(t.Context(), query).Scan(&answer); err != nil {
			t.Fatal(err)
		}
		return answer
	}
	for query, want := range map[string]string{`PRAGMA journal_mode`: "wal", `PRAGMA synchronous`: "2", `PRAGMA busy_timeout`: "15000"} {
		for name, db := range map[string]querier{"writes": s.write, "reads": s.read} {
			if got := ask(db, query); got != want {
				t.Errorf("the connection that %s: %s is %s, want %s", name, query, got, want)
			}
		}
	}
	if got := ask(s.read, `PRAGMA query_only`); got != "1" {
		t.Errorf("the connections that read may write: %s", got)
	}
	var version []int
	for part := range strings.SplitSeq(ask(s.write, `SELECT sqlite_version()`), ".") {
		n, _ := strconv.Atoi(part)
		version = append(version, n)
	}
	if slices.Compare(version, []int{3, 51, 3}) < 0 {
		t.Errorf("SQLite %v", version)
	}
}

// TestPeriodTokens: each day of the period is covered by one token, no other day by
// any.
func TestPeriodTokens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.IntRange(-400, 4000).Draw(t, "from")
		length := rapid.IntRange(-3, 1500).Draw(t, "length")
		first := time.Date(2019, 12, 1, 0, 0, 0, 0, time.UTC)
		day := func(n int) string { return first.AddDate(0, 0, n).Format(time.DateOnly) }
		tokens := periodTokens(day(from), day(from+length))
		for n := from - 400; n < from+length+400; n++ {
			covers := 0
			for _, token := range []string{dayToken(day(n)), monthToken(day(n)), yearToken(day(n))} {
				covers += count(tokens, token)
			}
			if inside := n >= from && n <= from+length; inside && covers != 1 || !inside && covers != 0 {
				t.Fatalf("from %s to %s: %s is covered %d times by %v", day(from), day(from+length), day(n), covers, tokens)
			}
		}
		if len(tokens) > 2*30+2*11+6 {
			t.Fatalf("%d tokens", len(tokens))
		}
	})
}

func count(in []string, what string) (n int) {
	for _, s := range in {
		if s == what {
			n++
		}
	}
	return n
}

func TestDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 3_652_000).Draw(t, "day")).Format(time.DateOnly)
		n, ok := dayNumber(day).(int)
		if !ok || dayOf(int64(n)) != day {
			t.Fatalf("%s is %v, which is %s", day, dayNumber(day), dayOf(int64(n)))
		}
	})
}

// TestMatchWords makes expressions of noise: SQLite takes each of them, and nothing
// in it is an operator.
func TestMatchWords(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "x.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	parts := []string{"ferry", "NEAR", "OR", "AND", "NOT", `"`, "(", ")", "*", ":", "^", "+", "-", "{", "}", ",", "words", "\x00", "ü", "\xff", "́", "½", "💥", " ", " ", "'", ";", "“", "”", "\n", "ᏸ", "𐐀", "𞤀"}
	rng := rand.New(rand.NewPCG(1, 1))
	for range 800 {
		var b strings.Builder
		for range 1 + rng.IntN(12) {
			b.WriteString(parts[rng.IntN(len(parts))])
		}
		match := matchWords(b.String())
		if match == "" {
			continue
		}
		var n int
		if err := s.read.QueryRowContext(t.Context(), `SELECT count(*) FROM claim_words WHERE claim_words MATCH ?`, "words : ("+match+")").Scan(&n); err != nil {
			t.Errorf("%q became %s: %v", b.String(), match, err)
		}
	}
}
