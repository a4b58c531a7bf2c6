package ingest

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"hearsay"
)

// site is a small web site on loopback with pages good and bad.
func site(t *testing.T) *httptest.Server {
	mux := http.NewServeMux()
	page := func(path, kind, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			fmt.Fprint(w, body)
		})
	}
	page("/page", "text/html; charset=utf-8", "<html><body><p>Hello</p></body></html>")
	page("/picture", "image/png", "\x89PNG")
	page("/big", "text/html", strings.Repeat("x", 200_000))
	mux.HandleFunc("/hang", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.HandleFunc("/drip", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<p>")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	mux.HandleFunc("/busy", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	mux.HandleFunc("/agent", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.UserAgent()) })
	for from, to := range map[string]string{"/loop": "/loop", "/moved": "/page", "/file": "file:///etc/passwd", "/inside": "http://10.1.2.3/secret"} {
		mux.Handle(from, http.RedirectHandler(to, http.StatusFound))
	}
	zipped := func(path string, body []byte) {
		var out bytes.Buffer
		z := gzip.NewWriter(&out)
		z.Write(body)
		z.Close()
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(out.Bytes())
		})
	}
	zipped("/zipped", []byte("<p>zipped words</p>"))
	zipped("/bomb", make([]byte, 4<<20))
	mux.HandleFunc("/broken", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "not gzip")
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func TestFetch(t *testing.T) {
	s := site(t)
	f := &Fetcher{AllowPrivate: true, Now: func() time.Time { return time.Unix(7, 0) }}
	c, err := f.Fetch(t.Context(), s.URL+"/moved")
	if err != nil {
		t.Fatal(err)
	}
	if c.Input != s.URL+"/moved" || c.URL() != s.URL+"/page" || len(c.URLs) != 2 || c.Time.Unix() != 7 || len(c.SHA256) != 64 {
		t.Errorf("got %+v", c)
	}
	d, err := Extract(c, Options{})
	if err != nil || d.URL != c.URL() || d.Text != "Hello" || d.Published != "" {
		t.Errorf("read as %+v, %v", d, err)
	}
	for path, want := range map[string]string{"/zipped": "<p>zipped words</p>", "/agent": defaultAgent} {
		if c, err := f.Fetch(t.Context(), s.URL+path); err != nil || string(c.Data) != want {
			t.Errorf("%s: got %v, %v", path, c, err)
		}
	}
}

func TestFetchRefuses(t *testing.T) {
	s := site(t)
	for _, c := range []struct {
		path string
		kind error
		say  string
	}{
		{"/none", hearsay.ErrNotFound, "404"},
		{"/busy", hearsay.ErrUnavailable, "503"},
		{"/hang", hearsay.ErrUnavailable, "within"},
		{"/drip", hearsay.ErrUnavailable, "within"},
		{"/loop", hearsay.ErrInvalid, "5 redirects"},
		{"/file", hearsay.ErrInvalid, "not an http or https address"},
		{"/picture", hearsay.ErrUnsupported, "image/png"},
		{"/big", hearsay.ErrInvalid, "--max-size"},
		{"/bomb", hearsay.ErrInvalid, "--max-size"},
		{"/broken", hearsay.ErrInvalid, "gzip"},
	} {
		f := &Fetcher{AllowPrivate: true, MaxBytes: 100_000, Timeout: 200 * time.Millisecond}
		_, err := f.Fetch(t.Context(), s.URL+c.path)
		if !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.say) || !strings.Contains(err.Error(), c.path) {
			t.Errorf("%s: got %v, want %v that says %q", c.path, err, c.kind, c.say)
		}
	}
	f := &Fetcher{AllowPrivate: true}
	if _, err := f.Fetch(t.Context(), s.URL+"/bomb"); !errors.Is(err, hearsay.ErrInvalid) || !strings.Contains(err.Error(), "decompressed") {
		t.Errorf("bomb: got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := f.Fetch(ctx, s.URL+"/page"); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
}

func TestFetchRefusesAddresses(t *testing.T) {
	s := site(t)
	var f Fetcher
	for _, address := range []string{s.URL + "/page", strings.Replace(s.URL, "127.0.0.1", "localhost", 1), "http://[::1]/", "http://0.0.0.0/", "http://169.254.169.254/latest/meta-data/"} {
		if _, err := f.Fetch(t.Context(), address); !errors.Is(err, hearsay.ErrInvalid) || !strings.Contains(err.Error(), "--allow-private") {
			t.Errorf("%s: got %v", address, err)
		}
	}
	for _, address := range []string{"file:///etc/passwd", "ftp://a.example/", "gopher://a.example/", "//a.example/", "a.example", "http://", "http:///x", "http://a b/", "javascript:alert(1)"} {
		if _, err := f.Fetch(t.Context(), address); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("%s: got %v", address, err)
		}
	}
}

