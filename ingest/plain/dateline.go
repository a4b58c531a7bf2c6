package plain

import (
	"regexp"
	"slices"

	"hearsay"
)

// dateline is the place, date and agency with which a report may open: "QUELAPA,
// Mozambique, Feb 16 (Littoral Press) - ", "BRENMARK — ".
var dateline = regexp.MustCompile(`^(\p{Lu}[\p{Lu}\p{M}.'’ /-]{2,40}(, [\p{L}. ]{3,30})?(, (\d{1,2} )?\p{L}{3,9}\.?( \d{1,2})?)?( \([^()\n]{2,40}\))?|\p{Lu}[\p{L}.'’ -]{2,30}(, [\p{L}. ]{3,30})?(, (\d{1,2} )?\p{L}{3,9}\.?( \d{1,2})?)? \([^()\n]{2,40}\)) ?(—|–|--|-) `)

// SplitDateline makes a part of its own of the dateline that opens the first body
// part. The dash belongs to neither.
func SplitDateline(text string, parts []hearsay.Part) []hearsay.Part {
	i := slices.IndexFunc(parts, func(p hearsay.Part) bool { return p.Kind == hearsay.Body })
	if i < 0 {
		return parts
	}
	body := parts[i].Span
	opening := head(body.In(text))
	m := dateline.FindStringSubmatchIndex(opening)
	if m == nil || m[1] >= body.Len() {
		return parts
	}
	line := hearsay.Part{Kind: hearsay.Dateline, Span: trimSpan(text, hearsay.Span{Start: body.Start, End: body.Start + m[3]})}
	parts[i].Span.Start = body.Start + m[1]
	return slices.Insert(parts, i, line)
}
