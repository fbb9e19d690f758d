package rdap

import (
	"bytes"
	"fmt"

	"github.com/byoasn/byoasn/problem"
)

// Parse reads a record in any form: JSON if it begins with a brace, as
// [ParseJSON] does, and otherwise the answer of a whois server, as the server or
// a whois client prints it: in RPSL (RIPE NCC, APNIC, AFRINIC; LACNIC's is close
// to it), or in ARIN's form, which begins with ASNumber or NetRange.
//
// What it came wrapped in is taken off where that guesses nothing: a byte-order
// mark, UTF-16, a terminal's colours, a mail program's "> " before each line, a
// <pre> element.
//
// The record is the aut-num, inetnum or inet6num object, or ASNumber or NetRange
// block, of the answer; [Record.Select] picks one of several by the question. A
// covering as-block, or a block that ARIN or IANA handed to another registry, is
// the record only if nothing else is there, and a copy in a routing registry
// likewise. Every other object is kept as an [Entity], with its class:
// "organisation", "role", "route". What begins a new object begins one, whether
// a blank line stands before it or not.
//
// RPSL is read as RIPE NCC reads it (RFC 2622 section 2): # begins a comment,
// and a continuation line, which begins with a blank, a tab or +, is joined to
// the line before with one blank. Letters that are not UTF-8 are taken as
// ISO 8859-1, which the servers send unless told otherwise.
//
// Where the answer is that of a registry which AWS does not read, and its form
// is none of these, the record tells that registry and nothing else.
//
// An answer that has no record because there is none, or because the server
// refuses, is an [ErrorObject]; anything else a [*problem.Problem].
func Parse(data []byte) (*Record, error) {
	data, err := open(data)
	if err != nil {
		return nil, err
	}
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		return parseJSON(data)
	}
	return parseWhois(data)
}

// open checks the size of a record and that it can be one at all, and takes off
// what it is wrapped in.
func open(data []byte) ([]byte, error) {
	if len(data) > MaxSize {
		return nil, &problem.Problem{ID: TooLarge, Field: "the record", What: fmt.Sprintf("has more than the %d bytes that are read", MaxSize)}
	}
	opened, err := unwrap(data)
	switch {
	case err != nil:
		return nil, err
	case bytes.HasPrefix(data, []byte("HTTP/")) && len(opened) == 0:
		return nil, otherForm("is the head of an answer of HTTP and nothing else, such as a redirect's", "follow redirects: curl -L … > record.json")
	}
	return opened, strangeness(opened)
}

// strangers are the first bytes of what is given in a record's place.
var strangers = []struct{ start, what, fix string }{
	{"\x1f\x8b", "is compressed with gzip", "unpack it first"},
	{"[{", "is a JSON array: expected one object", "give one record"},
	{"-----BEGIN ", "is PEM, such as a certificate: expected the registry's record", ""},
	{"Autnum:\n  ", "is the text that the command rdap prints for people", cliFix},
	{"IP Network:\n  ", "is the text that the command rdap prints for people", cliFix},
	{"Autnum:\r\n  ", "is the text that the command rdap prints for people", cliFix},
	{"IP Network:\r\n  ", "is the text that the command rdap prints for people", cliFix},
}

const cliFix = "give the registry's own JSON: rdap --raw AS… > record.json"

// documents are what is told by a phrase in an XML or HTML text, in lower case.
var documents = []struct{ phrase, what, fix string }{
	{"arin.net/whoisrws", "is XML of ARIN's Whois-RWS", arinFix},
	{"<whois-resources", "is XML of RIPE NCC's REST interface", ripeFix},
	{"<html", "is an HTML page, not a record", pageFix},
	{"<!doctype html", "is an HTML page, not a record", pageFix},
	{"<pre", "is a part of an HTML page, not a record", pageFix},
	{"<", "is XML, not RDAP or whois", "fetch it again and accept application/rdap+json"},
}

const (
	pageFix = "give what the RDAP or whois server answers, not a page of the registry's site"
	arinFix = "give ARIN's RDAP instead: curl --output record.json https://rdap.arin.net/registry/autnum/NUMBER, or …/registry/ip/ADDRESS/LENGTH"
	ripeFix = "give the text instead: curl --output record.txt https://rest.db.ripe.net/ripe/aut-num/AS….txt"
)

// strangeness says what data is if it is plainly no record.
func strangeness(data []byte) error {
	data = bytes.TrimSpace(data)
	if len(data) == 0 {
		return &problem.Problem{ID: empty, Field: "the record", What: "is empty"}
	}
	for _, s := range strangers {
		if bytes.HasPrefix(data, []byte(s.start)) {
			return otherForm(s.what, s.fix)
		}
	}
	if data[0] != '<' {
		return nil
	}
	head := bytes.ToLower(data[:min(len(data), 4096)])
	for _, d := range documents {
		if bytes.Contains(head, []byte(d.phrase)) {
			return otherForm(d.what, d.fix)
		}
	}
	return nil
}
