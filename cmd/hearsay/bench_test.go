//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"hearsay/models"
	"hearsay/nlp"
	"hearsay/train"
)

// The made documents of the benchmarks: so many, of so many words each.
const (
	madeDocuments = 2000
	madeWords     = 625
	longPage      = 20 << 20 // bytes
)

// BenchmarkFolder reads a folder of made documents as JSON on one core.
func BenchmarkFolder(b *testing.B) {
	binary, folder := binaryFor(b), b.TempDir()
	next := paragraphs(b)
	for i := range madeDocuments {
		mustWrite(b, filepath.Join(folder, fmt.Sprintf("%04d.txt", i)), madePage(next, madeWords))
	}
	for b.Loop() {
		u := timed(b, binary, "read", "--format", "json", folder)
		b.ReportMetric(madeDocuments/u.took.Seconds(), "documents/s")
		b.ReportMetric(madeDocuments/u.cpu.Seconds(), "documents/cpu-s")
		b.ReportMetric(u.peak, "peak-MB")
	}
}

// BenchmarkLongPage reads one page of 20 MB.
func BenchmarkLongPage(b *testing.B) {
	binary, page := binaryFor(b), filepath.Join(b.TempDir(), "long.txt")
	text := madePage(paragraphs(b), longPage/5)
	mustWrite(b, page, text[:strings.LastIndexByte(text[:longPage], ' ')])
	for b.Loop() {
		u := timed(b, binary, "read", "--format", "json", page)
		b.ReportMetric(longPage/u.took.Seconds()/(1<<20), "MB/s")
		b.ReportMetric(u.peak, "peak-MB")
	}
}

// BenchmarkStart reads one sentence, twenty times, and reports the median.
func BenchmarkStart(b *testing.B) {
	binary, page := binaryFor(b), filepath.Join(b.TempDir(), "short.txt")
	mustWrite(b, page, "The ferry will sail again on Monday, harbour master Ilse Varga said.\n")
	for b.Loop() {
		var times []time.Duration
		for range 20 {
			times = append(times, timed(b, binary, "read", "--format", "json", page).took)
		}
		slices.Sort(times)
		b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "ms/start")
	}
}

// BenchmarkTag tags two million tokens, a sentence a line, on one core and on two.
func BenchmarkTag(b *testing.B) {
	binary, path := binaryFor(b), filepath.Join(b.TempDir(), "tokens.jsonl")
	tokens := writeTokens(b, path, 2_000_000)
	for cores := 1; cores <= 2; cores++ {
		b.Run(fmt.Sprintf("cores=%d", cores), func(b *testing.B) {
			for b.Loop() {
				u := timedOn(b, cores, binary, "tag", "--pretokenized", "--sentences", path)
				b.ReportMetric(float64(tokens)/u.took.Seconds(), "tokens/s")
				b.ReportMetric(float64(tokens)/u.cpu.Seconds(), "tokens/cpu-s")
				b.ReportMetric(u.peak, "peak-MB")
			}
		})
	}
}

// writeTokens writes the sentences of made pages as JSON Lines, most tokens of them,
// and returns how many there are.
func writeTokens(b *testing.B, path string, most int) int {
	model, err := nlp.Load(models.English)
	if err != nil {
		b.Fatal(err)
	}
	var out bytes.Buffer
	var segments nlp.Segmentation
	tokens := 0
	for next := paragraphs(b); tokens < most; {
		text := next()
		model.Splitter().Split(&segments, text)
		for _, s := range segments.Sentences {
			var words []string
			for _, t := range segments.Tokens[s.Start:s.End] {
				words = append(words, t.In(text))
			}
			out.WriteString(tokensLine(b, words...))
			tokens += len(words)
		}
	}
	mustWrite(b, path, out.String())
	return tokens
}

func binaryFor(b *testing.B) string {
	binary := filepath.Join(b.TempDir(), "hearsay")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	return binary
}

// usage is what a call took: time by the clock, time of the processor (where
// others use the machine too, the fairer figure), and the most memory, in MB.
type usage struct {
	took, cpu time.Duration
	peak      float64
}

// timed runs the command on one core.
func timed(b *testing.B, binary string, args ...string) usage {
	return timedOn(b, 1, binary, args...)
}

func timedOn(b *testing.B, cores int, binary string, args ...string) usage {
	cmd := exec.Command(binary, args...)
	cmd.Env = append(os.Environ(), fmt.Sprintf("GOMAXPROCS=%d", cores))
	cmd.Stderr = os.Stderr
	start := time.Now()
	if err := cmd.Run(); err != nil { // what it writes goes nowhere
		b.Fatal(err)
	}
	u := usage{took: time.Since(start), cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
	if r, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		unit := 1 << 10 // Linux counts kilobytes
		if runtime.GOOS == "darwin" {
			unit = 1
		}
		u.peak = float64(r.Maxrss) * float64(unit) / (1 << 20)
	}
	return u
}

func mustWrite(b *testing.B, path, text string) {
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		b.Fatal(err)
	}
}

// paragraphs returns what yields the paragraphs of the sample pages round and
// round, in an order in which no document is like the one before.
func paragraphs(b *testing.B) func() string {
	gold, err := train.ReadGold(filepath.Join("..", "..", "samples"))
	if err != nil {
		b.Fatal(err)
	}
	var all []string
	for _, g := range gold {
		all = append(all, strings.Split(g.Text, "\n\n")...)
	}
	stride := 89 // a prime that does not divide their number
	if len(all) == 0 || len(all)%stride == 0 {
		b.Fatalf("%d paragraphs: choose another stride", len(all))
	}
	at := 0
	return func() string {
		at = (at + stride) % len(all)
		return all[at]
	}
}

// madePage joins paragraphs to a page of about so many words.
func madePage(next func() string, words int) string {
	var page strings.Builder
	for n := 0; n < words; {
		p := next()
		n += len(strings.Fields(p))
		page.WriteString(p + "\n\n")
	}
	return page.String()
}
