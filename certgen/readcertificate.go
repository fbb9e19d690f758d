package certgen

import (
	"bytes"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/byoasn/byoasn/internal/armor"
	"github.com/byoasn/byoasn/problem"
)

// copyAgain is the way to a certificate from one that was damaged.
const copyAgain = "copy the certificate again from the original file"

// ReadCertificate reads the one certificate in PEM, in DER, on one line, or in
// text copied from a registry or a mail. The package comment says what is
// forgiven: white space and the names of registry attributes. All else that is
// wrong is an error that says what it is, and nothing is fixed on the way.
//
// Something else than a certificate is a [KindError]; when a private key stands
// anywhere in the text, that is the error, it is loud, and nothing of the key is
// repeated. Any other error is a [*problem.Problem]. With one error the
// certificate is returned too: [CertificateDeparts] says that it is whole and that
// crypto/x509 does not read it, for a reason that OpenSSL and Java do not mind. Of
// such a certificate these fields are set: Raw, RawTBSCertificate, RawIssuer,
// RawSubject, RawSubjectPublicKeyInfo, Issuer, Subject, SerialNumber, NotBefore,
// NotAfter, PublicKey (an RSA key), SignatureAlgorithm and Signature, and with
// them it will do for every function here.
//
// Whether the signature verifies, [CheckSelfSignature] tells.
func ReadCertificate(data []byte) (*x509.Certificate, error) {
	data, err := openInput(data)
	if err != nil {
		return nil, err
	}
	if isDER(data) {
		return parseCertificate(data)
	}
	if !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0 {
		if found := identifyText(data); found.kind != "" {
			return nil, newKindError(KindCertificate, found)
		}
		return nil, &problem.Problem{ID: inputUnreadable, What: "the input is neither a certificate in DER nor text in UTF-8: it is damaged, or not a certificate"}
	}
	return readText(data)
}

// readText reads a certificate from anything but DER.
func readText(data []byte) (*x509.Certificate, error) {
	text, _ := armor.Clean(data, armor.Escaped)
	text, _ = armor.Clean(bytes.ReplaceAll(text, []byte("\r"), []byte("\n")), armor.Prefixed)
	cert, err := readMarked(text)
	if _, ok := errors.AsType[*problem.Problem](err); !ok || cert != nil {
		return cert, err
	}
	return nil, explainForm(text, err)
}

// readMarked reads the certificate between its markers.
func readMarked(text []byte) (*x509.Certificate, error) {
	markers := armor.Markers(text)
	if holdsPrivateKey(text, markers) {
		return nil, newKindError(KindCertificate, structure{kind: kindPrivateKey})
	}
	ours := certificateMarkers(markers)
	if len(ours) == 0 {
		return nil, explainMissing(text, markers)
	}
	for _, m := range ours {
		if err := checkMarker(text, m); err != nil {
			return nil, err
		}
	}
	body, err := certificateBody(text, ours)
	if err != nil {
		return nil, err
	}
	der, err := decodeBody(body)
	if err != nil {
		return nil, err
	}
	return parseCertificate(der)
}

// holdsPrivateKey says whether a private key begins or ends in a text. Words in
// prose are none: they have no dashes, and no base64 after them.
func holdsPrivateKey(text []byte, markers []armor.Marker) bool {
	for _, m := range markers {
		if LabelKind(m.Label) != KindSecretKey {
			continue
		}
		after := bytes.TrimLeftFunc(text[m.End:], unicode.IsSpace)
		if m.Before+m.After > 0 || bytes.HasPrefix(after, []byte("MI")) || bytes.HasPrefix(after, []byte("b3Bl")) {
			return true
		}
	}
	return false
}

// certificateMarkers are those of a certificate. The words alone, without dashes,
// are prose where true markers stand beside them.
func certificateMarkers(all []armor.Marker) []armor.Marker {
	ours := slices.DeleteFunc(slices.Clone(all), func(m armor.Marker) bool { return m.Label != "CERTIFICATE" })
	has := map[bool]bool{} // whether there is a marker with dashes, by Begin
	for _, m := range ours {
		has[m.Begin] = has[m.Begin] || m.Near()
	}
	return slices.DeleteFunc(ours, func(m armor.Marker) bool { return m.Before+m.After == 0 && has[m.Begin] })
}