// TestFetchChecksEachHop lets the test site through and nothing else, so that a
// redirect into a private network meets the check of the second connection.
func TestFetchChecksEachHop(t *testing.T) {
	s := site(t)
	own := strings.TrimPrefix(s.URL, "http://")
	f := Fetcher{control: func(network, address string, c syscall.RawConn) error {
		if address == own {
			return nil
		}
		return checkAddress(network, address, c)
	}}
	_, err := f.Fetch(t.Context(), s.URL+"/inside")
	if !errors.Is(err, hearsay.ErrInvalid) || !strings.Contains(err.Error(), "10.1.2.3") {
		t.Errorf("got %v", err)
	}
}

func TestFetchUsesNoProxy(t *testing.T) {
	s := site(t)
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "ALL_PROXY"} {
		t.Setenv(name, "http://192.0.2.1:9")
	}
	f := Fetcher{AllowPrivate: true}
	if tr := f.client().Transport.(*http.Transport); tr.Proxy != nil {
		t.Error("the client takes a proxy from its environment")
	}
	if _, err := f.Fetch(t.Context(), s.URL+"/page"); err != nil {
		t.Error(err)
	}
}

func TestRefusal(t *testing.T) {
	for _, a := range strings.Fields(`0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.88.23.245 169.254.169.254 172.16.0.1 172.31.255.255
		192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255
		100.100.100.200 168.63.129.16 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8%eth0 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1 100::1
		2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0
		fec0::1 ff02::1 ff02::1%lo`) {
		want := a != "::ffff:8.8.8.8%eth0" // a public address in a mapped coat stays public
		if got := refusal(netip.MustParseAddr(a)) != ""; got != want {
			t.Errorf("refusal(%s) = %v", a, got)
		}
	}
	for _, a := range strings.Fields("1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 172.15.0.1 172.32.0.1 192.167.1.1 223.255.255.255 2606:4700::1111 2a00:1450:4001::1 2001:200::1") {
		if kind := refusal(netip.MustParseAddr(a)); kind != "" {
			t.Errorf("refusal(%s) = %s", a, kind)
		}
	}
	if refusal(netip.Addr{}) == "" {
		t.Error("no address is accepted")
	}
}

// TestRefusalOfSuite checks the addresses written out in the list of the shared
// suite: none may be reached.
func TestRefusalOfSuite(t *testing.T) {
	var list []byte
	for _, name := range []string{"cloud-metadata.txt", "README.md"} {
		data, err := os.ReadFile("../../shared/suites/ssrf/" + name)
		if err != nil {
			t.Skip("no list of addresses beside the repository: ", err)
		}
		list = append(list, data...)
	}
	n := 0
	for _, found := range regexp.MustCompile("https?://[^\\s`\"<>]+").FindAllString(string(list), -1) {
		u, err := url.Parse(found)
		if err != nil {
			continue
		}
		a, err := netip.ParseAddr(u.Hostname())
		if err != nil {
			continue
		}
		if n++; refusal(a) == "" {
			t.Errorf("%s is let through", found)
		}
	}
	t.Logf("%d addresses checked", n)
}
