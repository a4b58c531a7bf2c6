package plain

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// line is one line of a plain text, without the white space at its ends.
type line struct {
	hearsay.Span
	words int
}

// block is a run of lines between blank ones.
type block struct {
	lines []line
	wide  bool // more than one blank line stands before it
}

func (b *block) words() int {
	n := 0
	for _, l := range b.lines {
		n += l.words
	}
	return n
}

func (b *block) span() hearsay.Span {
	return hearsay.Span{Start: b.lines[0].Start, End: b.lines[len(b.lines)-1].End}
}

func (b *block) beginsWithName(text string) bool {
	return len(b.lines) > 0 && b.lines[0].isName(text)
}

// datedName returns the name of a line such as "Hedgerow Harry – 12 June 2023 at 19:44".
func datedName(s string) (string, bool) {
	for _, mark := range []string{" – ", " — ", " - ", " | ", " · ", " • "} {
		if name, rest, ok := strings.Cut(s, mark); ok && len(s) < 80 && isTimeLine(rest) {
			return name, true
		}
	}
	return "", false
}

// blocksOf cuts a text into blocks.
func blocksOf(text string) []block {
	var blocks []block
	blank, open := 0, false
	for at := 0; at < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
			end = at + i
		}
		sp := trimSpan(text, hearsay.Span{Start: at, End: end})
		at = end + 1
		if sp.Len() == 0 {
			blank++
			open = false
			continue
		}
		if !open {
			blocks = append(blocks, block{wide: blank > 1})
		}
		b := &blocks[len(blocks)-1]
		b.lines = append(b.lines, line{sp, countWords(sp.In(text))})
		blank, open = 0, true
	}
	return blocks
}

// countWords counts the words of a line, up to a bound that no rule looks beyond.
func countWords(s string) int {
	n, in := 0, false
	for i := 0; i < len(s) && n < 1000; i++ {
		space := s[i] == ' ' || s[i] == '\t'
		if !space && !in {
			n++
		}
		in = !space
	}
	return n
}

// isName reports a line that can be a name or a handle alone: up to four words,
// capitalised or a handle, without the punctuation of a sentence.
func (l line) isName(text string) bool {
	s := l.In(text)
	if name, ok := datedName(s); ok {
		s = name
		l.words = countWords(s)
	}
	if l.words > 4 || len(s) > 40 || strings.ContainsAny(s, "!?:;,“”\"()/…") || strings.HasSuffix(s, ".") && l.words > 2 {
		return false
	}
	words := strings.Fields(s)
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		handle := l.words == 1 && (unicode.IsLower(r) || strings.ContainsAny(w, "_0123456789"))
		particle := i > 0 && (len(w) <= 3 || unicode.IsDigit(r)) && !isDateLine(s)
		if !unicode.IsUpper(r) && !handle && !particle {
			return l.words == 2 && i == 1 && unicode.IsLower(r) && isLower(words[0]) // "neutral nigel"
		}
		if i == 0 && unicode.IsLower(r) && l.words > 1 {
			continue
		}
	}
	return !isDateLine(s) && !isMarker(s)
}

func isLower(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsLower(r)
}

