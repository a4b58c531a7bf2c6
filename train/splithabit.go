package train

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"hearsay"
	"hearsay/nlp"
)

// leastSeen is how often a word must be seen for its habits to be kept.
const leastSeen = 12

// wordCount is how a word was written.
type wordCount struct {
	lower, capital    int // inside of sentences
	begins            int // capitalised, behind . ! or ?
	dotted, dotless   int // with a full stop behind it, and without
	dottedThenOnwards int // with a full stop behind it and then a lower-case letter or a comma
}

func (c *wordCount) seen() int { return c.dotted + c.dotless }

// SplitHabits counts how words are written in the files *.txt.zst of a folder of
// plain prose and returns a table of entries, a power of two. It is what Punkt
// (Kiss and Strunk 2006) and truecasing (Lita et al. 2003) learn from text that
// nobody has marked. It fails with ErrNotFound where the folder holds none.
func SplitHabits(folder string, entries int) (nlp.Habits, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.txt.zst"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("count habits: %w: no *.txt.zst below %s", hearsay.ErrNotFound, folder)
	}
	counts := map[string]*wordCount{}
	for _, name := range files {
		r, err := openCorpus(name)
		if err != nil {
			return nil, err
		}
		err = countHabits(counts, r)
		r.Close()
		if err != nil {
			return nil, fmt.Errorf("count habits of %s: %w", name, err)
		}
	}
	return habitTable(counts, entries), nil
}

func countHabits(counts map[string]*wordCount, r io.Reader) error {
	lines := bufio.NewReader(r)
	for {
		line, err := lines.ReadString('\n')
		countLine(counts, line)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// countLine counts the words that begin a stretch between white space.
func countLine(counts map[string]*wordCount, line string) {
	fields := strings.Fields(line)
	for i, f := range fields {
		f = strings.TrimLeft(f, "(\"“‘'")
		end := strings.IndexFunc(f, func(r rune) bool { return !unicode.IsLetter(r) })
		if end < 0 {
			end = len(f)
		}
		if end == 0 || end > 24 {
			continue
		}
		word, rest := f[:end], f[end:]
		low := strings.ToLower(word)
		c := counts[low]
		if c == nil {
			c = &wordCount{}
			counts[strings.Clone(low)] = c
		}
		next := ""
		if i+1 < len(fields) {
			next = fields[i+1]
		}
		c.add(low != word, i > 0, before(fields, i), rest, next)
	}
}

// before is the last character before the word.
func before(fields []string, i int) byte {
	if i == 0 {
		return 0
	}
	return fields[i-1][len(fields[i-1])-1]
}

func (c *wordCount) add(isCapital, hasBefore bool, before byte, rest, next string) {
	if rest == "." && next == "" {
		return // of the end of a line nothing is known
	}
	if strings.HasPrefix(rest, ".") {
		c.dotted++
		if rest != "." && rest[1] == ',' || rest == "." && next[0] >= 'a' && next[0] <= 'z' {
			c.dottedThenOnwards++
		}
	} else {
		c.dotless++
	}
	switch inside := before >= 'a' && before <= 'z' || before == ','; {
	case !hasBefore:
	case inside && isCapital:
		c.capital++
	case inside:
		c.lower++
	case isCapital && (before == '.' || before == '!' || before == '?'):
		c.begins++
	}
}

// level is 1, 2 or 3 by the share of part in whole; 0 where too little is known.
func level(part, whole int, low, high float64) uint8 {
	switch share := float64(part) / float64(max(whole, 1)); {
	case whole < leastSeen/2:
		return 0
	case share < low:
		return 1
	case share < high:
		return 2
	}
	return 3
}

// dot is how surely the word is an abbreviation. In habitTable these come first:
// most are not frequent.
func (c *wordCount) dot() uint8 {
	return max(level(c.dotted, c.seen(), 0.4, 0.8), level(c.dottedThenOnwards, c.dotted, 0.1, 0.6))
}

func (c *wordCount) habit() uint8 {
	return level(c.capital, c.capital+c.lower, 0.1, 0.9) | c.dot()<<2 | level(c.begins, c.begins+c.capital, 0.15, 0.6)<<4
}

func habitTable(counts map[string]*wordCount, entries int) nlp.Habits {
	var words []string
	for w, c := range counts {
		if c.seen() >= leastSeen {
			words = append(words, w)
		}
	}
	slices.SortFunc(words, func(a, b string) int {
		return cmp.Or(int(counts[b].dot())-int(counts[a].dot()), counts[b].seen()-counts[a].seen(), strings.Compare(a, b))
	})
	table := make(nlp.Habits, entries)
	for _, w := range words {
		entry, check := nlp.HabitKey(w, entries)
		if table[entry] == 0 {
			table[entry] = uint16(check)<<8 | uint16(counts[w].habit())
		}
	}
	return table
}
