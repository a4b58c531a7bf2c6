package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"hearsay"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Options are how a store is opened. The zero value is ready for use.
type Options struct {
	MustExist bool             // do not make a new store
	Now       func() time.Time // clock for what the store dates itself; time.Now when nil
}

// Store is a store in one SQLite file. It is safe for concurrent use.
type Store struct {
	path  string
	now   func() time.Time
	read  *sql.DB
	write *sql.DB
	pack  *zstd.Encoder
	open  *zstd.Decoder

	writing sync.Mutex // held by the one transaction that writes; guards what follows
	ids     ids
}

// Open opens the store at path, making it and bringing it up to date as needed.
func Open(ctx context.Context, path string, opt Options) (*Store, error) {
	s, err := open(ctx, path, opt)
	if err != nil {
		return nil, fmt.Errorf("open store %s: %w", path, err)
	}
	return s, nil
}

func open(ctx context.Context, path string, opt Options) (*Store, error) {
	if err := checkPath(path, opt.MustExist); err != nil {
		return nil, err
	}
	if err := checkTables(ctx, path); err != nil {
		return nil, kind(err)
	}
	s := &Store{path: path, now: opt.Now, ids: newIDs()}
	if s.now == nil {
		s.now = time.Now
	}
	var err error
	if s.pack, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false)); err != nil {
		return nil, err
	}
	if s.open, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxBlob)); err != nil {
		return nil, err
	}
	if s.write, err = sql.Open("sqlite", dsn(path, "_txlock=immediate", "_pragma=cache_size(-32768)")); err != nil {
		return nil, err
	}
	s.write.SetMaxOpenConns(1)
	if s.read, err = sql.Open("sqlite", dsn(path, "_pragma=query_only(1)", "_pragma=cache_size(-16384)")); err != nil {
		return nil, err
	}
	s.read.SetMaxIdleConns(max(4, runtime.GOMAXPROCS(0))) // and no limit on those open: who walks through pages may read others
	if err := s.migrate(ctx); err != nil {
		s.Close()
		return nil, kind(err)
	}
	return s, nil
}

// maxBlob is the most that one row of bytes may unpack to.
const maxBlob = 1 << 30

// checkPath says in words what SQLite would say in a code.
func checkPath(path string, mustExist bool) error {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return fmt.Errorf("it is a folder: %w", hearsay.ErrInvalid)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	case mustExist && (err != nil || info.Size() == 0):
		return fmt.Errorf("there is none: %w", hearsay.ErrNotFound)
	case err == nil && info.Size() == 0:
		return nil
	case err != nil:
		return os.MkdirAll(filepath.Dir(path), 0o755)
	}
	return checkHeader(path)
}

// checkHeader tells a database from another file before SQLite writes beside it.
func checkHeader(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, 16)
	if n, _ := f.Read(head); string(head[:n]) != "SQLite format 3\x00" {
		return fmt.Errorf("it is no SQLite database: %w", hearsay.ErrInvalid)
	}
	return nil
}

// checkTables tells a store from another program's database, before anything of it
// is changed.
func checkTables(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err != nil {
		return nil // there is none yet
	}
	db, err := sql.Open("sqlite", address(path)+"?_pragma=busy_timeout(15000)")
	if err != nil {
		return err
	}
	defer db.Close()
	var all, ours int
	err = db.QueryRowContext(ctx, `SELECT count(*), ifnull(sum(name = 'goose_db_version'), 0) FROM sqlite_schema`).Scan(&all, &ours)
	if err == nil && all > 0 && ours == 0 {
		err = fmt.Errorf("it is another program's database: %w", hearsay.ErrInvalid)
	}
	return err
}

// address is the file as SQLite takes it, whatever characters its path has.
func address(path string) string {
	return "file:" + (&url.URL{Path: filepath.ToSlash(filepath.Clean(path))}).EscapedPath()
}

// dsn is the data source name of the file. Rows that name each other are written in an order of their own, in transactions
// that are whole: foreign keys are checked by Verify.
func dsn(path string, more ...string) string {
	pragmas := []string{"_pragma=busy_timeout(15000)", "_pragma=journal_mode(wal)", "_pragma=synchronous(full)",
		"_pragma=foreign_keys(0)", "_pragma=temp_store(memory)", "_pragma=mmap_size(0)", "_time_format=sqlite"}
	return address(path) + "?" + strings.Join(append(pragmas, more...), "&")
}

// migrate brings the schema up to date. Two programs that open a new store at
// once both try; the one that comes second finds the work done and tries again.
func (s *Store) migrate(ctx context.Context) (err error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	for range 3 {
		if err = s.migrateOnce(ctx, files); err == nil || errors.Is(err, hearsay.ErrUnsupported) {
			return err
		}
	}
	return err
}

func (s *Store) migrateOnce(ctx context.Context, files fs.FS) error {
	p, err := goose.NewProvider(goose.DialectSQLite3, s.write, files)
	if err != nil {
		return err
	}
	have, want, err := p.GetVersions(ctx)
	switch {
	case err != nil:
		return err
	case have > want:
		return fmt.Errorf("it was made by a newer hearsay (schema %d, this one knows %d): %w", have, want, hearsay.ErrUnsupported)
	case have == want:
		return nil
	}
	_, err = p.Up(ctx)
	return err
}

// Close closes the store. What was acknowledged is on disk already.
func (s *Store) Close() error {
	err := errors.Join(s.read.Close(), s.write.Close(), s.pack.Close())
	s.open.Close()
	return err
}

// transaction runs do in one transaction that is on disk when it returns nil.
func (s *Store) transaction(ctx context.Context, do func(tx *sql.Tx) error) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return kind(err)
	}
	if err := do(tx); err != nil {
		s.ids.forget()
		return errors.Join(kind(err), ignoreDone(tx.Rollback()))
	}
	if err := tx.Commit(); err != nil {
		s.ids.forget()
		return kind(err)
	}
	return nil
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

// kind gives the database's errors one of the root's kinds.
func kind(err error) error {
	var code *sqlite.Error
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		return hearsay.ErrNotFound
	case strings.Contains(err.Error(), "SQLITE_BUSY"), strings.Contains(err.Error(), "SQLITE_FULL"), strings.Contains(err.Error(), "SQLITE_IOERR"):
		return fmt.Errorf("%v: %w", err, hearsay.ErrUnavailable)
	case errors.As(err, &code) && (code.Code()&0xff == sqlite3.SQLITE_CORRUPT || code.Code()&0xff == sqlite3.SQLITE_NOTADB):
		return fmt.Errorf("the file is damaged: %v: %w", err, hearsay.ErrInvalid)
	}
	return err
}
