package sqlite

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"hearsay"
	"hearsay/store"
)

// Seen implements store.Adder.
func (s *Store) Seen(ctx context.Context, c *hearsay.Capture) (string, error) {
	key := store.CaptureKey(c)
	var hash []byte
	err := s.read.QueryRowContext(ctx, `SELECT d.hash FROM captures c JOIN pages p ON p.id = c.page
		JOIN readings r ON r.id = p.reading JOIN documents d ON d.id = r.document WHERE c.key = ?`, key[:]).Scan(&hash)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("look for capture %s: %w", c.Input, kind(err))
	}
	return documentID(hash), nil
}

// Add implements store.Adder. What costs most (packing) is done before the
// transaction begins.
func (s *Store) Add(ctx context.Context, entries []store.Entry) ([]store.Outcome, error) {
	packed := make([]packedEntry, len(entries))
	for i := range entries {
		p, err := s.packEntry(&entries[i])
		if err != nil {
			return nil, fmt.Errorf("add %s: %w", entries[i].Capture.Input, err)
		}
		packed[i] = p
	}
	outcomes := make([]store.Outcome, len(entries))
	err := s.transaction(ctx, func(tx *sql.Tx) error {
		a, err := s.begin(ctx, tx)
		if err != nil {
			return err
		}
		for i := range packed {
			if outcomes[i], err = a.entry(&packed[i]); err != nil {
				return fmt.Errorf("%s: %w", entries[i].Capture.Input, err)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("add: %w", err)
	}
	return outcomes, nil
}

// packedEntry is an entry as it goes into rows.
type packedEntry struct {
	*store.Entry
	key     [32]byte
	sha     []byte // of the bytes
	blob    packed
	version packedReading
	urls    sql.NullString
	header  sql.NullString
	known   sql.NullString
	hint    sql.NullString
}

func (s *Store) packEntry(e *store.Entry) (p packedEntry, err error) {
	p = packedEntry{Entry: e, key: store.CaptureKey(e.Capture)}
	if p.sha, err = hex.DecodeString(e.Capture.SHA256); err != nil || len(p.sha) != 32 {
		return p, fmt.Errorf("capture has no SHA-256: %w", hearsay.ErrInvalid)
	}
	if p.version, err = s.packReading(e.Reading); err != nil {
		return p, err
	}
	if e.Reading.Document.Text == string(e.Capture.Data) {
		p.version.text = packed{coding: asCapture}
	}
	p.blob = s.packBytes(e.Capture.Data)
	c := e.Capture
	p.urls, p.header = jsonOrNull(c.URLs, len(c.URLs) == 0), jsonOrNull(c.Header, len(c.Header) == 0)
	p.known, p.hint = jsonOrNull(c.Known, isBlank(c.Known)), jsonOrNull(c.Hint, isBlank(c.Hint))
	return p, nil
}

// packedReading is a reading with its document as they go into rows.
type packedReading struct {
	*hearsay.Reading
	hash         []byte // the document's id
	text         packed
	rest, layers []byte
}

// packReading refuses a reading that breaks a law: who reads the store relies on
// them.
func (s *Store) packReading(r *hearsay.Reading) (packedReading, error) {
	if breaches := hearsay.Check(r); len(breaches) > 0 {
		return packedReading{}, breaches[0]
	}
	hash, err := documentHash(r.Document.ID)
	if err != nil {
		return packedReading{}, err
	}
	return packedReading{r, hash, s.packBytes([]byte(r.Document.Text)), store.EncodeDocument(r.Document), store.EncodeReading(r)}, nil
}

// The ways in which bytes are packed.
const (
	asIs      = 0
	zstandard = 1
	asCapture = 2 // not at all: the text is the capture's bytes
)

// packed are bytes as they lie in a row.
type packed struct {
	coding int
	data   []byte
	size   int
}

func (s *Store) packBytes(data []byte) packed {
	if small := s.pack.EncodeAll(data, make([]byte, 0, len(data)/2+64)); len(small) < len(data) {
		return packed{zstandard, small, len(data)}
	}
	return packed{asIs, append([]byte{}, data...), len(data)} // a row has bytes, be they none
}

func (s *Store) unpack(coding int, data []byte) ([]byte, error) {
	switch coding {
	case asIs:
		return data, nil
	case zstandard:
		out, err := s.open.DecodeAll(data, nil)
		if err != nil {
			return nil, fmt.Errorf("unpack: %v: %w", err, hearsay.ErrInvalid)
		}
		return out, nil
	}
	return nil, fmt.Errorf("unpack: no packing %d: %w", coding, hearsay.ErrInvalid)
}

// documentHash is a document's id as it lies in a row; documentID is the way back.
func documentHash(id string) ([]byte, error) {
	digits, ok := strings.CutPrefix(id, "sha256:")
	hash, err := hex.DecodeString(digits)
	if !ok || err != nil || len(hash) != 32 {
		return nil, fmt.Errorf("%q is no id of a document: %w", id, hearsay.ErrInvalid)
	}
	return hash, nil
}

func documentID(hash []byte) string { return "sha256:" + hex.EncodeToString(hash) }

// claimHash is a claim's id as it lies in a row; claimID is the way back.
func claimHash(id string) ([]byte, error) {
	digits, ok := strings.CutPrefix(id, "c:")
	hash, err := hex.DecodeString(digits)
	if !ok || err != nil || len(hash) != 12 {
		return nil, fmt.Errorf("%q is no id of a claim: %w", id, hearsay.ErrInvalid)
	}
	return hash, nil
}

func claimID(hash []byte) string { return "c:" + hex.EncodeToString(hash) }

func jsonOrNull(v any, null bool) sql.NullString {
	if null {
		return sql.NullString{}
	}
	data, err := json.Marshal(v)
	return sql.NullString{String: string(data), Valid: err == nil}
}

func isBlank(k hearsay.Known) bool {
	return k.URL == "" && k.Outlet == "" && k.Published == "" && k.Title == "" && len(k.Authors) == 0 && len(k.Anchors) == 0
}
