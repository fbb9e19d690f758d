package lookup

// A Kind is why there is no answer. A kind is an error too, for [errors.Is]:
//
//	errors.Is(err, lookup.NotFound)
//
// As a string it is a stable name, such as "not-found".
type Kind string

// The kinds.
const (
	NotFound      Kind = "not-found"      // 404: see Error.Absent
	RateLimited   Kind = "rate-limited"   // 429: asked too often
	Refused       Kind = "refused"        // 401, 403 or another 4xx
	ServerFailure Kind = "server-failure" // 5xx
	NotRDAP       Kind = "not-rdap"       // HTML, another type, cut short, malformed
	WrongObject   Kind = "wrong-object"   // of another class, or about another range
	NotROA        Kind = "not-roa"        // not RIPEstat's: HTML, another type, cut short, malformed
	Contradiction Kind = "contradiction"  // a ROA's state that its own VRPs do not bear out
	TooLarge      Kind = "too-large"      // past the bounds on size, depth or counts
	Timeout       Kind = "timeout"        // the request's, or the caller's deadline
	Cancelled     Kind = "cancelled"      // by the caller; wraps context.Canceled
	TLS           Kind = "tls"            // the server's certificate, or the handshake
	DNS           Kind = "dns"            // the host's name does not resolve
	Connection    Kind = "connection"     // refused, reset, or not HTTP
	Redirect      Kind = "redirect"       // a circle, too many, to plain http, unreadable
	NoServer      Kind = "no-server"      // the bootstrap names none; nothing was asked
	NotPublic     Kind = "not-public"     // a number that no registry assigns; nothing was asked
	Misuse        Kind = "misuse"         // a setting or prefix is wrong; nothing was asked
)

// Error returns the kind in words.
func (k Kind) Error() string { return sayings[k].what }

// A saying is a kind in words.
type saying struct {
	what, mend string
}

var sayings = map[Kind]saying{
	NotFound:      {"the registry has no such object", "check the number and the registry"},
	RateLimited:   {"the registry was asked too often", "wait, and ask more slowly"},
	Refused:       {"the server refuses to answer", "some registries do so when asked too often: try again in some minutes, or from another address"},
	ServerFailure: {"the server failed", "try again later"},
	NotRDAP:       {"the answer is not RDAP", "check that the URL is an RDAP server's and that no proxy answers in its place"},
	WrongObject:   {"the answer is about another object", "ask the registry that holds it"},
	NotROA:        {"the answer is no state of a ROA", "check that the URL is RIPEstat's and that no proxy answers in its place"},
	Contradiction: {"the answer contradicts itself", "ask again later, or use a validator's export"},
	TooLarge:      {"the answer is larger than a record may be", "check that the URL is an RDAP server's"},
	Timeout:       {"the answer did not come in time", "try again, or allow more time"},
	Cancelled:     {"the lookup was cancelled", ""},
	TLS:           {"no secure connection could be made", "check this machine's clock, and whether a proxy stands between"},
	DNS:           {"the server's name could not be resolved", "check the network"},
	Connection:    {"the connection failed", "check the network and its proxies, and try again"},
	Redirect:      {"the server redirects to where it is not followed", "ask the registry that holds the object"},
	NoServer:      {"no server is known", "the list may be old: name the registry or the server to ask, or refresh the list"},
	NotPublic:     {"no registry has a record of it", "ask for the number that your registry assigned"},
	Misuse:        {"the lookup cannot be made", ""},
}
