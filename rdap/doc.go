// Package rdap reads a registry's record of an AS number or address range, finds
// the certificates in it, and judges whether AWS will find the right one where
// it looks. It takes bytes and touches no network: package lookup gets them.
//
//	record, err := rdap.Parse(data) // RDAP's JSON, or whois text
//	j := rdap.Judge(record, rdap.Question{ASN: 12345, Certificate: cert, Now: now})
//	j.Verdict                       // pass, fail or unknown
//	j.Findings                      // why, and what to do
//
// [Find] alone lists what is published, whosever it is.
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
//
// Every [Finding] has a stable [ID], a verdict, what was seen, and the mend. The
// verdict over all is Fail if one fails, else Unknown if one is unknown, else
// Pass: "could not find out" is neither yes nor no.
package rdap
