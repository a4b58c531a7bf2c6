package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"hearsay/store"
)

const speakerColumns = `SELECT id, name, kind, country, claims, (SELECT count(*) FROM speaker_outlets o WHERE o.speaker = speakers.id AND o.outlet <> 0 AND o.claims > 0) FROM speakers `

// Speakers implements store.Finder.
func (s *Store) Speakers(ctx context.Context, name string, limit int) ([]store.Speaker, error) {
	if err := s.catchUp(ctx); err != nil {
		return nil, fmt.Errorf("search speakers: %w", kind(err))
	}
	where, args := isShown, []any{}
	if strings.TrimSpace(name) != "" {
		var begins []string
		for _, w := range strings.Fields(name) {
			if hasWord(w) {
				begins = append(begins, quoted(w)+" *")
			}
		}
		if len(begins) == 0 {
			return nil, nil
		}
		where += ` AND id IN (SELECT rowid FROM speaker_words WHERE speaker_words MATCH ?)`
		args = append(args, strings.Join(begins, " AND "))
	}
	rows, err := s.read.QueryContext(ctx, speakerColumns+`WHERE `+where+` ORDER BY claims DESC, name, id LIMIT ?`, append(args, limit)...)
	if err != nil {
		return nil, fmt.Errorf("search speakers: %w", kind(err))
	}
	defer rows.Close()
	var out []store.Speaker
	for rows.Next() {
		sp, err := scanSpeaker(rows)
		if err != nil {
			return nil, fmt.Errorf("search speakers: %w", err)
		}
		out = append(out, *sp)
	}
	return out, rows.Err()
}

// Speaker implements store.Finder.
func (s *Store) Speaker(ctx context.Context, id int64) (*store.Speaker, error) {
	if err := s.catchUp(ctx); err != nil {
		return nil, fmt.Errorf("speaker %d: %w", id, kind(err))
	}
	sp, err := snapshot{s, s.read}.speaker(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("speaker %d: %w", id, kind(err))
	}
	return sp, nil
}

func (s snapshot) speaker(ctx context.Context, id int64) (*store.Speaker, error) {
	return scanSpeaker(s.read.QueryRowContext(ctx, speakerColumns+`WHERE id = ? AND `+isShown, id))
}

func scanSpeaker(row interface{ Scan(...any) error }) (*store.Speaker, error) {
	var sp store.Speaker
	err := row.Scan(&sp.ID, &sp.Name, &sp.Kind, &sp.Country, &sp.Claims, &sp.Outlets)
	return &sp, err
}

// Documents implements store.Finder.
func (s *Store) Documents(ctx context.Context, q store.Query) (h *store.Headers, err error) {
	err = s.search(ctx, q, func(s snapshot) error {
		h, err = s.documents(ctx, q)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("search pages: %w", err)
	}
	return h, nil
}

func (s snapshot) documents(ctx context.Context, q store.Query) (*store.Headers, error) {
	from, where, args := `pages p`, []string{`true`}, []any{}
	if words := matchWords(q.Words); words != "" {
		from = `(SELECT rowid AS id FROM page_words WHERE page_words MATCH ? ORDER BY rowid DESC LIMIT ` + fmt.Sprint(store.Window+1) + `) f CROSS JOIN pages p ON p.id = f.id`
		args = append(args, words)
	} else if strings.TrimSpace(q.Words) != "" {
		return &store.Headers{}, nil
	}
	if q.Outlet != "" {
		where, args = append(where, `p.outlet = (SELECT id FROM outlets WHERE name = ?)`), append(args, q.Outlet)
	}
	if q.From != "" {
		where, args = append(where, `p.day >= ?`), append(args, dayNumber(q.From))
	}
	if q.To != "" {
		where, args = append(where, `p.day <= ?`), append(args, dayNumber(q.To))
	}
	return s.headers(ctx, from+` WHERE `+strings.Join(where, " AND "), args, q)
}

func (s snapshot) headers(ctx context.Context, from string, args []any, q store.Query) (*store.Headers, error) {
	out := &store.Headers{}
	err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM `+from+` LIMIT ?)`, append(args, store.Window+1)...).Scan(&out.Total)
	if err != nil {
		return nil, err
	}
	out.More, out.Total = out.Total > store.Window, min(out.Total, store.Window)
	order := `p.day DESC, p.id DESC`
	if q.Sort == store.Oldest {
		order = `p.day NULLS LAST, p.id`
	}
	limit := q.Limit
	if limit == 0 {
		limit = defaultLimit
	}
	rows, err := s.read.QueryContext(ctx, `SELECT d.hash, ifnull(r.title, d.title), d.outlet, d.url, ifnull(r.published, d.published), ifnull(r.language, d.language), p.claims FROM (SELECT p.id, p.day, p.reading, p.claims FROM `+from+` ORDER BY `+order+` LIMIT ? OFFSET ?) p
		CROSS JOIN readings r ON r.id = p.reading JOIN documents d ON d.id = r.document ORDER BY `+order, append(args, limit, q.Offset)...)
	if err != nil {
		return nil, err
	}
	out.Documents, err = scanHeaders(rows)
	return out, err
}

func scanHeaders(rows *sql.Rows) (out []store.Header, err error) {
	defer rows.Close()
	for rows.Next() {
		var h store.Header
		var hash []byte
		if err := rows.Scan(&hash, &h.Title, &h.Outlet, &h.URL, &h.Published, &h.Language, &h.Claims); err != nil {
			return nil, err
		}
		h.Document = documentID(hash)
		out = append(out, h)
	}
	return out, rows.Err()
}
