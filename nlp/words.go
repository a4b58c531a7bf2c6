package nlp

// wordTable is what the vectors of words are made from: a row for each frequent
// form, for each bucket of sub-words and for each shape.
type wordTable struct {
	dim     int
	hashes  []uint64 // of the forms, by row
	slots   []int32  // row+1 of a form, found by its hash; 0 for none
	rows    []int8   // forms, then sub-words, then shapes
	buckets int
	// grams is what one unit of a sub-word's row counts for a word of one sub-word,
	// in 1/1024 of a vector's unit; the unit of other rows is rowUnit.
	grams int32
}

// rowUnit is what one unit of the rows of forms and shapes counts in a vector.
const rowUnit = 16

// FormHash is the hash under which a normalised form's row is found: FNV-1a.
func FormHash(form []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range form {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

// index builds the slots from the hashes.
func (t *wordTable) index() {
	size := 16
	for size < 2*len(t.hashes) {
		size *= 2
	}
	t.slots = make([]int32, size)
	for row, h := range t.hashes {
		at := h & uint64(size-1)
		for t.slots[at] != 0 {
			at = (at + 1) & uint64(size-1)
		}
		t.slots[at] = int32(row + 1)
	}
}

// row finds the row of a form, -1 for none.
func (t *wordTable) row(form []byte) int {
	h := FormHash(form)
	mask := uint64(len(t.slots) - 1)
	for at := h & mask; t.slots[at] != 0; at = (at + 1) & mask {
		if row := int(t.slots[at] - 1); t.hashes[row] == h {
			return row
		}
	}
	return -1
}

// compose writes the vector of a word.
func (t *wordTable) compose(dst []int16, word string) {
	var buf [2*maxWord + 8]byte
	var gramBuf [MaxGrams]uint32
	form, shape := Normalise(buf[:0], word)
	grams := Grams(gramBuf[:0], form)
	var sums [maxDim]int32
	for _, g := range grams {
		row := t.rows[(len(t.hashes)+int(g&uint32(t.buckets-1)))*t.dim:][:t.dim]
		for k, v := range row {
			sums[k] += int32(v)
		}
	}
	share := t.grams / int32(max(len(grams), 1))
	own := t.row(form)
	shapes := t.rows[(len(t.hashes)+t.buckets+int(shape))*t.dim:][:t.dim]
	for k := range dst {
		v := (sums[k]*share+512)>>10 + rowUnit*int32(shapes[k])
		if own >= 0 {
			v += rowUnit * int32(t.rows[own*t.dim+k])
		}
		dst[k] = int16(max(-1<<15, min(1<<15-1, v)))
	}
}

// maxDim is the most numbers a word's vector may have.
const maxDim = 256

// wordCache keeps the vectors of words met lately; a word has one place.
type wordCache struct {
	slots   []cachedWord
	vectors []int16
	batch   uint32
}

// cachedWord is one place of the cache.
type cachedWord struct {
	batch  uint32 // the last one that had the word
	place  int32  // in that batch
	length uint8
	word   [cachedBytes]byte
}

const (
	cacheSlots  = 1 << 13
	cachedBytes = 23
)

// open begins a batch.
func (e *encoder) open(w *encoding) {
	if w.cache.slots == nil {
		w.cache.slots = make([]cachedWord, cacheSlots)
		w.cache.vectors = make([]int16, cacheSlots*e.dim)
	}
	w.cache.batch++
	w.x.data, w.x.stride = w.x.data[:0], e.dim
	w.of = w.of[:0]
}

// look returns the place of a word's vector among those of the batch.
func (e *encoder) look(w *encoding, word string) int32 {
	place := int32(len(w.x.data) / e.dim)
	if len(word) > cachedBytes {
		w.x.data = append(w.x.data, make([]int16, e.dim)...)
		e.table.compose(w.x.data[int(place)*e.dim:], word)
		return place
	}
	h := uint32(2166136261)
	for i := range len(word) {
		h = (h ^ uint32(word[i])) * 16777619
	}
	at := (h ^ h>>13) & (cacheSlots - 1)
	slot := &w.cache.slots[at]
	vector := w.cache.vectors[int(at)*e.dim:][:e.dim]
	if slot.batch == 0 || string(slot.word[:slot.length]) != word {
		slot.batch, slot.length = 0, uint8(copy(slot.word[:], word))
		e.table.compose(vector, word)
	}
	if slot.batch != w.cache.batch {
		slot.batch, slot.place = w.cache.batch, place
		w.x.data = append(w.x.data, vector...)
	}
	return slot.place
}
