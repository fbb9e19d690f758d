package main

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/sign"
)

// A trial is one run of the program against what is played to it.
type trial struct {
	program
	sig        sign.Signature
	slept      []time.Duration
	out, notes strings.Builder
	connected  bool
}

// newTrial is a proof that passes, before a fake EC2. Nothing in it waits.
func newTrial(t testing.TB, f *fakeEC2) *trial {
	t.Helper()
	tr := &trial{sig: signed(t, "key.pem", text)}
	client := f.start(t)
	tr.program = program{
		out: &tr.out, notes: &tr.notes, now: func() time.Time { return now }, pace: polite,
		registry: registry(t, http.StatusOK, record(t, "key.pem")),
		connect: func(context.Context, string, string) (*ec2.Client, error) {
			tr.connected = true
			return client, nil
		},
		sleep: func(ctx context.Context, d time.Duration) error {
			tr.slept = append(tr.slept, d)
			return ctx.Err()
		},
	}
	return tr
}

// run runs the program, with more flags and with the proof.
func (tr *trial) run(t testing.TB, flags ...string) error {
	t.Helper()
	return tr.program.run(t.Context(), append([]string{"-message", text, "-signature", tr.sig.String(), "-ipam-id", ipamID}, flags...))
}

const yes = "Yes: by everything that AWS documents, it would accept the proof for AS2914 and account 123456789012.\n"

// seen is a line of the program about a state.
func seen(state string) string {
	return "2026-11-23T12:00:00Z AS2914 in ipam-0123456789abcdef0: " + state + "\n"
}

const next = `Next:
- Take the certificate out of the registry's record, if you do not want to leave it there
- Associate the ASN with the range
- Advertise the range with your own ASN
- See that the world sees it
- See what AWS sees of the route
- Be told before a ROA expires, if the IPAM is in the Advanced Tier
`

func TestPendingThenProvisioned(t *testing.T) {
	pending := ours("pending-provision", "")
	f := &fakeEC2{
		describe:  []answer{listed(t, ""), listed(t, "", pending), listed(t, "", pending), listed(t, "", ours("provisioned", ""))},
		provision: []answer{taken(t, pending)},
	}
	tr := newTrial(t, f)
	require.NoError(t, tr.run(t))
	require.Equal(t, yes+seen("pending-provision")+seen("provisioned")+next, tr.out.String())
	require.Empty(t, tr.notes.String())

	require.Len(t, f.requests(describeAction), 4)
	for _, form := range f.requests(describeAction) {
		require.Equal(t, map[string][]string{"Action": {describeAction}, "Version": {"2016-11-15"}}, map[string][]string(form))
	}
	require.Equal(t, []map[string][]string{{
		"Action": {provisionAction}, "Version": {"2016-11-15"}, "IpamId": {ipamID}, "Asn": {"2914"},
		"AsnAuthorizationContext.Message":   {text},
		"AsnAuthorizationContext.Signature": {tr.sig.String()},
	}}, plain(f.requests(provisionAction)), "AWS is asked once, for exactly this")
}

func TestPendingThenFailed(t *testing.T) {
	const why = "No X509 certificate could be found in the Whois remarks"
	f := &fakeEC2{
		describe:  []answer{listed(t, ""), listed(t, "", ours("pending-provision", "")), listed(t, "", ours("failed-provision", why))},
		provision: []answer{taken(t, ours("pending-provision", ""))},
	}
	tr := newTrial(t, f)
	err := tr.run(t)
	require.Equal(t, no, statusOf(err))
	require.EqualError(t, err, `AWS could not provision AS2914; StatusMessage says why: "`+why+`". `+
		"The pre-flight tells how the record is now: fix it, and ask anew with -again")
	require.Equal(t, yes+seen("pending-provision")+seen(`failed-provision "`+why+`"`), tr.out.String())
}

