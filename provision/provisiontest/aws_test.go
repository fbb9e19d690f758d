package provisiontest_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/lookup/lookuptest"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

const (
	noCertificate = "No X509 certificate could be found in the Whois remarks"
	notVerified   = "The CidrAuthorizationContext signature could not be verified with the X509 certificates in the RIR records"
	noROA         = "The ROA isn't valid or isn't found for the CIDR and Amazon ASNs"
)

func TestAnASNComesByWhatIsPublished(t *testing.T) {
	other := certgen.OneLine(certificate(must(certgen.NewKey(certgen.DefaultBits)), start.AddDate(1, 0, 0)))
	ended := certgen.OneLine(certificate(newKey(), start.AddDate(0, 0, -1)))
	tests := map[string]struct {
		record lookuptest.Record
		why    string // "" is provisioned
	}{
		"at ARIN":                         {record(registry.ARIN, number, good()), ""},
		"at RIPE NCC, in descr":           {record(registry.RIPE, number, good()), ""},
		"at APNIC":                        {record(registry.APNIC, number, good()), ""},
		"beside one of another key":       {record(registry.ARIN, number, other+"\n"+good()), ""},
		"at LACNIC":                       {record(registry.LACNIC, number, good()), noCertificate},
		"nowhere":                         {lookuptest.Record{Registry: registry.ARIN, Resource: number}, noCertificate},
		"at RIPE NCC, in remarks":         {lookuptest.Record{Registry: registry.RIPE, Resource: number, Beside: []string{good()}}, noCertificate},
		"on the organization":             {lookuptest.Record{Registry: registry.ARIN, Resource: number, Holder: []string{good()}}, noCertificate},
		"with a blank in it":              {record(registry.ARIN, number, strings.Replace(good(), "MII", "M II", 1)), noCertificate},
		"of another key":                  {record(registry.ARIN, number, other), notVerified},
		"that has ended":                  {record(registry.ARIN, number, ended), notVerified},
		"no record of the number, absent": {record(registry.ARIN, resource.OfASN(2915), good()), noCertificate},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, test.record)
			require.Equal(t, "pending-provision", w.bringASN(t).ASN.State)
			require.Equal(t, "pending-provision", w.ask(t, "DescribeIpamByoasn").ASNs[0].State)
			w.now = w.now.Add(time.Minute)
			got := w.ask(t, "DescribeIpamByoasn").ASNs[0]
			require.Equal(t, test.why, got.Status)
			require.Equal(t, map[bool]string{true: "provisioned", false: "failed-provision"}[test.why == ""], got.State)
		})
	}
}

func TestWhatCannotBeFoundOutStaysAsItIs(t *testing.T) {
	w := newWorld(t, record(registry.ARIN, number, good()))
	w.bringASN(t)
	w.now = w.now.Add(time.Hour)
	require.NoError(t, w.registries.Fail(lookuptest.RDAP, number, lookup.ServerFailure))
	require.Equal(t, "pending-provision", w.ask(t, "DescribeIpamByoasn").ASNs[0].State)
	require.Equal(t, "provisioned", w.ask(t, "DescribeIpamByoasn").ASNs[0].State)
}

func TestARequestThatIsNotSoundIsRefusedAtOnce(t *testing.T) {
	message := proof("AsnAuthorizationContext", number)[1]
	const parameter = "AsnAuthorizationContext.Message"
	tests := map[string]struct {
		code   string
		params []string
	}{
		"no message":      {"MissingParameter", []string{parameter, ""}},
		"no signature":    {"MissingParameter", []string{"AsnAuthorizationContext.Signature", ""}},
		"a signature cut": {"InvalidParameterValue", []string{"AsnAuthorizationContext.Signature", "abc"}},
		"no IPAM":         {"MissingParameter", []string{"IpamId", ""}},
		"another IPAM":    {"InvalidIpamId.NotFound", []string{"IpamId", "ipam-1"}},
		"another number":  {"InvalidParameterValue", []string{"Asn", "2915"}},
		"AS before it":    {"InvalidParameterValue", []string{"Asn", "AS2914"}},
		"another account": {"InvalidParameterValue", []string{parameter, strings.Replace(message, account, "210987654321", 1)}},
		"a blank":         {"InvalidParameterValue", []string{parameter, message + " "}},
		"a day past":      {"InvalidParameterValue", []string{parameter, strings.Replace(message, "20261231", "20261101", 1)}},
		"a dry run":       {"DryRunOperation", []string{"DryRun", "true"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			require.Equal(t, test.code, w.bringASN(t, test.params...).Code)
			require.Empty(t, w.ask(t, "DescribeIpamByoasn").ASNs)
			require.Empty(t, w.registries.Requests())
			require.Len(t, w.Calls(), 2)
		})
	}
	w := newWorld(t)
	require.Equal(t, "InvalidAction", w.ask(t, "RunInstances").Code)
	w.Refuse("Throttling", "UnauthorizedOperation")
	require.Equal(t, "Throttling", w.bringASN(t).Code)
	require.Equal(t, "UnauthorizedOperation", w.bringASN(t).Code)
	require.Empty(t, w.bringASN(t).Code)
}

func TestARangeNeedsItsROAs(t *testing.T) {
	for name, vrps := range map[string][]roa.VRP{"none": nil, "one of two": roas()[:1], "both": roas()} {
		w := newWorld(t, record(registry.ARIN, resource.OfCIDR(prefix), good()))
		w.registries.SetROAs(vrps...)
		require.Equal(t, "pending-provision", w.bringRange(t).CIDR.State)
		require.Equal(t, "IncorrectState", w.bringRange(t).Code)
		w.now = w.now.Add(time.Minute)
		got := w.ask(t, "DescribeByoipCidrs", "MaxResults", "10").CIDRs[0]
		if len(vrps) == 2 {
			require.Equal(t, "provisioned", got.State, name)
			continue
		}
		require.Equal(t, "failed-provision", got.State, name)
		require.Equal(t, noROA, got.Status)
	}
}

