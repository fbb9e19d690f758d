package provision_test

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/provision"
)

func TestARequestWithoutAMessageSaysWhatIsWrongWithIt(t *testing.T) {
	all := requests(t)
	with := func(name string, f func(*provision.Request)) provision.Request { return change(all[name], f) }
	tests := map[string]struct {
		r    provision.Request
		says string
	}{
		"an unknown method":           {provision.Request{Method: "whois"}, `"whois" is unknown; name remarks-x509, dns-token or delegated-rpki`},
		"an ASN":                      {provision.Request{Method: provision.DNSToken, ASN: 64496}, "is no proof for an ASN"},
		"an ASN's message":            {provision.Request{Method: provision.DelegatedRPKI, Message: parsed(t, asnText)}, "is no proof for an ASN"},
		"a range's message":           {with("dns-token", func(r *provision.Request) { r.Message = parsed(t, rangeText) }), "has no place"},
		"a signature":                 {with("delegated", func(r *provision.Request) { r.Signature = everyLetter() }), "has no place"},
		"no range":                    {provision.Request{Method: provision.DNSToken}, "the range is needed"},
		"host bits":                   {with("dns-token", func(r *provision.Request) { r.CIDR = netip.MustParsePrefix("198.51.100.7/24") }), "write 198.51.100.0/24"},
		"EC2":                         {with("dns-token", func(r *provision.Request) { r.Service = provision.EC2 }), "bring it to ipam"},
		"no IPAM to make a token":     {with("dns-token", func(r *provision.Request) { r.IPAM = "" }), "the IPAM's ID is needed"},
		"no IPAM to associate":        {with("delegated", func(r *provision.Request) { r.IPAM = "" }), "the IPAM's ID is needed"},
		"no pool":                     {with("delegated", func(r *provision.Request) { r.Pool = "" }), "pool's ID is needed"},
		"the ID of another thing":     {with("dns-token", func(r *provision.Request) { r.Token.ID = ipamID }), "ipam-ext-res-ver-token-"},
		"a token's name with a dot":   {with("dns-token", func(r *provision.Request) { r.Token.Name = "86950620.113" }), "TokenName"},
		"a token's value with quotes": {with("dns-token", func(r *provision.Request) { r.Token.Value = `a"b` }), "TokenValue"},
		"an association's wrong ID":   {with("delegated", func(r *provision.Request) { r.Association.ID = "x" }), "ipam-internet-registry-assoc-"},
		"AFRINIC":                     {with("delegated", func(r *provision.Request) { r.Association.Registry = "afrinic" }), "lacnic"},
		"a handle with a line break":  {with("delegated", func(r *provision.Request) { r.Association.Organization = "a\nb" }), "handle"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			err := test.r.Check()
			require.ErrorContains(t, err, test.says)
			requireNoOutput(t, test.r, err)
		})
	}
}

func TestNoCommandLineNeedsAnIPAMThatHasDoneItsPart(t *testing.T) {
	all := requests(t)
	require.NoError(t, all["dns-token-known"].Check())
	require.NoError(t, all["delegated-parent"].Check())
}

func TestTheRecordsHaveTheTokenAndEveryNameOfTheRange(t *testing.T) {
	for name, count := range map[string]int{"dns-token": 4, "dns-token-known": 1, "dns-token-hidden": 8} {
		r := requests(t)[name]
		book, err := r.Runbook()
		require.NoError(t, err)
		var records []string
		for _, step := range book.Steps {
			records = append(records, step.Records...)
		}
		names := provision.ReverseNames(r.CIDR)
		require.Len(t, records, count)
		require.Len(t, names, count)
		label, value := "$TOKEN_NAME", "$TOKEN_VALUE"
		if r.Token.Name != "" {
			label, value = r.Token.Name, r.Token.Value
		}
		for i := range names {
			require.Equal(t, label+"."+names[i]+`. IN TXT "`+value+`"`, records[i])
		}
	}
}

func TestTheFiveArgumentsAreThoseOfTheParentResponse(t *testing.T) {
	r := requests(t)["delegated-parent"]
	book, err := r.Runbook()
	require.NoError(t, err)
	var found []string
	for _, step := range book.Steps {
		for _, c := range step.Commands {
			argv, err := c.Argv(values)
			require.NoError(t, err)
			if argv[2] == "enable-ipam-internet-registry-association" {
				found = argv
			}
		}
	}
	p := r.Association.Parent
	require.Equal(t, []string{"aws", "ec2", "enable-ipam-internet-registry-association", "--ipam-internet-registry-association-id", r.Association.ID,
		"--rpki-version", "1", "--service-uri", p.ServiceURI, "--child-handle", "newca", "--parent-handle", "testbed",
		"--parent-bpki-ta=" + strings.TrimSuffix(p.TrustAnchorPEM(), "\n"), "--region", "eu-west-1"}, found)
}

func TestTheLiteralMessageIsForTheAssociationAlone(t *testing.T) {
	for name, r := range requests(t) {
		doc, err := change(r, func(r *provision.Request) { r.IPAM, r.Pool = "", poolID }).JSON()
		if err == nil {
			require.Equal(t, r.Method == provision.DelegatedRPKI, strings.Contains(string(doc), provision.CoveredByAssociation), name)
		}
		require.Equal(t, r.Method == provision.DelegatedRPKI, strings.Contains(mustText(t, r), provision.CoveredByAssociation), name)
	}
}

func TestAScriptEndsWithTheCallThatProvisions(t *testing.T) {
	for name, r := range requests(t) {
		script, err := r.Script()
		require.NoError(t, err)
		c, err := r.Command()
		require.NoError(t, err)
		require.True(t, strings.HasSuffix(script, c.String()+"\n"), name)
		require.Equal(t, r.Method == "", script == c.String()+"\n", name)
		for _, shell := range shells(t) {
			require.NoError(t, syntax(shell, script), name)
		}
		for _, reverse := range provision.ReverseNames(r.CIDR) {
			require.Equal(t, r.Method == provision.DNSToken, strings.Contains(script, "."+reverse+`. IN TXT "`), name)
		}
	}
	_, err := provision.Request{Method: provision.DNSToken}.Script()
	require.ErrorIs(t, err, provision.MissingCIDR)
}
