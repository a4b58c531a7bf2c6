package nlp

// Habits tell how words are written in running text: a hash table of a power of
// two of entries. An entry has a check of the word in its upper byte and the
// habits in its lower one; 0 is an empty entry. Where two words share an entry the
// more frequent one has it.
type Habits []uint16

// The habits of a word, as the lower byte of an entry.
const (
	HabitCase   = 3      // bits: 1 mostly lower case, 2 either, 3 mostly capitals, inside of sentences
	HabitDot    = 3 << 2 // bits: 1 no, 2 sometimes, 3 nearly always followed by a full stop that ends no sentence
	HabitBegins = 3 << 4 // bits: 1 seldom, 2 sometimes, 3 often first in its sentence
)

// HabitKey is the key of a word in lower case: its entry in a table of n, a power
// of two, and the check that the entry holds.
func HabitKey(word string, n int) (entry int, check uint8) { return habitKey(hashed(word), n) }

func habitKey(form uint32, n int) (entry int, check uint8) {
	h := mix(77, form)
	return int(h & uint32(n-1)), uint8(h >> 24)
}

// of returns the habits of a word, 0 where none are known.
func (h Habits) of(form uint32) uint8 {
	if len(h) == 0 {
		return 0
	}
	entry, check := habitKey(form, len(h))
	if v := h[entry]; uint8(v>>8) == check {
		return uint8(v)
	}
	return 0
}
