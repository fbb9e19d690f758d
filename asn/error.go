package asn

import (
	"fmt"
	"strconv"
	"strings"
)

// A Slip names what is wrong with the text of a number. Its values are stable.
type Slip string

// The slips that [Parse] tells apart.
const (
	Empty       Slip = "empty"        // no digits at all
	Blank       Slip = "blank"        // a blank, tab or line break around or inside
	Sign        Slip = "sign"         // a leading + or -
	Asdot       Slip = "asdot"        // "1.10" (RFC 5396 asdot or asdot+)
	LeadingZero Slip = "leading-zero" // "064496"
	NotDigits   Slip = "not-digits"   // anything else that is not 0 to 9
	OutOfRange  Slip = "out-of-range" // past 4294967295
)

// An Error says why a text is not an autonomous system number.
type Error struct {
	Input string // the text as it was given
	Slip  Slip
	Plain Number // for a valid Asdot: the number that was meant
	Meant bool   // whether Plain is set
}

var explanations = map[Slip]string{
	Empty:       "has no digits; write the number in plain decimal, such as 64496",
	Blank:       "has blanks in or around it; write the digits alone",
	Sign:        "has a sign; write the digits alone",
	Asdot:       "is in asdot notation, and not a valid one; write the number in plain decimal",
	LeadingZero: "has a leading zero; write the digits without it",
	NotDigits:   "is not a decimal number; write digits alone, such as 64496",
	OutOfRange:  "is past 4294967295, the largest autonomous system number",
}

// maxShown is how much of an input an error repeats: enough to find it again,
// too little to flood a log.
const maxShown = 40

func (e *Error) Error() string {
	shown := e.Input
	if len(shown) > maxShown {
		shown = shown[:maxShown] + "…"
	}
	if e.Meant {
		return fmt.Sprintf("AS number %q is in asdot notation; in plain decimal it is %s", shown, e.Plain)
	}
	return fmt.Sprintf("AS number %q %s", shown, explanations[e.Slip])
}

// slipOf returns what is wrong with the spelling of digits, or "" if only its
// size is left to check.
func slipOf(digits string) Slip {
	switch {
	case digits == "":
		return Empty
	case strings.ContainsAny(digits, " \t\r\n\v\f\u00a0"):
		return Blank
	case digits[0] == '+' || digits[0] == '-':
		return Sign
	case strings.Contains(digits, ".") && strings.Trim(digits, "0123456789.") == "":
		return Asdot
	case strings.Trim(digits, "0123456789") != "":
		return NotDigits
	case len(digits) > 1 && digits[0] == '0':
		return LeadingZero
	}
	return ""
}

// asdotError explains an asdot number: two 16-bit halves, high first (RFC 5396).
func asdotError(input, text string) *Error {
	e := &Error{Input: input, Slip: Asdot}
	high, low, _ := strings.Cut(text, ".")
	h, errHigh := strconv.ParseUint(high, 10, 16)
	l, errLow := strconv.ParseUint(low, 10, 16)
	if errHigh == nil && errLow == nil {
		e.Plain, e.Meant = Number(h<<16|l), true
	}
	return e
}
