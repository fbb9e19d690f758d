package preflight

import "github.com/byoasn/byoasn/provision"

// next completes the report with what to ask of AWS.
func (r *run) next(report *Report) {
	request := provision.Request{Message: r.subject.message, Signature: r.sig.value, Service: r.in.service(!r.isRange())}
	if !r.isRange() && len(r.route) == 0 {
		request.CIDR = r.in.Prefix
	}
	shown := request
	shown.Variables = true
	if command, err := shown.Command(); err == nil {
		report.request, report.Next = request, command.String()
	}
}
