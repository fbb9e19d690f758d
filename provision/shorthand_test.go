package provision_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/provision"
)

// The AWS CLI's shorthand syntax, as far as it concerns a structure of texts:
//
//	parameter = keyval *("," keyval)
//	keyval    = key "=" value
//	key       = 1*(ALPHA / DIGIT / "-" / "_" / "." / "#" / "/" / ":")
//	value     = a run of characters that begins with none of the quotes,
//	            "," "=" "[" "]" "{" "}", and goes on up to a quote, "," "]" or "}"
//
// or a text in double quotes, in which a backslash escapes. Another value that
// begins with a quote is of another kind, and "@=" in place of "=" reads a file.
// The parser below knows neither, and fails at both.
var keyval = regexp.MustCompile(`^([A-Za-z0-9_.#/:-]+)=([^\s"',=\[\]{}@][^"',\]}]*|"[^"\\]*")(,|$)`)

func shorthand(t *testing.T, text string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for text != "" {
		m := keyval.FindStringSubmatch(text)
		require.NotNil(t, m, "not the shorthand syntax: %s", text)
		require.NotContains(t, found, m[1])
		found[m[1]] = strings.Trim(m[2], `"`)
		text = text[len(m[0]):]
		require.False(t, m[3] == "," && text == "", "a comma at the end")
	}
	return found
}

func TestTheAWSCLIReadsTheExactMessageAndSignature(t *testing.T) {
	for name, r := range requests(t) {
		c, err := r.Command()
		require.NoError(t, err)
		argv, err := c.Argv(values)
		require.NoError(t, err)
		for i, arg := range argv {
			if arg == "--asn-authorization-context" || arg == "--cidr-authorization-context" {
				want := map[string]string{"Message": r.Message.String(), "Signature": r.Signature.String()}
				if r.Method == provision.DelegatedRPKI {
					want = map[string]string{"Message": provision.CoveredByAssociation, "Signature": ""}
				}
				require.Equal(t, want, shorthand(t, argv[i+1]), name)
			}
		}
	}
}

func TestTheSignatureOfTheTestsHasEveryLetter(t *testing.T) {
	text := everyLetter().String()
	for _, letter := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-~_" {
		require.Contains(t, text, string(letter))
	}
	require.Equal(t, byte('-'), text[0])
}
