//go:build race

package text_test

// raced says that the race detector slows everything down tenfold and more.
const raced = true
