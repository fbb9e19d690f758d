// Package provision writes the requests that AWS takes once the proof stands:
// the calls that bring an autonomous system number (BYOASN) or an address range
// (BYOIP) to AWS, and everything that follows them.
//
//	r := provision.Request{Message: m, Signature: sig, IPAM: "ipam-0123456789abcdef0"}
//	c, err := r.Command() // the AWS CLI's call; c.String() is right for any POSIX shell
//	doc, err := r.JSON()  // the same as a document for --cli-input-json
//	hcl, err := r.Terraform()
//	book, err := r.Runbook() // the whole life, from the call to the clean-up
//
// It asks nobody and sends nothing. That the signature is good has to be known
// before: see package sign.
//
// # Calls
//
// The resource in the message and the [Service] decide which call it is.
//
//	an ASN               aws ec2 provision-ipam-byoasn --asn-authorization-context PROOF
//	a range, IPAM        aws ec2 provision-ipam-pool-cidr --cidr-authorization-context PROOF
//	a range, EC2         aws ec2 provision-byoip-cidr --cidr-authorization-context PROOF
//	a range, accelerator aws globalaccelerator provision-byoip-cidr --cidr-authorization-context PROOF
//
// PROOF is the message and the signature in the AWS CLI's shorthand syntax,
// Message=…,Signature=…, as one word. AWS puts the values in double quotes for
// the shell's sake; here the whole word is in single quotes, and the AWS CLI is
// given the same. An IPv6 range past /48 cannot be advertised, so EC2 is asked
// for it with --no-publicly-advertisable.
//
// Everything but Region, Locale and Profile is of a known form and is refused
// if it is not: an account that is not 12 digits, too, although package message
// lets it pass as data. Those three may be any text without a NUL character,
// and no shell sees more in them than a text. [Shell] chooses between a POSIX
// shell and PowerShell; there is no form for cmd.exe, and the JSON document needs
// no quoting.
//
// # Waiting
//
// Beside each state that is waited for the runbook has a loop that ends: at the
// state, at a failure, when the call fails, and when its time is up
// ([Wait.Loop]). [Request.Policy] is the IAM policy that allows the runbook's calls
// and no other.
//
// # The other proofs of a range
//
// A range in IPAM can be proven without a message and a certificate: with a TXT
// record in its reverse zone ([DNSToken]), at every registry, or by AWS running
// the RPKI certification authority of its holder's organization
// ([DelegatedRPKI]), at ARIN, RIPE NCC, APNIC and LACNIC. [Request.Method]
// chooses; the runbook then has the steps that make the proof, the names of the
// TXT records ([ReverseNames]) and the five arguments that are read off the
// registry's <parent_response> ([ParseParentResponse]). AWS takes the literal
// Message="CoveredByInternetRegistryAssociation",Signature="" for the latter, and
// nowhere else. An ASN has no other proof than the signed message.
//
// # What is not known yet
//
// An ID of the IPAM or the pool that is missing is a problem ([MissingIPAM], [MissingPool]), unless
// Variables asks for "$IPAM_ID" and "$IPAM_POOL_ID" in its place. A runbook
// goes further than the call and may need what the request does not have, such
// as the range for an ASN: that is a shell variable there, which
// [Runbook.Variables] explains. No value is ever made up.
//
// # Terraform
//
// Its AWS provider has aws_vpc_ipam_pool_cidr for a range in an IPAM pool. For
// an ASN there is no resource: a terraform_data with scripts stands in for it, which
// can be applied and destroyed over and over. None is known for the other services:
// that is the problem [NoTerraform].
//
// # Sources
//
// The calls, their states and their limits are those of AWS's pages "Tutorial:
// Bring your ASN to IPAM", "Bring your own public IPv4 CIDR to IPAM using
// only the AWS CLI", "Verify domain control" and "Set up delegated RPKI for BYOIP
// prefixes" (Amazon VPC IPAM User Guide), "Onboard your address range" (Amazon
// EC2 User Guide), "Provision the address range for use with Global
// Accelerator" (its Developer Guide) and the API references that each [Note]
// and [Wait] of a runbook names. Options and members are those of the AWS CLI's
// own --generate-cli-skeleton.
package provision
