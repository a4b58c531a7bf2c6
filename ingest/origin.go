package ingest

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// agencies are news agencies and the ways in which pages write their names.
var agencies = map[string][]string{
	"AAP":                        {"AAP", "Australian Associated Press"},
	"Agence France-Presse":       {"AFP", "Agence France-Presse", "Agence France Presse"},
	"Anadolu Agency":             {"AA", "Anadolu Agency", "Anadolu Ajansı", "Anadolu"},
	"ANI":                        {"ANI"},
	"ANP":                        {"ANP"},
	"ANSA":                       {"ANSA", "Ansa"},
	"APA":                        {"APA", "Austria Presse Agentur"},
	"Associated Press":           {"AP", "The Associated Press", "Associated Press"},
	"Belga":                      {"Belga"},
	"Bloomberg":                  {"Bloomberg", "Bloomberg News"},
	"Canadian Press":             {"The Canadian Press", "Canadian Press"},
	"ČTK":                        {"ČTK", "CTK"},
	"Deutsche Presse-Agentur":    {"dpa", "DPA", "Deutsche Presse-Agentur"},
	"EFE":                        {"EFE", "Efe"},
	"epd":                        {"epd"},
	"Interfax":                   {"Interfax", "Interfax-Ukraine"},
	"IRNA":                       {"IRNA"},
	"KCNA":                       {"KCNA"},
	"Keystone-SDA":               {"Keystone-SDA", "SDA"},
	"KNA":                        {"KNA"},
	"Kyodo":                      {"Kyodo", "Kyodo News"},
	"Lusa":                       {"Lusa"},
	"MTI":                        {"MTI"},
	"NTB":                        {"NTB"},
	"PA Media":                   {"PA", "PA Media", "Press Association"},
	"PAP":                        {"PAP"},
	"Press Trust of India":       {"PTI", "Press Trust of India"},
	"Reuters":                    {"Reuters", "REUTERS", "Thomson Reuters"},
	"RIA Novosti":                {"RIA Novosti", "RIA"},
	"Ritzau":                     {"Ritzau"},
	"SANA":                       {"SANA"},
	"Tanjug":                     {"Tanjug"},
	"TASS":                       {"TASS", "Tass"},
	"Ukrinform":                  {"Ukrinform"},
	"United Press International": {"UPI", "United Press International"},
	"WAFA":                       {"WAFA"},
	"Xinhua":                     {"Xinhua", "Xinhua News Agency"},
	"Yonhap":                     {"Yonhap", "Yonhap News Agency"},
}

// agencyNames says which agency a name is of; agencyName finds such names.
var (
	agencyNames, agencyName = agencyTable()
	agencyLetters           = `(?:` + agencyName.String() + `)`
)

func agencyTable() (map[string]string, *regexp.Regexp) {
	names := map[string]string{}
	var patterns []string
	for agency, ways := range agencies {
		for _, w := range ways {
			names[w] = agency
			patterns = append(patterns, regexp.QuoteMeta(w))
		}
	}
	expression := regexp.MustCompile(strings.Join(patterns, "|"))
	expression.Longest()
	return names, expression
}

// The lines that credit agencies: in brackets before the dash of a dateline or at
// the end of a line; alone or after words such as "with"; and after other names
// where the line says who else reported.
var (
	inBrackets = regexp.MustCompile(`\((?:[Ww]ith )?` + agencyLetters + `(?:(?: and |[/, ]+)` + agencyLetters + `)*\)(?: ?(?:—|–|--|-)|[.”"]?\s*$)`)
	aloneLine  = regexp.MustCompile(`^[\s(\[*–—-]*(?:(?i:with|source|sources|via|from|by|credit|agencies|quellen?|mit(?: material von)?|fuentes?|con información de|avec|fonte|©|copyright)(?: \d{4})?[: ]*)?(?:(?i:the|and|und|y|et|agencies|wires|agenturen|agencias|agences)[ ,]+|[ ,;/&+|]+|` + agencyLetters + `)+[\s.)\]]*$`)
	otherLine  = regexp.MustCompile(`(?i)^[\s(\[*–—-]*(?:additional |further |with )?reporting (?:and \w+ )?(?:by|from)\b|^[\s(\[*–—-]*(?:with )?(?:files|material|contributions|input) from\b|^[\s(\[*–—-]*this (?:story|article|report) (?:includes|contains|uses|was written with) [\w ]{0,20}(?:reporting|material|information) (?:by|from)\b`)
)

// maxCreditLine is the length in bytes beyond which a line is no credit.
const maxCreditLine = 300

// creditSpans are the places of agencies that a line credits.
func creditSpans(line string) (spans []hearsay.Span) {
	if isCreditLine(line) {
		return agenciesIn(line, hearsay.Span{End: len(line)})
	}
	for _, where := range []hearsay.Span{{End: min(len(line), 160)}, {Start: max(0, len(line)-80), End: len(line)}} {
		where = onRunes(line, where)
		if strings.Contains(where.In(line), "(") {
			for _, m := range inBrackets.FindAllStringIndex(where.In(line), -1) {
				found := agenciesIn(line, hearsay.Span{Start: where.Start + m[0], End: where.Start + m[1]})
				spans = appendApart(spans, found)
			}
		}
	}
	return spans
}

// isCreditLine reports a line that does nothing but credit somebody.
func isCreditLine(line string) bool {
	return len(line) <= maxCreditLine && (aloneLine.MatchString(line) || otherLine.MatchString(line))
}