// checkMarker refuses a marker that has more wrong with it than white space.
func checkMarker(text []byte, m armor.Marker) error {
	p := &problem.Problem{ID: certificateMarker, Start: m.Start, End: m.End}
	p.Fix = "it must read " + m.String()
	given := strings.Join(strings.Fields(string(text[m.Start:m.End])), "")
	switch {
	case !m.Hyphens:
		p.What = fmt.Sprintf("the dashes of the %s marker are not hyphens: a word processor or mail program changed them", m.Word())
	case m.Before != 5 || m.After != 5:
		p.What = fmt.Sprintf("the %s marker has lost or gained dashes", m.Word())
		p.Fix += ", with five hyphens on either side"
	case m.Glued:
		p.What = fmt.Sprintf("the %s marker has lost its blank", m.Word())
	case given != "-----"+m.Word()+strings.ReplaceAll(m.Label, " ", "")+"-----":
		p.What = fmt.Sprintf("the %s marker has characters in it that are not seen", m.Word())
	default:
		return nil
	}
	return p
}

// certificateBody returns what stands between the markers of the one certificate.
func certificateBody(text []byte, markers []armor.Marker) ([]byte, error) {
	for i, m := range markers {
		if want := i%2 == 0; m.Begin != want {
			return nil, unpaired(want)
		}
	}
	if len(markers)%2 != 0 {
		return nil, unpaired(false)
	}
	if n := len(markers) / 2; n > 1 {
		return nil, &problem.Problem{ID: certificateSeveral, What: fmt.Sprintf("the input holds %d certificates, expected one", n), Fix: "leave the right one alone"}
	}
	return text[markers[0].End:markers[1].Start], nil
}

// unpaired explains a marker that is missing where its twin is there.
func unpaired(begin bool) error {
	p := &problem.Problem{ID: certificateMarker, Fix: copyAgain}
	p.What = "the certificate's end is missing: there is a BEGIN marker without " + endCertificate + " after it; was it cut short?"
	if begin {
		p.What = "the certificate's beginning is missing: there is an END marker without " + beginCertificate + " before it"
	}
	return p
}

// decodeBody decodes base64 strictly: padding whole, and no bits left over.
func decodeBody(body []byte) ([]byte, error) {
	letters := bytes.Join(bytes.Fields(body), nil) // white space alone: what is not seen is foreign
	der, err := armor.Decode(letters)
	damage, ok := errors.AsType[*armor.DamageError](err)
	if !ok {
		return der, err
	}
	p := &problem.Problem{ID: certificateDamaged, Err: err, Fix: copyAgain, What: "the certificate's base64 is damaged: it has padding within it, or bits left over"}
	switch {
	case damage.Letters == 0:
		p.What = "there is nothing between the certificate's markers"
	case damage.At > 0:
		p.What = fmt.Sprintf("character %d of the certificate's base64 is %q (%U), which is none of base64's", damage.At, damage.Foreign, damage.Foreign)
	case damage.Letters%4 != 0:
		p.What = fmt.Sprintf("the certificate's base64 has %d letters, which is not a multiple of four: letters were lost or added", damage.Letters)
	}
	return nil, p
}

// parseCertificate parses DER, and says in which way it is not a certificate.
func parseCertificate(der []byte) (*x509.Certificate, error) {
	if err := checkLength(der); err != nil {
		return nil, err
	}
	if found := identify(der); found.kind != "" && found.kind != KindCertificate {
		return nil, newKindError(KindCertificate, found)
	}
	cert, err := x509.ParseCertificate(der)
	if err == nil {
		return cert, nil
	}
	if cert, ok := readLenient(der); ok {
		return cert, departure(der, err)
	}
	return nil, &problem.Problem{ID: certificateDamaged, Err: err, What: "the certificate decodes, but its inside is damaged: " + err.Error(), Fix: copyAgain}
}

// checkLength compares the length that an encoding says of itself with what is
// there.
func checkLength(der []byte) error {
	whole, rest, ok := readElement(der)
	p := &problem.Problem{ID: certificateDamaged, Fix: copyAgain}
	switch {
	case !ok || whole.tag != tagSequence:
		p.What = fmt.Sprintf("the certificate is cut short or damaged: its %d bytes are not one whole DER structure", len(der))
	case len(rest) > 0:
		p.What = fmt.Sprintf("the certificate is followed by %d bytes that are not part of it: expected it alone", len(rest))
	default:
		return nil
	}
	return p
}
