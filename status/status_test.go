package status_test

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/awsstate"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/proof"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/status"
)

var (
	now    = time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	prefix = netip.MustParsePrefix("192.41.244.0/24")
)

// one is a file with a proof of AS2914, or of its range.
func one(t *testing.T, resource string) (*proof.File, *proof.Proof) {
	t.Helper()
	member, extra := "asn", `, "announce": ["192.41.244.0/24"]`
	if strings.Contains(resource, "/") {
		member, extra = "cidr", ""
	}
	file, err := proof.Parse(fmt.Appendf(nil, `{"version": 1, "proofs": [{"account": "123456789012", %q: %q, "region": "us-east-1",
		"ipam": "ipam-0123456789abcdef0", "pool": "ipam-pool-0123456789abcdef0", "message": "1|aws|123456789012|%s|20261231|SHA256|RSAPSS"%s}]}`, member, resource, resource, extra))
	require.NoError(t, err)
	return file, file.Proofs[0]
}

func answer(t *testing.T, text string) *awsstate.Answer {
	t.Helper()
	a, err := awsstate.Parse([]byte(text))
	require.NoError(t, err)
	return a
}

func of(file *proof.File) *status.Report {
	return status.Of(status.Input{File: file, Path: "byoasn.json", Now: now.Add(time.Minute)})
}

// Every state that AWS documents for an AS number, a range and an association is a
// step of the way, forward or back.
func TestEveryStateOfAWSHasItsPlace(t *testing.T) {
	const none = preflight.Verdict("") // nothing is known of the step
	asn := func(state string) string {
		return fmt.Sprintf(`{"Byoasns": [{"Asn": "2914", "IpamId": "ipam-0123456789abcdef0", "State": %q}]}`, state)
	}
	cidr := func(state string) string {
		return fmt.Sprintf(`{"ByoipCidrs": [{"Cidr": "192.41.244.0/24", "State": %q}]}`, state)
	}
	association := func(state string) string {
		return fmt.Sprintf(`{"ByoipCidrs": [{"Cidr": "192.41.244.0/24", "State": "provisioned", "AsnAssociations": [{"Asn": "2914", "Cidr": "192.41.244.0/24", "State": %q}]}]}`, state)
	}
	tests := []struct {
		resource, state string
		answer          func(string) string
		step            proof.Step
		want            preflight.Verdict
	}{
		{"2914", "pending-provision", asn, proof.Provisioned, preflight.Unknown},
		{"2914", "provisioned", asn, proof.Provisioned, preflight.Pass},
		{"2914", "failed-provision", asn, proof.Provisioned, preflight.Fail},
		{"2914", "pending-deprovision", asn, proof.Provisioned, preflight.Unknown},
		{"2914", "deprovisioned", asn, proof.Provisioned, none},
		{"2914", "failed-deprovision", asn, proof.Provisioned, preflight.Pass},
		{"2914", "something-new", asn, proof.Provisioned, preflight.Unknown},
		{"192.41.244.0/24", "pending-provision", cidr, proof.Provisioned, preflight.Unknown},
		{"192.41.244.0/24", "provisioned", cidr, proof.Provisioned, preflight.Pass},
		{"192.41.244.0/24", "provisioned-not-publicly-advertisable", cidr, proof.Provisioned, preflight.Pass},
		{"192.41.244.0/24", "failed-provision", cidr, proof.Provisioned, preflight.Fail},
		{"192.41.244.0/24", "pending-deprovision", cidr, proof.Provisioned, preflight.Unknown},
		{"192.41.244.0/24", "deprovisioned", cidr, proof.Provisioned, none},
		{"192.41.244.0/24", "failed-deprovision", cidr, proof.Provisioned, preflight.Pass},
		{"192.41.244.0/24", "advertised", cidr, proof.Provisioned, preflight.Pass},
		{"192.41.244.0/24", "pending-advertising", cidr, proof.Advertised, preflight.Unknown},
		{"192.41.244.0/24", "advertised", cidr, proof.Advertised, preflight.Pass},
		{"192.41.244.0/24", "pending-withdrawal", cidr, proof.Advertised, none},
		{"192.41.244.0/24", "FAILED_ADVERTISING", cidr, proof.Advertised, preflight.Fail},
		{"2914", "pending-association", association, proof.Associated, preflight.Unknown},
		{"2914", "associated", association, proof.Associated, preflight.Pass},
		{"2914", "failed-association", association, proof.Associated, preflight.Fail},
		{"2914", "pending-disassociation", association, proof.Associated, preflight.Unknown},
		{"2914", "disassociated", association, proof.Associated, none},
		{"2914", "failed-disassociation", association, proof.Associated, preflight.Pass},
	}
	for _, test := range tests {
		t.Run(test.resource+" "+string(test.step)+" "+test.state, func(t *testing.T) {
			file, p := one(t, test.resource)
			require.NotZero(t, status.Note(file, answer(t, test.answer(test.state)), now))
			step := test.step
			if step.OfRange() {
				step = step.Of(prefix)
			}
			require.Equal(t, string(test.want), p.Looks[step].Verdict)
			data, err := file.Marshal()
			require.NoError(t, err)
			require.NotEmpty(t, data)
		})
	}
}

