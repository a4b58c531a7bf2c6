package hearsay_test

import (
	"errors"
	"strings"
	"testing"

	"hearsay"
)

const checkedText = "Ferry fares rise\n\nOn May 2 the board said 12 boats sail to Malta. “No,” it is said.\n\nCafé owner here: rubbish."

// at is where words stand in checkedText.
func at(words string) hearsay.Span {
	i := strings.Index(checkedText, words)
	return hearsay.Span{Start: i, End: i + len(words)}
}

// lawful is a reading that uses every type and breaks no law.
func lawful() *hearsay.Reading {
	twelve := 12.0
	d := &hearsay.Document{Text: checkedText, Input: "ferry.txt", Parts: []hearsay.Part{
		{Kind: hearsay.Headline, Span: at("Ferry fares rise")},
		{Kind: hearsay.Body, Span: at("On May 2 the board said 12 boats sail to Malta. “No,” it is said.")},
		{Kind: hearsay.Comment, Span: at("Café owner here: rubbish."), Author: "c1"},
	}}
	d.Credits = []hearsay.Credit{{Span: at("Ferry"), Name: "Ferry Press"}, {Span: at("the board"), Name: "Board Press"}}
	d.Corrections = []hearsay.Span{at("“No,”"), at("it is said.")}
	d.Anchors = []hearsay.Anchor{{Text: "Malta", Span: at("Malta")}, {Text: "elsewhere"}}
	d.ID = hearsay.DocumentID(d.Text, d.URL, d.Outlet)
	return &hearsay.Reading{
		Document: d,
		Sentences: []hearsay.Sentence{{Span: at("Ferry fares rise"), Told: hearsay.ByOutlet},
			{Span: at("On May 2 the board said 12 boats sail to Malta."), Told: hearsay.Attributed}, {Span: at("“No,” it is said."), Told: hearsay.Attributed}},
		Entities: []hearsay.Entity{{ID: "e1", Name: "the board", Kind: hearsay.BodyOrg, Mentions: []hearsay.Span{at("the board"), at("it is")}}},
		Claims: []hearsay.Claim{
			{ID: "a", Kind: hearsay.Indirect, Act: hearsay.Says, Stance: hearsay.Asserts, Content: []hearsay.Span{at("12 boats"), at("sail to Malta")}, SaidOn: 0, Part: hearsay.Body,
				Figures: []int{0}, Places: []int{0}, Confidence: 0.5, Chain: []hearsay.Link{{Source: at("the board"), Cue: at("said"), Speaker: "e1", Standing: hearsay.Role, Via: &hearsay.Via{Span: at("boats"), Kind: hearsay.ViaOther}}}},
			{ID: "b", Kind: hearsay.Direct, Act: hearsay.Says, Stance: hearsay.Denies, Content: []hearsay.Span{at("“No,”")}, SaidOn: -1, Part: hearsay.Body,
				Antecedent: at("12 boats"), Chain: []hearsay.Link{{Cue: at("is said"), Standing: hearsay.None}}},
		},
		Figures: []hearsay.Figure{{Span: at("12"), Value: &twelve, Low: &twelve, High: &twelve, AsOf: 0, Role: "total", Part: hearsay.Body}, {Span: at("boats"), AsOf: -1}},
		Places:  []hearsay.Place{{Span: at("Malta"), Name: "Malta", Precision: "country", Part: hearsay.Body}},
		Dates:   []hearsay.Date{{Span: at("May 2"), Kind: "point", From: "2031-05-02", To: "2031-05-02", Grain: "day", Role: "said", RelativeTo: "published", Part: hearsay.Body}},
		Flags: []hearsay.Flag{{Kind: hearsay.UnnamedSource, Span: at("the board"), Claims: []string{"a"}, Part: hearsay.Body},
			{Kind: hearsay.ScareQuote, Span: at("rubbish"), Part: hearsay.Comment}},
	}
}

func TestCheckFindsNothingWrong(t *testing.T) {
	for _, err := range hearsay.Check(lawful()) {
		t.Error(err)
	}
	empty := &hearsay.Document{ID: hearsay.DocumentID("", "", "")}
	if got := hearsay.Check(&hearsay.Reading{Document: empty}); got != nil {
		t.Error("empty page:", got)
	}
}

