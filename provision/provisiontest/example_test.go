package provisiontest_test

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/lookup/lookuptest"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/provision/provisiontest"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/sign"
)

func Example() {
	now := time.Now()
	number := resource.OfASN(2914)
	key, cert := keyAndCertificate(now)

	registries := lookuptest.NewServer(lookuptest.Record{Registry: registry.ARIN, Resource: number, Field: []string{certgen.OneLine(cert)}})
	defer registries.Close()
	aws := httptest.NewServer(&provisiontest.AWS{Account: "123456789012", Registry: registries.Client()})
	defer aws.Close()

	// What your program does: here without an SDK.
	m, _ := message.New(message.Fields{Account: "123456789012", Resource: number}, now)
	sig, _ := sign.Sign(key, m.Bytes())
	ask := func(action string, params url.Values) {
		params.Set("Action", action)
		params.Set("Version", "2016-11-15")
		req, _ := http.NewRequest(http.MethodPost, aws.URL, strings.NewReader(params.Encode()))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/…")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			fmt.Println(err)
			return
		}
		defer resp.Body.Close()
		fmt.Println(state(resp.Body))
	}
	ask("ProvisionIpamByoasn", url.Values{
		"IpamId": {"ipam-0123456789abcdef0"}, "Asn": {"2914"},
		"AsnAuthorizationContext.Message": {m.String()}, "AsnAuthorizationContext.Signature": {sig.String()},
	})
	ask("DescribeIpamByoasn", url.Values{})
	// Output:
	// pending-provision
	// provisioned
}

// keyAndCertificate are new ones.
func keyAndCertificate(now time.Time) (key *rsa.PrivateKey, cert *x509.Certificate) {
	key = must(certgen.NewKey(certgen.DefaultBits))
	return key, must(certgen.NewCertificate(key, certgen.Profile{NotAfter: now.AddDate(1, 0, 0)}, now))
}

// state is the one in an answer.
func state(body io.Reader) string {
	var answer struct {
		One string `xml:"byoasn>state"`
		All string `xml:"byoasnSet>item>state"`
	}
	if err := xml.NewDecoder(body).Decode(&answer); err != nil {
		return err.Error()
	}
	return answer.One + answer.All
}
