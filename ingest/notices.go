package ingest

import (
	"regexp"
	"slices"
	"strings"

	"hearsay"
)

// agencies are news agencies that pages credit, by the names in which they do. Facts
// of names; the list is our own.
var agencies = []string{"Associated Press", "AP", "Reuters", "Agence France-Presse", "AFP", "Bloomberg", "Xinhua", "TASS", "Interfax", "RIA Novosti", "Kyodo", "Kyodo News", "Jiji", "Yonhap", "ANSA", "EFE", "dpa", "DPA", "PA Media", "PA",
	"Press Association", "UPI", "Canadian Press", "The Canadian Press", "AAP", "Australian Associated Press", "ANI", "PTI", "Press Trust of India", "IANS", "APTN", "AFN", "Anadolu", "Anadolu Agency", "AA", "IRNA", "SANA", "WAM", "SPA",
	"MENA", "Lusa", "Belga", "ANP", "NTB", "TT", "Ritzau", "STT", "BNS", "LETA", "ELTA", "PAP", "CTK", "MTI", "APA", "Keystone-SDA", "Ukrinform", "Interfax-Ukraine", "UNIAN", "BelTA", "Kazinform", "Notimex", "Telam", "Bernama", "Antara", "VNA", "KUNA", "QNA", "Tanjug", "HINA", "STA", "ATA", "Agerpres", "BTA"}

// agencyName matches any of them, longer names first.
var agencyName = func() string {
	names := slices.Clone(agencies)
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	for i := range names {
		names[i] = regexp.QuoteMeta(names[i])
	}
	return `(?:[Tt]he )?(` + strings.Join(names, "|") + `)`
}()

// creditForms are the ways in which a page credits an agency: "(Reuters) –", "With
// AP", "— with files from The Canadian Press", "Additional reporting by …, AFP",
// "Source: Xinhua". A name within a sentence is a source, not a credit.
var creditForms = []*regexp.Regexp{
	regexp.MustCompile(`\(` + agencyName + `(?:/[A-Za-z -]{2,20})?\)\s*(?:—|–|--|-)`),
	regexp.MustCompile(`^[\p{Lu}][^\n]{1,80}\(` + agencyName + `(?:/[A-Za-z -]{2,20})?\)$`), // a dateline that is a part of its own
	regexp.MustCompile(`(?m)[.”"’]\s*\(` + agencyName + `\)\s*$`),
	regexp.MustCompile(`(?m)^[\s(*—–-]*(?:[Ww]ith (?:files|reporting|inputs?|agencies|material)? ?(?:from|by)? ?|[Ss]ource: ?|[Ff]rom )` + agencyName + `[\s.)*]*$`),
	regexp.MustCompile(`(?m)^[\s(*—–-]*[Aa]dditional reporting (?:by|from)\b[^\n]{0,160}?\b` + agencyName + `[\s.)*]*$`),
	regexp.MustCompile(`(?m)^` + agencyName + `[\s.]*$`),
}

// correctionForm is how a notice begins that a page was changed: "Correction:",
// "Editor’s note:", "This story was updated to …", "An earlier version of …".
var correctionForm = regexp.MustCompile(`(?mi)^[\s*\[(_—–-]*((?:(?:corrections?|clarifications?|corrected|erratum|update|editor['’]s note)(?: \([^)\n]{2,40}\)| appended)?(?:,? [^:\n]{0,40})?:|(?:this|the) (?:article|story|report|page|headline|piece) (?:was|has been|is) (?:updated|amended|corrected|changed|edited|clarified)\b|an earlier version of (?:this|the) (?:article|story|report|headline|page)\b|a previous version of (?:this|the)\b)[^\n]{0,600})`)

// notices finds the agencies that a page credits and the notices that it was
// changed. Comments are not looked at.
func notices(d *hearsay.Document) {
	for _, p := range d.Parts {
		if p.Kind == hearsay.Comment || p.Kind == hearsay.Caption {
			continue
		}
		for _, form := range creditForms {
			for _, m := range form.FindAllStringSubmatchIndex(p.Span.In(d.Text), maxNotices) {
				d.Credits = append(d.Credits, hearsay.Credit{Span: hearsay.Span{Start: p.Span.Start + m[2], End: p.Span.Start + m[3]}, Name: p.Span.In(d.Text)[m[2]:m[3]]})
			}
		}
		for _, m := range correctionForm.FindAllStringSubmatchIndex(p.Span.In(d.Text), maxNotices) {
			text := strings.TrimRight(p.Span.In(d.Text)[m[2]:m[3]], " \t\r*_])")
			d.Corrections = append(d.Corrections, hearsay.Span{Start: p.Span.Start + m[2], End: p.Span.Start + m[2] + len(text)})
		}
	}
	slices.SortFunc(d.Credits, func(a, b hearsay.Credit) int { return a.Span.Compare(b.Span) })
	d.Credits = slices.CompactFunc(d.Credits, func(a, b hearsay.Credit) bool { return a.Span.Overlaps(b.Span) })
	slices.SortFunc(d.Corrections, hearsay.Span.Compare)
}

// maxNotices is how many of a kind are of interest on one part of a page.
const maxNotices = 20

// placeAnchors finds where the words of links stand in the text, where that is
// certain: they stand there once.
func placeAnchors(d *hearsay.Document) {
	for i := range d.Anchors {
		a := &d.Anchors[i]
		at := strings.Index(d.Text, a.Text)
		if len(a.Text) < 3 || at < 0 || strings.Contains(d.Text[at+1:], a.Text) {
			continue
		}
		a.Span = hearsay.Span{Start: at, End: at + len(a.Text)}
	}
}
