package nlp

// mark is the number, letter or bullet that a list gives to an item: "2.", "b)",
// "(iv)", "3.)", "•".
type mark struct {
	value string // "2", "b", "iv"; empty for a bullet alone
	style string // what stands around it, "(" or a bullet, and then ")", "." or ".)"
	tail  string
	end   int // in bytes, where the item's words begin
}

// listed decides on token i by the marks of a list: an item is a sentence when the
// item before it, counted on in the same way, began one ("1. Boats 2. Nets"), and
// none ends between the mark and the words of its item.
func (e *ender) listed(i int) (end, ok bool) {
	first, ok := markAt(e.text, e.out.Tokens[e.start].Start)
	if !ok {
		return false, false
	}
	next := e.out.Tokens[i+1].Start
	if next <= first.end {
		return false, true
	}
	if after, ok := markAt(e.text, next); ok && first.precedes(after) {
		return true, true
	}
	return false, false
}

func (m mark) precedes(n mark) bool {
	if m.style != n.style || m.tail != n.tail {
		return false
	}
	if m.value == "" || n.value == "" {
		return m.value == n.value
	}
	if v, ok := decimalValue(m.value); ok {
		w, ok := decimalValue(n.value)
		return ok && w == v+1
	}
	if len(m.value) == 1 && len(n.value) == 1 && m.value[0]+1 == n.value[0] {
		return true
	}
	v, ok := romanValue(m.value)
	w, ok2 := romanValue(n.value)
	return ok && ok2 && w == v+1
}

// markAt reads a mark at a byte of the text.
func markAt(text string, at int) (m mark, ok bool) {
	i := at
	r, n := runeAt(text, i)
	isBullet := r == '•' || r == '⁃' || r == '‣' || r == '◦'
	if isBullet || r == '(' {
		i += n
		m.style = text[at:i]
	}
	for isBullet && i < len(text) && text[i] == ' ' {
		i++
	}
	start := i
	for i < len(text) && i-start < 5 && isAlnum(text[i]) {
		i++
	}
	value := text[start:i]
	tail := i
	for i < len(text) && i-tail < 2 && (text[i] == '.' && i == tail || text[i] == ')') {
		i++
	}
	m.tail = text[tail:i]
	isNumbered := isCount(value) && m.tail != "" && i < len(text) && (text[i] == ' ' || text[i] == '\n') && !(m.style == "(" && m.tail == ".")
	if !isNumbered {
		m.tail, m.end = "", start
		return m, isBullet
	}
	m.value, m.end = value, i+1
	return m, true
}

func isAlnum(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' }

// isCount reports what items are counted with.
func isCount(s string) bool {
	if len(s) == 1 && isAlnum(s[0]) {
		return true
	}
	if _, ok := romanValue(s); ok {
		return true
	}
	_, ok := decimalValue(s)
	return ok
}

func decimalValue(s string) (v int, ok bool) {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return 0, false
		}
		v = v*10 + int(s[i]-'0')
	}
	return v, s != "" && len(s) < 4
}

// romanValue reads Roman numbers up to 39, in either case.
func romanValue(s string) (v int, ok bool) {
	before := 0
	for i := len(s) - 1; i >= 0; i-- {
		var d int
		switch s[i] | 0x20 {
		case 'i':
			d = 1
		case 'v':
			d = 5
		case 'x':
			d = 10
		default:
			return 0, false
		}
		if d < before {
			d = -d
		} else {
			before = d
		}
		v += d
	}
	return v, s != ""
}