// The lines that surround a report without belonging to it. The words are those
// of common publishing systems, in English, German, Spanish and French.
var (
	menuLine      = regexp.MustCompile(`(?i)^(skip to|menu$|home\b|search$|log ?in|sign ?in|sections$|toggle|breadcrumb)|\S(\s{2,}|\s[|›»•·/]\s|\t)\S+.*(\s{2,}|\s[|›»•·/]\s|\t)\S|^[^.!?]{2,40} (\||>|›|») [^.!?]{2,60}$`)
	furnitureLine = regexp.MustCompile(`(?i)^(share( on| this)?\b.{0,30}$|read (more|also|next)\b|see also\b|related\b.{0,80}$|related:|more (on|from|stories)\b|most (read|viewed|popular)|filed under|tags?:|categories:|topics:|sign up (for|to)\b|subscribe\b|newsletter|get our|follow us|join (the|our) (conversation|newsletter)|log ?in|register (to|now)|©|\(c\) |copyright|all rights reserved|terms\b.{0,60}(privacy|contact)|privacy|cookie|advertisement$|ad$|loading|print this|email this|(facebook|twitter|whatsapp|chat|mail|copy link|linkedin|print|email)([ \t|,·]+(facebook|twitter|whatsapp|chat|mail|copy link|linkedin|print|email))*$|continue reading|click here|story continues|report this|\d+ (shares?|views)|like( \d+)?\b.{0,12}(reply)?$|reply$|antworten$|responder$|répondre$|teilen\b|mehr zum thema|lesen sie auch|lea también|compartir|suscr[ií]b|\d+ min(ute)?s? read|(january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2}, \d{4} · )`)
	markerLine    = regexp.MustCompile(`(?i)^(\d+ )?(comments?|responses?|replies|kommentare?|comentarios?|commentaires?|leserkommentare|discussion|reader comments|thoughts on .{2,80})( \(?\d+\)?)?( so far)?:?$|^(leave a (reply|comment)|post a comment|write a comment|join the discussion|have your say|what do you think\?|add a comment|view all comments|schreiben? sie einen kommentar|deja (un comentario|una respuesta)|comments? (are )?closed)\b.{0,60}$|^your email address will not be published|^name \*|^be the first to comment|^comments \(\d+\)$`)
	bylineLine    = regexp.MustCompile(`^(By|BY|Von|Por|Par|Text:|Words:|Reporting by|Written by|Interview by|Posted (on|by)|From our)\s+\S.{0,90}$|(?i)^[\p{L} .'-]{3,40}, (staff (writer|reporter)|[a-z ]{0,20}correspondent|reporter|editor)$`)
	captionLine   = regexp.MustCompile(`(?i)(^(photo|picture|image|caption|foto|bild|graphic)\b ?[:/-]|\b(photo(graph)?|picture|image|foto|bild|credit)( by)?: ?.{2,40}$|\((photo|picture|image|foto)[^)]*\)$)`)
	dateLine      = regexp.MustCompile(`(?i)^((posted|published|updated|first published|last updated|aktualisiert|publicado)( on| at)?:? )?((mon|tues?|wed(nes)?|thurs?|fri|sat(ur)?|sun)(day)?,? )?(\d{1,2}(st|nd|rd|th|\.)? (of )?[a-zä]{3,10}\.?,? \d{4}|[a-z]{3,9}\.? \d{1,2}(st|nd|rd|th)?,? \d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})[ ,]*(at |- |, |\| )?(\d{1,2}[:.]\d{2} ?([ap]\.?m\.?)?( ?[A-Z]{2,4})?)?$`)
	timeLine      = regexp.MustCompile(`(?i)^((\d+|an?|one|vor|hace) ?(\w+ )?(second|minute|min|hour|hr|day|week|month|year|stunde|tag|hora|día|dia)\w*( ago)?|just now|yesterday|today)( · .*| edited)?$| (at|um) \d{1,2}[:.]\d{2} ?([ap]\.?m\.?)?$`)
)

func (l line) isMenu(text string) bool {
	return len(l.In(text)) < 200 && menuLine.MatchString(l.In(text))
}

func (l line) isFurniture(text string) bool {
	return l.words < 40 && l.Len() < 300 && furnitureLine.MatchString(l.In(text))
}

func isMarker(s string) bool   { return len(s) < 120 && markerLine.MatchString(s) }
func isByline(s string) bool   { return len(s) < 120 && bylineLine.MatchString(s) }
func isCaption(s string) bool  { return len(s) < 300 && captionLine.MatchString(s) }
func isDateLine(s string) bool { return len(s) < 60 && dateLine.MatchString(s) }

func isTimeLine(s string) bool { return len(s) < 60 && (timeLine.MatchString(s) || isDateLine(s)) }

func isDatedName(s string) bool {
	_, ok := datedName(s)
	return ok
}
