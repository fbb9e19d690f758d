// Package roa validates the origin of routes (RFC 6811): whether an autonomous
// system may originate a prefix, by the validated ROA payloads (VRPs) that an
// RPKI validator has made of all ROAs.
//
// [Read] answers a few questions by one pass over a validator's export, [Load]
// makes a table of it for many, [All] iterates over its entries, and [Validate]
// decides by VRPs that are at hand:
//
//	result, err := roa.Read(file, time.Now(), roa.Question{Prefix: prefix, Origin: 16509})
//	result.Answers[0].State  // Valid, InvalidASN, InvalidLength or NotFound
//	result.Missing("arin")   // why "not found" may be wrong, or ""
//	result.Generated         // how old it is, if it tells
//
// The package validates no signature, and asks nobody: it reads what package
// lookup gets from RIPEstat ([ReadRIPEstat]).
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
// # What the answer is worth
//
// What an export has, is so; what it has not, may be so all the same. Three
// things stand beside the answers, and a program that says "no" or "nothing
// forbids it" has to look at them:
//
//   - Time. A VRP whose entry says that it has ended at the time now is none. It
//     stands in [Validity.Ended], and [Validity.WithEnded] is the answer if it
//     had not ended: where the two differ, the export is too old to tell.
//   - Age. [Export.Generated] is when it was made, or zero if it does not tell.
//   - Wholeness. [Export.Missing] says what speaks against its being all of the
//     RPKI: fewer than 100,000 entries, as a filter leaves (the world has more
//     than 400,000), no VRP from the trust anchor of the registry that the range
//     is under, or a form that cannot tell whether it is whole.
//
// # Formats
//
// A file is JSON or CSV, as validators export it. Read tells them apart by the
// first character. It is in UTF-8, with or without a byte-order mark, or in
// UTF-16 with one.
//
// [JSON] is an object. Its member "roas" is an array of VRPs; of its "metadata",
// the time is read (buildtime, or else generated, or else generatedTime: RFC
// 3339, or seconds since 1970), and the trust anchors (talfiles or tals). All
// other members are checked to be JSON (RFC 7493: UTF-8, no name twice) and
// skipped:
//
//	{"metadata": {"buildtime": "2026-09-16T00:06:05Z"},
//	 "roas": [{"asn": 64496, "prefix": "192.0.2.0/24", "maxLength": 24, "ta": "ripe", "expires": 1790000255}],
//	 "aspas": []}
//
// It is what rpki-client (-j), Routinator (json, jsonext), OctoRPKI and
// Cloudflare's rpki.json, FORT and the RIPE NCC's validators write. The asn is a
// number, or a string such as "AS64496" or "64496". The trust anchor is the
// member "ta", or the first "tal" in "source" (jsonext), or not told. The end is
// "expires", or the first "notAfter" of a "source" (of several, the last). The
// maxLength is never left out: every exporter writes it.
//
// [Array] is that array alone, as BGPalerter reads it and jq .roas writes it. It
// tells no age.
//
// [CSV] has a header, which says where the columns are, whatever their order,
// and a line break at the end of each line, the last included:
//
//	ASN,IP Prefix,Max Length,Trust Anchor,Expires
//	AS64496,192.0.2.0/24,24,ripe,1790000255
//
// It is what rpki-client (-c), Routinator (csv, csvcompat, csvext), FORT ("Prefix"
// and "Max prefix length") and the RIPE NCC's validators and archives write.
// Fields may be in quotes, with blanks around them, and separated by semicolons
// or tabs. The end is in "Expires" or "Not After". A Max Length that is empty is
// the length of the prefix, as archives have it for ROAs without one. A CSV tells
// neither its age nor, as it may be cut at the end of a line, whether it is whole.
//
// [RIPEstat] is a saved answer of the RIPEstat data API's rpki-validation, or
// several, one behind the other or in an array.
//
// An end that cannot be read is taken for one long ago. SLURM, the configuration
// of BIRD and OpenBGPD, RPSL and Routinator's validity API have an [IDs] entry
// each, and are refused with the command that exports what is read.
//
// # What is refused
//
// A file that is cut short, malformed or empty, has no VRP at all, or has one,
// wherever it is and whatever it is about, that is wrong: without an ASN or
// prefix, with host bits, with a maxLength out of range. So are HTML and
// compressed files, and files past the bounds: 1 GiB, 1 MiB for an entry in JSON
// or any other value, 64 KiB for a line of CSV, 64 levels of nesting outside of
// entries, 1,000 trust anchors, 10,000 VRPs that cover one prefix, and 256 KiB of
// RIPEstat's answers.
//
// A file is read once, from its beginning to its end. Read and All do it in some
// hundred kilobytes of memory, whatever its size; the time of Read grows with the
// number of prefixes that are asked about. A [Table] takes 32 bytes for an entry,
// and answers a question in some microseconds.
package roa
