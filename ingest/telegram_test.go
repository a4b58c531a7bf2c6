package ingest

import (
	"errors"
	"strings"
	"testing"

	"hearsay"
)

const export = `{
 "name": "Quay Watch", "type": "public_channel", "id": 1001, "username": "quaywatch",
 "messages": [
  {"id": 1, "type": "service", "date": "2031-05-01T08:00:00", "action": "create_channel", "text": ""},
  {"id": 2, "type": "message", "date": "2031-05-02T09:30:00", "from": "Quay Watch", "text": "The ferry will not sail today, the harbour master told us."},
  {"id": 3, "type": "message", "date": "2031-05-03T10:00:00", "from": "Quay Watch", "forwarded_from": "Island Talk",
   "text": ["Fishermen deny the report: ", {"type": "text_link", "text": "their statement", "href": "https://fishers.example/s"}, " is out."]},
  {"id": 4, "type": "message", "date": "2031-05-04T10:00:00", "photo": "x.jpg", "text": ""}
 ]}`

// TestTelegram: a page a message, with its day, address, links, and whom it was
// forwarded from; service messages and pictures are passed over.
func TestTelegram(t *testing.T) {
	var docs []*hearsay.Document
	for c, err := range Telegram("result.json", strings.NewReader(export), Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		d, err := Extract(c, Options{})
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	if len(docs) != 2 {
		t.Fatalf("%d pages", len(docs))
	}
	if d := docs[0]; d.URL != "https://t.me/quaywatch/2" || d.Outlet != "Quay Watch" || d.Published != "2031-05-02" || !strings.HasPrefix(d.Text, "The ferry") {
		t.Errorf("got %+v", d)
	}
	if d := docs[1]; d.Text != "Fishermen deny the report: their statement is out." || len(d.Anchors) != 1 || d.Anchors[0].URL != "https://fishers.example/s" || d.Anchors[0].Span.In(d.Text) != "their statement" ||
		!strings.Contains(strings.Join(d.Problems, " "), "Island Talk") {
		t.Errorf("got %+v", d)
	}
}

// TestTelegramRefuses: groups and chats hold private persons' words; what is broken
// gives what stands before.
func TestTelegramRefuses(t *testing.T) {
	for _, kind := range []string{"private_group", "private_supergroup", "personal_chat", "bot_chat", "saved_messages"} {
		for c, err := range Telegram("x", strings.NewReader(strings.Replace(export, "public_channel", kind, 1)), Options{}) {
			if c != nil || !errors.Is(err, hearsay.ErrUnsupported) {
				t.Errorf("%s: %v, %v", kind, c, err)
			}
		}
	}
	read, failed := 0, 0
	for c, err := range Telegram("x", strings.NewReader(export[:strings.Index(export, `"id": 3`)+20]), Options{}) {
		if c != nil {
			read++
		}
		if errors.Is(err, hearsay.ErrInvalid) {
			failed++
		}
	}
	if read != 1 || failed != 1 {
		t.Errorf("a broken export: %d read, %d failures", read, failed)
	}
	for _, none := range []string{"", "[]", `{"name":"x","type":"public_channel"}`, `{"messages":[`} {
		for c, err := range Telegram("x", strings.NewReader(none), Options{}) {
			if c != nil || err == nil {
				t.Errorf("%q: %v, %v", none, c, err)
			}
		}
	}
}
