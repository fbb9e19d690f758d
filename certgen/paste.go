package certgen

import (
	"bytes"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// ReadCertificate reads the one certificate in PEM, in DER, on one line, or in
// text copied from a registry or a mail. The package comment says what is
// forgiven: white space and the names of registry attributes. All else that is
// wrong is an error that says what it is, and nothing is mended on the way.
//
// Something else than a certificate is a [KindError]; when a private key stands
// anywhere in the text, that is the error, it is loud, and nothing of the key is
// repeated. Whether the signature verifies, [CheckSelfSignature] tells.
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
		return nil, errors.New("the input is neither a certificate in DER nor text in UTF-8: it is damaged, or not a certificate")
	}
	return readText(data)
}

// readText reads a certificate from anything but DER.
func readText(data []byte) (*x509.Certificate, error) {
	text := attribute().ReplaceAllString(lineBreaks.Replace(string(data)), "")
	squeezed := squeeze(text)
	markers := findMarkers(squeezed)
	for _, m := range markers {
		if strings.Contains(m.label, "PRIVATEKEY") {
			return nil, newKindError(KindCertificate, structure{kind: KindPrivateKey})
		}
	}
	markers = slices.DeleteFunc(markers, func(m marker) bool { return m.label != "CERTIFICATE" })
	if len(markers) == 0 {
		return nil, explainMissing(data, squeezed)
	}
	if err := checkBlanks(text); err != nil {
		return nil, err
	}
	body, err := certificateBody(squeezed, markers)
	if err != nil {
		return nil, err
	}
	der, err := decodeBody(body)
	if err != nil {
		return nil, err
	}
	return parseCertificate(der)
}

var (
	// attribute is what a registry's answer puts before each line: RIPE descr:,
	// APNIC remarks:, ARIN Comment:.
	attribute = pattern(`(?im)^[\pZ\t]*(descr|remarks?|comments?):`)

	// lineBreaks makes one of every line break, those included that a string in
	// JSON, a shell or Terraform has. A backslash is in no base64.
	lineBreaks = strings.NewReplacer(`\r\n`, "\n", `\r`, "\n", `\n`, "\n", `\t`, "\t", "\r\n", "\n", "\r", "\n")
)

// separator keeps dashes of different lines or blocks apart once the white space
// between them is gone. No text that is read has it.
const separator = "\x00"

var (
	// wholeDashes ends a line that a marker was not broken in: a break within
	// its five dashes leaves fewer.
	wholeDashes = pattern(`[` + dashes + `]{5}$`)
	firstDash   = pattern(`^[` + dashes + `]`)

	// adjoining are the ten hyphens between two markers on one line.
	adjoining = pattern(`([^-]-----)(-----(?:BEGIN|END))`)
)

// squeeze takes out white space, so that a line may have been broken anywhere,
// within a marker as well.
func squeeze(text string) string {
	var out strings.Builder
	last := ""
	for line := range strings.Lines(text) {
		line = strings.Join(strings.Fields(line), "")
		if line == "" {
			continue
		}
		if firstDash().MatchString(line) && wholeDashes().MatchString(last) {
			out.WriteString(separator)
		}
		out.WriteString(line)
		last = line
	}
	return adjoining().ReplaceAllString(out.String(), "$1"+separator+"$2")
}

// certificateBody returns what stands between the markers of the one certificate.
func certificateBody(text string, markers []marker) (string, error) {
	for i, m := range markers {
		if err := m.check(); err != nil {
			return "", err
		}
		if want := [...]string{"BEGIN", "END"}[i%2]; m.word != want {
			return "", unpaired(want)
		}
	}
	if len(markers)%2 != 0 {
		return "", unpaired("END")
	}
	if n := len(markers) / 2; n > 1 {
		return "", fmt.Errorf("the input holds %d certificates, expected one: leave the right one alone", n)
	}
	return strings.Trim(text[markers[0].end:markers[1].start], separator), nil
}

// explainMissing says what an input without a certificate's markers is.
func explainMissing(data []byte, squeezed string) error {
	if found := identifyText(bytes.TrimSpace(data)); found.kind != "" {
		return newKindError(KindCertificate, found)
	}
	for _, m := range findMarkers(squeezed) {
		if kind := kindOfLabel(m.label); kind != "" {
			return newKindError(KindCertificate, structure{kind: kind})
		}
	}
	if der, err := base64.StdEncoding.DecodeString(squeezed); err == nil {
		found := identify(der)
		if found.kind == "" {
			found = identifyText(der)
		}
		switch found.kind {
		case KindCertificate:
			return errors.New("the certificate's markers are missing: put " + beginCertificate + " before it and " + endCertificate + " after it")
		case "":
		default:
			return newKindError(KindCertificate, found)
		}
	}
	return errors.New("no certificate found: expected " + beginCertificate + ", base64 and " + endCertificate + ", or DER")
}

// decodeBody decodes base64 strictly: padding whole, and no bits left over.
func decodeBody(body string) ([]byte, error) {
	letters := 0
	for _, r := range body {
		letters++
		if !strings.ContainsRune("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=", r) {
			return nil, fmt.Errorf("character %d of the certificate's base64 is %q (%U), which is none of base64's: copy the certificate again from the original file", letters, r, r)
		}
	}
	if letters == 0 {
		return nil, errors.New("there is nothing between the certificate's markers")
	}
	if letters%4 != 0 {
		return nil, fmt.Errorf("the certificate's base64 has %d letters, which is not a multiple of four: letters were lost or added; copy the certificate again from the original file", letters)
	}
	der, err := base64.StdEncoding.Strict().DecodeString(body)
	if err != nil {
		return nil, fmt.Errorf("the certificate's base64 is damaged: copy the certificate again from the original file: %w", err)
	}
	return der, nil
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
	if err != nil {
		return nil, fmt.Errorf("the certificate decodes, but its inside is damaged: copy it again from the original file: %w", err)
	}
	return cert, nil
}

// checkLength compares the length that DER says of itself with what is there.
func checkLength(der []byte) error {
	input := cryptobyte.String(der)
	var element cryptobyte.String
	switch {
	case !input.ReadASN1Element(&element, asn1.SEQUENCE):
		return fmt.Errorf("the certificate is cut short or damaged: its %d bytes are not one whole DER structure", len(der))
	case !input.Empty():
		return fmt.Errorf("the certificate is followed by %d bytes that are not part of it: expected it alone", len(input))
	}
	return nil
}
