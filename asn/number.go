package asn

import (
	"strconv"
	"strings"
)

// A Number is an autonomous system number, 0 to 4294967295 (RFC 6793).
type Number uint32

// Parse reads a number in asplain, with or without the prefix "AS" in any
// case. Its error is an [*Error].
func Parse(s string) (Number, error) {
	digits := s
	if len(s) >= 2 && strings.EqualFold(s[:2], "AS") {
		digits = s[2:]
	}
	switch slip := slipOf(digits); slip {
	case Asdot:
		return 0, asdotError(s, digits)
	case "":
	default:
		return 0, &Error{Input: s, Slip: slip}
	}
	n, err := strconv.ParseUint(digits, 10, 32)
	if err != nil {
		return 0, &Error{Input: s, Slip: OutOfRange}
	}
	return Number(n), nil
}

// String returns n in asplain (RFC 5396): decimal digits and nothing else.
func (n Number) String() string {
	return strconv.FormatUint(uint64(n), 10)
}

// MarshalText returns the same as [Number.String].
func (n Number) MarshalText() ([]byte, error) {
	return []byte(n.String()), nil
}

// UnmarshalText reads what [Parse] reads.
func (n *Number) UnmarshalText(text []byte) error {
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*n = parsed
	return nil
}
