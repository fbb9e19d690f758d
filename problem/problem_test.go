package problem_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode"

	"github.com/byoasn/byoasn/problem"
	"github.com/stretchr/testify/require"
)

const past problem.ID = "expiry-past"

func TestProblem(t *testing.T) {
	p := &problem.Problem{ID: past, Field: "expiry", Seen: "20200101", What: "is past", Fix: "name a later day", Err: io.EOF}

	t.Run("is found by its ID and its cause, through wrapping and in a list", func(t *testing.T) {
		for _, err := range []error{p, fmt.Errorf("the message: %w", p), &problem.List{Problems: []*problem.Problem{{ID: "other"}, p}}} {
			require.ErrorIs(t, err, past)
			require.ErrorIs(t, err, io.EOF)
			require.NotErrorIs(t, err, problem.ID("none"))
			found, ok := errors.AsType[*problem.Problem](err)
			require.True(t, ok)
			require.NotNil(t, found)
		}
	})
	t.Run("reads field, seen, what, fix", func(t *testing.T) {
		require.EqualError(t, p, `expiry "20200101" is past; name a later day`)
		require.Equal(t, `expiry "20200101" is past`, p.Sentence())
	})
	t.Run("all of an error are listed", func(t *testing.T) {
		require.Equal(t, []*problem.Problem{p}, problem.All(fmt.Errorf("wrapped: %w", p)))
		require.Len(t, problem.All(&problem.List{Problems: []*problem.Problem{p, p}}), 2)
		require.Empty(t, problem.All(io.EOF))
		require.Empty(t, problem.All(nil))
	})
	t.Run("round-trips through JSON", func(t *testing.T) {
		data, err := json.Marshal(p)
		require.NoError(t, err)
		var back problem.Problem
		require.NoError(t, json.Unmarshal(data, &back))
		back.Err = io.EOF
		require.Equal(t, *p, back)
	})
}

// What is not to be seen again.
var keys = map[string]string{
	"PEM":             "-----BEGIN PRIVATE KEY-----\nMIIE",
	"PKCS#8":          "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQD3",
	"PKCS#1":          "MIIEowIBAAKCAQEA98kGi3hhcUK2A8bO3cV2bePFxgHL/wOfst9i",
	"PKCS#8, 4096":    "MIIJQgIBADANBgkqhkiG9w0BAQEFAASCCSwwggkoAgEAAoICAQC/",
	"encrypted":       "MIIFLTBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQILxqm",
	"elliptic curve":  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgbWcH",
	"JWK":             `{"kty":"RSA","d":"` + strings.Repeat("a", 40) + `"}`,
	"DER, PKCS#8":     "\x30\x82\x04\xbd\x02\x01\x00\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00\x04\x82",
	"DER, encrypted":  "\x30\x82\x05\x2d\x30\x57\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0d\x30\x4a\x30\x29\x06\x09\x2a",
	"hexadecimal":     "308204bd020100300d06092a864886f70d0101010500048204a7",
	"PEM in base64":   "LS0tLS1CRUdJTiBFTkNSWVBURUQgUFJJVkFURSBLRVktLS0tLQpNSUlF",
	"a token's URI":   "pkcs11:token=T;object=K?pin-value=1234",
	"a PIN on a line": "PIN=1234 tool --sign",
}

func TestSecretsAreNotShown(t *testing.T) {
	for name, text := range keys {
		t.Run(name, func(t *testing.T) {
			require.NotEmpty(t, problem.Secret(text))
			p := &problem.Problem{ID: "x", Seen: text, What: "is wrong"}
			data, err := json.Marshal(p)
			require.NoError(t, err)
			for _, shown := range []string{problem.Clip(text, 1000), problem.Quote(text), p.Error(), string(data)} {
				require.Contains(t, shown, "not shown")
				require.NotContains(t, shown, text[:12])
			}
		})
	}
	for _, harmless := range []string{
		"1|aws|123456789012|12345|20261231|SHA256|RSAPSS",
		"MIIC+TCCAeGgAwIBAgIUd7n9VNjCBH+IVqLOYnsHnjN/uWYwDQYJKoZIhvcNAQEL",
		"AS64496", "pinning down",
		"\x30\x82\x01\x22\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00\x03\x82\x01\x0f\x00\x30\x82", // a public key
	} {
		require.Empty(t, problem.Secret(harmless), harmless)
	}
}

func TestATextOfOursIsCutWhereASecretBegins(t *testing.T) {
	for given, want := range map[string]string{
		"bad flag syntax: -----BEGIN PRIVATE KEY-----; MIIEvQIBADANBgkqhkiG9w0BAQEFAASC": "bad flag syntax: [a private key, not shown]",
		`message "MIIEvQIBADANBgkqhkiG9w0BAQ" is none`:                                   `message " [a private key, not shown]`,
		"--signer PIN=1234 tool cannot be started":                                       "--signer [a secret, not shown]",
		"expected PEM with a line such as -----BEGIN PRIVATE KEY-----, or DER":           "expected PEM with a line such as -----BEGIN PRIVATE KEY-----, or DER",
		"asking for the passphrase: there is no terminal":                                "asking for the passphrase: there is no terminal",
		"NEVER PUBLISH OR SEND A PRIVATE KEY":                                            "NEVER PUBLISH OR SEND A PRIVATE KEY",
	} {
		require.Equal(t, want, problem.Redact(given))
	}
}

func TestCount(t *testing.T) {
	for n, want := range map[int]string{0: "0 days", 1: "1 day", 2: "2 days", -1: "-1 days"} {
		require.Equal(t, want, problem.Count(n, "day"))
	}
}

func TestShowing(t *testing.T) {
	hostile := "a\x1b[31m\u009bb\u202ec\U000e0041\x7f\n\xff\u00a0"
	t.Run("nothing that a terminal would act on is left", func(t *testing.T) {
		for _, shown := range []string{problem.Visible(hostile), problem.Clip(hostile, 100), problem.Quote(hostile)} {
			for _, r := range shown {
				require.True(t, unicode.IsPrint(r), "%q in %q", r, shown)
			}
		}
	})
	t.Run("clipping counts characters and says that it did", func(t *testing.T) {
		require.Equal(t, "ää…", problem.Clip("äää", 2))
		require.Equal(t, "äää", problem.Clip("äää", 3))
		require.LessOrEqual(t, len(problem.Quote(strings.Repeat("x", 10_000))), problem.MaxShown+10)
	})
	t.Run("escaped JSON means the same", func(t *testing.T) {
		data, err := json.Marshal(map[string]string{"a": strings.ToValidUTF8(hostile, "?")})
		require.NoError(t, err)
		escaped := problem.EscapeJSON(data)
		require.JSONEq(t, string(data), string(escaped))
		for _, r := range string(escaped) {
			require.True(t, unicode.IsPrint(r), "%q in %q", r, escaped)
		}
	})
}
