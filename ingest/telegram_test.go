package ingest

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearsay"
)

const channelExport = `{
 "name": "Veldmark Harbour Watch", "type": "public_channel", "id": 1009, "messages": [
  {"id": 1, "type": "service", "date": "2021-05-01T08:00:00", "action": "create_channel", "text": ""},
  {"id": 2, "type": "message", "date": "2021-05-02T09:10:11", "from": "Veldmark Harbour Watch", "text": "The harbour master says pier nine is safe."},
  {"id": 3, "type": "message", "date": "2021-05-02T09:11:00", "photo": "photos/3.jpg", "text": ""},
  {"id": 4, "type": "message", "date": "2021-05-03T23:59:59", "forwarded_from": "Dockside Post", "text": [
    "", {"type": "bold", "text": "Pier nine closed"}, "\n\nThe board confirmed it ",
    {"type": "text_link", "text": "in a statement", "href": "https://board.example/14"}, ", see also ", {"type": "link", "text": "board.example/faq"}, "."]},
  {"id": 5, "type": "message", "date": "2021-05-04T00:00:00", "text": 7}
 ]}`

func captures(t *testing.T, path string, opt Options) (all []*hearsay.Capture, failures []error) {
	t.Helper()
	for c, err := range Open(path, opt) {
		if err != nil {
			failures = append(failures, err)
			continue
		}
		all = append(all, c)
	}
	return all, failures
}

func TestTelegramChannel(t *testing.T) {
	path := filepath.Join(tree(t, map[string]string{ExportName: channelExport}), ExportName)
	all, failures := captures(t, path, Options{Known: hearsay.Known{URL: "https://t.me/veldmarkwatch"}})
	if len(all) != 2 || len(failures) != 1 || !strings.Contains(failures[0].Error(), "#5") {
		t.Fatalf("got %d messages, failures %v", len(all), failures)
	}
	c := all[1]
	want := hearsay.Known{URL: "https://t.me/veldmarkwatch/4", Outlet: "Veldmark Harbour Watch", Published: "2021-05-03"}
	if c.Input != path+"#4" || c.Format != hearsay.TelegramEntry || c.SHA256 == "" || fmt.Sprint(c.Known) != fmt.Sprint(want) || !json.Valid(c.Data) {
		t.Errorf("got %+v", c)
	}
	d, err := Extract(c, Options{})
	if err != nil {
		t.Fatal(err)
	}
	checkLaws(t, d)
	if d.Title != "Pier nine closed" || d.URL != want.URL || d.Outlet != want.Outlet || d.Published != want.Published ||
		!slices.Contains(d.Problems, "forwarded from Dockside Post") {
		t.Errorf("got %+v", d)
	}
	if got := about(d); !strings.Contains(got, `link: https://board.example/14 "in a statement"`) || !strings.Contains(got, `link: https://board.example/faq "board.example/faq"`) {
		t.Error(got)
	}
	if got := parts(d); got != "[headline]\nPier nine closed\n[body]\nThe board confirmed it in a statement, see also board.example/faq.\n" {
		t.Errorf("got %q", got)
	}
}

func TestTelegramWithoutUserName(t *testing.T) {
	path := filepath.Join(tree(t, map[string]string{"watch.JSON": channelExport}), "watch.JSON")
	all, _ := captures(t, path, Options{Published: "2020-01-01", Known: hearsay.Known{URL: "https://elsewhere.example/", Outlet: "Another"}})
	if len(all) != 2 || all[0].Known.URL != "" || all[0].Known.Published != "2021-05-02" || all[0].Known.Outlet != "Veldmark Harbour Watch" {
		t.Errorf("got %+v", all)
	}
}

// TestTelegramRefuses: what private persons wrote to one another is not read.
func TestTelegramRefuses(t *testing.T) {
	for _, kind := range privates {
		path := filepath.Join(tree(t, map[string]string{ExportName: strings.Replace(channelExport, "public_channel", kind, 1)}), ExportName)
		all, failures := captures(t, path, Options{})
		if len(all) != 0 || len(failures) != 1 || !errors.Is(failures[0], hearsay.ErrUnsupported) || !strings.Contains(failures[0].Error(), kind) {
			t.Errorf("%s: %v, %v", kind, all, failures)
		}
	}
	path := filepath.Join(tree(t, map[string]string{"all.json": `{"about": "x", "chats": {"list": [` + channelExport + `]}}`}), "all.json")
	if all, failures := captures(t, path, Options{}); len(all) != 0 || len(failures) != 1 || !errors.Is(failures[0], hearsay.ErrUnsupported) {
		t.Errorf("all chats: %v, %v", all, failures)
	}
}

func TestTelegramDamaged(t *testing.T) {
	cut := channelExport[:strings.Index(channelExport, "Pier nine closed")]
	path := filepath.Join(tree(t, map[string]string{ExportName: cut}), ExportName)
	all, failures := captures(t, path, Options{})
	if len(all) != 1 || len(failures) != 1 || !errors.Is(failures[0], hearsay.ErrInvalid) {
		t.Errorf("cut off: %v, %v", all, failures)
	}
	huge := strings.Replace(channelExport, "pier nine is safe", strings.Repeat("very ", 1<<20), 1)
	path = filepath.Join(tree(t, map[string]string{ExportName: huge}), ExportName)
	if all, failures := captures(t, path, Options{MaxBytes: 1000}); len(all) != 0 || len(failures) != 1 || !errors.Is(failures[0], hearsay.ErrInvalid) {
		t.Errorf("a message of %d bytes: %v, %v", len(huge), all, failures)
	}
}

// TestOpenOther: other files are one page, whatever they are called.
func TestOpenOther(t *testing.T) {
	dir := tree(t, map[string]string{"a.json": `{"name": "x", "messages": [1]}`, "b.txt": "Pier nine is safe.", "sub/result.json": channelExport, "other/result.json": "[1]"})
	for _, name := range []string{"a.json", "b.txt"} {
		all, failures := captures(t, filepath.Join(dir, name), Options{})
		if len(all) != 1 || len(failures) != 0 || all[0].Format != hearsay.AnyFormat {
			t.Errorf("%s: %v, %v", name, all, failures)
		}
	}
	if all, failures := captures(t, filepath.Join(dir, "none.json"), Options{}); len(all) != 0 || len(failures) != 1 || !errors.Is(failures[0], hearsay.ErrNotFound) {
		t.Errorf("no file: %v, %v", all, failures)
	}
	files, err := Files(dir)
	if want := []string{filepath.Join(dir, "b.txt"), filepath.Join(dir, "sub", "result.json")}; err != nil || !slices.Equal(files, want) {
		t.Errorf("got %q, %v", files, err)
	}
	for range Open(filepath.Join(dir, "sub", "result.json"), Options{}) {
		break // must not go on
	}
	if err := os.Remove(filepath.Join(dir, "sub", "result.json")); err != nil {
		t.Error(err)
	}
}
