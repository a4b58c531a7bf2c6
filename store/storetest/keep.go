package storetest

import (
	"path/filepath"
	"sync"
	"testing"

	"hearsay"
	"hearsay/store"
	"hearsay/store/storegen"
)

func keepTests() map[string]func(*testing.T, Open) {
	return map[string]func(*testing.T, Open){"VerifySound": keepVerify, "IndexTellsProgress": keepIndex, "BackupBesideWriter": keepBackup, "BackupOverNothing": keepBackupExists}
}

// keepVerify finds nothing wrong with a store that has been through everything.
func keepVerify(t *testing.T, open Open) {
	s, _, _ := generated(t, open, 15)
	add(t, s, ferry().Entry(), bridge().Entry(), Full(), ferry().Of("other bytes"), ferry().Of(ferry().Text))
	mark(t, s, ferry().Reading().Claims[1].ID, store.MarkCited, "", 1)
	reread(t, s, later())
	b := bridge()
	b.Model, b.Said = "2", b.Said[:1]
	reread(t, s, b)
	var last, all int64
	for range 2 { // before and after what is searched is up to date
		for breach := range s.Verify(t.Context(), func(done, of int64) { last, all = done, of }) {
			t.Error(breach)
		}
		must(t, s.Index(t.Context(), nil))
	}
	if last != all || all < 18 {
		t.Errorf("progress ended at %d of %d", last, all)
	}
	for range s.Verify(t.Context(), nil) {
		break
	}
}

func keepIndex(t *testing.T, open Open) {
	s := opened(t, open)
	for e := range storegen.Pages(2, 12) {
		add(t, s, e)
	}
	var told []int64
	must(t, s.Index(t.Context(), func(left int64) { told = append(told, left) }))
	if len(told) < 2 || told[0] != 12 || told[len(told)-1] != 0 {
		t.Errorf("progress %v", told)
	}
	same(t, "waiting", counts(t, s).Waiting, int64(0))
}

// Reopener is a store that can open a copy made by its Backup.
type Reopener interface {
	Reopen(t *testing.T, path string) store.Store
}

// keepBackup backs up while others write. The copy is sound, holds all that was
// there before it began, and of each page the whole.
func keepBackup(t *testing.T, open Open) {
	s, entries, _ := generated(t, open, 12)
	path := filepath.Join(t.TempDir(), "sub folder", "copy ü?.db")
	stop := make(chan struct{})
	var writer sync.WaitGroup
	writer.Go(func() {
		for e := range storegen.Pages(99, 10_000) {
			select {
			case <-stop:
				return
			default:
				if _, err := s.Add(t.Context(), []store.Entry{e}); err != nil {
					t.Error(err)
					return
				}
			}
		}
	})
	err := s.Backup(t.Context(), path)
	close(stop)
	writer.Wait()
	must(t, err)
	r, ok := s.(Reopener)
	if !ok {
		t.Skip("the backend opens no copies here")
	}
	c := r.Reopen(t, path)
	defer c.Close()
	for _, e := range entries {
		same(t, "page", shown(t, c, e), shown(t, s, e))
		holds(t, c, e)
	}
	for breach := range c.Verify(t.Context(), nil) {
		t.Error(breach)
	}
	for p, err := range c.All(t.Context()) {
		must(t, err)
		for _, breach := range hearsay.Check(p.Reading) {
			t.Error(breach)
		}
	}
}

func keepBackupExists(t *testing.T, open Open) {
	s := opened(t, open)
	add(t, s, ferry().Entry())
	path := filepath.Join(t.TempDir(), "copy")
	must(t, s.Backup(t.Context(), path))
	wants(t, "over a file", s.Backup(t.Context(), path), hearsay.ErrConflict)
}
