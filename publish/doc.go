// Package publish writes what puts a certificate into a registry's record of an
// ASN or address range, and what takes it out again once AWS has provisioned it.
//
//	c := publish.Change{Registry: registry.RIPE, Resource: resource.OfASN(64496), Certificate: cert}
//	guide, err := c.Guide()         // what to paste or mail, where, and how it can break on the way
//	update, err := c.Update(object) // the present object with the certificate in it
//	mail, err := c.Mail(now)        // for APNIC, whose staff makes the change
//
// It sends nothing: [Call.Shell] is the command that does.
//
// # RIPE NCC
//
// An update replaces the whole object, so it begins with the present one, as
//
//	https://rest.db.ripe.net/ripe/aut-num/AS64496.json?unfiltered&unformatted
//
// gives it, in JSON or (.txt) in RPSL (RFC 2622). One attribute descr is added
// after the last one; everything else stays as it is, in its order. An object
// that is "# Filtered" has lost attributes, and the database refuses it as an
// update; so does this package. The web form, syncupdates and mail take
// [Update.Text]. The REST API takes XML and JSON alone in a PUT
// (WhoisRestService of RIPE-NCC/whois): [Update.JSON].
//
// # ARIN
//
// The record of a range is changed by a PUT of its NET payload (Reg-RWS, "RESTful
// Payloads"), as a GET gave it, with a comment line more. There is no API for the
// record of an ASN, and ARIN's IRR has an aut-num that is another object.
//
// # APNIC
//
// The change is asked for by mail. A mail server breaks lines of more than 998
// characters (RFC 5322 section 2.1.1), and the certificate's has some 1,100:
// [Change.Mail] is quoted-printable (RFC 2045 section 6.7), in lines that no
// server breaks, and decodes to the one line.
package publish
