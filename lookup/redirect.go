package lookup

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
)

// maxRedirects is enough for a registry that sends to another, which sends to a
// national one, each by way of a URL of its own.
const maxRedirects = 5

// checkRedirect decides whether a redirect is followed, for [http.Client].
func (x *exchange) checkRedirect(next *http.Request, via []*http.Request) error {
	to := address(next.URL)
	if why := x.unsafe(via[len(via)-1].URL, next.URL); why != "" {
		return newError(Redirect, x.chain, why, nil)
	}
	switch {
	case slices.Contains(x.chain, to):
		return newError(Redirect, x.chain, "it leads in a circle, back to "+clip(to), nil)
	case len(via) > maxRedirects:
		return newError(Redirect, x.chain, fmt.Sprintf("there are more than %d, one after the other", maxRedirects), nil)
	}
	return nil
}

// unsafe says why a redirect must not be followed, or is "".
func (x *exchange) unsafe(from, to *url.URL) string {
	switch {
	case to.User != nil:
		return "it leads to a URL with a user name in it"
	case !x.permits(to), from.Scheme == "https" && to.Scheme != "https":
		return "it leads to " + clip(address(to)) + ", which is not https"
	case !x.local && isLoopback(to.Hostname()):
		return "it leads to this machine"
	}
	return ""
}

// permits says whether a URL may be asked at all.
func (x *exchange) permits(u *url.URL) bool {
	return u.Scheme == "https" || u.Scheme == "http" && x.local && isLoopback(u.Hostname())
}

// address is a URL as it is asked: without a fragment, which stays at home.
func address(u *url.URL) string {
	asked := *u
	asked.Fragment, asked.RawFragment = "", ""
	return asked.String()
}
