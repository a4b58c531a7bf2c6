package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"hearsay"
	"hearsay/store"
)

// What is searched is derived from the readings and can be made again: rows of
// claims and speakers, and full-text indexes. Add leaves that for later, since it
// would take a third of its time; whoever searches, and Index, catches up.

// atOnce is how many pages a search puts into the index itself before it answers;
// where more wait it answers without them, and Counts.Waiting says how many.
const atOnce = 500

// indexBatch is how many pages one transaction indexes. Larger ones make better
// use of the full-text index's memory, smaller ones keep writers waiting less.
const indexBatch = 250

// Index implements store.Adder.
func (s *Store) Index(ctx context.Context, progress func(left int64)) error {
	for {
		left, err := s.waiting(ctx)
		if err != nil {
			return fmt.Errorf("index: %w", err)
		}
		if progress != nil {
			progress(left)
		}
		if left == 0 {
			return nil
		}
		if err := s.indexSome(ctx); err != nil {
			return fmt.Errorf("index: %w", err)
		}
	}
}

// catchUp indexes what little waits, so that a search finds what was just added.
func (s *Store) catchUp(ctx context.Context) error {
	left, err := s.waiting(ctx)
	if err != nil || left == 0 || left > atOnce {
		return err
	}
	return s.Index(ctx, nil)
}

func (s *Store) waiting(ctx context.Context) (n int64, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT count(*) FROM pages WHERE indexed IS NULL`).Scan(&n)
	return n, kind(err)
}

// indexSome indexes one batch of pages.
func (s *Store) indexSome(ctx context.Context) error {
	return s.transaction(ctx, func(tx *sql.Tx) error {
		a, err := s.begin(ctx, tx)
		if err != nil {
			return err
		}
		waiting, err := s.load(ctx, tx, shownPages+`WHERE p.indexed IS NULL ORDER BY p.id LIMIT ?`, indexBatch)
		if err != nil {
			return err
		}
		todo := make([]indexed, len(waiting))
		for i, p := range waiting {
			if todo[i], err = a.claims(p.ID, p.Reading); err != nil {
				return fmt.Errorf("page %d: %w", p.ID, err)
			}
		}
		for _, t := range todo { // after all other rows: see words
			if err := a.words(t); err != nil {
				return fmt.Errorf("page %d: %w", t.page, err)
			}
		}
		return nil
	})
}

// indexed is a page whose rows are written and whose words are to come.
type indexed struct {
	page, claim int64 // ids; of the first claim, the others follow
	reading     *hearsay.Reading
	tokens      []string // a claim each
}

// claims writes the rows of a reading that is shown.
func (a *adding) claims(page int64, r *hearsay.Reading) (indexed, error) {
	todo := indexed{page: page, claim: a.next.claim, reading: r}
	outlet, err := a.outlet(r.Document.Outlet)
	if err != nil {
		return todo, err
	}
	speakers, err := a.speakers(r, outlet)
	if err != nil {
		return todo, err
	}
	flags := flagsOf(r)
	rows := rowsOf(`INSERT INTO claims (id, page, ordinal, hash, standing, stance, speaker, flags) VALUES `, 8)
	for i := range r.Claims {
		c := &r.Claims[i]
		hash, err := claimHash(c.ID)
		if err != nil {
			return todo, err
		}
		rows.add(take(&a.next.claim), page, i, hash, string(standingOf(c)), string(c.Stance), nullableID(speakers[i]), flags[i])
		todo.tokens = append(todo.tokens, tokens(standingOf(c), c.Stance, speakers[i], outlet, flags[i], r.Document.Published))
	}
	if err := rows.run(a); err != nil {
		return todo, err
	}
	_, err = a.exec(`UPDATE pages SET indexed = reading, outlet = ? WHERE id = ?`, nullableID(outlet), page)
	return todo, err
}

// words puts a page into the full-text indexes. A row a statement: one that writes
// several rows, of whatever table, opens a savepoint, at which FTS5 writes out all
// that it has gathered.
func (a *adding) words(t indexed) error {
	d := t.reading.Document
	if _, err := a.exec(`INSERT INTO page_words (rowid, title, body) VALUES (?, ?, ?)`, t.page, d.Title, reportOf(d)); err != nil {
		return err
	}
	for i := range t.reading.Claims {
		if _, err := a.exec(`INSERT INTO claim_words (rowid, words, facets) VALUES (?, ?, ?)`, t.claim+int64(i), wordsOf(t.reading, &t.reading.Claims[i]), t.tokens[i]); err != nil {
			return err
		}
	}
	return nil
}

// unindex takes a page out of what is searched, before another reading of it is
// shown.
func (a *adding) unindex(page *store.Page) error {
	var indexed bool
	if err := a.row(`SELECT indexed IS NOT NULL FROM pages WHERE id = ?`, page.ID).Scan(&indexed); err != nil || !indexed {
		return err
	}
	if err := a.takeOffices(page.Reading); err != nil {
		return err
	}
	for _, query := range []string{
		`DELETE FROM claim_words WHERE rowid IN (SELECT id FROM claims WHERE page = ?)`,
		`DELETE FROM page_words WHERE rowid = ?`,
		`UPDATE speakers SET claims = speakers.claims - n.claims FROM (SELECT speaker, count(*) AS claims FROM claims WHERE page = ? AND speaker IS NOT NULL GROUP BY speaker) AS n
			WHERE n.speaker = speakers.id`,
		`UPDATE speaker_outlets SET claims = speaker_outlets.claims - n.claims FROM (SELECT c.speaker, ifnull(p.outlet, 0) AS outlet, count(*) AS claims FROM claims c JOIN pages p ON p.id = c.page
			WHERE c.page = ? AND c.speaker IS NOT NULL GROUP BY c.speaker) AS n WHERE n.speaker = speaker_outlets.speaker AND n.outlet = speaker_outlets.outlet`,
		`DELETE FROM claims WHERE page = ?`,
		`UPDATE pages SET indexed = NULL WHERE id = ?`,
	} {
		if _, err := a.exec(query, page.ID); err != nil {
			return err
		}
	}
	return nil
}

// takeOffices takes back that a reading states offices of those who speak.
func (a *adding) takeOffices(r *hearsay.Reading) error {
	for _, n := range named(r) {
		if e := n.entity; e.Office {
			if _, err := a.exec(`UPDATE speakers SET office = max(office - 1, 0) WHERE name = ? AND kind = ? AND country = ?`, e.Name, string(e.Kind), e.Country); err != nil {
				return err
			}
		}
	}
	return nil
}

// reportOf is the text of a page that is searched: all but comments.
func reportOf(d *hearsay.Document) string {
	if len(d.Parts) == 1 && d.Parts[0].Span.Len() == len(d.Text) {
		return d.Text
	}
	var b strings.Builder
	for _, p := range d.Parts {
		if p.Kind.IsReport() {
			b.WriteString(p.Span.In(d.Text))
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// wordsOf are the words by which a claim is found: its content, and who said it
// and passed it on.
func wordsOf(r *hearsay.Reading, c *hearsay.Claim) string {
	var b strings.Builder
	for _, piece := range c.Content {
		b.WriteString(piece.In(r.Document.Text))
		b.WriteByte('\n')
	}
	for _, l := range c.Chain {
		if !l.Source.IsZero() {
			b.WriteString(l.Source.In(r.Document.Text))
			b.WriteByte('\n')
		}
		if e := r.Entity(l.Speaker); e != nil && l.Standing != hearsay.Unnamed {
			b.WriteString(e.Name)
			b.WriteByte('\n')
		}
	}
	return b.String()
}
