package armor

import (
	"bytes"
	"slices"
	"strings"
	"sync"
)

// known are the labels that are found with blanks lost or gained: RFC 7468, and
// what OpenSSL, OpenSSH, GnuPG and their like write.
var known = []string{
	"CERTIFICATE", "TRUSTED CERTIFICATE", "X509 CERTIFICATE", "X509 CRL",
	"CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST",
	"PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "OPENSSH PRIVATE KEY", "ANY PRIVATE KEY", "TSS2 PRIVATE KEY",
	"RSA PRIVATE KEY", "RSA-PSS PRIVATE KEY", "DSA PRIVATE KEY", "EC PRIVATE KEY", "DH PRIVATE KEY",
	"PUBLIC KEY", "RSA PUBLIC KEY",
	"SSH2 PUBLIC KEY", "SSH2 ENCRYPTED PRIVATE KEY",
	"PGP PRIVATE KEY BLOCK", "PGP PUBLIC KEY BLOCK", "PGP MESSAGE", "PGP SIGNED MESSAGE", "PGP SIGNATURE",
	"PKCS7", "PKCS #7 SIGNED DATA", "CMS", "PKCS#11 PROVIDER URI",
	"EC PARAMETERS", "DSA PARAMETERS", "DH PARAMETERS", "X9.42 DH PARAMETERS",
}

// spelling is a label without its blanks, and with them.
type spelling struct {
	squeezed []byte
	label    string
}

// spellings are the known labels, the longest first: some contain others.
var spellings = sync.OnceValue(func() []spelling {
	var all []spelling
	for _, label := range known {
		all = append(all, spelling{[]byte(strings.ReplaceAll(label, " ", "")), label})
	}
	slices.SortFunc(all, func(a, b spelling) int { return len(b.squeezed) - len(a.squeezed) })
	return all
})

// label returns the label at an index of squeezed, and how long it is there.
func (t *text) label(at int) (string, int) {
	rest := t.squeezed[at:]
	for _, s := range spellings() {
		if bytes.HasPrefix(rest, s.squeezed) {
			return s.label, len(s.squeezed)
		}
	}
	return t.otherLabel(at)
}

// maxLabel bounds a label that is not known, in bytes.
const maxLabel = 64

// otherLabel returns a label that is not known, which has to stand as it should:
// words of printable ASCII, five hyphens on either side.
func (t *text) otherLabel(at int) (string, int) {
	start := t.offset(at)
	if before := t.raw[max(0, start-11):start]; !bytes.HasSuffix(before, []byte("-----BEGIN ")) && !bytes.HasSuffix(before, []byte("-----END ")) {
		return "", 0
	}
	rest := t.raw[start:min(len(t.raw), start+maxLabel+five)]
	end := bytes.Index(rest, []byte("-----"))
	if end <= 0 {
		return "", 0
	}
	for _, b := range rest[:end] {
		if b < ' ' || b > '~' {
			return "", 0
		}
	}
	label := string(rest[:end])
	return label, len(label) - strings.Count(label, " ")
}
