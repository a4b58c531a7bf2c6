package neural

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"hearsay"
	"hearsay/nlp"
	"hearsay/train"
)

// rawText is running text as numbers of types.
type rawText struct {
	tokens []int32
	starts []uint32 // of sentences; one more at the end
}

// readRaw reads the files of a folder in the order of their names, up to a number of
// words, 0 for all.
func readRaw(folder string, lex *lexicon, limit int, split *nlp.Splitter) (*rawText, error) {
	names, err := filepath.Glob(filepath.Join(folder, "*.txt.zst"))
	if err != nil {
		return nil, fmt.Errorf("read raw text: %w", err)
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("read raw text: %w: no *.txt.zst in %s", hearsay.ErrNotFound, folder)
	}
	slices.Sort(names)
	t := &rawText{starts: []uint32{0}}
	var segments nlp.Segmentation
	for _, name := range names {
		err := train.EachLine(name, func(line string) error {
			if line = strings.TrimSpace(line); line == "" || line == "%%" || limit > 0 && len(t.tokens) >= limit {
				return nil
			}
			split.Split(&segments, line)
			for _, s := range segments.Sentences {
				t.add(line, segments.Tokens[s.Start:s.End], lex)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return t, nil
}

// maxSentence is where longer sentences of raw text are cut.
const maxSentence = 100

func (t *rawText) add(line string, words []hearsay.Span, lex *lexicon) {
	for part := range slices.Chunk(words, maxSentence) {
		for _, w := range part {
			t.tokens = append(t.tokens, lex.id(w.In(line)))
		}
		t.starts = append(t.starts, uint32(len(t.tokens)))
	}
}
