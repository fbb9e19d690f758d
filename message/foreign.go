package message

import (
	"regexp"
	"strings"
	"sync"

	"github.com/byoasn/byoasn/problem"
)

// notAMessage explains a text that need not be read field by field.
func notAMessage(s string) *problem.Problem {
	found := &problem.Problem{Field: whole, Fix: form}
	secret, other := problem.Secret(s), otherCloud(strings.Trim(s, " \t\r\n\"'"))
	switch {
	case s == "":
		found.ID, found.What = emptyText, "is empty"
	case secret != "":
		found.ID, found.What = secretGiven, "is "+secret+", given where a message is expected"
		found.Fix = "give the message; whatever else could read or log this text has seen the secret"
	case len(s) > maxLength:
		found.ID, found.Seen, found.What = tooLong, s, "is far too long for a message"
	case isRPKILiteral(s):
		found.ID, found.Seen = literalOfRPKI, s
		found.What = "is the literal that AWS takes in a message's place for a range whose RPKI is delegated to it, with an empty signature: there is nothing to sign or to verify"
		found.Fix = "for such a range, byoasn aws --proof-method delegated-rpki prints the call; an ASN has no other proof than a signed message: " + form
	case isROARequest(strings.Split(s, bar)):
		found.ID, found.Seen, found.What = roaRequest, s, "is a registry's ROA request, not a message for AWS"
	case other != "":
		found.ID, found.Seen, found.What = foreignCloud, s, "is what "+other+" wants, not a message for AWS"
	default:
		return nil
	}
	return found
}

// rpkiLiteral is what AWS takes in the place of a message ("Tutorial: Set up
// delegated RPKI for BYOIP prefixes", Amazon VPC IPAM User Guide).
const rpkiLiteral = "CoveredByInternetRegistryAssociation"

// isRPKILiteral knows the literal, alone or in the whole of an authorization
// context, in whatever quotes.
func isRPKILiteral(s string) bool {
	s = strings.NewReplacer(" ", "", "\t", "", "\r", "", "\n", "", `"`, "", "'", "", "\u201c", "", "\u201d", "").Replace(s)
	s = strings.TrimSuffix(strings.TrimPrefix(s, "Message="), ",Signature=")
	return strings.EqualFold(s, rpkiLiteral)
}

// keyMaterial is what a line of a key file looks like, the first and last ones
// aside: more letters of base64 in a row than a message has.
var keyMaterial = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[A-Za-z0-9+/=_-]{40}`) })

// isROARequest recognises what a registry signs for a hosted ROA:
// 1|TIMESTAMP|NAME|ASN|PREFIX|LENGTH|MAXLENGTH|.
func isROARequest(fields []string) bool {
	if len(fields) < 6 || fields[0] != version {
		return false
	}
	timestamp := fields[1]
	return len(timestamp) >= 9 && isDigits(timestamp) && !isAccount(timestamp)
}

// otherClouds are the proofs of ownership that other services have one sign or
// publish, by how they begin.
var otherClouds = sync.OnceValue(func() []cloudForm {
	return []cloudForm{
		{regexp.MustCompile(`^(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\|[^|]+\|[0-9]{8}$`), "Azure (subscription|CIDR|date)"},
		{regexp.MustCompile(`^(?i)Azure-[A-Z]+\|`), "Azure"},
		{regexp.MustCompile(`^DO\|`), "DigitalOcean"},
		{regexp.MustCompile(`^(?i)OCITOKEN::`), "Oracle Cloud"},
		{regexp.MustCompile(`^(?i)cf-validation`), "Cloudflare"},
	}
})

type cloudForm struct {
	form *regexp.Regexp
	name string
}

// otherCloud names the service whose text this is, or "".
func otherCloud(s string) string {
	for _, c := range otherClouds() {
		if c.form.MatchString(s) {
			return c.name
		}
	}
	return ""
}
