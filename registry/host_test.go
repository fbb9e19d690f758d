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
		"": "", "net": "", "example.net": "", "notarin.net": "", "arin.net.example": "",
	} {
		require.Equal(t, want, registry.OfHost(host), host)
	}
}
