// Package sqlite keeps a store in one SQLite file.
//
//	s, err := sqlite.Open(ctx, "hearsay.db", sqlite.Options{})
//	defer s.Close()
//	outcomes, err := s.Add(ctx, entries)
//
// One connection writes, a pool of others reads beside it (WAL). A transaction is
// on disk when it is acknowledged (synchronous FULL). The layers of a reading are
// one row of bytes (store.EncodeReading); what is searched stands in rows and in
// full-text indexes of its own. Migrations run when a store is opened; a store of
// a newer program is refused.
package sqlite
