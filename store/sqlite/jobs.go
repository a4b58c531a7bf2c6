package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"hearsay"
	"hearsay/store"
)

// Enqueue implements store.Jobs.
func (s *Store) Enqueue(ctx context.Context, jobs []store.Job) error {
	err := s.transaction(ctx, func(tx *sql.Tx) error { return enqueue(ctx, tx, jobs) })
	if err != nil {
		return fmt.Errorf("enqueue: %w", err)
	}
	return nil
}

func enqueue(ctx context.Context, tx *sql.Tx, jobs []store.Job) error {
	for _, j := range jobs {
		payload := j.Payload
		if payload == nil {
			payload = []byte("{}")
		}
		if _, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO jobs (kind, key, payload, state, due, created, changed) VALUES (?, ?, ?, 'queued', ?, ?, ?)`,
			j.Kind, j.Key, payload, milliseconds(j.Due), milliseconds(j.Created), milliseconds(j.Created)); err != nil {
			return err
		}
	}
	return nil
}

const jobColumns = `id, kind, key, payload, state, due, tries, error, result, created, changed`

// Lease implements store.Jobs.
func (s *Store) Lease(ctx context.Context, l store.LeaseRequest) (jobs []store.Job, err error) {
	where, args := "", []any{milliseconds(l.Now)}
	if len(l.Kinds) > 0 {
		where = ` AND kind IN (?` + strings.Repeat(", ?", len(l.Kinds)-1) + `)`
		for _, k := range l.Kinds {
			args = append(args, k)
		}
	}
	err = s.transaction(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT `+jobColumns+` FROM jobs WHERE state IN ('queued', 'leased') AND due <= ?`+where+` ORDER BY due, id LIMIT ?`, append(args, l.Limit)...)
		if err != nil {
			return err
		}
		if jobs, err = scanJobs(rows); err != nil {
			return err
		}
		return leased(ctx, tx, jobs, l)
	})
	if err != nil {
		return nil, fmt.Errorf("lease jobs: %w", err)
	}
	return jobs, nil
}

// leased marks jobs as leased, here and in their rows.
func leased(ctx context.Context, tx *sql.Tx, jobs []store.Job, l store.LeaseRequest) error {
	due, now := milliseconds(l.Now.Add(l.For)), milliseconds(l.Now)
	for i := range jobs {
		j := &jobs[i]
		if _, err := tx.ExecContext(ctx, `UPDATE jobs SET state = 'leased', tries = tries + 1, due = ?, changed = ? WHERE id = ?`, due, now, j.ID); err != nil {
			return err
		}
		j.State, j.Tries, j.Due, j.Changed = store.JobLeased, j.Tries+1, moment(due), moment(now)
	}
	return nil
}

// keepDone is how long it can be asked what became of a job.
const keepDone = 7 * 24 * time.Hour

// Finish implements store.Jobs.
func (s *Store) Finish(ctx context.Context, id int64, f store.Finish) error {
	err := s.transaction(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `UPDATE jobs SET state = ?, due = ?, result = ?, error = ?, changed = ?, tries = tries - ? WHERE id = ?`,
			string(f.State), milliseconds(f.Due), f.Result, f.Error, milliseconds(f.At), f.Again, id)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, hearsay.ErrNotFound)
		}
		if f.Forget {
			_, err = tx.ExecContext(ctx, `DELETE FROM jobs WHERE id = ?`, id)
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM jobs WHERE state = 'done' AND changed < ?`, milliseconds(f.At.Add(-keepDone)))
		return err
	})
	if err != nil {
		return fmt.Errorf("finish job %d: %w", id, err)
	}
	return nil
}

// Listed implements store.Jobs.
func (s *Store) Listed(ctx context.Context, state store.JobState, limit int) ([]store.Job, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+jobColumns+` FROM jobs WHERE ?1 = '' OR state = ?1 ORDER BY id DESC LIMIT ?2`, string(state), limit)
	if err != nil {
		return nil, fmt.Errorf("list jobs: %w", kind(err))
	}
	jobs, err := scanJobs(rows)
	if err != nil {
		return nil, fmt.Errorf("list jobs: %w", kind(err))
	}
	return jobs, nil
}

func scanJobs(rows *sql.Rows) ([]store.Job, error) {
	defer rows.Close()
	var out []store.Job
	for rows.Next() {
		var j store.Job
		var due, created, changed int64
		if err := rows.Scan(&j.ID, &j.Kind, &j.Key, &j.Payload, &j.State, &due, &j.Tries, &j.Error, &j.Result, &created, &changed); err != nil {
			return nil, err
		}
		j.Due, j.Created, j.Changed = moment(due), moment(created), moment(changed)
		out = append(out, j)
	}
	return out, rows.Err()
}
