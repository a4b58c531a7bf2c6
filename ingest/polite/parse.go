package polite

import (
	"strconv"
	"strings"
	"time"
)

// parser reads a robots.txt file line by line, and keeps what is for one agent.
type parser struct {
	agent      string // in lower case
	named, all robots // of the groups that name the agent, and of those for everybody
	forNamed   bool   // the group that is read is of named
	forAll     bool   // the group that is read is of all; it may be of both
	open       bool   // the last line was a user-agent line: another joins its group
}

// parseRobots reads what a file says to an agent as far as it makes sense; lines that
// do not are passed over, as section 2.2 has it. The groups that name the agent are
// taken as one; where there is none, those for everybody (section 2.2.1). Of a file
// longer than maxRobots the whole lines before are read.
func parseRobots(data, agent string) *robots {
	if len(data) > maxRobots {
		data = data[:maxRobots]
		data = data[:strings.LastIndexAny(data, "\r\n")+1] // half a rule is another rule
	}
	p := parser{agent: strings.ToLower(agent)}
	for line := range strings.FieldsFuncSeq(strings.TrimPrefix(data, "\ufeff"), func(c rune) bool { return c == '\n' || c == '\r' }) {
		p.line(line)
	}
	r := &p.all
	if p.named.named {
		r = &p.named
	}
	r.order()
	return r
}

func (p *parser) line(line string) {
	switch key, value := keyAndValue(line); key {
	case "user-agent":
		if !p.open {
			p.forNamed, p.forAll = false, false
		}
		p.open = true
		p.group(value)
	case "allow", "disallow":
		p.open = false
		if value != "" {
			p.each(func(r *robots) { r.add(key == "allow", value) })
		}
	case "crawl-delay":
		p.open = false
		if seconds, err := strconv.ParseFloat(value, 64); err == nil && seconds > 0 && seconds < 1e6 {
			p.each(func(r *robots) { r.delay = max(r.delay, time.Duration(seconds*float64(time.Second))) })
		}
	}
}

// group notes whom the group that begins, or goes on, is for.
func (p *parser) group(agent string) {
	switch {
	case agent == "*":
		p.forAll = true
	case p.agent != "" && productToken(agent) == p.agent:
		p.forNamed, p.named.named = true, true
	}
}

// each does something with the rules that the group that is read belongs to.
func (p *parser) each(do func(*robots)) {
	if p.forNamed {
		do(&p.named)
	}
	if p.forAll {
		do(&p.all)
	}
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

// productToken is the name in "Name/1.0 (comment)", in lower case.
func productToken(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if i := strings.IndexFunc(s, func(c rune) bool { return !(c >= 'a' && c <= 'z' || c == '-' || c == '_') }); i >= 0 {
		s = s[:i]
	}
	return s
}