func TestAWSIsNotAskedTwice(t *testing.T) {
	t.Run("it is provisioned already", func(t *testing.T) {
		f := &fakeEC2{describe: []answer{listed(t, "", ours("provisioned", ""))}}
		tr := newTrial(t, f)
		require.NoError(t, tr.run(t))
		require.Equal(t, yes+seen("provisioned")+next, tr.out.String())
		require.Len(t, f.asked, 1)
	})
	t.Run("it is pending already", func(t *testing.T) {
		f := &fakeEC2{describe: []answer{listed(t, "", ours("pending-provision", "")), listed(t, "", ours("provisioned", ""))}}
		tr := newTrial(t, f)
		require.NoError(t, tr.run(t))
		require.Equal(t, yes+seen("pending-provision")+seen("provisioned")+next, tr.out.String())
		require.Equal(t, "AWS was asked before, and is not asked again.\n", tr.notes.String())
		require.Empty(t, f.requests(provisionAction))
	})
	t.Run("it failed, and -again is not given", func(t *testing.T) {
		f := &fakeEC2{describe: []answer{listed(t, "", ours("failed-provision", "the reason"))}}
		err := newTrial(t, f).run(t)
		require.ErrorContains(t, err, `StatusMessage says why: "the reason"`)
		require.ErrorContains(t, err, "ask anew with -again")
		require.Equal(t, no, statusOf(err))
		require.Len(t, f.asked, 1)
	})
	tests := []struct {
		name   string
		item   item
		says   string
		status int
	}{
		{"it is being taken away", ours("pending-deprovision", ""), "ask again when it is gone", no},
		{"it could not be taken away", ours("failed-deprovision", "still advertised"), `failed-deprovision "still advertised" at AWS, so it was not asked`, unknown},
		{"a state that AWS did not have before", ours("half-provisioned", ""), "half-provisioned at AWS, so it was not asked", unknown},
		{"another IPAM has it", item{ASN: "2914", IPAM: "ipam-other", State: "provisioned"}, `provisioned in another IPAM, "ipam-other"`, no},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := &fakeEC2{describe: []answer{listed(t, "", test.item)}}
			err := newTrial(t, f).run(t, "-again")
			require.ErrorContains(t, err, test.says)
			require.Equal(t, test.status, statusOf(err))
			require.Len(t, f.asked, 1)
		})
	}
}

func TestAWSIsAskedAgain(t *testing.T) {
	failed := ours("failed-provision", "the first reason")
	pending := ours("pending-provision", "")
	tests := []struct {
		name  string
		flags []string
		old   item
	}{
		{"after a failure, with -again", []string{"-again"}, failed},
		{"once it was taken away", nil, ours("deprovisioned", "")},
		{"when it failed in another IPAM", nil, item{ASN: "2914", IPAM: "ipam-other", State: "failed-provision"}},
		{"when the entry is another ASN's", nil, item{ASN: "12914", IPAM: ipamID, State: "provisioned"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := &fakeEC2{
				describe: []answer{listed(t, "", test.old), listed(t, "", test.old), listed(t, "", test.old),
					listed(t, "", test.old, pending), listed(t, "", test.old, ours("provisioned", ""))},
				provision: []answer{taken(t, pending)},
			}
			tr := newTrial(t, f)
			require.NoError(t, tr.run(t, test.flags...))
			require.Contains(t, tr.out.String(), seen("pending-provision")+seen("provisioned")+next, "what was before is not believed at once")
			require.Len(t, f.requests(provisionAction), 1)
		})
	}
	t.Run("and fails again, for the same reason and at once", func(t *testing.T) {
		f := &fakeEC2{describe: []answer{listed(t, "", failed)}, provision: []answer{taken(t, pending)}}
		tr := newTrial(t, f)
		err := tr.run(t, "-again")
		require.ErrorContains(t, err, "the first reason")
		require.Equal(t, no, statusOf(err))
		require.Len(t, f.requests(describeAction), 1+disbelief+1)
	})
	t.Run("and fails again, for the same reason and after a while", func(t *testing.T) {
		f := &fakeEC2{describe: []answer{listed(t, "", failed), listed(t, "", pending), listed(t, "", failed)}, provision: []answer{taken(t, pending)}}
		require.ErrorContains(t, newTrial(t, f).run(t, "-again"), "the first reason")
		require.Len(t, f.requests(describeAction), 3, "what was seen after the request is believed")
	})
}

