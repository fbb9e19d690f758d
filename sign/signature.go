package sign

import "encoding/base64"

// A Signature is the bytes of an RSASSA-PSS signature, as long as the key's
// modulus. A conversion makes one of the raw bytes that a token or a service
// returned.
type Signature []byte

// alphabet is standard base64's with AWS's letters for + and /. Trailing bits
// that are not zero are refused: each signature has one text.
var alphabet = base64.NewEncoding("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-~").
	WithPadding('_').Strict()

// String returns the signature's text form, as AWS takes it.
func (s Signature) String() string {
	return alphabet.EncodeToString(s)
}

// MarshalText returns the same as [Signature.String].
func (s Signature) MarshalText() ([]byte, error) {
	return []byte(s.String()), nil
}

// UnmarshalText reads what [Parse] reads, and the empty text as no signature.
func (s *Signature) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*s = nil
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}

// Parse reads a signature in its text form. It succeeds only if String gives
// the text back, and only for a length that an RSA key of 1024 to 16384 bits
// makes; [Verify] compares the length with the key's. Its error is an
// [*EncodingError].
func Parse(text string) (Signature, error) {
	raw, err := alphabet.DecodeString(text)
	digits, _ := hexDigits(text)
	_, isText := textIn(raw)
	if err == nil && alphabet.EncodeToString(raw) == text && plausible(len(raw)) && !plausible(len(digits)) && !isText {
		return raw, nil
	}
	return nil, explain(text)
}

// plausible says whether RSA signatures of n bytes are made: of keys from 1024
// to 4096 bits in steps of 64, which tells a text cut short by a few characters
// from a whole one, and of the few larger sizes that are in use.
func plausible(n int) bool {
	switch n {
	case 6144 / 8, 8192 / 8, 16384 / 8:
		return true
	}
	return n >= 1024/8 && n <= 4096/8 && n%8 == 0
}
