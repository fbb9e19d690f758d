package registry

// A Rule is what AWS's proof needs of one registry.
type Rule struct {
	Name      string // as the registry writes it: "RIPE NCC"
	Supported bool   // whether AWS takes a proof published there

	// The rest is empty for a registry that AWS does not support.

	Field      string   // the field that AWS reads, as the registry calls it
	Never      []string // where a certificate goes by mistake and does no good
	ASNSteps   []string // how to reach the field of an ASN's record
	RangeSteps []string // how to reach the field of an address range's record
	Prefix     string   // what stands before the certificate in the text to paste
	MailTo     string   // where to mail the text, if it is not pasted
}

// rules is the table of AWS's documentation ("Tutorial: Bring your ASN to
// IPAM", step "Create a certificate and publish it").
var rules = map[Registry]Rule{
	ARIN: {
		Name:      "ARIN",
		Supported: true,
		Field:     "Public Comments",
		Never:     []string{"the organization's comments"},
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
	RIPE: {
		Name:      "RIPE NCC",
		Supported: true,
		Field:     "descr",
		Never:     []string{"the organization's comments", "a remarks: attribute"},
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
	APNIC: {
		Name:      "APNIC",
		Supported: true,
		Field:     "remarks",
		Never:     []string{"a descr attribute"},
		ASNSteps: []string{
			"Mail the text below from the address of an authorized contact of the ASN.",
			"APNIC's staff adds the line; this can take days.",
		},
		RangeSteps: []string{
			"Mail the text below from the address of an authorized contact of the range.",
			"APNIC's staff adds the line; this can take days.",
		},
		MailTo: "helpdesk@apnic.net",
	},
	LACNIC:  {Name: "LACNIC"},
	AFRINIC: {Name: "AFRINIC"},
}
