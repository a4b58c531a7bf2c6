package store

import (
	"context"
	"io"
	"iter"

	"hearsay"
)

// Store is all that a backend offers. Those who use one ask for the verbs they
// need: the interfaces below, each of a handful.
type Store interface {
	Adder
	Pages
	Finder
	Reviewer
	Feeds
	Jobs
	Keeper
}

// Adder takes pages in. Only one Add runs at a time; others wait.
type Adder interface {
	// Seen returns the id of the document made of a capture that is kept already,
	// "" when it is not.
	Seen(ctx context.Context, c *hearsay.Capture) (document string, err error)
	// Add keeps entries, in one transaction that is on disk when it returns. The
	// outcomes are in the order of the entries.
	Add(ctx context.Context, entries []Entry) ([]Outcome, error)
	// Index brings what is searched up to date with what was added; progress is told
	// how many pages are left. A search does so itself where few wait.
	Index(ctx context.Context, progress func(left int64)) error
	// Reread keeps new readings of pages that are there. A page of which a claim
	// is marked keeps the reading it has and gets the new one as a proposal.
	Reread(ctx context.Context, again []Again) error
	// Outdated yields pages whose newest reading was not made by m, in the order
	// in which they were added, after the page given (0 for all).
	Outdated(ctx context.Context, m Maker, after int64) iter.Seq2[*Page, error]
}

// Pages gives back what is kept. What is not there is hearsay.ErrNotFound.
type Pages interface {
	// Page returns the page of a document, with the reading that is shown if the
	// document is that reading's, else with the latest reading of that document.
	Page(ctx context.Context, document string) (*Page, error)
	// Claim resolves the id of a claim, however old.
	Claim(ctx context.Context, id string) (*Cited, error)
	// Capture returns a page's capture with its bytes.
	Capture(ctx context.Context, page int64) (*hearsay.Capture, error)
	// All yields every page with the reading that is shown, in the order added.
	All(ctx context.Context) iter.Seq2[*Page, error]
	// Counts says how much is kept.
	Counts(ctx context.Context) (Counts, error)
}

// Finder searches. An empty Query finds everything, newest first.
type Finder interface {
	Claims(ctx context.Context, q Query) (*Hits, error)
	// Documents finds pages by words, outlet and days; it heeds nothing that is said
	// of claims, and has no order but by day.
	Documents(ctx context.Context, q Query) (*Headers, error)
	// Speakers finds speakers by the beginnings of their names' words; all, those
	// with most claims first, for "".
	Speakers(ctx context.Context, name string, limit int) ([]Speaker, error)
	// Speaker returns one speaker, hearsay.ErrNotFound for those who are not shown
	// across pages.
	Speaker(ctx context.Context, id int64) (*Speaker, error)
}

// Reviewer keeps what a person has said of readings.
type Reviewer interface {
	// Mark keeps a mark and pins its claim; the same mark again changes nothing.
	Mark(ctx context.Context, m Mark) error
	// Unmark takes marks of one kind off a claim.
	Unmark(ctx context.Context, claim string, kind MarkKind) error
	// Proposals yields the pages with a newer reading that waits to be accepted.
	Proposals(ctx context.Context) iter.Seq2[*Proposal, error]
	// Accept shows the proposed reading of a page from now on. Marked claims stay
	// with the reading on which they were marked.
	Accept(ctx context.Context, page int64) error
}

// Feeds keeps what is followed.
type Feeds interface {
	// PutFeed adds a feed or changes what is said of it; fresh reports the former.
	PutFeed(ctx context.Context, f hearsay.Feed) (fresh bool, err error)
	RemoveFeed(ctx context.Context, url string) error
	// Followed lists the feeds with their health, by outlet and address.
	Followed(ctx context.Context) ([]Followed, error)
	// SaveVisit keeps what came of a visit and enqueues, in the same transaction,
	// the jobs whose Key this feed had not listed before; fresh counts them.
	SaveVisit(ctx context.Context, url string, h Health, found []Job) (fresh int, err error)
}

// Jobs keeps what is to be done. Whatever a queue loses is found here again.
type Jobs interface {
	// Enqueue keeps jobs; one whose Key waits already changes nothing.
	Enqueue(ctx context.Context, jobs []Job) error
	// Lease hands out up to n jobs that are due, oldest first, for a while: one
	// that is neither finished nor leased again by then is due once more.
	Lease(ctx context.Context, l LeaseRequest) ([]Job, error)
	// Finish says what came of a job: done, failed for good, or due again later.
	Finish(ctx context.Context, id int64, f Finish) error
	// Listed returns the latest jobs, newest first.
	Listed(ctx context.Context, state JobState, limit int) ([]Job, error)
}

// Keeper looks after the store as a whole.
type Keeper interface {
	// Verify checks hashes, spans, evidence and the backend's own integrity, and
	// yields each breach; progress is told how many pages are done, of how many.
	Verify(ctx context.Context, progress func(done, all int64)) iter.Seq[error]
	// Backup writes a copy of the store, as it is at one moment, while others go
	// on using it.
	Backup(ctx context.Context, path string) error
	io.Closer
}
