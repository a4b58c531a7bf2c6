// Package detect tells in which language a text is written: by its script, and
// among languages of one script by their function words, counted in integers.
//
//	detect.Text("Der Minister sagte, dass …")  // "de"
//	detect.Text("The minister said that …")    // "en"
//	detect.Text("Real Madrid 2, Inter 1")      // "": nothing to go by
//	detect.Page(document)                      // of the report, not of its comments
//	detect.Name("de")                          // "German"
//
// The answer decides whether a page is read, so that the two mistakes weigh
// differently: English taken for another language would lose claims, another
// language taken for English yields next to none. A language other than English is
// therefore said only where enough different function words of it stand there,
// and they weigh twice what the English ones do; names, quotations and tables never
// do that. Whatever is unsure is "".
//
// words.txt is written by hand; its head says how. A language is a section in it.
//
// Invariants: the same text gives the same answer on any machine; at most the first
// Limit bytes are looked at; nothing is allocated; any bytes are taken.
package detect
