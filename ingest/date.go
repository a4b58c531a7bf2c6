package ingest

import (
	"regexp"
	"strings"
	"time"
)

var isoDay = regexp.MustCompile(`^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:$|[\sT])`)

// layouts are the other ways in which pages state a date to machines.
var layouts = []string{
	"20060102", "20060102T150405Z", "2006/01/02", time.RFC1123, time.RFC1123Z, time.RFC850, time.ANSIC, time.UnixDate,
	"Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "January 2, 2006", "January 2, 2006 3:04 PM",
	"Jan 2, 2006", "2 January 2006", "2 Jan 2006", "02.01.2006", "02.01.2006 15:04", "2006-01-02Z07:00",
}

// day reads a date as ISO 8601, "" when it is none. The day is the one written,
// in whatever zone it was written; the time of day is dropped.
func day(s string) string {
	s = strings.TrimSpace(s)
	if m := isoDay.FindStringSubmatch(s); m != nil {
		t, err := time.Parse("2006-1-2", m[1]+"-"+m[2]+"-"+m[3])
		if err != nil || t.Year() < 1000 {
			return ""
		}
		return t.Format(time.DateOnly)
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil && t.Year() >= 1000 {
			return t.Format(time.DateOnly)
		}
	}
	return ""
}
