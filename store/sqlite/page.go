package sqlite

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"hearsay"
	"hearsay/store"
)

// querier is a database, a connection or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// pageColumns and pageTables select a page p with a reading r of it. The text's
// bytes are t's where they are those of its capture.
const (
	pageColumns = `SELECT p.id, r.id, p.added, p.reading = r.id, p.proposed IS NOT NULL, r.made, m.extractor, m.model, m.version, m.sha256,
		d.hash, d.url, d.outlet, ifnull(r.title, d.title), ifnull(r.published, d.published), ifnull(r.language, d.language), ifnull(r.rest, d.rest), r.layers,
		CASE d.packing WHEN 2 THEN t.packing ELSE d.packing END, CASE d.packing WHEN 2 THEN t.data ELSE d.text END,
		c.input, c.format, c.urls, c.status, c.header, c.known, c.hint, c.feed, c.taken, b.sha256,
		(SELECT count(*) FROM marks k WHERE k.page = p.id)`
	pageTables = ` JOIN makers m ON m.id = r.maker JOIN documents d ON d.id = r.document
		JOIN captures s ON s.id = d.capture JOIN blobs t ON t.id = s.blob JOIN captures c ON c.id = p.capture JOIN blobs b ON b.id = c.blob `
	shownPages = pageColumns + ` FROM pages p JOIN readings r ON r.id = p.reading` + pageTables
	anyReading = pageColumns + ` FROM readings r JOIN pages p ON p.id = r.page` + pageTables
)

