package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
)

// tagged is a line of what hearsay tag writes.
type tagged struct {
	Tokens    []string `json:"tokens"`
	UPOS      []string `json:"upos"`
	Heads     []int    `json:"heads"`
	Deprels   []string `json:"deprels"`
	Sentences [][2]int `json:"sentences"`
	Names     []string `json:"names"`
	Claims    []string `json:"claims"`
}

// tag runs the command over lines and returns what it writes and its error.
func tag(input string, args ...string) (string, error) {
	root := newRoot()
	var out bytes.Buffer
	root.SetIn(strings.NewReader(input))
	root.SetOut(&out)
	root.SetArgs(append([]string{"tag"}, args...))
	err := root.Execute()
	return out.String(), err
}

func tokensLine(t testing.TB, words ...string) string {
	t.Helper()
	line, err := json.Marshal(map[string][]string{"tokens": words})
	if err != nil {
		t.Fatal(err)
	}
	return string(line) + "\n"
}

func parseTagged(t *testing.T, out string) []tagged {
	t.Helper()
	var all []tagged
	for line := range strings.Lines(out) {
		var l tagged
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		n := len(l.Tokens)
		if len(l.UPOS) != n || len(l.Heads) != n || len(l.Deprels) != n || len(l.Names) != n || len(l.Claims) != n {
			t.Errorf("not as many of all: %s", line)
		}
		at := 0
		for _, s := range l.Sentences {
			if s[0] != at || s[1] <= s[0] || s[1] > n {
				t.Errorf("sentences %v of %d tokens", l.Sentences, n)
				break
			}
			at = s[1]
			roots := 0
			for i, h := range l.Heads[s[0]:s[1]] {
				if h == 0 {
					roots++
				}
				if h < 0 || h > s[1]-s[0] || h == i+1 {
					t.Errorf("head %d in %s", h, line)
				}
			}
			if roots != 1 {
				t.Errorf("%d roots in %s", roots, line)
			}
		}
		if at != n {
			t.Errorf("sentences %v leave tokens out of %d", l.Sentences, n)
		}
		all = append(all, l)
	}
	return all
}

// TestTagSentence reads one sentence as a reader would.
func TestTagSentence(t *testing.T) {
	words := strings.Fields("The mayor of Hamburg , Anna Keller , said that the ferry had not left the harbour .")
	out, err := tag(tokensLine(t, words...), "--pretokenized", "--sentences")
	if err != nil {
		t.Fatal(err)
	}
	got := parseTagged(t, out)
	if len(got) != 1 || !slices.Equal(got[0].Tokens, words) {
		t.Fatalf("wrote %s", out)
	}
	l := got[0]
	for i, want := range map[int]string{0: "DET", 1: "NOUN", 3: "PROPN", 8: "VERB", 10: "DET", 14: "VERB", 17: "PUNCT"} {
		if l.UPOS[i] != want {
			t.Errorf("%s is %s, want %s", words[i], l.UPOS[i], want)
		}
	}
	if l.Heads[8] != 0 || l.Deprels[8] != "root" || l.Heads[1] != 9 || l.Deprels[1] != "nsubj" {
		t.Errorf("tree %v %v", l.Heads, l.Deprels)
	}
	if l.Names[3] != "B-LOC" || l.Names[5] != "B-PER" || l.Names[6] != "I-PER" {
		t.Errorf("names %v", l.Names)
	}
	for _, c := range l.Claims {
		if c != "O" {
			t.Errorf("claim %s", c)
		}
	}
}

// TestTagPenn takes quotes and brackets as the Penn treebank writes them for what
// they are, and gives them back as they came.
func TestTagPenn(t *testing.T) {
	penn := strings.Fields("`` It sank -LRB- slowly -RRB- , '' she said .")
	plain := strings.Fields(`" It sank ( slowly ) , " she said .`)
	out, err := tag(tokensLine(t, penn...)+tokensLine(t, plain...), "--pretokenized", "--sentences")
	if err != nil {
		t.Fatal(err)
	}
	got := parseTagged(t, out)
	if !slices.Equal(got[0].Tokens, penn) || !slices.Equal(got[0].UPOS, got[1].UPOS) || !slices.Equal(got[0].Heads, got[1].Heads) {
		t.Errorf("Penn's and plain signs are read apart: %s", out)
	}
}

// TestTagParagraph finds the sentences of a paragraph itself.
func TestTagParagraph(t *testing.T) {
	words := strings.Fields("The bridge is closed . Nobody was hurt , the police said . Why did it fail ?")
	out, err := tag(tokensLine(t, words...)+"{\"tokens\":[]}\n", "--pretokenized")
	if err != nil {
		t.Fatal(err)
	}
	got := parseTagged(t, out)
	if want := [][2]int{{0, 5}, {5, 13}, {13, 18}}; len(got) != 2 || !slices.Equal(got[0].Sentences, want) || len(got[1].Tokens) != 0 {
		t.Errorf("sentences %v, want %v; an empty paragraph: %+v", got[0].Sentences, want, got[1])
	}
}

