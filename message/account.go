package message

import "strings"

// accountDigits is the length of an AWS account number.
const accountDigits = 12

// AccountDigits returns the twelve digits of an AWS account number written
// 123456789012, or 1234-5678-9012 as AWS's console shows it. Its error is a
// [Problem] of the account field.
func AccountDigits(s string) (string, error) {
	if isAccount(s) {
		return s, nil
	}
	if digits, ok := unhyphen(s); ok {
		return digits, nil
	}
	return "", accountProblem(s)
}

func isAccount(s string) bool {
	return len(s) == accountDigits && strings.Trim(s, "0123456789") == ""
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
func accountProblem(s string) Problem {
	p := Problem{ID: AccountFormat, Field: FieldAccount, Seen: s,
		What: "is not an AWS account number", Mend: "write its 12 digits"}
	if digits, ok := unhyphen(s); ok {
		p.ID, p.What, p.Mend = AccountHyphens, "has hyphens", "write the 12 digits alone: "+digits
	}
	return p
}
