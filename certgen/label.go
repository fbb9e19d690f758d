package certgen

import (
	"bytes"
	"encoding/pem"
	"strings"

	"github.com/byoasn/byoasn/internal/armor"
	"github.com/byoasn/byoasn/problem"
)

// LabelKind tells what a PEM label such as "RSA PRIVATE KEY" stands for: the kind
// that [KindError.Got] has where something was wanted that gets published. It is
// empty for a label that is not known.
func LabelKind(label string) Kind {
	kind := identifyLabel(label).kind
	if kind.isPrivate() {
		return KindSecretKey
	}
	return kind
}

// labels are PEM labels and what they stand for; the content of some tells more.
var labels = map[string]Kind{
	"CERTIFICATE":                KindCertificate,
	"TRUSTED CERTIFICATE":        kindTrusted,
	"X509 CERTIFICATE":           kindTrusted,
	"CERTIFICATE REQUEST":        KindRequest,
	"NEW CERTIFICATE REQUEST":    KindRequest,
	"X509 CRL":                   kindRevocationList,
	"PKCS7":                      kindPKCS7,
	"PKCS #7 SIGNED DATA":        kindPKCS7,
	"CMS":                        kindPKCS7,
	"PUBLIC KEY":                 KindPublicKey,
	"RSA PUBLIC KEY":             KindPublicKey,
	"SSH2 PUBLIC KEY":            kindSSHPublicKey,
	"PRIVATE KEY":                kindPrivateKey,
	"ENCRYPTED PRIVATE KEY":      kindPrivateKey,
	"RSA PRIVATE KEY":            kindPrivateKey,
	"OPENSSH PRIVATE KEY":        kindPrivateKey,
	"RSA-PSS PRIVATE KEY":        kindPSSPrivateKey, // what openssl rsa -traditional writes
	"TSS2 PRIVATE KEY":           kindTPMKey,
	"TSS2 KEY BLOB":              kindTPMKey, // before 2019
	"TSS KEY BLOB":               kindTPMKey, // of a TPM 1.2
	"SSH2 ENCRYPTED PRIVATE KEY": kindSSHPrivateKey,
	"PGP PRIVATE KEY BLOCK":      kindPGPPrivateKey,
	"AGE ENCRYPTED FILE":         kindSealed,
	"PKCS#11 PROVIDER URI":       kindTokenURI, // the OpenSSL provider pkcs11-provider's
}

// identifyLabel tells a PEM label, the unknown ones by what they end in.
func identifyLabel(label string) structure {
	if kind, ok := labels[label]; ok {
		return structure{kind: kind}
	}
	switch {
	case strings.HasPrefix(label, "PGP "):
		return structure{kind: kindPGP}
	case strings.Contains(label, "PRIVATE KEY"):
		algorithm, _, _ := strings.Cut(label, " PRIVATE KEY")
		return structure{kind: kindOtherPrivateKey, algorithm: clip(algorithm)}
	case strings.HasSuffix(label, "PARAMETERS"):
		return structure{kind: kindParameters}
	}
	return structure{}
}

// identifyBlock tells what a PEM block is: by its label, and where the label is
// one for many things, by its content.
func identifyBlock(block *pem.Block) structure {
	switch block.Type {
	case "PUBLIC KEY", "RSA PUBLIC KEY", "EC PRIVATE KEY":
		if found := identify(block.Bytes); found.kind != "" {
			return found
		}
	}
	return identifyLabel(block.Type)
}

// A start is how inputs begin that are neither PEM nor DER.
type start struct {
	prefix string
	kind   Kind
}

