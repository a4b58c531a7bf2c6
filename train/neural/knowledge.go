package neural

import (
	"encoding/gob"
	"fmt"
	"os"
	"path/filepath"
)

// Knowledge is what raw text has taught: the vectors that words are made from and
// the first layer of the encoder.
type Knowledge struct {
	Words       []string  // the forms that have a row, in its order
	Buckets     int       // rows of sub-words
	Dim, Hidden int       // of a vector and of a direction of the layer
	Rows        []float32 // of words, sub-words, shapes
	Layer       []float32 // the parameters of the layer
}

// knowledge copies what the pretrainer has learnt so far.
func (p *pretrainer) knowledge() *Knowledge {
	k := &Knowledge{Buckets: int(p.embed.mask) + 1, Dim: p.embed.dim, Hidden: p.layer.forth.hidden, Rows: p.embed.rows.table.data}
	k.Words = make([]string, p.embed.grams)
	for form, row := range p.embed.lex.rows {
		if row >= 0 {
			k.Words[row] = p.embed.lex.names[form]
		}
	}
	k.Layer = p.params.value[:p.project.at]
	return k
}

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
	return os.Rename(f.Name(), path)
}

// load reads a value that save wrote.
func load(path string, value any) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := gob.NewDecoder(f).Decode(value); err != nil {
		return fmt.Errorf("read state %s: %w", path, err)
	}
	return nil
}
