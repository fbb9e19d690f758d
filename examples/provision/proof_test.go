package main

import (
	"bytes"
	"crypto/rsa"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/lookup/client"
	"github.com/byoasn/byoasn/sign"
)

const (
	text   = "1|aws|123456789012|2914|20261231|SHA256|RSAPSS"
	ipamID = "ipam-0123456789abcdef0"
)

var now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// key reads a key made for tests: see ../../sign/testdata/SOURCES.md.
func key(t testing.TB, file string) *rsa.PrivateKey {
	t.Helper()
	data, err := os.ReadFile("../../sign/testdata/" + file)
	require.NoError(t, err)
	k, err := certgen.ReadKey(data, nil)
	require.NoError(t, err)
	return k.Key
}

// signed is the signature of a text, made with the key in a file.
func signed(t testing.TB, file, text string) sign.Signature {
	t.Helper()
	sig, err := sign.Sign(key(t, file), []byte(text))
	require.NoError(t, err)
	return sig
}

// record is the answer that ARIN gave for AS2914 once (see
// ../../rdap/testdata/records/SOURCES.md), with the certificate of the key in a
// file in its comments, or as it was.
func record(t testing.TB, file string) []byte {
	t.Helper()
	data, err := os.ReadFile("../../rdap/testdata/records/arin-autnum-2914.json")
	require.NoError(t, err)
	if file == "" {
		return data
	}
	cert, err := certgen.NewCertificate(key(t, file), certgen.Profile{Subject: "Example Networks", NotAfter: now.AddDate(1, 0, 0)}, now)
	require.NoError(t, err)
	published := bytes.Replace(data, []byte("Website: https://www.gin.ntt.net"), []byte(certgen.OneLine(cert)), 1)
	require.NotEqual(t, data, published)
	return published
}

// registry serves a record on loopback.
func registry(t testing.TB, status int, body []byte) *client.Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/autnum/2914" {
			t.Errorf("the registry is asked for %s", r.URL)
		}
		w.Header().Set("Content-Type", "application/rdap+json")
		w.WriteHeader(status)
		_, _ = w.Write(body)
	}))
	t.Cleanup(server.Close)
	return &client.Client{Settings: lookup.Settings{Server: server.URL}}
}
