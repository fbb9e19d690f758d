package provision_test

import (
	"fmt"
	"net/netip"
	"os"
	"strings"

	"github.com/byoasn/byoasn/provision"
)

func ExampleOrigins() {
	fmt.Println(provision.Origins(provision.IPAM, false), provision.Origins(provision.IPAM, true), provision.Origins(provision.GlobalAccelerator, false))
	// Output:
	// [16509 14618] [8987] [16509]
}

func ExampleReverseNames() {
	fmt.Println(provision.ReverseNames(netip.MustParsePrefix("192.0.2.0/23")))
	fmt.Println(provision.ReverseNames(netip.MustParsePrefix("2001:db8::/32")))
	// Output:
	// [2.0.192.in-addr.arpa 3.0.192.in-addr.arpa]
	// [8.b.d.0.1.0.0.2.ip6.arpa]
}

func ExampleParseParentResponse() {
	data, err := os.ReadFile("testdata/parent-response-krill.xml")
	if err != nil {
		fmt.Println(err)
		return
	}
	parent, err := provision.ParseParentResponse(data)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(parent.Version, parent.ServiceURI)
	fmt.Println(strings.Count(parent.TrustAnchorPEM(), "-----"))
	// Output:
	// 1 https://localhost:3000/rfc6492/testbed
	// 4
}

func ExampleCommand_Argv() {
	m, sig := proof("1|aws|123456789012|64496|20261231|SHA256|RSAPSS")
	c, err := provision.Request{Message: m, Signature: sig, Variables: true}.Command()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Variables())
	argv, err := c.Argv(map[string]string{"IPAM_ID": "ipam-0123456789abcdef0"})
	fmt.Printf("%q %v\n", argv[:5], err)
	fmt.Println(strings.HasPrefix(c.In(provision.PowerShell), "aws ec2"))
	fmt.Println(strings.Count(c.LinesIn(provision.PowerShell), "`\n"))
	// Output:
	// [IPAM_ID]
	// ["aws" "ec2" "provision-ipam-byoasn" "--ipam-id" "ipam-0123456789abcdef0"] <nil>
	// true
	// 3
}

func ExampleShell_Quote() {
	for _, shell := range []provision.Shell{provision.POSIX, provision.PowerShell} {
		fmt.Println(shell.Quote("it's"), shell.Assign("cidr", "192.0.2.0/24"))
	}
	// Output:
	// "it's" cidr=192.0.2.0/24
	// 'it''s' $cidr = '192.0.2.0/24'
}

func ExampleRequest_Script() {
	m, sig := proof("1|aws|123456789012|64496|20261231|SHA256|RSAPSS")
	request := provision.Request{Message: m, Signature: sig, IPAM: "ipam-0123456789abcdef0"}
	script, err := request.Script()
	fmt.Println(strings.Count(script, "aws ec2 provision-ipam-byoasn"), err)
	fmt.Println(request.Operation(provision.DescribeASN))
	policy, err := request.Policy()
	fmt.Println(strings.Contains(policy, "ec2:ProvisionIpamByoasn"), err)
	book, err := request.Runbook()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, step := range book.Steps {
		if step.Wait != nil {
			fmt.Println(step.Title, step.Wait.Until, strings.Contains(step.Wait.Loop(provision.POSIX), "sleep"))
			break
		}
	}
	// Output:
	// 1 <nil>
	// aws ec2 describe-ipam-byoasn
	// true <nil>
	// Wait until it is provisioned provisioned true
}
