package neural

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"hearsay/nlp"
	"hearsay/train"
)

// Lists tells of forms which lists of names have them, a bit a list.
type Lists map[string]uint8

// The lists; there are nlp.ListRows combinations.
const (
	Forename uint8 = 1 << iota
	Surname
	Place     // a name of a place in one word
	PlacePart // a word of a longer one
)

// ReadLists reads the gazetteers below the folder of the corpora: common names of
// persons by country, towns of 15,000 people and more, regions, countries.
func ReadLists(corpora string) (Lists, error) {
	l := Lists{}
	folder := filepath.Join(corpora, "gazetteers")
	for _, f := range []struct {
		path      string
		localized int
		bit       uint8
	}{{"common-forenames-by-country.csv", 10, Forename}, {"common-surnames-by-country.csv", 4, Surname}} {
		if err := l.readNames(filepath.Join(folder, "names", f.path), f.localized, f.bit); err != nil {
			return nil, err
		}
	}
	for _, f := range []struct {
		path string
		name int
	}{{"cities15000.txt.zst", 1}, {"admin1CodesASCII.txt", 1}, {"countryInfo.tsv", 4}} {
		err := train.EachLine(filepath.Join(folder, "geonames", f.path), func(line string) error {
			if c := strings.Split(line, "\t"); len(c) > f.name+1 && line[0] != '#' {
				l.place(c[f.name])
				if f.path != "countryInfo.tsv" {
					l.place(c[f.name+1])
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return l, nil
}

func (l Lists) readNames(path string, localized int, bit uint8) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("read names: %w", err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		return fmt.Errorf("read names %s: %w", path, err)
	}
	for _, c := range rows[1:] {
		for _, name := range c[localized : localized+2] {
			l.add(name, bit)
		}
	}
	return nil
}

func (l Lists) add(word string, bit uint8) {
	if form, _ := nlp.Normalise(nil, word); len(form) > 1 && !strings.Contains(word, " ") {
		l[string(form)] |= bit
	}
}

func (l Lists) place(name string) {
	words := strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' || r == '(' || r == ')' || r == ',' })
	if len(words) == 1 {
		l.add(words[0], Place)
		return
	}
	for _, w := range words {
		if len(w) > 3 {
			l.add(w, PlacePart)
		}
	}
}
