package client

import (
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/byoasn/byoasn/lookup"
)

// maxRedirects is enough for a registry that sends to another, which sends to a
// national one, each by way of a URL of its own.
const maxRedirects = 5

// checkRedirect decides whether a redirect is followed, for [http.Client].
func (x *exchange) checkRedirect(next *http.Request, via []*http.Request) error {
	to := address(next.URL)
	if why := x.unsafe(via[0].URL, via[len(via)-1].URL, next.URL); why != "" {
		return newError(lookup.Redirect, x.chain, why, nil)
	}
	switch {
	case slices.Contains(x.chain, to):
		return newError(lookup.Redirect, x.chain, "it leads in a circle, back to "+clip(to), nil)
	case len(via) > maxRedirects:
		return newError(lookup.Redirect, x.chain, fmt.Sprintf("there are more than %d, one after the other", maxRedirects), nil)
	}
	return nil
}

// unsafe says why a redirect must not be followed, or is "". What a name
// resolves to is looked at by the dialer.
func (x *exchange) unsafe(first, from, to *url.URL) string {
	switch {
	case to.User != nil:
		return "it leads to a URL with a user name in it"
	case !x.permits(to), from.Scheme == "https" && to.Scheme != "https":
		return "it leads to " + clip(address(to)) + ", which is not https"
	case strings.Contains(to.Path, "/ripe-nonauth/"):
		return "it leads to RIPE-NONAUTH, which has copies of what is not RIPE NCC's"
	case strings.EqualFold(to.Hostname(), first.Hostname()):
		return ""
	case strings.ContainsFunc(to.Hostname(), func(r rune) bool { return r > '~' || r <= ' ' }):
		return "it leads to a host whose name is not ASCII"
	}
	if addr, err := netip.ParseAddr(to.Hostname()); err == nil {
		return inner(addr, x.local)
	}
	if !x.local && namesThisMachine(to.Hostname()) {
		return "it leads to this machine"
	}
	return ""
}

// permits says whether a URL may be asked at all.
func (x *exchange) permits(u *url.URL) bool {
	return u.Scheme == "https" || u.Scheme == "http" && x.local && isLoopback(u.Hostname())
}

// namesThisMachine knows localhost and what is under it (RFC 6761 section 6.3).
func namesThisMachine(host string) bool {
	host = "." + strings.ToLower(strings.TrimSuffix(host, "."))
	return strings.HasSuffix(host, ".localhost")
}

// inner says why no registry is at an address, if it is this machine's or one of
// an inner network, or is "". This machine is where a local server's neighbours
// are.
func inner(addr netip.Addr, local bool) string {
	addr = embedded(addr.Unmap().WithZone(""))
	switch {
	case addr.IsLoopback():
		if local {
			return ""
		}
		return "it leads to this machine"
	case addr.IsUnspecified(), within(addr, "0.0.0.0/8"): // a system takes 0.0.0.0 for itself
		return "it leads to this machine"
	case addr.IsPrivate(), within(addr, "100.64.0.0/10"), within(addr, "fec0::/10"):
		return fmt.Sprintf("it leads to %s, which is an inner network's", addr)
	case addr.IsLinkLocalUnicast():
		return fmt.Sprintf("it leads to %s, which is this link's alone", addr)
	case addr.IsMulticast(), within(addr, "240.0.0.0/4"):
		return fmt.Sprintf("it leads to %s, which is no server's", addr)
	}
	return ""
}

// embedded is the IPv4 address that a translated one leads to (RFC 6052, 3056),
// or the address itself.
func embedded(addr netip.Addr) netip.Addr {
	bytes := addr.As16()
	switch {
	case addr.Is4():
		return addr
	case within(addr, "64:ff9b::/96"), within(addr, "::/96") && !addr.IsLoopback() && !addr.IsUnspecified():
		return netip.AddrFrom4([4]byte(bytes[12:]))
	case within(addr, "2002::/16"):
		return netip.AddrFrom4([4]byte(bytes[2:6]))
	}
	return addr
}

func within(addr netip.Addr, prefix string) bool {
	return netip.MustParsePrefix(prefix).Contains(addr)
}

// address is a URL as it is asked: without a fragment, which stays at home.
func address(u *url.URL) string {
	asked := *u
	asked.Fragment, asked.RawFragment = "", ""
	return asked.String()
}
