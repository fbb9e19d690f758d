package main

import (
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/lookup/lookuptest"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/provision/provisiontest"
	rir "github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// line is the certificate of the key in a file, as it is published.
func line(t testing.TB, file string) string {
	t.Helper()
	cert, err := certgen.NewCertificate(key(t, file), certgen.Profile{NotAfter: now.AddDate(1, 0, 0)}, now)
	require.NoError(t, err)
	return certgen.OneLine(cert)
}

// A double is AWS, which verifies the proof, and the registry, with one clock.
type double struct {
	*provisiontest.AWS
	registries *lookuptest.Server
	clock      time.Time
	url        string
}

func newDouble(t testing.TB) *double {
	t.Helper()
	d := &double{registries: lookuptest.NewServer(), clock: now}
	t.Cleanup(d.registries.Close)
	d.AWS = &provisiontest.AWS{Account: "123456789012", IPAM: ipamID, Registry: d.registries.Client(), Takes: 5 * time.Minute,
		Now: func() time.Time { return d.clock }}
	server := httptest.NewServer(d)
	t.Cleanup(server.Close)
	d.url = server.URL
	return d
}

func (d *double) publish(r resource.Resource, line string) {
	d.registries.Publish(lookuptest.Record{Registry: rir.ARIN, Resource: r, Field: []string{line}})
}

// run runs the program, whose sleep moves the clock.
func (d *double) run(t testing.TB) (string, error) {
	t.Helper()
	var out strings.Builder
	p := program{out: &out, notes: &out, now: func() time.Time { return d.clock }, pace: polite, registry: d.registries.Client(),
		connect: func(context.Context, string, string) (*ec2.Client, error) { return clientOf(d.url), nil },
		sleep: func(ctx context.Context, wait time.Duration) error {
			d.clock = d.clock.Add(wait)
			return ctx.Err()
		}}
	err := p.run(t.Context(), []string{"-message", text, "-signature", signed(t, "key.pem", text).String(), "-ipam-id", ipamID})
	return out.String(), err
}

func TestAWSVerifiesTheProof(t *testing.T) {
	t.Run("and takes a good one", func(t *testing.T) {
		d := newDouble(t)
		d.publish(resource.OfASN(2914), line(t, "key.pem"))
		out, err := d.run(t)
		require.NoError(t, err)
		require.Contains(t, out, "pending-provision")
		require.True(t, strings.HasSuffix(out, ": provisioned\n"+next), out)
	})
	t.Run("and says why not, where the record changed after the pre-flight", func(t *testing.T) {
		d := newDouble(t)
		d.publish(resource.OfASN(2914), line(t, "key.pem"))
		d.AWS.Registry = newDouble(t).registries.Client() // it sees another world
		_, err := d.run(t)
		require.ErrorContains(t, err, "No X509 certificate could be found in the Whois remarks")
		require.Equal(t, no, statusOf(err))
	})
	t.Run("and refuses what is another account's", func(t *testing.T) {
		d := newDouble(t)
		d.Account = "210987654321"
		d.publish(resource.OfASN(2914), line(t, "key.pem"))
		_, err := d.run(t)
		require.ErrorContains(t, err, "compare the account in the message with the credentials'")
		require.Equal(t, no, statusOf(err))
	})
}

// TestTheRunbookWithTheAWSCLI runs package provision's commands in a shell, where
// there is an AWS CLI. It is not one of the programs that CI has to have.
func TestTheRunbookWithTheAWSCLI(t *testing.T) {
	if _, err := exec.LookPath("aws"); err != nil {
		t.Skip("no aws here")
	}
	d := newDouble(t)
	d.Takes = 0
	number, prefix := resource.OfASN(2914), "192.41.244.0/24"
	block, err := resource.Parse(prefix)
	require.NoError(t, err)
	p, _ := block.CIDR()
	d.publish(number, line(t, "key.pem"))
	d.publish(block, line(t, "key.pem"))
	var vrps []roa.VRP
	for _, origin := range provision.Origins(provision.IPAM, false) {
		vrps = append(vrps, roa.VRP{Prefix: p, MaxLength: 24, ASN: origin})
	}
	d.registries.SetROAs(vrps...)
	for _, of := range []resource.Resource{number, block} {
		m, err := message.New(message.Fields{Account: "123456789012", Resource: of}, now)
		require.NoError(t, err)
		request := provision.Request{Message: m, Signature: signed(t, "key.pem", m.String()), IPAM: ipamID, Region: "eu-central-1"}
		if of == block {
			request.IPAM, request.Pool = "", "ipam-pool-0123456789abcdef0"
		}
		command, err := request.Command()
		require.NoError(t, err)
		require.Contains(t, d.shell(t, command.String()), "pending-provision")
	}
	for _, step := range []struct{ command, says string }{
		{"aws ec2 describe-ipam-byoasn", `"State": "provisioned"`},
		{"aws ec2 get-ipam-pool-cidrs --ipam-pool-id ipam-pool-0123456789abcdef0", `"State": "provisioned"`},
		{"aws ec2 associate-ipam-byoasn --asn 2914 --cidr " + prefix, "pending-association"},
		{"aws ec2 advertise-byoip-cidr --asn 2914 --cidr " + prefix, "pending-advertising"},
		{"aws ec2 describe-byoip-cidrs --max-results 10", `"State": "advertised"`},
	} {
		require.Contains(t, d.shell(t, step.command), step.says, step.command)
	}
}

// shell runs a command with the AWS CLI's surroundings.
func (d *double) shell(t testing.TB, command string) string {
	t.Helper()
	none := filepath.Join(t.TempDir(), "none")
	cmd := exec.CommandContext(t.Context(), "sh", "-c", command)
	cmd.Env = append(os.Environ(), "AWS_ENDPOINT_URL="+d.url, "AWS_DEFAULT_REGION=eu-central-1", "AWS_ACCESS_KEY_ID=AKIDEXAMPLE",
		"AWS_SECRET_ACCESS_KEY=only for tests", "AWS_EC2_METADATA_DISABLED=true", "AWS_CONFIG_FILE="+none, "AWS_SHARED_CREDENTIALS_FILE="+none, "AWS_PAGER=")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	return string(out)
}
