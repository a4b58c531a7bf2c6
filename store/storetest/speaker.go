package storetest

import (
	"fmt"
	"testing"

	"hearsay"
	"hearsay/store"
)

func speakerTests() map[string]func(*testing.T, Open) {
	return map[string]func(*testing.T, Open){
		"WhoIsShown": speakerShown, "PrivateInNothing": speakerPrivate, "Counts": speakerCounts, "Beginnings": speakerBeginnings, "OfficeTakenBack": speakerOfficeTakenBack, "SameNameTwice": speakerSameName,
	}
}

// spoken is a page on which somebody says something.
func spoken(n int, outlet string, who Who, standing hearsay.Standing) Draft {
	text := "The well is dry, said " + who.Name + "."
	return Draft{Text: text, URL: fmt.Sprintf("https://spoken.example/%d", n), Outlet: outlet, Day: "2031-05-02", Said: []Said{{Words: "The well is dry", By: who.Name, Cue: "said", Who: who, Standing: standing}}}
}

// names are those of the speakers shown.
func names(t *testing.T, s store.Store) []string {
	t.Helper()
	all, err := s.Speakers(t.Context(), "", 100)
	must(t, err)
	var out []string
	for _, sp := range all {
		out = append(out, sp.Name)
	}
	return out
}

func speakerShown(t *testing.T, open Open) {
	for name, c := range map[string]struct {
		pages []Draft
		shown bool
	}{
		"a body, once":                      {[]Draft{spoken(1, "A", Who{Name: "Well Board", Kind: hearsay.BodyOrg}, "")}, true},
		"a person with an office, once":     {[]Draft{spoken(1, "A", Who{Name: "Mayor Duda", Office: true}, "")}, true},
		"a person, once":                    {[]Draft{spoken(1, "A", Who{Name: "Ilse Tarrant"}, "")}, false},
		"a person, three times, one outlet": {[]Draft{spoken(1, "A", Who{Name: "Ilse Tarrant"}, ""), spoken(2, "A", Who{Name: "Ilse Tarrant"}, ""), spoken(3, "A", Who{Name: "Ilse Tarrant"}, "")}, false},
		"a person, two outlets":             {[]Draft{spoken(1, "A", Who{Name: "Ilse Tarrant"}, ""), spoken(2, "B", Who{Name: "Ilse Tarrant"}, "")}, true},
		"a person, an outlet and none":      {[]Draft{spoken(1, "A", Who{Name: "Ilse Tarrant"}, ""), spoken(2, "", Who{Name: "Ilse Tarrant"}, "")}, false},
		"one who is unnamed":                {[]Draft{spoken(1, "A", Who{Name: "an official", Office: true}, hearsay.Unnamed), spoken(2, "B", Who{Name: "an official", Office: true}, hearsay.Unnamed)}, false},
		"a body that is unnamed":            {[]Draft{spoken(1, "A", Who{Name: "an agency", Kind: hearsay.BodyOrg}, hearsay.Unnamed)}, false},
		"one known by the role":             {[]Draft{spoken(1, "A", Who{Name: "the police chief", Office: true}, hearsay.Role), spoken(2, "B", Who{Name: "the police chief", Office: true}, hearsay.Role)}, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := opened(t, open)
			for _, d := range c.pages {
				add(t, s, d.Entry())
			}
			if got := names(t, s); (len(got) == 1) != c.shown {
				t.Errorf("shown: %q, want %v", got, c.shown)
			}
		})
	}
}

