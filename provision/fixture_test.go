package provision_test

import (
	"flag"
	"net/netip"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/sign"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The resources are those for documentation (RFC 5398, RFC 5737, RFC 3849).
const (
	asnText    = "1|aws|123456789012|64496|20261231|SHA256|RSAPSS"
	rangeText  = "1|aws|123456789012|198.51.100.0/24|20261231|SHA256|RSAPSS"
	range6Text = "1|aws|123456789012|2001:db8::/48|20261231|SHA256|RSAPSS"
	hiddenText = "1|aws|123456789012|2001:db8::/56|20261231|SHA256|RSAPSS"
	ipamID     = "ipam-0123456789abcdef0"
	poolID     = "ipam-pool-0123456789abcdef0"
)

func parsed(t testing.TB, text string) message.Message {
	t.Helper()
	m, err := message.Parse(text)
	require.NoError(t, err)
	return m
}

// everyLetter is not a signature, but has the length of one and every letter of
// the text form in it, a hyphen in front.
func everyLetter() sign.Signature {
	s := make(sign.Signature, 256)
	for i := range s {
		s[i] = byte(i*167 + 249)
	}
	return s
}

// requests are one of each kind, by the names of their golden files.
func requests(t testing.TB) map[string]provision.Request {
	sig := everyLetter()
	return map[string]provision.Request{
		"asn": {Message: parsed(t, asnText), Signature: sig, IPAM: ipamID, Pool: poolID,
			CIDR: netip.MustParsePrefix("198.51.100.0/24"), Region: "eu-west-1", Locale: "eu-central-1", Profile: "ipam-account"},
		"asn-open":    {Message: parsed(t, asnText), Signature: sig, Variables: true},
		"range":       {Message: parsed(t, rangeText), Signature: sig, Pool: poolID, ASN: 64496, Region: "us-gov-west-1"},
		"range-ec2":   {Message: parsed(t, range6Text), Signature: sig, Service: provision.EC2, Region: "eu-west-1"},
		"hidden-ec2":  {Message: parsed(t, hiddenText), Signature: sig, Service: provision.EC2},
		"hidden-ipam": {Message: parsed(t, hiddenText), Signature: sig, Variables: true},
		"dns-token":   {Method: provision.DNSToken, CIDR: netip.MustParsePrefix("198.51.100.0/22"), IPAM: ipamID, Pool: poolID, ASN: 64496, Region: "eu-west-1"},
		"dns-token-known": {Method: provision.DNSToken, CIDR: netip.MustParsePrefix("2001:db8::/48"), Pool: poolID,
			Token: provision.Token{ID: "ipam-ext-res-ver-token-0123456789abcdef0", Name: "86950620", Value: "a34597c3-5317-4238-9ce7-50da5b6e6dc8"}},
		"dns-token-hidden": {Method: provision.DNSToken, CIDR: netip.MustParsePrefix("2001:db8::/53"), Variables: true},
		"delegated":        {Method: provision.DelegatedRPKI, CIDR: netip.MustParsePrefix("198.51.100.0/24"), IPAM: ipamID, Pool: poolID, Association: provision.Association{Registry: "ripe"}},
		"delegated-parent": {Method: provision.DelegatedRPKI, CIDR: netip.MustParsePrefix("198.51.100.0/24"), Pool: poolID, Region: "eu-west-1",
			Association: provision.Association{ID: "ipam-internet-registry-assoc-0123456789abcdef0", Parent: parentResponse(t)}},
		"accelerator": {Message: parsed(t, rangeText), Signature: sig, Service: provision.GlobalAccelerator},
	}
}

// parentResponse is the one in Krill's manual.
func parentResponse(t testing.TB) *provision.ParentResponse {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "parent-response-krill.xml"))
	require.NoError(t, err)
	p, err := provision.ParseParentResponse(data)
	require.NoError(t, err)
	return p
}

// golden compares with a file, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}
