package handoff

import (
	"crypto/x509"
	"encoding/base64"
	"errors"
	"strings"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/sign"
)

// MaxSize is the size of the largest file that is read, in bytes: a response of
// [MaxMessages] signatures of the largest RSA key, and a large certificate. A
// request is at most an eighth of it.
const MaxSize = 4 << 20

// ParseResponse reads a response. It succeeds only for what [Response.Marshal]
// prints, and forgives what [ParseRequest] forgives. The certificate must be
// signed with its own key; whose signatures these are and whether they answer a
// request, [Accept] says. Its error is a [*problem.Problem].
func ParseResponse(data []byte) (*Response, error) {
	response := &Response{}
	err := read(responseFile, data, MaxSize, func(r *reader) []member {
		return append(r.header(kindResponse),
			value(r, "request", false, parseDigest, &response.request),
			member{"certificate", true, func() error { return r.certificate(response) }},
			member{"publicKey", true, func() error { return r.publicKey(response) }},
			member{"items", false, func() error { return r.signatures(response) }},
		)
	})
	if err != nil {
		return nil, err
	}
	return response, nil
}

// certificate reads the certificate and takes its key.
func (r *reader) certificate(into *Response) error {
	text, err := r.Text()
	if err != nil {
		return err
	}
	into.cert, err = parseOneLine(text)
	if err == nil {
		into.key, err = certifiedKey(into.cert)
	}
	if err != nil {
		return r.bad(badCertificate, err)
	}
	return nil
}

// parseOneLine reads what certgen.OneLine writes, and nothing else. What
// certgen.ReadCertificate says of another text is the explanation.
func parseOneLine(text string) (*x509.Certificate, error) {
	letters := strings.TrimSuffix(strings.TrimPrefix(text, "-----BEGIN CERTIFICATE-----"), "-----END CERTIFICATE-----")
	if der, err := base64.StdEncoding.DecodeString(letters); err == nil {
		cert, err := x509.ParseCertificate(der)
		if err == nil && certgen.OneLine(cert) == text {
			return cert, nil
		}
	}
	if _, err := certgen.ReadCertificate([]byte(text)); err != nil {
		return nil, err
	}
	return nil, errors.New("it is not on one line, as a registry publishes it")
}

// publicKey reads the key of a response that has no certificate.
func (r *reader) publicKey(into *Response) error {
	text, err := r.Text()
	if err != nil {
		return err
	}
	if into.cert != nil {
		return r.Fault(extraMember, "stands beside a certificate, which has the key", "")
	}
	der, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return r.Fault(badKey, "is not base64", "")
	}
	into.key, err = certgen.ReadPublicKey(der)
	if err == nil && base64.StdEncoding.EncodeToString(spki(into.key)) != text {
		err = errors.New("it is not the one encoding of this key (SubjectPublicKeyInfo, DER)")
	}
	if err != nil {
		return r.bad(badKey, err)
	}
	return nil
}

func (r *reader) signatures(into *Response) error {
	if into.key == nil {
		return r.Fault(missingMember, `stands where "certificate" or "publicKey" is missing`, "")
	}
	return r.objects(func(int) error {
		var s Signed
		err := r.object(
			value(r, "message", false, message.Parse, &s.Message),
			value(r, "signature", false, sign.Parse, &s.Signature),
		)
		into.signed = append(into.signed, s)
		return err
	})
}
