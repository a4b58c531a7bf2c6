package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestExportedChannel: each message of an exported channel is an input of its own,
// named or found in a folder; a group is one that fails.
func TestExportedChannel(t *testing.T) {
	dir := t.TempDir()
	export := filepath.Join(dir, "result.json")
	write := func(kind string) {
		t.Helper()
		data := `{"name": "Pier Watch", "type": "` + kind + `", "messages": [{"id": 1, "type": "message", "text": "Pier nine is safe."}, {"id": 2, "type": "message", "text": "It is not."}]}`
		if err := os.WriteFile(export, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	list := func(arg string) (names []string, failed int) {
		s := sources{}
		for in := range s.jobs(context.Background(), []string{arg}) {
			names = append(names, in.Name)
			if c, err := in.Capture(); err != nil || c == nil {
				failed++
			}
		}
		return names, failed
	}
	write("public_channel")
	for _, arg := range []string{dir, export} {
		if names, failed := list(arg); !slices.Equal(names, []string{export + "#1", export + "#2"}) || failed > 0 {
			t.Errorf("%s: got %q, %d failed", arg, names, failed)
		}
	}
	write("private_group")
	if names, failed := list(dir); !slices.Equal(names, []string{export}) || failed != 1 {
		t.Errorf("a group: got %q, %d failed", names, failed)
	}
}