func TestWhatAWSListsNoMoreIsForgotten(t *testing.T) {
	file, p := one(t, "2914")
	status.Note(file, answer(t, `{"Byoasns": [{"Asn": "2914", "State": "failed-provision", "StatusMessage": "why"}]}`), now)
	status.Note(file, answer(t, `{"Byoasns": [], "NextToken": "more"}`), now)
	require.Equal(t, "fail", p.Looks[proof.Provisioned].Verdict, "a part of the list says nothing")
	status.Note(file, answer(t, `{"Byoasns": []}`), now)
	require.NotContains(t, p.Looks, proof.Provisioned)

	status.Note(file, answer(t, `{"Byoasns": [{"Asn": "2914", "State": "provisioned"}]}`), now)
	status.Note(file, answer(t, `{"Byoasns": []}`), now)
	look := p.Looks[proof.Provisioned]
	require.Equal(t, "unknown", look.Verdict, "it may be another Region's answer")
	require.Contains(t, look.Summary, "Region")
}

func TestNobodyIsSentOnAWayThatLeadsNowhere(t *testing.T) {
	file, p := one(t, "2914")
	p.Registry = registry.LACNIC
	way := status.Of(status.Input{File: file, Path: "byoasn.json", Now: now}).Ways[0]
	require.Empty(t, way.Next)
	i := slices.IndexFunc(way.Lines, func(l status.Line) bool { return l.Step == proof.Published })
	require.Equal(t, preflight.Fail, way.Lines[i].Verdict)
	require.Contains(t, way.Lines[i].Fix, "an AS number has none")
	for _, line := range way.Lines {
		require.Empty(t, line.Next, line.Step)
	}
	require.Empty(t, status.Of(status.Input{Now: now}).Ways, "without a file there is nothing to say")
}

func TestAnOldAnswerChangesNothingNewer(t *testing.T) {
	file, p := one(t, "2914")
	status.Note(file, answer(t, `{"Byoasns": [{"Asn": "2914", "State": "provisioned"}]}`), now)
	require.NotZero(t, status.Note(file, answer(t, `{"Byoasns": [{"Asn": "2914", "State": "pending-provision"}]}`), now.Add(-time.Hour)))
	status.Note(file, answer(t, `{"Byoasns": []}`), now.Add(-time.Hour))
	require.Equal(t, "pass", p.Looks[proof.Provisioned].Verdict)
}

func TestAnotherAccountsAnswerSaysNothing(t *testing.T) {
	file, _ := one(t, "2914")
	require.Zero(t, status.Note(file, answer(t, `{"Byoasns": [{"Asn": "2914", "IpamId": "ipam-0fedcba9876543210", "State": "provisioned"}], "NextToken": "x"}`), now))
	require.Zero(t, status.Note(file, answer(t, `{"ByoipCidrs": []}`), now))
}

// The State of a range says not which AS number it is announced from.
func TestAnAdvertisedRangeIsNotTakenForOneOfTheOwnNumber(t *testing.T) {
	file, p := one(t, "2914")
	list := answer(t, `{"ByoipCidrs": [{"Cidr": "192.41.244.0/24", "State": "advertised", "AsnAssociations": [{"Asn": "2914", "Cidr": "192.41.244.0/24", "State": "associated"}]}]}`)
	status.Note(file, list, now)
	require.NotContains(t, p.Looks, proof.Advertised.Of(prefix))
	status.Note(file, answer(t, `{"ByoipCidr": {"Cidr": "192.41.244.0/24", "State": "advertised"}}`), now)
	require.Equal(t, "unknown", p.Looks[proof.Advertised.Of(prefix)].Verdict)
	status.Note(file, list, now)
	require.Equal(t, "pass", p.Looks[proof.Advertised.Of(prefix)].Verdict)
	status.Note(file, answer(t, `{"ByoipCidrs": [{"Cidr": "192.41.244.0/24", "State": "provisioned"}]}`), now)
	require.NotContains(t, p.Looks, proof.Advertised.Of(prefix), "it was withdrawn")
}

