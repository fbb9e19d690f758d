package certgen

import "strings"

// A Kind is a sort of input. Its values are stable; its String is in words that
// fit after "expected" and "found".
type Kind string

// The kinds that callers branch on. [ReadPublicKey] wants KindPublicKey,
// [ReadCertificate] wants KindCertificate, [ReadKey] an RSA private key;
// KindSecretKey is a private key of any sort where none was wanted.
const (
	KindCertificate Kind = "certificate"
	KindPublicKey   Kind = "rsa-public-key"
	KindSecretKey   Kind = "private-key"
	KindRequest     Kind = "certificate-request"
)

// The other kinds: what turns up in the place of those.
const (
	kindPrivateKey      Kind = "rsa-private-key"
	kindPSSPrivateKey   Kind = "pss-private-key"
	kindOtherPrivateKey Kind = "other-private-key"
	kindPSSPublicKey    Kind = "pss-public-key"
	kindOtherPublicKey  Kind = "other-public-key"
	kindTrusted         Kind = "trusted-certificate"
	kindRevocationList  Kind = "revocation-list"
	kindPKCS7           Kind = "pkcs7"
	kindPKCS12          Kind = "pkcs12"
	kindJavaKeyStore    Kind = "java-keystore"
	kindPuTTY           Kind = "putty-private-key"
	kindSSHPublicKey    Kind = "ssh2-public-key"
	kindSSHPrivateKey   Kind = "ssh2-private-key"
	kindPGP             Kind = "openpgp"
	kindPGPPrivateKey   Kind = "openpgp-private-key"
	kindParameters      Kind = "parameters"
	kindPVK             Kind = "pvk"
	kindBlob            Kind = "msblob"
	kindPublicBlob      Kind = "msblob-public"
	kindJWK             Kind = "jwk"
	kindPublicJWK       Kind = "jwk-public"
	kindXMLKey          Kind = "xml-key"
	kindPublicXML       Kind = "xml-key-public"
	kindPrinted         Kind = "printed-key"
	kindTokenURI        Kind = "pkcs11-uri"
	kindTPMKey          Kind = "tss2-key"
	kindStandIn         Kind = "hsm-stand-in"
	kindServiceKey      Kind = "kms-key-name"
	kindAge             Kind = "age-private-key"
	kindSignify         Kind = "signify-private-key"
	kindHexKey          Kind = "hexadecimal-key"
	kindSealed          Kind = "encrypted-file"
	kindArchive         Kind = "archive"
	kindPage            Kind = "web-page"
	kindPointer         Kind = "git-lfs-pointer"
)

var kindWords = map[Kind]string{
	KindCertificate: "a certificate",
	KindPublicKey:   "an RSA public key",
	KindSecretKey:   "a private key",
	KindRequest:     "a certificate signing request",

	kindPrivateKey:      "an RSA private key",
	kindPSSPrivateKey:   "a private key typed RSASSA-PSS",
	kindOtherPrivateKey: "a private key that is not RSA",
	kindPSSPublicKey:    "a public key typed RSASSA-PSS",
	kindOtherPublicKey:  "a public key that is not RSA",
	kindTrusted:         "a certificate in a form of OpenSSL's own",
	kindRevocationList:  "a certificate revocation list",
	kindPKCS7:           "a PKCS#7 bundle",
	kindPKCS12:          "a PKCS#12 file (.p12 or .pfx)",
	kindJavaKeyStore:    "a Java keystore",
	kindPuTTY:           "a PuTTY private key (.ppk)",
	kindSSHPublicKey:    "an SSH2 public key (RFC 4716)",
	kindSSHPrivateKey:   "an SSH2 private key (ssh.com's own form)",
	kindPGP:             "an OpenPGP public key or message",
	kindPGPPrivateKey:   "an OpenPGP private key",
	kindParameters:      "key parameters without a key",
	kindPVK:             "a Microsoft PVK file",
	kindBlob:            "a Microsoft private key blob (MSBLOB)",
	kindPublicBlob:      "a Microsoft public key blob (MSBLOB)",
	kindJWK:             "a private JSON Web Key (JWK)",
	kindPublicJWK:       "a public JSON Web Key (JWK)",
	kindXMLKey:          "a private .NET RSA key in XML",
	kindPublicXML:       "a public .NET RSA key in XML",
	kindPrinted:         "a private key's numbers as openssl prints them",
	kindTokenURI:        "a PKCS#11 URI, the name of a key in a token",
	kindTPMKey:          "a TPM's key (TSS2), which only that TPM can use",
	kindStandIn:         "a stand-in for a key in an HSM (such as AWS CloudHSM's fake PEM), which holds nothing of the key itself",
	kindServiceKey:      "the name of a key in AWS KMS, a YubiKey or the like",
	kindAge:             "a private key of age",
	kindSignify:         "a key of minisign or signify",
	kindHexKey:          "a key in hexadecimal",
	kindSealed:          "a file that a program encrypted as a whole",
	kindArchive:         "a compressed file (gzip, ZIP) or archive",
	kindPage:            "a web page (HTML)",
	kindPointer:         "Git LFS's stand-in for a file",
}

// String says the kind in words, such as "an RSA private key".
func (k Kind) String() string {
	if words, ok := kindWords[k]; ok {
		return words
	}
	return string(k)
}

// isPrivate says whether the kind is a private key of some sort, which must not
// be published. What only names a key in a token is none.
func (k Kind) isPrivate() bool {
	switch k {
	case kindPrivateKey, kindPSSPrivateKey, kindOtherPrivateKey, kindPuTTY, kindSSHPrivateKey,
		kindPGPPrivateKey, kindPVK, kindBlob, kindJWK, kindXMLKey, kindPrinted, kindAge, kindHexKey, KindSecretKey:
		return true
	}
	return false
}

// MayHoldKey says whether a file of the kind is a private key, holds one perhaps,
// or is the only way to one in a token: it must not be lost.
func (k Kind) MayHoldKey() bool {
	switch k {
	case kindPKCS12, kindJavaKeyStore, kindTokenURI, kindTPMKey, kindStandIn, kindServiceKey, kindSignify, kindSealed, kindArchive:
		return true
	}
	return k.isPrivate()
}

// A KindError says that the input is sound as far as can be seen, but is not
// what was asked for.
type KindError struct {
	Want      Kind   `json:"want"`
	Got       Kind   `json:"got"`
	Algorithm string `json:"algorithm,omitempty"` // of a key that is not plain RSA, such as "Ed25519"; or empty
	Fix       string `json:"fix"`                 // what to do, often a command; never empty
}

func (e *KindError) Error() string {
	var s strings.Builder
	s.WriteString("expected " + e.Want.String() + ", found " + e.Got.String())
	if e.Algorithm != "" {
		s.WriteString(" (" + e.Algorithm + ")")
	}
	s.WriteString(": " + e.Fix)
	return s.String()
}

// newKindError makes every sort of private key a KindSecretKey where something
// was wanted that gets published: there, that it is secret is all that counts.
func newKindError(want Kind, got structure) *KindError {
	if want != kindPrivateKey && got.kind.isPrivate() {
		got.kind = KindSecretKey
	}
	return &KindError{Want: want, Got: got.kind, Algorithm: got.algorithm, Fix: fix(want, got.kind)}
}
