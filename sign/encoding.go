package sign

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"
)

// A Form names a way in which a text differs from a signature's text form. Its
// values are stable.
type Form string

// The forms that [Parse] tells apart.
const (
	EmptyText  Form = "empty"
	RawBytes   Form = "raw-bytes"   // the signature itself, not yet encoded
	Hex        Form = "hex"         // two hexadecimal digits a byte
	PlainB64   Form = "base64"      // RFC 4648 section 4
	Base64URL  Form = "base64url"   // RFC 4648 section 5
	NoPadding  Form = "no-padding"  // the final _ or __ is missing
	LineBreaks Form = "line-breaks" // anywhere, the end included
	Blanks     Form = "blanks"      // anywhere, around it included
	QuoteMarks Form = "quotes"      // around it
	CutShort   Form = "cut-short"   // characters are missing
	TextTooBig Form = "too-long"    // longer than any signature
	OtherChars Form = "other-characters"
	SpareBits  Form = "spare-bits" // the last letter was altered
)

// An EncodingError says what a text is instead of a signature's text form.
type EncodingError struct {
	Forms  []Form
	Length int // of the text, in bytes

	// Raw is the signature that the text stands for, if that can be told, and
	// Raw.String() the text that AWS would take. It has not been verified.
	Raw Signature
}

var formTexts = map[Form]string{
	EmptyText:  "is empty",
	RawBytes:   "is raw bytes, not yet encoded",
	Hex:        "is hexadecimal",
	PlainB64:   "is plain base64: AWS wants - for +, _ for = and ~ for /",
	Base64URL:  "is base64url: AWS wants ~ where it has _, and _ as padding",
	NoPadding:  "has lost its padding, the _ or __ at the end",
	LineBreaks: "has line breaks",
	Blanks:     "has blanks",
	QuoteMarks: "has quotes around it",
	CutShort:   "is cut short: of an RSA 2048 key it has 344 characters",
	TextTooBig: "is longer than any RSA signature",
	OtherChars: "has characters that no signature has",
	SpareBits:  "has an altered last letter",
}

func (e *EncodingError) Error() string {
	if e.Length == 0 {
		return "the signature is empty"
	}
	parts := make([]string, len(e.Forms))
	for i, form := range e.Forms {
		parts[i] = formTexts[form]
	}
	return fmt.Sprintf("signature of %d characters %s", e.Length, strings.Join(parts, ", and it "))
}

// maxText is room for the largest RSA signature in hexadecimal, with blanks.
const maxText = 8192

// explain finds what is wrong with a text that Parse refused.
func explain(text string) *EncodingError {
	e := &EncodingError{Length: len(text)}
	switch {
	case text == "":
		e.Forms = []Form{EmptyText}
	case len(text) > maxText:
		e.Forms = []Form{TextTooBig}
	case !utf8.ValidString(text) && plausible(len(text)):
		e.Forms, e.Raw = []Form{RawBytes}, Signature(text)
	default:
		e.explainLetters(e.strip(text))
	}
	return e
}

// strip takes off what wraps the letters, and notes it.
func (e *EncodingError) strip(text string) string {
	bare := strings.Trim(text, " \t\r\n")
	if unquoted := strings.Trim(bare, "\"'"); unquoted != bare {
		e.Forms = append(e.Forms, QuoteMarks)
		text = strings.Trim(text, " \t\r\n\"'")
	}
	if strings.ContainsAny(text, "\r\n") {
		e.Forms = append(e.Forms, LineBreaks)
	}
	if strings.ContainsAny(text, " \t") {
		e.Forms = append(e.Forms, Blanks)
	}
	return strings.Join(strings.Fields(text), "")
}

// explainLetters says which encoding the letters are in, and decodes them.
func (e *EncodingError) explainLetters(letters string) {
	if isHex(letters) {
		e.Forms = append(e.Forms, Hex)
		e.Raw, _ = hex.DecodeString(letters)
		return
	}
	form, standard := toStandard(letters)
	if form != "" {
		e.Forms = append(e.Forms, form)
	}
	if form == OtherChars {
		return
	}
	bare := strings.TrimRight(standard, "=")
	raw, err := base64.RawStdEncoding.DecodeString(bare)
	switch {
	case err != nil || !plausible(len(raw)):
		e.Forms = append(e.Forms, lengthForm(len(bare)))
	case base64.RawStdEncoding.EncodeToString(raw) != bare:
		e.Forms = append(e.Forms, SpareBits)
	default:
		e.Raw = raw
		if len(standard)%4 != 0 && form != Base64URL { // base64url has none as a rule
			e.Forms = append(e.Forms, NoPadding)
		}
	}
}

// isHex says whether a text is a signature in hexadecimal. Such a text can be
// base64 too, but not by chance: a signature is random, and of all the letters
// of base64 that would be a quarter, hundreds of times in a row.
func isHex(letters string) bool {
	const digits, lower, upper = "0123456789", "abcdef", "ABCDEF"
	oneCase := strings.Trim(letters, digits+lower) == "" || strings.Trim(letters, digits+upper) == ""
	return oneCase && len(letters)%2 == 0 && plausible(len(letters)/2) &&
		strings.ContainsAny(letters, digits) && strings.ContainsAny(letters, lower+upper)
}

// lengthForm tells a text that is too long from one that is too short.
func lengthForm(letters int) Form {
	if letters > base64.RawStdEncoding.EncodedLen(16384/8) {
		return TextTooBig
	}
	return CutShort
}

// toStandard translates letters to standard base64 and says which alphabet
// they were in: "" for AWS's own.
func toStandard(letters string) (Form, string) {
	end := strings.TrimRight(letters, "_")
	switch {
	case strings.Trim(letters, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_~") != "":
		return OtherChars, ""
	case strings.ContainsAny(letters, "+/"):
		if strings.ContainsAny(letters, "-_~") {
			return OtherChars, "" // a mixture that no encoder makes
		}
		return PlainB64, letters
	case strings.Contains(end, "_"), strings.Contains(letters, "=") && strings.Contains(letters, "-"):
		if strings.Contains(letters, "~") {
			return OtherChars, ""
		}
		return Base64URL, strings.NewReplacer("-", "+", "_", "/").Replace(letters)
	case strings.Contains(letters, "="):
		if strings.ContainsAny(letters, "_~") {
			return OtherChars, ""
		}
		return PlainB64, letters
	}
	return "", strings.NewReplacer("-", "+", "_", "=", "~", "/").Replace(letters)
}
