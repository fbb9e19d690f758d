package awsstate_test

import (
	"net/netip"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/awsstate"
	"github.com/byoasn/byoasn/internal/strictjson"
	"github.com/byoasn/byoasn/problem"
)

var prefix = netip.MustParsePrefix("203.0.113.0/24")

func TestAnAnswerIsRead(t *testing.T) {
	tests := map[string]struct {
		text string
		want awsstate.Answer
	}{
		"of describe-ipam-byoasn": {
			`{"Byoasns": [{"Asn": "64512", "IpamId": "ipam-1", "State": "failed-provision", "StatusMessage": "why", "New": [1]}], "NextToken": "more"}`,
			awsstate.Answer{ASNs: []awsstate.ASN{{64512, "ipam-1", "failed-provision", "why"}}, HasASNs: true, More: true}},
		"of provision-ipam-byoasn": {
			`{"Byoasn": {"Asn": "64512", "State": "pending-provision", "StatusMessage": null}}`,
			awsstate.Answer{ASNs: []awsstate.ASN{{ASN: 64512, State: "pending-provision"}}}},
		"of describe-byoip-cidrs": {
			`{"ByoipCidrs": [{"Cidr": "203.0.113.0/24", "State": "advertised", "AsnAssociations": [{"Asn": "64512", "Cidr": "203.0.113.0/24", "State": "associated"}]}], "NextToken": null}`,
			awsstate.Answer{Ranges: []awsstate.Range{{CIDR: prefix, State: "advertised", Associations: []awsstate.Association{{64512, prefix, "associated", ""}}}}, HasRanges: true}},
		"of list-byoip-cidrs of Global Accelerator": {
			`{"ByoipCidrs": [{"Cidr": "203.0.113.0/24", "State": "FAILED_PROVISION", "Events": [{"Message": "why", "Timestamp": 1.5}]}]}`,
			awsstate.Answer{Ranges: []awsstate.Range{{CIDR: prefix, State: "failed-provision", StatusMessage: "why"}}, HasRanges: true}},
		"of associate-ipam-byoasn": {
			`{"AsnAssociation": {"Asn": "64512", "Cidr": "203.0.113.0/24", "State": "failed-association", "StatusMessage": "why"}}`,
			awsstate.Answer{Associations: []awsstate.Association{{64512, prefix, "failed-association", "why"}}}},
		"of get-ipam-pool-cidrs": {
			`{"IpamPoolCidrs": [{"Cidr": "203.0.113.0/24", "State": "failed-provision", "FailureReason": {"Code": "cidr-not-available", "Message": "why"}}]}`,
			awsstate.Answer{PoolRanges: []awsstate.PoolRange{{prefix, "failed-provision", "cidr-not-available: why"}}, HasPoolRanges: true}},
		"of describe-ipam-pools": {
			`{"IpamPools": [{"IpamPoolId": "ipam-pool-1", "AddressFamily": "ipv4", "IpamScopeType": "public", "State": "create-complete"}]}`,
			awsstate.Answer{Pools: []awsstate.Pool{{"ipam-pool-1", "", "ipv4", "public", "create-complete"}}}},
		"of describe-ipams": {
			`{"Ipams": [{"IpamId": "ipam-1", "IpamRegion": "us-east-1"}]}`,
			awsstate.Answer{IPAMs: []awsstate.IPAM{{"ipam-1", "us-east-1"}}}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := awsstate.Parse([]byte(test.text))
			require.NoError(t, err)
			require.Equal(t, test.want, *got)
		})
	}
}

func TestAWSsOwnSamplesAreRead(t *testing.T) {
	read := func(name string) *awsstate.Answer {
		data, err := os.ReadFile("testdata/" + name)
		require.NoError(t, err)
		got, err := awsstate.Parse(data)
		require.NoError(t, err)
		return got
	}
	f := read("aws-get-ipam-route-protection-findings.json").Findings[0]
	require.Equal(t, []string{"valid", "strict", "advertised"}, []string{f.RPKI, f.Strength, f.State})
	require.Equal(t, time.Date(2027, 6, 15, 0, 0, 0, 0, time.UTC), f.ROAs[0].Expiration)
	require.True(t, f.ROAs[0].Match)
	require.EqualValues(t, 64513, f.Overlaps[0].ASN)
	route := read("aws-get-ipam-discovered-routes.json").Routes[0]
	require.Equal(t, prefix, route.CIDR)
	require.EqualValues(t, 64512, route.ASN)
}

