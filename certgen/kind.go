package certgen

import "strings"

// A Kind is a sort of input, in words that fit after "expected" and "found".
type Kind string

// The kinds that are told apart. [ReadKey] wants KindPrivateKey, [ReadPublicKey]
// wants KindPublicKey, [ReadCertificate] wants KindCertificate; the others are
// what turns up in their place.
const (
	KindPrivateKey      Kind = "an RSA private key"
	KindPSSPrivateKey   Kind = "a private key typed RSASSA-PSS"
	KindOtherPrivateKey Kind = "a private key that is not RSA"
	KindSecretKey       Kind = "a private key" // of any sort, where none was wanted
	KindPublicKey       Kind = "an RSA public key"
	KindPSSPublicKey    Kind = "a public key typed RSASSA-PSS"
	KindOtherPublicKey  Kind = "a public key that is not RSA"
	KindCertificate     Kind = "a certificate"
	KindTrusted         Kind = "a certificate in a form of OpenSSL's own"
	KindRequest         Kind = "a certificate signing request"
	KindRevocationList  Kind = "a certificate revocation list"
	KindPKCS7           Kind = "a PKCS#7 bundle"
	KindPKCS12          Kind = "a PKCS#12 file (.p12 or .pfx)"
	KindJavaKeyStore    Kind = "a Java keystore"
	KindPuTTY           Kind = "a PuTTY private key (.ppk)"
	KindSSHPublicKey    Kind = "an SSH2 public key (RFC 4716)"
	KindPGP             Kind = "an OpenPGP key or message"
	KindParameters      Kind = "key parameters without a key"
)

// isPrivate says whether the kind is a private key of some sort.
func (k Kind) isPrivate() bool {
	switch k {
	case KindPrivateKey, KindPSSPrivateKey, KindOtherPrivateKey, KindPuTTY:
		return true
	}
	return false
}

// A KindError says that the input is sound as far as can be seen, but is not
// what was asked for.
type KindError struct {
	Want, Got Kind
	Algorithm string // of a key that is not plain RSA, such as "Ed25519"; or empty
	Mend      string // what to do, often a command; never empty
}

func (e *KindError) Error() string {
	var s strings.Builder
	s.WriteString("expected " + string(e.Want) + ", found " + string(e.Got))
	if e.Algorithm != "" {
		s.WriteString(" (" + e.Algorithm + ")")
	}
	s.WriteString(": " + e.Mend)
	return s.String()
}

// newKindError makes every sort of private key a KindSecretKey where something
// was wanted that gets published: there, that it is secret is all that counts.
func newKindError(want Kind, got structure) *KindError {
	if want != KindPrivateKey && got.kind.isPrivate() {
		got.kind = KindSecretKey
	}
	return &KindError{Want: want, Got: got.kind, Algorithm: got.algorithm, Mend: mend(want, got.kind)}
}

// pssToPlain drops the RSASSA-PSS type. OpenSSL 3.0 keeps it in every PEM it
// writes and in `openssl pkcs8`; its traditional DER has no place for it.
const pssToPlain = "openssl rsa -traditional -in OLD -outform DER | openssl pkcs8 -topk8 -inform DER -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 600000 -out NEW"

// neverPublish is said where a private key turns up in place of something that
// is made to be published.
const neverPublish = "NEVER PUBLISH OR SEND A PRIVATE KEY. If this text stood anywhere public or was sent to anyone, the key is leaked: make a new key and a new certificate, and take the old certificate out of the registry"

// selfSign is AWS's own command for a certificate, less its tr.
const selfSign = "openssl req -new -x509 -key PRIVATE-KEY -days 365 -out CERTIFICATE"

// mend is the way from what was given to what was wanted.
func mend(want, got Kind) string {
	if text, ok := mends[want][got]; ok {
		return text
	}
	return "give a file that holds " + string(want)
}

var mends = map[Kind]map[Kind]string{
	KindPrivateKey: {
		KindCertificate:     "the private key is in the file that the certificate was made from",
		KindRequest:         "the private key is in the file that the request was made from",
		KindPublicKey:       "the private key is in the file that the public key was taken from",
		KindPSSPrivateKey:   "the certificate must carry a plain RSA key; make this one plain with: " + pssToPlain,
		KindOtherPrivateKey: "AWS documents RSA keys of 2048 bits only; make a new key",
		KindPKCS12:          "take the key out with: openssl pkcs12 -in OLD -nocerts -out NEW",
		KindJavaKeyStore:    "convert it with: keytool -importkeystore -srckeystore OLD -destkeystore NEW.p12 -deststoretype PKCS12; then take the key out with: openssl pkcs12 -in NEW.p12 -nocerts -out NEW",
		KindPuTTY:           "convert it with: puttygen OLD -O private-openssh -o NEW",
	},
	KindPublicKey: {
		KindCertificate:  "read it as a certificate, or take the key out with: openssl x509 -in OLD -noout -pubkey -out NEW",
		KindTrusted:      "take the key out with: openssl x509 -in OLD -noout -pubkey -out NEW",
		KindRequest:      "take the key out with: openssl req -in OLD -noout -pubkey -out NEW",
		KindSecretKey:    neverPublish + ". Its public part comes out with: openssl pkey -in OLD -pubout -out NEW",
		KindSSHPublicKey: "convert it with: ssh-keygen -i -m RFC4716 -f OLD > NEW",
	},
	KindCertificate: {
		KindSecretKey:    neverPublish,
		KindTrusted:      "convert it with: openssl x509 -in OLD -out NEW",
		KindRequest:      "a request proves nothing until it is signed; make a certificate with: " + selfSign,
		KindPublicKey:    "a public key alone proves nothing; make a certificate with: " + selfSign,
		KindJavaKeyStore: "it may hold the private key too, so publish nothing of it; take the certificate out with: keytool -exportcert -rfc -keystore OLD -alias NAME -file NEW",
		KindPKCS7:        "take the certificate out with: openssl pkcs7 -in OLD -print_certs -out NEW",
		KindPKCS12:       "it may hold the private key too, so publish nothing of it; take the certificate out with: openssl pkcs12 -in OLD -nokeys -clcerts -out NEW",
	},
}
