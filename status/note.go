package status

import (
	"fmt"
	"net/netip"
	"time"

	"github.com/byoasn/byoasn/awsstate"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/proof"
)

// maxSummary is how much of AWS's own words is kept, in bytes.
const maxSummary = 300

// Note takes what AWS answered at a time into the looks of the proofs that it is
// about; what is known of a step since then stays. It returns how much the answer
// says of them.
func Note(file *proof.File, answer *awsstate.Answer, at time.Time) int {
	count := 0
	for _, p := range file.Proofs {
		n := noter{p, answer, at, &count}
		n.ipam()
		n.pool()
		n.provisioned()
		if _, isASN := p.Resource.ASN(); isASN || !announcedByAnother(file, p) {
			for _, r := range p.Ranges() {
				n.associated(r)
				n.advertised(r)
				n.protected(r)
			}
		}
	}
	return count
}

// A noter notes what an answer says of one proof.
type noter struct {
	*proof.Proof
	answer *awsstate.Answer
	now    time.Time
	count  *int
}

func (n noter) look(step proof.Step, v preflight.Verdict, format string, args ...any) {
	*n.count++
	if n.old(step) {
		return
	}
	n.SetLook(step, proof.Look{Verdict: string(v), At: n.now, Summary: problem.Clip(fmt.Sprintf(format, args...), maxSummary)})
}

// gone forgets what is no longer so at AWS.
func (n noter) gone(step proof.Step) {
	*n.count++
	if !n.old(step) {
		delete(n.Looks, step)
	}
}

// old says whether the answer is older than what is known of a step.
func (n noter) old(step proof.Step) bool { return n.Looks[step].At.After(n.now) }

// ipam takes the account's only IPAM.
func (n noter) ipam() {
	if len(n.answer.IPAMs) != 1 || n.IPAM != "" && n.IPAM != n.answer.IPAMs[0].ID {
		return
	}
	*n.count++
	only := n.answer.IPAMs[0]
	n.Proof.IPAM = only.ID
	if n.Region == "" {
		n.Region = only.Region
	}
}

// pool takes the account's only top-level pool that may have the range.
func (n noter) pool() {
	prefix, isRange := n.Resource.CIDR()
	if !isRange || n.Proof.Pool != "" {
		return
	}
	family := "ipv6"
	if prefix.Addr().Is4() {
		family = "ipv4"
	}
	var fitting []string
	for _, o := range n.answer.Pools {
		if o.Family == family && o.Source == "" && o.Scope != "private" {
			fitting = append(fitting, o.ID)
		}
	}
	if len(fitting) == 1 {
		*n.count++
		n.Proof.Pool = fitting[0]
	}
}

// provisioned notes what became of the proof itself.
func (n noter) provisioned() {
	if own, isASN := n.Resource.ASN(); isASN {
		for _, a := range n.answer.ASNs {
			if a.ASN == own && (n.IPAM == "" || a.IPAM == "" || a.IPAM == n.IPAM) {
				n.state(a.State, a.StatusMessage)
				return
			}
		}
		if n.answer.HasASNs && !n.answer.More {
			n.unlisted()
		}
		return
	}
	prefix, _ := n.Resource.CIDR()
	for _, r := range n.answer.PoolRanges {
		if r.CIDR == prefix {
			n.state(r.State, r.StatusMessage)
			return
		}
	}
	for _, r := range n.answer.Ranges {
		if r.CIDR == prefix {
			n.state(r.State, r.StatusMessage)
			return
		}
	}
	// That one list has it not says nothing: a range is in a pool, or at EC2.
}

// unlisted notes that AWS's list has not the AS number. AWS forgets a failure after
// 7 days; what is provisioned stays in the list of its own account and Region, so
// that it is not there may be another one's answer.
func (n noter) unlisted() {
	if n.Looks[proof.Provisioned].Verdict == string(preflight.Pass) {
		n.look(proof.Provisioned, preflight.Unknown, "It was provisioned, and AWS's answer does not list it: ask with the account and the Region of the IPAM.")
		return
	}
	n.gone(proof.Provisioned)
}

// state notes a state of an AS number or a range.
func (n noter) state(state, reason string) {
	verdict := preflight.Unknown
	switch state {
	case awsstate.Provisioned, awsstate.ProvisionedPrivate, awsstate.Advertised, awsstate.PendingAdvertising, awsstate.PendingWithdrawal,
		awsstate.FailedDeprovision, "failed-advertising", "failed-withdraw":
		verdict = preflight.Pass
	case awsstate.FailedProvision:
		verdict = preflight.Fail
	case awsstate.Deprovisioned:
		n.gone(proof.Provisioned)
		return
	}
	n.look(proof.Provisioned, verdict, "%s", withReason(state, reason))
}

