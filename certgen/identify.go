package certgen

import (
	"crypto/x509"
	encodingasn1 "encoding/asn1"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// The forms in which keys are written.
const (
	formPKCS1     = "PKCS#1"           // RFC 8017 appendix A.1
	formPKCS8     = "PKCS#8"           // RFC 5958 section 2
	formEncrypted = "encrypted PKCS#8" // RFC 5958 section 3
	formSPKI      = "SPKI"             // RFC 5280 section 4.1
)

// A structure is what the outline of an input shows it to be. Nothing inside has
// been checked.
type structure struct {
	kind      Kind // empty: nothing we know
	algorithm string
	form      string // of a key
	rsa       []byte // the PKCS#1 DER of an RSA key
	loose     []byte // the same, where it was written anew: a copy to clear
}

// identify tells by their outline the DER structures that hold keys and
// certificates.
func identify(der []byte) structure {
	input := cryptobyte.String(der)
	var body cryptobyte.String
	if !input.ReadASN1(&body, asn1.SEQUENCE) || !input.Empty() {
		return structure{}
	}
	switch {
	case body.PeekASN1Tag(asn1.INTEGER):
		return identifyVersioned(der, body)
	case body.PeekASN1Tag(asn1.SEQUENCE):
		return identifyNested(der, body)
	case body.PeekASN1Tag(asn1.OBJECT_IDENTIFIER):
		return structure{kind: kindPKCS7} // ContentInfo, RFC 2315 section 7
	}
	return structure{}
}

// identifyVersioned tells the structures that begin with an INTEGER.
func identifyVersioned(der []byte, body cryptobyte.String) structure {
	var algorithm, inner cryptobyte.String
	integers := 0
	for body.PeekASN1Tag(asn1.INTEGER) {
		if !body.SkipASN1(asn1.INTEGER) {
			return structure{} // it does not end within the body
		}
		integers++
	}
	switch {
	case integers == 1 && body.PeekASN1Tag(asn1.OCTET_STRING): // ECPrivateKey, RFC 5915
		body.SkipASN1(asn1.OCTET_STRING)
		return structure{kind: kindOtherPrivateKey, algorithm: curveOf(body)}
	case integers == 1 && readPrivateKeyInfo(body, &algorithm, &inner):
		return privateKeyOf(algorithm, inner)
	case integers == 1 && isContentInfo(body): // PFX, RFC 7292 section 4
		return structure{kind: kindPKCS12}
	case integers == 2 && body.Empty():
		return structure{kind: KindPublicKey, form: formPKCS1, rsa: der}
	case integers == 6 && body.Empty(): // OpenSSL's traditional form
		return structure{kind: kindOtherPrivateKey, algorithm: "DSA"}
	case integers >= 9: // more than nine: other primes follow in a SEQUENCE
		return structure{kind: kindPrivateKey, form: formPKCS1, rsa: der}
	case integers > 1:
		return structure{kind: kindParameters}
	}
	return structure{}
}

// isContentInfo says whether a ContentInfo comes next: a type and content [0]
// (RFC 2315 section 7).
func isContentInfo(s cryptobyte.String) bool {
	var info cryptobyte.String
	return s.ReadASN1(&info, asn1.SEQUENCE) &&
		info.SkipASN1(asn1.OBJECT_IDENTIFIER) &&
		info.PeekASN1Tag(asn1.Tag(0).Constructed().ContextSpecific())
}

// readPrivateKeyInfo reads what follows the version in PKCS#8. The optional
// attributes [0] and public key [1] are passed over.
func readPrivateKeyInfo(body cryptobyte.String, algorithm, key *cryptobyte.String) bool {
	attributes := asn1.Tag(0).ContextSpecific().Constructed()
	public := asn1.Tag(1).ContextSpecific()
	return body.ReadASN1(algorithm, asn1.SEQUENCE) &&
		body.ReadASN1(key, asn1.OCTET_STRING) &&
		body.SkipOptionalASN1(attributes) &&
		body.SkipOptionalASN1(public) &&
		body.Empty()
}

// identifyNested tells the structures that begin with a SEQUENCE.
func identifyNested(der []byte, body cryptobyte.String) structure {
	var first, second cryptobyte.String
	body.ReadASN1(&first, asn1.SEQUENCE)
	if first.PeekASN1Tag(asn1.OBJECT_IDENTIFIER) {
		switch {
		case body.PeekASN1Tag(asn1.OCTET_STRING):
			return structure{kind: kindPrivateKey, form: formEncrypted}
		case body.ReadASN1(&second, asn1.BIT_STRING) && len(second) > 1:
			return publicKeyOf(first, second[1:]) // after the count of unused bits
		}
		return structure{}
	}
	if !body.ReadASN1(&second, asn1.SEQUENCE) || !body.PeekASN1Tag(asn1.BIT_STRING) {
		return structure{}
	}
	return identifySigned(der, first)
}

// identifySigned tells what was signed, from its first elements.
func identifySigned(der []byte, signed cryptobyte.String) structure {
	var serial, second cryptobyte.String
	if signed.PeekASN1Tag(asn1.Tag(0).Constructed().ContextSpecific()) {
		return structure{kind: KindCertificate}
	}
	if _, err := x509.ParseRevocationList(der); err == nil {
		return structure{kind: kindRevocationList}
	}
	signed.ReadASN1(&serial, asn1.INTEGER)
	if signed.ReadASN1(&second, asn1.SEQUENCE) && second.PeekASN1Tag(asn1.OBJECT_IDENTIFIER) {
		return structure{kind: KindCertificate} // version 1: no version is written
	}
	return structure{kind: KindRequest}
}

func privateKeyOf(algorithm, inner cryptobyte.String) structure {
	switch oid, name := algorithmOf(algorithm); oid {
	case oidRSA:
		return structure{kind: kindPrivateKey, form: formPKCS8, rsa: inner}
	case oidRSAPSS:
		return structure{kind: kindPSSPrivateKey}
	default:
		return structure{kind: kindOtherPrivateKey, algorithm: name}
	}
}

func publicKeyOf(algorithm, inner cryptobyte.String) structure {
	switch oid, name := algorithmOf(algorithm); oid {
	case oidRSA:
		return structure{kind: KindPublicKey, form: formSPKI, rsa: inner}
	case oidRSAPSS:
		return structure{kind: kindPSSPublicKey}
	default:
		return structure{kind: kindOtherPublicKey, algorithm: name}
	}
}

const (
	oidRSA    = "1.2.840.113549.1.1.1"  // rsaEncryption, RFC 8017 appendix C
	oidRSAPSS = "1.2.840.113549.1.1.10" // id-RSASSA-PSS
	oidEC     = "1.2.840.10045.2.1"     // id-ecPublicKey, RFC 5480; the curve follows
)

// algorithmNames are key algorithms and curves that turn up in key files.
var algorithmNames = map[string]string{
	oidEC:                     "EC",
	"1.2.840.10045.3.1.1":     "EC P-192",
	"1.3.132.0.33":            "EC P-224",
	"1.2.840.10045.3.1.7":     "EC P-256",
	"1.3.132.0.34":            "EC P-384",
	"1.3.132.0.35":            "EC P-521",
	"1.3.132.0.10":            "EC secp256k1",
	"1.2.156.10197.1.301":     "SM2",
	"1.3.101.110":             "X25519",
	"1.3.101.111":             "X448",
	"1.3.101.112":             "Ed25519",
	"1.3.101.113":             "Ed448",
	"1.2.840.10040.4.1":       "DSA",
	"1.2.840.113549.1.3.1":    "Diffie-Hellman",
	"1.2.840.10046.2.1":       "Diffie-Hellman",
	"1.2.840.113549.1.1.7":    "RSAES-OAEP",
	"2.16.840.1.101.3.4.3.17": "ML-DSA-44",
	"2.16.840.1.101.3.4.3.18": "ML-DSA-65",
	"2.16.840.1.101.3.4.3.19": "ML-DSA-87",
}

// algorithmOf reads an AlgorithmIdentifier: its object identifier in dots, and
// its name, which for an elliptic curve is that of the curve.
func algorithmOf(algorithm cryptobyte.String) (oid, name string) {
	var first, curve encodingasn1.ObjectIdentifier
	if !algorithm.ReadASN1ObjectIdentifier(&first) {
		return "", "unreadable algorithm"
	}
	oid = first.String()
	if oid == oidEC && algorithm.ReadASN1ObjectIdentifier(&curve) {
		return oid, algorithmName(curve)
	}
	return oid, algorithmName(first)
}

// curveOf reads the curve [0] that may follow the number in an ECPrivateKey.
func curveOf(rest cryptobyte.String) string {
	var explicit cryptobyte.String
	var curve encodingasn1.ObjectIdentifier
	tag := asn1.Tag(0).ContextSpecific().Constructed()
	if rest.ReadASN1(&explicit, tag) && explicit.ReadASN1ObjectIdentifier(&curve) {
		return algorithmName(curve)
	}
	return algorithmNames[oidEC]
}

func algorithmName(oid encodingasn1.ObjectIdentifier) string {
	if name, ok := algorithmNames[oid.String()]; ok {
		return name
	}
	return "algorithm " + oid.String()
}