// Page implements store.Pages.
func (s *Store) Page(ctx context.Context, document string) (p *store.Page, err error) {
	err = s.snapshot(ctx, func(s snapshot) error {
		p, err = s.page(ctx, document)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("page %s: %w", document, kind(err))
	}
	return p, nil
}

func (s snapshot) page(ctx context.Context, document string) (*store.Page, error) {
	hash, err := documentHash(document)
	if err != nil {
		return nil, hearsay.ErrNotFound
	}
	return s.one(ctx, anyReading+`WHERE d.hash = ? ORDER BY p.reading = r.id DESC, r.id DESC LIMIT 1`, hash)
}

// one loads the one page of a query.
func (s snapshot) one(ctx context.Context, query string, args ...any) (*store.Page, error) {
	pages, err := s.load(ctx, s.read, query, args...)
	if err == nil && len(pages) == 0 {
		err = hearsay.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	return pages[0], nil
}

// Claim implements store.Pages. A marked claim resolves to the reading on which it
// was marked, another to the reading that is shown, else to the latest that has it.
func (s *Store) Claim(ctx context.Context, id string) (c *store.Cited, err error) {
	if err := s.catchUp(ctx); err != nil {
		return nil, fmt.Errorf("claim %s: %w", id, err)
	}
	find := func(s snapshot) error {
		c, err = s.claim(ctx, id)
		return err
	}
	if err = s.snapshot(ctx, find); errors.Is(err, hearsay.ErrNotFound) && s.findsMore(ctx) {
		err = s.snapshot(ctx, find)
	}
	if err != nil {
		return nil, fmt.Errorf("claim %s: %w", id, err)
	}
	return c, nil
}

// findsMore indexes whatever waits, and reports whether anything did: the id of a
// claim resolves from the moment it is added.
func (s *Store) findsMore(ctx context.Context) bool {
	left, err := s.waiting(ctx)
	return err == nil && left > 0 && s.Index(ctx, nil) == nil
}

func (s snapshot) claim(ctx context.Context, id string) (*store.Cited, error) {
	hash, err := claimHash(id)
	if err != nil {
		return nil, hearsay.ErrNotFound
	}
	var shown, marked, other sql.NullInt64
	err = s.read.QueryRowContext(ctx, `SELECT (SELECT p.reading FROM claims c JOIN pages p ON p.id = c.page WHERE c.hash = ?1 ORDER BY c.id LIMIT 1),
		(SELECT reading FROM marks WHERE hash = ?1 ORDER BY at DESC LIMIT 1), (SELECT max(reading) FROM other_claims WHERE hash = ?1)`, hash).Scan(&shown, &marked, &other)
	if err != nil {
		return nil, err
	}
	for _, reading := range []sql.NullInt64{marked, shown, other} {
		if !reading.Valid {
			continue
		}
		p, err := s.one(ctx, anyReading+`WHERE r.id = ?`, reading.Int64)
		if err != nil {
			return nil, err
		}
		if c := p.Reading.Claim(id); c != nil {
			return &store.Cited{Page: p, Claim: c, Current: shown.Valid}, nil
		}
	}
	return nil, hearsay.ErrNotFound
}

// Capture implements store.Pages.
func (s *Store) Capture(ctx context.Context, page int64) (c *hearsay.Capture, err error) {
	err = s.snapshot(ctx, func(s snapshot) error {
		c, err = s.capture(ctx, page)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("capture of page %d: %w", page, kind(err))
	}
	return c, nil
}

func (s snapshot) capture(ctx context.Context, page int64) (*hearsay.Capture, error) {
	p, err := s.one(ctx, shownPages+`WHERE p.id = ?`, page)
	if err != nil {
		return nil, err
	}
	c := p.Capture
	var coding int
	var data []byte
	err = s.read.QueryRowContext(ctx, `SELECT b.packing, b.data FROM pages p JOIN captures c ON c.id = p.capture JOIN blobs b ON b.id = c.blob WHERE p.id = ?`, page).Scan(&coding, &data)
	if err != nil {
		return nil, err
	}
	c.Data, err = s.unpack(coding, data)
	return c, err
}

// All implements store.Pages.
func (s *Store) All(ctx context.Context) iter.Seq2[*store.Page, error] {
	return func(yield func(*store.Page, error) bool) {
		s.walk(ctx, yield, func(s snapshot) error {
			return s.each(ctx, shownPages+`ORDER BY p.id`, nil, func(p *store.Page) bool { return yield(p, nil) })
		})
	}
}

// Outdated implements store.Adder. The pages come in steps, so that what is done
// with them may write to the store.
func (s *Store) Outdated(ctx context.Context, m store.Maker, after int64) iter.Seq2[*store.Page, error] {
	const step = 64
	return func(yield func(*store.Page, error) bool) {
		for {
			pages, err := s.load(ctx, s.read, shownPages+`WHERE p.id > ? AND p.maker NOT IN
				(SELECT id FROM makers WHERE extractor = ? AND model = ? AND version = ? AND sha256 = ?) ORDER BY p.id LIMIT ?`,
				after, m.Extractor, m.Model.Name, m.Model.Version, m.Model.SHA256, step)
			if err != nil {
				yield(nil, fmt.Errorf("list pages: %w", kind(err)))
				return
			}
			for _, p := range pages {
				if !yield(p, nil) {
					return
				}
				after = p.ID
			}
			if len(pages) < step {
				return
			}
		}
	}
}

// walk runs do on one state of the store and yields the error that ends it.
func (s *Store) walk(ctx context.Context, yield func(*store.Page, error) bool, do func(snapshot) error) {
	if err := s.snapshot(ctx, do); err != nil {
		yield(nil, fmt.Errorf("list pages: %w", err))
	}
}

// each hands the pages of a query to do, until it returns false. A page that
// cannot be read ends it, unless broken is there to be told.
func (s snapshot) each(ctx context.Context, query string, broken func(error) bool, do func(*store.Page) bool) error {
	rows, err := s.read.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		p, err := s.scanPage(ctx, s.read, rows)
		switch {
		case err == nil && !do(p), err != nil && broken != nil && !broken(err):
			return nil
		case err != nil && broken == nil:
			return err
		}
	}
	return rows.Err()
}

// load returns all pages of a query.
func (s *Store) load(ctx context.Context, q querier, query string, args ...any) ([]*store.Page, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []*store.Page
	for rows.Next() {
		p, err := s.scanPage(ctx, nil, rows)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	for _, p := range out {
		if p.Marks != nil {
			if p.Marks, err = marksOf(ctx, q, p.ID); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// row is a page as it is scanned.
type row struct {
	added, made, taken              int64
	hash, rest, layers, text        []byte
	coding, marks                   int
	urls, header, known, hint, feed sql.NullString
	sha                             []byte
}

// scanPage makes a page of a row. Marks are fetched from q, if there are any; with
// no q they are set to an empty list, for the caller to fetch.
func (s *Store) scanPage(ctx context.Context, q querier, rows *sql.Rows) (*store.Page, error) {
	d := &hearsay.Document{}
	c := &hearsay.Capture{}
	p := &store.Page{Reading: &hearsay.Reading{Document: d}, Capture: c}
	m := &p.Reading.Model
	var r row
	err := rows.Scan(&p.ID, &p.ReadingID, &r.added, &p.Shown, &p.Proposed, &r.made, &p.Extractor, &m.Name, &m.Version, &m.SHA256,
		&r.hash, &d.URL, &d.Outlet, &d.Title, &d.Published, &d.Language, &r.rest, &r.layers, &r.coding, &r.text,
		&c.Input, &c.Format, &r.urls, &c.Status, &r.header, &r.known, &r.hint, &r.feed, &r.taken, &r.sha, &r.marks)
	if err != nil {
		return nil, err
	}
	d.ID, c.SHA256 = documentID(r.hash), hex.EncodeToString(r.sha)
	p.Added, p.Made, c.Time, p.Feed = moment(r.added), moment(r.made), moment(r.taken), r.feed.String
	text, err := s.unpack(r.coding, r.text)
	if err != nil {
		return nil, fmt.Errorf("page %d: %w", p.ID, err)
	}
	d.Text = string(text)
	err = errors.Join(store.DecodeDocument(r.rest, d), store.DecodeReading(r.layers, p.Reading), fromJSON(r.urls, &c.URLs), fromJSON(r.header, &c.Header),
		fromJSON(r.known, &c.Known), fromJSON(r.hint, &c.Hint))
	if err != nil {
		return nil, fmt.Errorf("page %d: %w", p.ID, err)
	}
	switch {
	case r.marks > 0 && q != nil:
		p.Marks, err = marksOf(ctx, q, p.ID)
	case r.marks > 0:
		p.Marks = []store.Mark{}
	}
	return p, err
}

func fromJSON(s sql.NullString, v any) error {
	if !s.Valid {
		return nil
	}
	return json.Unmarshal([]byte(s.String), v)
}

func marksOf(ctx context.Context, q querier, page int64) ([]store.Mark, error) {
	rows, err := q.QueryContext(ctx, `SELECT hash, kind, note, at FROM marks WHERE page = ? ORDER BY hash, kind`, page)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []store.Mark
	for rows.Next() {
		var hash []byte
		var m store.Mark
		var at int64
		if err := rows.Scan(&hash, &m.Kind, &m.Note, &at); err != nil {
			return nil, err
		}
		m.Claim, m.At = claimID(hash), moment(at)
		out = append(out, m)
	}
	return out, rows.Err()
}

// Counts implements store.Pages.
func (s *Store) Counts(ctx context.Context) (store.Counts, error) {
	var c store.Counts
	var from, to sql.NullInt64
	err := s.read.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM pages), (SELECT ifnull(sum(claims), 0) FROM pages), (SELECT count(*) FROM speakers), (SELECT count(*) FROM feeds),
		(SELECT count(*) FROM captures), (SELECT count(*) FROM pages WHERE indexed IS NULL), (SELECT min(day) FROM pages), (SELECT max(day) FROM pages)`).
		Scan(&c.Pages, &c.Claims, &c.Speakers, &c.Feeds, &c.Captures, &c.Waiting, &from, &to)
	c.From, c.To = dayOf(from.Int64), dayOf(to.Int64)
	if err != nil {
		return c, fmt.Errorf("count: %w", kind(err))
	}
	return c, nil
}
