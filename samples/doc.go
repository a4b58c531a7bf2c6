// Package samples holds the sample pages that the desk shows to somebody who has
// no pages yet. They were written for this project; people, places and events in
// them are invented. The files are gold too: docs/gold-format.md.
//
//	for c, err := range samples.Captures() {
//		fmt.Println(c.Input, c.Known.Published)
//	}
//
// Every page is a capture that is the same each time.
package samples
