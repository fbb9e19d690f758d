package registry

import (
	"sync"
	"time"
)

// A row is a rule with the signs by which a registry is told.
type row struct {
	registry Registry
	Rule

	domains     []string // its servers' names end in these
	sources     []string // values of the attribute source in whois, in lower case
	maintainers []string // how the names of its own maintainers and incident teams begin, in lower case
	banners     []string // phrases that its whois writes beside the objects, in lower case
	extensions  []string // words that its RDAP extensions begin with, before the _

	// titles are the fields that its RDAP's remarks show, by their titles. A
	// title that is not in it is the field's name. "" is a field that the title
	// does not tell.
	titles map[string]string
}

// LACNIC's limit is 10 requests a minute; the half second on top is because a
// first request, which has a connection to make, arrives later than those after
// it. The others publish none, and ten a second is our choice.
const (
	lacnicPace  = 6500 * time.Millisecond
	defaultPace = 100 * time.Millisecond
)

// table has AWS's table ("Tutorial: Bring your ASN to IPAM", step "Create a
// certificate and publish it") and what the registries' servers were seen to
// answer.
var table = sync.OnceValue(func() []*row {
	return []*row{
		{
			registry: ARIN,
			Rule: Rule{
				Name: "ARIN", Supported: true, Pace: defaultPace,
				Whois: "whois.arin.net", RDAP: "https://rdap.arin.net/registry/",
				Field: "Public Comments",
				Never: []string{"the organization's comments"},
				ASNSteps: []string{
					"Sign in to ARIN's Account Manager and open the ASN.",
					`Choose "Modify ASN".`,
					"Paste the line below into the ASN's Public Comments.",
				},
				RangeSteps: []string{
					"Sign in to ARIN's Account Manager and open the network (or the block that holds it).",
					"Paste the line below into the network's Public Comments.",
				},
			},
			domains:    []string{"arin.net"},
			sources:    []string{"arin"},
			banners:    []string{"arin whois data and services"},
			extensions: []string{"arin"},
			titles:     map[string]string{"Registration Comments": "Public Comments"},
		},
		{
			registry: RIPE,
			Rule: Rule{
				Name: "RIPE NCC", Supported: true, Pace: defaultPace,
				Whois: "whois.ripe.net", RDAP: "https://rdap.db.ripe.net/", REST: "https://rest.db.ripe.net/ripe/",
				JoinsFields: true, EndsInSource: true,
				Field: "descr",
				Never: []string{"the organization's comments", "a remarks: attribute"},
				ASNSteps: []string{
					"Sign in to the RIPE Database and open the aut-num object for an update.",
					"Add the line below as a new descr: attribute, and leave the others as they are.",
				},
				RangeSteps: []string{
					"Sign in to the RIPE Database and open the inetnum or inet6num object (or the block that holds it) for an update.",
					"Add the line below as a new descr: attribute, and leave the others as they are.",
				},
				Prefix: "descr:          ",
			},
			domains:     []string{"ripe.net"},
			sources:     []string{"ripe"},
			maintainers: []string{"ripe-ncc-"},
			banners:     []string{"this is the ripe database"},
			extensions:  []string{"ripe"},
			titles:      map[string]string{"": ""},
		},
		{
			registry: APNIC,
			Rule: Rule{
				Name: "APNIC", Supported: true, Pace: defaultPace,
				Whois: "whois.apnic.net", RDAP: "https://rdap.apnic.net/",
				EndsInSource: true,
				Field:        "remarks",
				Never:        []string{"a descr attribute"},
				ASNSteps: []string{
					"Mail the text below to helpdesk@apnic.net, from the address of an authorized contact of the ASN: as a mail file, since a plain mail breaks the line.",
					"APNIC's staff adds the line; this can take days.",
				},
				RangeSteps: []string{
					"Mail the text below to helpdesk@apnic.net, from the address of an authorized contact of the range: as a mail file, since a plain mail breaks the line.",
					"APNIC's staff adds the line; this can take days.",
				},
				MailTo: "helpdesk@apnic.net",
			},
			domains:     []string{"apnic.net"},
			sources:     []string{"apnic"},
			maintainers: []string{"apnic-"},
			banners:     []string{"[whois.apnic.net]"},
			extensions:  []string{"apnic"},
			titles:      map[string]string{"description": "descr"},
		},
		{
			registry: LACNIC,
			Rule: Rule{
				Name: "LACNIC", Pace: lacnicPace,
				Whois: "whois.lacnic.net", RDAP: "https://rdap.lacnic.net/rdap/",
			},
			domains:    []string{"lacnic.net"},
			sources:    []string{"lacnic"},
			banners:    []string{"lacnic resource:", "copyright lacnic lacnic.net", "joint whois - whois.lacnic.net"},
			extensions: []string{"lacnic"},
		},
		{
			registry: AFRINIC,
			Rule: Rule{
				Name: "AFRINIC", Pace: defaultPace,
				Whois: "whois.afrinic.net", RDAP: "https://rdap.afrinic.net/rdap/",
				EndsInSource: true,
			},
			domains:     []string{"afrinic.net"},
			sources:     []string{"afrinic"},
			maintainers: []string{"afrinic-"},
			banners:     []string{"this is the afrinic whois server"},
			extensions:  []string{"afrinic"},
		},

		// The national registries under APNIC. Their copies in APNIC's whois name
		// them as the source, and APNIC's own objects their maintainers.
		national("jpnic", "JPNIC", APNIC, "whois.nic.ad.jp", &row{
			domains:     []string{"nic.ad.jp", "jpnic.rdap.apnic.net"},
			sources:     []string{"jpnic"},
			maintainers: []string{"maint-jpnic", "irt-jpnic-"},
			banners:     []string{"[ jpnic database provides information", "[whois.nic.ad.jp]"},
		}),
		national("krnic", "KRNIC (KISA)", APNIC, "whois.kisa.or.kr", &row{
			domains:     []string{"krnic.net", "kisa.or.kr", "nic.or.kr", "krnic.rdap.apnic.net"},
			sources:     []string{"krnic", "kisa"},
			maintainers: []string{"mnt-krnic-", "irt-krnic-"},
			banners:     []string{"krnic is not an isp but a national internet registry", "kisa/krnic whois service", "korean(utf8)", "[whois.krnic.net]", "[whois.kisa.or.kr]"},
		}),
		national("twnic", "TWNIC", APNIC, "whois.twnic.net", &row{
			domains:     []string{"twnic.net", "twnic.tw", "twnic.net.tw", "twnic.rdap.apnic.net"},
			sources:     []string{"twnic"},
			maintainers: []string{"maint-tw-twnic", "mnt-twnic-", "irt-twnic-"},
			banners:     []string{"whois.twnic.net"},
		}),
		national("idnic", "IDNIC (APJII)", APNIC, "whois.idnic.net", &row{
			domains:     []string{"idnic.net", "idnic.id", "apjii.or.id", "idnic.rdap.apnic.net"},
			sources:     []string{"idnic", "apjii"},
			maintainers: []string{"mnt-apjii-", "mnt-idnic-", "irt-apjii-", "irt-idnic-"},
			banners:     []string{"[whois.idnic.net]"},
		}),
		national("cnnic", "CNNIC", APNIC, "whois.cnnic.cn", &row{
			domains:     []string{"cnnic.cn", "cnnic.net.cn", "cnnic.rdap.apnic.net"},
			sources:     []string{"cnnic"},
			maintainers: []string{"maint-cnnic-", "irt-cnnic-"},
			banners:     []string{"[whois.cnnic.cn]", "[ipwhois.cnnic.cn]"},
		}),
		national("irinn", "IRINN", APNIC, "whois.irinn.in", &row{
			domains:     []string{"irinn.in", "nixi.in", "irinn.rdap.apnic.net"},
			sources:     []string{"irinn"},
			maintainers: []string{"maint-in-irinn", "mnt-irinn-", "irt-irinn-"},
			banners:     []string{"[whois.irinn.in]"},
		}),
		national("vnnic", "VNNIC", APNIC, "whois.vnnic.vn", &row{
			domains:     []string{"vnnic.vn", "vnnic.net.vn", "vnnic.rdap.apnic.net"},
			sources:     []string{"vnnic"},
			maintainers: []string{"maint-vn-vnnic", "irt-vnnic-"},
			banners:     []string{"[whois.vnnic.vn]"},
		}),

		// The national registries under LACNIC.
		national("nic.br", "NIC.br", LACNIC, "whois.registro.br", &row{
			domains:    []string{"nic.br", "registro.br"},
			banners:    []string{"copyright (c) nic.br"},
			extensions: []string{"nicbr"},
		}),
		national("nic.mx", "NIC Mexico", LACNIC, "whois.mx", &row{
			domains: []string{"nic.mx", "whois.mx"},
			banners: []string{"copyright (c) nic mexico", "copyright nic mexico"},
		}),
	}
})

// national makes the row of a national registry. AWS reads none of their
// records.
func national(r Registry, name string, under Registry, whois string, signs *row) *row {
	signs.registry = r
	signs.Rule = Rule{Name: name, Under: under, Whois: whois, Pace: defaultPace}
	if under == LACNIC {
		signs.Pace = lacnicPace
	}
	return signs
}
