package certgen

import (
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	encodingasn1 "encoding/asn1"
	"errors"
	"math/big"
	"strings"
	"time"
)

// OpenSSL or Java read certificates that crypto/x509 refuses, for departures
// from RFC 5280 that change nothing of their meaning. What AWS does with one is
// not known; so that the rest of it can be judged all the same, it is read here
// as far as it goes.

// readLenient reads a certificate that crypto/x509 does not read, with the fields
// that this module looks at. What it returns is whole: its self-signature
// verifies, so that it was made as it is and did not become so on the way; or that
// cannot be verified here, and it departs in a way that is known.
func readLenient(der []byte) (*x509.Certificate, bool) {
	parts, ok := outline(der)
	if !ok {
		return nil, false
	}
	cert := &x509.Certificate{
		Raw:                     der,
		RawTBSCertificate:       parts.tbs.raw,
		RawIssuer:               parts.issuer.raw,
		RawSubject:              parts.subject.raw,
		RawSubjectPublicKeyInfo: parts.key.raw,
		Issuer:                  readName(parts.issuer),
		Subject:                 readName(parts.subject),
		SerialNumber:            signed(parts.serial.content),
		SignatureAlgorithm:      signatureAlgorithms[algorithmOID(parts.algorithm)],
		Signature:               parts.signature.content[1:],
	}
	cert.NotBefore, cert.NotAfter = readValidity(parts.validity)
	if key, ok := readRSA(parts.key); ok {
		cert.PublicKey, cert.PublicKeyAlgorithm = key, x509.RSA
	} else if key, err := x509.ParsePKIXPublicKey(parts.key.raw); err == nil {
		cert.PublicKey = key
	} else {
		return nil, false
	}
	err := CheckSelfSignature(cert)
	unverified := errors.Is(err, CertificateAlgorithm) || !bytes.Equal(cert.RawIssuer, cert.RawSubject)
	return cert, err == nil || unverified && len(parts.departures()) > 0
}

// certificateParts are the elements of a Certificate (RFC 5280 section 4.1).
type certificateParts struct {
	tbs, algorithm, signature                       element
	version, serial, inner, issuer, validity        element
	subject, key, issuerID, subjectID, extensionsIn element
}

func outline(der []byte) (p certificateParts, ok bool) {
	whole, rest, ok := readElement(der)
	if !ok || whole.tag != tagSequence || len(rest) > 0 {
		return p, false
	}
	if !readSequence(whole.content, field{&p.tbs, tagSequence, true}, field{&p.algorithm, tagSequence, true}, field{&p.signature, tagBitString, true}) ||
		len(p.signature.content) < 2 {
		return p, false
	}
	return p, readSequence(p.tbs.content,
		field{&p.version, 0xa0, false}, field{&p.serial, tagInteger, true}, field{&p.inner, tagSequence, true},
		field{&p.issuer, tagSequence, true}, field{&p.validity, tagSequence, true}, field{&p.subject, tagSequence, true},
		field{&p.key, tagSequence, true}, field{&p.issuerID, 0x81, false}, field{&p.subjectID, 0x82, false}, field{&p.extensionsIn, 0xa3, false})
}

type attribute struct{ id, value element }

// attributes are those of a Name (RFC 5280 section 4.1.2.4).
func attributes(name element) []attribute {
	var all []attribute
	for _, set := range elements(name.content) {
		for _, pair := range elements(set.content) {
			if parts := elements(pair.content); len(parts) == 2 && parts[0].tag == tagOID {
				all = append(all, attribute{parts[0], parts[1]})
			}
		}
	}
	return all
}

// readName reads a Name for people to see.
func readName(name element) pkix.Name {
	var sequence pkix.RDNSequence
	for _, a := range attributes(name) {
		var oid encodingasn1.ObjectIdentifier
		if _, err := encodingasn1.Unmarshal(a.id.raw, &oid); err == nil {
			sequence = append(sequence, pkix.RelativeDistinguishedNameSET{{Type: oid, Value: string(a.value.content)}})
		}
	}
	var out pkix.Name
	out.FillFromRDNSequence(&sequence)
	return out
}

// readValidity reads a Validity; what cannot be read is the zero time.
func readValidity(in element) (notBefore, notAfter time.Time) {
	if both := elements(in.content); len(both) == 2 {
		return readTime(both[0]), readTime(both[1])
	}
	return time.Time{}, time.Time{}
}

// readTime reads UTCTime and GeneralizedTime, also those without seconds or with
// an offset, which RFC 5280 section 4.1.2.5 forbids and older tools wrote.
func readTime(e element) time.Time {
	text := string(e.content)
	layout := "060102150405Z0700"
	if e.tag == tagGeneralizedTime {
		layout = "20060102150405Z0700"
	}
	for _, layout := range []string{layout, strings.Replace(layout, "05Z", "Z", 1)} {
		at, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		if e.tag == tagUTCTime && at.Year() >= 2050 {
			at = at.AddDate(-100, 0, 0)
		}
		return at
	}
	return time.Time{}
}

// readRSA reads a SubjectPublicKeyInfo. Its numbers are positive, whatever their
// first bit says, as OpenSSL takes them.
func readRSA(info element) (*rsa.PublicKey, bool) {
	var algorithm, bits, modulus, exponent element
	if !readSequence(info.content, field{&algorithm, tagSequence, true}, field{&bits, tagBitString, true}) ||
		algorithmOID(algorithm) != oidRSA || len(bits.content) < 2 {
		return nil, false
	}
	key, _, ok := readElement(bits.content[1:])
	if !ok || !readSequence(key.content, field{&modulus, tagInteger, true}, field{&exponent, tagInteger, true}) {
		return nil, false
	}
	e := new(big.Int).SetBytes(exponent.content)
	n := new(big.Int).SetBytes(modulus.content)
	if !e.IsInt64() || e.Int64() < 2 || e.Int64() > 1<<31-1 || n.BitLen() < 512 || n.BitLen() > maxBits {
		return nil, false
	}
	return &rsa.PublicKey{N: n, E: int(e.Int64())}, true
}

// signatureAlgorithms are those whose signatures are verified here.
var signatureAlgorithms = map[string]x509.SignatureAlgorithm{
	"1.2.840.113549.1.1.5":  x509.SHA1WithRSA,
	"1.2.840.113549.1.1.11": x509.SHA256WithRSA,
	"1.2.840.113549.1.1.12": x509.SHA384WithRSA,
	"1.2.840.113549.1.1.13": x509.SHA512WithRSA,
	"1.2.840.10045.4.3.2":   x509.ECDSAWithSHA256,
	"1.2.840.10045.4.3.3":   x509.ECDSAWithSHA384,
	"1.2.840.10045.4.3.4":   x509.ECDSAWithSHA512,
	"1.3.101.112":           x509.PureEd25519,
}

func algorithmOID(algorithm element) string {
	first, _, ok := readElement(algorithm.content)
	var oid encodingasn1.ObjectIdentifier
	if !ok {
		return ""
	}
	if _, err := encodingasn1.Unmarshal(first.raw, &oid); err != nil {
		return ""
	}
	return oid.String()
}

// signed reads an INTEGER in two's complement.
func signed(content []byte) *big.Int {
	n := new(big.Int).SetBytes(content)
	if len(content) > 0 && content[0] >= 0x80 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(content))))
	}
	return n
}
