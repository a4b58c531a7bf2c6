// Package train reads corpora, trains what is trained, and judges what was read.
//
//	gold, err := train.ReadGold("samples") // docs/gold-format.md
//	var score train.Score
//	for _, g := range gold {
//		doc := ingest.Text(g.Name, g.Text, ingest.Options{Published: g.Published})
//		score.Add(g, reader.Read(doc))
//	}
//	fmt.Print(&score)
//
//	ewt, gum, dev, err := train.SplitCorpora("../shared/corpora")
//	section, err := train.Splitter(append(ewt, gum...), train.DefaultSplitOptions())
//
// The other layers are trained in train/neural.
//
// Invariants: the same corpora, options and seed give the same model file, byte
// for byte; a corpus is read where it lies and nothing of it is kept but weights,
// counts and tables of facts; gold that does not fit its page is an error.
package train
