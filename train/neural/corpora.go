package neural

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"hearsay"
	"hearsay/train"
)

// Sentence is a sentence with what is known of it; what a corpus does not tell is
// nil.
type Sentence struct {
	Words     []string
	UPOS      []string
	XPOS      []string
	Heads     []int32 // 1-based, 0 for the root
	Relations []string
	Names     []string // BIO
	Genre     string
}

// conllu reads a treebank.
func conllu(path string) ([]Sentence, error) {
	var all []Sentence
	var s Sentence
	var entities entities
	genre := ""
	flush := func() {
		if len(s.Words) > 0 {
			s.Genre = genre
			s.Names = entities.names(&s)
			all = append(all, s)
		}
		s, entities = Sentence{}, nil
	}
	err := train.EachLine(path, func(line string) error {
		if line == "" {
			flush()
			return nil
		}
		if doc, ok := strings.CutPrefix(line, "# newdoc id = "); ok {
			genre = genreOf(doc)
		}
		c := strings.Split(line, "\t")
		if len(c) != 10 || strings.ContainsAny(c[0], ".-") {
			return nil
		}
		head := int32(0)
		if _, err := fmt.Sscan(c[6], &head); err != nil {
			return fmt.Errorf("head %q: %w", c[6], err)
		}
		s.Words, s.UPOS, s.XPOS = append(s.Words, c[1]), append(s.UPOS, c[3]), append(s.XPOS, c[4])
		entities.add(c[9], len(s.Heads))
		s.Heads, s.Relations = append(s.Heads, head), append(s.Relations, c[7])
		return nil
	})
	flush()
	return all, err
}

// entities are the mentions that GUM marks in a sentence.
type entities []entity

type entity struct {
	id, kind   string
	start, end int
}

// add reads the Entity attribute of a word.
func (e *entities) add(misc string, at int) {
	_, rest, ok := strings.Cut("|"+misc, "|Entity=")
	if !ok {
		return
	}
	rest, _, _ = strings.Cut(rest, "|")
	for rest != "" {
		if rest[0] == '(' {
			body := rest[1:]
			end := strings.IndexAny(body, "()")
			if end < 0 {
				end = len(body)
			}
			f := strings.Split(body[:end], "-")
			if len(f) > 1 {
				*e = append(*e, entity{id: f[0], kind: f[1], start: at, end: -1})
			}
			rest = body[end:]
			if rest != "" && rest[0] == ')' {
				(*e)[len(*e)-1].end = at + 1
				rest = rest[1:]
			}
			continue
		}
		id, after, found := strings.Cut(rest, ")")
		for i := len(*e) - 1; i >= 0; i-- {
			if (*e)[i].id == id && (*e)[i].end < 0 {
				(*e)[i].end = at + 1
				break
			}
		}
		if !found {
			return
		}
		rest = after
	}
}

// names are the labels of the outermost mentions that begin and end in a proper
// noun, nil where nothing is marked.
func (e entities) names(s *Sentence) []string {
	if len(e) == 0 {
		return nil
	}
	labels := slices.Repeat([]string{"O"}, len(s.Words))
	for _, m := range e {
		kind := map[string]string{"person": "PER", "place": "LOC", "organization": "ORG"}[m.kind]
		if kind == "" || m.end < 0 {
			continue
		}
		start := m.start
		for start < m.end && s.UPOS[start] != "PROPN" {
			start++
		}
		if start-m.start > 1 || start == m.end || s.UPOS[m.end-1] != "PROPN" || m.end-start > 6 || labels[start] != "O" || labels[m.end-1] != "O" {
			continue
		}
		for i := start; i < m.end; i++ {
			labels[i] = "I-" + kind
		}
		labels[start] = "B-" + kind
	}
	begun(labels)
	untitle(s.Words, labels)
	return labels
}

func genreOf(doc string) string {
	if rest, ok := strings.CutPrefix(doc, "GUM_"); ok {
		doc = rest
	}
	return doc[:strings.IndexAny(doc+"-", "-_")]
}

// iob2 reads names as Universal NER gives them.
func iob2(path string) ([]Sentence, error) {
	return columns(path, "\t", 1, 2, func(label string) string {
		if _, kind, ok := strings.Cut(label, "-"); ok && kind != "PER" && kind != "LOC" && kind != "ORG" {
			return label[:2] + "OTH"
		}
		return label
	})
}

// wikigold reads names of which only a neighbour of its kind tells the begin.
func wikigold(path string) ([]Sentence, error) {
	all, err := columns(path, " ", 0, 1, func(label string) string { return strings.Replace(label, "MISC", "OTH", 1) })
	for _, s := range all {
		previous := "O"
		for i, l := range s.Names {
			if l != "O" && l != previous {
				s.Names[i] = "B" + l[1:]
			}
			previous = l
		}
	}
	return all, err
}

