// Command hearsay tells where news comes from: who said what, through whom it
// came, and where in the text each word of that stands.
//
//	hearsay read article.txt
//	hearsay read --format json pages/ > readings.jsonl
//	hearsay add pages/ && hearsay serve
//	hearsay eval gold samples
//	hearsay train tags --out model.bin
//
// A file here is a subcommand: flags and wiring; nothing here analyses.
//
// Invariants: this is the only room that reads the environment; results go to
// standard output whole or not at all, what failed to standard error by name;
// exit code 0 all done, 1 some inputs failed, 2 the call was wrong.
package main
