// Package text turns text into tokens, sentences, paragraphs and quotations.
//
// It knows no language: what depends on one (abbreviations, clitics, words that
// begin sentences) comes in as Rules, which the folders of lang fill.
//
//	tokens := text.Tokens(page, en.Text)
//	for _, s := range text.Sentences(page, tokens, en.Text) {
//		fmt.Println(page[tokens[s.Start].Start:tokens[s.End-1].End])
//	}
//	for _, q := range text.Quotes(page) { … }
//
// Invariants: tokens and sentences are in order, in bounds, on character
// boundaries and do not overlap; every byte that is not white space belongs to
// exactly one token; every token belongs to exactly one sentence; nothing is
// ever an error, odd text only makes odd tokens.
package text
