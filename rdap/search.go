package rdap

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"strings"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/internal/armor"
)

// owner looks through the texts of one owner.
func (s *search) owner(ctx context.Context, texts []int) error {
	stream := newStream(s.record, texts)
	for _, stretch := range armor.Scan(stream.all) {
		if err := ctx.Err(); err != nil {
			return err
		}
		s.stretch(stream, stretch)
	}
	return ctx.Err()
}

// stretch says what a stretch is. Nothing of a private key is looked at.
func (s *search) stretch(in *stream, stretch armor.Stretch) {
	kind := kindOf(stretch.Label)
	if kind == "" {
		return
	}
	f := Found{Kind: kind, Place: in.place(stretch.Start)}
	if kind != certgen.KindCertificate {
		s.add(f)
		return
	}
	f.Forms = in.forms(stretch)
	s.decoded += len(stretch.Body)
	f.Certificate, f.Err = decode(stretch.Body)
	var other *certgen.KindError
	switch {
	case errors.As(f.Err, &other):
		f = Found{Kind: other.Got, Place: f.Place}
	case f.Certificate != nil: // whole; f.Err may say that it departs from RFC 5280
	case stretch.Label == "":
		return // base64 of something else
	default:
		s.restore(&f, stretch.Body)
	}
	s.add(f)
}

// kindOf is what a label says that is published; "" is nothing that matters. What
// has no label may be a certificate.
func kindOf(label string) certgen.Kind {
	switch {
	case label == "", label == "CERTIFICATE", label == "X509 CERTIFICATE":
		return certgen.KindCertificate
	case label == "TRUSTED CERTIFICATE":
		return certgen.LabelKind(label)
	case strings.HasSuffix(label, "CERTIFICATE REQUEST"):
		return certgen.KindRequest
	case strings.Contains(label, "PRIVATE KEY"):
		return certgen.KindSecretKey
	case label == "PUBLIC KEY", label == "RSA PUBLIC KEY", label == "SSH2 PUBLIC KEY":
		return certgen.KindPublicKey
	}
	return ""
}

// decode makes a certificate of the base64 between two markers.
func decode(body []byte) (*x509.Certificate, error) {
	der, err := armor.Decode(armor.Letters(body))
	if err != nil {
		return nil, err
	}
	if len(der) == 0 || der[0] != 0x30 {
		return nil, errors.New("its base64 is not a certificate's")
	}
	return certgen.ReadCertificate(der)
}

// restore looks for a + that was lost. What it finds has to verify with its own
// key, so that it is the certificate that was meant and not one that happens to
// parse.
func (s *search) restore(f *Found, body []byte) {
	_, found := armor.Restore(body, &s.tries, func(der []byte) bool {
		cert, err := certgen.ReadCertificate(bytes.Clone(der))
		if cert == nil || certgen.CheckSelfSignature(cert) != nil {
			return false
		}
		f.Certificate, f.Err = cert, err
		return true
	})
	if found {
		f.Forms = append(f.Forms, lostPlus)
		return
	}
	f.Forms = append(f.Forms, unreadable)
	if s.tries <= 0 {
		s.beyond("more certificates are damaged in the record than could be tried to be put together")
	}
}
