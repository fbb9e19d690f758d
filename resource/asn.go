package resource

import (
	"strconv"
	"strings"

	"github.com/byoasn/byoasn/problem"
)

// An ASN is an autonomous system number, 0 to 4294967295 (RFC 6793).
type ASN uint32

// ParseASN reads a number in asplain, with or without the prefix "AS" in any
// case. Its error is a [*problem.Problem].
func ParseASN(s string) (ASN, error) {
	n, _, p := readASN(s)
	if p != nil {
		return 0, p
	}
	return n, nil
}

// String returns n in asplain (RFC 5396): decimal digits and nothing else.
func (n ASN) String() string {
	return strconv.FormatUint(uint64(n), 10)
}

// MarshalText returns the same as [ASN.String].
func (n ASN) MarshalText() ([]byte, error) {
	return []byte(n.String()), nil
}

// UnmarshalText reads what [ParseASN] reads.
func (n *ASN) UnmarshalText(text []byte) error {
	parsed, err := ParseASN(string(text))
	if err != nil {
		return err
	}
	*n = parsed
	return nil
}

// readASN reads a number. With a problem, the number that was meant comes along
// if it can be told.
func readASN(s string) (n ASN, meant bool, p *problem.Problem) {
	digits := s
	if len(s) >= 2 && strings.EqualFold(s[:2], "AS") {
		digits = s[2:]
	}
	p = &problem.Problem{ID: NotAResource, Field: fieldASN, Seen: s, Fix: "write digits alone, such as 12345"}
	switch {
	case digits == "":
		p.What = "has no digits"
		return 0, false, p
	case strings.ContainsAny(digits, " \t\r\n\v\f\u00a0"):
		p.What = "has blanks in or around it"
		return 0, false, p
	case digits[0] == '+' || digits[0] == '-':
		p.What = "has a sign"
		return 0, false, p
	case strings.Contains(digits, ".") && strings.Trim(digits, "0123456789.") == "":
		return asdot(digits, p)
	case strings.Trim(digits, "0123456789") != "":
		p.What = "is not a decimal number"
		return 0, false, p
	}
	plain := strings.TrimLeft(digits[:len(digits)-1], "0") + digits[len(digits)-1:]
	value, err := strconv.ParseUint(plain, 10, 32)
	switch {
	case err != nil:
		p.ID, p.What, p.Fix = ASNRange, "is past 4294967295, the largest AS number", "write your AS number"
		return 0, false, p
	case plain != digits:
		p.ID, p.What, p.Fix = ASNLeadingZero, "has a leading zero", "write the number without it: "+plain
		return ASN(value), true, p
	}
	return ASN(value), true, nil
}

// asdot explains two 16-bit halves, high first (RFC 5396).
func asdot(text string, p *problem.Problem) (ASN, bool, *problem.Problem) {
	high, low, _ := strings.Cut(text, ".")
	h, errHigh := strconv.ParseUint(high, 10, 16)
	l, errLow := strconv.ParseUint(low, 10, 16)
	p.ID, p.What = ASNAsdot, "is in asdot notation"
	if errHigh != nil || errLow != nil {
		p.What += ", and not a valid one"
		p.Fix = "write the number in plain decimal"
		return 0, false, p
	}
	n := ASN(h<<16 | l)
	p.Fix = "write it in plain decimal: " + n.String()
	return n, true, p
}
