package awsstate

import (
	"strings"

	"github.com/byoasn/byoasn/problem"
)

// An Explanation is what a reason of AWS's comes down to.
type Explanation struct {
	Means  string
	Fix    string
	Checks []problem.ID // of package preflight, that find the same
}

// The reasons that AWS documents: a part of each that no other has, in lower case
// ("Onboard your address range for use in Amazon EC2", troubleshooting).
var reasons = []struct {
	text string
	Explanation
}{
	{"no x509 certificate could be found", Explanation{
		"AWS looked into the registry's record and found no certificate where it reads",
		"publish the certificate on the number's or the range's own object, in the field that AWS reads and on one line; then ask again",
		[]problem.ID{"certificate-published", "certificate-placement", "certificate-form"}}},
	{"roa isn't valid", Explanation{
		"a ROA that AWS asks for is missing, or does not cover the range",
		"create the ROAs that byoasn roas lists, wait up to 24 hours until they are seen, and ask again",
		[]problem.ID{"roa-amazon", "roa-own-asn", "roa-max-length", "roa-as0"}}},
	{"signature could not be verified", Explanation{
		"the record has certificates, and the signature is by the key of none of them, or not over this message",
		"publish the certificate of the key that signed, or sign again with the key of the one that is published; then ask again",
		[]problem.ID{"signature-matches-record", "signature-scheme"}}},
}

// Explain says what a StatusMessage means, and false if AWS does not document it.
func Explain(text string) (Explanation, bool) {
	text = strings.ToLower(strings.ReplaceAll(text, "’", "'"))
	for _, r := range reasons {
		if strings.Contains(text, r.text) {
			return r.Explanation, true
		}
	}
	return Explanation{}, false
}
