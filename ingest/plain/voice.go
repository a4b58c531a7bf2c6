package plain

import (
	"strings"
	"unicode/utf8"
)

// The weights below are judged by hand on pages of the project's own; each is
// about the logarithm of how much likelier the sign is in a comment than in a
// report.
const (
	weightMarker    = 4.0  // "12 comments", "Leave a reply"
	weightName      = 1.2  // a name alone on a line, with words after it
	weightKnown     = -2.5 // … that the report itself has named: an interview
	weightTime      = 1.0  // "2 hours ago"
	weightWide      = 1.0  // two blank lines where a name was lost
	weightAbove     = 1.5  // what blocks above a marker must make up for
	weightPlain     = -0.4 // a block without any sign
	weightNameless  = 0.3  // what a thread must weigh more where it shows no name and no marker
	weightInterview = 3.0  // what a thread must weigh more where question and answer speak in person anyway
	threshold       = 1.7  // what a thread must add up to
	mostNames       = 8.0  // no more than this from name lines
	leastSigns      = 1.0  // what the words of a thread must weigh where no marker opens it
	leastStrong     = 0.25 // share of blocks that must bear a sign no report would
	leastReport     = 25   // words of report that come before any comment

	longestReport = 64 << 10 // bytes in which a name is looked for
)

// findThread returns the index of the block at which the comments begin, or the
// number of blocks when there are none: the start of the run up to the end of the
// page whose signs of a changed voice add up highest (maximum suffix sum).
func findThread(text string, blocks []block) int {
	report := 0
	first := len(blocks)
	for i, b := range blocks {
		if report >= leastReport {
			first = i
			break
		}
		report += b.words()
	}
	v := voice{text: text, own: isFirstPerson(text, blocks[:min(3, len(blocks))])}
	t := tally{}
	best, at := threshold, len(blocks)
	if strings.Contains(strings.ToLower(text[:min(len(text), 300)]), "interview") {
		best += weightInterview
	}
	for i := len(blocks) - 1; i >= first; i-- {
		start := t.add(&v, blocks, i)
		if t.named == 0 && !t.marker {
			start -= weightNameless
		}
		if start > best && t.isThread(blocks, i, text) {
			best, at = start, i
		}
		if blocks[i].hasMarker(text) {
			t.sum -= weightAbove
		}
	}
	return at
}

// tally is what the blocks from some block to the end of the page add up to.
type tally struct {
	sum          float64
	fromNames    float64 // the part of sum that names alone on a line gave
	signs        float64 // the part of sum that words gave
	strong, seen float64 // blocks with a sign that no report would bear, and all
	named        int     // blocks that begin with a name
	begins       bool    // the block added last begins with a name
	marker       bool    // there was a marker
}

// add adds block i and returns what a thread that begins there would weigh.
func (t *tally) add(v *voice, blocks []block, i int) float64 {
	b := &blocks[i]
	v.strong, v.signs = false, 0
	score, named := v.score(b, i+1 < len(blocks))
	if named && len(b.lines) == 1 && v.isKnown(blocks, i) {
		score += weightKnown
		named = false
	}
	if named && t.fromNames < mostNames {
		t.fromNames += weightName
		score += weightName
	}
	if score != 0 && !(named && len(b.lines) == 1) {
		t.seen++
	}
	if v.strong || named || b.wide {
		t.strong++
	}
	if t.begins = named; named {
		t.named++
	}
	t.signs += v.signs
	t.sum += score
	t.marker = t.marker || b.hasMarker(v.text)
	if b.wide {
		return t.sum + weightWide
	}
	return t.sum
}

// isThread reports whether comments can begin at block i: enough of the blocks
// bear a sign that no report would, their words speak in person, and where
// comments go by names the first has one too.
func (t *tally) isThread(blocks []block, i int, text string) bool {
	if t.strong < leastStrong*t.seen || t.signs < leastSigns && !t.marker {
		return false
	}
	return t.named < 2 || t.begins || blocks[i].wide || blocks[i].hasMarker(text) || blocks[i-1].hasMarker(text)
}