// TestTheWholeLife is the runbook's: both brought, associated, advertised, and away.
func TestTheWholeLife(t *testing.T) {
	w := newWorld(t, record(registry.ARIN, number, good()), record(registry.ARIN, resource.OfCIDR(prefix), good()))
	w.registries.SetROAs(roas()...)
	p := prefix.String()
	step := func(action, code string, params ...string) answer {
		t.Helper()
		a := w.ask(t, action, params...)
		require.Equal(t, code, a.Code, a.Message)
		return a
	}
	state := func(want string) {
		t.Helper()
		w.now = w.now.Add(time.Minute)
		require.Equal(t, want, step("DescribeByoipCidrs", "", "MaxResults", "10").CIDRs[0].State)
	}
	require.Equal(t, "pending-provision", w.bringASN(t).ASN.State)
	step("ProvisionIpamPoolCidr", "", append([]string{"IpamPoolId", pool, "Cidr", p, "VerificationMethod", "remarks-x509"},
		proof("CidrAuthorizationContext", resource.OfCIDR(prefix))...)...)
	step("AssociateIpamByoasn", "IncorrectState", "Asn", "2914", "Cidr", p)
	state("provisioned")
	require.Equal(t, "provisioned", step("GetIpamPoolCidrs", "", "IpamPoolId", pool).InPools[0].State)
	step("ProvisionIpamPoolCidr", "", "IpamPoolId", below, "Cidr", p)
	w.now = w.now.Add(time.Minute)
	require.Equal(t, "provisioned", step("GetIpamPoolCidrs", "", "IpamPoolId", below).InPools[0].State)
	step("DeprovisionIpamPoolCidr", "", "IpamPoolId", below, "Cidr", p)
	w.now = w.now.Add(8 * 24 * time.Hour)
	require.Empty(t, step("GetIpamPoolCidrs", "", "IpamPoolId", below).InPools[1:])
	w.now = w.now.Add(8 * 24 * time.Hour)
	require.Empty(t, step("GetIpamPoolCidrs", "", "IpamPoolId", below).InPools)

	step("AdvertiseByoipCidr", "IncorrectState", "Asn", "2914", "Cidr", p)
	require.Equal(t, "pending-association", step("AssociateIpamByoasn", "", "Asn", "2914", "Cidr", p).Together.State)
	w.now = w.now.Add(time.Minute)
	require.Equal(t, "pending-advertising", step("AdvertiseByoipCidr", "", "Asn", "2914", "Cidr", p).CIDR.State)
	state("advertised")
	step("AdvertiseByoipCidr", "IncorrectState", "Asn", "AWS", "Cidr", p) // within the hour
	w.now = w.now.Add(time.Hour)
	step("DisassociateIpamByoasn", "IncorrectState", "Asn", "2914", "Cidr", p)
	step("AdvertiseByoipCidr", "", "Asn", "AWS", "Cidr", p)
	state("advertised")
	step("DeprovisionIpamPoolCidr", "IncorrectState", "IpamPoolId", pool, "Cidr", p)
	step("WithdrawByoipCidr", "", "Cidr", p)
	step("WithdrawByoipCidr", "IncorrectState", "Cidr", p)
	state("provisioned")
	step("DeprovisionIpamByoasn", "IncorrectState", "IpamId", ipam, "Asn", "2914")
	step("DisassociateIpamByoasn", "", "Asn", "2914", "Cidr", p)
	w.now = w.now.Add(time.Minute)
	require.Equal(t, "pending-deprovision", step("DeprovisionIpamByoasn", "", "IpamId", ipam, "Asn", "2914").ASN.State)
	step("DeprovisionIpamPoolCidr", "", "IpamPoolId", pool, "Cidr", p)
	state("deprovisioned")
	w.now = w.now.Add(8 * 24 * time.Hour)
	require.Empty(t, step("DescribeIpamByoasn", "").ASNs)
	require.Empty(t, step("DescribeByoipCidrs", "", "MaxResults", "10").CIDRs)
}

func TestAnIPAMTakesFiveNumbers(t *testing.T) {
	w := newWorld(t)
	for i, n := range []resource.ASN{2914, 3333, 8283, 9269, 13335, 15169} {
		a := w.ask(t, "ProvisionIpamByoasn", append([]string{"IpamId", ipam, "Asn", n.String()}, proof("AsnAuthorizationContext", resource.OfASN(n))...)...)
		require.Equal(t, map[bool]string{true: "", false: "ResourceLimitExceeded"}[i < 5], a.Code)
	}
}

func TestARangeIsAdvertisedAndWithdrawnOnceInTenSeconds(t *testing.T) {
	w := newWorld(t, record(registry.ARIN, resource.OfCIDR(prefix), good()))
	w.Takes = 0
	w.registries.SetROAs(roas()...)
	w.bringRange(t)
	require.Empty(t, w.ask(t, "AdvertiseByoipCidr", "Cidr", prefix.String()).Code)
	w.now = w.now.Add(9 * time.Second)
	require.Equal(t, "RequestLimitExceeded", w.ask(t, "WithdrawByoipCidr", "Cidr", prefix.String()).Code)
	w.now = w.now.Add(time.Second)
	require.Empty(t, w.ask(t, "WithdrawByoipCidr", "Cidr", prefix.String()).Code)
}
