package provision_test

import (
	"errors"
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/sign"
)

func TestEveryKindOfRequestIsAccepted(t *testing.T) {
	for name, r := range requests(t) {
		require.NoError(t, r.Check(), name)
	}
}

func TestARequestSaysWhatItLacks(t *testing.T) {
	all := requests(t)
	tests := []struct {
		name string
		r    provision.Request
		id   problem.ID
		text string
	}{
		{"no message", provision.Request{Signature: everyLetter()}, provision.MissingMessage, "the message is needed; compose it first, and sign it"},
		{"no signature", provision.Request{Message: parsed(t, asnText), IPAM: ipamID}, provision.MissingSignature, "the signature is needed; sign the message first"},
		{"no IPAM for an ASN", change(all["asn-open"], func(r *provision.Request) { r.Variables = false }), provision.MissingIPAM, "the IPAM's ID is needed; aws ec2 describe-ipams lists yours"},
		{"no pool for a range", change(all["hidden-ipam"], func(r *provision.Request) { r.Variables = false }), provision.MissingPool, "the IPAM pool's ID is needed; aws ec2 describe-ipam-pools lists yours"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := test.r.Check()
			require.ErrorIs(t, err, test.id)
			require.EqualError(t, err, test.text)
			requireNoOutput(t, test.r, err)
		})
	}
}

func TestARequestSaysWhatIsWrongWithIt(t *testing.T) {
	all := requests(t)
	with := func(name string, f func(*provision.Request)) provision.Request { return change(all[name], f) }
	account := func(a string) func(*provision.Request) {
		return func(r *provision.Request) {
			r.Message = parsed(t, "1|aws|"+a+"|64496|20261231|SHA256|RSAPSS")
		}
	}
	tests := []struct {
		name  string
		r     provision.Request
		field string
		text  string
	}{
		{"an account of other text", with("asn", account("0123456789AB")), "the message",
			`the message "0123456789AB" names an account that is not 12 digits; compose it with the 12 digits of the account number, and sign it again`},
		{"an account with hyphens", with("asn", account("1234-5678-9012")), "the message",
			`the message "1234-5678-9012" names an account that is not 12 digits; compose it with 123456789012, and sign it again`},
		{"a signature of three bytes", with("asn", func(r *provision.Request) { r.Signature = sign.Signature("abc") }), "the signature", ""},
		{"an IPAM that is a pool", with("asn", func(r *provision.Request) { r.IPAM = poolID }), "the IPAM's ID",
			`the IPAM's ID "ipam-pool-0123456789abcdef0" is the ID of a pool; write it like ipam-0123456789abcdef0`},
		{"an IPAM that is a scope", with("asn", func(r *provision.Request) { r.IPAM = "ipam-scope-0123456789abcdef0" }), "the IPAM's ID",
			`the IPAM's ID "ipam-scope-0123456789abcdef0" is the ID of a scope; write it like ipam-0123456789abcdef0`},
		{"an IPAM that is an ARN", with("asn", func(r *provision.Request) { r.IPAM = "arn:aws:ec2::123456789012:ipam/ipam-0123456789abcdef0" }), "the IPAM's ID", ""},
		{"an IPAM with a line break", with("asn", func(r *provision.Request) { r.IPAM = ipamID + "\n" }), "the IPAM's ID",
			`the IPAM's ID "ipam-0123456789abcdef0\n" has a blank or a line break around it; write it without`},
		{"an IPAM that is a shell variable", with("asn", func(r *provision.Request) { r.IPAM = "$IPAM_ID" }), "the IPAM's ID",
			`the IPAM's ID "$IPAM_ID" is not of the form ipam- and hexadecimal digits; write it like ipam-0123456789abcdef0`},
		{"an IPAM with too many digits", with("asn", func(r *provision.Request) { r.IPAM = "ipam-" + strings.Repeat("0", 65) }), "the IPAM's ID", ""},
		{"an IPAM without digits", with("asn", func(r *provision.Request) { r.IPAM = "ipam-" }), "the IPAM's ID", ""},
		{"a pool that is an IPAM", with("range", func(r *provision.Request) { r.Pool = ipamID }), "the IPAM pool's ID",
			`the IPAM pool's ID "ipam-0123456789abcdef0" is the ID of an IPAM; write it like ipam-pool-0123456789abcdef0`},
		{"an IPAM for a range", with("range", func(r *provision.Request) { r.IPAM = ipamID }), "the IPAM's ID", ""},
		{"a pool for EC2", with("range-ec2", func(r *provision.Request) { r.Pool = poolID }), "the IPAM pool's ID", ""},
		{"a locale for EC2", with("range-ec2", func(r *provision.Request) { r.Locale = "eu-west-1" }), "the locale", ""},
		{"an unknown service", with("range", func(r *provision.Request) { r.Service = "s3" }), "the service",
			`the service "s3" is unknown; name ipam, ec2 or globalaccelerator`},
		{"an ASN for EC2", with("asn", func(r *provision.Request) { r.Service, r.Pool = provision.EC2, ""; r.Locale = "" }), "the service", ""},
		{"another ASN than the message's", with("asn", func(r *provision.Request) { r.ASN = 64497 }), "the ASN",
			`the ASN "64497" is not the one that the message is about; leave it out, or write 64496`},
		{"another range than the message's", with("range", func(r *provision.Request) { r.CIDR = netip.MustParsePrefix("198.51.0.0/16") }), "the range", ""},
		{"a range with host bits", with("asn", func(r *provision.Request) { r.CIDR = netip.MustParsePrefix("198.51.100.7/24") }), "the range",
			`the range "198.51.100.7/24" is not a network; write 198.51.100.0/24`},
		{"an IPv4 range that cannot be advertised", with("asn", func(r *provision.Request) { r.CIDR = netip.MustParsePrefix("198.51.100.0/25") }), "the range", ""},
		{"an IPv6 range that cannot be advertised", with("asn", func(r *provision.Request) { r.CIDR = netip.MustParsePrefix("2001:db8::/49") }), "the range", ""},
		{"an ASN for a range that is not advertised", with("hidden-ipam", func(r *provision.Request) { r.ASN = 64496 }), "the ASN", ""},
		{"an ASN for a range in EC2", with("range-ec2", func(r *provision.Request) { r.ASN = 64496 }), "the ASN", ""},
		{"IPv6 for Global Accelerator", with("range-ec2", func(r *provision.Request) { r.Service, r.Region = provision.GlobalAccelerator, "" }), "the range", ""},
		{"a Region of China", with("asn", func(r *provision.Request) { r.Region = "cn-north-1" }), "the Region", ""},
		{"a locale in China", with("asn", func(r *provision.Request) { r.Locale = "cn-north-1" }), "the locale", ""},
		{"another Region for Global Accelerator", with("accelerator", func(r *provision.Request) { r.Region = "eu-west-1" }), "the Region",
			`the Region "eu-west-1" does not answer Global Accelerator's calls; leave it out, or write us-west-2`},
		{"a NUL in the Region", with("asn", func(r *provision.Request) { r.Region = "a\x00b" }), "the Region", ""},
		{"a NUL in the profile", with("asn", func(r *provision.Request) { r.Profile = "a\x00b" }), "the profile",
			`the profile "a\x00b" has a NUL character in it; write it without`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := test.r.Check()
			require.ErrorIs(t, err, provision.Invalid)
			require.Equal(t, test.field, problem.All(err)[0].Field)
			if test.text != "" {
				require.EqualError(t, err, test.text)
			}
			requireNoOutput(t, test.r, err)
		})
	}
}

