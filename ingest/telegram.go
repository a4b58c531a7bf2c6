package ingest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"
	"time"

	"hearsay"
)

// A channel's export ("Export chat history", machine-readable JSON) as far as it is
// read. https://core.telegram.org/import-export
type (
	telegramMessage struct {
		ID        int64           `json:"id"`
		Type      string          `json:"type"`
		Date      string          `json:"date"`
		From      string          `json:"from"`
		Forwarded string          `json:"forwarded_from"`
		Text      json.RawMessage `json:"text"`
	}
	telegramPiece struct {
		Text string `json:"text"`
		Href string `json:"href"`
	}
)

// isTelegram reports a file that may be a channel's export, by its beginning.
func isTelegram(head []byte) bool {
	s := string(head)
	return strings.HasPrefix(strings.TrimSpace(s), "{") && strings.Contains(s, `"type"`) && strings.Contains(s, `"name"`) &&
		(strings.Contains(s, `_channel"`) || strings.Contains(s, `_group"`) || strings.Contains(s, `_supergroup"`) || strings.Contains(s, `_chat"`) || strings.Contains(s, `"messages"`))
}

// Open takes the pages in a file: each message of a channel's export, the one page
// of any other file.
func Open(path string, opt Options) iter.Seq2[*hearsay.Capture, error] {
	return func(yield func(*hearsay.Capture, error) bool) {
		if strings.HasSuffix(strings.ToLower(path), ".json") && opt.Format != plainText {
			if done := openTelegram(path, opt, yield); done {
				return
			}
		}
		yield(OpenFile(path, opt))
	}
}

// openTelegram yields the messages of a channel's export; false when the file is
// none.
func openTelegram(path string, opt Options, yield func(*hearsay.Capture, error) bool) bool {
	f, err := os.Open(path)
	if err != nil {
		return false // OpenFile says why
	}
	defer f.Close()
	head := make([]byte, 4096)
	n, _ := io.ReadFull(f, head)
	if !isTelegram(head[:n]) {
		return false
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return false
	}
	for c, err := range Telegram(path, f, opt) {
		if !yield(c, err) {
			break
		}
	}
	return true
}

// Telegram takes each message of a channel's export as a capture, as they come.
// Only channels are read: groups and private chats hold the words of private
// persons, and are hearsay.ErrUnsupported. Messages without words are passed over.
func Telegram(name string, r io.Reader, opt Options) iter.Seq2[*hearsay.Capture, error] {
	return func(yield func(*hearsay.Capture, error) bool) {
		if err := readTelegram(name, r, opt, yield); err != nil {
			yield(nil, fmt.Errorf("read %s: %w", name, err))
		}
	}
}

// channel is what an export says of itself before its messages.
type channel struct{ name, kind, username string }

func readTelegram(name string, r io.Reader, opt Options, yield func(*hearsay.Capture, error) bool) error {
	d := json.NewDecoder(r)
	if err := expect(d, json.Delim('{')); err != nil {
		return err
	}
	var ch channel
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return broken(err)
		}
		switch key {
		case "name":
			err = d.Decode(&ch.name)
		case "type":
			err = d.Decode(&ch.kind)
		case "username":
			err = d.Decode(&ch.username)
		case "messages":
			return readMessages(name, d, ch, opt, yield)
		default:
			var skipped json.RawMessage
			err = d.Decode(&skipped)
		}
		if err != nil {
			return broken(err)
		}
	}
	return fmt.Errorf("no messages in this export: %w", hearsay.ErrInvalid)
}

func readMessages(name string, d *json.Decoder, ch channel, opt Options, yield func(*hearsay.Capture, error) bool) error {
	if !strings.HasSuffix(ch.kind, "_channel") {
		return fmt.Errorf("an export of kind %q: only channels are read, groups and chats hold the words of private persons: %w", ch.kind, hearsay.ErrUnsupported)
	}
	if err := expect(d, json.Delim('[')); err != nil {
		return err
	}
	for d.More() {
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return broken(err)
		}
		c, err := message(name, raw, ch, opt)
		if (c != nil || err != nil) && !yield(c, err) {
			return nil
		}
	}
	return nil
}

func expect(d *json.Decoder, want json.Delim) error {
	if got, err := d.Token(); err != nil || got != want {
		return broken(errors.Join(err, fmt.Errorf("%v in place of %v", got, want)))
	}
	return nil
}

func broken(err error) error {
	return fmt.Errorf("no whole export of a channel: %v: %w", err, hearsay.ErrInvalid)
}

// message makes a capture of a message, nil of one without words.
func message(name string, raw []byte, ch channel, opt Options) (*hearsay.Capture, error) {
	var m telegramMessage
	if err := json.Unmarshal(raw, &m); err != nil {
		return nil, fmt.Errorf("read %s: a message: %v: %w", name, err, hearsay.ErrInvalid)
	}
	if text, _ := m.text(); m.Type != "message" || strings.TrimSpace(text) == "" {
		return nil, nil
	}
	c := opt.capture(fmt.Sprintf("%s#%d", name, m.ID), raw)
	c.Format = hearsay.TelegramEntry
	c.Known.Outlet = first(c.Known.Outlet, ch.name)
	c.Known.Published = day(m.Date)
	if ch.username != "" {
		c.Known.URL = fmt.Sprintf("https://t.me/%s/%d", ch.username, m.ID)
	}
	return c, nil
}

// text puts a message's words together, and lists its links.
func (m *telegramMessage) text() (string, []hearsay.Anchor) {
	var whole string
	if json.Unmarshal(m.Text, &whole) == nil {
		return whole, nil
	}
	var pieces []json.RawMessage
	if json.Unmarshal(m.Text, &pieces) != nil {
		return "", nil
	}
	var b strings.Builder
	var links []hearsay.Anchor
	for _, raw := range pieces {
		var p telegramPiece
		if json.Unmarshal(raw, &p.Text) != nil && json.Unmarshal(raw, &p) != nil {
			continue
		}
		b.WriteString(p.Text)
		address := first(p.Href, p.Text)
		if strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
			links = append(links, hearsay.Anchor{URL: address, Text: strings.TrimSpace(p.Text)})
		}
	}
	return b.String(), links
}

// telegramEntry makes a document of a message. Who forwarded words were forwarded
// from stands among the problems: the export does not say whether that is a person.
func telegramEntry(c *hearsay.Capture, opt Options) (*hearsay.Document, error) {
	var m telegramMessage
	if err := json.Unmarshal(c.Data, &m); err != nil {
		return nil, fmt.Errorf("read %s: no message: %v: %w", c.Input, err, hearsay.ErrInvalid)
	}
	text, links := m.text()
	if isBlank(text) {
		return nil, fmt.Errorf("read %s: empty: %w", c.Input, hearsay.ErrInvalid)
	}
	text = strings.ToValidUTF8(text, "\ufffd")
	d := &hearsay.Document{Input: c.Input, Text: text, Anchors: links, Parts: []hearsay.Part{{Kind: hearsay.Body, Span: hearsay.Span{End: len(text)}}}}
	if m.Forwarded != "" {
		d.Problems = append(d.Problems, "the channel has forwarded this from: "+m.Forwarded)
	}
	if _, err := time.Parse("2006-01-02T15:04:05", m.Date); err != nil && c.Known.Published == "" {
		d.Problems = append(d.Problems, fmt.Sprintf("date of the message not understood: %q", m.Date))
	}
	return finish(d, opt), nil
}
