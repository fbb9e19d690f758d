package rdap_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// asked reads an answer of whois and selects what decides about a resource.
func asked(t *testing.T, text, about string) *rdap.Record {
	t.Helper()
	record, err := rdap.Parse([]byte(text))
	require.NoError(t, err)
	of, err := resource.Parse(about)
	require.NoError(t, err)
	return record.Select(of)
}

// own is the free text of the record's own object.
func own(r *rdap.Record) string {
	var lines []string
	for _, text := range r.Texts {
		if text.Entity == nil {
			lines = append(lines, text.Lines...)
		}
	}
	return strings.Join(lines, ", ")
}

func TestWhatBeginsAnObjectBeginsOneWithoutABlankLine(t *testing.T) {
	for _, next := range []string{
		"inetnum: 192.0.2.0 - 192.0.2.255", "inet6num: 2001:db8::/32", "as-set: AS-EXAMPLE", "as-block: AS64496 - AS64511",
		"key-cert: X509-1", "poem: POEM-1", "poetic-form: FORM-1", "domain: 2.0.192.in-addr.arpa", "route: 192.0.2.0/24",
		"route6: 2001:db8::/32", "route-set: RS-1", "rtr-set: RTRS-1", "filter-set: FLTR-1", "peering-set: PRNG-1",
		"inet-rtr: a.example.net", "organisation: ORG-1", "mntner: A-MNT", "person: A", "role: A", "irt: IRT-1",
		"OrgName: Example", "OrgTechHandle: A1-ARIN", "OrgAbuseHandle: A1-ARIN", "RTechHandle: A1-ARIN", "CustName: A",
		"aut-num: AS64497", "NetRange: 192.0.2.0 - 192.0.2.255",
	} {
		for _, text := range []string{autnum + next + "\nremarks: theirs\nsource: RIPE\n", autnum + next + "\ndescr: theirs\nComment: theirs\n"} {
			require.Equal(t, "here", own(asked(t, text, "AS64496")), next)
		}
	}
	require.Equal(t, "here", own(asked(t, "aut-num: AS64496\nowner: x\ndescr: here\ninetnum: 192.0.2.0/24\ndescr: theirs\nsource: RIPE\n", "AS64496")),
		"only LACNIC's form has no source")
	arin := "ASNumber: 64496\nASHandle: AS64496\nComment: here\nRef: https://rdap.arin.net/registry/autnum/64496\n"
	require.Equal(t, "here", own(asked(t, arin+"OrgName: Example\nComment: theirs\n", "AS64496")))
}

const (
	parent = "inetnum: 192.0.0.0 - 192.0.255.255\ndescr: parent\nsource: RIPE\n"
	exact  = "inetnum: 192.0.2.0 - 192.0.2.255\ndescr: exact\nsource: RIPE\n"
	part   = "inetnum: 192.0.2.0 - 192.0.2.127\ndescr: part\nsource: RIPE\n"
	apart  = "inetnum: 198.51.100.0 - 198.51.100.255\ndescr: apart\nsource: RIPE\n"
)

func TestSelectTakesTheObjectThatDecides(t *testing.T) {
	for _, test := range []struct{ name, text, about, want string }{
		{"the resource's own, whatever stands beside it", parent + "\n" + part + "\n" + exact + "\n" + apart, "192.0.2.0/24", "exact"},
		{"a part, which hides the parent", parent + "\n" + part, "192.0.2.0/24", "part"},
		{"the smallest that holds it", parent + "\n" + exact, "192.0.2.128/25", "exact"},
		{"the parent, where nothing else has to do with it", parent + "\n" + part + "\n" + apart, "192.0.3.0/24", "parent"},
		{"of a text without blank lines", parent + exact + part, "192.0.2.0/24", "exact"},
		{"one of several ASNs", autnum + "\naut-num: AS64497\ndescr: there\nsource: RIPE\n", "AS64497", "there"},
		{"the number, not the block of it", "ASNumber: 64496 - 64500\nComment: block\n\nASNumber: 64497\nComment: own\n", "AS64497", "own"},
		{"an identical copy once", exact + "\n" + exact, "192.0.2.0/24", "exact"},
	} {
		t.Run(test.name, func(t *testing.T) {
			record := asked(t, test.text, test.about)
			require.Equal(t, test.want, own(record))
			for _, text := range record.Texts {
				require.True(t, text.Entity == nil || text.Entity.Class != "", "what is another object's names its class")
			}
		})
	}
	t.Run("nothing of the resource, the record as it was", func(t *testing.T) {
		record := asked(t, parent+"\n"+exact, "203.0.113.0/24")
		require.Equal(t, "exact", own(record))
	})
	t.Run("a record of RDAP, or none, is what it is", func(t *testing.T) {
		record, err := rdap.Parse([]byte(autnumJSON("")))
		require.NoError(t, err)
		require.Same(t, record, record.Select(resource.OfASN(1)))
		require.Nil(t, (*rdap.Record)(nil).Select(resource.OfASN(1)))
	})
}

