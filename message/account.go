package message

import (
	"fmt"
	"strings"

	"github.com/byoasn/byoasn/problem"
)

// accountDigits is the length of an AWS account number.
const accountDigits = 12

// ParseAccount returns the twelve digits of an AWS account number written
// 123456789012, or 1234-5678-9012 as AWS's console shows it. Its error is a
// [*problem.Problem] of the account field.
func ParseAccount(s string) (string, error) {
	if isAccount(s) {
		return s, nil
	}
	if digits, ok := unhyphen(s); ok {
		return digits, nil
	}
	return "", accountProblem(s)
}

func isAccount(s string) bool {
	return len(s) == accountDigits && isDigits(s)
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// unhyphen turns 1234-5678-9012 into 123456789012.
func unhyphen(s string) (string, bool) {
	if len(s) != accountDigits+2 || s[4] != '-' || s[9] != '-' {
		return "", false
	}
	digits := s[:4] + s[5:9] + s[10:]
	return digits, isAccount(digits)
}

// accountProblem explains an account that is not twelve digits.
func accountProblem(s string) *problem.Problem {
	p := &problem.Problem{ID: AccountFormat, Field: FieldAccount, Seen: s,
		What: "is not an AWS account number", Fix: "write its 12 digits"}
	if digits, ok := unhyphen(s); ok {
		p.ID, p.What, p.Fix = accountHyphens, "has hyphens", "write the 12 digits alone: "+digits
	}
	if isDigits(s) && len(s) < accountDigits && s[0] != '0' {
		padded := strings.Repeat("0", accountDigits-len(s)) + s
		p.ID, p.What = accountShort, fmt.Sprintf("has %d of 12 digits", len(s))
		p.Fix = "write its 12 digits; if a spreadsheet took the leading zeros, " + padded
	}
	return p
}
