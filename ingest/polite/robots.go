package polite

import (
	"strconv"
	"strings"
	"time"
)

// robots is a robots.txt file (RFC 9309).
type robots struct{ groups []group }

// group are the rules for some agents.
type group struct {
	agents []string // in lower case
	rules  []rule
	delay  time.Duration // Crawl-delay, which the standard leaves out and sites still use
}

// rule allows or forbids the paths that match a pattern.
type rule struct {
	allow   bool
	pattern string // as written, characters outside ASCII as %-codes
}

// applies reports whether the rule speaks of a path. One that forbids is read as
// section 2.2.2 has it, with codes that need not be codes undone; one that allows
// to the letter, as the reference parser does: where the two differ, the site may
// mean to keep us out.
func (r rule) applies(path string) bool {
	return matches(r.pattern, path) || !r.allow && matches(normalise(r.pattern), normalise(path))
}

// addRule adds what a line says. An allowed index page allows its folder.
func (g *group) addRule(allow bool, value string) {
	pattern := escape(value)
	g.rules = append(g.rules, rule{allow, pattern})
	if at := strings.LastIndexByte(pattern, '/'); allow && at >= 0 && strings.HasPrefix(pattern[at:], "/index.htm") {
		g.rules = append(g.rules, rule{allow, pattern[:at+1] + "$"})
	}
}

// maxRobots is how much of a file is read: what the standard asks for at least.
const maxRobots = 500 << 10

// parseRobots reads a file as far as it makes sense; lines that do not are passed
// over, as section 2.2 has it.
func parseRobots(data string) *robots {
	data = strings.TrimPrefix(data[:min(len(data), maxRobots)], "\ufeff")
	r := &robots{}
	open := false // the last line was a user-agent line: another joins its group
	for line := range strings.FieldsFuncSeq(data, func(c rune) bool { return c == '\n' || c == '\r' }) {
		key, value := keyAndValue(line)
		switch key {
		case "user-agent":
			if !open {
				r.groups = append(r.groups, group{})
			}
			g := &r.groups[len(r.groups)-1]
			g.agents = append(g.agents, strings.ToLower(value))
			open = true
		case "allow", "disallow":
			open = false
			if len(r.groups) > 0 && value != "" {
				r.groups[len(r.groups)-1].addRule(key == "allow", value)
			}
		case "crawl-delay":
			open = false
			if seconds, err := strconv.ParseFloat(value, 64); err == nil && len(r.groups) > 0 && seconds > 0 && seconds < 1e6 {
				r.groups[len(r.groups)-1].delay = time.Duration(seconds * float64(time.Second))
			}
		}
	}
	return r
}

// keyAndValue takes a line apart, at its colon or, where it was forgotten, at its
// white space.
func keyAndValue(line string) (key, value string) {
	line, _, _ = strings.Cut(line, "#")
	key, value, ok := strings.Cut(line, ":")
	if words := strings.Fields(line); !ok && len(words) == 2 {
		key, value = words[0], words[1]
	}
	return strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
}

// of are the groups for an agent: those that name it, all taken as one; else those
// for everybody (section 2.2.1).
func (r *robots) of(agent string) []group {
	agent = strings.ToLower(agent)
	var named, all []group
	for _, g := range r.groups {
		for _, a := range g.agents {
			if a == "*" {
				all = append(all, g)
			} else if productToken(a) == agent && agent != "" {
				named = append(named, g)
			}
		}
	}
	if named != nil {
		return named
	}
	return all
}

// productToken is the name in "Name/1.0 (comment)", in lower case.
func productToken(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if i := strings.IndexFunc(s, func(c rune) bool { return !(c >= 'a' && c <= 'z' || c == '-' || c == '_') }); i >= 0 {
		s = s[:i]
	}
	return s
}

// allow reports whether an agent may fetch a path with its query. The longest
// pattern that matches decides; of two as long, the one that allows (section
// 2.2.2).
func (r *robots) allow(agent, path string) bool {
	if path == "/robots.txt" {
		return true
	}
	best, allowed := -1, true
	for _, g := range r.of(agent) {
		for _, rule := range g.rules {
			if n := len(rule.pattern); (n > best || n == best && rule.allow) && rule.applies(path) {
				best, allowed = n, rule.allow
			}
		}
	}
	return allowed
}

func (r *robots) delay(agent string) (d time.Duration) {
	for _, g := range r.of(agent) {
		d = max(d, g.delay)
	}
	return d
}

// matches reports whether a path begins with what a pattern stands for: * any
// characters, $ at its end the end of the path. It takes time in proportion to the
// product of their lengths, at most.
func matches(pattern, path string) bool {
	toEnd := strings.HasSuffix(pattern, "$")
	pieces := strings.Split(strings.TrimSuffix(pattern, "$"), "*")
	if !strings.HasPrefix(path, pieces[0]) {
		return false
	}
	path = path[len(pieces[0]):]
	for i, piece := range pieces[1:] {
		if toEnd && i == len(pieces)-2 {
			return strings.HasSuffix(path, piece)
		}
		at := strings.Index(path, piece)
		if at < 0 {
			return false
		}
		path = path[at+len(piece):]
	}
	return !toEnd || path == ""
}

// escape writes characters outside ASCII as %-codes, and the digits of codes in
// upper case.
func escape(s string) string { return recode(s, func(byte) bool { return false }) }

// normalise is escape with codes of characters that need none undone.
func normalise(s string) string { return recode(s, isUnreserved) }

func recode(s string, plain func(byte) bool) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	code := func(c byte) { b.WriteString("%" + string(digits[c>>4]) + string(digits[c&15])) }
	for i := 0; i < len(s); i++ {
		c, coded := s[i], false
		if c == '%' && i+2 < len(s) {
			if v, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				c, coded = byte(v), true
				i += 2
			}
		}
		if coded && !plain(c) || !coded && (c >= 0x80 || c <= ' ') {
			code(c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// isUnreserved reports characters that mean the same with and without a code (RFC
// 3986, section 2.3).
func isUnreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~'
}
