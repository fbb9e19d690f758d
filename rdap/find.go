package rdap

import (
	"context"
	"crypto/x509"
	"errors"

	"github.com/byoasn/byoasn/certgen"
)

// A Found is a certificate in a record, or what was published in place of one:
// a certificate signing request, a public key, a private key.
type Found struct {
	Kind  certgen.Kind
	Place Place
	Forms []Form // empty for a certificate that is whole on one line

	// Certificate is nil for other kinds, and for one that cannot be put
	// together: Err then says why.
	Certificate *x509.Certificate
	Err         error
}

// Whole says whether it is a certificate that AWS can read as it stands: in one
// string, with both markers and no blank in its base64.
func (f Found) Whole() bool {
	return f.Certificate != nil && len(f.Forms) == 0
}

// Find returns every certificate in a record's texts, in order, whatever its
// form. One that is split is put together, to say which it is; it is then not
// [Found.Whole]. Of a private key, only that it is there is returned.
//
// Its error is the context's, or that there is no record.
func Find(ctx context.Context, r *Record) (*Published, error) {
	if r == nil {
		return nil, errors.New("no record is given to look in")
	}
	p := new(Published)
	for _, texts := range byOwner(r) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p.Found = append(p.Found, newStream(r, texts).find()...)
	}
	return p, nil
}

// Published is what [Find] found.
type Published struct {
	Found []Found // in order, the object's own first

	// Beyond says what of the record was not looked at, because it holds more
	// than is looked at in any record; "" if all of it was. Where it is not "",
	// nothing can be concluded from what was not found, but for a private key:
	// those are looked for in the whole record.
	Beyond string
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
