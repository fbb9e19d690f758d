package rdap

import (
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/byoasn/byoasn/certgen"
)

// decode makes a certificate of the base64 between two markers.
func decode(letters string) (*x509.Certificate, error) {
	der, err := base64.StdEncoding.Strict().DecodeString(letters)
	if err != nil {
		return nil, fmt.Errorf("its base64 is damaged: %w", err)
	}
	if len(der) == 0 || der[0] != 0x30 {
		return nil, fmt.Errorf("its base64 is not a certificate's")
	}
	return certgen.ReadCertificate(der)
}

// restorePlus looks for a + that was lost: turned into a blank (as in a form's
// data), or dropped at the beginning of a line that continues another (as RIPE
// NCC's database does). What it finds has to verify with its own key, so that
// it is the certificate that was meant and not one that happens to parse.
// tries bounds the work.
func restorePlus(body string, tries *int) *x509.Certificate {
	words := strings.Fields(body)
	if len(words) == 0 {
		return nil
	}
	if cert := verified(strings.Join(words, "+"), tries); cert != nil {
		return cert
	}
	letters := strings.Join(words, "")
	missing := (4 - len(letters)%4) % 4
	if len(words) > 1 && missing > 0 {
		if cert := restoreAt(words, 1, missing, tries); cert != nil {
			return cert
		}
	}
	if missing != 1 {
		return nil
	}
	for i := range letters {
		if cert := verified(letters[:i]+"+"+letters[i:], tries); cert != nil {
			return cert
		}
	}
	return nil
}

// restoreAt puts a + before so many of the words from an index on.
func restoreAt(words []string, from, missing int, tries *int) *x509.Certificate {
	if missing == 0 {
		return verified(strings.Join(words, ""), tries)
	}
	for i := from; i <= len(words)-missing && *tries > 0; i++ {
		word := words[i]
		words[i] = "+" + word
		cert := restoreAt(words, i+1, missing-1, tries)
		words[i] = word
		if cert != nil {
			return cert
		}
	}
	return nil
}

func verified(letters string, tries *int) *x509.Certificate {
	if *tries <= 0 {
		return nil
	}
	*tries--
	cert, err := decode(letters)
	if err != nil || certgen.CheckSelfSignature(cert) != nil {
		return nil
	}
	return cert
}
