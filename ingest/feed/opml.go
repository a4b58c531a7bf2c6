package feed

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"hearsay"
)

// An OPML file is a list of feeds that programs which follow feeds exchange
// (OPML 2.0, opml.org/spec2.opml). What it has no attribute for stands in
// attributes of our own, which others pass over.
type (
	opml struct {
		XMLName xml.Name `xml:"opml"`
		Version string   `xml:"version,attr"`
		Title   string   `xml:"head>title"`
		Body    body     `xml:"body"`
	}
	body struct {
		Outlines []outline `xml:"outline"`
	}
	outline struct {
		Text     string    `xml:"text,attr"`
		Title    string    `xml:"title,attr,omitempty"`
		Type     string    `xml:"type,attr,omitempty"`
		XMLURL   string    `xml:"xmlUrl,attr,omitempty"`
		HTMLURL  string    `xml:"htmlUrl,attr,omitempty"`
		Outlet   string    `xml:"hearsayOutlet,attr,omitempty"`
		Country  string    `xml:"hearsayCountry,attr,omitempty"`
		Kind     string    `xml:"hearsayKind,attr,omitempty"`
		Owner    string    `xml:"hearsayOwner,attr,omitempty"`
		Interval string    `xml:"hearsayInterval,attr,omitempty"`
		Outlines []outline `xml:"outline"`
	}
)

// WriteOPML writes feeds as an OPML list.
func WriteOPML(w io.Writer, feeds []hearsay.Feed) error {
	list := opml{Version: "2.0", Title: "Sources followed by hearsay"}
	for _, f := range feeds {
		o := outline{Text: firstOf(f.Outlet, f.Title, f.URL), Title: f.Title, Type: "rss", XMLURL: f.URL, HTMLURL: f.Page, Outlet: f.Outlet, Country: f.Country, Kind: string(f.Kind), Owner: f.Owner}
		if f.Interval > 0 {
			o.Interval = f.Interval.String()
		}
		list.Body.Outlines = append(list.Body.Outlines, o)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("write OPML: %w", err)
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(list); err != nil {
		return fmt.Errorf("write OPML: %w", err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// ReadOPML reads the feeds of an OPML list, those in groups too. Entries that are
// no feed's are named in problems, and all others read. What is no OPML is
// hearsay.ErrInvalid.
func ReadOPML(r io.Reader) (feeds []hearsay.Feed, problems []string, err error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return nil, nil, fmt.Errorf("read OPML: %w", err)
	}
	if len(data) > maxBytes {
		return nil, nil, fmt.Errorf("read OPML: more than %d bytes: %w", maxBytes, hearsay.ErrInvalid)
	}
	text, _ := decode(data, "")
	if s := scan(text); s.deepest > maxDepth || s.elements > maxElements {
		return nil, nil, fmt.Errorf("read OPML: too intricate: %w", hearsay.ErrInvalid)
	}
	var list opml
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	if err := d.Decode(&list); err != nil {
		return nil, nil, fmt.Errorf("read OPML: %v: %w", err, hearsay.ErrInvalid)
	}
	seen := map[string]bool{}
	walk(list.Body.Outlines, func(o *outline) {
		f, err := o.feed()
		switch {
		case err != nil:
			problems = append(problems, err.Error())
		case !seen[f.URL]:
			seen[f.URL] = true
			feeds = append(feeds, f)
		}
	})
	return feeds, problems, nil
}

// walk visits the outlines that stand for a feed.
func walk(outlines []outline, visit func(*outline)) {
	for i := range outlines {
		o := &outlines[i]
		if o.XMLURL != "" || o.Type == "rss" {
			visit(o)
		}
		walk(o.Outlines, visit)
	}
}

func (o *outline) feed() (hearsay.Feed, error) {
	f := hearsay.Feed{URL: absolute(o.XMLURL, ""), Page: absolute(o.HTMLURL, ""), Title: firstOf(o.Title, o.Text), Outlet: o.Outlet, Country: o.Country,
		Kind: hearsay.OutletKind(o.Kind), Owner: o.Owner}
	if f.URL == "" {
		return f, fmt.Errorf("%q: %q is no http or https address", firstOf(o.Text, o.Title), o.XMLURL)
	}
	if o.Interval != "" {
		d, err := time.ParseDuration(o.Interval)
		if err != nil || d <= 0 {
			return f, errors.New(f.URL + ": interval " + o.Interval + " is no duration")
		}
		f.Interval = d
	}
	return f, nil
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
