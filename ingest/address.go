package ingest

import (
	"fmt"
	"net"
	"net/netip"
	"syscall"

	"hearsay"
)

// refused are the networks no page of the public web lives in, each with the
// word for it (IANA special-purpose address registries; RFC 6890 and updates).
var refused = []struct {
	net  netip.Prefix
	kind string
}{
	{netip.MustParsePrefix("0.0.0.0/8"), "unspecified"},
	{netip.MustParsePrefix("10.0.0.0/8"), "private"},
	{netip.MustParsePrefix("100.64.0.0/10"), "shared by a provider"},
	{netip.MustParsePrefix("127.0.0.0/8"), "this machine"},
	{netip.MustParsePrefix("169.254.0.0/16"), "link-local"}, // 169.254.169.254: cloud metadata
	{netip.MustParsePrefix("172.16.0.0/12"), "private"},
	{netip.MustParsePrefix("192.0.0.0/24"), "reserved"}, // 192.0.0.192: cloud metadata
	{netip.MustParsePrefix("192.0.2.0/24"), "documentation"},
	{netip.MustParsePrefix("192.31.196.0/24"), "reserved"},
	{netip.MustParsePrefix("192.52.193.0/24"), "reserved"},
	{netip.MustParsePrefix("192.88.99.0/24"), "6to4 relay"},
	{netip.MustParsePrefix("192.168.0.0/16"), "private"},
	{netip.MustParsePrefix("192.175.48.0/24"), "reserved"},
	{netip.MustParsePrefix("198.18.0.0/15"), "benchmarking"},
	{netip.MustParsePrefix("198.51.100.0/24"), "documentation"},
	{netip.MustParsePrefix("203.0.113.0/24"), "documentation"},
	{netip.MustParsePrefix("224.0.0.0/4"), "multicast"},
	{netip.MustParsePrefix("240.0.0.0/4"), "reserved"}, // 255.255.255.255: broadcast
	{netip.MustParsePrefix("168.63.129.16/32"), "cloud metadata"},
	{netip.MustParsePrefix("100.100.100.200/32"), "cloud metadata"},
}

// public is the part of IPv6 that is given out; within it carved are the parts
// that lead elsewhere.
var (
	public = netip.MustParsePrefix("2000::/3")
	carved = []netip.Prefix{
		netip.MustParsePrefix("2001::/23"),     // Teredo, ORCHID, benchmarking and other protocol assignments
		netip.MustParsePrefix("2001:db8::/32"), // documentation
		netip.MustParsePrefix("2002::/16"),     // 6to4: an IPv4 address within
		netip.MustParsePrefix("3fff::/20"),     // documentation
		netip.MustParsePrefix("2620:4f:8000::/48"),
	}
)

// refusal says why an address must not be fetched from, "" when it may.
func refusal(a netip.Addr) string {
	a = a.WithZone("").Unmap()
	if a.Is4() {
		for _, r := range refused {
			if r.net.Contains(a) {
				return r.kind
			}
		}
		return ""
	}
	switch {
	case !a.IsValid():
		return "not an address"
	case a.IsLoopback():
		return "this machine"
	case a.IsPrivate():
		return "private"
	case a.IsLinkLocalUnicast():
		return "link-local"
	case !public.Contains(a): // NAT64, mapped and compatible, multicast, site-local and all not given out
		return "reserved"
	}
	for _, net := range carved {
		if net.Contains(a) {
			return "reserved"
		}
	}
	return ""
}

// checkAddress is a net.Dialer.Control: it sees the address after names are
// resolved, at each hop, so that no name and no redirect leads around it.
func checkAddress(_, address string, _ syscall.RawConn) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	a, err := netip.ParseAddr(host)
	if err != nil {
		return fmt.Errorf("%s is no address: %w", host, hearsay.ErrInvalid)
	}
	if kind := refusal(a); kind != "" {
		return &addressError{host, kind}
	}
	return nil
}

// addressError says that an address is not of the public web.
type addressError struct{ address, kind string }

func (e *addressError) Error() string {
	return fmt.Sprintf("address %s is not public (%s): use --allow-private if you mean it", e.address, e.kind)
}

func (e *addressError) Unwrap() error { return hearsay.ErrInvalid }
