package preflight

import (
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/rdap"
)

// next is the command to provision with, once nothing speaks against it.
func (r *run) next(verdict rdap.Verdict) string {
	if verdict != rdap.Pass {
		return ""
	}
	command, err := provision.Request{Message: r.subject.message, Signature: r.sig.value, Variables: true}.Command()
	if err != nil {
		return ""
	}
	return command.String()
}
