package provisiontest

import (
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"net/netip"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
	"github.com/byoasn/byoasn/sign"
)

// AWS's own words for what is published and does not prove anything.
const (
	noCertificate = "No X509 certificate could be found in the Whois remarks"
	notVerified   = "The CidrAuthorizationContext signature could not be verified with the X509 certificates in the RIR records"
	noROA         = "The ROA isn't valid or isn't found for the CIDR and Amazon ASNs"
)

// A proof is what a request carries.
type proof struct {
	message   message.Message
	signature sign.Signature
}

// proof reads the parameters of a context, and refuses what is wrong in itself:
// only then is anything looked up.
func (c call) proof(context string, of resource.Resource) (proof, *failure) {
	text, signature := c.params.Get(context+".Message"), c.params.Get(context+".Signature")
	m, err := message.Parse(text)
	sig, unread := sign.Parse(signature)
	switch {
	case text == "":
		return proof{}, missing(context + ".Message")
	case signature == "":
		return proof{}, missing(context + ".Signature")
	case err != nil:
		return proof{}, invalid(context+".Message", text, "it is not a message")
	case unread != nil:
		return proof{}, invalid(context+".Signature", signature, "it is not a signature")
	case m.Account() != c.Account:
		return proof{}, invalid(context+".Message", text, "the account is not the caller's")
	case m.Resource() != of:
		return proof{}, invalid(context+".Message", text, "it is about another resource")
	case m.Expiry().DaysAfter(message.DateOf(c.now)) < 0:
		return proof{}, invalid(context+".Message", text, "it has expired")
	}
	return proof{m, sig}, nil
}

// verdict is AWS's on a proof by what is published: its words, "" for a yes; known
// is false where that could not be found out.
func (c call) verdict(p proof, unadvertised bool) (why string, known bool) {
	certificates, known := c.published(p.message.Resource())
	if !known || len(certificates) == 0 {
		return noCertificate, known
	}
	why = notVerified
	for _, cert := range certificates {
		pub, isRSA := cert.PublicKey.(*rsa.PublicKey)
		if isRSA && !c.now.Before(cert.NotBefore) && !c.now.After(cert.NotAfter) && sign.Verify(pub, p.message.Bytes(), p.signature) == nil {
			why = ""
		}
	}
	if prefix, isRange := p.message.Resource().CIDR(); why == "" && isRange && !unadvertised {
		return c.routed(prefix)
	}
	return why, true
}

// published are the certificates where AWS reads them.
func (c call) published(r resource.Resource) (certificates []*x509.Certificate, known bool) {
	answer, err := c.Registry.Record(c.ctx, r)
	var none *lookup.Error
	if err != nil {
		return nil, errors.As(err, &none) && none.Absent()
	}
	record := answer.Record
	if answer.Database != nil { // which tells the fields apart
		if record = answer.Database.Record; record == nil {
			return nil, false
		}
	}
	rule := record.Registry.Rule()
	if !rule.Supported || record.HandedOn || record.Routing != "" {
		return nil, true
	}
	found, err := rdap.Find(c.ctx, record)
	if err != nil {
		return nil, false
	}
	for _, f := range found.Found {
		if f.Whole() && f.Place.OnObject() && f.Place.Field == rule.Field && f.Certificate != nil {
			certificates = append(certificates, f.Certificate)
		}
	}
	return certificates, true
}

// routed says whether the ROAs of a range are there.
func (c call) routed(prefix netip.Prefix) (why string, known bool) {
	for _, origin := range provision.Origins(provision.EC2, false) {
		answer, err := c.Registry.ROA(c.ctx, roa.Question{Prefix: prefix, Origin: origin})
		switch {
		case err != nil:
			return "", false
		case answer.Validity.State != roa.Valid:
			return noROA, true
		}
	}
	return "", true
}
