package neural

import (
	"bufio"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
	"os"
)

// rawText is running text as numbers of types.
type rawText struct {
	tokens []int32
	starts []uint32 // of sentences; one more at the end
}

// Splitter cuts a paragraph into sentences of words.
type Splitter func(paragraph string, sentence func(words []string))

func readRaw(folder string, lex *lexicon, limit int, split Splitter) (*rawText, error) {
	names, err := filepath.Glob(filepath.Join(folder, "*.txt.zst"))
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	t := &rawText{starts: []uint32{0}}
	for _, name := range names {
		if err := t.read(name, lex, limit, split); err != nil {
			return nil, err
		}
	}
	return t, nil
}

const maxSentence = 100

func (t *rawText) read(name string, lex *lexicon, limit int, split Splitter) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := zstd.NewReader(f)
	if err != nil {
		return err
	}
	defer z.Close()
	lines := bufio.NewReaderSize(z, 1<<20)
	for limit <= 0 || len(t.tokens) < limit {
		line, err := lines.ReadString('\n')
		line = strings.TrimSpace(line)
		if line != "" && line != "%%" {
			split(line, func(words []string) {
				for len(words) > 0 {
					n := min(maxSentence, len(words))
					for _, w := range words[:n] {
						t.tokens = append(t.tokens, lex.id(w))
					}
					t.starts = append(t.starts, uint32(len(t.tokens)))
					words = words[n:]
				}
			})
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}
