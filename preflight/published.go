package preflight

import (
	"bytes"
	"crypto/x509"
	"fmt"
	"slices"
	"strings"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/rdap"
)

// Conditions of needs.

// onlyDamaged says that nothing is published that can be read, and something
// that looks like a certificate.
func onlyDamaged(e *Evidence) bool {
	return e.published.best == nil && slices.ContainsFunc(e.published.found, isDamaged)
}

// secretInstead says that a private key stands where a certificate should.
func secretInstead(e *Evidence) bool {
	return e.published.best == nil && slices.ContainsFunc(e.published.found, isSecret)
}

func isDamaged(f rdap.Found) bool { return f.Kind == certgen.KindCertificate && f.Certificate == nil }

func isOther(f rdap.Found) bool { return f.Kind != certgen.KindCertificate && !isSecret(f) }

// certificatePublished says whether the certificate is in the record at all.
func (e *Evidence) certificatePublished() answer {
	switch found := e.published.found; {
	case lagging(e):
		return unknown("The certificate is in "+e.databaseName()+" where AWS looks, and RDAP, which AWS reads, does not show it there yet.", describeAll(e.published.database), "Look again in some minutes.")
	case e.published.best != nil:
		return e.present(*e.published.best)
	case slices.ContainsFunc(found, isOther):
		f := found[slices.IndexFunc(found, isOther)]
		return fails(fmt.Sprintf("What is published there is %s, not a certificate.", f.Kind), "in "+f.Place.String(), e.publishFix())
	case len(found) > 0:
		return fails("Another certificate is published, and not yours.", describeAll(found), e.publishFix())
	}
	hint := " One that is on the record of an address range alone does not prove the ASN."
	if e.isRange() {
		hint = " One on a parent's record is not seen where the range, or a part of it, has a record of its own."
	}
	return fails("No certificate is published in the record.",
		fmt.Sprintf("%s: %s read, those of organizations and contacts included", describeRecord(e.Record), problem.Count(len(e.Record.Texts), "remark")),
		e.publishFix()+" A change can take a while to be seen."+hint)
}

// present reports a certificate that was found, wherever it is.
func (e *Evidence) present(best rdap.Found) answer {
	given, signer := e.Certificate, e.sig.signer
	switch {
	case given == nil && signer == nil && e.PublicKey == nil:
		return passes("A certificate is in the record; whose it is, the signature will tell.", describe(best))
	case given == nil || e.inRecord(given):
		return passes("The certificate is in the record.", describe(best))
	case signer != nil && !isKeyOf(signer, given):
		return e.notGiven("The signature verifies with another certificate than the one given.", best)
	}
	return e.notGiven("Another certificate of the same key is in the record.", best)
}

// notGiven warns of a certificate in place of the one that was given.
func (e *Evidence) notGiven(summary string, best rdap.Found) answer {
	return warns(summary+" AWS takes any that is published and valid.", describe(best), "If the one given is to be found there, publish it.")
}

// inRecord says whether a certificate is in the record, wherever there.
func (e *Evidence) inRecord(cert *x509.Certificate) bool {
	return slices.ContainsFunc(e.published.found, func(f rdap.Found) bool {
		return f.Certificate != nil && bytes.Equal(f.Certificate.Raw, cert.Raw)
	})
}

// certificatePlacement says whether AWS looks where the certificate stands.
func (e *Evidence) certificatePlacement() answer {
	place, rule := e.published.best.Place, e.Record.Registry.Rule()
	seen := describe(*e.published.best)
	switch {
	case !place.OnObject():
		return fails("The certificate is on an organization or contact, and AWS reads the resource's own record alone.", seen, e.publishFix())
	case place.Field == "" && !e.Record.TellsFields():
		return e.joinedPlacement(seen)
	case place.Field == "":
		return unknown(fmt.Sprintf("The remark has no title, so it cannot be told whether it is the field %q, which AWS reads.", rule.Field), seen,
			fmt.Sprintf("Look at the record with whois, or on %s's own page.", rule.Name))
	case !e.rightField(place):
		return fails(fmt.Sprintf("The certificate is in the field %q, and AWS reads the field %q alone.", place.Field, rule.Field), seen, e.publishFix())
	}
	return passes("It is on the object and in the field that AWS reads.", place.String())
}

// certificateForm says whether the certificate is whole on one line.
func (e *Evidence) certificateForm() answer {
	if onlyDamaged(e) {
		f := e.published.found[slices.IndexFunc(e.published.found, isDamaged)]
		return fails("The record has what looks like a certificate "+describeForms(f)+".", "in "+f.Place.String()+": "+f.Err.Error(), "Replace it by the one-line form of the certificate.")
	}
	best := *e.published.best
	if !best.Whole() {
		return fails("The record has the certificate "+describeForms(best)+": AWS needs it whole, on one line.", describe(best), "Replace it by its one-line form: "+e.publishFix())
	}
	return passes("It is whole, on one line.", "")
}

// certificateStale reports what else is in the record. It is never a reason to
// refuse.
func (e *Evidence) certificateStale() answer {
	var stale []rdap.Found
	for i, f := range e.published.found {
		switch {
		case isOther(f):
			return warns(fmt.Sprintf("Beside the certificate, %s is published.", f.Kind), "in "+f.Place.String(), "Remove it.")
		case isDamaged(f):
			return warns("Beside the certificate, the record has what looks like another one "+describeForms(f)+".", "in "+f.Place.String()+": "+f.Err.Error(), "Remove it.")
		case f.Certificate != nil && f.Place.OnObject() && &e.published.found[i] != e.published.best:
			stale = append(stale, f)
		}
	}
	if len(stale) == 0 {
		return passes("Nothing else is left in the record.", "")
	}
	text := "1 other certificate is"
	if len(stale) > 1 {
		text = fmt.Sprintf("%d other certificates are", len(stale))
	}
	return warns(fmt.Sprintf("Beside it, %s published. AWS takes a signature by any of them.", text), describeAll(stale),
		"Remove the ones that are no longer in use, and keep the one with SHA-256 "+certgen.Fingerprint(e.published.best.Certificate)+".")
}

// publishFix says where the certificate belongs.
func (e *Evidence) publishFix() string {
	rule := e.Record.Registry.Rule()
	if !rule.Supported {
		return "Publish it on the resource's own record at the registry."
	}
	return fmt.Sprintf("Publish it at %s in the %s of the resource's own record, on one line; never in %s. %s prints what to paste, and where.",
		rule.Name, rule.Field, strings.Join(rule.Never, " or "), e.publishCommand())
}

// publishCommand prints what to publish, and where.
func (e *Evidence) publishCommand() string {
	flag := "--asn "
	if e.isRange() {
		flag = "--cidr "
	}
	return "byoasn cert publish certificate.pem " + flag + e.Resource().String()
}

// describe names a certificate that was found, and its place.
func describe(f rdap.Found) string {
	return certgen.Describe(f.Certificate) + ", in " + f.Place.String()
}

// describeAll names certificates that were found, a few of them.
func describeAll(found []rdap.Found) string {
	const most = 5
	var all []string
	for _, f := range found {
		if f.Certificate != nil && len(all) < most {
			all = append(all, describe(f))
		}
	}
	return strings.Join(all, "; ")
}

func describeForms(f rdap.Found) string {
	words := make([]string, len(f.Forms))
	for i, form := range f.Forms {
		words[i] = form.String()
	}
	return strings.Join(words, ", ")
}
