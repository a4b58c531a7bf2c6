package ingest

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// meta is what a page says of itself to machines. Every field is "" or nil when
// the page does not say.
type meta struct {
	url, outlet, title, published, language string
	authors                                 []string
	articleBody                             string // the text as JSON-LD repeats it
}

// readMeta reads JSON-LD first, then <meta>, then <time> and the address.
func readMeta(root *html.Node, address string) meta {
	h := readHead(root)
	m := readLinked(h.scripts)
	m.title = first(m.title, h.meta["og:title"], h.meta["dc.title"], h.meta["dcterms.title"], h.meta["twitter:title"])
	m.outlet = first(m.outlet, h.meta["og:site_name"], h.meta["dc.publisher"], h.meta["dcterms.publisher"], h.meta["application-name"])
	m.url = first(address, absolute(h.canonical, h.base), absolute(h.meta["og:url"], h.base))
	m.language = first(language(h.lang), language(m.language), language(h.meta["content-language"]), language(h.meta["og:locale"]),
		language(h.meta["dc.language"]))
	if m.authors = besides(m.authors, m.outlet); len(m.authors) == 0 {
		m.authors = besides(names(h.authors), m.outlet)
	}
	for _, key := range dateKeys {
		m.published = first(m.published, day(h.meta[key]))
	}
	m.published = first(m.published, timeOnPage(root), dayInAddress(m.url), shownDay(root))
	m.title = first(m.title, trimOutlet(h.title, m.outlet))
	return m
}

// dateKeys are the <meta> names that give the day of first publication.
var dateKeys = strings.Fields(`article:published_time og:article:published_time datepublished parsely-pub-date sailthru.date pubdate publishdate
	publish-date publication_date dc.date.issued dcterms.issued dcterms.date dcterms.created dc.date.created dc.date dc.created citation_publication_date date
	article.published last-published rnews:datepublished`)

// head is what stands in the elements of a page that are not shown.
type head struct {
	meta                         map[string]string
	authors, scripts             []string
	title, lang, canonical, base string
}

func readHead(root *html.Node) head {
	h := head{meta: map[string]string{}}
	for n := range root.Descendants() {
		switch n.DataAtom {
		case atom.Html:
			h.lang = first(attr(n, "lang"), attr(n, "xml:lang"))
		case atom.Title:
			if n.Parent.DataAtom == atom.Head {
				h.title = first(h.title, words(n))
			}
		case atom.Base:
			h.base = first(h.base, attr(n, "href"))
		case atom.Link:
			if attr(n, "rel") == "canonical" {
				h.canonical = first(h.canonical, attr(n, "href"))
			}
		case atom.Script:
			if strings.HasPrefix(attr(n, "type"), "application/ld+json") && n.FirstChild != nil {
				h.scripts = append(h.scripts, n.FirstChild.Data)
			}
		case atom.Meta:
			h.addMeta(n)
		}
	}
	return h
}

func (h *head) addMeta(n *html.Node) {
	key := strings.ToLower(first(attr(n, "property"), attr(n, "name"), attr(n, "itemprop"), attr(n, "http-equiv")))
	value := strings.Join(strings.Fields(attr(n, "content")), " ")
	key = strings.Replace(key, "dc:", "dc.", 1)
	if key == "" || value == "" {
		return
	}
	switch key {
	case "author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author", "byl", "sailthru.author":
		h.authors = append(h.authors, value)
	}
	if h.meta[key] == "" {
		h.meta[key] = value
	}
}

// timeOnPage is the day of the first <time> that says it is the publication's,
// or of the first in the article's own head.
func timeOnPage(root *html.Node) string {
	found := ""
	for n := range root.Descendants() {
		if n.DataAtom != atom.Time && attr(n, "itemprop") != "datePublished" {
			continue
		}
		iso := day(first(attr(n, "datetime"), attr(n, "content"), words(n)))
		if iso == "" || inComment(n) {
			continue
		}
		if attr(n, "itemprop") == "datePublished" || attr(n, "pubdate") != "" || hasWord(n, "published") || hasWord(n, "entry-date") {
			return iso
		}
		found = first(found, iso)
	}
	return found
}

func inComment(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == atom.Aside || n.DataAtom != atom.Body && n.DataAtom != atom.Html && marksOf(n).comment {
			return true
		}
	}
	return false
}

func hasWord(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(attr(n, "class")), class)
}

var addressDay = regexp.MustCompile(`[/-]((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?:[/-]|$)`)

// dayInAddress reads the day out of addresses like /2019/04/19/title.
func dayInAddress(address string) string {
	if m := addressDay.FindStringSubmatch(address); m != nil {
		return day(m[1] + "-" + m[2] + "-" + m[3])
	}
	return ""
}

// names are the authors in a list of <meta> values: addresses of profiles and
// repetitions are left out, "By A, B and C" is taken apart.
func names(values []string) (out []string) {
	for _, v := range values {
		for _, name := range nameJoint.Split(byPrefix.ReplaceAllString(strings.TrimSpace(v), ""), -1) {
			name = strings.Trim(name, " \t,;")
			if name != "" && !noName.MatchString(name) && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// besides are the names other than the outlet's own, which is no author.
func besides(names []string, outlet string) []string {
	return slices.DeleteFunc(names, func(s string) bool { return outlet != "" && letters(s) == letters(outlet) })
}

var (
	byPrefix  = regexp.MustCompile(`(?i)^(?:(?:post author|author|autor|written by|words by|by|von|vom|par|por)[:\s]\s*)+`)
	noName    = regexp.MustCompile(`(?i)^(?:unknown|admin|administrator|follow|author|autor)$|://|@`)
	nameJoint = regexp.MustCompile(`(?i)\s*(?:;|,|\s+(?:and|und|et|y)\s+|&)\s*`)
	locale    = regexp.MustCompile(`^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$`)
)

// language is a BCP 47 tag, "" for what is none.
func language(s string) string {
	if s = strings.TrimSpace(s); !locale.MatchString(s) {
		return ""
	}
	primary, rest, cut := strings.Cut(strings.ReplaceAll(s, "_", "-"), "-")
	if !cut {
		return strings.ToLower(primary)
	}
	return strings.ToLower(primary) + "-" + rest
}

// absolute resolves ref, "" unless the outcome is an http address.
func absolute(ref, base string) string {
	u, err := url.Parse(strings.TrimSpace(ref))
	if err != nil || ref == "" {
		return ""
	}
	if b, err := url.Parse(base); err == nil {
		u = b.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
