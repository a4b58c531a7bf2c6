package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"hearsay"
)

// ExportName is what Telegram calls the file of an exported chat.
const ExportName = "result.json"

// The types of chats that an export may hold. Only channels publish; whoever
// writes in the others is a private person.
var (
	channels = []string{"public_channel", "private_channel"}
	privates = []string{"personal_chat", "bot_chat", "saved_messages", "private_group", "private_supergroup", "public_supergroup", "replies", "verify_codes"}
)

// Open takes the pages in a file as captures: each message of a Telegram
// channel's JSON export, and the one page that any other file is. The export is
// read message by message; that of a group, a chat or a bot is
// hearsay.ErrUnsupported.
func Open(path string, opt Options) iter.Seq2[*hearsay.Capture, error] {
	return func(yield func(*hearsay.Capture, error) bool) {
		if strings.EqualFold(filepath.Ext(path), ".json") {
			if e, err := openExport(path, opt); err == nil {
				defer e.file.Close()
				e.each(path, opt, yield)
				return
			}
		}
		yield(OpenFile(path, opt))
	}
}

// isExport reports whether a file is an export of chats.
func isExport(path string) bool {
	e, err := openExport(path, Options{})
	if err == nil {
		e.file.Close()
	}
	return err == nil
}

// export is an exported chat, read up to its messages.
type export struct {
	file   *os.File
	budget *budgetReader
	json   *json.Decoder
	chat
}

// chat is what an export says of the whole chat. All is set where it holds all
// chats of an account.
type chat struct {
	Name, Type, Username string
	All                  bool
}

var errNoExport = fmt.Errorf("no export of a chat: %w", hearsay.ErrInvalid)

// openExport opens a file and reads it up to its messages.
func openExport(path string, opt Options) (*export, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	e := &export{file: file, budget: &budgetReader{r: file, limit: 2*opt.maxBytes() + 1<<20}}
	e.json = json.NewDecoder(e.budget)
	if err := e.head(); err != nil {
		file.Close()
		return nil, err
	}
	return e, nil
}

// head reads what comes before the messages.
func (e *export) head() error {
	if t, err := e.json.Token(); err != nil || t != json.Delim('{') {
		return errNoExport
	}
	for e.json.More() {
		key, err := e.json.Token()
		if err != nil {
			return errNoExport
		}
		field := map[any]*string{"name": &e.Name, "type": &e.Type, "username": &e.Username}[key]
		switch {
		case key == "messages" || key == "chats":
			e.All = key == "chats"
			return e.begin()
		case field != nil:
			err = e.json.Decode(field)
		default:
			err = e.json.Decode(new(json.RawMessage))
		}
		if err != nil {
			return errNoExport
		}
	}
	return errNoExport
}

// begin steps into the list of messages.
func (e *export) begin() error {
	t, err := e.json.Token()
	known := slices.Contains(channels, e.Type) || slices.Contains(privates, e.Type)
	if err != nil || e.All && t != json.Delim('{') || !e.All && (t != json.Delim('[') || !known) {
		return errNoExport
	}
	return nil
}

// each yields the messages that say something.
func (e *export) each(path string, opt Options, yield func(*hearsay.Capture, error) bool) {
	if err := e.refusal(); err != nil {
		yield(nil, fmt.Errorf("read %s: %w", path, err))
		return
	}
	for e.json.More() {
		e.budget.spent = 0
		var raw json.RawMessage
		if err := e.json.Decode(&raw); err != nil {
			yield(nil, fmt.Errorf("read %s: %w", path, errors.Join(err, hearsay.ErrInvalid)))
			return
		}
		c, err := e.message(path, raw, opt)
		if (c != nil || err != nil) && !yield(c, err) {
			return
		}
	}
	if _, err := e.json.Token(); err != nil {
		yield(nil, fmt.Errorf("read %s: the export is cut off: %w", path, hearsay.ErrInvalid))
	}
}

func (e *export) refusal() error {
	switch {
	case e.All:
		return fmt.Errorf("an export of all chats of a person: export the history of one channel: %w", hearsay.ErrUnsupported)
	case !slices.Contains(channels, e.Type):
		return fmt.Errorf("a Telegram chat of type %s: only channels are read, others hold what private persons wrote: %w", e.Type, hearsay.ErrUnsupported)
	}
	return nil
}

// message takes one message as a capture, nil where it says nothing.
func (e *export) message(path string, raw []byte, opt Options) (*hearsay.Capture, error) {
	m, err := readMessage(raw)
	input := fmt.Sprintf("%s#%d", path, m.ID)
	switch {
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", input, err)
	case m.Type != "message" || isBlank(m.text()):
		return nil, nil
	}
	c := opt.capture(input, raw)
	c.Format = hearsay.TelegramEntry
	c.Known = hearsay.Known{Outlet: first(e.Name, opt.Known.Outlet), Published: first(day(m.Date), c.Known.Published)}
	if user := first(e.Username, username(opt.Known.URL)); user != "" && m.ID > 0 {
		c.Known.URL = fmt.Sprintf("https://t.me/%s/%d", user, m.ID)
	}
	return c, nil
}

