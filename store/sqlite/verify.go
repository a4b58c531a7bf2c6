package sqlite

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"

	"hearsay"
	"hearsay/store"
)

// Verify implements store.Keeper.
func (s *Store) Verify(ctx context.Context, progress func(done, all int64)) iter.Seq[error] {
	return func(yield func(error) bool) {
		for _, check := range []func(context.Context, func(error) bool) bool{s.verifyFile, s.verifyBlobs, s.verifyRows} {
			if !check(ctx, yield) {
				return
			}
		}
		s.verifyReadings(ctx, progress, yield)
	}
}

// verifyFile asks SQLite whether the file is whole, and each index agrees with
// its table.
func (s *Store) verifyFile(ctx context.Context, yield func(error) bool) bool {
	for _, query := range []string{`SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'`,
		`SELECT 'row ' || ifnull(rowid, '?') || ' of ' || "table" || ' names a row of ' || parent || ' that is not there' FROM pragma_foreign_key_check`} {
		if !s.verifyEach(ctx, query, yield) {
			return false
		}
	}
	return true
}

// verifyRows looks for rows that contradict each other.
func (s *Store) verifyRows(ctx context.Context, yield func(error) bool) bool {
	for _, query := range []string{
		`SELECT 'page ' || p.id || ': ' || p.claims || ' claims, ' || count(c.id) || ' of them to be searched' FROM pages p LEFT JOIN claims c ON c.page = p.id WHERE p.indexed IS NOT NULL GROUP BY p.id HAVING count(c.id) <> p.claims`,
		`SELECT 'page ' || id || ': another reading is searched than shown' FROM pages WHERE indexed IS NOT NULL AND indexed <> reading`,
		`SELECT 'claim ' || c.id || ' cannot be searched by words' FROM claims c LEFT JOIN claim_words w ON w.rowid = c.id WHERE w.rowid IS NULL`,
		`SELECT 'words of claim ' || w.rowid || ', which is not there' FROM claim_words w LEFT JOIN claims c ON c.id = w.rowid WHERE c.id IS NULL`,
		`SELECT 'page ' || p.id || ' cannot be searched by words' FROM pages p LEFT JOIN page_words w ON w.rowid = p.id WHERE p.indexed IS NOT NULL AND w.rowid IS NULL`,
		`SELECT 'speaker ' || s.id || ' cannot be found by name' FROM speakers s LEFT JOIN speaker_words w ON w.rowid = s.id WHERE w.rowid IS NULL`,
		`SELECT 'speaker ' || s.id || ': ' || s.claims || ' claims, ' || ifnull(n.claims, 0) || ' of them there' FROM speakers s LEFT JOIN (SELECT speaker, count(*) AS claims FROM claims WHERE speaker IS NOT NULL GROUP BY speaker) n ON n.speaker = s.id
			WHERE ifnull(n.claims, 0) <> s.claims`,
		`SELECT 'speaker ' || s.id || ': ' || s.claims || ' claims, ' || ifnull(sum(o.claims), 0) || ' of them in outlets' FROM speakers s LEFT JOIN speaker_outlets o ON o.speaker = s.id GROUP BY s.id HAVING ifnull(sum(o.claims), 0) <> s.claims`,
		`SELECT 'capture ' || c.id || ': page ' || c.page || ' is not there' FROM captures c LEFT JOIN pages p ON p.id = c.page WHERE p.id IS NULL`,
	} {
		if !s.verifyEach(ctx, query, yield) {
			return false
		}
	}
	return true
}

// verifyEach yields each row of a query as a breach.
func (s *Store) verifyEach(ctx context.Context, query string, yield func(error) bool) bool {
	rows, err := s.read.QueryContext(ctx, query)
	if err != nil {
		return yield(fmt.Errorf("verify: %w", kind(err)))
	}
	defer rows.Close()
	for rows.Next() {
		var what string
		if err := rows.Scan(&what); err != nil {
			return yield(fmt.Errorf("verify: %w", err))
		}
		if !yield(fmt.Errorf("%s: %w", what, hearsay.ErrInvalid)) {
			return false
		}
	}
	if err := rows.Err(); err != nil {
		return yield(fmt.Errorf("verify: %w", kind(err)))
	}
	return true
}

