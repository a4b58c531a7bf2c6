package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// asProgram in the environment makes the test binary the program itself.
const asProgram = "HEARSAY_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// outcome is what a call of the program came to.
type outcome struct {
	stdout, stderr string
	code           int
}

// invoke calls the program as a shell would, with stdin and more of an environment.
func invoke(t *testing.T, stdin string, env []string, args ...string) outcome {
	t.Helper()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(append(os.Environ(), asProgram+"=1"), env...)
	cmd.Stdin = strings.NewReader(stdin)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	o := outcome{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
	if strings.Contains(o.stderr, "goroutine ") || strings.Contains(o.stderr, "panic:") {
		t.Errorf("%q: a stack trace:\n%s", args, o.stderr)
	}
	return o
}

// read calls hearsay read.
func read(t *testing.T, args ...string) outcome {
	t.Helper()
	return invoke(t, "", nil, append([]string{"read"}, args...)...)
}

// readJSON calls hearsay read --format json and decodes its lines.
func readJSON(t *testing.T, args ...string) (outcome, []map[string]any) {
	t.Helper()
	o := read(t, append([]string{"--format", "json"}, args...)...)
	return o, objects(t, o.stdout)
}

// objects decodes JSON Lines; a partial line is a fault.
func objects(t *testing.T, lines string) (out []map[string]any) {
	t.Helper()
	if lines != "" && !strings.HasSuffix(lines, "\n") {
		t.Errorf("a partial line on standard output: %.200q", lines)
	}
	for line := range strings.Lines(lines) {
		var v map[string]any
		if err := json.Unmarshal([]byte(line), &v); err != nil {
			t.Fatalf("%v in %.200q", err, line)
		}
		out = append(out, v)
	}
	return out
}

// files writes files into a new folder and returns it.
func files(t *testing.T, contents map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, data := range contents {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// inputs are the names of what was read, in order.
func inputs(read []map[string]any) (names []string) {
	for _, r := range read {
		names = append(names, filepath.Base(r["input"].(string)))
	}
	return names
}

func TestExitCodes(t *testing.T) {
	folder := files(t, map[string]string{"a.txt": page, "empty/readme.md": "", "b.txt": ""})
	a, empty := filepath.Join(folder, "a.txt"), filepath.Join(folder, "empty")
	for name, c := range map[string]struct {
		args []string
		code int
		says string // on standard error
	}{
		"help":            {[]string{"--help"}, exitDone, ""},
		"help of read":    {[]string{"read", "--help"}, exitDone, ""},
		"one page":        {[]string{"read", a}, exitDone, ""},
		"no command":      {[]string{"reed", a}, exitCall, "Try: hearsay --help"},
		"nothing to read": {[]string{"read"}, exitCall, "Try: hearsay read --help"},
		"unknown flag":    {[]string{"read", "--colour", a}, exitCall, "--colour"},
		"unknown format":  {[]string{"read", "--format", "yaml", a}, exitCall, "yaml"},
		"unknown input":   {[]string{"read", "--input", "pdf", a}, exitCall, "pdf"},
		"no date":         {[]string{"read", "--date", "yesterday", a}, exitCall, "yesterday"},
		"no such day":     {[]string{"read", "--date", "2031-02-30", a}, exitCall, "2031-02-30"},
		"cap of zero":     {[]string{"read", "--max-size", "0", a}, exitCall, "--max-size"},
		"negative width":  {[]string{"read", "--width", "-1", a}, exitCall, "--width"},
		"width a word":    {[]string{"read", "--width", "wide", a}, exitCall, "wide"},
		"missing file":    {[]string{"read", filepath.Join(folder, "none.txt")}, exitInputs, "none.txt: no such file or folder\n"},
		"empty file":      {[]string{"read", filepath.Join(folder, "b.txt")}, exitInputs, "b.txt: empty\n"},
		"empty folder":    {[]string{"read", empty}, exitInputs, "empty"},
		"missing lines":   {[]string{"read", "--documents", filepath.Join(folder, "none.jsonl")}, exitInputs, "none.jsonl"},
		"no epochs":       {[]string{"train", "--epochs", "0"}, exitCall, "Try: hearsay train --help"},
		"words below 0":   {[]string{"train", "--raw-words", "-4"}, exitCall, "-4 words"},
		"no corpora":      {[]string{"train", "--corpora", "no-such-folder", "--work", t.TempDir()}, exitInputs, "docs/corpora.md"},
		"eval nowhere":    {[]string{"eval", "layers", "--corpora", "no-such-folder"}, exitInputs, "docs/corpora.md"},
		"no such group":   {[]string{"eval", "bogus"}, exitCall, "bogus"},
		"no such part":    {[]string{"source", "bogus"}, exitCall, "bogus"},
		"old model":       {[]string{"eval", "layers", filepath.Join("..", "..", "testdata", "backcompat", "tags-1.model")}, exitInputs, "tags only"},
		"no folder":       {[]string{"train", "--out", filepath.Join("no-such-folder", "model.bin")}, exitInputs, "no-such-folder"},
		"tag raw text":    {[]string{"tag"}, exitCall, "--pretokenized"},
		"no such model":   {[]string{"eval", "layers", "no-such.bin"}, exitInputs, "no-such.bin"},
		"version":         {[]string{"--version"}, exitDone, ""},
		"missing gold":    {[]string{"eval", "parts"}, exitCall, "arg"},
	} {
		t.Run(name, func(t *testing.T) {
			o := invoke(t, "", nil, c.args...)
			if o.code != c.code || !strings.Contains(o.stderr, c.says) || (c.code == exitDone) != (o.stderr == "") {
				t.Errorf("exit code %d, want %d; standard error %q, want %q", o.code, c.code, o.stderr, c.says)
			}
			if (c.code != exitDone) != (o.stdout == "") {
				t.Errorf("standard output: %q", o.stdout)
			}
		})
	}
}

// TestVersion names rules and model as each reading does.
func TestVersion(t *testing.T) {
	path := filepath.Join(files(t, map[string]string{"page.txt": page}), "page.txt")
	_, got := readJSON(t, path)
	model := got[0]["model"].(map[string]any)
	sum := model["sha256"].(string)
	o := invoke(t, "", nil, "--version")
	if want := "hearsay " + model["version"].(string) + ", English model " + sum[:12] + "\n"; o.stdout != want {
		t.Errorf("%q, want %q", o.stdout, want)
	}
}