func TestANationalCopyBesideAPNICsObjectIsToldByItsName(t *testing.T) {
	apnic := "inetnum: 192.0.2.0 - 192.0.2.255\nremarks: apnic\nmnt-by: %s\nsource: APNIC\n"
	copied := "\ninetnum: 192.0.2.0 - 192.0.2.127\nremarks: copy\nsource: %s\n"
	same := "\ninetnum: 192.0.2.0 - 192.0.2.255\nremarks: copy\nsource: %s\n"
	with := func(text, word string) string { return strings.Replace(text, "%s", word, 1) }
	for _, test := range []struct{ name, text, national, own string }{
		{"none", with(apnic, "APNIC-HM"), "", "apnic"},
		{"a copy of a part", with(apnic, "APNIC-HM") + with(copied, "JPNIC"), "JPNIC", "apnic"},
		{"a copy of the whole", with(apnic, "MNT-EXAMPLE") + with(same, "IDNIC"), "IDNIC (APJII)", "apnic"},
		{"a copy before it", with(same, "TWNIC") + "\n" + with(apnic, "MNT-EXAMPLE"), "TWNIC", "apnic"},
		{"the copy alone", with(same, "KRNIC"), "KRNIC (KISA)", "copy"},
		{"an incident team", with(apnic, "APNIC-HM\nmnt-irt: IRT-VNNIC-AP"), "VNNIC", "apnic"},
		{"a maintainer", with(apnic, "MNT-APJII-ID"), "IDNIC (APJII)", "apnic"},
		{"a copy of something else", with(apnic, "APNIC-HM") + "\ninetnum: 198.51.100.0/24\nsource: JPNIC\n", "", "apnic"},
	} {
		t.Run(test.name, func(t *testing.T) {
			record := asked(t, test.text, "192.0.2.0/24")
			require.Equal(t, registry.APNIC, record.Registry)
			require.Equal(t, test.national, record.National)
			require.Equal(t, test.own, own(record))
		})
	}
}

func TestWhileNobodyAsksTheMostSpecificObjectIsTheRecord(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{parent + "\n" + part + "\n" + exact, "part"},
		{"inetnum: 192.0.2.0/24\nremarks: copy\nsource: JPNIC\n\ninetnum: 192.0.2.0/24\nremarks: apnic\nsource: APNIC\n", "apnic"},
		{"inetnum: 192.0.2.0/24\nremarks: apnic\nsource: APNIC\n\ninetnum: 192.0.2.0/24\nremarks: copy\nsource: JPNIC\n", "apnic"},
	} {
		record, err := rdap.Parse([]byte(test.text))
		require.NoError(t, err)
		require.Equal(t, test.want, own(record))
	}
}

func TestABlockThatWasHandedOnNamesWhomToAsk(t *testing.T) {
	arin := "NetRange: 192.0.0.0 - 192.0.255.255\nNetName: X\n"
	for _, test := range []struct {
		name, text string
		to         registry.Registry
		handedOn   bool
		holder     string
	}{
		{"by the type", arin + "NetType: Early Registrations, Transferred to APNIC\n", registry.APNIC, true, ""},
		{"by the type, allocated", arin + "NetType: Allocated to RIPE NCC\n", registry.RIPE, true, ""},
		{"by the organization", arin + "\nOrgName: African Network Information Center\nOrgId: AFRINIC\n", registry.AFRINIC, true, "AFRINIC"},
		{"by the server", arin + "\nOrgName: X\nOrgId: X-1\n\nReferralServer: whois://whois.lacnic.net\n", registry.LACNIC, true, "X-1"},
		{"not by a provider's server", arin + "\nOrgName: X\nOrgId: X-1\n\nReferralServer: rwhois://rwhois.example.net:4321\n", "", false, "X-1"},
		{"not by a holder", arin + "NetType: Direct Allocation\n\nOrgName: X\nOrgId: X-1\n", "", false, "X-1"},
		{"to IANA", arin + "\nOrgName: Internet Assigned Numbers Authority\nOrgId: IANA\n", "", true, "IANA"},
		{"by IANA", "% IANA WHOIS server\n\nrefer: whois.ripe.net\n\ninetnum: 192.0.0.0 - 192.255.255.255\norganisation: RIPE NCC\n\nsource: IANA\n", registry.RIPE, true, ""},
		{"by RIPE NCC's placeholder", "inetnum: 192.0.0.0 - 192.0.255.255\nnetname: NON-RIPE-NCC-MANAGED-ADDRESS-BLOCK\nsource: RIPE\n", "", true, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			record := asked(t, test.text, "192.0.2.0/24")
			require.Equal(t, test.handedOn, record.HandedOn)
			require.Equal(t, test.to, record.Referral)
			require.Equal(t, test.holder, record.Holder)
			require.Equal(t, !test.handedOn, record.Registry == registry.ARIN)

			if test.handedOn {
				after := asked(t, test.text+"\nFound a referral to whois.example.net.\n\n"+parent, "192.0.2.0/24")
				require.Equal(t, "parent", own(after), "the authority's own answer counts")
			}
		})
	}
	t.Run("by APNIC's block of another's numbers, or RIPE NCC's", func(t *testing.T) {
		for _, test := range []struct {
			descr, source string
			handedOn      bool
			to            registry.Registry
		}{
			{"ARIN ASN block", "APNIC", true, registry.ARIN}, {"RIPE NCC ASN block", "APNIC", true, registry.RIPE},
			{"APNIC ASN block", "APNIC", false, ""}, {"RIPE NCC ASN block", "RIPE", false, ""}, {"Example", "RIPE", false, ""},
			{"ASN block not managed by the RIPE NCC", "RIPE", true, ""},
		} {
			record := asked(t, "as-block: AS64496 - AS64511\ndescr: "+test.descr+"\nsource: "+test.source+"\n", "AS64496")
			require.Equal(t, test.handedOn, record.HandedOn, test.descr)
			require.Equal(t, test.to, record.Referral, test.descr)
		}
	})
	t.Run("in RDAP alike", func(t *testing.T) {
		block := `,"startAutnum":64496,"endAutnum":64511,"port43":"whois.arin.net","entities":[{"handle":"%","roles":["registrant"]}]`
		for handle, to := range map[string]registry.Registry{"RIPE": registry.RIPE, "APNIC": registry.APNIC, "UUNET-1": ""} {
			record, err := rdap.Parse([]byte(autnumJSON(strings.Replace(block, "%", handle, 1))))
			require.NoError(t, err)
			require.Equal(t, handle, record.Holder)
			require.Equal(t, to, record.Referral)
			require.Equal(t, to != "", record.HandedOn)
		}
		record, err := rdap.Parse([]byte(autnumJSON(strings.NewReplacer("%", "APNIC", "arin", "ripe").Replace(block))))
		require.NoError(t, err)
		require.False(t, record.HandedOn, "ARIN alone has such blocks")
	})
}