// verifyBlobs holds the bytes of every capture against their hash.
func (s *Store) verifyBlobs(ctx context.Context, yield func(error) bool) bool {
	rows, err := s.read.QueryContext(ctx, `SELECT id, sha256, size, packing, data FROM blobs ORDER BY id`)
	if err != nil {
		return yield(fmt.Errorf("verify captures: %w", kind(err)))
	}
	defer rows.Close()
	for rows.Next() {
		var id, size int64
		var coding int
		var hash, data []byte
		if err := rows.Scan(&id, &hash, &size, &coding, &data); err != nil {
			return yield(fmt.Errorf("verify captures: %w", err))
		}
		data, err := s.unpack(coding, data)
		if sum := sha256.Sum256(data); err != nil || int64(len(data)) != size || string(sum[:]) != string(hash) {
			if !yield(fmt.Errorf("bytes %s of a capture have changed: %w", hex.EncodeToString(hash), errors.Join(err, hearsay.ErrInvalid))) {
				return false
			}
		}
	}
	if err := rows.Err(); err != nil {
		return yield(fmt.Errorf("verify captures: %w", kind(err)))
	}
	return true
}

// verifyReadings holds every reading, shown or not, against the laws of readings.
// The document's id is a hash of its text, so spans in bounds of a text with that
// id are evidence in the bytes that were stored.
func (s *Store) verifyReadings(ctx context.Context, progress func(done, all int64), yield func(error) bool) bool {
	var done, all int64
	if err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM readings`).Scan(&all); err != nil {
		return yield(fmt.Errorf("verify readings: %w", kind(err)))
	}
	step := func() bool {
		if done++; progress != nil {
			progress(done, all)
		}
		return true
	}
	goOn := true
	err := s.snapshot(ctx, func(s snapshot) error {
		return s.each(ctx, anyReading+`ORDER BY r.id`, func(broken error) bool {
			goOn = yield(fmt.Errorf("verify readings: %w", broken))
			return goOn && step()
		}, func(p *store.Page) bool {
			for _, breach := range s.verifyPage(ctx, p) {
				if goOn = yield(fmt.Errorf("page %d, document %s: %w", p.ID, p.Document().ID, breach)); !goOn {
					return false
				}
			}
			return step()
		})
	})
	if err != nil && goOn {
		return yield(fmt.Errorf("verify readings: %w", err))
	}
	return goOn
}

// verifyPage checks one reading and, where it is shown, the rows made of it.
func (s snapshot) verifyPage(ctx context.Context, p *store.Page) []error {
	breaches := hearsay.Check(p.Reading)
	if !p.Shown {
		return breaches
	}
	rows, err := s.read.QueryContext(ctx, `SELECT ordinal, hash, standing, stance FROM claims WHERE page = ?`, p.ID)
	if err != nil {
		return append(breaches, kind(err))
	}
	defer rows.Close()
	for rows.Next() {
		var i int
		var hash []byte
		var standing hearsay.Standing
		var stance hearsay.Stance
		if err := rows.Scan(&i, &hash, &standing, &stance); err != nil {
			return append(breaches, err)
		}
		if i < 0 || i >= len(p.Reading.Claims) {
			breaches = append(breaches, fmt.Errorf("a row of claim %d, of %d: %w", i, len(p.Reading.Claims), hearsay.ErrInvalid))
			continue
		}
		if c := &p.Reading.Claims[i]; claimID(hash) != c.ID || standing != standingOf(c) || stance != c.Stance {
			breaches = append(breaches, fmt.Errorf("the row of claim %s says something else: %w", c.ID, hearsay.ErrInvalid))
		}
	}
	return append(breaches, errsOf(rows.Err())...)
}

func errsOf(err error) []error {
	if err == nil {
		return nil
	}
	return []error{err}
}
