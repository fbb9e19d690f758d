package main

import (
	"context"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/stretchr/testify/require"
)

// A fakeEC2 speaks the EC2 Query protocol on loopback. To each action it gives the
// answers in their order, and the last one from then on.
type fakeEC2 struct {
	describe, provision []answer

	mu    sync.Mutex
	asked []url.Values
}

// An answer is what EC2 says: its names are those of the SDK's deserializers.
type answer struct {
	status int
	body   string
	meet   func() // is called before the answer, if it is not nil
	alien  bool   // it is not of AWS, and has no request ID
}

// An item is one of EC2's byoasnSet.
type item struct {
	XMLName       xml.Name
	ASN           string `xml:"asn"`
	IPAM          string `xml:"ipamId"`
	State         string `xml:"state"`
	StatusMessage string `xml:"statusMessage,omitempty"`
}

func (i item) named(t testing.TB, name string) string {
	i.XMLName.Local = name
	data, err := xml.Marshal(i)
	require.NoError(t, err)
	return string(data)
}

// ours is the ASN of the tests in the IPAM of the tests.
func ours(state, status string) item {
	return item{ASN: "2914", IPAM: ipamID, State: state, StatusMessage: status}
}

const head = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// listed is an answer to DescribeIpamByoasn.
func listed(t testing.TB, token string, items ...item) answer {
	var set strings.Builder
	for _, i := range items {
		set.WriteString(i.named(t, "item"))
	}
	if token != "" {
		token = "<nextToken>" + token + "</nextToken>"
	}
	return answer{status: http.StatusOK, body: head + `<DescribeIpamByoasnResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
    <requestId>59dbff89-35bd-4eac-99ed-be587EXAMPLE</requestId>
    <byoasnSet>` + set.String() + `</byoasnSet>` + token + `
</DescribeIpamByoasnResponse>`}
}

// taken is an answer to ProvisionIpamByoasn.
func taken(t testing.TB, i item) answer {
	return answer{status: http.StatusOK, body: head + `<ProvisionIpamByoasnResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
    <requestId>59dbff89-35bd-4eac-99ed-be587EXAMPLE</requestId>
    ` + i.named(t, "byoasn") + `
</ProvisionIpamByoasnResponse>`}
}

// refusal is an error of EC2.
func refusal(status int, code string) answer {
	return answer{status: status, body: head + `<Response><Errors><Error><Code>` + code + `</Code><Message>what EC2 itself says</Message></Error></Errors>` +
		`<RequestID>ea966190-f9aa-478e-9ede-example</RequestID></Response>`}
}

// start serves, and returns a client with credentials of its own, which looks at
// neither the environment nor any file, and tries three times without a pause.
func (f *fakeEC2) start(t testing.TB) *ec2.Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := f.serve(w, r); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(server.Close)
	return clientOf(server.URL)
}

func clientOf(endpoint string) *ec2.Client {
	return ec2.New(ec2.Options{
		BaseEndpoint: aws.String(endpoint),
		Region:       "eu-central-1",
		Credentials: aws.CredentialsProviderFunc(func(ctx context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "only for tests"}, nil
		}),
		Retryer: retry.NewStandard(func(o *retry.StandardOptions) {
			o.Backoff = retry.BackoffDelayerFunc(func(int, error) (time.Duration, error) { return 0, nil })
		}),
	})
}

func (f *fakeEC2) serve(w http.ResponseWriter, r *http.Request) error {
	if r.Method != http.MethodPost || r.URL.Path != "/" || r.Header.Get("Content-Type") != "application/x-www-form-urlencoded" ||
		!strings.HasPrefix(r.Header.Get("Authorization"), "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/") {
		return fmt.Errorf("not a request to EC2: %s %s %v", r.Method, r.URL, r.Header)
	}
	if err := r.ParseForm(); err != nil {
		return err
	}
	if version := r.PostForm.Get("Version"); version != "2016-11-15" {
		return fmt.Errorf("the version is %q", version)
	}
	next, err := f.next(r.PostForm)
	if err != nil {
		return err
	}
	if next.meet != nil {
		next.meet()
	}
	if !next.alien {
		w.Header().Set("X-Amzn-Requestid", "59dbff89-35bd-4eac-99ed-be587EXAMPLE")
	}
	w.Header().Set("Content-Type", "text/xml;charset=UTF-8")
	w.WriteHeader(next.status)
	_, _ = w.Write([]byte(next.body)) // a client that was interrupted reads nothing
	return nil
}

// next takes the answer that comes next.
func (f *fakeEC2) next(form url.Values) (answer, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = append(f.asked, form)
	answers := map[string]*[]answer{describeAction: &f.describe, provisionAction: &f.provision}[form.Get("Action")]
	if answers == nil || len(*answers) == 0 {
		return answer{status: http.StatusNotFound}, fmt.Errorf("the action %q is not played here", form.Get("Action"))
	}
	first := (*answers)[0]
	if len(*answers) > 1 {
		*answers = (*answers)[1:]
	}
	return first, nil
}

// requests are those for an action, so far.
func (f *fakeEC2) requests(action string) []url.Values {
	f.mu.Lock()
	defer f.mu.Unlock()
	var those []url.Values
	for _, form := range f.asked {
		if form.Get("Action") == action {
			those = append(those, form)
		}
	}
	return those
}
