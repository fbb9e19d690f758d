package preflight

import (
	"cmp"
	"fmt"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// registrySupported says whether AWS reads the registry's records.
func (e *Evidence) registrySupported() answer {
	r, seen := e.Record, describeRecord(e.Record)
	rule := r.Registry.Rule()
	switch {
	case r.Registry != "" && !rule.Supported:
		return fails(fmt.Sprintf("AWS takes no proof that is published at %s.", rule.Name), seen,
			"AWS reads the records of ARIN, RIPE NCC and APNIC alone. "+cmp.Or(e.otherProof(), "For an ASN there is no other proof. ")+"Ask AWS for another way.")
	case r.National != "":
		return undocumented(fmt.Sprintf("The resource is registered at a national registry, %s, and whether AWS reads its records is not documented.", r.National), seen,
			e.otherProof()+"Ask AWS whether it takes a certificate that is published at "+r.National+", or ask "+r.National+" and APNIC's helpdesk whether the resource can be held at APNIC itself.")
	case r.Routing != "":
		return unknown(fmt.Sprintf("This is a copy in a routing registry (%s), which is no registration.", r.Routing), seen, "Give the answer of the registry's own RDAP or whois server.")
	case r.Referral != "":
		return unknown(fmt.Sprintf("This answer refers to %s, which has the record.", nameOf(r.Referral)), seen, fmt.Sprintf("Ask %s.", nameOf(r.Referral)))
	case r.Registry == "":
		return e.untold(seen)
	}
	return passes(fmt.Sprintf("AWS reads the records of %s.", rule.Name), "")
}

func nameOf(r registry.Registry) string { return cmp.Or(r.Rule().Name, r.String()) }

// otherProof is the proof of a range that works at every registry.
func (e *Evidence) otherProof() string {
	if !e.isRange() {
		return ""
	}
	return "For a range, IPAM takes a DNS TXT token as proof instead, at every registry: byoasn aws --proof-method dns-token --cidr " + e.Resource().String() + " --ipam-id IPAM_ID --pool-id POOL_ID. "
}

// listed is the registry that IANA's list has for the resource, or "". It helps to
// find the record, and says nothing of what a record is: a number may have been
// transferred since.
func (e *Evidence) listed() registry.Registry {
	of := e.Resource()
	if _, special := of.Special(); of.IsZero() || special {
		return ""
	}
	server, _ := lookup.Embedded().ServerFor(of)
	return server.Registry
}

// whereListed says where the record can be had, to follow "server".
func (e *Evidence) whereListed() string {
	rule := e.listed().Rule()
	if rule.Name == "" {
		return ""
	}
	where := fmt.Sprintf(": by IANA's list %s is at %s (whois -h %s %s", e.Resource().Name(), rule.Name, rule.Whois, whoisQuery(e.Resource()))
	if n, isASN := e.Resource().ASN(); isASN {
		where += ", or " + rule.RDAP + "autnum/" + n.String()
	} else {
		where += ", or " + rule.RDAP + "ip/" + e.Resource().String()
	}
	return where + ")"
}

// whoisQuery is what a whois server is asked for a resource. A range's first
// address finds the smallest block that has it.
func whoisQuery(of resource.Resource) string {
	if p, isRange := of.CIDR(); isRange {
		return p.Addr().String()
	}
	return of.Name()
}

// unreadList says, after the sentence that there is no record, that AWS does not
// read the records of the registry which IANA's list has.
func (e *Evidence) unreadList() string {
	rule := e.listed().Rule()
	if rule.Name == "" || rule.Supported {
		return ""
	}
	return fmt.Sprintf(" By IANA's list %s is at %s, whose records AWS does not read.", e.Resource().Name(), rule.Name)
}

// unreadProof is the proof to take in place of a record that AWS does not read, by
// IANA's list.
func (e *Evidence) unreadProof() string {
	if e.unreadList() == "" {
		return ""
	}
	return e.otherProof()
}

// untold is the answer about a record that does not tell whose it is.
func (e *Evidence) untold(seen string) answer {
	fix := "Give the answer of ARIN, RIPE NCC or APNIC itself"
	if e.listed() != "" {
		fix = "Give the whole answer of the registry's own RDAP or whois server"
	}
	return unknown("The record does not tell which registry it comes from, so the field that AWS reads is not known."+e.unreadList(), seen, fix+e.whereListed()+".")
}
