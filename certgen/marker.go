package certgen

import (
	"errors"
	"fmt"
	"strings"
)

// A marker is a BEGIN or END line in squeezed text, with whatever dashes it has.
type marker struct {
	text       string // all of it
	word       string // BEGIN or END
	label      string // such as CERTIFICATE, without blanks
	start, end int    // in the squeezed text
}

// dashes are the hyphen and what typesetting programs make of two or three.
const dashes = "-\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d"

var markerPattern = pattern(`([` + dashes + `]*)(BEGIN|END)` +
	`((?:X509|TRUSTED|NEW|RSA-PSS|RSA|EC|DSA|DH|OPENSSH|ENCRYPTED|ANY|PGP|SSH2ENCRYPTED|SSH2)?` +
	`(?:CERTIFICATEREQUEST|CERTIFICATE|PRIVATEKEYBLOCK|PRIVATEKEY|PUBLICKEYBLOCK|PUBLICKEY|PKCS7|CMS|X509CRL|MESSAGE|PARAMETERS))` +
	`([` + dashes + `]*)`)

func findMarkers(text string) []marker {
	var markers []marker
	for _, at := range markerPattern().FindAllStringSubmatchIndex(text, -1) {
		markers = append(markers, marker{
			text:  text[at[0]:at[1]],
			word:  text[at[4]:at[5]],
			label: text[at[6]:at[7]],
			start: at[0],
			end:   at[1],
		})
	}
	return markers
}

// check refuses a marker whose dashes are not five hyphens on either side.
func (m marker) check() error {
	want := "-----" + m.word + m.label + "-----"
	switch {
	case m.text == want:
		return nil
	case strings.Trim(m.text, "-") != m.word+m.label:
		return fmt.Errorf("the dashes of the %s marker are not hyphens: a word processor or mail program changed them; it must read %s", m.word, spell(m))
	}
	return fmt.Errorf("the %s marker has lost or gained dashes: it must read %s, with five hyphens on either side", m.word, spell(m))
}

// spell writes a marker as it should be; only a certificate's is ever wanted.
func spell(m marker) string {
	if m.word == "BEGIN" {
		return beginCertificate
	}
	return endCertificate
}

var gluedMarker = pattern(`(BEGIN|END)CERTIFICATE`)

// checkBlanks refuses a marker without the blank between its words, which
// squeezed text does not show.
func checkBlanks(text string) error {
	if found := gluedMarker().FindStringSubmatch(text); found != nil {
		return fmt.Errorf("the %s marker has lost its blank: it must read %s", found[1], spell(marker{word: found[1]}))
	}
	return nil
}

// unpaired explains a marker that is missing where its twin is there.
func unpaired(missing string) error {
	if missing == "BEGIN" {
		return errors.New("the certificate's beginning is missing: there is an END marker without " + beginCertificate + " before it")
	}
	return errors.New("the certificate's end is missing: there is a BEGIN marker without " + endCertificate + " after it; was it cut short?")
}

// kindOfLabel tells what a squeezed label other than CERTIFICATE stands for.
func kindOfLabel(label string) Kind {
	switch {
	case strings.HasPrefix(label, "PGP"):
		return KindPGP
	case label == "X509CERTIFICATE", label == "TRUSTEDCERTIFICATE":
		return KindTrusted
	case strings.HasSuffix(label, "REQUEST"):
		return KindRequest
	case strings.HasPrefix(label, "SSH2"):
		return KindSSHPublicKey
	case strings.HasSuffix(label, "PUBLICKEY"):
		return KindPublicKey
	case label == "PKCS7", label == "CMS":
		return KindPKCS7
	case label == "X509CRL":
		return KindRevocationList
	case strings.HasSuffix(label, "PARAMETERS"):
		return KindParameters
	}
	return ""
}
