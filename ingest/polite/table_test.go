package polite

import (
	"fmt"
	"testing"
	"time"
)

// entered are hosts entered and left, one a step, each with so long a pause.
func entered(t *table, hosts int, step, pause time.Duration) (now time.Time) {
	for i := range hosts {
		t.leave(t.enter(fmt.Sprintf("h%d.example", i), now), now.Add(pause))
		now = now.Add(step)
	}
	return now
}

// TestForgets: what is remembered is bounded, and of a host that has not had its pause
// nothing is forgotten; the last asked for is forgotten last.
func TestForgets(t *testing.T) {
	var hosts table
	entered(&hosts, 3*maxHosts, time.Second, time.Minute)
	if n := len(hosts.hosts); n > maxHosts {
		t.Errorf("%d hosts are remembered", n)
	}
	for i := range maxHosts - 1 {
		if name := fmt.Sprintf("h%d.example", 3*maxHosts-1-i); hosts.hosts[name] == nil {
			t.Fatalf("%s was forgotten", name)
		}
	}
	var slow table
	entered(&slow, 3*maxHosts, time.Millisecond, time.Hour)
	if n := len(slow.hosts); n != 3*maxHosts {
		t.Errorf("of %d hosts that are to be left alone, %d are remembered", 3*maxHosts, n)
	}
	entered(&slow, 2*most, 0, time.Hour)
	if n := len(slow.hosts); n > most {
		t.Errorf("%d hosts are remembered", n)
	}
}

// TestForgettingIsCheap: what a new host costs does not grow with how many are
// remembered, whether they can be forgotten or not.
func TestForgettingIsCheap(t *testing.T) {
	for _, pause := range []time.Duration{0, time.Minute, 24 * time.Hour} {
		var hosts table
		const n = 20_000
		entered(&hosts, n, time.Millisecond, pause)
		if hosts.looked > looks*n {
			t.Errorf("%d hosts with a pause of %v: %d were looked at", n, pause, hosts.looked)
		}
		if hosts.order.Len() != len(hosts.hosts) {
			t.Errorf("%d hosts, %d in order", len(hosts.hosts), hosts.order.Len())
		}
	}
}

// TestCatchesUp: hosts that could not be forgotten are, when they have had their pause.
func TestCatchesUp(t *testing.T) {
	var hosts table
	now := entered(&hosts, 3*maxHosts, 0, time.Hour).Add(2 * time.Hour)
	for i := range 2*maxHosts + 1 {
		hosts.leave(hosts.enter(fmt.Sprintf("n%d.example", i), now), now)
	}
	if n := len(hosts.hosts); n > maxHosts {
		t.Errorf("%d hosts are remembered", n)
	}
}

// TestInsideIsKept: a host that somebody visits or waits for is never forgotten.
func TestInsideIsKept(t *testing.T) {
	var hosts table
	h := hosts.enter("visited.example", time.Time{})
	entered(&hosts, 2*most, time.Hour, 0)
	if hosts.enter("visited.example", time.Time{}) != h {
		t.Error("it was forgotten")
	}
}

// TestRulesAreBounded: rules of all hosts together take so much room, those read last
// are kept, and the pause of a host whose rules were forgotten is.
func TestRulesAreBounded(t *testing.T) {
	var hosts table
	visited := hosts.enter("visited.example", time.Time{})
	hosts.keep(visited, &rules{room: maxRoom})
	const n = 3 * maxKept / maxRoom
	for i := range n {
		h := hosts.enter(fmt.Sprintf("h%d.example", i), time.Time{})
		h.delay = time.Minute
		hosts.keep(h, &rules{room: maxRoom})
		hosts.keep(h, &rules{room: maxRoom}) // read again: counted once
		hosts.leave(h, time.Time{}.Add(time.Hour))
	}
	room, with := 0, 0
	for _, h := range hosts.hosts {
		if h.rules != nil {
			room, with = room+h.rules.room, with+1
		}
	}
	if room > maxKept || room != hosts.room || with != maxKept/maxRoom || hosts.ruled.Len() != with {
		t.Errorf("%d bytes in %d hosts, said to be %d", room, with, hosts.room)
	}
	if visited.rules == nil || hosts.hosts[fmt.Sprintf("h%d.example", n-1)].rules == nil {
		t.Error("rules that are in use were forgotten")
	}
	if h := hosts.hosts["h0.example"]; h.rules != nil || h.delay != time.Minute {
		t.Errorf("%+v", h)
	}
}

func BenchmarkHosts(b *testing.B) {
	for b.Loop() {
		var hosts table
		entered(&hosts, 20_000, time.Millisecond, time.Minute)
	}
}