// onRunes moves the ends of s off the middle of characters.
func onRunes(text string, s hearsay.Span) hearsay.Span {
	for s.Start < s.End && !utf8.RuneStart(text[s.Start]) {
		s.Start++
	}
	for s.End < len(text) && s.End > s.Start && !utf8.RuneStart(text[s.End]) {
		s.End--
	}
	return s
}

// appendApart adds the spans that come after those already there.
func appendApart(spans, more []hearsay.Span) []hearsay.Span {
	for _, s := range more {
		if len(spans) == 0 || spans[len(spans)-1].End <= s.Start {
			spans = append(spans, s)
		}
	}
	return spans
}

// agenciesIn are the places of names of agencies within a stretch of a line.
func agenciesIn(line string, within hearsay.Span) (spans []hearsay.Span) {
	for _, m := range agencyName.FindAllStringIndex(within.In(line), -1) {
		s := hearsay.Span{Start: within.Start + m[0], End: within.Start + m[1]}
		if standsAlone(line, s) {
			spans = append(spans, s)
		}
	}
	return spans
}

// The lines that say what was wrong on the page, or that it was changed: those
// that open so, headings that are nothing else, and sentences within a line.
var (
	correctionLine    = regexp.MustCompile(`(?i)^[\s\[(*•–—-]*(?:(?:corrections?|clarifications?|editor[’']?s[’']? note|editors[’'] note|note from the editors?|korrektur(?:hinweis)?|berichtigung|richtigstellung|anmerkung der redaktion|rectificatif|note de la rédaction|corrección|rectificación|fe de errores|nota del editor|errata corrige|nota della redazione)(?: ?\([^()\n]{1,60}\)|,? \p{L}+\.? \d{1,2}(?:, \d{4})?|,? \d{1,2} \p{L}+(?: \d{4})?| appended)? ?[:—–-]|corrects (?:the|a|an|name|spelling|title|day|date|attribution|headline|paragraph|to|in|number|age|that)\b)`)
	correctionHeading = regexp.MustCompile(`(?i)^(?:corrections?|clarifications?|corrections (?:and|&) clarifications|editor[’']?s note|korrektur|berichtigung|richtigstellung|anmerkung der redaktion|rectificatif|corrección|rectificación|fe de errores|errata corrige):?$`)
	correctionSaid    = regexp.MustCompile(`(?i)(?:^|[.!?”"] |\()(?:this (?:story|article|report|post|piece|page|headline|item|column)|the (?:story|article|post|headline))(?:[’']s)?(?: headline| text)? (?:has been|was|has since been|was later|was originally)(?: since| later)? (?:updated|corrected|amended|clarified|revised|edited|changed)\b|(?:^|[.!?”"] |\()(?:an? |the )(?:earlier|previous|original|prior) version of (?:this (?:story|article|report|post|piece|page|headline|item|column)|the (?:story|article|headline|post))\b`)
)

// maxOpening is how much of a line is looked at for what it opens with.
const maxOpening = 200

// correctionStart is where a correction begins in a line, -1 where none does.
func correctionStart(line string) int {
	opening := onRunes(line, hearsay.Span{End: min(len(line), maxOpening)}).In(line)
	if correctionLine.MatchString(opening) || correctionHeading.MatchString(line) {
		return 0
	}
	if !strings.Contains(line, "ersion of th") && !strings.Contains(opening, "his ") && !strings.Contains(opening, "he ") {
		return -1
	}
	m := correctionSaid.FindStringIndex(line)
	if m == nil {
		return -1
	}
	return m[0] + strings.IndexFunc(line[m[0]:], unicode.IsLetter)
}

// readOrigins finds the agencies a page credits and what it says was wrong in it,
// outside of its comments.
func readOrigins(d *hearsay.Document) {
	comments := commentSpans(d)
	lines := linesOf(d.Text)
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		for len(comments) > 0 && comments[0].End <= l.Start {
			comments = comments[1:]
		}
		if len(comments) > 0 && comments[0].Start < l.End {
			continue
		}
		for _, s := range creditSpans(l.In(d.Text)) {
			s = hearsay.Span{Start: l.Start + s.Start, End: l.Start + s.End}
			d.Credits = append(d.Credits, hearsay.Credit{Span: s, Name: agencyNames[s.In(d.Text)]})
		}
		if at := correctionStart(l.In(d.Text)); at >= 0 {
			limit := len(d.Text)
			if len(comments) > 0 {
				limit = comments[0].Start
			}
			last := correctionEnd(d.Text, lines, i, limit)
			d.Corrections = append(d.Corrections, hearsay.Span{Start: l.Start + at, End: lines[last].End})
			i = last
		}
	}
}

// correctionEnd is the index of the line with which a correction ends: a heading
// has a paragraph below it, and a long line that ends no sentence goes on.
func correctionEnd(text string, lines []hearsay.Span, i, limit int) int {
	next := func() bool { return i+1 < len(lines) && lines[i+1].End <= limit }
	if correctionHeading.MatchString(lines[i].In(text)) && next() {
		i++
	}
	for next() && lines[i].Len() >= 50 && !endsSentence(lines[i].In(text)) && lines[i+1].Start == lines[i].End+1 {
		i++
	}
	return i
}

func commentSpans(d *hearsay.Document) (spans []hearsay.Span) {
	for _, p := range d.Parts {
		if p.Kind == hearsay.Comment {
			spans = append(spans, p.Span)
		}
	}
	return spans
}

// linesOf are the lines of a text that are not blank, without the white space
// around them.
func linesOf(text string) (lines []hearsay.Span) {
	at := 0
	for line := range strings.Lines(text) {
		if s := trimmed(text, hearsay.Span{Start: at, End: at + len(line)}); s.Len() > 0 {
			lines = append(lines, s)
		}
		at += len(line)
	}
	return lines
}
