package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"hearsay/store"
)

// adding is one transaction that takes pages in. Row ids are given out here, so
// that rows which name each other are written once.
type adding struct {
	s    *Store
	ctx  context.Context
	tx   *sql.Tx
	next struct{ blob, capture, page, document, reading, claim int64 }
	made map[string]*sql.Stmt
}

func (s *Store) begin(ctx context.Context, tx *sql.Tx) (*adding, error) {
	a := &adding{s: s, ctx: ctx, tx: tx, made: map[string]*sql.Stmt{}}
	n := &a.next
	err := tx.QueryRowContext(ctx, `SELECT (SELECT ifnull(max(id), 0) + 1 FROM blobs), (SELECT ifnull(max(id), 0) + 1 FROM captures),
		(SELECT ifnull(max(id), 0) + 1 FROM pages), (SELECT ifnull(max(id), 0) + 1 FROM documents),
		(SELECT ifnull(max(id), 0) + 1 FROM readings), (SELECT ifnull(max(id), 0) + 1 FROM claims)`).
		Scan(&n.blob, &n.capture, &n.page, &n.document, &n.reading, &n.claim)
	return a, err
}

// exec runs a statement, prepared at its first use in this transaction.
func (a *adding) exec(query string, args ...any) (sql.Result, error) {
	st, err := a.prepared(query)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(a.ctx, args...)
}

func (a *adding) row(query string, args ...any) *sql.Row {
	st, err := a.prepared(query)
	if err != nil {
		return a.tx.QueryRowContext(a.ctx, query, args...) // which says what is wrong
	}
	return st.QueryRowContext(a.ctx, args...)
}

func (a *adding) prepared(query string) (*sql.Stmt, error) {
	if st := a.made[query]; st != nil {
		return st, nil
	}
	st, err := a.tx.PrepareContext(a.ctx, query)
	if err == nil {
		a.made[query] = st
	}
	return st, err
}

// take gives out the next id of a kind.
func take(next *int64) int64 {
	*next++
	return *next - 1
}

// entry keeps one entry and says what became of it.
func (a *adding) entry(e *packedEntry) (store.Outcome, error) {
	var page int64
	err := a.row(`SELECT page FROM captures WHERE key = ?`, e.key[:]).Scan(&page)
	if err == nil {
		return store.Known, nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return "", err
	}
	document, page, err := a.findDocument(e.version.hash)
	if err != nil {
		return "", err
	}
	if page != 0 {
		return a.recapture(e, page)
	}
	page = take(&a.next.page)
	capture, err := a.capture(e, page)
	if err != nil {
		return "", err
	}
	if document == 0 {
		if document, err = a.document(&e.version, capture); err != nil {
			return "", err
		}
	}
	return store.Added, a.page(e, page, capture, document)
}

// recapture keeps another capture of a page, so that it is seen next time.
func (a *adding) recapture(e *packedEntry, page int64) (store.Outcome, error) {
	var same bool
	err := a.row(`SELECT count(*) > 0 FROM blobs WHERE sha256 = ?`, e.sha).Scan(&same)
	if err != nil {
		return "", err
	}
	if _, err := a.capture(e, page); err != nil || same {
		return store.Known, err
	}
	return store.Recapture, nil
}

// findDocument looks a document up, with the page that shows it; 0 for none.
func (a *adding) findDocument(hash []byte) (document, page int64, err error) {
	err = a.row(`SELECT d.id, ifnull((SELECT p.id FROM readings r JOIN pages p ON p.reading = r.id WHERE r.document = d.id LIMIT 1), 0)
		FROM documents d WHERE d.hash = ?`, hash).Scan(&document, &page)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return document, page, err
}

func (a *adding) capture(e *packedEntry, page int64) (int64, error) {
	blob, err := a.blob(e)
	if err != nil {
		return 0, err
	}
	id, c := take(&a.next.capture), e.Capture
	_, err = a.exec(`INSERT INTO captures (id, key, blob, page, input, format, urls, status, header, known, hint, feed, taken) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, e.key[:], blob, page, c.Input, string(c.Format), e.urls, c.Status, e.header, e.known, e.hint, nullable(e.Feed), milliseconds(c.Time))
	return id, err
}

func (a *adding) blob(e *packedEntry) (id int64, err error) {
	err = a.row(`SELECT id FROM blobs WHERE sha256 = ?`, e.sha).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	id = take(&a.next.blob)
	_, err = a.exec(`INSERT INTO blobs (id, sha256, size, packing, data) VALUES (?, ?, ?, ?, ?)`, id, e.sha, e.blob.size, e.blob.coding, e.blob.data)
	return id, err
}

func (a *adding) document(v *packedReading, capture int64) (int64, error) {
	id, d := take(&a.next.document), v.Document
	_, err := a.exec(`INSERT INTO documents (id, hash, capture, url, outlet, title, published, language, packing, text, rest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, v.hash, capture, d.URL, d.Outlet, d.Title, d.Published, d.Language, v.text.coding, v.text.data, v.rest)
	return id, err
}

func (a *adding) page(e *packedEntry, page, capture, document int64) error {
	maker, err := a.maker(e.Maker())
	if err != nil {
		return err
	}
	reading, err := a.reading(&e.version, page, document, maker, milliseconds(e.Made))
	if err != nil {
		return err
	}
	_, err = a.exec(`INSERT INTO pages (id, capture, reading, maker, day, claims, added) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		page, capture, reading, maker, dayNumber(e.Reading.Document.Published), len(e.Reading.Claims), milliseconds(a.s.now()))
	if err == nil && e.Feed != "" {
		_, err = a.exec(`UPDATE feeds SET pages = pages + 1 WHERE url = ?`, e.Feed)
	}
	return err
}

// reading writes the row of a reading, where the same is not there already.
func (a *adding) reading(v *packedReading, page, document, maker, made int64) (id int64, err error) {
	known, err := a.knownAnew(v, document)
	if err != nil {
		return 0, err
	}
	err = a.row(`SELECT id FROM readings WHERE document = ? AND page = ? AND maker = ? AND layers = ? AND title IS ? AND published IS ? AND language IS ? AND rest IS ?
		ORDER BY id DESC LIMIT 1`, append([]any{document, page, maker, v.layers}, known...)...).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	id = take(&a.next.reading)
	_, err = a.exec(`INSERT INTO readings (id, page, document, maker, made, layers, title, published, language, rest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		append([]any{id, page, document, maker, made, v.layers}, known...)...)
	return id, err
}

// knownAnew is what a reading says of its document beside the text, as columns of
// its row: NULL where the document's row says the same.
func (a *adding) knownAnew(v *packedReading, document int64) ([]any, error) {
	var same bool
	d := v.Document
	err := a.row(`SELECT title = ? AND published = ? AND language = ? AND rest = ? FROM documents WHERE id = ?`, d.Title, d.Published, d.Language, v.rest, document).Scan(&same)
	if err != nil || same {
		return make([]any, 4), err
	}
	return []any{d.Title, d.Published, d.Language, v.rest}, nil
}

// dayNumber is YYYYMMDD of an ISO day; nil for none, and for one that no calendar
// has.
func dayNumber(iso string) any {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return nil
	}
	return t.Year()*10000 + int(t.Month())*100 + t.Day()
}

// dayOf is the way back.
func dayOf(n int64) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", n/10000, n/100%100, n%100)
}

func nullable(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func nullableID(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}
