package storegen

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"hearsay"
)

// world is what all pages share: words, outlets and those who speak.
type world struct {
	nouns, adjectives, verbs []string
	places, outlets          []string
	speakers                 []speaker
	wordZipf, speakerZipf    zipf
	outletZipf, placeZipf    zipf
}

// speaker is somebody who is named on pages.
type speaker struct {
	name   string
	kind   hearsay.EntityKind
	office string // "" for one of whom no page states an office
}

// vocabulary is how many words there are of each sort.
const vocabulary = 8000

func newWorld(seed uint64) *world {
	rng := rand.New(rand.NewPCG(seed, 1<<63))
	w := &world{wordZipf: newZipf(vocabulary, 1, 2.7), speakerZipf: newZipf(Speakers, 1, 10), outletZipf: newZipf(Outlets, 0.9, 3)}
	w.nouns = vocabularyOf(rng, strings.Fields(commonNouns), []string{"", "ry", "ment", "age", "ship", "er"})
	w.adjectives = vocabularyOf(rng, strings.Fields(commonAdjectives), []string{"al", "ic", "ous", "ish", "en"})
	w.verbs = vocabularyOf(rng, strings.Fields(commonVerbs), []string{"ed", "ened", "ised"})
	for range 400 {
		w.places = append(w.places, title(syllables(rng, 2))+[]string{"", "ford", "ham", " Bay", "stad", "burg"}[rng.IntN(6)])
	}
	w.placeZipf = newZipf(len(w.places), 1, 2)
	for i := range Outlets {
		w.outlets = append(w.outlets, fmt.Sprintf("%s %s %d", w.places[rng.IntN(len(w.places))], []string{"Post", "Courier", "Herald", "Wire", "Radio"}[rng.IntN(5)], i))
	}
	forenames := strings.Fields(commonForenames)
	for i := range Speakers {
		w.speakers = append(w.speakers, w.newSpeaker(rng, i, forenames))
	}
	return w
}

// newSpeaker makes a body in one of three cases, else a person; every other person
// holds an office.
func (w *world) newSpeaker(rng *rand.Rand, i int, forenames []string) speaker {
	place := w.places[rng.IntN(len(w.places))]
	if i%3 == 0 {
		body := []string{"Ministry of %s", "%s Council", "%s Union", "Board of %s", "%s Institute"}[rng.IntN(5)]
		return speaker{name: place + " " + fmt.Sprintf(body, title(w.nouns[rng.IntN(vocabulary)])), kind: hearsay.BodyOrg}
	}
	s := speaker{name: forenames[rng.IntN(len(forenames))] + " " + title(syllables(rng, 3)), kind: hearsay.Person}
	if rng.IntN(2) == 0 {
		s.office = []string{"mayor of ", "minister of ", "spokeswoman for ", "chief of police in "}[rng.IntN(4)] + place
	}
	return s
}

// vocabularyOf puts common words first and fills up with made-up ones.
func vocabularyOf(rng *rand.Rand, common, endings []string) []string {
	out, seen := append([]string(nil), common...), map[string]bool{}
	for _, w := range out {
		seen[w] = true
	}
	for len(out) < vocabulary {
		w := syllables(rng, 2+rng.IntN(2)) + endings[rng.IntN(len(endings))]
		if !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

// syllables makes up a word.
func syllables(rng *rand.Rand, n int) string {
	onsets := [...]string{"b", "br", "c", "d", "dr", "f", "g", "gl", "h", "k", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "w"}
	nuclei, codas := [...]string{"a", "e", "i", "o", "u", "ai", "ea", "ou"}, [...]string{"", "", "l", "n", "r", "s", "t", "m"}
	var b strings.Builder
	for range n {
		b.WriteString(onsets[rng.IntN(len(onsets))] + nuclei[rng.IntN(len(nuclei))] + codas[rng.IntN(len(codas))])
	}
	return b.String()
}

func title(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// The words that come most often, the most frequent first.
const (
	commonNouns = `government police people city company court water school council harbour election budget road
		hospital minister report bridge market union party price energy border army ferry train storm farm worker student
		teacher bank tax law vote house prison island river fire flood crop grain fish port ship plane truck bus tunnel dam
		plant mine forest village district region capital museum library theatre stadium airport station hotel factory
		vaccine doctor nurse patient clinic drug virus study survey poll figure rate wage rent loan debt deficit fund
		contract tender permit licence fine appeal trial verdict judge lawyer witness victim suspect attack strike protest
		march meeting talks treaty ceasefire sanction embassy refugee migrant visa passport`
	commonAdjectives = `new local national public former early late long high low large small major old young military
		regional federal foreign legal social economic financial medical northern southern eastern western coastal rural
		urban private independent senior chief temporary permanent urgent serious heavy light clean safe dangerous`
	commonVerbs = `opened closed delayed raised cut blocked approved rejected delivered repaired planned reached missed
		crossed damaged replaced reviewed sold bought moved called sent held lost found built cancelled suspended extended`
	commonForenames = `Ada Boris Carla Dmitri Elena Farid Greta Hugo Irena Jonas Katya Leon Mira Nadia Oskar Petra Quentin
		Rosa Stefan Tamar Ulrich Vera Walter Xenia Yusuf Zora Amina Bruno Clara Daniel Esther Felix Gloria Hamid Ines Jakub`
)
