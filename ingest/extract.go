package ingest

import (
	"time"

	"hearsay"
)

// Extractor names how captures become documents; it changes whenever a document
// could.
const Extractor = "extract-3"

// Extract makes the document of a capture, the same again and again. Of opt the
// cap counts, and the format where the capture leaves it open.
func Extract(c *hearsay.Capture, opt Options) (*hearsay.Document, error) {
	opt.Known, opt.Hint, opt.Published = c.Known, c.Hint, ""
	opt.Known.URL = first(opt.Known.URL, c.URL())
	if types := c.Header["Content-Type"]; len(types) > 0 {
		opt.ContentType = types[0]
	}
	switch c.Format {
	case hearsay.DocumentLine:
		return documentLine(c, opt)
	case hearsay.TelegramEntry:
		return telegramEntry(c, opt)
	case hearsay.AnyFormat:
	default:
		opt.Format = string(c.Format)
	}
	return Read(c.Input, c.Data, opt)
}

// capture makes a capture of bytes that somebody handed over.
func (o Options) capture(input string, data []byte) *hearsay.Capture {
	c := o.Complete(&hearsay.Capture{Input: input, Data: data})
	if o.Now != nil {
		c.Time = o.Now().UTC().Truncate(time.Millisecond)
	}
	return c.Seal()
}

// Complete lays what the options say of every page over what is known of c.
func (o Options) Complete(c *hearsay.Capture) *hearsay.Capture {
	if o.Format != auto {
		c.Format = hearsay.Format(o.Format)
	}
	k := &c.Known
	k.URL, k.Outlet, k.Title = first(k.URL, o.Known.URL), first(k.Outlet, o.Known.Outlet), first(k.Title, o.Known.Title)
	k.Published = first(k.Published, o.Known.Published, o.Published)
	return c
}
