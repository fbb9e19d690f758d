package rdap

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"

	"github.com/byoasn/byoasn/certgen"
)

// A Found is a certificate in a record, or what was published in place of one:
// a certificate signing request, a public key, a private key.
type Found struct {
	Kind  certgen.Kind
	Place Place
	Forms []Form // empty for a certificate that is whole on one line

	// Certificate is nil for other kinds, and for one that cannot be put
	// together: Err then says why. With a certificate, Err is nil or
	// [certgen.CertificateDeparts]: crypto/x509 does not read it, OpenSSL does, and
	// what AWS does with it is not known. It is whole, and can be compared and
	// verified with, all the same.
	Certificate *x509.Certificate
	Err         error
}

// Whole says whether it is a certificate that AWS can read as it stands: in one
// value of a field, the exact markers with nothing but letters of base64 between
// them, and no other text right beside them.
func (f Found) Whole() bool {
	return f.Certificate != nil && len(f.Forms) == 0
}

// Published is all that [Find] found.
type Published struct {
	Found []Found // in order, the object's own first

	// Beyond says what of the record was not looked at, because it holds more
	// than is looked at in any record; "" if all of it was. Where it is not "",
	// nothing can be concluded from what was not found, but for a private key:
	// those are looked for in the whole record.
	Beyond string
}

// Limits for the whole of a record, which may be hostile. An honest one has a
// handful of certificates; a lost + is found among the 1,700 letters of one.
const (
	maxFound   = 100
	maxSecrets = 10   // private keys beyond the others
	maxTries   = 2500 // at putting back what was lost, for all certificates together
)

// Find returns every certificate in a record's texts, in order, whatever its
// form. One that is split is put together, to say which it is; it is then not
// [Found.Whole]. Of a private key, only that it is there is returned.
//
// The work, and what is returned, is linear in the size of the record: each of
// its letters is looked at some hundred times at most, and besides 2,500 times a
// certificate is put together that lost a letter. Its error is the context's, or
// that there is no record.
func Find(ctx context.Context, r *Record) (*Published, error) {
	if r == nil {
		return nil, errors.New("no record is given to look in")
	}
	s := &search{record: r, tries: maxTries}
	for _, texts := range byOwner(r) {
		if err := s.owner(ctx, texts); err != nil {
			return nil, err
		}
	}
	return &s.published, nil
}

// byOwner groups the texts' indices: the object's own first, then those of each
// entity. A certificate is never put together from two owners' texts.
func byOwner(r *Record) [][]int {
	groups := [][]int{nil}
	index := map[*Entity]int{nil: 0}
	for i, t := range r.Texts {
		g, seen := index[t.Entity]
		if !seen {
			g = len(groups)
			index[t.Entity] = g
			groups = append(groups, nil)
		}
		groups[g] = append(groups[g], i)
	}
	return groups
}

// A search collects what is published in one record.
type search struct {
	record    *Record
	published Published
	secrets   int
	tries     int // left
	decoded   int // letters
}

// add keeps what was found, up to the limits. A private key always counts.
func (s *search) add(f Found) {
	secret := f.Kind == certgen.KindSecretKey
	switch {
	case len(s.published.Found)-s.secrets < maxFound:
	case secret && s.secrets < maxSecrets:
		s.secrets++
	default:
		s.beyond(fmt.Sprintf("more than %d certificates and other things in PEM are in the record, and only those were looked at", maxFound))
		return
	}
	s.published.Found = append(s.published.Found, f)
}

func (s *search) beyond(what string) {
	if s.published.Beyond == "" {
		s.published.Beyond = what
	}
}