func TestIDsOfOtherLengthsAreTolerated(t *testing.T) {
	for _, id := range []string{"ipam-0", "ipam-01234567", "ipam-0123456789ABCDEF0"} {
		require.NoError(t, change(requests(t)["asn"], func(r *provision.Request) { r.IPAM = id }).Check(), id)
	}
}

func TestEverythingThatIsWrongIsSaidAtOnce(t *testing.T) {
	r := provision.Request{Message: parsed(t, asnText), Signature: everyLetter(), Pool: "x", Profile: "\x00"}
	err := r.Check()
	require.ErrorIs(t, err, provision.MissingIPAM)
	require.Len(t, problem.All(err), 3)
}

func TestAMessageFromParseIsDataAndItsAccountIsNot(t *testing.T) {
	m, err := message.Parse("1|aws|$(reboot)|64496|20261231|SHA256|RSAPSS")
	require.NoError(t, err, "package message is to take it")
	r := provision.Request{Message: m, Signature: everyLetter(), IPAM: ipamID}
	require.Error(t, r.Check())
}

func change(r provision.Request, f func(*provision.Request)) provision.Request {
	f(&r)
	return r
}

// requireNoOutput checks that whatever is asked of a bad request, the same
// error comes back and nothing else.
func requireNoOutput(t *testing.T, r provision.Request, err error) {
	t.Helper()
	c, got := r.Command()
	require.Nil(t, c)
	require.Equal(t, err, got)
	doc, got := r.JSON()
	require.Nil(t, doc)
	require.Error(t, got)
	hcl, got := r.Terraform()
	require.Empty(t, hcl)
	require.Error(t, got)
	book, got := r.Runbook()
	require.Empty(t, book)
	require.Equal(t, err, got)
	require.False(t, errors.Is(got, nil))
}
