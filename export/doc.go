// Package export turns readings into bytes, a file for each format.
//
//	enc := export.NewJSON(os.Stdout, false) // without the rules that set each field
//	err := enc.Write(reading)
//
// The shapes here are the project's promise to other programs: a field is never
// left out, unknown is null, none is []. A change that would break a reader
// raises Schema.
package export
