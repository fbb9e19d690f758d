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
// [ParseJSON] reads an autnum or ip network object of RFC 9083, strictly and
// within bounds; [ParseWhois] the RPSL of RIPE NCC, APNIC and AFRINIC, and ARIN's
// own form. Both give a [Record]: its texts, each with its owner (the object, or
// an entity within it) and title. RIPE NCC's RDAP shows the fields descr and
// remarks as one, which its whois does not; [Record.TellsFields] says so.
//
// A record from which something was left out is marked Incomplete: that a
// certificate is absent cannot be concluded from it.
//
// # What counts as published
//
// AWS reads the resource's own object, in one field that depends on the
// registry (package registry has the table). There the certificate has to be
// whole in one string: both markers, and no blank or line break in its base64. A
// certificate that is split, wrapped, escaped or otherwise flawed is put together
// to be identified, and never counts. Certificates are compared as DER.
package rdap
