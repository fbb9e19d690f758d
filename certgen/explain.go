package certgen

import (
	"bytes"
	"encoding/base64"

	"github.com/byoasn/byoasn/internal/armor"
	"github.com/byoasn/byoasn/problem"
)

// explainMissing says what an input without a certificate's markers is.
func explainMissing(text []byte, markers []armor.Marker) error {
	if found := identifyText(bytes.TrimSpace(text)); found.kind != "" {
		return newKindError(KindCertificate, found)
	}
	for _, m := range markers {
		if kind := LabelKind(m.Label); kind != "" && m.Near() {
			return newKindError(KindCertificate, structure{kind: kind})
		}
	}
	if packed := armor.Unpack(text); packed != nil {
		return packedProblem(packed)
	}
	switch found := identifyBase64(text); found.kind {
	case KindCertificate:
		return &problem.Problem{ID: certificateMarker, What: "the certificate's markers are missing", Fix: "put " + beginCertificate + " before it and " + endCertificate + " after it"}
	case "":
		return &problem.Problem{ID: certificateMissing, What: "no certificate found: expected " + beginCertificate + ", base64 and " + endCertificate + ", or DER"}
	default:
		return newKindError(KindCertificate, found)
	}
}

// identifyBase64 tells what stands in a text as base64 without markers: the whole
// of it, or DER within it.
func identifyBase64(text []byte) structure {
	if der, err := base64.StdEncoding.DecodeString(string(armor.Letters(text))); err == nil {
		if found := identify(der); found.kind != "" {
			return found
		}
		return identifyText(der)
	}
	for _, s := range armor.Scan(text) {
		if der, err := armor.Decode(armor.Letters(s.Body)); err == nil && s.Label == "" {
			if found := identify(der); found.kind != "" {
				return found
			}
		}
	}
	return structure{}
}

// packedProblem names the base64 of a whole PEM file.
func packedProblem(packed []byte) error {
	defer clear(packed)
	if holdsPrivateKey(packed, armor.Markers(packed)) {
		return newKindError(KindCertificate, structure{kind: kindPrivateKey})
	}
	return &problem.Problem{ID: inputPacked, What: "the input is the base64 of a whole PEM file, as a Kubernetes secret has it", Fix: "decode it once: base64 -d OLD > NEW"}
}

// forms are what is done to a certificate's text, and is named and not undone.
var forms = map[armor.Form]slip{
	armor.MailQuoted: {"has mail's quoting marks (>) before its lines", "take the marks out: sed 's/^[> ]*//' OLD > NEW"},
	armor.Quoted:     {"stands in quotes, piece by piece", "leave the quotes, and what is between them, out"},
	armor.Entities:   {"is the source of a web page, in which & begins a character (&#43; is a plus)", "copy it as the page shows it"},
}

// explainForm names what was done to the text, where undone it would be read.
func explainForm(text []byte, err error) error {
	for form, s := range forms {
		if cleaned, found := armor.Clean(text, form); len(found) > 0 {
			if cert, _ := readMarked(cleaned); cert != nil {
				return &problem.Problem{ID: certificateWritten, Err: err, What: "the certificate " + s.what, Fix: s.fix}
			}
		}
	}
	if plain := unpercent(text); plain != nil {
		return &problem.Problem{ID: certificateWritten, Err: err, What: "the certificate " + slipPercent.what, Fix: slipPercent.fix}
	}
	return explainQuoted(text, err)
}

// explainQuoted names quoted-printable, as the reason for what is wrong.
func explainQuoted(text []byte, err error) error {
	if !quotedPrintable(text) {
		return err
	}
	return &problem.Problem{ID: inputQuotedPrintable, Err: err,
		What: "the text is a mail's source in quoted-printable, in which = begins an escape (=3D is =, =2D a hyphen, = at the end of a line no line break)",
		Fix:  "take the text as the mail program shows it, or the attachment as it saves it"}
}

// quotedPrintable says whether a text has the escapes of RFC 2045 section 6.7 that
// stand in PEM. Padding is never followed by these.
func quotedPrintable(text []byte) bool {
	for i, b := range text {
		if b != '=' {
			continue
		}
		switch rest := text[i+1:]; {
		case bytes.HasPrefix(rest, []byte("3D")), bytes.HasPrefix(rest, []byte("2D")), bytes.HasPrefix(rest, []byte("20")):
			return true
		case len(rest) > 1 && rest[0] == '\n' && armor.Foreign(rest[1:2]) < 0 && rest[1] != '=':
			return true
		}
	}
	return false
}
