// Package text turns text into tokens, sentences, paragraphs and quotations.
//
// It knows no language: what depends on one (abbreviations, clitics, words that
// begin sentences) comes in as Rules, which the folders of lang fill.
//
//	rules := en.New().Text
//	tokens := text.Tokens(page, rules)
//	for _, s := range text.Sentences(page, tokens, rules) {
//		fmt.Println(page[tokens[s.Start].Start:tokens[s.End-1].End])
//	}
//	for _, q := range text.Quotes(page, tokens, text.Paragraphs(page)) {
//		fmt.Println(q.Inner.In(page))
//	}
//
// Invariants: tokens and sentences are in order, in bounds, on character
// boundaries and do not overlap; every byte belongs to exactly one token, but for
// white space and, between words, characters without ink (zero-width ones, NUL,
// soft hyphens); every token belongs to exactly one sentence; nothing is ever an
// error, odd text only makes odd tokens.
package text
