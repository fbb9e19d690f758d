// Package roa validates the origin of routes (RFC 6811): whether an autonomous
// system may originate a prefix, by the validated ROA payloads (VRPs) that an
// RPKI validator has made of all ROAs.
//
// [Read] answers questions by a validator's export, and [Validate] by VRPs that
// are at hand:
//
//	result, err := roa.Read(file, roa.Question{Prefix: prefix, Origin: 16509})
//	result.Answers[0].State // Valid, InvalidASN, InvalidLength or NotFound
//
// The package validates no signature, and asks nobody: the state that RIPEstat
// sees is package lookup's.
//
// # The decision
//
// A VRP covers a route if its prefix is the route's or contains it. A route is
// [Valid] if one of the covering VRPs has its origin and a maxLength that is not
// less than the route's length. If there are covering VRPs and none is so, it is
// invalid: [InvalidLength] if one has the origin, [InvalidASN] if none has. If
// there are none, it is [NotFound].
//
// AS 0 is nobody (RFC 6483 section 4, RFC 7607): a VRP of AS 0 makes no route
// valid, and no route with the origin 0 is. [Validity.AS0] says whether there is
// one. Validators do not agree on the reason where several VRPs cover a route
// that is invalid; RFC 6811 has one state for both.
//
// # Formats
//
// A file is JSON or CSV in UTF-8, as validators export it. Read tells them apart
// by the first character. A byte-order mark before it is forgiven.
//
// JSON is an object. Its member "roas" is an array of VRPs; the time of its
// "metadata" is read (buildtime, or else generated). All other members are
// checked to be JSON (RFC 7493: UTF-8, no name twice) and skipped:
//
//	{"metadata": {"buildtime": "2026-09-16T00:06:05Z"},
//	 "roas": [{"asn": 64496, "prefix": "192.0.2.0/24", "maxLength": 24, "ta": "ripe", "expires": 1790000255}],
//	 "aspas": []}
//
// It is what rpki-client (-j), Routinator (json, jsonext), OctoRPKI and
// Cloudflare's rpki.json, FORT and the RIPE NCC's validators write. The asn is a
// number, or a string such as "AS64496" or "64496". The trust anchor is the
// member "ta", or the first "tal" in "source" (jsonext), or not told. The
// maxLength is never left out: every exporter writes it.
//
// CSV has a header, which says where the columns are, whatever their order, and
// a line break at the end of each line, the last included:
//
//	ASN,IP Prefix,Max Length,Trust Anchor,Expires
//	AS64496,192.0.2.0/24,24,ripe,1790000255
//
// It is what rpki-client (-c), Routinator (csv, csvcompat, csvext), FORT ("Prefix"
// and "Max prefix length") and the RIPE NCC's validators and archives write.
// Fields may be in quotes. A Max Length that is empty is the length of the
// prefix, as archives have it for ROAs without one.
//
// # What is refused
//
// "Not found" is true only if the whole of the data was looked at. So Read
// refuses a file that is cut short, malformed or empty, has no VRP at all, or
// has one, wherever it is and whatever it is about, that is wrong: without an
// ASN or prefix, with host bits, with a maxLength out of range. It refuses HTML
// and compressed files, and files past its bounds: 1 GiB, 1 MiB for an entry in
// JSON or any other value, 64 KiB for a line of CSV, 64 levels of nesting outside
// of entries, and 10,000 VRPs that cover one prefix. A CSV that ends early, but
// at the end of a line, cannot be told from a whole one: [Result.Entries] may
// tell it.
//
// A file is read once, from its beginning to its end, in some hundred kilobytes
// of memory, whatever its size. The time grows with the number of prefixes that
// are asked about; with the questions about one prefix it does not.
package roa