func TestFindingsSayWhatAWSSees(t *testing.T) {
	file, p := one(t, "2914")
	const findings = `{"RouteProtectionFindings": [{"Cidr": "192.41.244.0/24", "Asn": "2914", "State": "advertised", "RpkiStatus": %q, "RpkiStrength": %q,
		"RouteOverlaps": [{"Prefix": "192.41.244.128/25", "Asn": "64513"}]}]}`
	status.Note(file, answer(t, fmt.Sprintf(findings, "valid", "strict")), now)
	require.Equal(t, "pass", p.Looks[proof.Advertised.Of(prefix)].Verdict)
	require.Equal(t, "warn", p.Looks[proof.ROAs.Of(prefix)].Verdict)
	require.Contains(t, p.Looks[proof.ROAs.Of(prefix)].Summary, "AS64513 announces 192.41.244.128/25 in it")
	status.Note(file, answer(t, fmt.Sprintf(findings, "invalid", "")), now)
	require.Equal(t, "fail", p.Looks[proof.ROAs.Of(prefix)].Verdict)
}

func TestOnceProvisionedTheProofIsNeededNoMore(t *testing.T) {
	file, p := one(t, "2914")
	status.Note(file, answer(t, `{"Byoasns": [{"Asn": "2914", "State": "provisioned"}]}`), now)
	later := status.Of(status.Input{File: file, Path: "byoasn.json", Now: now.AddDate(1, 0, 0)})
	require.Equal(t, preflight.Unknown, later.Verdict, "the message has expired, and nobody minds")
	require.Contains(t, later.Ways[0].Next, "byoasn roas ")
	require.Contains(t, later.Text(0, nil), "  -        message      not needed any more")
	delete(p.Looks, proof.Provisioned)
	require.Equal(t, preflight.Fail, status.Of(status.Input{File: file, Path: "byoasn.json", Now: now.AddDate(1, 0, 0)}).Verdict)
}

func TestAFailureLeadsBackToTheLookAndThenToTheCall(t *testing.T) {
	file, p := one(t, "2914")
	for _, step := range []proof.Step{proof.Key, proof.Certificate, proof.Published, proof.Preflight} {
		p.SetLook(step, proof.Look{Verdict: "pass", At: now.Add(-time.Hour)})
	}
	p.Certificate, p.Signature = "certificate.pem", make([]byte, 256)
	for reason, fix := range map[string]string{
		"No X509 certificate could be found in the Whois remarks": "publish the certificate",
		"The moon was \x1b[31mfull":                               "AWS does not document this reason",
	} {
		data, err := json.Marshal(reason)
		require.NoError(t, err)
		p.SetLook(proof.Preflight, proof.Look{Verdict: "pass", At: now.Add(-time.Hour)})
		status.Note(file, answer(t, fmt.Sprintf(`{"Byoasns": [{"Asn": "2914", "State": "failed-provision", "StatusMessage": %s}]}`, data)), now)
		way := of(file).Ways[0]
		require.Equal(t, preflight.Fail, way.Verdict)
		require.Equal(t, "byoasn preflight --proof byoasn.json", way.Next)
		text := of(file).Text(0, nil)
		require.Contains(t, text, fix)
		require.NotContains(t, text, "\x1b")
		require.NotContains(t, of(file).HTML(), "\x1b")
		p.SetLook(proof.Preflight, proof.Look{Verdict: "pass", At: now.Add(time.Second)})
		require.Contains(t, of(file).Ways[0].Next, "aws ec2 provision-ipam-byoasn ")
	}
}

func TestTheReasonsNameChecksThatThereAre(t *testing.T) {
	for _, text := range []string{"No X509 certificate could be found", "The ROA isn't valid or isn't found", "signature could not be verified"} {
		explained, found := awsstate.Explain(text)
		require.True(t, found, text)
		for _, id := range explained.Checks {
			require.Contains(t, preflight.IDs(), id)
		}
	}
}

func TestWhatHasTurnedIsSaid(t *testing.T) {
	file, _ := one(t, "2914")
	before := of(file)
	require.Empty(t, of(file).Turned(before))
	status.Note(file, answer(t, `{"Byoasns": [{"Asn": "2914", "State": "provisioned"}]}`), now)
	turned := strings.Join(of(file).Turned(before), "\n")
	require.Contains(t, turned, "AS2914 for account 123456789012: provisioned: pass, and was open: provisioned")
	require.Contains(t, turned, "AS2914 for account 123456789012: next: byoasn roas ")
}

func TestNothingFromOutsideIsMarkup(t *testing.T) {
	file, p := one(t, "2914")
	p.SetLook(proof.Published, proof.Look{Verdict: "fail", At: now, Summary: `<script>alert("x")</script>`})
	page := of(file).HTML()
	require.NotContains(t, page, "<script")
	require.Contains(t, page, "&lt;script&gt;")
	require.NotContains(t, page, "http", "nothing is loaded")
}

