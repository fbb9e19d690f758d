package main

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/stretchr/testify/require"
)

const (
	keyARN = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
	text   = "1|aws|123456789012|12345|20261231|SHA256|RSAPSS"
)

var now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// A fakeKMS speaks KMS's JSON protocol on loopback.
type fakeKMS struct {
	key      *rsa.PrivateKey
	describe map[string]any // overrides members of GetPublicKey's answer

	// sign makes the signature, if it is not made as asked.
	sign func(algorithm string, digest []byte) ([]byte, error)

	// refuse answers the action with an HTTP status, a code and a text instead.
	refuse func(action string) (status int, code, text string)

	// raw answers the action with these bytes.
	raw map[string]string

	mu    sync.Mutex
	asked []signRequest
}

// signRequest is what the Sign action is asked, in KMS's names.
type signRequest struct {
	KeyId, MessageType, SigningAlgorithm string
	Message                              []byte
}

func testKey(t testing.TB, name string) *rsa.PrivateKey {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	block, _ := pem.Decode(data)
	require.NotNil(t, block)
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	require.NoError(t, err)
	return key.(*rsa.PrivateKey)
}

// start serves, and returns a client with credentials of its own, which looks
// at neither the environment nor any file.
func (f *fakeKMS) start(t *testing.T) *kms.Client {
	t.Helper()
	if f.key == nil {
		f.key = testKey(t, "key.pem")
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { f.serve(t, w, r) }))
	t.Cleanup(server.Close)
	return kms.New(kms.Options{
		BaseEndpoint: aws.String(server.URL),
		Region:       "eu-central-1",
		Retryer:      aws.NopRetryer{},
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "only for tests"}, nil
		}),
	})
}

func (f *fakeKMS) serve(t *testing.T, w http.ResponseWriter, r *http.Request) {
	action, isKMS := strings.CutPrefix(r.Header.Get("X-Amz-Target"), "TrentService.")
	if !isKMS || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/x-amz-json-1.1" ||
		!strings.HasPrefix(r.Header.Get("Authorization"), "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/") {
		t.Errorf("not a request to KMS: %s %v", r.Method, r.Header)
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	if f.refuse != nil {
		if status, code, text := f.refuse(action); status != 0 {
			w.WriteHeader(status)
			answer(t, w, map[string]any{"__type": code, "message": text})
			return
		}
	}
	if body, found := f.raw[action]; found {
		w.Write([]byte(body))
		return
	}
	switch action {
	case "GetPublicKey":
		f.getPublicKey(t, w)
	case "Sign":
		f.signAsAsked(t, w, r)
	default:
		t.Errorf("the action %q is not played here", action)
	}
}

func answer(t *testing.T, w http.ResponseWriter, members map[string]any) {
	if err := json.NewEncoder(w).Encode(members); err != nil {
		t.Error(err)
	}
}

func (f *fakeKMS) getPublicKey(t *testing.T, w http.ResponseWriter) {
	der, err := x509.MarshalPKIXPublicKey(&f.key.PublicKey)
	if err != nil {
		t.Error(err)
	}
	members := map[string]any{
		"KeyId":             keyARN,
		"PublicKey":         der,
		"KeySpec":           "RSA_2048",
		"KeyUsage":          "SIGN_VERIFY",
		"SigningAlgorithms": []string{"RSASSA_PKCS1_V1_5_SHA_256", "RSASSA_PSS_SHA_256", "RSASSA_PSS_SHA_512"},
	}
	maps.Copy(members, f.describe)
	answer(t, w, members)
}

func (f *fakeKMS) signAsAsked(t *testing.T, w http.ResponseWriter, r *http.Request) {
	var asked signRequest
	if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
		t.Error(err)
	}
	f.mu.Lock()
	f.asked = append(f.asked, asked)
	f.mu.Unlock()
	how := f.sign
	if how == nil {
		how = f.honest
	}
	digest := asked.Message
	if asked.MessageType == "RAW" {
		digest = sum(asked.Message)
	}
	signature, err := how(asked.SigningAlgorithm, digest)
	if err != nil {
		t.Error(err)
	}
	answer(t, w, map[string]any{"KeyId": keyARN, "Signature": signature, "SigningAlgorithm": asked.SigningAlgorithm})
}

func sum(message []byte) []byte {
	digest := sha256.Sum256(message)
	return digest[:]
}

func (f *fakeKMS) honest(algorithm string, digest []byte) ([]byte, error) {
	if algorithm == "RSASSA_PSS_SHA_256" {
		return rsa.SignPSS(rand.Reader, f.key, crypto.SHA256, digest, &rsa.PSSOptions{SaltLength: 32})
	}
	return rsa.SignPKCS1v15(nil, f.key, crypto.SHA256, digest)
}
