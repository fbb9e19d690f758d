package certgen

import (
	"bytes"
	"encoding/hex"
	"encoding/pem"

	"github.com/byoasn/byoasn/internal/armor"
	"github.com/byoasn/byoasn/problem"
)

// readPacked reads a PEM file that was encoded as a whole, or says what a text
// without a private key is.
func readPacked(given, text []byte) (*pem.Block, []*problem.Problem, error) {
	for _, way := range []struct {
		slip slip
		undo func([]byte) []byte
	}{{slipPacked, armor.Unpack}, {slipPercent, unpercent}} {
		inner := way.undo(text)
		if inner == nil {
			continue
		}
		defer clear(inner)
		block, warnings, err := findKey(inner)
		if err != nil {
			return nil, nil, err
		}
		return block, append([]*problem.Problem{way.slip.problem()}, warnings...), nil
	}
	if found := identifyOther(given, text); found.kind != "" {
		return nil, nil, newKindError(kindPrivateKey, found)
	}
	return nil, nil, explainQuoted(given, &problem.Problem{ID: keyMissing, What: "no private key found: expected PEM with a line such as -----BEGIN PRIVATE KEY-----, or DER"})
}

// unpercent decodes percent-encoded PEM (RFC 3986 section 2.1), in which a form's
// data has a plus for each blank, or returns nil.
func unpercent(text []byte) []byte {
	plus := bytes.Contains(text, []byte("-----BEGIN+"))
	if !plus && !bytes.Contains(text, []byte("-----BEGIN%20")) {
		return nil
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		b := text[i]
		switch {
		case b == '+' && plus:
			b = ' '
		case b == '%' && i+2 < len(text):
			var one [1]byte
			if _, err := hex.Decode(one[:], text[i+1:i+3]); err == nil {
				b, i = one[0], i+2
			}
		}
		out = append(out, b)
	}
	return out
}

// identifyOther tells what a text without a private key is, by its markers or by
// how it begins.
func identifyOther(given, text []byte) structure {
	for _, m := range armor.Markers(text) {
		if found := identifyLabel(m.Label); found.kind != "" && m.Near() {
			return found
		}
	}
	return identifyText(bytes.TrimSpace(given))
}