func columns(path, separator string, word, label int, rename func(string) string) ([]Sentence, error) {
	var all []Sentence
	var s Sentence
	flush := func() {
		if len(s.Words) > 0 {
			all = append(all, s)
		}
		s = Sentence{}
	}
	err := train.EachLine(path, func(line string) error {
		c := strings.Split(line, separator)
		switch {
		case line == "":
			flush()
		case line[0] == '#' && separator == "\t":
		case len(c) > label:
			s.Words, s.Names = append(s.Words, c[word]), append(s.Names, rename(c[label]))
		}
		return nil
	})
	flush()
	return all, err
}

// gmb reads the Groningen Meaning Bank's names: geographical and political
// entities are places where they are nouns, else no names.
func gmb(path string) ([]Sentence, error) {
	var all []Sentence
	err := train.EachRecord(path, func(c []string) error {
		if len(c) != 4 || c[0] == "Sentence #" {
			return nil
		}
		if c[0] != "" {
			all = append(all, Sentence{})
		}
		if len(all) == 0 {
			return fmt.Errorf("%w: word %q is before the first sentence", hearsay.ErrInvalid, c[1])
		}
		s := &all[len(all)-1]
		s.Words, s.Names = append(s.Words, strings.Clone(c[1])), append(s.Names, gmbName(c[3], c[2]))
		return nil
	})
	for _, s := range all {
		begun(s.Names)
		untitle(s.Words, s.Names)
	}
	return all, err
}

// begun makes a B of an I that continues nothing.
func begun(names []string) {
	previous := "O"
	for i, l := range names {
		if l[0] == 'I' && previous[1:] != l[1:] {
			names[i] = "B" + l[1:]
		}
		previous = l
	}
}

// titles stand before persons' names and are marked as part of them in the
// Groningen Meaning Bank only.
var titles = strings.Fields("mr. mrs. ms. dr. president prime minister foreign vice general secretary secretary-general senator king queen prince princess pope chancellor judge justice gen. sen. gov. governor mullah sheikh ayatollah colonel col. captain cardinal archbishop bishop sir lord lady ambassador")

// untitle takes titles off the names of persons.
func untitle(words, names []string) {
	for i, l := range names {
		if l == "B-PER" && slices.Contains(titles, strings.ToLower(words[i])) && i+1 < len(names) && names[i+1] == "I-PER" {
			names[i], names[i+1] = "O", "B-PER"
		}
	}
}

func gmbName(label, tag string) string {
	mark, kind, _ := strings.Cut(label, "-")
	switch kind {
	case "geo":
		return mark + "-LOC"
	case "gpe":
		if tag == "NNP" {
			return mark + "-LOC"
		}
	case "per":
		return mark + "-PER"
	case "org":
		return mark + "-ORG"
	case "art", "eve", "nat":
		return mark + "-OTH"
	}
	return "O"
}

// Sets are the corpora of the supervised training.
type Sets struct {
	EWT, GUM, Wiki, GMB, Dev []Sentence
}

// ReadSets reads them from the folder of the corpora. The names of EWT's
// sentences are put beside its trees.
func ReadSets(folder string) (*Sets, error) {
	var s Sets
	var names, devNames []Sentence
	for _, r := range []struct {
		dst  *[]Sentence
		read func(string) ([]Sentence, error)
		path string
	}{
		{&s.EWT, conllu, "treebanks/ud-ewt/en_ewt-ud-train.conllu.zst"},
		{&s.Dev, conllu, "treebanks/ud-ewt/en_ewt-ud-dev.conllu"},
		{&s.GUM, conllu, "treebanks/gum-clean/en_gum-train-clean.conllu.zst"},
		{&s.Wiki, wikigold, "names/wikigold/wikigold.conll.txt"},
		{&s.GMB, gmb, "names/gmb-ner/ner_dataset.csv.zst"},
		{&names, iob2, "names/uner-ewt/en_ewt-ud-train.iob2.zst"},
		{&devNames, iob2, "names/uner-ewt/en_ewt-ud-dev.iob2"},
	} {
		all, err := r.read(filepath.Join(folder, filepath.FromSlash(r.path)))
		if err != nil {
			return nil, err
		}
		*r.dst = all
	}
	joinNames(s.EWT, names)
	joinNames(s.Dev, devNames)
	return &s, nil
}

// joinNames puts names beside the trees of the same sentences.
func joinNames(trees, names []Sentence) {
	at := map[string][]string{}
	for _, n := range names {
		at[strings.Join(n.Words, " ")] = n.Names
	}
	for i := range trees {
		trees[i].Names = at[strings.Join(trees[i].Words, " ")]
	}
}
