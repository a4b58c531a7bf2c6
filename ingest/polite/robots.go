package polite

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// What is read and kept of a robots.txt. What goes beyond shuts the site: rules that
// are not weighed may be those that keep us out.
const (
	maxRobots = 500 << 10 // bytes that are read: what the standard asks for at least
	maxRules  = 10_000    // rules for us, in one file
	maxRoom   = 2 << 20   // bytes that they take in memory
	maxPath   = 8 << 10   // bytes of path and query: RFC 9110, section 4.1, asks for 8,000
	maxLooked = 16 << 20  // bytes that are looked at to weigh one path
)

// robots are the rules of a robots.txt file (RFC 9309) for one agent.
type robots struct {
	rules []rule        // the longest pattern first; of two as long, the one that allows
	delay time.Duration // Crawl-delay, which the standard leaves out and sites still use
	named bool          // there is a group for the agent
	over  bool          // the rules are too many to be kept
	room  int           // bytes that the rules take
}

// rule allows or forbids the paths that match a pattern.
type rule struct {
	allow  bool
	length int    // of the pattern as written, codes written out
	strict string // the pattern, characters outside ASCII as %-codes
	loose  string // the same with codes that need not be codes undone, where the rule forbids
}

// roomOfRule is what a rule takes beside its patterns, in bytes.
const roomOfRule = 56

// applies reports whether the rule speaks of a path, given as it is and normalised,
// and how many bytes it looked at. A rule that forbids is read as section 2.2.2 has
// it, with codes that need not be codes undone; one that allows to the letter, as
// the reference parser does: where the two differ, the site may mean to keep us out.
func (r rule) applies(path, plain string) (ok bool, looked int) {
	ok, looked = matches(r.strict, path)
	if ok || r.allow || r.strict == r.loose && path == plain {
		return ok, looked
	}
	ok, more := matches(r.loose, plain)
	return ok, looked + more
}

// add adds what a line says. An allowed index page allows its folder.
func (r *robots) add(allow bool, value string) {
	if r.over {
		return
	}
	pattern := escape(value)
	r.put(allow, pattern)
	if at := strings.LastIndexByte(pattern, '/'); allow && at >= 0 && strings.HasPrefix(pattern[at:], "/index.htm") {
		r.put(allow, pattern[:at+1]+"$")
	}
}

// put keeps a rule, unless no path is long enough for it.
func (r *robots) put(allow bool, pattern string) {
	n := rule{allow: allow, length: len(pattern), strict: squeeze(pattern)}
	n.loose = n.strict
	if loose := squeeze(normalise(pattern)); !allow && loose != n.strict {
		n.loose = loose
		r.room += len(loose)
	}
	if isTooLong(n.loose) {
		return
	}
	r.room += roomOfRule + len(n.strict)
	if len(r.rules) == maxRules || r.room > maxRoom {
		r.rules, r.room, r.over = nil, 0, true
		return
	}
	r.rules = append(r.rules, n)
}

// isTooLong reports a pattern that matches no path of maxPath bytes: normalising
// makes at most three of one.
func isTooLong(pattern string) bool {
	return len(pattern)-strings.Count(pattern, "*") > 3*maxPath
}

// order puts first what decides first.
func (r *robots) order() {
	slices.SortStableFunc(r.rules, func(a, b rule) int {
		switch {
		case a.length != b.length:
			return b.length - a.length
		case a.allow == b.allow:
			return 0
		case a.allow:
			return -1
		}
		return 1
	})
	r.rules = slices.Clip(r.rules)
}

// allow reports whether the agent may fetch a path with its query.
func (r *robots) allow(path string) bool {
	allowed, _ := r.weigh(path)
	return allowed
}

// weigh is allow, with how many bytes were looked at. The longest pattern that
// matches decides; of two as long, the one that allows (section 2.2.2). A path that
// is looked at for too long is not allowed.
func (r *robots) weigh(path string) (allowed bool, looked int) {
	switch {
	case path == "/robots.txt":
		return true, 0
	case r.over:
		return false, 0
	}
	plain := normalise(path)
	looked = len(path)
	for _, rule := range r.rules {
		ok, n := rule.applies(path, plain)
		if looked += n; ok {
			return rule.allow, looked
		}
		if looked > maxLooked {
			return false, looked
		}
	}
	return true, looked
}

// matches reports whether a path begins with what a pattern stands for: * any
// characters, $ at its end the end of the path. Each piece between stars is looked
// for once, behind the one before: no more bytes are looked at than path and pattern
// have together.
func matches(pattern, path string) (ok bool, looked int) {
	pattern, toEnd := strings.CutSuffix(pattern, "$")
	piece, rest, more := strings.Cut(pattern, "*")
	looked = min(len(piece), len(path))
	if !strings.HasPrefix(path, piece) {
		return false, looked
	}
	path = path[len(piece):]
	for more {
		piece, rest, more = strings.Cut(rest, "*")
		if toEnd && !more {
			return strings.HasSuffix(path, piece), looked + len(piece)
		}
		at := strings.Index(path, piece)
		if at < 0 {
			return false, looked + len(path)
		}
		looked += at + len(piece)
		path = path[at+len(piece):]
	}
	return !toEnd || path == "", looked
}

// squeeze makes one star of several side by side, which mean no more.
func squeeze(pattern string) string {
	for strings.Contains(pattern, "**") {
		pattern = strings.ReplaceAll(pattern, "**", "*")
	}
	return pattern
}

// escape writes characters outside ASCII as %-codes, and the digits of codes in
// upper case.
func escape(s string) string { return recode(s, func(byte) bool { return false }) }

// normalise is escape with codes of characters that need none undone.
func normalise(s string) string { return recode(s, isUnreserved) }

func recode(s string, plain func(byte) bool) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		c, coded := s[i], false
		if c == '%' && i+2 < len(s) {
			if v, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				c, coded = byte(v), true
				i += 2
			}
		}
		if coded && !plain(c) || !coded && (c >= 0x80 || c <= ' ') {
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
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
