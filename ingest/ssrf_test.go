package ingest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// nameServer answers every name with addresses that change from one question to the
// next, on this machine: no question leaves it.
func nameServer(t *testing.T, answers ...string) *net.Resolver {
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	var turn atomic.Int64
	go func() {
		buffer := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(buffer)
			if err != nil {
				return
			}
			if reply := answer(buffer[:n], answers[int(turn.Load())%len(answers)]); reply != nil {
				conn.WriteTo(reply, from)
				turn.Add(1)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

// answer is a reply to a question for an address, nil to what is none.
func answer(question []byte, address string) []byte {
	var p dnsmessage.Parser
	header, err := p.Start(question)
	if err != nil {
		return nil
	}
	q, err := p.Question()
	if err != nil {
		return nil
	}
	ip := netip.MustParseAddr(address)
	b := dnsmessage.NewBuilder(nil, dnsmessage.Header{ID: header.ID, Response: true, RecursionAvailable: true})
	if b.StartQuestions() != nil || b.Question(q) != nil || b.StartAnswers() != nil {
		return nil
	}
	h := dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class}
	switch {
	case q.Type == dnsmessage.TypeA && ip.Is4():
		err = b.AResource(h, dnsmessage.AResource{A: ip.As4()})
	case q.Type == dnsmessage.TypeAAAA && ip.Is6():
		err = b.AAAAResource(h, dnsmessage.AAAAResource{AAAA: ip.As16()})
	}
	if err != nil {
		return nil
	}
	reply, _ := b.Finish()
	return reply
}

// trap is a server on all addresses of this machine that counts who comes.
func trap(t *testing.T) (port string, count *atomic.Int64) {
	count = &atomic.Int64{}
	listener, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			count.Add(1)
			conn.Close()
		}
	}()
	_, port, _ = net.SplitHostPort(listener.Addr().String())
	return port, count
}

// spellings are the ways in which a host that must not be reached may be written.
func spellings() []string {
	out := []string{"127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0x7f.1", "017700000001", "0177.0.0.1", "0177.0.0.01", "0177.1", "00000177.0.0.1", "127.0.0.1.", "127.0.0.01", "127.000.000.001", "4294967296", "3232235777", "2852039166",
		"localhost", "LOCALHOST", "localhost.", "LocalHost.LocalDomain", "ip6-localhost", "0.0.0.0", "0", "0x0", "00", "0.0", "[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:0001]", "[::127.0.0.1]", "[::7f00:1]",
		"[::1%25lo]", "[fe80::1%25lo]", "[fe80::1%25eth0]", "[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2002:a00:1::1]", "[2001:0:7f00:1::]", "[2001:0000:4136:e378:8000:63bf:80ff:fffe]", "[fc00::1]", "[fd00:ec2::254]", "[fec0::1]", "[ff02::1]", "[100::1]", "[3fff::1]", "[2001:db8::1]",
		"169.254.169.254", "0xa9fea9fe", "2852039166", "0251.0376.0251.0376", "[::ffff:169.254.169.254]", "[::ffff:a9fe:a9fe]", "169.254.170.2", "100.100.100.200", "192.0.0.192", "168.63.129.16", "metadata.google.internal", "instance-data", "metadata", "rebind.example", "internal.example", "a.b.c.d.internal",
		"１２７.０.０.１", "①②⑦.⓪.⓪.①", "127。0。0。1", "127．0．0．1", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "127.0.0.1%00.example", "%31%32%37.0.0.1", "127%2e0%2e0%2e1", "lvh.me", "localtest.me", "127.0.0.1.nip.io", "0177.0.0.1.xip.example"}
	for i := range 60 {
		out = append(out, fmt.Sprintf("127.%d.%d.%d", i*4, i*3, i+1))
	}
	for i := range 30 {
		out = append(out, fmt.Sprintf("10.%d.0.%d", i*8, i), fmt.Sprintf("192.168.%d.1", i*8), fmt.Sprintf("172.%d.1.1", 16+i%16), fmt.Sprintf("100.%d.1.1", 64+2*i), fmt.Sprintf("%d.1.2.3", 224+i))
	}
	return out
}

// targets are addresses by all spellings, in the forms that addresses come in.
func targets(port string) []string {
	var out []string
	for i, host := range spellings() {
		out = append(out, "http://"+host+":"+port+"/x")
		switch i % 5 {
		case 0:
			out = append(out, "http://user:word@"+host+":"+port+"/")
		case 1:
			out = append(out, "http://public.example@"+host+":"+port+"/")
		case 2:
			out = append(out, "HTTP://"+host+":"+port+"/#@public.example/")
		case 3:
			out = append(out, "https://"+host+":"+port+"/?http://public.example/")
		}
	}
	for _, odd := range []string{"file:///etc/passwd", "ftp://127.0.0.1:%s/", "gopher://127.0.0.1:%s/_x", "dict://127.0.0.1:%s/", "ldap://127.0.0.1:%s/", "jar:http://127.0.0.1:%s!/", "//127.0.0.1:%s/", "http:///127.0.0.1:%s", "http:127.0.0.1:%s", "http:\\\\127.0.0.1:%s\\", "http://127.0.0.1:%s\\@public.example/", "http://public.example\\@127.0.0.1:%s/",
		"http://\t127.0.0.1:%s/", "http://127.0.0.1\r\n:%s/", "http://[::ffff:127.0.0.1%%25lo]:%s/", "http://0/:%s", "", "http://", "http://:%s/", "http://127.0.0.1:99999/", "http://127.0.0.1:-1/"} {
		out = append(out, strings.ReplaceAll(odd, "%s", port))
	}
	return out
}