var starts = []start{
	{opensshMagic, kindPrivateKey},
	{"\xfe\xed\xfe\xed", kindJavaKeyStore}, // JKS
	{"\xce\xce\xce\xce", kindJavaKeyStore}, // JCEKS
	{"\x1e\xf1\xb5\xb0", kindPVK},          // magic number 0xb0b5f11e
	{"PuTTY-User-Key-File-", kindPuTTY},
	{"ssh-rsa ", KindPublicKey},
	{"ssh-", kindOtherPublicKey},
	{"ecdsa-sha2-", kindOtherPublicKey},
	{"sk-", kindOtherPublicKey},
	{"pkcs11:", kindTokenURI}, // RFC 7512
	{"yubikey:", kindServiceKey},
	{"engine:", kindServiceKey},
	{"arn:aws:kms:", kindServiceKey},
	{"alias/", kindServiceKey},
	{"awskms:", kindServiceKey},
	{"gcpkms:", kindServiceKey},
	{"azurekms:", kindServiceKey},
	{"untrusted comment:", kindSignify},
	{"age-encryption.org/", kindSealed},
	{"Salted__", kindSealed},   // openssl enc
	{"U2FsdGVkX1", kindSealed}, // the same in base64
	{"$ANSIBLE_VAULT;", kindSealed},
	{"\x1f\x8b", kindArchive},   // gzip
	{"PK\x03\x04", kindArchive}, // ZIP, and so the files of office programs
	{"BZh", kindArchive},
	{"\xfd7zXZ", kindArchive},
	{"\x28\xb5\x2f\xfd", kindArchive}, // Zstandard
	{"<!DOCTYPE html", kindPage},
	{"<!doctype html", kindPage},
	{"<html", kindPage},
	{"version https://git-lfs", kindPointer},
}

// identifyText tells inputs that are neither PEM nor DER by how they begin.
func identifyText(data []byte) structure {
	for _, known := range starts {
		if !bytes.HasPrefix(data, []byte(known.prefix)) {
			continue
		}
		found := structure{kind: known.kind}
		if known.kind == kindOtherPublicKey {
			found.algorithm = clip(string(bytes.Fields(data)[0]))
		}
		return found
	}
	if kind := identifyBlob(data); kind != "" {
		return structure{kind: kind}
	}
	switch {
	case bytes.Contains(data, []byte("AGE-SECRET-KEY-")):
		return structure{kind: kindAge}
	case bytes.Contains(data, []byte("ENC[AES256_GCM,")): // sops
		return structure{kind: kindSealed}
	case isHexDER(data):
		return structure{kind: kindHexKey}
	case bytes.Contains(data, []byte("<Modulus>")) && bytes.Contains(data, []byte("<D>")):
		return structure{kind: kindXMLKey}
	case bytes.Contains(data, []byte("<RSAKeyValue>")) && bytes.Contains(data, []byte("<D>")):
		return structure{kind: kindXMLKey}
	case bytes.Contains(data, []byte("<RSAKeyValue>")):
		return structure{kind: kindPublicXML}
	case bytes.Contains(data, []byte("privateExponent:")):
		return structure{kind: kindPrinted}
	}
	return structure{kind: identifyJWK(data)}
}

// isHexDER says whether a text is a key's DER in hexadecimal: a SEQUENCE of some
// hundred bytes that begins with a version.
func isHexDER(data []byte) bool {
	tight := bytes.ReplaceAll(armor.Letters(data[:min(len(data), 64)]), []byte(":"), nil)
	head := make([]byte, 7)
	return len(tight) > 14 && decodesHex(head, tight[:14]) && head[0] == 0x30 && head[1] == 0x82 && head[4] == tagInteger && head[5] == 1
}

// identifyBlob tells a BLOBHEADER of Microsoft's CryptoAPI: its type, version 2,
// two bytes reserved, an algorithm, and the magic number of an RSAPUBKEY.
func identifyBlob(data []byte) Kind {
	if len(data) < 20 || data[1] != 2 || data[2] != 0 || data[3] != 0 {
		return ""
	}
	switch magic := string(data[8:12]); {
	case data[0] == 7 && magic == "RSA2":
		return kindBlob
	case data[0] == 6 && magic == "RSA1":
		return kindPublicBlob
	}
	return ""
}

// identifyJWK tells a JSON Web Key, or a set of them (RFC 7517): d is the private
// number of RSA and elliptic curves, k a symmetric key.
func identifyJWK(data []byte) Kind {
	if bytes.Contains(data, []byte(`\"kty\"`)) { // in a string of JSON
		data = bytes.ReplaceAll(data, []byte(`\"`), []byte(`"`))
		defer clear(data)
	}
	if !bytes.Contains(data, []byte(`"kty"`)) {
		return ""
	}
	tight := armor.Letters(data)
	if len(tight) != len(data) {
		defer clear(tight)
	}
	if bytes.Contains(tight, []byte(`"d":"`)) || bytes.Contains(tight, []byte(`"k":"`)) {
		return kindJWK
	}
	return kindPublicJWK
}

// clip is as much as an error repeats of what an input says of itself: a few
// words, and nothing that a terminal would act on.
func clip(s string) string { return problem.Clip(s, 40) }
