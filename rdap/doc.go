// Package rdap reads a registry's record of an AS number or address range, and
// finds the certificates in it, and where they stand. It judges nothing: package
// preflight does. It takes bytes and touches no network: package lookup gets them.
//
//	record, err := rdap.Parse(data) // RDAP's JSON, or whois text
//	published, err := rdap.Find(ctx, record)
//	published.Found                 // each with its place and form
//
// # Records
//
// [Parse] reads an autnum or ip network object of RDAP (RFC 9083), the RPSL of RIPE
// NCC, APNIC and AFRINIC and ARIN's own form as whois has them, and RIPE NCC's
// REST interface. All give a [Record]: its texts, each with its owner (the object,
// or an entity within it) and title, and whose the record is: a registry's, a
// national registry's under it, a routing registry's copy, or a block that was
// handed to another registry. RIPE NCC's RDAP shows the fields descr and remarks
// as one, which its whois and REST do not; [Record.TellsFields] says so.
//
// An answer of whois may hold several objects. [Record.Select] makes a record of
// the one that decides about a resource.
//
// A record from which something was left out is marked Incomplete: that a
// certificate is absent cannot be concluded from it. Where the registry has no
// record, the error is an [ErrorObject] that is Absent.
//
// # What is published
//
// [Find] finds certificates in any form. One is whole ([Found.Whole]) if in one
// value of a field there stand the exact markers, five hyphens on either side and
// the label CERTIFICATE, with nothing between them but letters of base64 (no white
// space of any sort), which decode to one certificate in DER without a remainder,
// and with no other text right beside them. A certificate that is split, wrapped,
// escaped or otherwise flawed is put together to be identified, and is not whole.
//
// # Bounds
//
// A record has at most 4 MiB, 2,000 entities, 5,000 remarks and 50,000 lines. What
// is read of it, found in it and said of it is linear in its size; the limits on
// what is found are for the whole of it, and [Published.Beyond] says what lies
// beyond them.
package rdap