func TestNothingIsAskedOfAWSIfTheProofDoesNotPass(t *testing.T) {
	other := signed(t, "other-key.pem", text).String()
	file := filepath.Join(t.TempDir(), "record.json")
	require.NoError(t, os.WriteFile(file, record(t, ""), 0o600))
	tests := []struct {
		name   string
		change func(*trial)
		flags  []string
		prints string
		says   string
		status int
	}{
		{"another key's signature", nil, []string{"-signature", other}, "No: AWS would refuse", "AWS was not asked", no},
		{"a message that is none", nil, []string{"-message", "2914"}, "No: AWS would refuse", "AWS was not asked", no},
		{"no certificate in the record", func(tr *trial) { tr.registry = registry(t, http.StatusOK, record(t, "")) }, nil, "\n1. ", "AWS was not asked", no},
		{"no certificate in the record that was kept", nil, []string{"-record", file}, "No: AWS would refuse", "AWS was not asked", no},
		{"no record", func(tr *trial) { tr.registry = registry(t, http.StatusNotFound, nil) }, nil, "The registry has no record", "AWS was not asked", no},
		{"a registry that fails", func(tr *trial) { tr.registry = registry(t, http.StatusBadGateway, nil) }, nil, "Unknown: ", "-even-if-unknown asks all the same", unknown},
		{"one that fails, for good", func(tr *trial) { tr.registry = registry(t, http.StatusNotFound, nil) }, []string{"-even-if-unknown"}, "No: ", "AWS was not asked", no},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := &fakeEC2{}
			tr := newTrial(t, f)
			if test.change != nil {
				test.change(tr)
			}
			err := tr.run(t, test.flags...)
			require.ErrorContains(t, err, test.says)
			require.Equal(t, test.status, statusOf(err))
			require.Contains(t, tr.out.String(), test.prints)
			require.False(t, tr.connected)
			require.Empty(t, f.asked)
		})
	}
	t.Run("but it is with -even-if-unknown, if that is all", func(t *testing.T) {
		f := &fakeEC2{describe: []answer{listed(t, "", ours("provisioned", ""))}}
		tr := newTrial(t, f)
		tr.registry = registry(t, http.StatusBadGateway, nil)
		require.NoError(t, tr.run(t, "-even-if-unknown"))
		require.Contains(t, tr.out.String(), "Unknown: ")
		require.Contains(t, tr.out.String(), next)
	})
	t.Run("an interrupted lookup ends the program", func(t *testing.T) {
		tr := newTrial(t, &fakeEC2{})
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		err := tr.program.run(ctx, []string{"-message", text, "-signature", tr.sig.String(), "-ipam-id", ipamID})
		require.ErrorContains(t, err, "interrupted")
		require.Equal(t, unknown, statusOf(err))
		require.False(t, tr.connected)
	})
}

func TestTheRecordCanComeFromAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "record.json")
	require.NoError(t, os.WriteFile(file, record(t, "key.pem"), 0o600))
	tr := newTrial(t, &fakeEC2{describe: []answer{listed(t, "", ours("provisioned", ""))}})
	tr.registry = nil
	require.NoError(t, tr.run(t, "-record", file))
	require.Contains(t, tr.out.String(), yes)
}

