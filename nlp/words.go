package nlp

// wordTable is what the vectors of words are made from: a row for each frequent
// form, for each bucket of sub-words and for each shape.
type wordTable struct {
	dim     int
	forms   formIndex
	listed  formIndex // forms on lists of names
	lists   []byte    // of each listed form, a bit a list
	rows    []int8    // forms, then sub-words, then shapes, then combinations of lists
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

// ListRows is the number of combinations of lists of names.
const ListRows = 16

// formIndex finds the place of a form among others by its hash.
type formIndex struct {
	hashes []uint64
	slots  []int32 // place+1 of a form; 0 for none
}

func newFormIndex(hashes []uint64) formIndex {
	size := 16
	for size < 2*len(hashes) {
		size *= 2
	}
	x := formIndex{hashes, make([]int32, size)}
	for i, h := range hashes {
		at := h & uint64(size-1)
		for x.slots[at] != 0 {
			at = (at + 1) & uint64(size-1)
		}
		x.slots[at] = int32(i + 1)
	}
	return x
}

// find returns the place of a form's hash, -1 for none.
func (x *formIndex) find(h uint64) int {
	mask := uint64(len(x.slots) - 1)
	for at := h & mask; x.slots[at] != 0; at = (at + 1) & mask {
		if i := int(x.slots[at] - 1); x.hashes[i] == h {
			return i
		}
	}
	return -1
}

// row is the row at a place after those of the forms.
func (t *wordTable) row(after int) []int8 {
	return t.rows[(len(t.forms.hashes)+after)*t.dim:][:t.dim]
}

// compose writes the vector of a word.
func (t *wordTable) compose(dst []int16, word string) {
	var buf [2*maxWord + 8]byte
	var gramBuf [MaxGrams]uint32
	form, shape := Normalise(buf[:0], word)
	grams := Grams(gramBuf[:0], form)
	var sums, own [maxDim]int32
	for _, g := range grams {
		for k, v := range t.row(int(g & uint32(t.buckets-1))) {
			sums[k] += int32(v)
		}
	}
	add := func(row []int8) {
		for k, v := range row {
			own[k] += int32(v)
		}
	}
	add(t.row(t.buckets + int(shape)))
	h := FormHash(form)
	if i := t.listed.find(h); i >= 0 {
		add(t.row(t.buckets + ShapeCount + int(t.lists[i]&(ListRows-1))))
	}
	if i := t.forms.find(h); i >= 0 {
		add(t.rows[i*t.dim:][:t.dim])
	}
	share := t.grams / int32(max(len(grams), 1))
	for k := range dst {
		v := (sums[k]*share+512)>>10 + rowUnit*own[k]
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
