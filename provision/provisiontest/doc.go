// Package provisiontest is a double of the calls of AWS that bring an ASN or an
// address range, which verifies the proof as AWS would: for tests of programs that
// ask AWS.
//
//	aws := &provisiontest.AWS{Account: "123456789012", Registry: registries}
//	server := httptest.NewServer(aws)
//	defer server.Close()
//	// AWS CLI: --endpoint-url or AWS_ENDPOINT_URL; SDKs: BaseEndpoint
//
// It speaks the EC2 Query protocol, version 2016-11-15, and knows these actions:
//
//	ProvisionIpamByoasn   DescribeIpamByoasn   DeprovisionIpamByoasn
//	AssociateIpamByoasn   DisassociateIpamByoasn
//	ProvisionIpamPoolCidr GetIpamPoolCidrs     DeprovisionIpamPoolCidr
//	ProvisionByoipCidr    DescribeByoipCidrs   DeprovisionByoipCidr
//	AdvertiseByoipCidr    WithdrawByoipCidr
//
// Registry is where it looks the proof up: a client of package lookup/client, such as
// that of lookuptest. Certificates count where AWS reads them (the field of the
// [registry.Rule], on the resource's own record), and any of them that verifies
// the signature will do. Of a range it looks for the ROAs of Amazon's numbers too.
//
// # What is AWS's and what is assumed
//
// The states, the texts of failures, the limits (5 ASNs an IPAM, 10 s between two
// calls that advertise or withdraw a range, an hour between two numbers, 7 days until
// what failed or is gone is no longer listed) and the names in the answers are
// AWS's, by its guides and API reference. AWS does not document when it looks at
// what, nor the code of every error. Here a request that is not sound in itself (the
// message is not one, or of another account, resource or day) is an
// InvalidParameterValue at once; what is published is looked at when [AWS.Takes] is
// over, and where the registry gives no answer, the state stays as it is.
//
// It judges by itself, with package sign alone: package preflight can be tested
// against it. Signatures of requests (SigV4) are not verified.
package provisiontest
