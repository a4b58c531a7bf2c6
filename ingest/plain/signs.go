package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sign is a set of signs of a voice.
type sign uint16

const (
	lowerStart sign = 1 << iota // begins with a small letter
	slang
	addressed // speaks to the author, the article or another reader
	shouting  // capitals, exclamation marks
	you
	me
	asking    // ends in a question mark
	trailing  // dots
	openEnd   // ends without punctuation
	reporting // said, according, officials
	dated     // names a weekday
	quoting   // holds a quotation
)

// wordSigns says what single words are a sign of. Words stand in lower case but
// for the pronoun I; "me" and its like count as they are written.
var wordSigns = signTable()

func signTable() map[string]sign {
	table := map[string]sign{}
	for _, row := range []struct {
		sign  sign
		words string
	}{
		{slang, "lol lmao haha hahaha omg wtf imo imho btw thx pls plz gonna wanna gotta dunno kinda yeah yep nope nah ugh hmm hmmm wow mate folks guys dude bloody crap damn idiot idiots sheeple bs smh fyi tbh ffs ya ok okay u ur"},
		{you, "you your you're you’re yours yourself you've you’ve you'll you’ll you'd du dein usted"},
		{me, "My We I I'm I’m I've I’ve I'd I’d I'll I’ll me my we our us ich mein yo mi"},
		{reporting, "said told says according announced added reported spokesman spokeswoman spokesperson official officials ministry police"},
		{addressed, "please congratulations"},
		{dated, "monday tuesday wednesday thursday friday saturday sunday"},
	} {
		for _, w := range strings.Fields(row.words) {
			table[w] |= row.sign
		}
	}
	return table
}

// openers are first words with which people answer one another.
var openers = words("agreed exactly correct nonsense rubbish sorry thanks hi hello dear no yes well actually bravo please bless amen bullshit beautiful brilliant congratulations lovely great finally wonderful indeed")

// The two words of "great article", "the author", "totally agree", "well said".
var (
	praise  = words("great good nice lovely excellent interesting terrible biased fine")
	praised = words("article post piece read point report column recipe review writeup write-up comment")
	pointed = words("article author writer piece comment column")
	wholly  = words("i totally completely fully")
)

func words(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

// signsIn finds the signs in a line; words inside quotation marks are somebody
// else's and bear none.
func signsIn(s string) sign {
	signs := edgeSigns(s)
	bare := s
	if strings.ContainsAny(s, "“\"«") {
		if bare = withoutQuotes(s); len(bare) < len(s) {
			signs |= quoting
		}
	}
	if strings.Contains(bare, "!") || strings.Contains(bare, "??") {
		signs |= shouting
	}
	capitals, before := 0, ""
	eachWord(bare, func(w string) {
		lower := strings.ToLower(w)
		signs |= wordSigns[lower] &^ me
		signs |= wordSigns[w] & me
		if before == "" && openers[lower] || w[0] == '@' && len(w) > 1 || isAddress(before, lower) {
			signs |= addressed
		}
		if n := len(w); n >= 4 && isCapitals(w) {
			if capitals++; n >= 7 || capitals > 1 {
				signs |= shouting
			}
		}
		before = lower
	})
	return signs
}

func edgeSigns(s string) sign {
	var signs sign
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	if unicode.IsLower(first) {
		signs |= lowerStart
	}
	if last == '?' {
		signs |= asking
	}
	if unicode.IsLetter(last) {
		signs |= openEnd
	}
	if strings.Contains(s, "...") || strings.Contains(s, "…") {
		signs |= trailing
	}
	return signs
}

// isAddress reports two words that speak to an author or another reader.
func isAddress(a, b string) bool {
	switch {
	case praise[a] && praised[b], (a == "this" || a == "the") && pointed[b]:
		return true
	case wholly[a] && (b == "agree" || b == "disagree"), a == "well" && (b == "said" || b == "put" || b == "done"):
		return true
	}
	return b == "for" && a == "thanks" || b == "you" && a == "thank"
}

func isCapitals(w string) bool {
	for i := 0; i < len(w); i++ {
		if w[i] < 'A' || w[i] > 'Z' {
			return false
		}
	}
	return true
}

// eachWord calls do with each run of letters, digits, apostrophes, hyphens and @.
func eachWord(s string, do func(string)) {
	start := -1
	for i, r := range s {
		in := r == '\'' || r == '’' || r == '@' || r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r)
		if in && start < 0 {
			start = i
		}
		if !in && start >= 0 {
			do(s[start:i])
			start = -1
		}
	}
	if start >= 0 {
		do(s[start:])
	}
}

// withoutQuotes drops what stands inside quotation marks that are closed.
func withoutQuotes(s string) string {
	var b strings.Builder
	for s != "" {
		i := strings.IndexAny(s, "“\"«")
		if i < 0 {
			break
		}
		mark, n := utf8.DecodeRuneInString(s[i:])
		closing := map[rune]string{'“': "”", '"': "\"", '«': "»"}[mark]
		end := strings.Index(s[i+n:], closing)
		if end < 0 {
			break
		}
		b.WriteString(s[:i])
		s = s[i+n+end+len(closing):]
	}
	b.WriteString(s)
	return b.String()
}
