package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"slices"

	"hearsay"
	"hearsay/store"
)

// Reread implements store.Adder.
func (s *Store) Reread(ctx context.Context, again []store.Again) error {
	packed := make([]packedReading, len(again))
	for i := range again {
		var err error
		if packed[i], err = s.packReading(again[i].Reading); err != nil {
			return fmt.Errorf("reread page %d: %w", again[i].Page, err)
		}
	}
	err := s.transaction(ctx, func(tx *sql.Tx) error {
		a, err := s.begin(ctx, tx)
		if err != nil {
			return err
		}
		for i := range again {
			if err := a.again(&again[i], &packed[i]); err != nil {
				return fmt.Errorf("page %d: %w", again[i].Page, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("reread: %w", err)
	}
	return nil
}

// again keeps a new reading of a page, as what is shown or, where a claim of the
// page is marked and its claims would change, as a proposal.
func (a *adding) again(e *store.Again, v *packedReading) error {
	shown, err := a.one(shownPages+`WHERE p.id = ?`, e.Page)
	if err != nil {
		return err
	}
	reading, err := a.anew(e, v, shown)
	if err != nil {
		return err
	}
	switch {
	case reading == shown.ReadingID:
		return nil
	case len(shown.Marks) == 0, sameClaims(shown.Reading, v.Reading):
		return a.show(shown, reading, v.Reading)
	}
	if err := a.keepIDs(reading, v.Reading); err != nil {
		return err
	}
	_, err = a.exec(`UPDATE pages SET proposed = ? WHERE id = ?`, reading, e.Page)
	return err
}

// anew writes the rows of a new reading of a page.
func (a *adding) anew(e *store.Again, v *packedReading, shown *store.Page) (reading int64, err error) {
	document, _, err := a.findDocument(v.hash)
	if err == nil && document == 0 {
		var capture int64
		if err = a.row(`SELECT capture FROM pages WHERE id = ?`, shown.ID).Scan(&capture); err == nil {
			document, err = a.document(v, capture)
		}
	}
	if err != nil {
		return 0, err
	}
	maker, err := a.maker(e.Maker())
	if err != nil {
		return 0, err
	}
	if _, err := a.exec(`UPDATE pages SET maker = ? WHERE id = ?`, maker, shown.ID); err != nil {
		return 0, err
	}
	return a.reading(v, shown.ID, document, maker, milliseconds(e.Made))
}

// one loads the one page of a query.
func (a *adding) one(query string, args ...any) (*store.Page, error) {
	return snapshot{a.s, a.tx}.one(a.ctx, query, args...)
}

// sameClaims reports whether two readings have the same claims, told the same way:
// of the same ids, acts, stances and speakers. What a person has checked of a claim
// is all of that.
func sameClaims(a, b *hearsay.Reading) bool {
	return slices.EqualFunc(a.Claims, b.Claims, func(x, y hearsay.Claim) bool {
		return x.ID == y.ID && x.Act == y.Act && x.Stance == y.Stance && slices.Equal(tellers(a, &x), tellers(b, &y))
	})
}

// teller is whose telling a link is.
type teller struct {
	source   hearsay.Span
	standing hearsay.Standing
	name     string
	kind     hearsay.EntityKind
}

func tellers(r *hearsay.Reading, c *hearsay.Claim) []teller {
	return mapped(c.Chain, func(l hearsay.Link) teller {
		t := teller{source: l.Source, standing: l.Standing}
		if e := r.Entity(l.Speaker); e != nil {
			t.name, t.kind = e.Name, e.Kind
		}
		return t
	})
}

func mapped[T, U any](in []T, f func(T) U) []U {
	out := make([]U, len(in))
	for i := range in {
		out[i] = f(in[i])
	}
	return out
}

// keepIDs lets the ids of a reading's claims resolve though it is not shown.
func (a *adding) keepIDs(reading int64, r *hearsay.Reading) error {
	rows := rowsOf(`INSERT OR IGNORE INTO other_claims (hash, reading, ordinal) VALUES `, 3)
	for i := range r.Claims {
		hash, err := claimHash(r.Claims[i].ID)
		if err != nil {
			return err
		}
		rows.add(hash, reading, i)
	}
	return rows.run(a)
}

// show makes a reading the one that is shown. The ids of the one before go on
// resolving.
func (a *adding) show(before *store.Page, reading int64, r *hearsay.Reading) error {
	if err := a.keepIDs(before.ReadingID, before.Reading); err != nil {
		return err
	}
	if err := a.unindex(before); err != nil {
		return err
	}
	_, err := a.exec(`UPDATE pages SET reading = ?, proposed = NULL, day = ?, claims = ? WHERE id = ?`, reading, dayNumber(r.Document.Published), len(r.Claims), before.ID)
	return err
}

// Accept implements store.Reviewer.
func (s *Store) Accept(ctx context.Context, page int64) error {
	err := s.transaction(ctx, func(tx *sql.Tx) error {
		a, err := s.begin(ctx, tx)
		if err != nil {
			return err
		}
		shown, err := a.one(shownPages+`WHERE p.id = ?`, page)
		switch {
		case err != nil:
			return err
		case !shown.Proposed:
			return fmt.Errorf("no newer reading waits: %w", hearsay.ErrConflict)
		}
		next, err := a.one(anyReading+`WHERE r.id = (SELECT proposed FROM pages WHERE id = ?)`, page)
		if err != nil {
			return err
		}
		return a.show(shown, next.ReadingID, next.Reading)
	})
	if err != nil {
		return fmt.Errorf("accept reading of page %d: %w", page, err)
	}
	return nil
}

// Proposals implements store.Reviewer.
func (s *Store) Proposals(ctx context.Context) iter.Seq2[*store.Proposal, error] {
	return func(yield func(*store.Proposal, error) bool) {
		err := s.snapshot(ctx, func(s snapshot) (err error) {
			all := s.each(ctx, shownPages+`WHERE p.proposed IS NOT NULL ORDER BY p.id`, nil, func(p *store.Page) bool {
				var next *store.Page
				next, err = s.one(ctx, anyReading+`WHERE r.id = (SELECT proposed FROM pages WHERE id = ?)`, p.ID)
				return err == nil && yield(&store.Proposal{Page: p, New: next.Reading}, nil)
			})
			return errors.Join(err, all)
		})
		if err != nil {
			yield(nil, fmt.Errorf("list proposals: %w", err))
		}
	}
}

// Mark implements store.Reviewer.
func (s *Store) Mark(ctx context.Context, m store.Mark) error {
	cited, err := s.Claim(ctx, m.Claim)
	if err != nil {
		return fmt.Errorf("mark: %w", err)
	}
	hash, _ := claimHash(m.Claim) // Claim has found it
	err = s.transaction(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO marks (hash, kind, reading, page, note, at) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET note = excluded.note, at = excluded.at WHERE note <> excluded.note`,
			hash, string(m.Kind), cited.Page.ReadingID, cited.Page.ID, m.Note, milliseconds(m.At))
		return err
	})
	if err != nil {
		return fmt.Errorf("mark claim %s: %w", m.Claim, err)
	}
	return nil
}

// Unmark implements store.Reviewer.
func (s *Store) Unmark(ctx context.Context, claim string, mark store.MarkKind) error {
	hash, err := claimHash(claim)
	if err != nil {
		return fmt.Errorf("unmark: %w", err)
	}
	err = s.transaction(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM marks WHERE hash = ? AND kind = ?`, hash, string(mark))
		return err
	})
	if err != nil {
		return fmt.Errorf("unmark claim %s: %w", claim, err)
	}
	return nil
}
