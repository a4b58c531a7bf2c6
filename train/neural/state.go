package neural

import (
	"crypto/sha256"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"hearsay"
)

// stateFile keeps how far a run has come.
type stateFile struct {
	path string
	key  string // of all that the state depends on
}

// keyOf is a digest of settings.
func keyOf(settings ...any) (string, error) {
	sum := sha256.New()
	if err := json.NewEncoder(sum).Encode(settings); err != nil {
		return "", fmt.Errorf("settings of the run: %w", err)
	}
	return fmt.Sprintf("%x", sum.Sum(nil)), nil
}

// save writes a state, whole or not at all.
func (s stateFile) save(value any) error {
	f, err := os.CreateTemp(filepath.Dir(s.path), ".saving-*")
	if err != nil {
		return fmt.Errorf("save state: %w", err)
	}
	defer os.Remove(f.Name())
	e := gob.NewEncoder(f)
	if err := errors.Join(e.Encode(s.key), e.Encode(value), f.Close()); err != nil {
		return fmt.Errorf("save state: %w", err)
	}
	if err := os.Rename(f.Name(), s.path); err != nil {
		return fmt.Errorf("save state: %w", err)
	}
	return nil
}

// load reads the state that save wrote; found is false where there is none. A state of
// other settings is ErrConflict.
func (s stateFile) load(value any) (found bool, err error) {
	f, err := os.Open(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read state: %w", err)
	}
	defer f.Close()
	d := gob.NewDecoder(f)
	var key string
	if err := d.Decode(&key); err != nil {
		return false, fmt.Errorf("read state %s: %w; remove it to begin anew", s.path, err)
	}
	if key != s.key {
		return false, fmt.Errorf("read state %s: %w: it is of a run with other settings or corpora; name another folder, or remove it to begin anew", s.path, hearsay.ErrConflict)
	}
	if err := d.Decode(value); err != nil {
		return false, fmt.Errorf("read state %s: %w; remove it to begin anew", s.path, err)
	}
	return true, nil
}

// tableState is a table of rows with what Adagrad knows of it.
type tableState struct{ Rows, Squares []float32 }

func (s *sparse) state() tableState { return tableState{s.table.data, s.squares} }

func (s *sparse) restore(t tableState) {
	copy(s.table.data, t.Rows)
	copy(s.squares, t.Squares)
}

// paramState are dense parameters with what Adam knows of them.
type paramState struct {
	Value, Average, Moment, Squares []float32
	Step                            int
}

func (p *params) state() paramState {
	return paramState{p.value, p.average, p.moment, p.squares, p.step}
}

func (p *params) restore(s paramState) {
	copy(p.value, s.Value)
	if s.Step > 0 {
		p.average, p.moment, p.squares, p.step = s.Average, s.Moment, s.Squares, s.Step
	}
}
