package armor

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"unicode/utf8"
)

// Foreign returns the offset of the first character of a body that is not
// base64's, or -1. White space is not.
func Foreign(body []byte) int {
	for i, b := range body {
		if !isLetter(b) && b != '=' {
			return i
		}
	}
	return -1
}

// Letters returns a body without its white space. It is the body itself where
// there is none.
func Letters(body []byte) []byte {
	if bytes.IndexFunc(body, isBlank) < 0 {
		return body
	}
	letters := make([]byte, 0, len(body)) // never to grow, and leave a key behind
	for i := 0; i < len(body); {
		r, size := utf8.DecodeRune(body[i:])
		if !isBlank(r) {
			letters = append(letters, body[i:i+size]...)
		}
		i += size
	}
	return letters
}

// A DamageError says why letters are not base64.
type DamageError struct {
	Letters int  // how many there are
	At      int  // the foreign character is the At'th, from 1; 0 if there is none
	Foreign rune // what stands there
}

func (e *DamageError) Error() string {
	switch {
	case e.Letters == 0:
		return "there is no base64"
	case e.At > 0:
		return fmt.Sprintf("character %d of the base64 is %q (%U), which is none of base64's", e.At, e.Foreign, e.Foreign)
	case e.Letters%4 != 0:
		return fmt.Sprintf("the base64 has %d letters, which is not a multiple of four: letters were lost or added", e.Letters)
	}
	return "the base64 has padding within it, or bits left over"
}

// Decode decodes base64 strictly: nothing else in it, padding whole, no bits left
// over. Its error is a [*DamageError].
func Decode(letters []byte) ([]byte, error) {
	damage := &DamageError{Letters: utf8.RuneCount(letters)}
	if i := Foreign(letters); i >= 0 {
		damage.At = i + 1
		damage.Foreign, _ = utf8.DecodeRune(letters[i:])
		return nil, damage
	}
	if damage.Letters == 0 || damage.Letters%4 != 0 {
		return nil, damage
	}
	der := make([]byte, base64.StdEncoding.DecodedLen(len(letters)))
	n, err := base64.StdEncoding.Strict().Decode(der, letters)
	if err != nil {
		clear(der)
		return nil, damage
	}
	return der[:n], nil
}