func TestADryRunAsksForNothing(t *testing.T) {
	t.Run("the credentials may ask", func(t *testing.T) {
		f := &fakeEC2{describe: []answer{listed(t, "")}, provision: []answer{refusal(http.StatusPreconditionFailed, "DryRunOperation")}}
		tr := newTrial(t, f)
		require.NoError(t, tr.run(t, "-dry-run"))
		require.Equal(t, yes+"AWS would let these credentials ask for AS2914. Nothing was asked for.\n", tr.out.String())
		require.Len(t, f.requests(provisionAction), 1)
		require.Equal(t, "true", f.requests(provisionAction)[0].Get("DryRun"))
		require.Equal(t, tr.sig.String(), f.requests(provisionAction)[0].Get("AsnAuthorizationContext.Signature"))
		require.Empty(t, tr.slept)
	})
	t.Run("they may not", func(t *testing.T) {
		f := &fakeEC2{describe: []answer{listed(t, "")}, provision: []answer{refusal(http.StatusForbidden, "UnauthorizedOperation")}}
		err := newTrial(t, f).run(t, "-dry-run")
		require.ErrorContains(t, err, "has to allow ec2:ProvisionIpamByoasn")
		require.Equal(t, wrong, statusOf(err))
	})
	t.Run("a dry run that AWS took for the real thing is reported", func(t *testing.T) {
		f := &fakeEC2{describe: []answer{listed(t, "")}, provision: []answer{taken(t, ours("pending-provision", ""))}}
		err := newTrial(t, f).run(t, "-dry-run")
		require.ErrorContains(t, err, "AWS did not say that this was a dry run")
		require.Equal(t, unknown, statusOf(err))
	})
	t.Run("it is pending already", func(t *testing.T) {
		f := &fakeEC2{describe: []answer{listed(t, "", ours("pending-provision", ""))}}
		tr := newTrial(t, f)
		require.NoError(t, tr.run(t, "-dry-run"))
		require.Len(t, f.asked, 1)
		require.Empty(t, tr.slept)
	})
}

func TestWrongUseIsSaidBeforeAWSIsAsked(t *testing.T) {
	damaged := filepath.Join(t.TempDir(), "record.json")
	require.NoError(t, os.WriteFile(damaged, []byte(`{"objectClassName": `), 0o600))
	cidr := "1|aws|123456789012|206.41.110.0/24|20261231|SHA256|RSAPSS"
	tests := []struct {
		name  string
		flags []string
		says  string
	}{
		{"no IPAM", []string{"-ipam-id", ""}, "-ipam-id are needed"},
		{"an IPAM that is a pool", []string{"-ipam-id", "ipam-pool-0123456789abcdef0"}, "ipam-pool-0123456789abcdef0"},
		{"no message", []string{"-message", ""}, "-message, "},
		{"a word too many", []string{"2914"}, "nothing is expected after the flags"},
		{"a flag that is none", []string{"-at", "2026-12-01"}, "-at"},
		{"a message about a range", []string{"-message", cidr}, "brings AS numbers alone"},
		{"a Region in China", []string{"-region", "cn-north-1"}, "China"},
		{"no such file", []string{"-record", "no-such-file"}, "no-such-file"},
		{"a file that is cut short", []string{"-record", damaged}, damaged},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := &fakeEC2{}
			tr := newTrial(t, f)
			err := tr.run(t, test.flags...)
			require.ErrorContains(t, err, test.says)
			require.Equal(t, wrong, statusOf(err))
			require.False(t, tr.connected)
		})
	}
	t.Run("help is no error", func(t *testing.T) {
		tr := newTrial(t, &fakeEC2{})
		require.NoError(t, tr.run(t, "-h"))
		require.Contains(t, tr.out.String(), "Usage: provision ")
		require.Contains(t, tr.out.String(), "-even-if-unknown")
	})
}

func TestTheExitStatusIsTheCommandLines(t *testing.T) {
	require.Equal(t, 0, statusOf(nil))
	require.Equal(t, 3, statusOf(errors.New("that nobody thought of")))
	require.Equal(t, 1, statusOf(errors.Join(&exit{no, errors.New("no")})))
}