// speakerPrivate looks for a private person wherever people are shown across pages.
func speakerPrivate(t *testing.T, open Open) {
	s := opened(t, open)
	add(t, s, spoken(1, "A", Who{Name: "Ilse Tarrant"}, "").Entry(), spoken(2, "A", Who{Name: "Ilse Tarrant"}, "").Entry(), spoken(3, "A", Who{Name: "Well Board", Kind: hearsay.BodyOrg}, "").Entry())
	for _, name := range []string{"", "ilse", "t", "Ilse Tarrant"} {
		all, err := s.Speakers(t.Context(), name, 10)
		must(t, err)
		for _, sp := range all {
			same(t, "speaker found by "+name, sp.Name, "Well Board")
		}
	}
	for _, f := range found(t, s, store.Query{}).Facets {
		for _, v := range f.Values {
			if v.Label == "Ilse Tarrant" {
				t.Errorf("%s: %v", f.Field, v)
			}
		}
	}
	for id := range int64(10) {
		sp, err := s.Speaker(t.Context(), id)
		if err == nil {
			same(t, "speaker by id", sp.Name, "Well Board")
			continue
		}
		wants(t, "speaker by id", err, hearsay.ErrNotFound)
		if id > 0 {
			same(t, fmt.Sprintf("claims of speaker %d, who is not shown", id), found(t, s, store.Query{Speaker: id}).Total, 0)
		}
	}
	same(t, "claims by word", found(t, s, store.Query{Words: "tarrant"}).Total, 2) // each on its page
}

func speakerCounts(t *testing.T, open Open) {
	s, _, all := generated(t, open, 80)
	claims, outlets := map[string]int{}, map[string]map[string]bool{}
	for i := range all {
		name := all[i].speaker()
		claims[name]++
		if outlets[name] == nil {
			outlets[name] = map[string]bool{}
		}
		if o := all[i].page.Document.Outlet; o != "" {
			outlets[name][o] = true
		}
	}
	shown, err := s.Speakers(t.Context(), "", 10_000)
	must(t, err)
	for i, sp := range shown {
		same(t, sp.Name, []int{sp.Claims, sp.Outlets}, []int{claims[sp.Name], len(outlets[sp.Name])})
		if i > 0 && shown[i-1].Claims < sp.Claims {
			t.Errorf("%s, of %d claims, after one of %d", sp.Name, sp.Claims, shown[i-1].Claims)
		}
	}
	top := shown[0]
	one, err := s.Speaker(t.Context(), top.ID)
	must(t, err)
	same(t, "speaker by id", *one, top)
	same(t, "claims found", found(t, s, store.Query{Speaker: top.ID}).Total, top.Claims)
	few, err := s.Speakers(t.Context(), "", 3)
	must(t, err)
	same(t, "limit", few, shown[:3])
}

func speakerBeginnings(t *testing.T, open Open) {
	s := opened(t, open)
	for i, name := range []string{"Ministry of Wells", "Council of Wellow", "Jörg Brunnen Institute"} {
		add(t, s, spoken(i, "A", Who{Name: name, Kind: hearsay.BodyOrg}, "").Entry())
	}
	for typed, want := range map[string]int{"well": 2, "w": 2, "mini": 1, "wells mini": 1, "MIN well": 1, "ells": 0, "jör": 1, "jor": 1, "ministry council": 0, "  ": 3, "-": 0, "of": 2} {
		got, err := s.Speakers(t.Context(), typed, 10)
		must(t, err)
		if len(got) != want {
			t.Errorf("%q: %v, want %d", typed, got, want)
		}
	}
}

// speakerOfficeTakenBack shows a person for an office that a page states; a better
// reading of the page states none.
func speakerOfficeTakenBack(t *testing.T, open Open) {
	s := opened(t, open)
	d := spoken(1, "A", Who{Name: "Ilse Tarrant", Office: true}, "")
	add(t, s, d.Entry())
	same(t, "with an office", len(names(t, s)), 1)
	d.Model, d.Said[0].Who.Office = "2", false
	reread(t, s, d)
	same(t, "without", len(names(t, s)), 0)
	d.Model, d.Said = "3", nil
	reread(t, s, d)
	same(t, "no longer speaking", len(names(t, s)), 0)
}

// speakerSameName keeps a person and a body of one name apart.
func speakerSameName(t *testing.T, open Open) {
	s := opened(t, open)
	add(t, s, spoken(1, "A", Who{Name: "Chase", Kind: hearsay.BodyOrg}, "").Entry(), spoken(2, "A", Who{Name: "Chase", Office: true}, "").Entry())
	all, err := s.Speakers(t.Context(), "chase", 10)
	must(t, err)
	if len(all) != 2 || all[0].Claims != 1 || all[1].Claims != 1 || all[0].Kind == all[1].Kind {
		t.Errorf("%+v", all)
	}
}
