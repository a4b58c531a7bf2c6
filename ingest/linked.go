package ingest

import (
	"encoding/json"
	"html"
	"strings"
)

// readLinked reads the article out of a page's JSON-LD blocks.
func readLinked(scripts []string) (m meta) {
	for _, s := range scripts {
		var v any
		s = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(s), "<!--"), "-->")
		if json.Unmarshal([]byte(s), &v) != nil {
			continue
		}
		if article := findArticle(v, 0); article != nil {
			return readArticle(article)
		}
	}
	return m
}

// findArticle is the first object, in reading order, whose type is some kind of
// article. Objects are looked into only where schema.org nests pages.
func findArticle(v any, depth int) map[string]any {
	if depth > 8 {
		return nil
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			if a := findArticle(item, depth+1); a != nil {
				return a
			}
		}
	case map[string]any:
		if isArticle(v["@type"]) {
			return v
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"} {
			if a := findArticle(v[key], depth+1); a != nil {
				return a
			}
		}
	}
	return nil
}

func isArticle(v any) bool {
	for _, kind := range texts(v) {
		if strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "Posting") || kind == "Report" {
			return true
		}
	}
	return false
}

func readArticle(a map[string]any) meta {
	return meta{
		title:       first(append(texts(a["headline"]), texts(a["name"])...)...),
		published:   day(first(append(texts(a["datePublished"]), texts(a["dateCreated"])...)...)),
		outlet:      first(nameOf(a["publisher"])...),
		authors:     names(nameOf(a["author"])),
		language:    first(texts(a["inLanguage"])...),
		articleBody: strings.Join(texts(a["articleBody"]), "\n\n"),
	}
}

// nameOf is the name of persons or bodies given as text, object or list.
func nameOf(v any) (out []string) {
	switch v := v.(type) {
	case map[string]any:
		return texts(v["name"])
	case []any:
		for _, item := range v {
			out = append(out, nameOf(item)...)
		}
		return out
	}
	return texts(v)
}

// texts are the strings of a value that is one, or a list of them; white space
// normalised and character references resolved, as some sites escape twice.
func texts(v any) (out []string) {
	switch v := v.(type) {
	case string:
		if s := strings.TrimSpace(html.UnescapeString(v)); s != "" {
			return []string{s}
		}
	case []any:
		for _, item := range v {
			out = append(out, texts(item)...)
		}
	case map[string]any:
		return texts(v["@value"])
	}
	return out
}
