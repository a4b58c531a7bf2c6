package neural

import "strings"

// roughSplit is a placeholder cut of prose into sentences of words.
func roughSplit(paragraph string, sentence func([]string)) {
	var words []string
	for _, f := range strings.Fields(paragraph) {
		n := len(words)
		words = roughWord(words, f)
		last := words[len(words)-1]
		if len(words) > 3 && (last == "." || last == "?" || last == "!") {
			sentence(words)
			words = words[:0]
		}
		_ = n
	}
	if len(words) > 0 {
		sentence(words)
	}
}

const opens, closes = "\"'([{“‘$#", "\"')]}”’,;:?!%"

func roughWord(words []string, f string) []string {
	for f != "" {
		r := f[:runeLen(f)]
		if !strings.Contains(opens, r) || len(f) == len(r) {
			break
		}
		words = append(words, r)
		f = f[len(r):]
	}
	var tail []string
	for f != "" {
		r := f[lastRune(f):]
		isStop := r == "." && !abbreviation(f)
		if (!strings.Contains(closes, r) && !isStop) || len(f) == len(r) {
			break
		}
		tail = append(tail, r)
		f = f[:len(f)-len(r)]
	}
	words = roughInner(words, f)
	for i := len(tail) - 1; i >= 0; i-- {
		words = append(words, tail[i])
	}
	return words
}

func roughInner(words []string, f string) []string {
	if f == "" {
		return words
	}
	if !strings.Contains(f, "://") {
		if i := strings.IndexAny(f, "-—"); i > 0 && i < len(f)-1 {
			n := runeLen(f[i:])
			words = roughInner(words, f[:i])
			words = append(words, f[i:i+n])
			return roughInner(words, f[i+n:])
		}
	}
	low := strings.ToLower(strings.ReplaceAll(f, "’", "'"))
	f2 := strings.ReplaceAll(f, "’", "'")
	for _, c := range []string{"n't", "'s", "'re", "'ve", "'ll", "'d", "'m"} {
		if strings.HasSuffix(low, c) && len(low) > len(c) {
			return append(words, f2[:len(f2)-len(c)], f2[len(f2)-len(c):])
		}
	}
	if low == "cannot" {
		return append(words, f[:3], f[3:])
	}
	return append(words, f)
}

func abbreviation(f string) bool {
	body := f[:len(f)-1]
	if strings.Contains(body, ".") {
		return true
	}
	switch body {
	case "Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen", "Jr", "Sr", "St", "Jan", "Feb", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec", "No", "Inc", "Co", "Corp", "Ltd", "vs", "Lt", "Col", "Prof", "Rev", "Mt", "Ft", "Sgt", "Capt", "Maj":
		return true
	}
	return len(body) == 1 && body[0] >= 'A' && body[0] <= 'Z'
}

func runeLen(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}

func lastRune(s string) int {
	at := 0
	for i := range s {
		at = i
	}
	return at
}
