package publish

import (
	"crypto/x509"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// A Change is one of a registry's record: a certificate is published, or taken
// out again.
type Change struct {
	Registry    registry.Registry
	Resource    resource.Resource // the zero value is an ASN that is not named
	Certificate *x509.Certificate
	Remove      bool // take it out of the record, in which it is
}

// What is wrong with a change, or with the object that it is made in.
const (
	noCertificate    problem.ID = "no-certificate"
	NoUpdate         problem.ID = "no-update" // the registry has no interface by which an object could be replaced
	noMail           problem.ID = "no-mail"   // the registry makes no change by mail
	NotAnObject      problem.ID = "not-an-object"
	otherObject      problem.ID = "other-object" // of another resource, or a copy
	Filtered         problem.ID = "filtered"     // attributes are left out
	AlreadyPublished problem.ID = "already-published"
	NotPublished     problem.ID = "not-published"
)

// IDs returns them all.
func IDs() []problem.ID {
	return []problem.ID{noCertificate, NoUpdate, noMail, NotAnObject, otherObject, Filtered, AlreadyPublished, NotPublished}
}

// rule returns the registry's rule, if AWS reads its records and there is a
// certificate to be published.
func (c Change) rule() (registry.Rule, error) {
	rule := c.Registry.Rule()
	switch {
	case !rule.Supported:
		return rule, c.notSupported(rule)
	case c.Certificate == nil || len(c.Certificate.Raw) == 0:
		return rule, &problem.Problem{ID: noCertificate, What: "there is no certificate to publish", Fix: "make one first"}
	}
	return rule, nil
}

// notSupported says that AWS does not look there, and, for a range, which proof
// works everywhere.
func (c Change) notSupported(rule registry.Rule) error {
	name := rule.Name
	if name == "" {
		name = problem.Quote(string(c.Registry))
	}
	p := &problem.Problem{ID: registry.NotSupported,
		What: "AWS takes no proof that is published at " + name + "; it reads the records of ARIN, RIPE NCC and APNIC alone"}
	if _, isRange := c.Resource.CIDR(); isRange {
		p.Fix = "a range can be proven with a DNS TXT record in its reverse zone instead, at every registry, and needs no certificate then"
	} else {
		p.Fix = "there is no other proof for an ASN"
	}
	return p
}

// line is the certificate as it is published.
func (c Change) line() string { return certgen.OneLine(c.Certificate) }

// name is the resource as it stands in a sentence.
func (c Change) name() string {
	if c.Resource.IsZero() {
		return "your ASN"
	}
	return c.Resource.Name()
}

// isRange says whether the resource is an address range.
func (c Change) isRange() bool {
	_, isRange := c.Resource.CIDR()
	return isRange
}