// voice scores how much a block sounds like a comment.
type voice struct {
	text string
	own  bool // the report itself is told in the first person

	strong bool    // the block scored last bears a sign that no report would
	signs  float64 // what its words weigh
}

// isHeading reports a first line that is a heading rather than a name: the text
// below takes its word up. "Trains" / "No trains run".
func (b *block) isHeading(text string) bool {
	word := strings.ToLower(strings.TrimSuffix(b.lines[0].In(text), "s"))
	if len(b.lines) < 2 || len(word) < 4 {
		return false
	}
	below := head(text[b.lines[1].Start:b.lines[len(b.lines)-1].End])
	return strings.Contains(strings.ToLower(below), word)
}

func (b *block) hasMarker(text string) bool {
	for _, l := range b.lines {
		if isMarker(l.In(text)) {
			return true
		}
	}
	return false
}

// score adds up the signs in a block and reports whether it begins with a name
// that words follow, in the block or after it.
func (v *voice) score(b *block, more bool) (score float64, named bool) {
	furniture := true
	for k, l := range b.lines {
		words := l.In(v.text)
		_, dated := datedName(words)
		switch {
		case dated && k == 0 && l.isName(v.text) && (more || len(b.lines) > 1):
			named, furniture = true, false
		case isMarker(words):
			score += weightMarker
			v.strong = true
		case isTimeLine(words) && k > 0 && b.lines[k-1].isName(v.text):
			score += weightTime
			furniture = false
		case isTimeLine(words) || l.isFurniture(v.text) || l.isMenu(v.text) || l.words < 40 && isCaption(words):
		case l.isName(v.text) && k == 0 && (more || len(b.lines) > 1):
			named = !b.isHeading(v.text)
			furniture = false
		case k > 0 && k+1 < len(b.lines) && l.isName(v.text) && b.lines[k+1].words > l.words:
			score += weightName // a thread without blank lines
			v.strong, furniture = true, false
		default:
			signs := v.line(words)
			v.signs += signs
			score += signs
			furniture = false
		}
	}
	if furniture && score == 0 {
		return 0, false
	}
	if named && len(b.lines) == 1 {
		return score, true
	}
	return score + weightPlain, named
}

// isKnown reports whether the name that begins block i stands in the text of an
// earlier block, as an interview's or a letter-writer's does.
func (v *voice) isKnown(blocks []block, i int) bool {
	name, report := blocks[i].lines[0].In(v.text), v.text[:min(blocks[i].lines[0].Start, longestReport)]
	if before := strings.Index(report, name); before >= 0 {
		rest := v.text[before+len(name):]
		next, _ := utf8.DecodeRuneInString(rest)
		return next != '\n' && next != '\r' || before < 400 && strings.Contains(name, " ")
	}
	return false
}

// line weighs one line of words.
func (v *voice) line(s string) float64 {
	s = head(s)
	signs := signsIn(s)
	score := 0.0
	add := func(sign sign, w float64) {
		if signs&sign != 0 {
			score += w
		}
	}
	v.strong = v.strong || signs&(lowerStart|slang|addressed|shouting) != 0
	add(lowerStart, 1.5)
	add(slang, 1.2)
	add(addressed, 1.5)
	add(shouting, 0.7)
	add(you, 0.7)
	if !v.own {
		add(me, 0.7)
	}
	add(asking, 0.3)
	add(trailing, 0.4)
	add(dated, -0.5)
	if signs&(me|you) != 0 {
		add(openEnd, 0.6)
	} else {
		add(reporting, -1.2)
	}
	if signs&quoting != 0 {
		add(reporting, -1)
	}
	return score
}

func isFirstPerson(text string, blocks []block) bool {
	n := 0
	for i := range blocks {
		if len(blocks[i].lines) > 0 {
			eachWord(head(blocks[i].span().In(text)), func(w string) {
				if wordSigns[w]&me != 0 {
					n++
				}
			})
		}
	}
	return n >= 3
}

// head is the beginning of a block, as much of it as a judgement of voice needs.
func head(s string) string {
	if len(s) > 4000 {
		return strings.ToValidUTF8(s[:4000], "")
	}
	return s
}
