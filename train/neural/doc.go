// Package neural trains the language layers: the encoder that reads sentences in both
// directions, and the heads that read tags, trees and names off it.
//
//	t := neural.Training{Corpora: "../shared/corpora", Work: "bin/train", Progress: os.Stderr,
//		Options: neural.DefaultOptions(), Raw: neural.DefaultRawOptions()}
//	file, err := t.Run(ctx) // a model file, for nlp.Load
//
// Words are learnt from raw text by guessing each from its neighbours, then the first
// layer by guessing each from the states on both sides, then all layers together from
// treebanks and names. What is trained in floats is rounded to whole numbers for nlp,
// and every dev score is that of the rounded model.
//
// Invariants: the same corpora, settings and seed give the same bytes on processors
// with the same kernels (AVX2 and FMA, or neither), also when the run was stopped and went on; a batch is cut into the
// same two parts on any machine; nothing is ever trained on a development set.
package neural
