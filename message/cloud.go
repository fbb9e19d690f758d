package message

import (
	"regexp"
	"sync"
)

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
