package polite

import (
	"container/list"
	"sync"
	"time"
)

// How much is remembered, over all hosts.
const (
	maxHosts = 4096          // hosts beyond which those are forgotten that have had their pause
	most     = 16 * maxHosts // hosts beyond which those are forgotten too that have not
	maxKept  = 64 << 20      // bytes of rules beyond which those read longest ago are forgotten
	looks    = 2             // hosts that are looked at, to forget them, for one that is new
)

// table is what is remembered of hosts. Its zero value is empty and ready for use; it
// is safe for concurrent use.
type table struct {
	mutex  sync.Mutex
	hosts  map[string]*host
	order  list.List // of *host, asked for longest ago first
	ruled  list.List // of *host with rules that take room, read longest ago first
	room   int       // bytes that rules take
	looked int       // at how many hosts, to forget them
}

// host is what is remembered of a host. Its turn is held while it is visited, and
// whoever holds it may use the fields down to rules.
type host struct {
	key    string
	turn   chan struct{}
	last   time.Time     // when the last request ended
	until  time.Time     // when it may be asked again, where it said so
	status int           // with which it said so
	delay  time.Duration // its Crawl-delay, maxPause at most
	read   time.Time     // when the rules were read
	rules  *rules        // of its robots.txt and its reservations; nil when not known

	inside int       // visits that hold its turn or wait for it
	free   time.Time // when it has had its pause
	order  *list.Element
	ruled  *list.Element // nil for none
}

// enter returns a host, new or known, that will not be forgotten before it is left.
func (t *table) enter(key string, now time.Time) *host {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	h := t.hosts[key]
	if h == nil {
		t.forget(now)
		if t.hosts == nil {
			t.hosts = map[string]*host{}
		}
		h = &host{key: key, turn: make(chan struct{}, 1)}
		h.order = t.order.PushBack(h)
		t.hosts[key] = h
	}
	h.inside++
	t.order.MoveToBack(h.order)
	return h
}

// leave says that a visit is over, and when the host has had its pause.
func (t *table) leave(h *host, free time.Time) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	h.inside--
	if free.After(h.free) {
		h.free = free
	}
}

// forget makes room for a host. It looks at those that were asked for longest ago,
// at few each time: what it does not find now it finds at one of the next.
func (t *table) forget(now time.Time) {
	if len(t.hosts) < maxHosts {
		return
	}
	for range looks {
		h := t.order.Front().Value.(*host)
		t.looked++
		if h.inside > 0 || h.free.After(now) && len(t.hosts) < most {
			t.order.MoveToBack(h.order)
			continue
		}
		t.drop(h)
		t.order.Remove(h.order)
		delete(t.hosts, h.key)
	}
}

// keep remembers the rules of a host, whose turn is held, and forgets those of others
// where rules take too much room. These are asked for again when they are needed.
func (t *table) keep(h *host, r *rules) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.drop(h)
	h.rules = r
	if r.room > 0 {
		t.room += r.room
		h.ruled = t.ruled.PushBack(h)
	}
	for n := t.ruled.Len(); n > 0 && t.room > maxKept; n-- {
		old := t.ruled.Front().Value.(*host)
		if old.inside > 0 { // somebody may be reading them
			t.ruled.MoveToBack(old.ruled)
			continue
		}
		t.drop(old)
	}
}

// drop forgets the rules of a host; its delay stays.
func (t *table) drop(h *host) {
	if h.ruled != nil {
		t.room -= h.rules.room
		t.ruled.Remove(h.ruled)
		h.ruled = nil
	}
	h.rules = nil
}