// TestTagEmptySentence goes on after a line without words.
func TestTagEmptySentence(t *testing.T) {
	out, err := tag("{\"tokens\":[]}\n"+tokensLine(t, "Rain", "stopped", "."), "--pretokenized", "--sentences")
	if err != nil {
		t.Fatal(err)
	}
	if got := parseTagged(t, out); len(got) != 2 || len(got[0].Sentences) != 0 || !slices.Equal(got[1].Sentences, [][2]int{{0, 3}}) {
		t.Errorf("wrote %s", out)
	}
}

// TestTagAnswers gives each line's answer before the next is written, and stops while
// it waits for one.
func TestTagAnswers(t *testing.T) {
	lines, feed := io.Pipe()
	answers, out := io.Pipe()
	ctx, stop := context.WithCancel(context.Background())
	root := newRoot()
	root.SetIn(lines)
	root.SetOut(out)
	root.SetArgs([]string{"tag", "--pretokenized"})
	ended := make(chan error, 1)
	go func() { ended <- root.ExecuteContext(ctx) }()
	read := bufio.NewReader(answers)
	for range 3 {
		if _, err := io.WriteString(feed, tokensLine(t, "Rain", "stopped", ".")); err != nil {
			t.Fatal(err)
		}
		if line, err := read.ReadString('\n'); err != nil || len(parseTagged(t, line)) != 1 {
			t.Fatalf("answer %q: %v", line, err)
		}
	}
	stop()
	if err := <-ended; !errors.Is(err, errStopped) {
		t.Errorf("stopped while waiting: %v", err)
	}
	feed.Close()
}

// TestTagStops never takes lines that end because the work was stopped for all lines.
func TestTagStops(t *testing.T) {
	order := make(chan *tagLines)
	close(order)
	ctx, stop := context.WithCancel(context.Background())
	if err := writeTagLines(ctx, order, new(sync.Pool), io.Discard, nil); err != nil {
		t.Errorf("at the end of the lines: %v", err)
	}
	stop()
	for range 50 { // both are ready: either may be taken first
		if err := writeTagLines(ctx, order, new(sync.Pool), io.Discard, nil); !errors.Is(err, errStopped) {
			t.Fatalf("stopped: %v", err)
		}
	}
}

// TestTagOrder writes the same lines in the same order with any number of workers.
func TestTagOrder(t *testing.T) {
	var in strings.Builder
	for i := range 900 {
		in.WriteString(tokensLine(t, strings.Fields(fmt.Sprintf("Ship %d left Lindow with %d men and <é> .", i, i%7))[:3+i%7]...))
	}
	one, err := tag(in.String(), "--pretokenized", "--workers", "1")
	if err != nil {
		t.Fatal(err)
	}
	if len(parseTagged(t, one)) != 900 {
		t.Error("not a line for each line")
	}
	if four, err := tag(in.String(), "--pretokenized", "--workers", "4"); err != nil || four != one {
		t.Errorf("four workers write otherwise: %v", err)
	}
}

// TestTagBadInput names the line and what to write, and does all others.
func TestTagBadInput(t *testing.T) {
	good := tokensLine(t, "Rain", "stopped", ".")
	for _, bad := range []string{"", "The mayor said.", `{"words":["a"]}`, `{"tokens":"a"}`, `{"tokens":["a"`, `[]`, `{"tokens":null}`, `{"tokens":[null]}`, `{"tokens":["a",null,"b"]}`, `{"tokens":[7]}`} {
		root := newRoot()
		var out, problems bytes.Buffer
		root.SetIn(strings.NewReader("\ufeff" + good + good + bad + "\n" + good))
		root.SetOut(&out)
		root.SetErr(&problems)
		root.SetArgs([]string{"tag", "--pretokenized"})
		if err := root.Execute(); !errors.Is(err, errInputs) {
			t.Errorf("%q: %v", bad, err)
		}
		if said := problems.String(); strings.Count(said, "\n") != 1 || !strings.Contains(said, "standard input: line 3: ") || !strings.Contains(said, `{"tokens":`) || strings.Contains(said, "Go ") {
			t.Errorf("%q: says %q", bad, said)
		}
		got := parseTagged(t, out.String())
		if len(got) != 4 || len(got[2].Tokens) != 0 || !slices.Equal(got[3].Tokens, got[0].Tokens) || len(got[3].Tokens) != 3 {
			t.Errorf("%q: wrote %q", bad, out.String())
		}
	}
	for _, args := range [][]string{{}, {"--pretokenized", "--workers", "0"}, {"--pretokenized", "no-such-file.jsonl"}, {"--pretokenized", t.TempDir()}} {
		if _, err := tag(good, args...); err == nil {
			t.Errorf("tag %v: no error", args)
		}
	}
}
