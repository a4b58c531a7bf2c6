package train

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"

	"hearsay"
	"hearsay/nlp"
)

// openCorpus opens a corpus file, through zstd where its name ends in .zst.
func openCorpus(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open corpus: %w", err)
	}
	if !strings.HasSuffix(path, ".zst") {
		return f, nil
	}
	z, err := zstd.NewReader(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("open corpus %s: %w", path, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{z, closeBoth{z.IOReadCloser(), f}}, nil
}

// EachLine calls f with each line of a corpus file, through zstd where its name
// ends in .zst, until f fails.
func EachLine(path string, f func(line string) error) error {
	r, err := openCorpus(path)
	if err != nil {
		return err
	}
	defer r.Close()
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		if err := f(lines.Text()); err != nil {
			return fmt.Errorf("read corpus %s: %w", path, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read corpus %s: %w", path, err)
	}
	return nil
}

type closeBoth struct{ a, b io.Closer }

func (c closeBoth) Close() error {
	c.a.Close()
	return c.b.Close()
}

// ConlluTags reads the words and Penn tags of a CoNLL-U treebank. Words joined
// by hyphens are put together again, as the tokeniser leaves them.
func ConlluTags(path string) ([]TaggedSentence, error) {
	r, err := openCorpus(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var all []TaggedSentence
	var s conlluSentence
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Text()
		if line == "" {
			if len(s.words) > 0 {
				all = append(all, s.joined())
			}
			s = conlluSentence{}
			continue
		}
		if c := strings.Split(line, "\t"); len(c) == 10 && !strings.ContainsAny(c[0], ".-") {
			s.add(c[1], c[4], strings.Contains(c[9], "SpaceAfter=No"))
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read treebank %s: %w", path, err)
	}
	return all, nil
}

type conlluSentence struct {
	words, tags []string
	glued       []bool // no space after
}

func (s *conlluSentence) add(word, tag string, glued bool) {
	s.words, s.tags, s.glued = append(s.words, word), append(s.tags, tag), append(s.glued, glued)
}

func (s *conlluSentence) joined() TaggedSentence {
	var out TaggedSentence
	for i := 0; i < len(s.words); i++ {
		word, tag := s.words[i], s.tags[i]
		for i+2 < len(s.words) && s.tags[i+1] == "HYPH" && s.glued[i] && s.glued[i+1] {
			word += s.words[i+1] + s.words[i+2]
			tag = s.tags[i+2]
			i += 2
			if tag == "VBN" || tag == "NN" && i+1 < len(s.tags) && strings.HasPrefix(s.tags[i+1], "NN") {
				tag = "JJ"
			}
		}
		out.Words, out.Tags = append(out.Words, word), append(out.Tags, nlp.NearestTag(tag))
	}
	return out
}

// MASCTags reads the word_TAG files below a folder of the MASC tagged corpus.
func MASCTags(folder string) ([]TaggedSentence, error) {
	names, err := filepath.Glob(filepath.Join(folder, "written", "*.txt"))
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("read MASC: %w: no written/*.txt below %s", hearsay.ErrNotFound, folder)
	}
	var all []TaggedSentence
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read MASC: %w", err)
		}
		for _, line := range strings.Split(string(data), "\n") {
			if s := mascSentence(line); len(s.Words) > 1 {
				all = append(all, s)
			}
		}
	}
	return all, nil
}

func mascSentence(line string) TaggedSentence {
	var s TaggedSentence
	for _, f := range strings.Fields(line) {
		i := strings.LastIndexByte(f, '_')
		if i <= 0 {
			continue
		}
		s.Words, s.Tags = append(s.Words, f[:i]), append(s.Tags, nlp.NearestTag(f[i+1:]))
	}
	return s
}

// TagAccuracy is the share of words, in percent, that the model tags as gold has
// them; Punct is not counted.
func TagAccuracy(m *nlp.Model, gold []TaggedSentence) float64 {
	right, words := 0, 0
	var tags []nlp.Tag
	for _, s := range gold {
		tags = m.Tags(tags[:0], s.Words)
		for i, t := range s.Tags {
			if t == nlp.Punct {
				continue
			}
			if words++; tags[i] == t {
				right++
			}
		}
	}
	return 100 * float64(right) / float64(max(words, 1))
}

// TagCorpora reads what the English tagger learns from (EWT twice, for it is the
// cleanest, then GUM and MASC) and is developed on (EWT dev).
func TagCorpora(corpora string) (sentences, dev []TaggedSentence, err error) {
	banks := filepath.Join(corpora, "treebanks")
	ewt, err := ConlluTags(filepath.Join(banks, "ud-ewt", "en_ewt-ud-train.conllu.zst"))
	if err != nil {
		return nil, nil, err
	}
	gum, err := ConlluTags(filepath.Join(banks, "gum-clean", "en_gum-train-clean.conllu.zst"))
	if err != nil {
		return nil, nil, err
	}
	masc, err := MASCTags(filepath.Join(banks, "masc-tagged", "masc_tagged"))
	if err != nil {
		return nil, nil, err
	}
	dev, err = ConlluTags(filepath.Join(banks, "ud-ewt", "en_ewt-ud-dev.conllu"))
	return slices.Concat(ewt, ewt, gum, masc), dev, err
}