func withReason(state, reason string) string {
	if reason == "" {
		return state
	}
	return state + ": " + reason
}

// associations are those of the answer for the AS number and a range.
func (n noter) association(of netip.Prefix) (found awsstate.Association, ok bool) {
	own, isASN := n.Resource.ASN()
	if !isASN {
		return found, false
	}
	for _, a := range n.answer.Associations {
		if a.ASN == own && a.CIDR == of {
			return a, true
		}
	}
	for _, r := range n.answer.Ranges {
		for _, a := range r.Associations {
			if a.ASN == own && a.CIDR == of {
				return a, true
			}
		}
	}
	return found, false
}

func (n noter) associated(of netip.Prefix) {
	if _, isASN := n.Resource.ASN(); !isASN {
		return
	}
	step := proof.Associated.Of(of)
	a, found := n.association(of)
	if !found {
		for _, r := range n.answer.Ranges {
			if r.CIDR == of && n.answer.HasRanges {
				n.gone(step)
			}
		}
		return
	}
	switch a.State {
	case awsstate.Associated, awsstate.Advertised, awsstate.FailedDisassociation:
		n.look(step, preflight.Pass, "%s", a.State)
	case awsstate.FailedAssociation:
		n.look(step, preflight.Fail, "%s", withReason(a.State, a.StatusMessage))
	case awsstate.Disassociated:
		n.gone(step)
	default:
		n.look(step, preflight.Unknown, "%s", withReason(a.State, a.StatusMessage))
	}
}

// advertised notes whether a range is announced, and, for an AS number, from it. The
// State of a range is the same whichever AS number it is announced from: it counts
// once the call to advertise it from this one was seen.
func (n noter) advertised(of netip.Prefix) {
	step := proof.Advertised.Of(of)
	own, isASN := n.Resource.ASN()
	for _, r := range n.answer.Ranges {
		if r.CIDR != of {
			continue
		}
		association, _ := n.association(of)
		_, asked := n.Looks[step]
		switch {
		case r.State == awsstate.PendingAdvertising, r.State == awsstate.Advertised && !n.answer.HasRanges:
			n.look(step, preflight.Unknown, "asked for: %s", r.State)
		case r.State == awsstate.Advertised && (!isASN || association.State == awsstate.Advertised || asked):
			n.look(step, preflight.Pass, "%s", r.State)
		case r.State == "failed-advertising":
			n.look(step, preflight.Fail, "%s", withReason(r.State, r.StatusMessage))
		case asked && r.State != awsstate.Advertised && n.answer.HasRanges:
			n.gone(step) // withdrawn, or not taken
		}
	}
	for _, r := range n.announced() {
		if r.CIDR == of && r.State == awsstate.Advertised && (!isASN || r.ASN == own) {
			n.look(step, preflight.Pass, "AWS sees it announced from AS%s", r.ASN)
		}
	}
}

// announced are the routes that AWS sees.
func (n noter) announced() []awsstate.Route {
	routes := n.answer.Routes
	for _, f := range n.answer.Findings {
		routes = append(routes[:len(routes):len(routes)], awsstate.Route{CIDR: f.CIDR, ASN: f.ASN, State: f.State})
	}
	return routes
}

// protected notes what IPAM finds of the ROAs of a range.
func (n noter) protected(of netip.Prefix) {
	own, isASN := n.Resource.ASN()
	for _, f := range n.answer.Findings {
		if f.CIDR != of || isASN && f.ASN != own {
			continue
		}
		verdict, text := preflight.Unknown, "IPAM finds no ROA for the route"
		switch f.RPKI {
		case "valid":
			verdict, text = preflight.Pass, "IPAM finds the route valid"
		case "invalid":
			verdict, text = preflight.Fail, "IPAM finds the route invalid"
		}
		if f.Strength == "permissive" && verdict == preflight.Pass {
			verdict, text = preflight.Warn, text+", and its ROA permissive: the maxLength is longer than the range"
		}
		for i, o := range f.Overlaps {
			if i == 0 && verdict == preflight.Pass {
				verdict = preflight.Warn
			}
			if i < 3 && o.ASN != f.ASN {
				text += fmt.Sprintf("; AS%s announces %s in it", o.ASN, o.CIDR)
			}
		}
		n.look(proof.ROAs.Of(of), verdict, "%s", text)
	}
}

// announcedByAnother says whether an AS number of the file is to announce a range.
func announcedByAnother(file *proof.File, p *proof.Proof) bool {
	if file == nil {
		return false
	}
	for _, other := range file.Proofs {
		if _, isASN := other.Resource.ASN(); !isASN || other.Account != p.Account {
			continue
		}
		for _, r := range other.Announce {
			if prefix, _ := p.Resource.CIDR(); prefix.Overlaps(r) {
				return true
			}
		}
	}
	return false
}
