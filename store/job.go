package store

import "time"

// Job is something to be done, kept until it is.
type Job struct {
	ID      int64
	Kind    string // what is to be done: see package queue
	Key     string // what it is done to; one job of a kind and key waits at a time
	Payload []byte // JSON, of a shape the kind defines
	State   JobState
	Due     time.Time
	Tries   int
	Error   string // of the last try
	Result  string // of the last try, in words
	Created time.Time
	Changed time.Time
}

// JobState is how far a job has come.
type JobState string

// The states of a job. A leased one that is not finished in time is due again.
const (
	AnyState  JobState = ""
	JobQueued JobState = "queued"
	JobLeased JobState = "leased"
	JobDone   JobState = "done"
	JobFailed JobState = "failed"
)

// LeaseRequest asks for jobs.
type LeaseRequest struct {
	Kinds []string // all when empty
	Limit int
	Now   time.Time
	For   time.Duration
}

// Finish says what came of a job.
type Finish struct {
	State  JobState // JobDone, JobFailed, or JobQueued to try again at Due
	Due    time.Time
	Result string
	Error  string
	At     time.Time
	Forget bool // nobody will ask what became of it
	Again  bool // this try does not count
}
