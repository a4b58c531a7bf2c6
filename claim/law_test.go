package claim_test

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"sync"
	"testing"

	"hearsay"
	"hearsay/claim"
	"hearsay/lang/en"
	"hearsay/models"
	"hearsay/nlp"
)

// newReader is the reader that the program uses.
func newReader(t testing.TB) *claim.Reader {
	t.Helper()
	model, err := nlp.Load(models.English)
	if err != nil {
		t.Fatal(err)
	}
	return claim.NewReader(en.New(), model)
}

// asBody is a page whose whole text is its report.
func asBody(text string) *hearsay.Document {
	d := &hearsay.Document{ID: hearsay.DocumentID(text, "", ""), Published: "2031-03-04", Text: text}
	if text != "" {
		d.Parts = []hearsay.Part{{Kind: hearsay.Body, Span: hearsay.Span{End: len(text)}}}
	}
	return d
}

// inLines is a page in which each paragraph is a part of its own: a headline, then
// report and comments by turns.
func inLines(text string) *hearsay.Document {
	d := asBody(text)
	d.Parts = nil
	at := 0
	for _, line := range strings.SplitAfter(text, "\n\n") {
		kinds := []hearsay.PartKind{hearsay.Headline, hearsay.Body, hearsay.Comment, hearsay.Body, hearsay.Caption, hearsay.Byline, hearsay.Dateline}
		part := hearsay.Part{Kind: kinds[len(d.Parts)%len(kinds)], Span: hearsay.Span{Start: at, End: at + len(line)}}
		if at += len(line); line != "" {
			d.Parts = append(d.Parts, part)
		}
	}
	return d
}

// scraps are what invented pages are made of: the words that the rules look for,
// the marks that they pair, and what is odd.
var scraps = []string{"said ", "that ", "according to ", "the mayor ", "Ilse Varga ", "he ", "she ", "they ", "it ", "the general ", "told ", "the Brenmark Courier ", "reporters ", "was quoted as saying ",
	"quoted ", "citing ", "who cited ", "reportedly ", "allegedly ", "is expected to ", "is accused of ", "has denied ", "claims ", "the claim that ", "as Dole put it, ", "Dole: ", "“", "”", "“No,” ", "‘", "’ ", "\"", "\" ", "«", "» ", "„", "``", "''", "'", "'s ",
	", ", ". ", ".\n", ".\n\n", "\n\n", "\r\n\r\n", "\n", "? ", "! ", "… ", "(", ") ", "[", "] ", "— ", ": ", "; ", "and ", "but ", "or ", "not ", "n’t ", "would ", "will ", "about 40 ", "at least 12 people ", "$3.5m ", "12 % ", "between 3 and 5 ", "May 2 ", "on Tuesday ", "last week ", "2031 ",
	"10:30 ", "Malta ", "Maltese ", "officials ", "on condition of anonymity ", "in a statement ", "on his Telegram channel ", "a report ", "found ", "warned ", "asked whether ", "urged the council to ", "believes ", "boats sail ", "I ", "We ", "É", "e\u0301", "港の", "🚒", "\x00", "\u00a0", "\u200b", "\u2028", "\ufffd", "U.S. ", "Gen. ", "J. ", "https://a.example/b ", "#tag ", "@x "}

func invented(seed uint64) string {
	rng := rand.New(rand.NewPCG(seed, 4))
	var b strings.Builder
	for range 1 + rng.IntN(120) {
		b.WriteString(scraps[rng.IntN(len(scraps))])
	}
	return b.String()
}

// checkLaws reads a page, with comments and without, and checks what must be true.
func checkLaws(t *testing.T, r *claim.Reader, d *hearsay.Document) {
	t.Helper()
	for _, comments := range []bool{false, true} {
		reader := *r
		reader.Comments = comments
		reading := reader.Read(d)
		for _, err := range hearsay.Check(reading) {
			t.Errorf("%v\n%q", err, d.Text)
		}
		if again := reader.Read(d); !reflect.DeepEqual(reading, again) {
			t.Errorf("not the same twice: %q", d.Text)
		}
		if !comments && (taken(reading.Claims, func(c hearsay.Claim) bool { return c.Part == hearsay.Comment }) ||
			taken(reading.Flags, func(f hearsay.Flag) bool { return f.Part == hearsay.Comment })) {
			t.Errorf("took something from a comment: %q", d.Text)
		}
	}
}

func taken[T any](list []T, fromComment func(T) bool) bool {
	for _, x := range list {
		if fromComment(x) {
			return true
		}
	}
	return false
}

func TestLaws(t *testing.T) {
	r := newReader(t)
	for seed := range uint64(1000) {
		text := invented(seed)
		checkLaws(t, r, asBody(text))
		checkLaws(t, r, inLines(text))
		if t.Failed() {
			return
		}
	}
}

// TestReadWithoutWords reads pages, and parts of one, that have no token.
func TestReadWithoutWords(t *testing.T) {
	r := newReader(t)
	for _, sign := range []string{"", "\u00ad", "\u200b", "\ufeff", "\ufeff\u200b\u00ad\n\u200b"} {
		checkLaws(t, r, asBody(sign))
		checkLaws(t, r, asBody(sign+"\n\n"+`The ferry was late, the harbour master said. "It leaked."`+"\n\n"+sign+"\n\nNobody was hurt."))
	}
}

// TestReadConcurrently reads pages on many goroutines with one reader.
func TestReadConcurrently(t *testing.T) {
	r := newReader(t)
	var pages []*hearsay.Document
	var want []*hearsay.Reading
	for seed := range uint64(40) {
		pages = append(pages, inLines(invented(seed)))
		want = append(want, r.Read(pages[seed]))
	}
	var wg sync.WaitGroup
	for worker := range 8 {
		wg.Go(func() {
			for i := range pages {
				k := (i + worker*5) % len(pages)
				if got := r.Read(pages[k]); !reflect.DeepEqual(got, want[k]) {
					t.Errorf("page %d reads otherwise beside others", k)
				}
			}
		})
	}
	wg.Wait()
}

// TestReadLongPage reads a page so long that it is read in sections.
func TestReadLongPage(t *testing.T) {
	var b strings.Builder
	for seed := uint64(0); b.Len() < 600<<10; seed++ {
		b.WriteString(invented(seed % 50))
	}
	r := newReader(t)
	for _, text := range []string{b.String(), strings.ReplaceAll(b.String(), "\n", " "), strings.Repeat("港", 200<<10)} {
		reading := r.Read(asBody(text))
		for i, err := range hearsay.Check(reading) {
			if t.Error(err); i > 10 {
				break
			}
		}
		if len(reading.Problems) == 0 {
			t.Error("the sections are no problem")
		}
	}
}

func FuzzRead(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(invented(seed))
	}
	r := newReader(f)
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\ufffd")
		checkLaws(t, r, asBody(text))
		checkLaws(t, r, inLines(text))
	})
}
