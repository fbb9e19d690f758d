package external

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// awsText is standard base64 with - for +, ~ for / and _ for =.
var awsText = base64.NewEncoding("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-~").WithPadding('_')

// formOf is what a command wrote that is not a raw signature of want bytes.
func formOf(out []byte, want int) Form {
	letters := strings.Join(strings.Fields(string(out)), "")
	switch {
	case letters == "":
		return Nothing
	case bytes.ContainsFunc(out, func(r rune) bool { return r > '~' || r < ' ' && !strings.ContainsRune("\t\r\n", r) }):
		return OtherLength
	case letters[0] == '{':
		return JSON
	}
	return encodingOf(letters, want)
}

// encodingOf recognises an encoding in which the letters are want bytes. AWS's
// comes before base64url, which may have the same letters but not the padding.
func encodingOf(letters string, want int) Form {
	if raw, err := hex.DecodeString(letters); err == nil && len(raw) == want {
		return Hex
	}
	for _, e := range []struct {
		form     Form
		encoding *base64.Encoding
	}{
		{Base64, base64.StdEncoding},
		{Base64, base64.RawStdEncoding},
		{AWSText, awsText},
		{Base64URL, base64.URLEncoding},
		{Base64URL, base64.RawURLEncoding},
	} {
		if raw, err := e.encoding.DecodeString(letters); err == nil && len(raw) == want {
			return e.form
		}
	}
	return OtherText
}
