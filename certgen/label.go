package certgen

import (
	"bytes"
	"encoding/pem"
	"strings"
)

// identifyBlock tells what a PEM block is: by its label, and where the label is
// one for many things, by its content.
func identifyBlock(block *pem.Block) structure {
	switch label := block.Type; label {
	case "CERTIFICATE":
		return structure{kind: KindCertificate}
	case "TRUSTED CERTIFICATE", "X509 CERTIFICATE":
		return structure{kind: KindTrusted}
	case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST":
		return structure{kind: KindRequest}
	case "X509 CRL":
		return structure{kind: KindRevocationList}
	case "PKCS7", "PKCS #7 SIGNED DATA", "CMS":
		return structure{kind: KindPKCS7}
	case "PUBLIC KEY", "RSA PUBLIC KEY", "EC PRIVATE KEY":
		if found := identify(block.Bytes); found.kind != "" {
			return found
		}
		return identifyLabel(label)
	default:
		return identifyLabel(label)
	}
}

// identifyLabel tells the rest by what the label ends in.
func identifyLabel(label string) structure {
	switch {
	case label == "RSA-PSS PRIVATE KEY": // what openssl rsa -traditional writes
		return structure{kind: KindPSSPrivateKey}
	case label == "PRIVATE KEY", label == "ENCRYPTED PRIVATE KEY", label == "RSA PRIVATE KEY", label == "OPENSSH PRIVATE KEY":
		return structure{kind: KindPrivateKey}
	case strings.Contains(label, "PRIVATE KEY"):
		algorithm, _, _ := strings.Cut(label, " PRIVATE KEY")
		return structure{kind: KindOtherPrivateKey, algorithm: clip(algorithm)}
	case label == "PUBLIC KEY", label == "RSA PUBLIC KEY":
		return structure{kind: KindPublicKey}
	case strings.HasPrefix(label, "PGP "):
		return structure{kind: KindPGP}
	case strings.HasSuffix(label, "PARAMETERS"):
		return structure{kind: KindParameters}
	}
	return structure{}
}

var beginMarker = pattern(`-----BEGIN ([^\r\n-][^\r\n]*?)-----`)

// identifyOther tells inputs that encoding/pem does not decode: by a BEGIN marker,
// which in a certificate on one line has no line of its own, or by how they begin.
func identifyOther(text []byte) structure {
	for _, match := range beginMarker().FindAllSubmatch(text, -1) {
		if found := identifyBlock(&pem.Block{Type: string(match[1])}); found.kind != "" {
			return found
		}
	}
	return identifyText(text)
}

// identifyText tells inputs that are neither PEM nor DER by how they begin.
func identifyText(data []byte) structure {
	for _, known := range []struct {
		prefix string
		kind   Kind
	}{
		{opensshMagic, KindPrivateKey},
		{"\xfe\xed\xfe\xed", KindJavaKeyStore}, // JKS
		{"\xce\xce\xce\xce", KindJavaKeyStore}, // JCEKS
		{"PuTTY-User-Key-File-", KindPuTTY},
		{"---- BEGIN SSH2 PUBLIC KEY", KindSSHPublicKey},
		{"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY", KindOtherPrivateKey}, // ssh.com
		{"ssh-rsa ", KindPublicKey},
		{"ssh-", KindOtherPublicKey},
		{"ecdsa-sha2-", KindOtherPublicKey},
		{"sk-", KindOtherPublicKey},
	} {
		if !bytes.HasPrefix(data, []byte(known.prefix)) {
			continue
		}
		found := structure{kind: known.kind}
		if known.kind == KindOtherPublicKey {
			found.algorithm = clip(string(bytes.Fields(data)[0]))
		}
		return found
	}
	return structure{}
}
