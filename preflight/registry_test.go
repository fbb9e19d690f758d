package preflight_test

import (
	"errors"
	"net/netip"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
)

// IANA's list helps to find the record, and decides nothing: a number may have been
// transferred since.
func TestIANAsListHelpsAndDecidesNothing(t *testing.T) {
	untold, err := rdap.Parse([]byte(`{"objectClassName":"autnum","handle":"AS2914","startAutnum":2914,"endAutnum":2914}`))
	require.NoError(t, err)
	atARIN, err := rdap.Parse([]byte(`{"objectClassName":"autnum","handle":"AS28000","startAutnum":28000,"endAutnum":28000,"port43":"whois.arin.net"}`))
	require.NoError(t, err)
	for name, test := range map[string]struct {
		asn    resource.ASN
		cidr   string
		record *rdap.Record
		err    error
		check  string
		says   string
	}{
		"no record":                    {asn: 2914, check: "record-found", says: "by IANA's list AS2914 is at ARIN (whois -h whois.arin.net AS2914, or https://rdap.arin.net/registry/autnum/2914)"},
		"no record of a range":         {cidr: "1.1.1.0/24", check: "record-found", says: "1.1.1.0/24 is at APNIC (whois -h whois.apnic.net 1.1.1.0, or https://rdap.apnic.net/ip/1.1.1.0/24)"},
		"at LACNIC, and no record":     {asn: 28000, check: "record-found", says: "By IANA's list AS28000 is at LACNIC, whose records AWS does not read."},
		"at LACNIC, and no answer":     {asn: 28000, err: errors.New("down"), check: "record-found", says: "By IANA's list AS28000 is at LACNIC, whose records AWS does not read."},
		"a range at LACNIC, no answer": {cidr: "200.3.12.0/22", err: errors.New("down"), check: "record-found", says: "byoasn aws --proof-method dns-token --cidr 200.3.12.0/22"},
		"a range at LACNIC, no record": {cidr: "200.3.12.0/22", check: "record-found", says: "byoasn aws --proof-method dns-token --cidr 200.3.12.0/22"},
		"a record that does not tell":  {asn: 2914, record: untold, check: "registry-supported", says: "by IANA's list AS2914 is at ARIN"},
	} {
		t.Run(name, func(t *testing.T) {
			in := preflight.Input{RecordOnly: true, ASN: test.asn, Record: test.record, RecordErr: test.err, Now: now}
			if test.cidr != "" {
				in.Prefix = netip.MustParsePrefix(test.cidr)
			}
			report := run(t, in)
			require.Equal(t, preflight.Unknown, report.Verdict)
			for _, c := range report.Checks {
				if string(c.ID) == test.check {
					require.Equal(t, preflight.Unknown, c.Verdict)
					require.Contains(t, c.Summary+" "+c.Fix, test.says)
				}
			}
		})
	}
	t.Run("a record that tells is believed", func(t *testing.T) {
		report := run(t, preflight.Input{RecordOnly: true, ASN: 28000, Record: atARIN, Now: now})
		for _, c := range report.Checks {
			require.NotContains(t, c.Summary+c.Fix, "LACNIC")
			if c.ID == preflight.RegistrySupported {
				require.Equal(t, preflight.Pass, c.Verdict)
			}
		}
	})
	t.Run("of what is not public there is none", func(t *testing.T) {
		report := run(t, preflight.Input{RecordOnly: true, ASN: 112, Now: now})
		for _, c := range report.Checks {
			require.NotContains(t, c.Fix, "IANA")
		}
	})
}

func TestWhereAWSDoesNotReadTheOtherProofIsNamed(t *testing.T) {
	for text, says := range map[string]string{
		`{"objectClassName":"autnum","handle":"AS28000","startAutnum":28000,"endAutnum":28000,"port43":"whois.lacnic.net"}`:                                                              "For an ASN there is no other proof.",
		`{"objectClassName":"ip network","handle":"X","startAddress":"200.3.14.0","endAddress":"200.3.14.255","ipVersion":"v4","port43":"whois.lacnic.net"}`:                             "byoasn aws --proof-method dns-token --cidr 200.3.14.0/24 --ipam-id IPAM_ID --pool-id POOL_ID.",
		`{"objectClassName":"ip network","handle":"X","startAddress":"2001:13c7::","endAddress":"2001:13c7:ffff:ffff:ffff:ffff:ffff:ffff","ipVersion":"v6","port43":"whois.lacnic.net"}`: "byoasn aws --proof-method dns-token --cidr 2001:13c7::/32 --ipam-id IPAM_ID --pool-id POOL_ID.",
	} {
		record, err := rdap.Parse([]byte(text))
		require.NoError(t, err)
		in := preflight.Input{RecordOnly: true, Record: record, Now: now}
		switch {
		case record.Class == rdap.Autnum:
			in.ASN = 28000
		case record.Start.Is4():
			in.Prefix = netip.MustParsePrefix("200.3.14.0/24")
		default:
			in.Prefix = netip.MustParsePrefix("2001:13c7::/32")
		}
		report := run(t, in)
		require.Equal(t, preflight.Fail, report.Verdict)
		require.Len(t, report.Steps, 1)
		require.Contains(t, report.Steps[0], says)
	}
}
