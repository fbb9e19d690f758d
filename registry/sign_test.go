package registry_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/registry"
)

func TestOfHostKnowsTheRegistriesServers(t *testing.T) {
	for host, want := range map[string]registry.Registry{
		"rdap.arin.net": registry.ARIN, "whois.ripe.net": registry.RIPE, "rdap.db.ripe.net": registry.RIPE,
		"RDAP.APNIC.NET.": registry.APNIC, "jpnic.rdap.apnic.net": registry.APNIC, "rdap.registro.br": registry.LACNIC,
		"whois.nic.br": registry.LACNIC, "rdap.lacnic.net": registry.LACNIC, "rdap.afrinic.net": registry.AFRINIC,
		"whois.kisa.or.kr": registry.APNIC, "whois.mx": registry.LACNIC,
		"": "", "net": "", "example.net": "", "notarin.net": "", "arin.net.example": "",
	} {
		require.Equal(t, want, registry.OfHost(host), host)
	}
}

func TestOfTellsTheNationalRegistriesApart(t *testing.T) {
	for _, test := range []struct {
		sign registry.Sign
		text string
		want registry.Registry
	}{
		{registry.Host, "jpnic.rdap.apnic.net", "jpnic"},
		{registry.Host, "idnic.rdap.apnic.net", "idnic"},
		{registry.Host, "rdap.apnic.net", registry.APNIC},
		{registry.Host, "rdap.registro.br", "nic.br"},
		{registry.Source, "JPNIC", "jpnic"},
		{registry.Source, " KRNIC ", "krnic"},
		{registry.Source, "RIPE", registry.RIPE},
		{registry.Source, "RIPE-NONAUTH", ""},
		{registry.Source, "RADB", ""},
		{registry.Source, "", ""},
		{registry.Maintainer, "MNT-APJII-ID", "idnic"},
		{registry.Maintainer, "maint-jpnic", "jpnic"},
		{registry.Maintainer, "APNIC-HM", registry.APNIC},
		{registry.Maintainer, "RIPE-NCC-END-MNT", registry.RIPE},
		{registry.Maintainer, "MNT-EXAMPLE", ""},
		{registry.Banner, "This is the RIPE Database query service.", registry.RIPE},
		{registry.Banner, "- KISA/KRNIC WHOIS Service -", "krnic"},
		{registry.Banner, "Copyright (c) Nic.br", "nic.br"},
		{registry.Banner, "nothing of the sort", ""},
		{registry.Extension, "arin_originas0", registry.ARIN},
		{registry.Extension, "nicbr_level_0", "nic.br"},
		{registry.Extension, "rdap_level_0", ""},
	} {
		require.Equal(t, test.want, registry.Of(test.sign, test.text), "%q", test.text)
	}
}

func TestFieldsAreNamedAsTheRuleNamesThem(t *testing.T) {
	require.Equal(t, registry.ARIN.Rule().Field, registry.ARIN.FieldOfTitle("Registration Comments"))
	require.Equal(t, registry.APNIC.Rule().Field, registry.APNIC.FieldOfTitle("remarks"))
	require.Equal(t, "descr", registry.APNIC.FieldOfTitle("description"))
	require.Empty(t, registry.RIPE.FieldOfTitle(""), "RIPE NCC's RDAP joins two fields")
	require.True(t, registry.RIPE.Rule().JoinsFields)
	require.Equal(t, registry.ARIN.Rule().Field, registry.FieldOfAttribute("Comment"))
	require.Equal(t, registry.RIPE.Rule().Field, registry.FieldOfAttribute("DESCR"))
}
