package provision_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/sign"
)

// proof stands for a message and its signature, which package sign makes.
func proof(text string) (message.Message, sign.Signature) {
	m, err := message.Parse(text)
	if err != nil {
		panic(err)
	}
	return m, make(sign.Signature, 256)
}

func ExampleRequest_Command() {
	m, sig := proof("1|aws|123456789012|64496|20261231|SHA256|RSAPSS")
	r := provision.Request{Message: m, Signature: sig, IPAM: "ipam-0123456789abcdef0", Region: "eu-west-1"}
	c, err := r.Command()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Replace(c.Lines(), sig.String(), "AAAA…", 1))
	// Output:
	// aws ec2 provision-ipam-byoasn \
	//     --ipam-id ipam-0123456789abcdef0 \
	//     --asn 64496 \
	//     --asn-authorization-context 'Message=1|aws|123456789012|64496|20261231|SHA256|RSAPSS,Signature=AAAA…' \
	//     --region eu-west-1
}

func ExampleRequest_Command_variables() {
	m, sig := proof("1|aws|123456789012|64496|20261231|SHA256|RSAPSS")
	r := provision.Request{Message: m, Signature: sig}

	_, err := r.Command()
	fmt.Println(errors.Is(err, provision.MissingIPAM), err)

	r.Variables = true
	c, _ := r.Command()
	fmt.Println(c[:5], c.Variables())
	// Output:
	// true the IPAM's ID is needed; aws ec2 describe-ipams lists yours
	// aws ec2 provision-ipam-byoasn --ipam-id "$IPAM_ID" [IPAM_ID]
}

func ExampleRequest_JSON() {
	m, sig := proof("1|aws|123456789012|64496|20261231|SHA256|RSAPSS")
	r := provision.Request{Message: m, Signature: sig, IPAM: "ipam-0123456789abcdef0"}
	doc, err := r.JSON()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Replace(string(doc), sig.String(), "AAAA…", 1))
	// Output:
	// {
	//   "IpamId": "ipam-0123456789abcdef0",
	//   "Asn": "64496",
	//   "AsnAuthorizationContext": {
	//     "Message": "1|aws|123456789012|64496|20261231|SHA256|RSAPSS",
	//     "Signature": "AAAA…"
	//   }
	// }
}

func ExampleRequest_Terraform() {
	m, sig := proof("1|aws|123456789012|198.51.100.0/24|20261231|SHA256|RSAPSS")
	r := provision.Request{Message: m, Signature: sig, Pool: "ipam-pool-0123456789abcdef0"}
	hcl, err := r.Terraform()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Replace(hcl, sig.String(), "AAAA…", 1))
	// Output:
	// resource "aws_vpc_ipam_pool_cidr" "byoip_198_51_100_0_24" {
	//   ipam_pool_id = "ipam-pool-0123456789abcdef0"
	//   cidr         = "198.51.100.0/24"
	//
	//   cidr_authorization_context {
	//     message   = "1|aws|123456789012|198.51.100.0/24|20261231|SHA256|RSAPSS"
	//     signature = "AAAA…"
	//   }
	// }
}

func ExampleRequest_Runbook() {
	m, sig := proof("1|aws|123456789012|64496|20261231|SHA256|RSAPSS")
	r := provision.Request{Message: m, Signature: sig, IPAM: "ipam-0123456789abcdef0"}
	book, err := r.Runbook() // book.Text() and book.Markdown() are for people
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, step := range book.Steps {
		until := ""
		if step.Wait != nil {
			until = "→ " + step.Wait.Until
		}
		fmt.Println(strings.TrimSpace(fmt.Sprintf("%-7s %s %s", step.Phase, step.Title, until)))
	}
	// Output:
	// bring   Check everything again, on the day
	// bring   See that the ROAs are there
	// bring   Ask AWS to provision AS64496
	// bring   Wait until it is provisioned → provisioned
	// bring   Take the certificate out of the registry's record
	// bring   Associate the ASN with the range → associated
	// bring   Advertise the range with your own ASN → advertised
	// bring   See that the world sees it
	// bring   See what AWS sees of the route
	// bring   Be told before a ROA expires
	// return  Advertise the range with Amazon's ASN again
	// leave   Withdraw the range → provisioned
	// leave   Disassociate the ASN from the range → disassociated
	// leave   Deprovision the ASN → deprovisioned
	// leave   Deprovision the range → deprovisioned
}
