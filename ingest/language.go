package ingest

import "strings"

// englishShare is the least share of function words in a text that is taken for
// English. English prose has about 0.4 of them, other languages under 0.1.
const englishShare = 0.18

// functionWords are frequent English words that few other languages share.
const functionWords = " the of and to in that is was for on with as it by at from be are has have had not but his her its this which they their would will who said an or we you were been "

// guessLanguage is "en" where a text is plainly English, and "" otherwise: a page
// whose language nobody states is not guessed at.
func guessLanguage(text string) string {
	words, function := 0, 0
	for word := range strings.FieldsSeq(text) {
		if words++; words > 2000 {
			break
		}
		if strings.Contains(functionWords, " "+strings.ToLower(strings.Trim(word, ".,;:!?“”\"'()"))+" ") {
			function++
		}
	}
	if words > 0 && float64(function) >= englishShare*float64(words) {
		return "en"
	}
	return ""
}