func TestWhatIsNoAnswerIsRefused(t *testing.T) {
	tests := map[string]struct {
		text string
		id   problem.ID
		path string
	}{
		"no JSON":                           {"An error occurred (UnauthorizedOperation)", strictjson.NotJSON, ""},
		"another answer":                    {`{"Vpcs": []}`, awsstate.NotAnswer, ""},
		"a token alone":                     {`{"NextToken": "x"}`, awsstate.NotAnswer, ""},
		"cut short":                         {`{"Byoasns": [{"Asn": "64512"`, strictjson.CutShort, ""},
		"a member twice":                    {`{"Byoasns": [], "Byoasns": []}`, strictjson.DuplicateMember, "/Byoasns"},
		"a member in other letters":         {`{"byoasns": []}`, strictjson.OtherCase, "/byoasns"},
		"no state":                          {`{"Byoasns": [{"Asn": "64512"}]}`, strictjson.WrongType, "/Byoasns/0"},
		"a state that is none":              {`{"Byoasns": [{"Asn": "64512", "State": ""}]}`, strictjson.BadValue, "/Byoasns/0/State"},
		"an AS number with AS before it":    {`{"Byoasns": [{"Asn": "AS64512", "State": "provisioned"}]}`, strictjson.BadValue, "/Byoasns/0/Asn"},
		"an AS number of 33 bits":           {`{"Byoasns": [{"Asn": "4294967296", "State": "provisioned"}]}`, strictjson.BadValue, "/Byoasns/0/Asn"},
		"a range with bits behind its mask": {`{"ByoipCidrs": [{"Cidr": "203.0.113.1/24", "State": "provisioned"}]}`, strictjson.BadValue, "/ByoipCidrs/0/Cidr"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := awsstate.Parse([]byte(test.text))
			require.ErrorIs(t, err, test.id)
			require.Equal(t, test.path, problem.All(err)[0].Path)
		})
	}
}

func TestTheReasonsThatAWSDocumentsAreExplained(t *testing.T) {
	for text, check := range map[string]problem.ID{
		"No X509 certificate could be found in the Whois remarks":                                                             "certificate-published",
		"The ROA isn't valid or isn't found for the CIDR and Amazon ASNs":                                                     "roa-amazon",
		"failed-provision: The ROA isn’t valid or isn’t found for the CIDR and Amazon ASNs":                                   "roa-amazon",
		"The CidrAuthorizationContext signature could not be verified with the X509 certificates in the RIR records":          "signature-matches-record",
		strings.ToUpper("The CidrAuthorizationContext signature could not be verified with the X509 certificates in the RIR"): "signature-matches-record",
	} {
		explained, found := awsstate.Explain(text)
		require.True(t, found, text)
		require.Equal(t, check, explained.Checks[0], text)
		require.NotEmpty(t, explained.Fix)
	}
	_, found := awsstate.Explain("Something else went wrong")
	require.False(t, found)
}

func FuzzParse(f *testing.F) {
	for _, name := range []string{"aws-get-ipam-route-protection-findings.json", "aws-get-ipam-discovered-routes.json"} {
		data, err := os.ReadFile("testdata/" + name)
		require.NoError(f, err)
		require.NotEmpty(f, data)
		f.Add(data)
	}
	f.Add([]byte(`{"Byoasns": [{"Asn": 64512, "State": "provisioned"}], "NextToken": null}`))
	f.Add([]byte(`{"ByoipCidrs": [{"Cidr": "203.0.113.0/24", "State": "READY", "Events": []}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		answer, err := awsstate.Parse(data)
		if (answer == nil) != (err != nil) {
			t.Fatal("an answer and an error, or neither")
		}
	})
}
