// Package awsstate reads what AWS answers about brought AS numbers and ranges, as the
// AWS CLI prints it, and explains the reasons that AWS gives for a failure.
//
//	answer, err := awsstate.Parse(data) // aws ec2 describe-ipam-byoasn --output json
//	for _, n := range answer.ASNs {
//		n.State                       // "failed-provision"
//		awsstate.Explain(n.StatusMessage)
//	}
//
// These are read, each as the answer of the operation has it ("AWS CLI Command
// Reference", ec2 and globalaccelerator):
//
//   - describe-ipam-byoasn, provision-ipam-byoasn, deprovision-ipam-byoasn
//   - describe-byoip-cidrs, provision-byoip-cidr, advertise-byoip-cidr,
//     withdraw-byoip-cidr, deprovision-byoip-cidr, and list-byoip-cidrs of Global
//     Accelerator
//   - associate-ipam-byoasn, disassociate-ipam-byoasn
//   - get-ipam-pool-cidrs, provision-ipam-pool-cidr, deprovision-ipam-pool-cidr
//   - get-ipam-route-protection-findings, get-ipam-discovered-routes
//   - describe-ipams, describe-ipam-pools
//
// An answer is refused where what decides is not as AWS documents it: an AS number
// that is none, a range, a missing state, members that stand twice. Members that are
// not known are left out: AWS adds some every year. A state that is not known is kept
// as it is.
//
// A text of an answer may be anything: show it with [problem.Visible].
package awsstate
