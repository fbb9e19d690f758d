// Package client fetches the record of an AS number or an address range from the
// registry that holds it, over RDAP (RFC 7480, 9082, 9083), and the state of a
// route's ROAs from RIPEstat. It is the only package of this module that touches
// a network; what it takes and gives is package lookup's.
//
//	var c client.Client // the zero value is ready
//	answer, err := c.Record(ctx, resource.OfASN(12345))
//
// [Client.Records] looks up many resources at once, [Client.Wait] looks until a
// certificate has appeared, [Client.ROA] and
// [Client.LookingGlass] ask RIPEstat about routes, and [Client.RefreshBootstrap] replaces the list of servers that package lookup
// carries. What is not in that list is a [lookup.NoServer] error, and Registry or
// Server of the [lookup.Settings] decide. What is not public is refused before
// anybody is asked.
//
// # What it holds to
//
//   - https alone, TLS 1.2 or later, in every request and redirect. Plain http
//     is for a server on a loopback address that the caller named.
//   - At most 5 redirects, none of them in a circle, to plain http, to this
//     machine or to a private or link-local address, by whatever name: what a
//     name resolves to is looked at before a connection is made. The server that
//     the caller named may be anywhere. [lookup.Answer.Chain] has them all.
//   - Each request ends within Timeout (30 s), 10 s of it to connect and 10 s to
//     agree on TLS; the header is limited to 64 KB, the body to MaxBody (4 MB).
//     No compression is asked for, and none taken.
//   - Only a 200 of type application/rdap+json or application/json is read as a
//     record, and only one of type application/json as a ROA's state.
//   - A number or range of RIPE NCC's is two requests: RDAP, and the RIPE Database
//     over https, of which a 200 of type text/plain is read, or, where it refuses
//     that, a third for its JSON. A redirect to RIPE-NONAUTH, which holds what is
//     not RIPE NCC's, is not followed. For all others it is one.
//   - Each registry is asked no faster than its Pace. RIPEstat asks for no more
//     than 8 requests at a time from one address.
//   - Proxies come from the environment (HTTPS_PROXY, NO_PROXY); [NewTransport]
//     is where to set others. There are no cookies, no logs, and no disk;
//     Observe of the [Client] sees each request.
//
// Every error is a [*lookup.Error].
//
// # What carries it
//
// The requests to registries are made by github.com/openrdap/rdap, with a client
// of its own for each call, through a transport that enforces the above. The
// records are read by package rdap, which is stricter than openrdap's decoder.
package client
