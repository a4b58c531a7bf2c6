package desk

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"
)

// policy lets the desk's own files do what they do and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard stands before every page: it says what a browser may do with it, refuses
// names that are not the desk's (against DNS rebinding), forms that other sites
// send, and callers without the token.
func (d *desk) guard(next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if p := recover(); p != nil { // a fault of the desk's own: this page is lost, no other
				d.log(r, fmt.Errorf("panic: %v", p))
				http.Error(w, "the desk failed at this page; its log says more", http.StatusInternalServerError)
			}
		}()
		h := w.Header()
		for name, value := range map[string]string{"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin", "Permissions-Policy": "camera=(), microphone=(), geolocation=()"} {
			h.Set(name, value)
		}
		switch {
		case d.Token == "" && !slices.Contains(d.Hosts, strings.ToLower(r.Host)):
			http.Error(w, "this desk is not called "+printable(r.Host)+": use the address it was started with", http.StatusMisdirectedRequest)
		case cross.Check(r) != nil:
			http.Error(w, "this form was sent from another site, so nothing was changed", http.StatusForbidden)
		case d.Token != "" && r.URL.Path == "/login" && r.Method == http.MethodPost:
			d.login(w, r)
		case d.Token != "" && !d.letIn(r) && !strings.HasPrefix(r.URL.Path, "/static/"):
			d.render(w, r, view{Name: "login", Title: "Sign in", Data: r.URL.Query().Has("again"), Status: http.StatusUnauthorized})
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// Hosts are the names by which a desk that listens on address may be called.
func Hosts(address string) []string {
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return []string{address}
	}
	hosts := []string{strings.ToLower(address)}
	for _, name := range []string{"localhost", "127.0.0.1", "::1"} {
		hosts = append(hosts, net.JoinHostPort(name, port))
		if port == "80" {
			hosts = append(hosts, name)
		}
	}
	return hosts
}

// IsLocal reports an address that only this machine can reach.
func IsLocal(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

const session = "hearsay"

// pass is what the cookie of somebody who has given the token holds.
func (d *desk) pass() string {
	sum := sha256.Sum256([]byte("hearsay desk session\n" + d.Token))
	return hex.EncodeToString(sum[:])
}

// letIn reports a caller with the token, in a cookie or as a bearer.
func (d *desk) letIn(r *http.Request) bool {
	if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return same(bearer, d.Token)
	}
	c, err := r.Cookie(session)
	return err == nil && same(c.Value, d.pass())
}

// same compares in a time that does not tell how much agrees.
func same(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}

func (d *desk) login(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<12)
	if !same(r.PostFormValue("token"), d.Token) {
		http.Redirect(w, r, "/?again", http.StatusSeeOther)
		return
	}
	http.SetCookie(w, &http.Cookie{Name: session, Value: d.pass(), Path: "/", HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteStrictMode, Expires: d.Now().Add(12 * time.Hour)})
	http.Redirect(w, r, "/", http.StatusSeeOther)
}
