//go:build race

package plain_test

// raced says that the race detector slows everything down tenfold and more.
const raced = true