func TestARoutingRegistrysCopyIsNamed(t *testing.T) {
	for _, source := range []string{"RADB", "RIPE-NONAUTH", "ARIN", "NTTCOM"} {
		record := asked(t, "aut-num: AS64496\ndescr: copy\nsource: "+source+"\n", "AS64496")
		require.Equal(t, source, record.Routing)
		require.Empty(t, record.Registry)
		record = asked(t, "aut-num: AS64496\ndescr: copy\nsource: "+source+"\n\n"+autnum, "AS64496")
		require.Empty(t, record.Routing)
		require.Equal(t, "here", own(record))
	}
	_, err := rdap.Parse([]byte("Warning: RIPE flags used with a traditional server.\nroute: 192.0.2.0/24\norigin: AS64496\nsource: RADB\n"))
	require.ErrorIs(t, err, rdap.OtherClass)
	require.ErrorContains(t, err, "the routing registry RADB")
}

const lacnic = "inetnum:     138.36.24/22\r\r\nstatus:      allocated\r\r\naut-num:     N/A\r\r\nowner:       Example\r\r\nownerid:     DO-EXAM-LACNIC\r\r\n\r\r\nnic-hdl:     MAP1\r\r\nperson:      Made Up\r\r\n"

func TestTheRegistryIsToldBeforeTheObject(t *testing.T) {
	for name, text := range map[string]string{
		"LACNIC's form with aut-num in inetnum":  "% LACNIC resource: whois.lacnic.net\n\n" + lacnic,
		"the same without its banner":            lacnic,
		"registro.br's, with inetnum in aut-num": "% Copyright (c) Nic.br\n\naut-num: AS64496\nowner: Example\ninetnum: 192.0.2.0/24\ninetnum: 2001:db8::/32\n",
		"in a form that is not read":             "% LACNIC resource: whois.lacnic.net\n\nSomething else here\n",
		"with a key that cannot be read":         "% LACNIC resource: whois.lacnic.net\n\naut-num: N/A\nowner: Example\n",
	} {
		record, err := rdap.Parse([]byte(text))
		require.NoError(t, err, name)
		require.Equal(t, registry.LACNIC, record.Registry, name)
	}
	for name, text := range map[string]string{
		"KRNIC (KISA)": "[whois.krnic.net]\nquery : 192.0.2.1\n\n# ENGLISH\n\nKRNIC is not an ISP but a National Internet Registry similar to APNIC.\n\n[ Network Information ]\nIPv4 Address       : 192.0.2.0 - 192.0.2.255 (/24)\n",
		"JPNIC":        "[ JPNIC database provides information regarding IP address and ASN. Its use   ]\n[ is restricted to network administration purposes. ]\n\nNetwork Information:\na. [Network Number]             192.0.2.0/24\n",
	} {
		record, err := rdap.Parse([]byte(text))
		require.NoError(t, err, name)
		require.Equal(t, registry.APNIC, record.Registry, name)
		require.Equal(t, name, record.National)
	}
}
