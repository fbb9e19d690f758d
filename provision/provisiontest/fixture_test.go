package provisiontest_test

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/xml"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/lookup/lookuptest"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/provision/provisiontest"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
	"github.com/byoasn/byoasn/sign"
)

const (
	account = "123456789012"
	ipam    = "ipam-0123456789abcdef0"
	pool    = "ipam-pool-0123456789abcdef0"
	below   = "ipam-pool-0123456789abcdef1"
)

var (
	start  = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)
	number = resource.OfASN(2914)
	prefix = netip.MustParsePrefix("192.41.244.0/24")

	newKey = sync.OnceValue(func() *rsa.PrivateKey { return must(certgen.NewKey(certgen.DefaultBits)) })
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// certificate is one of the tests' key.
func certificate(key *rsa.PrivateKey, notAfter time.Time) *x509.Certificate {
	return must(certgen.NewCertificate(key, certgen.Profile{NotAfter: notAfter}, start.AddDate(0, -1, 0)))
}

// good is the line that belongs into the record.
func good() string { return certgen.OneLine(certificate(newKey(), start.AddDate(1, 0, 0))) }

// A world is AWS and the registries, with a clock.
type world struct {
	*provisiontest.AWS
	registries *lookuptest.Server
	url        string
	now        time.Time
}

func newWorld(t *testing.T, records ...lookuptest.Record) *world {
	t.Helper()
	w := &world{registries: lookuptest.NewServer(records...), now: start}
	t.Cleanup(w.registries.Close)
	w.registries.SetClock(func() time.Time { return w.now })
	w.AWS = &provisiontest.AWS{Account: account, Registry: w.registries.Client(), IPAM: ipam, Pool: pool, Takes: time.Minute,
		Now: func() time.Time { return w.now }}
	server := httptest.NewServer(w)
	t.Cleanup(server.Close)
	w.url = server.URL
	return w
}

// roas are the ROAs of the range for Amazon's numbers.
func roas() []roa.VRP {
	var vrps []roa.VRP
	for _, origin := range provision.Origins(provision.EC2, false) {
		vrps = append(vrps, roa.VRP{Prefix: prefix, MaxLength: prefix.Bits(), ASN: origin})
	}
	return vrps
}

// An answer is what is read of EC2's answers.
type answer struct {
	Code     string     `xml:"Errors>Error>Code"`
	Message  string     `xml:"Errors>Error>Message"`
	ASN      standing   `xml:"byoasn"`
	ASNs     []standing `xml:"byoasnSet>item"`
	CIDR     standing   `xml:"byoipCidr"`
	CIDRs    []standing `xml:"byoipCidrSet>item"`
	InPool   standing   `xml:"ipamPoolCidr"`
	InPools  []standing `xml:"ipamPoolCidrSet>item"`
	Together standing   `xml:"asnAssociation"`
}

type standing struct {
	State  string `xml:"state"`
	Status string `xml:"statusMessage"`
	Reason string `xml:"failureReason>message"`
	With   []struct {
		ASN   string `xml:"asn"`
		State string `xml:"state"`
	} `xml:"asnAssociationSet>item"`
}

// ask sends an action with parameters, names and values in turn.
func (w *world) ask(t *testing.T, action string, params ...string) answer {
	t.Helper()
	form := url.Values{"Action": {action}, "Version": {"2016-11-15"}}
	for i := 0; i < len(params); i += 2 {
		form.Set(params[i], params[i+1])
	}
	req := must(http.NewRequestWithContext(t.Context(), http.MethodPost, w.url, strings.NewReader(form.Encode())))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261102/eu-central-1/ec2/aws4_request")
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer resp.Body.Close()
	var a answer
	body := must(io.ReadAll(resp.Body))
	require.NoError(t, xml.Unmarshal(body, &a), string(body))
	require.Equal(t, a.Code == "", resp.StatusCode == http.StatusOK, string(body))
	return a
}

// proof is a good one, as parameters.
func proof(context string, of resource.Resource) []string {
	m := must(message.New(message.Fields{Account: account, Resource: of}, start))
	sig := must(sign.Sign(newKey(), m.Bytes()))
	return []string{context + ".Message", m.String(), context + ".Signature", sig.String()}
}

// bringASN asks for the ASN, with a good proof unless there are other parameters.
func (w *world) bringASN(t *testing.T, params ...string) answer {
	t.Helper()
	all := append([]string{"IpamId", ipam, "Asn", "2914"}, proof("AsnAuthorizationContext", number)...)
	return w.ask(t, "ProvisionIpamByoasn", append(all, params...)...)
}

func (w *world) bringRange(t *testing.T) answer {
	t.Helper()
	return w.ask(t, "ProvisionByoipCidr", append([]string{"Cidr", prefix.String()}, proof("CidrAuthorizationContext", resource.OfCIDR(prefix))...)...)
}

func record(r registry.Registry, of resource.Resource, line string) lookuptest.Record {
	return lookuptest.Record{Registry: r, Resource: of, Field: []string{line}}
}
