// Package work does the jobs: it takes captures in, visits feeds, fetches pages.
// It is the one room that joins fetching, reading and keeping.
//
//	in := &work.Intake{Store: s, Reader: reader}
//	for r := range in.Add(ctx, inputs) {
//		fmt.Println(r.Input, r.Outcome, r.Document, r.Err)
//	}
//	w := &work.Worker{Store: s, Queue: q, Intake: in, Visitor: visitor}
//	err := w.Run(ctx)
//
// Invariants: every job can be done twice and changes nothing the second time; a
// job that is lost on the way is found again in the store; what is reported as
// added is on disk.
package work
