// Package lookup fetches the record of an ASN or address range from the
// registry that holds it, over RDAP (RFC 7480, 9082, 9083). It is the
// only package of this module that touches a network.
//
//	var client lookup.Client // the zero value is ready
//	answer, err := client.ASN(ctx, number)
//	answer.Record // to be judged by package rdap
//
// [Client.ASNs] looks up many numbers at once, [Client.Wait] looks until a
// certificate has appeared, and [Client.RefreshBootstrap] replaces the list of
// servers that the package carries.
//
// # Whom it asks
//
// IANA's bootstrap files (RFC 9224) are embedded, so that one ASN is one
// request: [Answer.Snapshot] says how old the list is. What is not in it is a
// [NoServer] error, and Registry or Server of the [Client] decide. A number that
// is not public (package asn has the list) is refused before anybody is asked.
//
// # Whether a ROA is there
//
// [Client.ROA] asks RIPEstat's data call rpki-validation, as AWS's documentation
// does, for the state of a route's origin. Its answer has the VRPs that cover
// the route, and package roa decides by them; it has to be about the route that
// was asked about, and RIPEstat's own word has to fit. Where RIPEstat calls a
// route invalid for another reason than package roa, the latter's stands: a
// validator may put a wrong origin before a length that is too short.
//
// RIPEstat documents data.status and its four values. That validating_roas
// lists all VRPs that cover the prefix, those that do not match included, AWS's
// example and recorded answers show. Not documented, and read as follows: the
// member "time" has no zone, and is taken for UTC; whether it is the time of the
// data or of the answer is not said. What messages look like in an error is
// guessed at for the text of the error alone. RIPEstat asks for no more than 8
// requests at a time from one address.
//
// # What it holds to
//
//   - https alone, TLS 1.2 or later, in every request and redirect. Plain http
//     is for a server on a loopback address that the caller named.
//   - At most 5 redirects, none of them in a circle, to plain http, or to this
//     machine; [Answer.Chain] has them.
//   - Each request ends within Client.Timeout (30 s), 10 s of it to connect and
//     10 s to agree on TLS; the header is limited to 64 KB, the body to
//     Client.MaxBody (4 MB). No compression is asked for, and none taken.
//   - Only a 200 of type application/rdap+json or application/json is read as a
//     record, and only one of type application/json as a ROA's state.
//   - Each registry is asked no faster than Client.Pace.
//   - Proxies come from the environment (HTTPS_PROXY, NO_PROXY). There are no
//     cookies, no logs, and no disk.
//
// # When there is no answer
//
// Every error is an [*Error]. Its [Kind] tells the reasons apart, and
// [errors.Is] knows it:
//
//	var e *lookup.Error
//	switch {
//	case errors.Is(err, lookup.RateLimited): // e.RetryAfter
//	case errors.As(err, &e) && e.Absent(): // definitely not registered
//	default: // it could not be found out
//	}
//
// # What carries it
//
// The requests are made by github.com/openrdap/rdap, with a client of its own
// for each call, through a transport that enforces the above. The records are
// read by package rdap, which is stricter than openrdap's decoder.
package lookup