// TestCheckFindsBreaches breaks each law once.
func TestCheckFindsBreaches(t *testing.T) {
	type reading = hearsay.Reading
	inside := hearsay.Span{Start: at("é").Start + 1, End: at("owner").End} // begins inside a character
	for name, c := range map[string]struct {
		spoil func(*reading)
		want  string
	}{
		"text":                    {func(r *reading) { r.Document.Text = "\xff" + r.Document.Text[1:] }, "not UTF-8"},
		"document id":             {func(r *reading) { r.Document.ID = "sha256:0" }, "document id"},
		"kind of part":            {func(r *reading) { r.Document.Parts[0].Kind = "footer" }, "kind of part"},
		"parts overlap":           {func(r *reading) { r.Document.Parts[1].Span.Start = 3 }, "part {3"},
		"parts out of order":      {func(r *reading) { p := r.Document.Parts; p[0], p[1] = p[1], p[0] }, "out of order"},
		"part empty":              {func(r *reading) { r.Document.Parts[0].Span.End = 0 }, "part {0 0}"},
		"part out of bounds":      {func(r *reading) { r.Document.Parts[2].Span.End++ }, "part"},
		"author of the report":    {func(r *reading) { r.Document.Parts[1].Author = "c1" }, "author"},
		"author by name":          {func(r *reading) { r.Document.Parts[2].Author = "Nigel" }, "author"},
		"author c0":               {func(r *reading) { r.Document.Parts[2].Author = "c0" }, "author"},
		"credit of nobody":        {func(r *reading) { r.Document.Credits[0].Name = "" }, "has no name"},
		"credit in a comment":     {func(r *reading) { r.Document.Credits[1].Span = at("owner") }, "does not say so"},
		"credits out of order":    {func(r *reading) { c := r.Document.Credits; c[0], c[1] = c[1], c[0] }, "out of order"},
		"correction in a comment": {func(r *reading) { r.Document.Corrections[1] = at("rubbish") }, "does not say so"},
		"corrections overlap":     {func(r *reading) { r.Document.Corrections[0].End += 4 }, "overlaps"},
		"anchor out of bounds":    {func(r *reading) { r.Document.Anchors[0].Span.End = 1 << 30 }, "anchor"},
		"anchor in a comment":     {func(r *reading) { r.Document.Anchors[0].Span = at("owner") }, "does not say so"},
		"sentence in no part":     {func(r *reading) { r.Document.Parts = r.Document.Parts[1:] }, "no part of the report"},
		"sentence of a comment":   {func(r *reading) { r.Sentences[2].Span = at("rubbish") }, "no part of the report"},
		"sentence across parts":   {func(r *reading) { r.Sentences[0].Span.End += 6 }, "no part of the report"},
		"sentences overlap":       {func(r *reading) { r.Sentences[1].Span.End += 4 }, "overlaps"},
		"sentences out of order":  {func(r *reading) { s := r.Sentences; s[1], s[2] = s[2], s[1] }, "out of order"},
		"sentence empty":          {func(r *reading) { r.Sentences[0].Span = hearsay.Span{Start: 3, End: 3} }, "sentence {3 3}"},
		"told":                    {func(r *reading) { r.Sentences[0].Told = "plainly" }, "told of"},
		"entity id twice":         {func(r *reading) { r.Entities = append(r.Entities, r.Entities[0]) }, "not unique"},
		"entity without name":     {func(r *reading) { r.Entities[0].Name = "" }, "no name"},
		"kind of entity":          {func(r *reading) { r.Entities[0].Kind = "ship" }, "kind of entity"},
		"mentions out of order":   {func(r *reading) { m := r.Entities[0].Mentions; m[0], m[1] = m[1], m[0] }, "out of order"},
		"mention twice":           {func(r *reading) { r.Entities[0].Mentions[1] = r.Entities[0].Mentions[0] }, "out of order"},
		"mention in a comment":    {func(r *reading) { r.Entities[0].Mentions[1] = at("owner") }, "in a comment"},
		"mention in a character":  {func(r *reading) { r.Entities[0].Mentions[1] = inside }, "character boundary"},
		"claim id twice":          {func(r *reading) { r.Claims[1].ID = "a" }, "not unique"},
		"claim id empty":          {func(r *reading) { r.Claims[1].ID = "" }, "empty"},
		"kind of claim":           {func(r *reading) { r.Claims[0].Kind = "" }, "kind of claim"},
		"act":                     {func(r *reading) { r.Claims[0].Act = "sings" }, "act"},
		"stance":                  {func(r *reading) { r.Claims[0].Stance = "says" }, "stance"},
		"confidence":              {func(r *reading) { r.Claims[0].Confidence = 1.1 }, "confidence"},
		"no content":              {func(r *reading) { r.Claims[0].Content = nil }, "no content"},
		"content out of order":    {func(r *reading) { s := r.Claims[0].Content; s[0], s[1] = s[1], s[0] }, "out of order"},
		"content overlaps":        {func(r *reading) { r.Claims[0].Content[0].End += 3 }, "overlaps"},
		"content empty":           {func(r *reading) { r.Claims[0].Content[0] = hearsay.Span{} }, "empty"},
		"content of a comment":    {func(r *reading) { r.Claims[1].Content[0] = at("rubbish") }, "does not say so"},
		"content of no comment":   {func(r *reading) { r.Claims[1].Part = hearsay.Comment }, "and is not"},
		"part of a claim":         {func(r *reading) { r.Claims[1].Part = "footer" }, "part \"footer\""},
		"antecedent":              {func(r *reading) { r.Claims[1].Antecedent.End = 1 << 30 }, "antecedent"},
		"no chain":                {func(r *reading) { r.Claims[0].Chain = nil }, "no chain"},
		"standing":                {func(r *reading) { r.Claims[0].Chain[0].Standing = "" }, "standing"},
		"source":                  {func(r *reading) { r.Claims[0].Chain[0].Source = hearsay.Span{Start: 5, End: 2} }, "source"},
		"cue in a comment":        {func(r *reading) { r.Claims[0].Chain[0].Cue = at("here") }, "cue"},
		"reason":                  {func(r *reading) { r.Claims[0].Chain[0].Reason = hearsay.Span{Start: -1, End: 2} }, "reason"},
		"speaker":                 {func(r *reading) { r.Claims[0].Chain[0].Speaker = "e2" }, "no speaker"},
		"speaker, none expressed": {func(r *reading) { r.Claims[1].Chain[0].Speaker = "e1" }, "nobody is expressed"},
		"venue without span":      {func(r *reading) { r.Claims[0].Chain[0].Via.Span = hearsay.Span{} }, "venue"},
		"kind of venue":           {func(r *reading) { r.Claims[0].Chain[0].Via.Kind = "pub" }, "venue"},
		"said_on":                 {func(r *reading) { r.Claims[0].SaidOn = 1 }, "said_on"},
		"figures":                 {func(r *reading) { r.Claims[0].Figures = []int{2} }, "figures[0]"},
		"figures out of order":    {func(r *reading) { r.Claims[0].Figures = []int{1, 0} }, "figures is out of order"},
		"places":                  {func(r *reading) { r.Claims[0].Places = []int{-1} }, "places[0]"},
		"dates":                   {func(r *reading) { r.Claims[0].Dates = []int{1} }, "dates[0]"},
		"events":                  {func(r *reading) { r.Claims[0].Events = []int{0} }, "events[0]"},
		"figure out of order":     {func(r *reading) { f := r.Figures; f[0], f[1] = f[1], f[0] }, "out of order"},
		"figure in a comment":     {func(r *reading) { r.Figures[1].Span = at("rubbish") }, "does not say so"},
		"open":                    {func(r *reading) { r.Figures[0].Open = "both" }, "open bound"},
		"role of a figure":        {func(r *reading) { r.Figures[0].Role = "sum" }, "role of a figure"},
		"as_of":                   {func(r *reading) { r.Figures[0].AsOf = 1 }, "as_of"},
		"bounds":                  {func(r *reading) { low := 13.0; r.Figures[0].Low = &low }, "low is above high"},
		"place":                   {func(r *reading) { r.Places[0].Span.End = 0 }, "place"},
		"precision":               {func(r *reading) { r.Places[0].Precision = "near" }, "precision"},
		"kind of date":            {func(r *reading) { r.Dates[0].Kind = "day" }, "kind of date"},
		"grain":                   {func(r *reading) { r.Dates[0].Grain = "" }, "grain"},
		"role of a date":          {func(r *reading) { r.Dates[0].Role = "" }, "role of a date"},
		"relative_to":             {func(r *reading) { r.Dates[0].RelativeTo = "today" }, "relative_to"},
		"date turned round":       {func(r *reading) { r.Dates[0].To = "2031-05-01" }, "is after"},
		"event":                   {func(r *reading) { r.Events = []hearsay.Event{{}} }, "event"},
		"kind of flag":            {func(r *reading) { r.Flags[0].Kind = "doubt" }, "kind of flag"},
		"claims of a flag":        {func(r *reading) { r.Flags[0].Claims = []string{"z"} }, "no claim"},
		"flags out of order":      {func(r *reading) { f := r.Flags; f[0], f[1] = f[1], f[0] }, "out of order"},
		"flag in a comment":       {func(r *reading) { r.Flags[1].Part = "" }, "does not say so"},
		"no document":             {func(r *reading) { r.Document = nil }, "no document"},
	} {
		t.Run(name, func(t *testing.T) {
			r := lawful()
			c.spoil(r)
			err := errors.Join(hearsay.Check(r)...)
			if err == nil || !strings.Contains(err.Error(), c.want) || !errors.Is(err, hearsay.ErrInvalid) {
				t.Errorf("got %v, want a breach with %q", err, c.want)
			}
		})
	}
}

// TestUnread: how sentences are told is known of all or of none.
func TestUnread(t *testing.T) {
	r := lawful()
	if r.Unread() != "" {
		t.Errorf("a page that was read: %q", r.Unread())
	}
	bare := &hearsay.Reading{Document: r.Document, Sentences: []hearsay.Sentence{{Span: at("Ferry fares rise"), Why: "of its language"}}}
	if got := hearsay.Check(bare); got != nil || bare.Unread() != "of its language" {
		t.Errorf("%v, %q", got, bare.Unread())
	}
	r.Sentences[1].Told = ""
	if got := hearsay.Check(r); len(got) != 1 || !strings.Contains(got[0].Error(), "not read") {
		t.Errorf("half of it was read: %v", got)
	}
	bare.Flags = []hearsay.Flag{{Kind: hearsay.ScareQuote, Span: at("rise"), Part: hearsay.Headline}}
	if got := hearsay.Check(bare); len(got) != 1 {
		t.Errorf("a flag in what was not read: %v", got)
	}
}
