package sqlite

import (
	"database/sql"
	"errors"
	"time"

	"hearsay"
	"hearsay/store"
)

// ids remembers the row ids of names that come again and again, as far as they
// are on disk; it is emptied when a transaction fails or when it grows large.
type ids struct {
	outlets  map[string]int64
	makers   map[store.Maker]int64
	speakers map[speakerKey]int64
}

// maxIDs is how many names are remembered.
const maxIDs = 20_000

func newIDs() ids {
	return ids{map[string]int64{}, map[store.Maker]int64{}, map[speakerKey]int64{}}
}

func (i *ids) forget() { *i = newIDs() }

// remember keeps id in m, within bounds.
func remember[K comparable](m map[K]int64, key K, id int64) {
	if len(m) >= maxIDs {
		clear(m)
	}
	m[key] = id
}

// outlet is the row of an outlet's name, made at first use; 0 for "".
func (a *adding) outlet(name string) (int64, error) {
	known := a.s.ids.outlets
	if id, ok := known[name]; ok || name == "" {
		return id, nil
	}
	id, err := a.named(`SELECT id FROM outlets WHERE name = ?`, `INSERT INTO outlets (name) VALUES (?)`, name)
	if err == nil {
		remember(known, name, id)
	}
	return id, err
}

func (a *adding) maker(m store.Maker) (int64, error) {
	known := a.s.ids.makers
	if id, ok := known[m]; ok {
		return id, nil
	}
	id, err := a.named(`SELECT id FROM makers WHERE extractor = ? AND model = ? AND version = ? AND sha256 = ?`,
		`INSERT INTO makers (extractor, model, version, sha256) VALUES (?, ?, ?, ?)`, m.Extractor, m.Model.Name, m.Model.Version, m.Model.SHA256)
	if err == nil {
		remember(known, m, id)
	}
	return id, err
}

// named finds a row by what names it, or makes it.
func (a *adding) named(find, insert string, args ...any) (id int64, err error) {
	err = a.row(find, args...).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	result, err := a.exec(insert, args...)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// speakerKey tells speakers apart, as far as the store does: by the name in full,
// the kind and the country. docs/decisions/0009.
type speakerKey struct {
	name    string
	kind    hearsay.EntityKind
	country string
}

// speakers are the rows of those whose words the claims of a reading are, 0 where
// nobody is named; it counts the claims to each, by outlet.
func (a *adding) speakers(r *hearsay.Reading, outlet int64) ([]int64, error) {
	rows := make([]int64, len(r.Claims))
	for _, n := range named(r) {
		id, err := a.speaker(n.entity, len(n.claims))
		if err != nil {
			return nil, err
		}
		if _, err := a.exec(`INSERT INTO speaker_outlets (speaker, outlet, claims) VALUES (?, ?, ?)
			ON CONFLICT DO UPDATE SET claims = claims + excluded.claims`, id, outlet, len(n.claims)); err != nil {
			return nil, err
		}
		for _, i := range n.claims {
			rows[i] = id
		}
	}
	return rows, nil
}

// speaking is an entity with the claims that are its own words.
type speaking struct {
	entity *hearsay.Entity
	claims []int
}

// named groups the claims of a reading by the named speaker whose words they are.
// One of whom only the role is known is nobody across pages: there are many police
// chiefs.
func named(r *hearsay.Reading) []speaking {
	var out []speaking
	at := map[string]int{}
	for i := range r.Claims {
		l := r.Claims[i].Chain[0]
		if l.Speaker == "" || l.Standing != hearsay.Named || r.Claims[i].Part == hearsay.Comment {
			continue
		}
		k, ok := at[l.Speaker]
		if !ok {
			e := r.Entity(l.Speaker)
			if e == nil {
				continue
			}
			k = len(out)
			at[l.Speaker] = k
			out = append(out, speaking{entity: e})
		}
		out[k].claims = append(out[k].claims, i)
	}
	return out
}

func (a *adding) speaker(e *hearsay.Entity, claims int) (int64, error) {
	key := speakerKey{e.Name, e.Kind, e.Country}
	id, known := a.s.ids.speakers[key]
	if !known {
		err := a.row(`SELECT id FROM speakers WHERE name = ? AND kind = ? AND country = ?`, key.name, string(key.kind), key.country).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return a.newSpeaker(key, e.Office, claims)
		}
		if err != nil {
			return 0, err
		}
		remember(a.s.ids.speakers, key, id)
	}
	_, err := a.exec(`UPDATE speakers SET claims = claims + ?, office = office + ? WHERE id = ?`, claims, e.Office, id)
	return id, err
}

func (a *adding) newSpeaker(key speakerKey, office bool, claims int) (int64, error) {
	result, err := a.exec(`INSERT INTO speakers (name, kind, country, office, claims) VALUES (?, ?, ?, ?, ?)`, key.name, string(key.kind), key.country, office, claims)
	if err != nil {
		return 0, err
	}
	id, err := result.LastInsertId()
	if err != nil {
		return 0, err
	}
	remember(a.s.ids.speakers, key, id)
	_, err = a.exec(`INSERT INTO speaker_words (rowid, name) VALUES (?, ?)`, id, key.name)
	return id, err
}

// milliseconds since 1970 UTC, 0 for the zero time; moment is the way back.
func milliseconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
