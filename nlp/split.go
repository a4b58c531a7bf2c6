package nlp

import "hearsay"

// Splitter cuts English text into tokens and sentences by the conventions of
// Universal Dependencies (Nivre et al. 2020), as the English Web Treebank applies
// them: clitics and the parts of hyphenated words are tokens of their own. It is
// read-only and safe for concurrent use.
//
// Two averaged perceptrons (Collins 2002) over hashed features decide: one on each
// place between two atoms with no white space between (an atom is a run of
// letters, a run of digits, or one other character), one on the end of each token;
// a third stands in for the second where the white space is not known.
type Splitter struct {
	layers [layerCount]splitLayer
	habits Habits
}

// splitLayer is one perceptron: a decision is yes when the weights of its
// features and the bias add up to more than 0.
type splitLayer struct {
	mask    uint32
	bias    int32
	weights []byte // signed
}

// Layer names one kind of decision of a Splitter.
type Layer uint8

// The layers.
const (
	Cuts      Layer = iota // a token ends between two atoms
	Ends                   // a sentence ends after a token of a text
	GivenEnds              // a sentence ends after a token of which no text is known
	layerCount
)

// LayerCount is the number of layers.
const LayerCount = int(layerCount)

// Segmentation is a text divided. Tokens are byte spans of the text: in order, not
// empty, on character boundaries, without white space but with every other byte,
// also of characters without ink and of invalid UTF-8. Sentences are ranges of
// Tokens: in order, not empty, each token in exactly one. A Segmentation is used
// again for the next text and then needs no new memory; its slices are good until
// then. The zero value is ready. It is not safe for concurrent use.
type Segmentation struct {
	Tokens    []hearsay.Span
	Sentences []hearsay.Range

	atoms  []atom
	sights []sight
	rows   [maxRows]uint32
}

// maxRows is how many features a decision has at most.
const maxRows = max(cutRows, endRows)

// decider takes the decisions of a walk over a text. At is where the decision is:
// a byte offset in a text; for GivenEnds, the number of tokens before.
type decider interface {
	decide(layer Layer, rows []uint32, at int) bool
}

func (s *Splitter) decide(layer Layer, rows []uint32, _ int) bool {
	l := &s.layers[layer]
	sum := l.bias
	for _, r := range rows {
		sum += int32(int8(l.weights[r&l.mask]))
	}
	return sum > 0
}

// Split divides text into dst. Any text can be divided, also an empty one or one
// that is no UTF-8; a blank line always ends a sentence, and none is longer than
// 400 tokens.
func (s *Splitter) Split(dst *Segmentation, text string) {
	dst.split(text, s.habits, s)
}

// Sentences divides tokens into dst.Sentences where nothing is known of the white
// space between them; dst.Tokens is emptied. Quotation marks and brackets may be
// written as in the Penn treebank: “ ” -LRB- -RRB-.
func (s *Splitter) Sentences(dst *Segmentation, tokens []string) {
	dst.sentences(tokens, s.habits, s)
}

// Teacher walks over texts exactly as a Splitter does and asks for each decision.
type Teacher struct {
	// Habits are those that the splitter will have; nil for none.
	Habits Habits
	// Decide is given the layer, the hashed features, which it may change but not
	// keep, and the place: the byte offset at which a token or sentence may end, or with
	// GivenEnds the number of tokens before it. What it answers is what later
	// features see.
	Decide func(layer Layer, rows []uint32, at int) bool
}

func (t *Teacher) decide(layer Layer, rows []uint32, at int) bool { return t.Decide(layer, rows, at) }

// Split divides text into dst as Decide says.
func (t *Teacher) Split(dst *Segmentation, text string) { dst.split(text, t.Habits, t) }

// Sentences divides tokens into dst.Sentences as Decide says.
func (t *Teacher) Sentences(dst *Segmentation, tokens []string) { dst.sentences(tokens, t.Habits, t) }

func (g *Segmentation) reset() {
	g.Tokens, g.Sentences, g.sights = g.Tokens[:0], g.Sentences[:0], g.sights[:0]
}

func (g *Segmentation) split(text string, habits Habits, d decider) {
	g.reset()
	c := cutter{text: text, habits: habits, d: d, out: g}
	c.run()
	e := ender{text: text, layer: Ends, d: d, out: g}
	e.run()
}

func (g *Segmentation) sentences(tokens []string, habits Habits, d decider) {
	g.reset()
	for _, w := range tokens {
		g.sights = append(g.sights, see(unpenned(w), habits))
	}
	e := ender{layer: GivenEnds, d: d, out: g}
	e.run()
}

// unpenned returns what the Penn treebank writes otherwise.
func unpenned(word string) string {
	switch word {
	case "-LRB-":
		return "("
	case "-RRB-":
		return ")"
	case "-LSB-":
		return "["
	case "-RSB-":
		return "]"
	case "-LCB-":
		return "{"
	case "-RCB-":
		return "}"
	case "``":
		return "“"
	case "''":
		return "”"
	}
	return word
}
