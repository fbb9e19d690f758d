package registry

import "strings"

// domains are those that the registries' servers are in. NIC.br is the national
// registry of Brazil, under LACNIC; APNIC hosts servers of its national ones,
// such as jpnic.rdap.apnic.net.
var domains = map[string]Registry{
	"afrinic.net": AFRINIC,
	"apnic.net":   APNIC,
	"arin.net":    ARIN,
	"lacnic.net":  LACNIC,
	"nic.br":      LACNIC,
	"registro.br": LACNIC,
	"ripe.net":    RIPE,
}

// OfHost tells whose an RDAP or whois server is by its name, in any case, or
// returns "" for one that is none of the five registries'.
func OfHost(host string) Registry {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	labels := strings.Split(host, ".")
	if len(labels) < 2 {
		return ""
	}
	return domains[strings.Join(labels[len(labels)-2:], ".")]
}
