package train

import (
	"bufio"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"unicode"

	"hearsay"
)

// TreebankDoc is a document of a treebank with its white space.
type TreebankDoc struct {
	Name      string // as the treebank has it
	sentences []spacedSentence
}

// spacedSentence is a sentence with the white space before each of its words.
type spacedSentence struct {
	words, gaps []string
	begins      bool // a paragraph
}

// SplitDoc is a text with its tokens and sentences, both as byte spans.
type SplitDoc struct {
	Name              string
	Text              string
	Tokens, Sentences []hearsay.Span
}

// ConlluDocs reads the documents of a CoNLL-U treebank. The white space is that of
// the sentences' "# text"; words without any between them, such as the parts of
// "don't", are tokens of their own.
func ConlluDocs(path string) ([]TreebankDoc, error) {
	r, err := openCorpus(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var docs []TreebankDoc
	var text string
	var s spacedSentence
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, "# newdoc"):
			_, name, _ := strings.Cut(line, "= ")
			docs = append(docs, TreebankDoc{Name: name})
		case strings.HasPrefix(line, "# newpar") && !strings.HasPrefix(line, "# newpar_"):
			s.begins = true
		case strings.HasPrefix(line, "# text ="):
			text = strings.TrimSpace(line[len("# text ="):])
		case line == "" && len(s.words) > 0:
			err := s.space(text)
			if len(docs) == 0 {
				err = errors.New("the sentence stands before any # newdoc")
			}
			if err != nil {
				return nil, fmt.Errorf("read treebank %s: %w: line %d: %v", path, hearsay.ErrInvalid, n, err)
			}
			last := &docs[len(docs)-1]
			last.sentences = append(last.sentences, s)
			s = spacedSentence{}
		case line != "" && line[0] != '#':
			if c := strings.Split(line, "\t"); len(c) == 10 && !strings.ContainsAny(c[0], ".-") {
				s.words = append(s.words, c[1])
			}
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read treebank %s: %w", path, err)
	}
	return docs, nil
}

// space finds the words in the sentence's text and keeps what stands between.
func (s *spacedSentence) space(text string) error {
	at := 0
	for _, w := range s.words {
		trimmed := strings.TrimLeftFunc(text[at:], unicode.IsSpace)
		next := len(text) - len(trimmed)
		if !strings.HasPrefix(trimmed, w) {
			return fmt.Errorf("%q does not go on with %q", text, w)
		}
		s.gaps = append(s.gaps, text[at:next])
		at = next + len(w)
	}
	if at != len(text) {
		return fmt.Errorf("%q goes on behind its words", text)
	}
	return nil
}

// Raw is the document as plain text: a blank line between paragraphs, one space
// between sentences.
func (d *TreebankDoc) Raw() SplitDoc { return d.raw(plainStyle) }

// style is a way in which a text may be written down.
type style struct {
	paragraph string // what divides paragraphs
	width     int    // lines are wrapped at this many bytes; 0 for not
	curly     bool   // quotation marks and apostrophes
}

var plainStyle = style{paragraph: "\n\n"}

// raw writes the document down in a style.
func (d *TreebankDoc) raw(st style) SplitDoc {
	out := SplitDoc{Name: d.Name}
	var b strings.Builder
	line := 0 // where the line begins
	isOpen := false
	for i, s := range d.sentences {
		if i > 0 {
			if s.begins {
				b.WriteString(st.paragraph)
				line, isOpen = b.Len(), false
			} else {
				st.space(&b, " ", s.words[0], &line)
			}
		}
		start := b.Len()
		for k, w := range s.words {
			st.space(&b, s.gaps[k], w, &line)
			at := b.Len()
			b.WriteString(st.written(w, k+1 == len(s.words) || s.gaps[k+1] != "", s.gaps[k] != "" || k == 0, &isOpen))
			out.Tokens = append(out.Tokens, hearsay.Span{Start: at, End: b.Len()})
		}
		out.Sentences = append(out.Sentences, hearsay.Span{Start: start, End: b.Len()})
	}
	b.WriteByte('\n')
	out.Text = b.String()
	return out
}

// space writes white space, as a line break where the line is full.
func (st style) space(b *strings.Builder, gap, next string, line *int) {
	if gap != "" && st.width > 0 && b.Len()-*line+len(gap)+len(next) > st.width {
		gap = "\n"
		b.WriteString(gap)
		*line = b.Len()
		return
	}
	b.WriteString(gap)
}

// written is a word in the style.
func (st style) written(w string, after, before bool, isOpen *bool) string {
	if !st.curly {
		return w
	}
	if w == `"` {
		if before != after {
			*isOpen = after
		}
		if *isOpen = !*isOpen; *isOpen {
			return "“"
		}
		return "”"
	}
	if w == "'" && before && !after {
		return "‘"
	}
	return strings.ReplaceAll(w, "'", "’")
}

// SplitCorpora reads what the English splitter learns from (EWT and GUM) and is
// developed on (EWT dev).
func SplitCorpora(corpora string) (ewt, gum, dev []TreebankDoc, err error) {
	banks := filepath.Join(corpora, "treebanks")
	if ewt, err = ConlluDocs(filepath.Join(banks, "ud-ewt", "en_ewt-ud-train.conllu.zst")); err != nil {
		return nil, nil, nil, err
	}
	if gum, err = ConlluDocs(filepath.Join(banks, "gum-clean", "en_gum-train-clean.conllu.zst")); err != nil {
		return nil, nil, nil, err
	}
	dev, err = ConlluDocs(filepath.Join(banks, "ud-ewt", "en_ewt-ud-dev.conllu"))
	return ewt, gum, dev, err
}
