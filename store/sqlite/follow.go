package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"hearsay"
	"hearsay/store"
)

// PutFeed implements store.Feeds.
func (s *Store) PutFeed(ctx context.Context, f hearsay.Feed) (fresh bool, err error) {
	err = s.transaction(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT count(*) = 0 FROM feeds WHERE url = ?`, f.URL).Scan(&fresh)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO feeds (url, page, title, outlet, country, kind, owner, interval) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET page = excluded.page, title = excluded.title, outlet = excluded.outlet, country = excluded.country,
			kind = excluded.kind, owner = excluded.owner, interval = excluded.interval`,
			f.URL, f.Page, f.Title, f.Outlet, f.Country, string(f.Kind), f.Owner, f.Interval.Milliseconds())
		return err
	})
	if err != nil {
		return false, fmt.Errorf("keep feed %s: %w", f.URL, err)
	}
	return fresh, nil
}

// RemoveFeed implements store.Feeds. The pages that came through it stay.
func (s *Store) RemoveFeed(ctx context.Context, url string) error {
	err := s.transaction(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `DELETE FROM feeds WHERE url = ?`, url)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, hearsay.ErrNotFound)
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM feed_items WHERE feed = ?`, url)
		return err
	})
	if err != nil {
		return fmt.Errorf("remove feed %s: %w", url, err)
	}
	return nil
}

// Followed implements store.Feeds.
func (s *Store) Followed(ctx context.Context) ([]store.Followed, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT url, page, title, outlet, country, kind, owner, interval, checked, succeeded, due, status, failures, error, etag, last_modified, items, pages
		FROM feeds ORDER BY outlet, url`)
	if err != nil {
		return nil, fmt.Errorf("list feeds: %w", kind(err))
	}
	defer rows.Close()
	var out []store.Followed
	for rows.Next() {
		var f store.Followed
		var interval, checked, succeeded, due int64
		if err := rows.Scan(&f.URL, &f.Feed.Page, &f.Title, &f.Outlet, &f.Country, &f.Kind, &f.Owner, &interval, &checked, &succeeded, &due,
			&f.Status, &f.Failures, &f.Error, &f.ETag, &f.LastModified, &f.Items, &f.Pages); err != nil {
			return nil, fmt.Errorf("list feeds: %w", err)
		}
		f.Interval = time.Duration(interval) * time.Millisecond
		f.Checked, f.Succeeded, f.Due = moment(checked), moment(succeeded), moment(due)
		out = append(out, f)
	}
	return out, rows.Err()
}

// SaveVisit implements store.Feeds.
func (s *Store) SaveVisit(ctx context.Context, url string, h store.Health, found []store.Job) (fresh int, err error) {
	err = s.transaction(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `UPDATE feeds SET checked = ?, succeeded = ?, due = ?, status = ?, failures = ?, error = ?, etag = ?, last_modified = ?, items = ? WHERE url = ?`,
			milliseconds(h.Checked), milliseconds(h.Succeeded), milliseconds(h.Due), h.Status, h.Failures, h.Error, h.ETag, h.LastModified, h.Items, url)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, hearsay.ErrNotFound) // removed meanwhile
		}
		var unseen []store.Job
		for _, j := range found {
			item := sha256.Sum256([]byte(j.Key))
			result, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO feed_items (feed, item) VALUES (?, ?)`, url, item[:])
			if err != nil {
				return err
			}
			if n, err := result.RowsAffected(); err != nil {
				return err
			} else if n > 0 {
				unseen = append(unseen, j)
			}
		}
		fresh = len(unseen)
		return enqueue(ctx, tx, unseen)
	})
	if err != nil {
		return 0, fmt.Errorf("keep visit of %s: %w", url, err)
	}
	return fresh, nil
}
