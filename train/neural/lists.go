package neural

import (
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
				l.add(c[f.name], Place, PlacePart)
				if f.path != "countryInfo.tsv" {
					l.add(c[f.name+1], Place, PlacePart)
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
	first := true
	return train.EachRecord(path, func(c []string) error {
		if first || len(c) < localized+2 {
			first = false
			return nil
		}
		for _, name := range c[localized : localized+2] {
			if !strings.Contains(name, " ") {
				l.mark(name, bit)
			}
		}
		return nil
	})
}

// add puts a name on a list: whole, if it is one word, or each word of some length.
func (l Lists) add(name string, whole, part uint8) {
	words := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(" -(),", r) })
	if len(words) == 1 {
		l.mark(words[0], whole)
		return
	}
	for _, w := range words {
		if part != 0 && len(w) > 3 {
			l.mark(w, part)
		}
	}
}

func (l Lists) mark(word string, bit uint8) {
	if form, _ := nlp.Normalise(nil, word); len(form) > 1 {
		l[string(form)] |= bit
	}
}
