package handoff_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/handoff"
)

func TestGoldenRequest(t *testing.T) {
	r := request(t, named(t), first, second)
	golden(t, "request.json", r.Marshal())
	golden(t, "describe.txt", []byte(r.Describe(now)))
	sum := sha256.Sum256(r.Marshal())
	require.Equal(t, hex.EncodeToString(sum[:]), r.Digest().Full(), "as sha256sum prints it")

	again, err := handoff.ParseRequest(r.Marshal())
	require.NoError(t, err)
	require.Equal(t, r, again)
}

func TestGoldenResponse(t *testing.T) {
	r, err := handoff.ParseRequest(readFile(t, "request.json"))
	require.NoError(t, err)
	if *update {
		golden(t, "response.json", respond(t, r).Marshal())
	}
	response, err := handoff.ParseResponse(readFile(t, "response.json"))
	require.NoError(t, err)
	golden(t, "response.json", response.Marshal())
	golden(t, "audit.jsonl", response.AuditLines(now))

	accepted, err := handoff.Accept(r, response, now)
	require.NoError(t, err)
	require.Len(t, accepted.Signed, 2)
	require.Equal(t, first, accepted.Signed[0].Message.String())
	require.Equal(t, certgen.Fingerprint(testCertificate(t, "certificate.pem")), certgen.Fingerprint(accepted.Certificate))
	require.True(t, accepted.PublicKey.Equal(testKey(t, "key.pem").Public()))
}

// TestGoldenExample keeps the files of the examples and of the package comment.
func TestGoldenExample(t *testing.T) {
	o := handoff.Options{Note: "renewal, ticket 4711"}
	o.Signer.PublicKey = named(t).Signer.PublicKey
	r := request(t, o, first)
	golden(t, "example-request.json", r.Marshal())
	if *update {
		golden(t, "example-response.json", respond(t, r).Marshal())
	}
	response, err := handoff.ParseResponse(readFile(t, "example-response.json"))
	require.NoError(t, err)
	_, err = handoff.Accept(r, response, now)
	require.NoError(t, err)

	comment, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	require.Contains(t, string(comment), "\n// "+r.Digest().String()+":\n")
	indented := "//\t" + strings.ReplaceAll(strings.TrimSpace(string(r.Marshal())), "\n", "\n//\t") + "\n"
	require.True(t, strings.Contains(string(comment), indented), "doc.go has not:\n%s", indented)
}
