package neural

import (
	"cmp"
	"slices"

	"hearsay/nlp"
)

// lexicon interns word forms as they are written and keeps what each is made of.
type lexicon struct {
	ids   map[string]int32
	forms []int32  // normalised form of each type
	shape []uint8  // of each type
	start []uint32 // of each form's sub-words in grams; one more at the end
	grams []uint32
	names []string // normalised forms
	rows  []int32  // word row of each normalised form, -1 for none
	known map[string]int32
	lists Lists
	on    []uint8 // lists that have each form
	buf   []byte
}

func newLexicon() *lexicon {
	return &lexicon{ids: map[string]int32{}, known: map[string]int32{}, start: []uint32{0}}
}

// id returns the number of a word's type.
func (l *lexicon) id(word string) int32 {
	if id, ok := l.ids[word]; ok {
		return id
	}
	id := int32(len(l.forms))
	var shape uint8
	l.buf, shape = nlp.Normalise(l.buf[:0], word)
	form, ok := l.known[string(l.buf)]
	if !ok {
		form = int32(len(l.names))
		name := string(l.buf)
		l.known[name] = form
		l.names = append(l.names, name)
		l.rows = append(l.rows, -1)
		l.on = append(l.on, l.lists[name])
		l.grams = nlp.Grams(l.grams, l.buf)
		l.start = append(l.start, uint32(len(l.grams)))
	}
	l.forms, l.shape = append(l.forms, form), append(l.shape, shape)
	l.ids[string([]byte(word))] = id
	return id
}

// chooseWords gives the most frequent forms of a text a row each and returns
// their counts by row.
func chooseWords(l *lexicon, t *rawText, most int) []int64 {
	counts := make([]int64, len(l.names))
	for _, id := range t.tokens {
		counts[l.forms[id]]++
	}
	order := make([]int32, len(counts))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(counts[b], counts[a]) })
	var chosen []int64
	for _, form := range order[:min(most, len(order))] {
		if counts[form] < minCount {
			break
		}
		l.rows[form] = int32(len(chosen))
		chosen = append(chosen, counts[form])
	}
	return chosen
}

// minCount is how often a word must occur to have a row of its own.
const minCount = 8