// channelAddress is the address of a channel, with its user name.
var channelAddress = regexp.MustCompile(`^https?://(?:www\.)?(?:t|telegram)\.me/(?:s/)?([A-Za-z]\w{3,31})/?$`)

// username is the one in the address that the caller gave for the channel. The
// export itself does not say it.
func username(address string) string {
	if m := channelAddress.FindStringSubmatch(address); m != nil {
		return m[1]
	}
	return ""
}

// message is one entry of a channel.
type message struct {
	ID            int64    `json:"id"`
	Type          string   `json:"type"`
	Date          string   `json:"date"`
	ForwardedFrom string   `json:"forwarded_from"`
	Text          richText `json:"text"`
}

// richText is a text in stretches. In the file it is a string or a list of
// strings and stretches.
type richText []stretch

type stretch struct {
	Type string `json:"type"`
	Text string `json:"text"`
	Href string `json:"href"`
}

func (t *richText) UnmarshalJSON(data []byte) error {
	var pieces []json.RawMessage
	if data[0] == '[' {
		if err := json.Unmarshal(data, &pieces); err != nil {
			return err
		}
	} else {
		pieces = []json.RawMessage{data}
	}
	*t = nil
	for _, p := range pieces {
		var s stretch
		var target any = &s
		if p[0] == '"' {
			target = &s.Text
		}
		if err := json.Unmarshal(p, target); err != nil {
			return err
		}
		if s.Text != "" { // exports put empty ones before and after
			*t = append(*t, s)
		}
	}
	return nil
}

func readMessage(raw []byte) (m message, err error) {
	if err := json.Unmarshal(raw, &m); err != nil {
		return m, fmt.Errorf("no message of a channel: %v: %w", err, hearsay.ErrInvalid)
	}
	return m, nil
}

func (m message) text() string {
	var b strings.Builder
	for _, s := range m.Text {
		b.WriteString(s.Text)
	}
	return b.String()
}

// telegramEntry makes a document of a message. A first line in bold letters that
// stands alone is its headline; everything else is its body.
func telegramEntry(c *hearsay.Capture, opt Options) (*hearsay.Document, error) {
	if int64(len(c.Data)) > opt.maxBytes() {
		return nil, fmt.Errorf("read %s: %w", c.Input, tooLarge(opt.maxBytes()))
	}
	m, err := readMessage(bytes.TrimPrefix(c.Data, []byte("\xef\xbb\xbf")))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", c.Input, err)
	}
	if isBlank(m.text()) {
		return nil, fmt.Errorf("read %s: empty: %w", c.Input, hearsay.ErrInvalid)
	}
	d := &hearsay.Document{Input: c.Input, Text: m.text(), Anchors: m.anchors(), Published: day(m.Date)}
	d.Parts = m.parts()
	if d.Parts[0].Kind == hearsay.Headline {
		d.Title = d.Parts[0].Span.In(d.Text)
	}
	if m.ForwardedFrom != "" {
		d.Problems = append(d.Problems, "forwarded from "+m.ForwardedFrom)
	}
	return finish(d, opt), nil
}

func (m message) parts() []hearsay.Part {
	text := m.text()
	all := trimmed(text, hearsay.Span{End: len(text)})
	body := hearsay.Part{Kind: hearsay.Body, Span: all}
	head := m.Text[0]
	line, rest := strings.TrimSpace(head.Text), strings.TrimLeft(text[len(head.Text):], " ")
	if head.Type != "bold" || line == "" || strings.Contains(line, "\n") || !strings.HasPrefix(rest, "\n") && !strings.HasSuffix(head.Text, "\n") || isBlank(rest) {
		return []hearsay.Part{body}
	}
	headline := trimmed(text, hearsay.Span{End: len(head.Text)})
	body.Span = trimmed(text, hearsay.Span{Start: len(head.Text), End: len(text)})
	return []hearsay.Part{{Kind: hearsay.Headline, Span: headline}, body}
}

// trimmed is s without the white space at its ends.
func trimmed(text string, s hearsay.Span) hearsay.Span {
	left := strings.TrimLeftFunc(s.In(text), unicode.IsSpace)
	start := s.End - len(left)
	return hearsay.Span{Start: start, End: start + len(strings.TrimSpace(left))}
}

// anchors are the links in the text. Links to persons are none of them.
func (m message) anchors() (out []hearsay.Anchor) {
	text, at := m.text(), 0
	for _, s := range m.Text {
		span := hearsay.Span{Start: at, End: at + len(s.Text)}
		at = span.End
		address := map[string]string{"text_link": s.Href, "link": s.Text}[s.Type]
		if s.Type == "link" && !strings.Contains(address, "://") {
			address = "https://" + address
		}
		if address = absolute(address, ""); address != "" && !isBlank(s.Text) {
			span = trimmed(text, span)
			out = append(out, hearsay.Anchor{URL: address, Text: span.In(text), Span: span})
		}
	}
	return out
}

// budgetReader fails when more is read than a budget that is renewed now and then.
// A decoder would hold a message of any size.
type budgetReader struct {
	r            io.Reader
	spent, limit int64
}

func (b *budgetReader) Read(p []byte) (int, error) {
	if b.spent > b.limit {
		return 0, tooLarge(b.limit)
	}
	n, err := b.r.Read(p)
	b.spent += int64(n)
	return n, err
}
