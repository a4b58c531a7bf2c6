package neural

import (
	"encoding/gob"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// save writes a value to a file, whole or not at all.
func save(path string, value any) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".saving-*")
	if err != nil {
		return fmt.Errorf("save state: %w", err)
	}
	defer os.Remove(f.Name())
	if err := gob.NewEncoder(f).Encode(value); err != nil {
		f.Close()
		return fmt.Errorf("save state: %w", err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("save state: %w", err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("save state: %w", err)
	}
	return nil
}

// load reads a value that save wrote; found is false where there is no file.
func load(path string, value any) (found bool, err error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read state: %w", err)
	}
	defer f.Close()
	if err := gob.NewDecoder(f).Decode(value); err != nil {
		return false, fmt.Errorf("read state %s: %w; remove it to begin anew", path, err)
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
