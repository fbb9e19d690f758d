package preflight

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rsa"
	"crypto/x509"
	"fmt"
	"slices"
	"strings"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/rdap"
)

// A published is what stands in the record.
type published struct {
	found  []rdap.Found
	beyond string      // what was not looked at
	best   *rdap.Found // the certificate that the answer is about, or nil
	rank   rank        // of the best

	database []rdap.Found // what is in the registry's own database
	stood    bool         // whether that stands for a record that could not be fetched
}

// look chooses, of an answer with several objects, the one that decides, and
// finds what is published.
func (e *Evidence) look(ctx context.Context) (p published, err error) {
	if p.database, err = e.readDatabase(ctx); err != nil {
		return p, err
	}
	if record := e.instead(); record != nil {
		e.Record, e.URL, p.stood = record, e.Database.URL, true
	}
	if e.Record == nil {
		return p, nil
	}
	e.Record = e.Record.Select(e.Resource())
	all, err := rdap.Find(ctx, e.Record)
	if err != nil {
		return p, err
	}
	p.found, p.beyond = all.Found, all.Beyond
	return p, nil
}

// A rank says how near a published certificate comes to what AWS needs. The best
// one in a record decides.
type rank int

const (
	another    rank = iota // not ours
	worn                   // another certificate of our key, rightly placed, not valid now
	onEntity               // ours, on an organization or contact
	wrongField             // ours, on the object, in another field
	wrongForm              // ours, in the right field, not whole
	invalid                // ours, where AWS looks, not valid now
	renewed                // another certificate of our key, rightly placed and valid
	right                  // ours, where AWS looks, and valid
)

// serves says whether the best certificate is where AWS looks.
func (p published) serves() bool { return p.best != nil && p.rank >= invalid }

// choose finds the certificate that the answer is about: ours, where it stands
// best, or, if nothing tells which is ours, the one that comes nearest to what
// AWS needs.
func (p *published) choose(e *Evidence) {
	for i := range p.found {
		f := &p.found[i]
		if f.Certificate == nil {
			continue
		}
		rank := e.rankOf(*f)
		if rank == another && !e.anyone() {
			continue
		}
		if p.best == nil || rank > p.rank || rank == p.rank && e.better(f.Certificate, p.best.Certificate) {
			p.best, p.rank = f, rank
		}
	}
}

// ours is the key that is looked for: the one that signed, or else that of the
// certificate given; and that certificate itself, if no signature tells.
func (e *Evidence) ours() (cert *x509.Certificate, key *rsa.PublicKey) {
	switch {
	case e.sig.signer != nil:
		return nil, e.sig.signer
	case e.Certificate != nil:
		return e.Certificate, nil
	}
	return nil, e.PublicKey
}

// anyone says whether any certificate will do.
func (e *Evidence) anyone() bool {
	cert, key := e.ours()
	return cert == nil && key == nil
}

// matches says whether a certificate is the one looked for, byte for byte, and
// whether its key is.
func (e *Evidence) matches(cert *x509.Certificate) (same, sameKey bool) {
	ours, key := e.ours()
	if ours != nil {
		return bytes.Equal(cert.Raw, ours.Raw), bytes.Equal(cert.RawSubjectPublicKeyInfo, ours.RawSubjectPublicKeyInfo)
	}
	published := keyOf(cert)
	sameKey = published != nil && (key == nil || key.Equal(published))
	return sameKey, sameKey
}

// rankOf ranks a certificate that was found.
func (e *Evidence) rankOf(f rdap.Found) rank {
	same, sameKey := e.matches(f.Certificate)
	valid := e.valid(f.Certificate)
	switch {
	case !sameKey:
		return another
	case !f.Place.OnObject():
		return onEntity
	case !e.rightField(f.Place):
		return wrongField
	case !f.Whole():
		return wrongForm
	case same && valid:
		return right
	case same:
		return invalid
	case valid:
		return renewed
	}
	return worn
}

// better says which of two certificates with one rank AWS would rather take: the
// one with less that it would refuse, then with less to say about it, then the
// one that ends later.
func (e *Evidence) better(a, b *x509.Certificate) bool {
	failsA, allA := e.faults(a)
	failsB, allB := e.faults(b)
	return cmp.Or(cmp.Compare(failsA, failsB), cmp.Compare(allA, allB), b.NotAfter.Compare(a.NotAfter)) < 0
}

// valid says whether a certificate is valid at the time to judge for. If none is
// given, it is not known to be otherwise.
func (e *Evidence) valid(cert *x509.Certificate) bool {
	return e.Now.IsZero() || !e.Now.Before(cert.NotBefore) && !e.Now.After(cert.NotAfter)
}

// rightField says whether AWS may read the field. One that the record cannot tell
// gets the benefit of the doubt here, and is unknown in [CertificatePlacement].
func (e *Evidence) rightField(p rdap.Place) bool {
	return p.Field == e.Record.Registry.Rule().Field || p.Field == ""
}

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
		return unknown("The certificate is in "+databaseName+" where AWS looks, and RDAP, which AWS reads, does not show it there yet.", describeAll(e.published.database), "Look again in some minutes.")
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
		fmt.Sprintf("%s: %d %s read, those of organizations and contacts included", describeRecord(e.Record), len(e.Record.Texts), plural(len(e.Record.Texts), "remark")),
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
		return fails("What looks like a certificate is published "+describeForms(f)+".", "in "+f.Place.String()+": "+f.Err.Error(), "Replace it by the one-line form of the certificate.")
	}
	best := *e.published.best
	if !best.Whole() {
		return fails("The certificate is published "+describeForms(best)+": AWS needs it whole, on one line.", describe(best), "Replace it by its one-line form: "+e.publishFix())
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
			return warns("Beside the certificate, what looks like another one is published "+describeForms(f)+".", "in "+f.Place.String()+": "+f.Err.Error(), "Remove it.")
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
	return fmt.Sprintf("Publish it at %s in the %s of the resource's own record, on one line; never in %s.",
		rule.Name, rule.Field, strings.Join(rule.Never, " or "))
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

// keyOf is a certificate's RSA key, or nil.
func keyOf(cert *x509.Certificate) *rsa.PublicKey {
	if cert == nil {
		return nil
	}
	key, _ := certgen.RSAPublicKey(cert)
	return key
}

// isKeyOf says whether a key is a certificate's.
func isKeyOf(key *rsa.PublicKey, cert *x509.Certificate) bool {
	other := keyOf(cert)
	return other != nil && key.Equal(other)
}
