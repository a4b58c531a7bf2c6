package train

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// openCorpus opens a corpus file, through zstd where its name ends in .zst.
func openCorpus(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open corpus: %w", err)
	}
	if !strings.HasSuffix(path, ".zst") {
		return f, nil
	}
	z, err := zstd.NewReader(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("open corpus %s: %w", path, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{z, closeBoth{z.IOReadCloser(), f}}, nil
}

// EachLine calls f with each line of a corpus file, through zstd where its name
// ends in .zst, until f fails.
func EachLine(path string, f func(line string) error) error {
	r, err := openCorpus(path)
	if err != nil {
		return err
	}
	defer r.Close()
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		if err := f(lines.Text()); err != nil {
			return fmt.Errorf("read corpus %s: %w", path, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read corpus %s: %w", path, err)
	}
	return nil
}

// EachRecord calls f with each record of a table of comma-separated values, which may
// be compressed (.zst). The record is f's only until it returns.
func EachRecord(path string, f func(record []string) error) error {
	r, err := openCorpus(path)
	if err != nil {
		return err
	}
	defer r.Close()
	table := csv.NewReader(r)
	table.FieldsPerRecord, table.LazyQuotes, table.ReuseRecord = -1, true, true
	for {
		record, err := table.Read()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = f(record)
		}
		if err != nil {
			return fmt.Errorf("read corpus %s: %w", path, err)
		}
	}
}

type closeBoth struct{ a, b io.Closer }

func (c closeBoth) Close() error {
	c.a.Close()
	return c.b.Close()
}