// suiteTargets are those of the suite that stand beside the repository, with the
// trap's port.
func suiteTargets(t *testing.T, port string) (out []string) {
	address := regexp.MustCompile("https?://[^\\s`\"<>]+")
	for _, name := range []string{"README.md", "cloud-metadata.txt"} {
		f, err := os.Open(filepath.Join("..", "..", "shared", "suites", "ssrf", name))
		if err != nil {
			t.Log("the SSRF suite is not beside the repository: own targets only")
			return nil
		}
		defer f.Close()
		for lines := bufio.NewScanner(f); lines.Scan(); {
			for _, a := range address.FindAllString(lines.Text(), -1) {
				if u, err := url.Parse(a); err == nil && u.Host != "" && u.User == nil {
					u.Host = net.JoinHostPort(u.Hostname(), port)
					a = u.String()
				}
				out = append(out, a)
			}
		}
	}
	return out
}

// TestNoWayInside: of all targets, none leads to a connection. Every name is answered
// with an address inside, by turns; nothing but this machine is ever asked.
func TestNoWayInside(t *testing.T) {
	port, count := trap(t)
	f := &Fetcher{Timeout: 3 * time.Second, resolver: nameServer(t, "127.0.0.1", "::1", "169.254.169.254", "10.0.0.1", "127.0.0.2")}
	all := append(targets(port), suiteTargets(t, port)...)
	for _, target := range all {
		if c, err := f.Fetch(t.Context(), target); err == nil {
			t.Errorf("%s was fetched: %q", target, c.Data)
		}
	}
	if n := count.Load(); n != 0 {
		t.Errorf("%d connections to a refused address", n)
	}
	t.Logf("%d targets, %d connections", len(all), count.Load())
	open := &Fetcher{Timeout: 3 * time.Second, AllowPrivate: true} // the trap does count
	if _, err := open.Fetch(t.Context(), "http://127.0.0.1:"+port+"/"); err == nil || count.Load() == 0 {
		t.Errorf("the trap has counted %d, %v", count.Load(), err)
	}
	if len(all) < 300 {
		t.Errorf("%d targets: fewer than 300", len(all))
	}
}

// TestNoRedirectInside: a site that may be visited leads to none that may not, at
// whatever hop and by whatever status.
func TestNoRedirectInside(t *testing.T) {
	port, count := trap(t)
	for _, code := range []int{301, 302, 303, 307, 308} {
		for _, host := range []string{"127.0.0.2", "[::1]", "rebind.example", "0x7f000001", "[::ffff:127.0.0.2]", "169.254.169.254"} {
			site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/" {
					http.Redirect(w, r, "/again", code)
					return
				}
				http.Redirect(w, r, "http://"+host+":"+port+"/", code)
			}))
			_, own, _ := net.SplitHostPort(site.Listener.Addr().String())
			f := &Fetcher{Timeout: 3 * time.Second, resolver: nameServer(t, "127.0.0.2", "::1"), control: func(network, address string, c syscall.RawConn) error {
				if address == "127.0.0.1:"+own {
					return nil // the site stands for one of the public web
				}
				return checkAddress(network, address, c)
			}}
			if c, err := f.Fetch(t.Context(), site.URL); err == nil {
				t.Errorf("%d to %s was fetched: %q", code, host, c.Data)
			}
			site.Close()
		}
	}
	if n := count.Load(); n != 0 {
		t.Errorf("%d connections to a refused address", n)
	}
}

// errSeen ends a connection to a public address before it begins.
var errSeen = errors.New("seen, and not connected to")

// TestPublicNames: of a hundred names and addresses of the public web none is
// refused. Nothing is sent to them: each is stopped at the last moment.
func TestPublicNames(t *testing.T) {
	var hosts []string
	for i := range 25 {
		hosts = append(hosts, fmt.Sprintf("news%d.example", i), fmt.Sprintf("%d.%d.%d.%d", 1+i*5, 7+i, 20+i, 3+i), fmt.Sprintf("[2a0%d:%x::%x]", i%10, 0x1000+i*97, 1+i), fmt.Sprintf("172.%d.4.5", 32+i))
	}
	refused := 0
	for i, host := range hosts {
		seen := false
		f := &Fetcher{Timeout: 3 * time.Second, resolver: nameServer(t, fmt.Sprintf("93.184.%d.%d", i, 200-i)), control: func(network, address string, c syscall.RawConn) error {
			if err := checkAddress(network, address, c); err != nil {
				return err
			}
			seen = true
			return errSeen
		}}
		if _, err := f.Fetch(t.Context(), "http://"+host+"/"); !seen {
			refused++
			t.Errorf("%s: %v", host, err)
		}
	}
	t.Logf("%d of %d public names refused", refused, len(hosts))
}
