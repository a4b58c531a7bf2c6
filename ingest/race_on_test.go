//go:build race

package ingest

// raced says that the race detector slows everything down tenfold and more.
const raced = true
