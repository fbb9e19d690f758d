package lookup

import (
	"slices"

	"github.com/byoasn/byoasn/problem"
)

// Why there is no answer: the kinds of an [Error], for [errors.Is].
const (
	NotFound      problem.ID = "not-found"      // the registry says that it has none: see Error.Absent
	RateLimited   problem.ID = "rate-limited"   // asked too often: 429, or LACNIC's notice
	Refused       problem.ID = "refused"        // 401, 403 or another 4xx
	ServerFailure problem.ID = "server-failure" // 5xx
	NotRDAP       problem.ID = "not-rdap"       // HTML, another type, cut short, malformed
	WrongObject   problem.ID = "wrong-object"   // of another class, or about another range
	NotDatabase   problem.ID = "not-database"   // not the RIPE Database's: HTML, another type, malformed
	NotROA        problem.ID = "not-roa"        // not RIPEstat's: HTML, another type, cut short, malformed
	Contradiction problem.ID = "contradiction"  // a ROA's state that its own VRPs do not bear out
	TooLarge      problem.ID = "too-large"      // past the bounds on size, depth or counts
	Timeout       problem.ID = "timeout"        // the request's, or the caller's deadline
	Cancelled     problem.ID = "cancelled"      // by the caller; wraps context.Canceled and its cause
	TLS           problem.ID = "tls"            // the server's certificate, or the handshake
	DNS           problem.ID = "dns"            // the host's name does not resolve
	Connection    problem.ID = "connection"     // refused, reset, or not HTTP
	Redirect      problem.ID = "redirect"       // a circle, too many, to plain http or an inner network, unreadable
	NoServer      problem.ID = "no-server"      // the bootstrap names none; nothing was asked
	NotPublic     problem.ID = "not-public"     // what no registry assigns; nothing was asked
	Misuse        problem.ID = "misuse"         // a setting or resource is wrong; nothing was asked
)

// Kinds returns the kinds of an [Error], for menus and metrics.
func Kinds() []problem.ID {
	kinds := make([]problem.ID, 0, len(sayings))
	for kind := range sayings {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	return kinds
}

// KindOfStatus is what a status of HTTP, or the code of an RDAP error, means
// (RFC 7480 section 5, RFC 9083 section 6).
func KindOfStatus(status int) problem.ID {
	switch {
	case status == 404:
		return NotFound
	case status == 429:
		return RateLimited
	case status >= 500 && status <= 599:
		return ServerFailure
	case status >= 400 && status <= 499:
		return Refused
	case status >= 300 && status <= 399:
		return Redirect
	}
	return NotRDAP
}

// A saying is a kind in words.
type saying struct {
	what, fix string
}

var sayings = map[problem.ID]saying{
	NotFound:        {"the registry has no such object", "check the number and the registry"},
	RateLimited:     {"the registry was asked too often", "wait, and ask more slowly"},
	Refused:         {"the server refuses to answer", "some registries do so when asked too often: try again in some minutes, or from another address"},
	ServerFailure:   {"the server failed", "try again later"},
	NotRDAP:         {"the answer is not RDAP", "check that the URL is an RDAP server's and that no proxy answers in its place"},
	WrongObject:     {"the answer is about another object", "ask the registry that holds it"},
	NotDatabase:     {"the answer is not the RIPE Database's", "check that the URL is the database's REST service and that no proxy answers in its place"},
	NotROA:          {"the answer is no state of a ROA", "check that the URL is RIPEstat's and that no proxy answers in its place"},
	NotLookingGlass: {"the answer is not RIPEstat's looking glass", "check that the URL is RIPEstat's and that no proxy answers in its place"},
	Contradiction:   {"the answer contradicts itself", "ask again later, or use a validator's export"},
	TooLarge:        {"the answer is larger than a record may be", "check that the URL is an RDAP server's"},
	Timeout:         {"the answer did not come in time", "try again, or allow more time"},
	Cancelled:       {"the lookup was cancelled", ""},
	TLS:             {"no secure connection could be made", "check this machine's clock, and whether a proxy stands between"},
	DNS:             {"the server's name could not be resolved", "check the network"},
	Connection:      {"the connection failed", "check the network and its proxies, and try again"},
	Redirect:        {"the server redirects to where it is not followed", "ask the registry that holds the object"},
	NoServer:        {"no server is known", "the list may be old: name the registry or the server to ask, or refresh the list"},
	NotPublic:       {"no registry has a record of it", "ask for what your registry assigned"},
	Misuse:          {"the lookup cannot be made", ""},
}
