package preflight

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rsa"
	"crypto/x509"

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