// A range that an AS number of the file announces has its way end where that one's
// begins.
func TestARangeWaitsForNobodyAndItsNumberForIt(t *testing.T) {
	file, asn := one(t, "2914")
	other, block := one(t, "192.41.244.0/24")
	file.Add(other.Proofs[0])
	status.Note(file, answer(t, `{"Byoasns": [{"Asn": "2914", "State": "provisioned"}]}`), now)
	asn.SetLook(proof.ROAs.Of(prefix), proof.Look{Verdict: "pass", At: now})
	report := of(file)
	require.Len(t, report.Ways[1].Lines, 7)
	require.Empty(t, report.Ways[0].Next, "it waits")
	require.Contains(t, report.Text(0, nil), "waits until 192.41.244.0/24 is provisioned")
	block.SetLook(proof.Provisioned, proof.Look{Verdict: "pass", At: now})
	require.Contains(t, of(file).Ways[0].Next, string(provision.Associate))
}

func TestAnotherAccountsFilesAreNotOverwritten(t *testing.T) {
	file, p := one(t, "2914")
	p.Key, p.Certificate = "private-key.pem", "certificate.pem"
	other, _ := one(t, "192.41.244.0/24")
	other.Proofs[0].Account = "210987654321"
	file.Add(other.Proofs[0])
	require.Equal(t, "byoasn key new --proof byoasn.json --for 192.41.244.0/24 --out private-key-210987654321-192.41.244.0-24.pem", of(file).Ways[1].Lines[0].Next)
}

func TestTheOnlyIPAMAndPoolAreTaken(t *testing.T) {
	file, p := one(t, "192.41.244.0/24")
	p.IPAM, p.Pool, p.Region = "", "", ""
	require.Zero(t, status.Note(file, answer(t, `{"Ipams": [{"IpamId": "ipam-1"}, {"IpamId": "ipam-2"}]}`), now), "which one, nobody knows")
	status.Note(file, answer(t, `{"Ipams": [{"IpamId": "ipam-1", "IpamRegion": "eu-west-1"}]}`), now)
	require.Equal(t, []string{"ipam-1", "eu-west-1"}, []string{p.IPAM, p.Region})
	status.Note(file, answer(t, `{"IpamPools": [{"IpamPoolId": "ipam-pool-1", "AddressFamily": "ipv6"}, {"IpamPoolId": "ipam-pool-2", "AddressFamily": "ipv4"},
		{"IpamPoolId": "ipam-pool-3", "AddressFamily": "ipv4", "SourceIpamPoolId": "ipam-pool-2"}, {"IpamPoolId": "ipam-pool-4", "AddressFamily": "ipv4", "IpamScopeType": "private"}]}`), now)
	require.Equal(t, "ipam-pool-2", p.Pool)
}

func TestEachServiceIsAskedInItsOwnWay(t *testing.T) {
	file, p := one(t, "192.41.244.0/24")
	for _, step := range []proof.Step{proof.Key, proof.Certificate, proof.Published, proof.Preflight} {
		p.SetLook(step, proof.Look{Verdict: "pass", At: now})
	}
	p.Certificate, p.Signature = "certificate.pem", make([]byte, 256)
	for service, words := range map[provision.Service]string{
		"":                          "aws ec2 get-ipam-pool-cidrs --ipam-pool-id ipam-pool-0123456789abcdef0 --region us-east-1 ",
		provision.EC2:               "aws ec2 describe-byoip-cidrs --max-results 10 --region us-east-1 ",
		provision.GlobalAccelerator: "aws globalaccelerator list-byoip-cidrs --region us-west-2 ",
	} {
		p.Service = service
		delete(p.Looks, proof.Provisioned)
		require.Contains(t, of(file).Ways[0].Next, " provision-", service)
		p.SetLook(proof.Provisioned, proof.Look{Verdict: "unknown", At: now, Summary: "pending-provision"})
		require.True(t, strings.HasPrefix(of(file).Ways[0].Next, words), of(file).Ways[0].Next)
	}
	p.Service, p.Pool = "", ""
	delete(p.Looks, proof.Provisioned)
	require.Contains(t, of(file).Ways[0].Next, "aws ec2 describe-ipam-pools ")
}

func TestTheNextCommandIsForTheShell(t *testing.T) {
	file, _ := one(t, "2914")
	in := status.Input{File: file, Path: "it's.json", Now: now}
	require.Contains(t, status.Of(in).Ways[0].Next, `--proof "it's.json"`)
	in.Shell = provision.PowerShell
	require.Contains(t, status.Of(in).Ways[0].Next, `--proof 'it''s.json'`)
}

func TestAnEmptyFileIsNotDone(t *testing.T) {
	report := of(&proof.File{})
	require.Equal(t, preflight.Unknown, report.Verdict)
	require.Contains(t, report.Text(80, nil), "no proofs yet")
	require.Contains(t, report.HTML(), "no proofs yet")
}
