package provision

import (
	"strings"

	"github.com/byoasn/byoasn/problem"
)

// IDs of Amazon EC2 are a prefix and 8 or 17 hexadecimal digits ("Resource
// IDs", Amazon EC2 User Guide). That they stay that long is not promised, so
// any number of digits up to this is taken.
const maxDigits = 64

// Prefixes of the IDs, and of those that are mistaken for them.
const (
	ipamPrefix = "ipam-"
	poolPrefix = "ipam-pool-"
	scopeStart = "ipam-scope-"
)

// checkID says what is wrong with the ID of an IPAM or a pool, or nil.
func checkID(field field, id, prefix, example string) *problem.Problem {
	digits, found := strings.CutPrefix(id, prefix)
	if found && isHex(digits) && len(digits) <= maxDigits {
		return nil
	}
	wrong := invalid(field, id, "is not of the form "+prefix+" and hexadecimal digits", "write it like "+example)
	switch {
	case strings.TrimSpace(id) != id:
		wrong.What, wrong.Fix = "has a blank or a line break around it", "write it without"
	case strings.HasPrefix(id, "arn:"):
		wrong.What, wrong.Fix = "is an ARN", "write the ID alone, which is its last part, like "+example
	case strings.HasPrefix(id, scopeStart):
		wrong.What = "is the ID of a scope"
	case prefix == ipamPrefix && strings.HasPrefix(id, poolPrefix):
		wrong.What = "is the ID of a pool"
	case prefix == poolPrefix && strings.HasPrefix(id, ipamPrefix) && isHex(id[len(ipamPrefix):]):
		wrong.What = "is the ID of an IPAM"
	}
	return wrong
}

func isHex(s string) bool {
	return s != "" && strings.Trim(s, "0123456789abcdefABCDEF") == ""
}
